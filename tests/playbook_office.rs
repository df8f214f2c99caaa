//! The playbook as slides and as a workbook: what office programs find in them.

#[path = "support/office.rs"]
mod office;
#[path = "support/office_playbook.rs"]
mod samples;
#[path = "support/playbook.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod scenarios;

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use calamine::{Data, Reader};
use office::{Files, text_of};
use reframe::chart::Font;
use reframe::chart::color::Color;
use reframe::model::Lang;
use reframe::playbook::{OfficeChart, Page, Places, Playbook, Unfit, pptx, xlsx};
use reframe::report::study::{ColumnKind, StudyCell};

/// A playbook with its slides and its workbook.
struct Made {
    playbook: Playbook,
    slides: Vec<u8>,
    workbook: Vec<u8>,
}

fn made(playbook: Playbook) -> Made {
    let slides = pptx::document(&playbook).expect("slides");
    let workbook = xlsx::document(&playbook).expect("a workbook");
    Made { playbook, slides, workbook }
}

/// In both languages.
fn usual() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| Lang::ALL.into_iter().map(|lang| made(samples::sample(lang))).collect())
}

/// The usual ones, those with too much of everything, and those of two scenarios.
fn all() -> impl Iterator<Item = &'static Made> {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    let more = MADE.get_or_init(|| {
        let awkward = Lang::ALL.map(samples::awkward);
        let ran = ["edr-mttr", "decision-chain"].map(|name| scenarios::Ran::new(name, 256));
        let told = ran.iter().flat_map(|ran| Lang::ALL.map(|lang| ran.playbook(lang)));
        awkward.into_iter().chain(told).map(made).collect()
    });
    usual().iter().chain(more)
}

#[test]
fn parts_are_sound_xml_that_refers_to_parts_that_exist() {
    for Made { slides, workbook, .. } in all() {
        for bytes in [slides, workbook] {
            let files = Files::read(bytes);
            files.check();
            for (path, _) in files.parts().filter(|(path, _)| path.starts_with("ppt/embeddings/")) {
                Files::read(files.bytes(path)).check();
            }
        }
    }
}

#[test]
fn the_same_playbook_gives_the_same_bytes_on_any_day() {
    let Made { playbook, slides, workbook } = &usual()[1];
    // Dates in zip files go by two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(*slides == pptx::document(playbook).unwrap());
    assert!(*workbook == xlsx::document(playbook).unwrap());
}

/// The numbers of a chart as slides write them: points as 12.3, everything else as it is.
fn shown(chart: &OfficeChart, x: f64) -> f64 {
    if chart.style == reframe::playbook::NumberStyle::Points { 100.0 * x } else { x }
}

/// Charts in the order of the slides, with the pages they are from.
fn native(playbook: &Playbook) -> Vec<(&Page, &OfficeChart)> {
    let pictures = playbook.pages.iter().filter_map(|page| Some((page, page.picture.as_ref()?.office.as_ref()?)));
    pictures.collect()
}

