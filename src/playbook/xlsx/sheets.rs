//! The sheets of the workbook: contents, a sheet for every page, a sheet for every table.

use super::chart::Placed;
use super::style::Style;
use super::table;
use super::{XlsxError, drawing};
use crate::playbook::cells::plain;
use crate::playbook::grid::{Cell, Grid, grid, native};
use crate::playbook::{OfficeChart, Page, Paper, Picture, Playbook, Tone, cells};
use crate::report::study::{StudyTable, say};
use rust_xlsxwriter::{Image, Worksheet};

/// Text on page sheets runs over so many columns.
const ACROSS: u16 = 8;
/// A column of numbers in pixels.
const NUMBERS: u32 = 100;
/// The width and height of a chart in pixels.
const CHART: (u32, u32) = (860, 400);
/// The height of an ordinary row in pixels.
const ROW: u32 = 22;

/// A sheet being filled from the top.
pub struct Filling<'p> {
    /// The sheet.
    pub sheet: Worksheet,
    /// Its name.
    pub name: String,
    style: Style<'p>,
    row: u32,
    /// The width in pixels over which text runs.
    width: f64,
    across: u16,
}

impl<'p> Filling<'p> {
    /// An empty sheet of this name, ready to be printed. `over` is what stands at the head of its pages.
    pub fn new(name: &str, over: (&str, &str), style: Style<'p>) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_screen_gridlines(false);
        sheet.set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3);
        sheet.set_paper_size(match style.brand.paper {
            Paper::A4 => 9,
            Paper::Letter => 1,
        });
        sheet.set_header(format!("&L{}&R{}", printed(over.0), printed(over.1)));
        sheet.set_footer(format!("&L{}&R&P / &N", printed(&style.brand.footer)));
        sheet.set_default_row_height_pixels(ROW);
        Ok(Self { sheet, name: name.to_owned(), style, row: 0, width: 0.0, across: ACROSS })
    }

    /// A paragraph over the whole width.
    fn paragraph(&mut self, text: &str, format: &rust_xlsxwriter::Format, size: f64) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        self.sheet.merge_range(self.row, 0, self.row, self.across - 1, &plain(text), format)?;
        self.sheet.set_row_height(self.row, self.style.height(text, size, self.width))?;
        self.row += 1;
        Ok(())
    }

    fn link(&mut self, column: u16, target: &str, text: &str) -> Result<(), XlsxError> {
        let url = rust_xlsxwriter::Url::new(format!("internal:{}!A1", quoted(target))).set_text(plain(text));
        self.sheet.write_url_with_format(self.row, column, url, &self.style.link())?;
        Ok(())
    }
}

/// A name of a sheet as references want it.
pub fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// Words for the head and foot of printed pages, where `&` is a command and not more than 255 characters have room.
fn printed(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(100).collect();
    short.replace('&', "&&")
}

/// An alternative text within the length that spreadsheets allow.
fn described(text: &str) -> String {
    const LONGEST: usize = 255;
    let text = plain(text);
    let text = text.trim();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Names of the sheets of a page.
#[derive(Clone, Debug)]
pub struct Named {
    /// Of the page itself.
    pub page: String,
    /// Of its tables.
    pub tables: Vec<String>,
}

/// The first sheet: what it is about, all findings with links, how it was made.
pub fn contents<'p>(
    playbook: &'p Playbook,
    name: &str,
    names: &[Named],
    style: Style<'p>,
) -> Result<Worksheet, XlsxError> {
    let mut filling = Filling::new(name, (&playbook.title, name), style)?;
    let labels = playbook.pages.iter().map(|page| style.width(&page.label)).fold(120.0, f64::max).min(260.0) + 20.0;
    let findings = 760.0;
    filling.sheet.set_column_width_pixels(0, labels as u32)?.set_column_width_pixels(1, findings as u32)?;
    (filling.across, filling.width) = (2, labels + findings);
    filling.paragraph(&playbook.title, &style.title().set_font_size(20.0), 20.0)?;
    filling.paragraph(&playbook.subtitle, &style.muted().set_font_size(12.0), 12.0)?;
    filling.row += 1;
    for (page, names) in playbook.pages.iter().zip(names) {
        filling.link(0, &names.page, &page.label)?;
        filling.sheet.write_string_with_format(filling.row, 1, plain(&page.finding), &style.wrapped())?;
        let height = style.height(&page.finding, style.size(), findings);
        filling.sheet.set_row_height(filling.row, height)?;
        filling.row += 1;
        for (table, name) in shown(page).zip(&names.tables) {
            let title = if table.title.is_empty() { name } else { &table.title };
            filling.link(1, name, &format!("→ {title}"))?;
            filling.row += 1;
        }
    }
    filling.row += 1;
    filling.paragraph(&playbook.disclaimer, &style.muted(), style.size())?;
    filling.row += 1;
    let made = &playbook.made;
    let lines = [
        (say(style.lang, "Scenario", "场景"), made.scenario.clone()),
        (say(style.lang, "Fingerprint of the input", "输入文件指纹"), made.fingerprint.clone()),
        (say(style.lang, "Simulated purchases", "模拟采购次数"), made.draws.to_string()),
        (say(style.lang, "Seed", "随机种子"), made.seed.to_string()),
        (say(style.lang, "Version of reframe", "reframe 版本"), made.version.clone()),
    ];
    for (what, value) in lines {
        filling.sheet.write_string_with_format(filling.row, 0, what, &style.muted())?;
        filling.sheet.write_string_with_format(filling.row, 1, plain(&value), &style.muted())?;
        filling.row += 1;
    }
    Ok(filling.sheet)
}

