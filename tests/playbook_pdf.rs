//! The playbook as PDF: the same bytes every time, text that can be taken out, tags, bookmarks, nothing beside the paper.

#[path = "support/fixture.rs"]
#[allow(dead_code, reason = "the fixture serves other tests too")]
mod fixture;
#[path = "support/playbook.rs"]
#[allow(dead_code, reason = "other tests look at runs and studies themselves")]
mod real;
#[path = "support/sample_playbook.rs"]
mod samples;

use reframe::model::Lang;
use reframe::playbook::{Brand, Paper, Playbook, pdf};
use samples::{all, dark_brand, hard_playbook, house_brand, loud_brand, usual_playbook};
use std::process::Command;

fn made(playbook: &Playbook) -> Vec<u8> {
    pdf::document(playbook).unwrap_or_else(|error| panic!("{error}"))
}

/// What a program of poppler says about the document; `None` where it is not installed.
fn poppler(program: &str, options: &[&str], bytes: &[u8]) -> Option<String> {
    if Command::new(program).arg("-v").output().is_err() {
        println!("skipped: {program} is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("playbook.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut command = Command::new(program);
    let (before, after): (Vec<&str>, Vec<&str>) =
        options.iter().copied().partition(|option| option.starts_with('-') && *option != "-");
    let output = command.args(before).arg(&path).args(after).output().unwrap();
    // Older popplers find fault with a `Suspects false`, which PDF/UA wants.
    let said =
        String::from_utf8_lossy(&output.stderr).replace("Syntax Error: Suspects object is wrong type (boolean)", "");
    let said = said.trim();
    assert!(output.status.success() && said.is_empty(), "{program}: {said}");
    // Titles of headings come as they are in the file, in UTF-16 some of them.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn count(bytes: &[u8], wanted: &str) -> usize {
    bytes.windows(wanted.len()).filter(|part| *part == wanted.as_bytes()).count()
}

/// Blanks and breaks of lines do not count.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_playbook_makes_the_same_bytes() {
    for playbook in all() {
        assert!(made(playbook) == made(playbook), "{} differs", playbook.title);
    }
}

#[test]
fn documents_parse_and_say_what_they_are() {
    for playbook in all() {
        let bytes = made(playbook);
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
        let Some(said) = poppler("pdfinfo", &[], &bytes) else { return };
        let field = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(&format!("{name}:")));
            line.map(str::trim).map(str::to_owned).unwrap_or_default()
        };
        assert_eq!(
            (field("Title"), field("Tagged"), field("Author")),
            (playbook.title.clone(), "yes".into(), String::new())
        );
        assert_eq!((field("CreationDate"), field("ModDate")), (String::new(), String::new()));
        let size = match playbook.brand.paper {
            Paper::A4 => "595.276 x 841.89 pts (A4)",
            Paper::Letter => "612 x 792 pts (letter)",
        };
        assert_eq!(field("Page size"), size);
        // A sheet for every page of the playbook, and one with the contents.
        let pages: usize = field("Pages").parse().unwrap();
        assert!(pages > playbook.pages.len(), "{pages}");
        assert!(pages < playbook.pages.len() + 30, "{pages}");
    }
}

#[test]
fn a_finding_takes_a_sheet() {
    for lang in Lang::ALL {
        for brand in [Brand::default(), house_brand(), loud_brand()] {
            let playbook = usual_playbook(lang, brand);
            let Some(said) = poppler("pdfinfo", &[], &made(&playbook)) else { return };
            let pages = said.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned();
            assert_eq!(pages, (playbook.pages.len() + 1).to_string());
        }
    }
}

#[test]
fn every_page_has_its_bookmark_and_every_chart_its_words() {
    for playbook in all() {
        let bytes = made(playbook);
        let items = count(&bytes, "/Parent") > 0;
        assert!(items && count(&bytes, "/Outlines") > 0 && count(&bytes, "/StructTreeRoot") > 0);
        let Some(said) = poppler("pdfinfo", &["-struct"], &bytes) else { return };
        let figures = playbook.pages.iter().filter(|page| page.picture.is_some()).count();
        let logos = usize::from(playbook.brand.logo.is_some());
        let found = |kind: &str| said.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(kind)).count();
        assert_eq!(found("Figure"), figures + logos);
        assert_eq!(found("H1"), 1);
        // The findings, the contents, how it was made.
        assert_eq!(found("H2"), playbook.pages.len() + 2);
        assert_eq!(found("TOCI"), playbook.pages.len());
        assert_eq!(found("Link"), playbook.pages.len());
        assert!(found("TH") > 0 && found("TD") > 0 && found("THead") > 0);
        let first =
            ["H1", "H2", "H3"].map(|kind| said.lines().position(|line| line.trim().split(' ').next() == Some(kind)));
        assert!(first[0] < first[1] && first[1] < first[2], "{first:?}");
    }
}

