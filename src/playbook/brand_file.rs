//! From a `brand.toml` to a [`Brand`]: every problem at once, with its place, what was found and what is allowed.

use std::fs;
use std::path::{Path, PathBuf};

use super::brand_check;
use super::{Brand, Logo, Paper};
use crate::chart::color::Color;
use crate::chart::{Font, FontError, Theme};
use crate::model::Need;
use crate::scenario::{Code, Diagnostics, Place, Placed, Settings};

/// A brand, and what somebody should look at.
#[derive(Debug)]
pub struct LoadedBrand {
    /// The brand.
    pub brand: Brand,
    /// Marks that are hard to see, and colours that some people cannot tell apart.
    pub warnings: Diagnostics,
}

const KEYS: [&str; 7] = ["name", "footer", "paper", "font", "font_bold", "logo", "colors"];
/// Colours of one value, with their places in a theme.
const COLORS: [(&str, Slot); 8] = [
    ("us", |theme| &mut theme.us),
    ("no_decision", |theme| &mut theme.no_decision),
    ("ink", |theme| &mut theme.ink),
    ("muted", |theme| &mut theme.muted),
    ("background", |theme| &mut theme.background),
    ("panel", |theme| &mut theme.panel),
    ("grid", |theme| &mut theme.grid),
    ("axis", |theme| &mut theme.axis),
];
type Slot = fn(&mut Theme) -> &mut Color;

/// Reads the brand at this path. Font and logo are looked for beside it.
///
/// # Errors
/// Every problem of the file, its font and its logo; colours with which letters cannot be read.
pub fn load_brand(path: &Path) -> Result<LoadedBrand, Diagnostics> {
    let settings = Settings::read(path)?;
    read(settings, path.parent().unwrap_or(Path::new("")))
}

/// Reads a brand that is not on disk; `name` stands for the file in messages, and fonts and logos are looked for in `folder`.
///
/// # Errors
/// As [`load_brand`].
pub fn load_brand_text(name: &str, text: &str, folder: &Path) -> Result<LoadedBrand, Diagnostics> {
    read(Settings::read_text(name, text.to_owned())?, folder)
}

fn read(mut file: Settings, folder: &Path) -> Result<LoadedBrand, Diagnostics> {
    file.only("", &KEYS);
    let theme = theme(&mut file, folder);
    let company = file.text("name").map(|name| name.value);
    let logo = logo(&mut file, folder, company.as_deref());
    let footer = file.text("footer").map(|footer| footer.value).unwrap_or_default();
    let paper = paper(&mut file);
    brand_check::check(&mut file, &theme);
    let (brand, warnings) = file.finish(Brand { theme, logo, footer, paper })?;
    Ok(LoadedBrand { brand, warnings })
}

fn theme(file: &mut Settings, folder: &Path) -> Theme {
    let mut theme = Theme::default();
    let singles = COLORS.iter().map(|(key, _)| *key);
    file.table("colors");
    file.only("colors", &singles.chain(["rivals", "needs"]).collect::<Vec<_>>());
    for (key, slot) in COLORS {
        if let Some(color) = color_at(file, &format!("colors.{key}")) {
            *slot(&mut theme) = color;
        }
    }
    if let Some(rivals) = rivals(file) {
        theme.rivals = rivals;
    }
    file.table("colors.needs");
    file.only("colors.needs", &Need::ALL.map(Need::tag));
    for need in Need::ALL {
        if let Some(color) = color_at(file, &format!("colors.needs.{}", need.tag())) {
            theme.needs[need as usize].0 = color;
        }
    }
    theme.font = font(file, folder);
    theme
}

fn color_at(file: &mut Settings, path: &str) -> Option<Color> {
    let written = file.text(path)?;
    color(file, path, &written)
}

fn color(file: &mut Settings, path: &str, written: &Placed<String>) -> Option<Color> {
    let found = written.value.parse().ok();
    if found.is_none() {
        let message = format!("`{path}` is no colour: {:?}", written.value);
        let help = "a colour is # and six hexadecimal digits, red, green and blue: \"#0B5CAD\"; or three: \"#06C\"";
        file.refuse(Code::Color, &written.place, message, "expected #RRGGBB", help);
    }
    found
}