/// The tables of a page that have anything in them.
pub fn shown(page: &Page) -> impl Iterator<Item = &StudyTable> {
    page.tables.iter().filter(|table| !table.columns.is_empty() && !table.rows.is_empty())
}

/// The sheet of a page: finding, chart with its numbers, panels, notes.
pub fn page<'p>(
    playbook: &Playbook,
    page: &'p Page,
    names: &Named,
    contents: &str,
    style: Style<'p>,
) -> Result<Worksheet, XlsxError> {
    let mut filling = Filling::new(&names.page, (&playbook.title, &page.label), style)?;
    let office = page.picture.as_ref().and_then(|picture| picture.office.as_ref());
    let cells = match office {
        Some(office) => Some((
            office,
            grid(office, style.lang).map_err(|source| XlsxError::Chart { page: page.id.clone(), source })?,
        )),
        None => None,
    };
    filling.page_widths(cells.as_ref().map(|(_, grid)| grid))?;
    filling.link(0, contents, &format!("← {contents}"))?;
    filling.row += 1;
    filling.paragraph(&page.finding, &style.title(), 16.0)?;
    for line in &page.lead {
        filling.paragraph(line, &style.wrapped(), style.size())?;
    }
    filling.row += 1;
    filling.panels(page)?;
    if let Some(picture) = &page.picture {
        filling.picture(picture, cells.as_ref())?;
    }
    for (table, name) in shown(page).zip(&names.tables) {
        let title = if table.title.is_empty() { name } else { &table.title };
        filling.link(0, name, &format!("→ {title}"))?;
        filling.row += 1;
    }
    if !page.notes.is_empty() {
        filling.row += 1;
        filling.paragraph(&say(style.lang, "Notes", "说明"), &style.heading(), style.size())?;
    }
    for note in &page.notes {
        filling.paragraph(note, &style.wrapped(), style.size())?;
    }
    filling.row += 1;
    filling.paragraph(&page.source, &style.muted(), style.size())?;
    filling.paragraph(&playbook.disclaimer, &style.muted(), style.size())?;
    Ok(filling.sheet)
}

