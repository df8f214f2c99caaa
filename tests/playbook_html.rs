//! The playbook as HTML: well formed, self-contained, navigable, with words for every chart.

#[path = "support/fixture.rs"]
#[allow(dead_code, reason = "the fixture serves other tests too")]
mod fixture;
#[path = "support/playbook.rs"]
#[allow(dead_code, reason = "other tests look at runs and studies themselves")]
mod real;
#[path = "support/sample_playbook.rs"]
mod samples;

use reframe::model::Lang;
use reframe::playbook::{Brand, Playbook, html};
use samples::{all, dark_brand, hard_playbook, house_brand, loud_brand, usual_playbook};
use std::collections::BTreeSet;

/// Elements without an end.
const VOID: [&str; 8] = ["meta", "img", "br", "hr", "link", "input", "col", "wbr"];

/// A start tag with its attributes, or a text.
#[derive(Debug)]
enum Piece {
    Start(String, Vec<(String, String)>),
    End,
    Text(String),
}

/// Cuts a document into pieces; panics where it is not well formed.
fn pieces(document: &str) -> Vec<Piece> {
    let mut rest = document.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    let (mut out, mut open) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "an unescaped > in {text}");
        for reference in text.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|name| reference.starts_with(name));
            assert!(known, "an unescaped & in {text}");
        }
        out.push(Piece::Text(text.to_owned()));
        let (tag, after) = tag(&rest[at + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "an end tag that ends nothing");
            out.push(Piece::End);
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if !closed && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        out.push(Piece::Start(name.to_owned(), self::attributes(attributes)));
        if name == "style" {
            let end = rest.find("</style>").expect("an end of the style sheet");
            out.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    assert_eq!(open, Vec::<String>::new(), "elements that never end");
    out
}

/// The inside of a tag, up to its `>` outside of quotes.
fn tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[..at], &text[at + 1..]),
            '<' => panic!("a < inside a tag: {}", &text[..at]),
            _ => {}
        }
    }
    panic!("a tag that never ends")
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut rest = text.trim();
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("an attribute without a value: {rest}"));
        let (value, after) = after.split_once('"').expect("an end of the value");
        assert!(out.iter().all(|(known, _)| known != name), "{name} twice");
        out.push((name.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    out
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_document_is_well_formed_with_unique_ids_and_live_references() {
    for playbook in all() {
        let pieces = pieces(&html::document(playbook));
        let (mut ids, mut targets) = (BTreeSet::new(), Vec::new());
        for piece in &pieces {
            let Piece::Start(name, attributes) = piece else { continue };
            if let Some(id) = attribute(attributes, "id") {
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
            for (key, value) in attributes {
                if key == "href" {
                    targets
                        .push(value.strip_prefix('#').unwrap_or_else(|| panic!("{name} leads to {value}")).to_owned());
                }
                if ["aria-labelledby", "aria-describedby"].contains(&key.as_str()) {
                    targets.extend(value.split(' ').map(str::to_owned));
                }
            }
        }
        for target in targets {
            assert!(ids.contains(&target), "nothing is called {target}");
        }
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    for playbook in all() {
        let document = html::document(playbook);
        for piece in pieces(&document) {
            match piece {
                Piece::Start(name, attributes) => {
                    assert!(!["script", "link", "iframe", "object", "base"].contains(&name.as_str()), "{name}");
                    for (key, value) in attributes {
                        let loads = ["src", "srcset", "poster", "data"].contains(&key.as_str());
                        assert!(!loads || value.starts_with("data:image/png;base64,"), "{name} loads {value}");
                        assert!(!key.starts_with("on"), "{name} has {key}");
                        assert!(key == "xmlns" || !value.contains("://"), "{key} is {value}");
                    }
                }
                Piece::Text(text) => {
                    assert!(
                        !text.contains("url(") || text.matches("url(").count() == text.matches("url(data:").count()
                    );
                    assert!(!text.contains("@import") && !text.contains("://"));
                }
                Piece::End => {}
            }
        }
    }
}

#[test]
fn every_chart_has_its_words() {
    for playbook in all() {
        let pieces = pieces(&html::document(playbook));
        let charts = playbook.pages.iter().filter(|page| page.picture.is_some()).count();
        let mut found = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Start(name, attributes) = piece else { continue };
            if name != "svg" {
                continue;
            }
            found += 1;
            assert_eq!(attribute(attributes, "role"), Some("img"));
            assert!(attribute(attributes, "aria-label").is_some_and(|title| !title.is_empty()));
            let inside = |wanted: &str| {
                let start =
                    pieces[at..at + 8].iter().position(|p| matches!(p, Piece::Start(name, _) if name == wanted));
                match &pieces[at + start.unwrap_or_else(|| panic!("no {wanted}")) + 1] {
                    Piece::Text(text) => text.clone(),
                    other => panic!("{other:?}"),
                }
            };
            assert!(!inside("title").trim().is_empty());
            assert!(inside("desc").chars().any(|c| c.is_ascii_digit()), "numbers in words");
        }
        assert_eq!(found, charts);
    }
}

#[test]
fn headings_go_down_one_step_at_a_time_and_cells_have_heads() {
    for playbook in all() {
        let (mut last, mut first) = (0, 0);
        let mut landmarks = BTreeSet::new();
        for piece in pieces(&html::document(playbook)) {
            let Piece::Start(name, attributes) = piece else { continue };
            if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
                assert!(level <= last + 1, "h{level} after h{last}");
                first += usize::from(level == 1);
                last = level;
            }
            match name.as_str() {
                "th" => assert!(["col", "row"].contains(&attribute(&attributes, "scope").expect("a scope"))),
                "html" => assert_eq!(
                    attribute(&attributes, "lang"),
                    Some(if playbook.lang == Lang::En { "en" } else { "zh-CN" })
                ),
                "img" => assert!(attribute(&attributes, "alt").is_some_and(|alt| !alt.is_empty())),
                "header" | "nav" | "main" | "footer" => assert!(landmarks.insert(name.clone()), "{name} twice"),
                _ => {}
            }
        }
        assert_eq!((first, landmarks.len()), (1, 4));
    }
}

#[test]
fn everything_that_is_said_is_on_the_page_in_order() {
    for lang in Lang::ALL {
        let playbook = usual_playbook(lang, house_brand());
        let text: String = pieces(&html::document(&playbook))
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => {
                    Some(text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace('\u{a0}', " "))
                }
                _ => None,
            })
            .collect();
        let mut rest = text.as_str();
        let mut expect = |wanted: &str| {
            let at = rest.find(wanted).unwrap_or_else(|| panic!("`{wanted}` is missing or out of order"));
            rest = &rest[at + wanted.len()..];
        };
        for said in [&playbook.title, &playbook.subtitle, &playbook.disclaimer] {
            expect(said);
        }
        for page in &playbook.pages {
            expect(&page.finding);
            page.lead.iter().for_each(|said| expect(said));
            page.panels.iter().flat_map(|panel| &panel.lines).for_each(|said| expect(said));
            page.tables.iter().for_each(|table| expect(&table.title));
            page.notes.iter().for_each(|said| expect(said));
            expect(&page.source);
        }
        expect(&playbook.made.fingerprint);
        expect(&playbook.brand.footer);
        // Numbers with their errors, in the words of this language.
        let numbers = match lang {
            Lang::En => ["44.8% ± 0.8", "+23.5 ± 0.8", "CNY 1,075,000 ± 7,000", "4 days, CNY 20,000"],
            Lang::Zh => ["44.8% ± 0.8", "+23.5 ± 0.8", "107.5 ± 0.7 万元", "4 人天，2 万元"],
        };
        for number in numbers {
            assert!(text.contains(number), "{number}");
        }
    }
}

