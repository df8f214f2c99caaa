//! The letters of a drawing: the bundled fonts, and a company's own before them.

use std::fmt;
use std::sync::{Arc, LazyLock};

use ttf_parser::{Face, name_id};

use super::font::Weight;

/// Inter and Noto Sans SC, regular and bold, in the order in which they are tried.
pub(super) const FILES: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-Bold.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf"),
];

/// The `font-family` of charts: ours first, then what other people's machines have. Latin before Chinese, or quotation
/// marks in English would be as wide as a Chinese character.
pub const FAMILY: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/// What no chart can do without: a font that lacks one of these would be seen in no label with a number.
const NEEDED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;+-%()/";

/// What texts are set in. The default is Inter; a font of a company comes before it. Whatever a font lacks is set in
/// the next: Inter, then Noto Sans SC.
#[derive(Clone, Default)]
pub struct Font(Option<Arc<House>>);

/// A company's own font.
struct House {
    family: String,
    /// Regular and bold; the same where there is no bold one.
    files: [Arc<Vec<u8>>; 2],
    advances: [Advances; 2],
}

/// Why a file cannot be the font of charts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// It cannot be parsed.
    #[error("it is no TrueType or OpenType font ({0})")]
    NotAFont(String),
    /// Several fonts in one file.
    #[error("it is a collection of fonts (TTC): one font a file is needed")]
    Collection,
    /// Without a name a viewer cannot be asked for it.
    #[error("it has no family name")]
    NoFamily,
    /// Letters or digits are missing.
    #[error("it lacks {}", .0.iter().map(char::to_string).collect::<Vec<_>>().join(" "))]
    Lacking(Vec<char>),
}

impl Font {
    /// From the content of TrueType or OpenType files. Without a bold file, bold texts are set in the regular one.
    ///
    /// # Errors
    /// [`FontError`] of the regular file, or of the bold one with `true`.
    pub fn read(regular: Vec<u8>, bold: Option<Vec<u8>>) -> Result<Self, (FontError, bool)> {
        let (family, widths) = examine(&regular).map_err(|error| (error, false))?;
        let regular = Arc::new(regular);
        let (bold, bold_widths) = match bold {
            Some(file) => {
                let (_, widths) = examine(&file).map_err(|error| (error, true))?;
                (Arc::new(file), widths)
            }
            None => (Arc::clone(&regular), widths.clone()),
        };
        Ok(Self(Some(Arc::new(House { family, files: [regular, bold], advances: [widths, bold_widths] }))))
    }

    /// The name of its family, such as `Inter`.
    pub fn family(&self) -> &str {
        self.0.as_ref().map_or("Inter", |house| &house.family)
    }

    /// As CSS and SVG want it: this family, then those that stand in for it.
    pub fn css_families(&self) -> String {
        match &self.0 {
            Some(house) => format!("'{}', {FAMILY}", house.family.replace(['\'', '"', '\\', '<', '>', '&'], "")),
            None => FAMILY.to_owned(),
        }
    }

    /// Whether it is the bundled one.
    pub fn is_bundled(&self) -> bool {
        self.0.is_none()
    }

    /// Its files, regular and bold: for documents that embed them.
    pub fn files(&self) -> [&[u8]; 2] {
        match &self.0 {
            Some(house) => [&house.files[0], &house.files[1]],
            None => [FILES[0], FILES[1]],
        }
    }

    /// What a company brought, to be loaded by the renderer.
    pub(super) fn own_files(&self) -> Option<[Arc<Vec<u8>>; 2]> {
        self.0.as_ref().map(|house| house.files.clone())
    }

    /// Faces in the order in which they are tried.
    pub(super) fn chain(&self, weight: Weight) -> Chain<'_> {
        let bold = usize::from(weight == Weight::Bold);
        let bundled: &'static [Advances; 4] = &ADVANCES;
        let own = self.0.as_ref().map(|house| &house.advances[bold]);
        Chain { own, inter: &bundled[bold], noto: &bundled[2 + bold] }
    }
}

impl PartialEq for Font {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a.files == b.files,
            _ => false,
        }
    }
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Font({})", self.family())
    }
}

