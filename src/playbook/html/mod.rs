//! The playbook as one file for browsers: it opens offline, fits phones and desktops, follows light and dark, and
//! prints a finding a page. It loads nothing and runs nothing.

mod colors;
mod section;
mod table;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::frame::{Frame, label, provenance, tag};
use super::{Paper, Playbook};
use crate::report::html::{POLICY, unbroken};

const STYLE: &str = include_str!("style.css");

/// The playbook as an HTML document.
pub fn document(playbook: &Playbook) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(tag(playbook.lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content=(colors::schemes(&playbook.brand.theme));
                meta name="description" content=(playbook.subtitle);
                title { (playbook.title) }
                style { (PreEscaped(style(playbook))) }
            }
            body {
                a.skip href="#main" { (label(playbook.lang, Frame::Skip)) }
                (head(playbook))
                div.columns {
                    (contents(playbook))
                    main id="main" { @for page in &playbook.pages { (section::section(playbook, page)) } }
                }
                (foot(playbook))
            }
        }
    };
    markup.into_string()
}

fn style(playbook: &Playbook) -> String {
    let font = &playbook.brand.theme.font;
    let fonts = [400, 700].into_iter().zip(font.files()).map(|(number, file)| face(font.family(), number, file));
    let fonts: String = fonts.collect();
    let house = format!(":root{{--house:{},Inter}}\n", string(font.family()));
    format!("{fonts}{house}{}{}{STYLE}", colors::variables(playbook), paper(playbook))
}

/// Larger fonts do not travel with the document: they are those with Chinese, whose readers have Chinese fonts.
const LARGEST_FONT: usize = 1_500_000;

/// Charts are measured with this font, so it travels with them.
fn face(family: &str, number: u16, file: &[u8]) -> String {
    if file.len() > LARGEST_FONT {
        return String::new();
    }
    let kind = if file.starts_with(b"OTTO") { "opentype" } else { "truetype" };
    let file = STANDARD.encode(file);
    let family = string(family);
    format!(
        "@font-face{{font-family:{family};font-weight:{number};src:url(data:font/sfnt;base64,{file}) format(\"{kind}\")}}\n"
    )
}

/// Size, margins, head and foot of printed pages.
fn paper(playbook: &Playbook) -> String {
    let size = match playbook.brand.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let muted = colors::hex(super::palette::Palette::new(&playbook.brand.theme).muted);
    let (title, foot) = (string(&playbook.title), string(&playbook.brand.footer));
    let family = string(playbook.brand.theme.font.family());
    let set = format!("font:8pt {family},Arial,sans-serif;color:{muted}");
    format!(
        "@page{{size:{size};margin:17mm 15mm 16mm;@top-left{{content:{title};{set}}}@bottom-left{{content:{foot};{set}}}\
         @bottom-right{{content:counter(page) \" / \" counter(pages);{set}}}}}\n@page:first{{@top-left{{content:\"\"}}}}\n"
    )
}

/// A text as a string of a style sheet; whatever could end the string or the sheet is written as a number.
fn string(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == ' ' || (!c.is_ascii() && !c.is_control());
    let escaped = text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:X} ", u32::from(c)) });
    format!("\"{}\"", escaped.collect::<String>())
}

fn head(playbook: &Playbook) -> Markup {
    html! {
        header.cover {
            @if let Some(logo) = &playbook.brand.logo {
                img.logo src={ "data:image/png;base64," (STANDARD.encode(&logo.png)) } alt=(logo.alt) width=(logo.width) height=(logo.height);
            }
            h1 { (playbook.title) }
            @if !playbook.subtitle.is_empty() { p.subtitle { (unbroken(&playbook.subtitle)) } }
            @if !playbook.disclaimer.is_empty() { p.disclaimer { (unbroken(&playbook.disclaimer)) } }
        }
    }
}

fn contents(playbook: &Playbook) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 id="contents" { (label(playbook.lang, Frame::Contents)) }
            ol { @for page in &playbook.pages { li { a href={ "#" (page.id) } { (page.label) } } } }
        }
    }
}

fn foot(playbook: &Playbook) -> Markup {
    html! {
        footer {
            section aria-labelledby="made" {
                h2 id="made" { (label(playbook.lang, Frame::Made)) }
                dl { @for (name, value) in provenance(playbook) { div { dt { (name) } dd { (value) } } } }
            }
            @if !playbook.brand.footer.is_empty() { p.house { (playbook.brand.footer) } }
        }
    }
}