impl Filling<'_> {
    /// Places are as wide as their names; numbers are all alike.
    fn page_widths(&mut self, grid: Option<&Grid>) -> Result<(), XlsxError> {
        let texts = grid.into_iter().flat_map(|grid| &grid.columns[0].cells).filter_map(|cell| match cell {
            Cell::Text(text) => Some(self.style.width(text) + 16.0),
            _ => None,
        });
        let first = texts.fold(180.0, f64::max).min(320.0);
        self.sheet.set_column_width_pixels(0, first as u32)?;
        let numbers = grid.map_or(0, |grid| grid.columns.len() as u16).max(ACROSS);
        self.sheet.set_column_range_width_pixels(1, numbers, NUMBERS)?;
        self.width = first + f64::from(NUMBERS) * f64::from(ACROSS - 1);
        Ok(())
    }

    fn panels(&mut self, page: &Page) -> Result<(), XlsxError> {
        let theme = &self.style.brand.theme;
        for panel in &page.panels {
            let color = match panel.tone {
                Tone::Ours => theme.us,
                Tone::Theirs => theme.rivals.first().copied().unwrap_or(theme.ink),
                Tone::Plain | Tone::Caution => theme.ink,
            };
            let heading = self.style.heading().set_font_color(super::style::rgb(color)).set_text_wrap();
            self.sheet.write_string_with_format(self.row, 0, plain(&panel.heading), &heading)?;
            let width = f64::from(NUMBERS) * f64::from(ACROSS - 1);
            for line in &panel.lines {
                self.sheet.merge_range(self.row, 1, self.row, ACROSS - 1, &plain(line), &self.style.wrapped())?;
                self.sheet.set_row_height(self.row, self.style.height(line, self.style.size(), width) + 4.0)?;
                self.row += 1;
            }
            self.row += u32::from(panel.lines.is_empty());
        }
        self.row += u32::from(!page.panels.is_empty());
        Ok(())
    }

    /// The chart, native if spreadsheets know it, else as it is drawn; and the numbers that it is made of.
    fn picture(&mut self, picture: &Picture, cells: Option<&(&OfficeChart, Grid)>) -> Result<(), XlsxError> {
        let alt = described(&format!("{} {}", picture.chart.title, picture.chart.inset.description));
        let drawn = cells.and_then(|(office, grid)| Some((office, grid, native(office)?)));
        let height = match drawn {
            Some((chart, grid, native)) => {
                let at = (self.row + CHART.1 / ROW + 3, 0);
                let placed = Placed { chart, native, grid, sheet: &self.name, at, style: self.style };
                self.sheet.insert_chart(self.row, 0, &placed.draw(CHART, &alt))?;
                CHART.1
            }
            None => {
                let (png, aspect) = drawing(&picture.chart)?;
                let scale = f64::from(CHART.0) / f64::from(png.0);
                let image =
                    Image::new_from_buffer(&png.1)?.set_scale_width(scale).set_scale_height(scale).set_alt_text(&alt);
                self.sheet.insert_image(self.row, 0, &image)?;
                (f64::from(CHART.0) / aspect) as u32
            }
        };
        self.row += height / ROW + 2;
        let Some((_, grid)) = cells else { return Ok(()) };
        let heading = say(self.style.lang, "The numbers of the chart", "图中数据");
        self.sheet.write_string_with_format(self.row, 0, heading, &self.style.heading())?;
        self.row += 1;
        cells::write(&mut self.sheet, grid, (self.row, 0), &self.style.head(), &self.style.body())?;
        let heads =
            grid.columns.iter().map(|column| self.style.height(&column.head, self.style.size(), f64::from(NUMBERS)));
        self.sheet.set_row_height(self.row, heads.fold(0.0, f64::max))?;
        self.row += grid.rows as u32 + 2;
        Ok(())
    }
}

/// The sheet of a table.
pub fn table_sheet<'p>(
    playbook: &Playbook,
    page: &'p Page,
    table: &'p StudyTable,
    (name, of_page): (&str, &str),
    style: Style<'p>,
) -> Result<Worksheet, XlsxError> {
    let mut filling = Filling::new(name, (&playbook.title, &page.label), style)?;
    filling.sheet.set_landscape();
    let laid = table::Sheet::new(table, &style);
    laid.set_widths(&mut filling.sheet)?;
    // Narrow tables have their words run on beyond them.
    let beyond = (ACROSS as usize).saturating_sub(laid.len()) as f64 * 64.0;
    filling.across = (laid.len() as u16).max(ACROSS);
    filling.width = laid.width() + beyond;
    filling.link(0, of_page, &format!("← {of_page}"))?;
    filling.row += 1;
    let title = if table.title.is_empty() { &page.finding } else { &table.title };
    filling.paragraph(title, &style.title().set_font_size(14.0), 14.0)?;
    filling.paragraph(&table.reading, &style.muted(), style.size())?;
    filling.paragraph(&page.source, &style.muted(), style.size())?;
    filling.row += 1;
    let head = filling.row;
    laid.write(&mut filling.sheet, head, &style)?;
    filling.sheet.set_freeze_panes(head + 1, 1)?;
    filling.sheet.set_repeat_rows(head, head)?;
    Ok(filling.sheet)
}