fn rivals(file: &mut Settings) -> Option<Vec<Color>> {
    const PATH: &str = "colors.rivals";
    let list = file.texts(PATH)?;
    if list.value.is_empty() {
        let message = "`colors.rivals` is empty".to_owned();
        file.refuse(Code::Entries, &list.place, message, "at least one colour", "leave it out for our colours");
        return None;
    }
    let found: Vec<Color> = list.value.iter().filter_map(|written| color(file, PATH, written)).collect();
    (found.len() == list.value.len()).then_some(found)
}

fn font(file: &mut Settings, folder: &Path) -> Font {
    let [regular, bold] = ["font", "font_bold"].map(|key| file.text(key));
    let Some(regular) = regular else {
        if let Some(bold) = bold {
            let message = "`font_bold` needs `font`, the letters of ordinary thickness".to_owned();
            file.refuse(Code::Fields, &bold.place, message, "there is no `font`", "name both files, or only `font`");
        }
        return Font::default();
    };
    let content = bytes(file, folder, &regular, Code::Font, "font");
    let bold_content = bold.as_ref().map(|bold| bytes(file, folder, bold, Code::Font, "font"));
    let (Some(content), true) = (content, bold_content.as_ref().is_none_or(Option::is_some)) else {
        return Font::default();
    };
    match Font::read(content, bold_content.flatten()) {
        Ok(font) => font,
        Err((error, in_bold)) => {
            let written = bold.filter(|_| in_bold).unwrap_or(regular);
            let help = match error {
                FontError::Lacking(_) => "charts need Latin letters and digits; Chinese may be left to Noto Sans SC",
                _ => "a .ttf or .otf file is needed; .woff files are for web pages",
            };
            let message = format!("the font {} cannot be used: {error}", written.value);
            file.refuse(Code::Font, &written.place, message, "this file", help);
            Font::default()
        }
    }
}

fn logo(file: &mut Settings, folder: &Path, company: Option<&str>) -> Option<Logo> {
    let written = file.text("logo")?;
    let png = bytes(file, folder, &written, Code::Logo, "logo")?;
    match Logo::read(png, company.unwrap_or("Logo")) {
        Ok(logo) => Some(logo),
        Err(reason) => {
            let message = format!("the logo {} cannot be used: {reason}", written.value);
            file.refuse(Code::Logo, &written.place, message, "this file", "a PNG picture is needed");
            None
        }
    }
}

/// The content of a file beside the brand.
fn bytes(file: &mut Settings, folder: &Path, written: &Placed<String>, code: Code, what: &str) -> Option<Vec<u8>> {
    let path: PathBuf = folder.join(&written.value);
    match fs::read(&path) {
        Ok(content) => Some(content),
        Err(error) => {
            let reason = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                _ if path.is_dir() => "it is a folder".to_owned(),
                _ => error.to_string(),
            };
            let help = missing(&path, &written.place);
            let message = format!("cannot read the {what} {}: {reason}", written.value);
            file.refuse(code, &written.place, message, "named here", &help);
            None
        }
    }
}

/// Where it was looked for, and the file there that may be meant.
fn missing(path: &Path, place: &Place) -> String {
    let asked = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut names: Vec<String> = beside
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort_unstable();
    let hint = crate::scenario::nearest(&asked, names.iter().map(String::as_str));
    let hint = hint.map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("paths are relative to the folder of {}{hint}", place.source.name)
}

fn paper(file: &mut Settings) -> Paper {
    let Some(written) = file.text("paper") else { return Paper::default() };
    match written.value.as_str() {
        "a4" => Paper::A4,
        "letter" => Paper::Letter,
        other => {
            let hint = crate::scenario::nearest(other, ["a4", "letter"]);
            let label = hint.map_or("not a size of paper".to_owned(), |near| format!("did you mean \"{near}\"?"));
            let message = format!("`paper` is {other:?}");
            file.refuse(Code::UnknownWord, &written.place, message, &label, "allowed: \"a4\", \"letter\"");
            Paper::default()
        }
    }
}