#[test]
fn charts_show_their_numbers_and_the_cells_behind_them_are_the_same() {
    for Made { playbook, slides, .. } in all() {
        let files = Files::read(slides);
        let charts = native(playbook);
        for (i, (page, chart)) in charts.iter().enumerate() {
            let path = format!("ppt/charts/chart{}.xml", i + 1);
            let cells = files.workbook_of(&path);
            let xml = files.xml(&path);
            let series: Vec<_> = xml.descendants().filter(|node| node.has_tag_name((office::CHART, "ser"))).collect();
            assert_eq!(series.len(), chart.series.len(), "{}", page.id);
            for (node, series) in series.iter().zip(&chart.series) {
                let name = office::cached(*node, "tx");
                assert_eq!(name.words, [Some(cleaned(&series.name))], "{}", page.id);
                let over_numbers = office::child(*node, "xVal").is_some();
                let values = office::cached(*node, if over_numbers { "yVal" } else { "val" });
                let expected: Vec<Option<f64>> = series.values.iter().map(|v| v.map(|v| shown(chart, v))).collect();
                assert_eq!(values.numbers(), expected, "{} {}", page.id, series.name);
                let places = office::cached(*node, if over_numbers { "xVal" } else { "cat" });
                match &chart.places {
                    Places::Names(names) => {
                        let expected: Vec<_> = names.iter().map(|name| Some(cleaned(name))).collect();
                        assert_eq!(places.words, expected);
                    }
                    Places::Numbers(numbers, _) => {
                        assert_eq!(places.numbers(), numbers.iter().copied().map(Some).collect::<Vec<_>>());
                    }
                }
                for part in node.descendants().filter(|node| node.has_tag_name((office::CHART, "f"))) {
                    let cache = office::cache_after(part);
                    assert_eq!(cells.column(part.text().unwrap()), cache.words, "{} {:?}", page.id, part.text());
                }
                if let Some(error) = series.error.as_ref().filter(|_| !series.hidden) {
                    let bars = office::child(*node, "errBars").expect("whiskers");
                    let (minus, plus) = (office::cached(bars, "minus"), office::cached(bars, "plus"));
                    let ends = |pick: fn(&(f64, f64)) -> f64| {
                        error.iter().map(|e| Some(shown(chart, pick(e)))).collect::<Vec<_>>()
                    };
                    assert_eq!((minus.numbers(), plus.numbers()), (ends(|e| e.0), ends(|e| e.1)), "{}", page.id);
                }
                if let Some(sizes) = &series.sizes {
                    let sizes: Vec<_> = sizes.iter().copied().map(Some).collect();
                    assert_eq!(office::cached(*node, "bubbleSize").numbers(), sizes);
                }
            }
        }
        assert!(files.parts().filter(|(path, _)| path.starts_with("ppt/charts/chart")).count() == charts.len());
    }
}