/// Where the colours of a document are, by day and by night: nothing is drawn that only one of them knows.
#[test]
fn every_colour_of_a_chart_is_turned_at_night() {
    for (playbook, media) in [
        (usual_playbook(Lang::En, loud_brand()), "@media screen and (prefers-color-scheme:dark)"),
        (usual_playbook(Lang::En, dark_brand()), "@media print"),
    ] {
        let document = html::document(&playbook);
        let (_, turned) = document.split_once(media).expect("rules for the other side");
        let colors: BTreeSet<String> = pieces(&document)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Start(_, attributes) => Some(attributes),
                _ => None,
            })
            .flatten()
            .filter(|(key, value)| (key == "fill" || key == "stroke") && value != "none")
            .map(|(key, value)| format!(".chart [{key}=\"{value}\"]{{{key}:#"))
            .collect();
        assert!(colors.len() > 8, "{colors:?}");
        for rule in colors {
            assert!(turned.contains(&rule), "no {rule}");
        }
    }
}

#[test]
fn what_a_table_leaves_out_is_said() {
    let document = html::document(&hard_playbook(Lang::En, Brand::default()));
    assert!(document.contains("10 more rows are in the workbook."));
    assert!(html::document(&hard_playbook(Lang::Zh, Brand::default())).contains("其余 10 行见工作簿。"));
}

#[test]
fn the_same_playbook_makes_the_same_document() {
    let make = || html::document(&usual_playbook(Lang::En, house_brand()));
    assert_eq!(make(), make());
}

/// `cargo test --test playbook_html -- --ignored samples` writes documents to look at into the target directory.
#[test]
#[ignore = "writes documents for people"]
fn samples_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("playbooks");
    std::fs::create_dir_all(&folder).unwrap();
    for lang in Lang::ALL {
        let write = |name: &str, playbook: &Playbook| {
            std::fs::write(folder.join(format!("{name}-{}.html", lang.tag())), html::document(playbook)).unwrap();
        };
        write("usual", &usual_playbook(lang, house_brand()));
        write("loud", &usual_playbook(lang, loud_brand()));
        write("dark", &usual_playbook(lang, dark_brand()));
        write("hard", &hard_playbook(lang, Brand::default()));
    }
}
