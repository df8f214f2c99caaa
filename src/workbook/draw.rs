//! The cells as an .xlsx file: heads that stay in view, drop-downs, notes, widths that suit both languages.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Note, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::fill::{Head, Page};
use super::guide::{GUIDE, Line};
use super::kind::{Content, Kind, Register};
use super::sheets::{START, Shape};
use super::words::Word;
use crate::model::Lang;

/// The hidden row of keys, the row of heads, the first row below.
const KEYS: u32 = 0;
const HEADS: u32 = 1;
const FIRST: u32 = 2;

/// Rows that are prepared with lists to choose from, below those that are filled.
const PREPARED: u32 = 500;

/// Height of a row, in points.
const ROW: f64 = 20.0;

/// Widths in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 34;
const MEANING: usize = 90;

/// What the cells look like.
struct Look {
    key: Format,
    needed: Format,
    optional: Format,
    chosen: Format,
    id: Format,
    text: Format,
    plain: Format,
    number: Format,
    centred: Format,
    value: Format,
    explained: Format,
    title: Format,
    heading: Format,
    typed: Format,
}

impl Look {
    fn new() -> Self {
        let head = |fill: u32, ink: u32| {
            Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_background_color(Color::RGB(fill))
                .set_font_color(Color::RGB(ink))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00FF_FFFF))
        };
        let body = || Format::new().set_align(FormatAlign::VerticalCenter);
        Self {
            key: Format::new().set_font_color(Color::RGB(0x0080_8080)),
            needed: head(0x001F_3A5F, 0x00FF_FFFF),
            optional: head(0x00C9_D6E6, 0x0012_2338),
            chosen: head(0x00DD_E8D5, 0x001D_3311),
            id: body().set_bold().set_num_format("@").set_indent(1),
            text: body().set_num_format("@").set_indent(1),
            plain: body().set_align(FormatAlign::Left).set_indent(1),
            number: body().set_align(FormatAlign::Right).set_indent(1),
            centred: body().set_align(FormatAlign::Center),
            value: body().set_align(FormatAlign::Left).set_indent(1),
            explained: body().set_font_color(Color::RGB(0x0055_5555)).set_indent(1),
            title: Format::new().set_bold().set_font_size(18).set_font_color(Color::RGB(0x001F_3A5F)),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(Color::RGB(0x001F_3A5F)),
            typed: body().set_bold().set_num_format("@").set_align(FormatAlign::Right),
        }
    }
}

/// The bytes of the workbook.
pub(super) fn draw(pages: &[Page], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day, so that the same scenario gives the same bytes.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("reframe").set_creation_datetime(&day));
    let look = Look::new();
    guide(workbook.add_worksheet(), lang, &look)?;
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(page.sheet.name.get(lang))?;
        draw_page(sheet, page, lang, &look)?;
    }
    workbook.save_to_buffer()
}

fn guide(sheet: &mut Worksheet, lang: Lang, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name(START.get(lang))?;
    sheet.set_default_row_height(ROW);
    sheet.set_screen_gridlines(false);
    sheet.set_column_width(0, 18)?;
    sheet.set_column_width(1, 110)?;
    let wrapped = look.plain.clone().set_text_wrap();
    for (row, (line, text, meaning)) in (0..).zip(GUIDE) {
        let (text, meaning) = (text.get(lang), meaning.get(lang));
        match line {
            Line::Title => sheet.write_string_with_format(row, 0, text, &look.title)?,
            Line::Heading => {
                sheet.set_row_height(row, 30)?;
                sheet.write_string_with_format(row, 0, text, &look.heading.clone().set_align(FormatAlign::Bottom))?
            }
            Line::Plain => {
                sheet.set_row_height(row, if width(text) > 120 { 36 } else { 20 })?;
                sheet.merge_range(row, 0, row, 1, text, &wrapped)?
            }
            Line::Pair => {
                sheet.write_string_with_format(row, 0, text, &look.typed)?;
                sheet.write_string_with_format(row, 1, meaning, &look.value)?
            }
        };
    }
    print_setup(sheet);
    Ok(())
}

fn print_setup(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
}

fn draw_page(sheet: &mut Worksheet, page: &Page, lang: Lang, look: &Look) -> Result<(), XlsxError> {
    sheet.set_default_row_height(ROW);
    for (column, head) in (0..).zip(&page.heads) {
        sheet.write_string_with_format(KEYS, column, &head.key, &look.key)?;
        draw_head(sheet, column, head, look)?;
        if page.sheet.shape != Shape::Settings && (column == 0 || head.kind.is_some_and(is_text)) {
            // Rows to come: what is typed there stays what it is.
            sheet.set_column_format(column, body_format(page, column.into(), look))?;
        }
        sheet.set_column_width(column, f64::from(u16::try_from(column_width(page, column.into())).unwrap_or(60)))?;
    }
    for (row, cells) in (FIRST..).zip(&page.rows) {
        for (column, cell) in (0..).zip(cells) {
            let format = body_format(page, column.into(), look);
            match cell {
                Some(Content::Text(text)) => sheet.write_string_with_format(row, column, text, format)?,
                Some(Content::Number(value)) => {
                    sheet.write_number_with_format(row, column, *value, number_format(page, column.into(), look))?
                }
                None => sheet.write_blank(row, column, format)?,
            };
        }
    }
    sheet.set_row_hidden(KEYS)?;
    let tall = page.heads.iter().any(|head| head.chosen && head.text.lines().any(|line| width(line) > WIDEST / 2));
    sheet.set_row_height(HEADS, if tall { 66 } else { 36 })?;
    let frozen = if page.sheet.shape == Shape::Settings { 2 } else { 1 };
    sheet.set_freeze_panes(FIRST, frozen)?;
    if page.sheet.shape == Shape::Settings {
        sheet.set_column_hidden(0)?;
        settings_lists(sheet, page, lang)?;
    } else {
        lists(sheet, page, lang)?;
    }
    print_setup(sheet);
    sheet.set_repeat_rows(HEADS, HEADS)?;
    Ok(())
}

