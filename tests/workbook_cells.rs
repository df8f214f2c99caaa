//! Workbooks as people fill them in: what is read however it is typed, and what is wrong, said in the words of the cells.

#[path = "support/cells.rs"]
mod cells;

use std::io::Cursor;

use calamine::Data;
use cells::{Cells, assert_same, repacked, shown, starter, starter_document};
use reframe::model::Lang;
use reframe::scenario;
use reframe::workbook;
use rust_xlsxwriter::Workbook;

#[test]
fn the_template_is_a_complete_deal_and_nothing_of_it_needs_the_last_sheet() {
    for lang in Lang::ALL {
        let mut cells = Cells::starter(lang);
        let last = if lang == Lang::En { "Other settings" } else { "其他设置" };
        assert_eq!(cells.sheet(last).keys().filter(|(row, _)| *row > 1).count(), 0);
        let read = workbook::read(&cells.bytes()).unwrap();
        assert_same(&starter_document(), read.document(), "the starter");
    }
    assert_eq!(starter(Lang::Zh), starter(Lang::Zh), "the same scenario gives the same bytes");
}

#[test]
fn both_languages_renamed_sheets_moved_rows_and_lost_keys_read_the_same() {
    let same = |cells: Cells, what: &str| {
        let read = workbook::read(&cells.bytes()).unwrap();
        assert_same(&starter_document(), read.document(), what);
        assert!(cells.check().is_ok(), "{what}: {}", cells.complaints());
    };
    same(Cells::starter(Lang::Zh).rename("人员", "决策小组"), "a renamed sheet");
    same(Cells::starter(Lang::En).insert_row("People", 4).insert_row("Moves", 3), "empty rows");
    same(Cells::starter(Lang::En).insert_row("People", 1), "a row above all");
    for lang in Lang::ALL {
        let mut cells = Cells::starter(lang);
        cells.sheets.iter_mut().for_each(|(_, cells)| cells.retain(|(row, _), _| *row != 0));
        same(cells, "no hidden rows");
    }
    let en = Cells::starter(Lang::En).set("Criteria", "D3", "产品").set("People", "D3", "").set("People", "F4", "评分");
    same(en, "words of the other language");
    same(Cells::starter(Lang::En).set("My notes", "A1", "x"), "a sheet of one's own");
}