#[test]
fn text_can_be_taken_out_in_reading_order() {
    for lang in Lang::ALL {
        let playbook = usual_playbook(lang, house_brand());
        let Some(text) = poppler("pdftotext", &["-"], &made(&playbook)) else { return };
        let text = squeezed(&text);
        for page in &playbook.pages {
            let panels = page.panels.iter().flat_map(|panel| std::iter::once(&panel.heading).chain(&panel.lines));
            let said = [&page.label, &page.finding, &page.source].into_iter().chain(&page.lead).chain(&page.notes);
            for said in said.chain(panels) {
                assert!(text.contains(&squeezed(said)), "{said}");
            }
        }
        let numbers = match lang {
            Lang::En => ["44.8%±0.8", "+23.5±0.8", "CNY1,075,000±7,000", "4days,CNY20,000"],
            Lang::Zh => ["44.8%±0.8", "+23.5±0.8", "107.5±0.7万元", "4人天，2万元"],
        };
        for number in numbers {
            assert!(text.contains(number), "{number}");
        }
        // Words of a chart are words, not outlines.
        assert!(text.contains("Keeptheantivirus") || text.contains("维持现状"));
    }
}

#[test]
fn nothing_is_lost_of_long_texts_and_tables() {
    let playbook = hard_playbook(Lang::En, Brand::default());
    let Some(text) = poppler("pdftotext", &["-", "-raw"], &made(&playbook)) else { return };
    let count = |wanted: &str| squeezed(&text).matches(&squeezed(wanted)).count();
    let long = "Nobody in the committee can tell the two offers apart on detection, so whatever is said";
    // Lead, boxes, notes, source, finding (in the contents too), cells; a few stand across two sheets with a foot between.
    let expected = 12 + 4 * 9 + 60 + 70 + 2 + 2 * 3 + 41;
    assert!((expected - 25..=expected).contains(&count(long)), "{} of {expected}", count(long));
    assert!(text.contains("10 more rows are in the workbook."));
    assert_eq!(pdf::missing_characters(&playbook), vec!['\u{1F4A1}', '龘']);
}

/// A word with its space: left, top, right, bottom.
type Word = (String, [f64; 4]);

/// The words of every sheet, with its width and height.
fn sheets(said: &str) -> Vec<([f64; 2], Vec<Word>)> {
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let mut sheets: Vec<([f64; 2], Vec<Word>)> = Vec::new();
    for line in said.lines().map(str::trim) {
        if line.starts_with("<page") {
            sheets.push(([number(line, "width"), number(line, "height")], Vec::new()));
        } else if line.starts_with("<word") {
            let word = line.split(['<', '>']).nth(2).unwrap().to_owned();
            let space = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name));
            sheets.last_mut().unwrap().1.push((word, space));
        }
    }
    sheets
}

#[test]
fn every_word_lies_inside_the_margins_and_on_no_other() {
    for playbook in all() {
        let Some(said) = poppler("pdftotext", &["-bbox", "-"], &made(playbook)) else { return };
        for ([width, height], words) in sheets(&said) {
            for (at, (word, [left, top, right, bottom])) in words.iter().enumerate() {
                let inside = *left >= 40.0 && *right <= width - 40.0 && *top >= 20.0 && *bottom <= height - 20.0;
                assert!(inside, "`{word}` leaves the paper: {left} {top} {right} {bottom}");
                // The boxes are those of the fonts, higher than letters: what touches is one line on the next.
                let air = 0.12 * (bottom - top);
                for (other, [l, t, r, b]) in &words[..at] {
                    let beside = *right <= l + 0.5 || *r <= left + 0.5;
                    let above = bottom - air <= t + air || b - air <= top + air;
                    assert!(beside || above, "`{word}` stands on `{other}` in {}", playbook.title);
                }
            }
        }
    }
}

#[test]
fn a_logo_that_is_no_png_is_refused_by_name() {
    let mut playbook = usual_playbook(Lang::En, house_brand());
    playbook.brand.logo.as_mut().unwrap().png = b"GIF89a".to_vec();
    let error = pdf::document(&playbook).unwrap_err().to_string();
    assert!(error.starts_with("the logo of the brand cannot be read as PNG: "), "{error}");
}

/// `cargo test --features pdf --test playbook_pdf -- --ignored samples` writes documents into the target directory.
#[test]
#[ignore = "writes documents for people"]
fn samples_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("playbooks");
    std::fs::create_dir_all(&folder).unwrap();
    for lang in Lang::ALL {
        let write = |name: &str, playbook: &Playbook| {
            std::fs::write(folder.join(format!("{name}-{}.pdf", lang.tag())), made(playbook)).unwrap();
        };
        write("usual", &usual_playbook(lang, house_brand()));
        write("loud", &usual_playbook(lang, loud_brand()));
        write("dark", &usual_playbook(lang, dark_brand()));
        write("hard", &hard_playbook(lang, Brand::default()));
    }
}