fn draw_head(sheet: &mut Worksheet, column: u16, head: &Head, look: &Look) -> Result<(), XlsxError> {
    let format = match head {
        Head { chosen: true, .. } => &look.chosen,
        Head { needed: true, .. } => &look.needed,
        _ => &look.optional,
    };
    sheet.write_string_with_format(HEADS, column, &head.text, format)?;
    if !head.note.is_empty() {
        let lines = u32::try_from(width(head.note) / 44 + 2).unwrap_or(8);
        let note = Note::new(head.note).add_author_prefix(false).set_width(300).set_height(lines * 19);
        sheet.insert_note(HEADS, column, &note)?;
    }
    Ok(())
}

fn body_format<'a>(page: &Page, column: usize, look: &'a Look) -> &'a Format {
    let head = &page.heads[column.min(page.heads.len() - 1)];
    match (page.sheet.shape, column, head.kind) {
        (Shape::Settings, 3, _) => &look.explained,
        (Shape::Settings, 1, _) => &look.id,
        (Shape::Settings, _, _) => &look.value,
        (_, 0, _) => &look.id,
        (_, _, Some(Kind::Quantity)) => &look.centred,
        (_, _, Some(kind)) if is_text(kind) => &look.text,
        _ => &look.plain,
    }
}

fn number_format<'a>(page: &Page, column: usize, look: &'a Look) -> &'a Format {
    match (page.sheet.shape, page.heads.get(column).and_then(|head| head.kind)) {
        (Shape::Settings, _) => &look.value,
        (_, Some(Kind::Quantity)) => &look.centred,
        _ => &look.number,
    }
}

/// Whether a cell should keep what is typed as it is: `1-2` is no date there.
fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Id(_) | Kind::Ids(_) | Kind::Donors | Kind::Pairs | Kind::Points)
}

fn column_width(page: &Page, column: usize) -> usize {
    if page.sheet.shape == Shape::Settings && column == 3 {
        return MEANING;
    }
    let head = page.heads[column].text.lines().map(width).max().unwrap_or_default();
    let cells = page.rows.iter().filter_map(|row| match row.get(column)? {
        Some(Content::Text(text)) => Some(width(text)),
        Some(Content::Number(_)) | None => None,
    });
    // Heads may wrap once.
    (cells.max().unwrap_or_default().max(head.div_ceil(2).max(head.min(14))) + 3).clamp(NARROWEST, WIDEST)
}

/// How many columns of a terminal, or half widths of a Chinese character, a text takes.
fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lists to choose from, down every column that has any, and in the heads that name a criterion.
fn lists(sheet: &mut Worksheet, page: &Page, lang: Lang) -> Result<(), XlsxError> {
    let rows = u32::try_from(page.rows.len()).unwrap_or(PREPARED);
    let last = FIRST + rows + PREPARED;
    for (column, head) in (0..).zip(&page.heads) {
        if head.chosen {
            let choice = from_register(Register::Criteria, lang).show_error_message(false);
            sheet.add_data_validation(HEADS, column, HEADS, column, &choice)?;
        }
        if let Some(list) = head.kind.map_or(Ok(None), |kind| list(kind, lang))? {
            sheet.add_data_validation(FIRST, column, last, column, &list)?;
        }
    }
    Ok(())
}

fn settings_lists(sheet: &mut Worksheet, page: &Page, lang: Lang) -> Result<(), XlsxError> {
    for (row, cells) in (FIRST..).zip(&page.rows) {
        let key = |key: &str| matches!(&cells[0], Some(Content::Text(text)) if text == key);
        let setting = page.sheet.columns.iter().find(|column| key(column.key));
        if let Some(list) = setting.map_or(Ok(None), |setting| list(setting.kind, lang))? {
            sheet.add_data_validation(row, 2, row, 2, &list)?;
        }
    }
    Ok(())
}

/// What a cell of this kind can be chosen from.
fn list(kind: Kind, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
    let open = |list: DataValidation| list.show_error_message(false);
    Ok(Some(match kind {
        Kind::Word(words) => from_words(words, lang)?,
        Kind::WordOrNumber(words) | Kind::Words(words) => open(from_words(words, lang)?),
        Kind::YesNo => from_words(super::words::YES_NO, lang)?,
        Kind::Id(register) | Kind::Ids(register) => open(from_register(register, lang)),
        Kind::Donors => open(from_words(super::words::ALL, lang)?),
        _ => return Ok(None),
    }))
}

fn from_words(words: &[Word], lang: Lang) -> Result<DataValidation, XlsxError> {
    let shown: Vec<&str> = words.iter().map(|word| word.show(lang)).collect();
    // A word of the other language is read too, so nobody is stopped.
    Ok(DataValidation::new().allow_list_strings(&shown)?.set_error_style(DataValidationErrorStyle::Warning))
}

/// The ids in the first column of another sheet, as many as there are: a list with empty lines at its end is no help.
fn from_register(register: Register, lang: Lang) -> DataValidation {
    let name = register.sheet().name.get(lang);
    let (first, last) = (FIRST + 1, FIRST + PREPARED);
    let filled = format!("MAX(1,COUNTA('{name}'!$A${first}:$A${last}))");
    let ids = format!("=OFFSET('{name}'!$A${first},0,0,{filled},1)");
    DataValidation::new().allow_list_formula(Formula::new(ids))
}