#[test]
fn numbers_are_read_however_they_are_typed() {
    let cells = Cells::starter(Lang::En)
        .set("People", "E3", "５")
        .set("People", "L3", "60%")
        .set("People", "M3", 0.4)
        .set("Moves", "O6", "10%")
        .set("Performance", "C3", "98.6±0.4")
        .set("Performance", "E3", "pert（1，2，6）")
        .set("Deal", "C7", "2_400_000");
    let mut percent = cells;
    percent.percent.push(("People".to_owned(), 2, 12));
    let read = workbook::read(&percent.bytes()).unwrap();
    let checked = read.check("scenario.toml").unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let expected = scenario::load_text("scenario.toml", scenario::STARTER).unwrap();
    assert_eq!(format!("{:?}", checked.loaded.scenario), format!("{:?}", expected.scenario));
}
#[test]
fn what_the_checker_finds_is_said_in_the_cells_it_came_from() {
    let cells = Cells::starter(Lang::En)
        .set("Criteria", "D3", "produkt")
        .clear("Criteria", "D4")
        .set("Vendors", "D4", 8.0)
        .set("Performance", "C3", "98.6 plusminus 0.4")
        .set("Performance", "A4", "halcion")
        .clear("People", "E3")
        .set("People", "E4", "much")
        .set("People", "I4", "cooo: 0.3")
        .set("People", "L3", 0.9)
        .set("Moves", "D3", "teech")
        .set("Moves", "I3", "ciso, cio")
        .set("Strategies", "E3", "mttr-evidense")
        .set("Deal", "C8", "weighted")
        .clear("Deal", "C5")
        .set("Other settings", "A3", "stakeholders.ciso.influense")
        .set("Other settings", "B3", 5.0);
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn what_a_spreadsheet_does_to_cells_is_said_too() {
    let mut cells = Cells::starter(Lang::En)
        .set("People", "E3", Data::Error(calamine::CellErrorType::Ref))
        .set("People", "L4", Data::Error(calamine::CellErrorType::Div0))
        .set("Performance", "E4", Data::DateTimeIso(String::new()))
        .set("Performance", "C5", 0.965)
        .set("Moves", "O6", 0.1)
        .set("Criteria", "A6", "ciso")
        .clear("Criteria", "A5")
        .set("Vendors", "A5", "halcyon")
        .set("Strategies", "B9", "no id")
        .set("Moves", "AJ4", "a remark")
        .set("People", "O2", "budget")
        .set("Deal", "B25", "Discont rate")
        .set("Deal", "C25", 3.0)
        .set("Other settings", "A3", "decision rule")
        .set("Other settings", "B3", 1.0)
        .set("Other settings", "A4", "decision.noise")
        .set("Other settings", "B4", 0.1)
        .set("Other settings", "A5", "contact.channel")
        .set("Other settings", "B5", "hybrid")
        .set("Other settings", "B6", 7.0)
        .set("Other settings", "A7", "memory.anchored");
    cells.percent.push(("Performance".to_owned(), 4, 2));
    cells.merged.push(("People".to_owned(), [3, 1, 4, 2]));
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn heads_may_be_names_and_ids_may_be_numbers() {
    let named = Cells::starter(Lang::En).set("People", "L2", "Detection rate").set("Performance", "C2", "病毒检出率");
    let read = workbook::read(&named.bytes()).unwrap();
    assert_same(&starter_document(), read.document(), "names in heads");
    let numbered = Cells::starter(Lang::En).set("Criteria", "A3", 2024.0).set("People", "L2", 2024.0).set(
        "Performance",
        "C2",
        2024.0,
    );
    let checked = numbered.check().unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert_eq!(checked.loaded.scenario.criteria[0].id, "2024");
    let shared = Cells::starter(Lang::En).set("Criteria", "B4", "Detection rate").set("People", "L2", "Detection rate");
    assert!(shared.complaints().contains("People!L2: error: `Detection rate` is neither"), "{}", shared.complaints());
    let remarked = Cells::starter(Lang::En).set("Criteria", "P2", "# why").set("Criteria", "P9", "to be discussed");
    assert!(remarked.check().is_ok(), "{}", remarked.complaints());
    let other = Cells::starter(Lang::En).set("Other settings", "A3", "format").set("Other settings", "B3", 2.0);
    assert!(other.complaints().starts_with("'Other settings'!B3: error[E104]"), "{}", other.complaints());
}

#[test]
fn what_is_missing_is_said_and_what_follows_from_it_is_not() {
    let gone = Cells::starter(Lang::Zh).without("人员").rename("准则", "准 则").set("动作", "D3", "引入");
    let mut heads = Cells::starter(Lang::En).set("Moves", "D2", "Kynd").set("People", "D2", "influense");
    heads.sheets.iter_mut().for_each(|(_, cells)| cells.retain(|(row, _), _| *row != 0));
    let twice = Cells::starter(Lang::En).set("Leute", "A1", "people.id").set("Leute", "A2", "Id");
    insta::assert_snapshot!(format!("{}\n{}\n{}", gone.complaints(), heads.complaints(), twice.complaints()));
}

#[test]
fn files_that_are_no_workbooks_are_refused_in_a_sentence() {
    let refusal = |bytes: &[u8]| workbook::read(bytes).map(|_| ()).unwrap_err().to_string();
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked: Vec<u8> =
        compound.into_iter().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("readme.txt", zip::write::SimpleFileOptions::default()).unwrap();
    let zipped = zip.finish().unwrap().into_inner();
    let all = [b"".as_slice(), b"id,label", &compound, &locked, &zipped].map(refusal).join("\n");
    insta::assert_snapshot!(all);
    let empty = Workbook::new().save_to_buffer().unwrap();
    assert!(workbook::read(&empty).unwrap().check("x.toml").is_err());
}

/// Programs that write workbooks without computing leave formulas without a result; such a cell is not empty.
#[test]
fn a_formula_that_nobody_computed_is_not_an_empty_cell() {
    let cells = Cells::starter(Lang::En).set("Moves", "J3", 0.625);
    let whole = cells.bytes();
    let changed = |cell: &str| {
        let text = "<v>0.625</v>";
        repacked(&whole, |_, content| match String::from_utf8(content) {
            Ok(part) => part.replace(text, cell).into_bytes(),
            Err(binary) => binary.into_bytes(),
        })
    };
    let check = |bytes: &[u8]| workbook::read(bytes).unwrap().check("x.toml").map(|_| ()).map_err(|all| shown(&all));
    assert_eq!(check(&changed("<v>0.5</v>")), Ok(()));
    assert_eq!(check(&changed("<f>1/2</f><v>0.5</v>")), Ok(()));
    for without in ["<f>1/2</f>", "<f>1/2</f><v></v>"] {
        let said = check(&changed(without)).unwrap_err();
        assert!(said.starts_with("Moves!J3: error: the cell holds a formula without a result"), "{said}");
    }
}

#[test]
fn damaged_workbooks_never_panic() {
    let whole = starter(Lang::En);
    for cut in (0..whole.len()).step_by(whole.len() / 97) {
        let _ = workbook::read(&whole[..cut]).map(|read| read.check("x.toml").is_ok());
    }
    // What is inside, damaged before it is packed again: checksums would hide the rest from the reader.
    for position in 0..120 {
        let _ = workbook::read(&damaged(&whole, position)).map(|read| read.check("x.toml").is_ok());
    }
}

/// The workbook with one byte of each of its parts changed.
fn damaged(whole: &[u8], seed: usize) -> Vec<u8> {
    repacked(whole, |i, mut content| {
        let at = (seed * 7919 + i * 104_729) % content.len();
        content[at] = b"<>\"&9A/\0\xff "[seed % 10];
        content
    })
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let cells = Cells::starter(Lang::En).set("My notes", "XFD1048576", 1.0).set("Gates", "XFD1048576", 1.0);
    insta::assert_snapshot!(cells.complaints());
}

#[test]
fn sheets_have_lists_notes_heads_in_view_and_a_hidden_row() {
    let bytes = starter(Lang::Zh);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    for sheet in 2..=11 {
        let text = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        for wanted in ["state=\"frozen\"", "hidden=\"1\""] {
            assert!(text.contains(wanted), "sheet {sheet} without {wanted}");
        }
        assert!(sheet == 11 || text.contains("<dataValidations"), "sheet {sheet} without lists");
    }
    assert!(part("xl/worksheets/sheet7.xml").contains("引入新变量,重塑权重"), "kinds of move");
    assert!(part("xl/worksheets/sheet7.xml").contains("OFFSET('准则'!$A$3"), "ids of criteria");
    assert!(part("xl/comments1.xml").contains("从 0（最差）到 1"));
}