/// A text as XML can hold it.
fn cleaned(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

#[test]
fn hidden_series_are_not_seen_and_places_have_their_colours() {
    let Made { playbook, slides, .. } = &usual()[0];
    let files = Files::read(slides);
    let at = native(playbook).iter().position(|(page, _)| page.id == "waterfall").unwrap();
    let xml = files.xml(&format!("ppt/charts/chart{}.xml", at + 1));
    let series: Vec<_> = xml.descendants().filter(|node| node.has_tag_name((office::CHART, "ser"))).collect();
    let fills = |node: office::Node| {
        let look = office::child(node, "spPr").unwrap();
        look.children().map(|node| node.tag_name().name().to_owned()).next().unwrap()
    };
    assert_eq!(series.iter().map(|node| fills(*node)).collect::<Vec<_>>(), ["noFill", "solidFill"]);
    let points: Vec<_> = series[1].children().filter(|node| node.has_tag_name((office::CHART, "dPt"))).collect();
    let colors: Vec<_> = points
        .iter()
        .map(|point| {
            let color = point.descendants().find(|node| node.tag_name().name() == "schemeClr").unwrap();
            (office::val(office::child(*point, "idx").unwrap()), office::val(color))
        })
        .collect();
    assert_eq!(colors, [("0".to_owned(), "accent3".to_owned()), ("3".to_owned(), "accent2".to_owned())]);
}

#[test]
fn every_finding_is_the_title_of_a_slide_with_its_notes() {
    for Made { playbook, slides, .. } in usual() {
        let files = Files::read(slides);
        let titles: Vec<String> = (1..).map_while(|i| files.title(&format!("ppt/slides/slide{i}.xml"))).collect();
        for page in &playbook.pages {
            let at =
                titles.iter().position(|title| *title == page.finding).unwrap_or_else(|| panic!("{}", page.finding));
            let notes = text_of(&files.xml(&format!("ppt/notesSlides/notesSlide{}.xml", at + 1)));
            for said in page.notes.iter().chain([&page.source, &playbook.disclaimer]) {
                assert!(notes.contains(said.as_str()), "{said}");
            }
        }
        assert_eq!(titles[0], playbook.title);
    }
}

#[test]
fn nothing_that_a_page_says_is_lost_on_its_slides() {
    let squeezed = |text: &str| text.replace(|c: char| c.is_whitespace() || c.is_control(), "");
    for Made { playbook, slides, .. } in all() {
        let files = Files::read(slides);
        let all: String =
            (1..).map_while(|i| files.get(&format!("ppt/slides/slide{i}.xml"))).map(|xml| text_of(&xml)).collect();
        let all = squeezed(&all).replace("(continued)", "").replace("（续）", "");
        for page in &playbook.pages {
            for panel in &page.panels {
                // A card that is cut goes on under its heading.
                for line in &panel.lines {
                    let found = squeezed(line);
                    let start: String = found.chars().take(60).collect();
                    let end: String = found.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
                    assert!(all.contains(&start) && all.contains(&end), "{line}");
                }
            }
            if page.id != "everything" {
                page.lead.iter().for_each(|line| assert!(all.contains(&squeezed(line)), "{line}"));
            }
        }
    }
}

#[test]
fn shapes_stay_on_the_slide_and_have_different_numbers() {
    for Made { slides, .. } in all() {
        let files = Files::read(slides);
        for (path, _) in files.parts().filter(|(path, _)| path.starts_with("ppt/slides/slide")) {
            let xml = files.xml(path);
            let mut ids = std::collections::BTreeSet::new();
            for node in xml.descendants().filter(|node| node.tag_name().name() == "cNvPr") {
                assert!(ids.insert(node.attribute("id").unwrap().to_owned()), "{path}");
            }
            for place in xml.descendants().filter(|node| node.tag_name().name() == "xfrm") {
                let number = |child: &str, key: &str| -> i64 {
                    let node = place.children().find(|node| node.tag_name().name() == child).unwrap();
                    node.attribute(key).unwrap().parse().unwrap()
                };
                let (x, y, w, h) = (number("off", "x"), number("off", "y"), number("ext", "cx"), number("ext", "cy"));
                assert!(x >= 0 && y >= 0 && w > 0 && h >= 0, "{path}");
                assert!(x + w <= 12_192_000 && y + h <= 6_858_000, "{path}: {x} {y} {w} {h}");
            }
        }
    }
}

#[test]
fn pictures_charts_and_the_logo_are_described() {
    for Made { slides, .. } in all() {
        let files = Files::read(slides);
        for (path, _) in files.parts().filter(|(path, _)| path.ends_with(".xml") && path.starts_with("ppt/slide")) {
            let xml = files.xml(path);
            let shown = xml.descendants().filter(|node| {
                let chart = node.tag_name().name() == "graphicFrame"
                    && node.descendants().any(|n| n.has_tag_name((office::CHART, "chart")));
                node.tag_name().name() == "pic" || chart
            });
            for node in shown {
                let named = node.descendants().find(|node| node.tag_name().name() == "cNvPr").unwrap();
                assert!(named.attribute("descr").is_some_and(|words| !words.is_empty()), "{path}");
            }
        }
    }
}

#[test]
fn long_tables_say_what_is_missing() {
    let files = Files::read(&usual()[0].slides);
    let all: String =
        (1..).map_while(|i| files.get(&format!("ppt/slides/slide{i}.xml"))).map(|xml| text_of(&xml)).collect();
    assert!(all.contains("of 43 rows; the workbook has all."), "{all}");
}

#[test]
fn the_workbook_gives_every_number_of_every_table_back() {
    for Made { playbook, workbook, .. } in all() {
        let mut workbook = office::open(workbook);
        let names = workbook.sheet_names();
        let mut tables = names.iter().filter(|name| name.contains(" · "));
        for page in &playbook.pages {
            for table in page.tables.iter().filter(|table| !table.rows.is_empty()) {
                let name = tables.next().expect("a sheet for every table");
                let sheet = workbook.worksheet_range(name).unwrap();
                let rows: Vec<&[Data]> = sheet.rows().skip(sheet.height() - table.rows.len()).collect();
                for (row, cells) in rows.iter().zip(&table.rows) {
                    let expected: Vec<Data> = table
                        .columns
                        .iter()
                        .zip(cells)
                        .enumerate()
                        .flat_map(|(i, (column, cell))| {
                            let of: Vec<&StudyCell> = table.rows.iter().map(|row| &row[i]).collect();
                            in_sheet(column.kind, &of, cell)
                        })
                        .collect();
                    assert_eq!(&row[..expected.len()], expected, "{name}");
                }
            }
        }
        assert_eq!(tables.next(), None);
    }
}

/// What the cells of a sheet hold for a cell of a column: an error and an interval where any cell of it has one.
fn in_sheet(kind: ColumnKind, column: &[&StudyCell], cell: &StudyCell) -> Vec<Data> {
    let scale = if kind == ColumnKind::Points { 100.0 } else { 1.0 };
    let mut found = match cell {
        StudyCell::Named { label, .. } => vec![Data::String(label.clone())],
        StudyCell::Word(word) => vec![Data::String(word.clone())],
        StudyCell::Count(n) => vec![Data::Float(*n as f64)],
        StudyCell::Number(x) => vec![Data::Float(*x)],
        StudyCell::Cost(cost) => vec![Data::Float(cost.days), Data::Float(cost.money)],
        StudyCell::Estimate(e) if e.high() == e.low() => vec![Data::Float(scale * e.value())],
        StudyCell::Estimate(e) => {
            [e.value(), 0.5 * (e.high() - e.low()), e.low(), e.high()].map(|x| Data::Float(scale * x)).to_vec()
        }
        StudyCell::Empty => Vec::new(),
    };
    let uncertain = |cell: &&StudyCell| matches!(cell, StudyCell::Estimate(e) if e.high() > e.low());
    let parts = match kind {
        ColumnKind::Named | ColumnKind::Word | ColumnKind::Count | ColumnKind::Number => 1,
        ColumnKind::Cost => 2,
        _ if column.iter().any(uncertain) => 4,
        _ => 1,
    };
    found.resize(parts, Data::Empty);
    found
}

#[test]
fn no_cell_is_a_formula_even_if_its_words_look_like_one() {
    for Made { workbook: bytes, .. } in all() {
        let mut workbook = office::open(bytes);
        for name in workbook.sheet_names() {
            let formulas = workbook.worksheet_formula(&name).unwrap();
            assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
        }
        let files = Files::read(bytes);
        let cells = files.parts().filter(|(path, _)| path.starts_with("xl/worksheets/sheet"));
        for (path, _) in cells {
            assert!(!files.xml(path).descendants().any(|node| node.tag_name().name() == "f"), "{path}");
        }
    }
}

#[test]
fn every_finding_is_in_the_contents_with_a_link_to_its_sheet() {
    for Made { playbook, workbook: bytes, .. } in usual() {
        let mut workbook = office::open(bytes);
        let names = workbook.sheet_names();
        let contents = workbook.worksheet_range(&names[0]).unwrap();
        let words: Vec<String> = contents.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        for page in &playbook.pages {
            assert!(words.contains(&page.finding) && words.contains(&page.label), "{}", page.finding);
        }
        let files = Files::read(bytes);
        let xml = files.xml("xl/worksheets/sheet1.xml");
        let links: Vec<String> = xml
            .descendants()
            .filter(|node| node.tag_name().name() == "hyperlink")
            .map(|node| node.attribute("location").unwrap().trim_end_matches("!A1").trim_matches('\'').to_owned())
            .collect();
        assert_eq!(links, names[1..]);
    }
}

#[test]
fn charts_of_the_workbook_are_made_of_its_cells() {
    for Made { playbook, workbook: bytes, .. } in all() {
        let mut workbook = office::open(bytes);
        let files = Files::read(bytes);
        for (i, (page, chart)) in native(playbook).iter().enumerate() {
            let xml = files.xml(&format!("xl/charts/chart{}.xml", i + 1));
            let series: Vec<_> = xml.descendants().filter(|node| node.has_tag_name((office::CHART, "ser"))).collect();
            for (node, series) in series.iter().zip(&chart.series) {
                let over_numbers = office::child(*node, "xVal").is_some();
                let values = office::child(*node, if over_numbers { "yVal" } else { "val" }).unwrap();
                let at = values.descendants().find(|node| node.has_tag_name((office::CHART, "f"))).unwrap();
                let (sheet, cells) = at.text().unwrap().rsplit_once('!').unwrap();
                let sheet = workbook.worksheet_range(&sheet.trim_matches('\'').replace("''", "'")).unwrap();
                let expected: Vec<Option<f64>> = series.values.iter().map(|v| v.map(|v| shown(chart, v))).collect();
                assert_eq!(office::numbers_at(&sheet, cells), expected, "{} {}", page.id, series.name);
            }
        }
    }
}

#[test]
fn numbers_that_do_not_fit_together_are_refused_by_name() {
    let mut playbook = samples::sample(Lang::En);
    let office = playbook.pages[1].picture.as_mut().and_then(|picture| picture.office.as_mut()).unwrap();
    office.series[0].values.pop();
    let slides = pptx::document(&playbook).unwrap_err().to_string();
    assert_eq!(slides, r#"chart "bars": series "Before" has 2 values for 3 places"#);
    let sheets = xlsx::document(&playbook).unwrap_err().to_string();
    assert_eq!(sheets, r#"the chart of page "bars": series "Before" has 2 values for 3 places"#);
    let office = playbook.pages[1].picture.as_mut().and_then(|picture| picture.office.as_mut()).unwrap();
    office.series[0].values.push(Some(f64::NAN));
    assert!(matches!(pptx::document(&playbook), Err(pptx::PptxError::Chart { source: Unfit::NotFinite { .. }, .. })));
}

#[test]
fn a_company_has_its_colours_font_and_foot_in_both() {
    let mut playbook = samples::sample(Lang::En);
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts/NotoSansSC-Regular.ttf");
    playbook.brand.theme.font = Font::read(std::fs::read(font).unwrap(), None).unwrap();
    playbook.brand.theme.us = Color::hex(0x7A1FA2);
    let files = Files::read(&pptx::document(&playbook).unwrap());
    let theme = files.xml("ppt/theme/theme1.xml");
    let named = |name: &str| theme.descendants().find(|node| node.tag_name().name() == name).unwrap();
    assert_eq!(named("accent1").first_element_child().unwrap().attribute("val"), Some("7A1FA2"));
    assert_eq!(named("minorFont").first_element_child().unwrap().attribute("typeface"), Some("Noto Sans SC"));
    assert!(text_of(&files.xml("ppt/slides/slide3.xml")).contains(&playbook.brand.footer));
    let sheets = Files::read(&xlsx::document(&playbook).unwrap());
    let styles = sheets.xml("xl/styles.xml");
    assert!(styles.descendants().any(|node| node.attribute("val") == Some("Noto Sans SC")));
    let sheet = sheets.xml("xl/worksheets/sheet2.xml");
    let foot = sheet.descendants().find(|node| node.tag_name().name() == "oddFooter").unwrap();
    assert_eq!(foot.text(), Some("&LExample && Co · confidential&R&P / &N"));
}

/// Runs an outside program; `None`, with a line that says so, where it is missing.
fn outside(program: &str, arguments: &[&str], folder: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    match output {
        Ok(output) if output.status.success() => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => panic!("{program}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
    }
}

/// Whether Python has a package.
fn python_has(package: &str, folder: &Path) -> bool {
    let found = Command::new("python3").args(["-c", &format!("import {package}")]).current_dir(folder).output();
    let has = found.is_ok_and(|output| output.status.success());
    if !has {
        println!("skipped: Python has no {package}");
    }
    has
}

#[test]
fn python_pptx_finds_titles_charts_tables_and_notes() {
    const READ: &str = r#"
import sys
from pptx import Presentation
sys.stdout.reconfigure(encoding="utf-8")
deck = Presentation("playbook.pptx")
for slide in deck.slides:
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    tables = sum(shape.has_table for shape in slide.shapes)
    series = [(plot.__class__.__name__, len(list(chart.series))) for chart in charts for plot in chart.plots]
    books = sum(len(chart.part.chart_workbook.xlsx_part.blob) > 0 for chart in charts)
    print(slide.shapes.title.text_frame.text, series, books, tables, len(slide.notes_slide.notes_text_frame.text) > 0, sep="|")
"#;
    let folder = tempfile::tempdir().unwrap();
    if !python_has("pptx", folder.path()) {
        return;
    }
    for Made { playbook, slides, .. } in usual() {
        std::fs::write(folder.path().join("playbook.pptx"), slides).unwrap();
        let Some(read) = outside("python3", &["-c", READ], folder.path()) else { return };
        for (page, chart) in native(playbook) {
            let line = read.lines().find(|line| line.starts_with(&page.finding)).expect("a slide for every finding");
            let kind = match page.id.as_str() {
                "areas" => "AreaPlot",
                "lines" | "dots" => "XyPlot",
                "bubbles" => "BubblePlot",
                "race" => "LinePlot",
                _ => "BarPlot",
            };
            assert_eq!(line, format!("{}|[('{kind}', {})]|1|0|True", page.finding, chart.series.len()));
        }
        assert_eq!(read.lines().filter(|line| line.ends_with("|1|True")).count(), 4);
    }
}

#[test]
fn libreoffice_opens_slides_and_workbook_and_finds_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    for Made { playbook, slides, workbook } in usual() {
        for (name, bytes) in [("slides.pptx", slides), ("sheets.xlsx", workbook)] {
            std::fs::write(folder.path().join(name), bytes).unwrap();
            let arguments = [&profile, "--headless", "--convert-to", "pdf", name];
            let Some(_) = outside("soffice", &arguments, folder.path()) else { return };
            let pdf = name.split('.').next().unwrap().to_owned() + ".pdf";
            let Some(words) = outside("pdftotext", &[&pdf, "-"], folder.path()) else { return };
            let squeezed = |text: &str| text.replace(char::is_whitespace, "");
            let words = squeezed(&words);
            for page in &playbook.pages {
                assert!(words.contains(&squeezed(&page.finding)), "{name}: {}", page.finding);
            }
            let pages = pages_of(&pdf, folder.path());
            assert!(name != "slides.pptx" || pages == Some(count_of_slides(slides)), "{pages:?}");
        }
    }
}

/// How many pages a PDF has.
fn pages_of(pdf: &str, folder: &Path) -> Option<usize> {
    let about = outside("pdfinfo", &[pdf], folder)?;
    about.lines().find_map(|line| line.strip_prefix("Pages:"))?.trim().parse().ok()
}

fn count_of_slides(slides: &[u8]) -> usize {
    Files::read(slides).parts().filter(|(path, _)| path.starts_with("ppt/slides/slide")).count()
}

/// Writes the samples where they can be looked at.
#[test]
#[ignore = "writes files to look at"]
fn samples_to_look_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let names = ["sample-en", "sample-zh", "awkward-en", "awkward-zh"];
    for (name, Made { slides, workbook, .. }) in names.iter().zip(all()) {
        std::fs::write(folder.join(format!("{name}.pptx")), slides).unwrap();
        std::fs::write(folder.join(format!("{name}.xlsx")), workbook).unwrap();
    }
    println!("{}", folder.display());
}