/// Family and widths of a font that can be used.
fn examine(file: &[u8]) -> Result<(String, Advances), FontError> {
    if file.starts_with(b"ttcf") {
        return Err(FontError::Collection);
    }
    let face = Face::parse(file, 0).map_err(|error| FontError::NotAFont(error.to_string()))?;
    let named = |id: u16| face.names().into_iter().find(|name| name.name_id == id && name.is_unicode());
    let family = [name_id::TYPOGRAPHIC_FAMILY, name_id::FAMILY].into_iter().find_map(|id| named(id)?.to_string());
    let family = family.filter(|family| !family.trim().is_empty()).ok_or(FontError::NoFamily)?;
    let advances = Advances::of_face(&face);
    let lacking: Vec<char> = NEEDED.chars().filter(|c| advances.em(*c).is_none()).collect();
    if lacking.is_empty() { Ok((family, advances)) } else { Err(FontError::Lacking(lacking)) }
}

/// The faces of one thickness.
#[derive(Clone, Copy)]
pub(super) struct Chain<'a> {
    pub own: Option<&'a Advances>,
    pub inter: &'a Advances,
    pub noto: &'a Advances,
}

impl Chain<'_> {
    /// Whether any of them has it.
    pub fn has(&self, c: char) -> bool {
        self.own.is_some_and(|own| own.em(c).is_some()) || self.inter.em(c).is_some() || self.noto.em(c).is_some()
    }
}

/// Widths of the characters of a face, in the face's own units.
#[derive(Clone)]
pub(super) struct Advances {
    units_per_em: f64,
    /// By code point.
    of: Vec<u16>,
}

/// No character of the bundled fonts is that wide.
const LACKING: u16 = u16::MAX;

impl Advances {
    fn bundled(font: &[u8]) -> Self {
        Self::of_face(&Face::parse(font, 0).expect("the bundled fonts are sound: every test measures them"))
    }

    fn of_face(face: &Face) -> Self {
        let mut of = Vec::new();
        let tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
        for table in tables.filter(|table| table.is_unicode()) {
            table.codepoints(|code| {
                let glyph = char::from_u32(code).and_then(|c| face.glyph_index(c));
                if let Some(advance) = glyph.and_then(|glyph| face.glyph_hor_advance(glyph)) {
                    of.resize(of.len().max(code as usize + 1), LACKING);
                    of[code as usize] = advance;
                }
            });
        }
        Self { units_per_em: f64::from(face.units_per_em()), of }
    }

    /// In ems; `None` if the face lacks the character.
    pub fn em(&self, c: char) -> Option<f64> {
        let units = self.of.get(c as usize).filter(|units| **units != LACKING)?;
        Some(f64::from(*units) / self.units_per_em)
    }
}

/// Of [`FILES`]. Layout asks for tens of thousands of widths; looking them up in the fonts took a tenth of a second.
static ADVANCES: LazyLock<[Advances; 4]> = LazyLock::new(|| FILES.map(Advances::bundled));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advances_are_those_of_the_fonts() {
        for (file, advances) in FILES.iter().zip(ADVANCES.iter()) {
            let face = Face::parse(file, 0).unwrap();
            let advance = |c| face.glyph_hor_advance(face.glyph_index(c)?);
            // U+FFFF is no character; the tables of the fonts end with it.
            for c in ('\0'..'\u{20000}').filter(|c| *c != '\u{FFFF}') {
                let expected = advance(c).map(|units| f64::from(units) / f64::from(face.units_per_em()));
                assert_eq!(advances.em(c), expected, "{c:?}");
            }
        }
    }

    #[test]
    fn a_font_of_a_company_is_its_own_and_what_is_none_is_refused() {
        let font = Font::read(FILES[3].to_vec(), None).unwrap();
        assert_eq!(font.family(), "Noto Sans SC");
        assert!(!font.is_bundled() && font != Font::default() && font == font.clone());
        assert!(matches!(Font::read(b"no font".to_vec(), None), Err((FontError::NotAFont(_), false))));
        assert_eq!(Font::read(b"ttcf...".to_vec(), None), Err((FontError::Collection, false)));
        let bold = Font::read(FILES[0].to_vec(), Some(Vec::new()));
        assert!(matches!(bold, Err((FontError::NotAFont(_), true))));
    }
}
