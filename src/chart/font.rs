//! The bundled fonts: how wide a text is, where it breaks, and which characters they lack.
//!
//! Measures mirror what is drawn: a text is set in Inter, or wholly in Noto Sans SC if Inter lacks one of its
//! characters. Viewers other than our own renderer may mix the two, so the wider of both counts.

use std::sync::LazyLock;
use ttf_parser::Face;

/// Inter and Noto Sans SC, regular and bold, in the order in which they are tried.
pub(super) const FILES: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-Bold.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf"),
];

/// Widths of the characters of a face, in the face's own units.
struct Advances {
    units_per_em: f64,
    /// By code point.
    of: Vec<u16>,
}

/// No character of the bundled fonts is that wide.
const LACKING: u16 = u16::MAX;

impl Advances {
    fn read(font: &[u8]) -> Self {
        let face = Face::parse(font, 0).expect("the bundled fonts are sound: every test measures them");
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
    fn em(&self, c: char) -> Option<f64> {
        let units = self.of.get(c as usize).filter(|units| **units != LACKING)?;
        Some(f64::from(*units) / self.units_per_em)
    }
}

/// Of [`FILES`]. Layout asks for tens of thousands of widths; looking them up in the fonts took a tenth of a second.
static ADVANCES: LazyLock<[Advances; 4]> = LazyLock::new(|| FILES.map(Advances::read));

/// The `font-family` of charts: ours first, then what other people's machines have. Latin before Chinese, or quotation
/// marks in English would be as wide as a Chinese character.
pub const FAMILY: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/// A bundled family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Latin.
    Inter,
    /// Latin and Chinese.
    NotoSansSc,
}

/// The TrueType file of a bundled face.
pub fn file(family: Family, weight: Weight) -> &'static [u8] {
    FILES[face(family, weight)]
}

fn face(family: Family, weight: Weight) -> usize {
    2 * usize::from(family == Family::NotoSansSc) + usize::from(weight == Weight::Bold)
}

/// Part of a line that one face draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run<'a> {
    /// Its characters.
    pub text: &'a str,
    /// Their family.
    pub family: Family,
    /// Their width without kerning, at the size that was asked for.
    pub width: f64,
}

/// A line as our renderer sets it: in Inter, or wholly in Noto Sans SC if Inter lacks one of its characters; what that
/// lacks comes from Inter after all. Characters that both lack are in the run of Noto Sans SC.
pub fn runs(text: &str, size: f64, weight: Weight) -> Vec<Run<'_>> {
    let em = |family, c| ADVANCES[face(family, weight)].em(c);
    let lacking = text.chars().any(|c| em(Family::Inter, c).is_none());
    let family = |c: char| match (lacking, em(Family::NotoSansSc, c), em(Family::Inter, c)) {
        (false, ..) | (true, None, Some(_)) => Family::Inter,
        _ => Family::NotoSansSc,
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let (of, end) = (family(c), at + c.len_utf8());
        let width = size * em(of, c).unwrap_or(1.0);
        match runs.last_mut() {
            Some(run) if run.family == of => {
                run.text = &text[start..end];
                run.width += width;
            }
            _ => {
                start = at;
                runs.push(Run { text: &text[at..end], family: of, width });
            }
        }
    }
    runs
}

/// Thickness of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400
    Regular,
    /// 700
    Bold,
}

/// Above the baseline, in ems: the top of the tallest Chinese characters.
pub const ASCENT: f64 = 0.88;
/// Below the baseline, in ems.
pub const DESCENT: f64 = 0.24;
/// From baseline to baseline, in ems.
pub const LEADING: f64 = 1.3;

/// The width of a line in ems, added up from left to right, so that a longer line goes on from a shorter one.
#[derive(Clone, Copy, Default)]
struct Measure {
    /// Every character in Inter if it has it.
    mixed: f64,
    /// Every character in Noto Sans SC if it has it.
    uniform: f64,
    /// Whether Inter lacks one.
    lacking: bool,
}

impl Measure {
    fn of(text: &str, weight: Weight) -> Self {
        Self::default().and(text, weight)
    }

    fn and(self, text: &str, weight: Weight) -> Self {
        let offset = usize::from(weight == Weight::Bold);
        let (inter, noto) = (&ADVANCES[offset], &ADVANCES[2 + offset]);
        text.chars().fold(self, |line, c| {
            let unknown = || if c.is_ascii() { 0.6 } else { 1.0 };
            let (ours, theirs) = (inter.em(c), noto.em(c));
            Self {
                mixed: line.mixed + ours.or(theirs).unwrap_or_else(unknown),
                uniform: line.uniform + theirs.or(ours).unwrap_or_else(unknown),
                lacking: line.lacking || ours.is_none(),
            }
        })
    }

    fn width(self, size: f64) -> f64 {
        size * if self.lacking { self.uniform.max(self.mixed) } else { self.mixed }
    }
}

/// Width of a line of text at a font size.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    Measure::of(text, weight).width(size)
}

/// Characters that the bundled fonts lack, each once, in order of appearance. Blanks and controls do not count.
pub fn missing_characters(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for c in text.chars().filter(|c| !invisible(*c)) {
        if ADVANCES.iter().all(|face| face.em(c).is_none()) && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// Characters that draw nothing by themselves.
pub(super) fn invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Chinese and Japanese characters and their punctuation: lines break between them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// May not begin a line.
fn closes(c: char) -> bool {
    "，。、；：？！）》」』】〉”’…,.;:?!)%‰°·—".contains(c)
}

/// May not end a line.
fn opens(c: char) -> bool {
    "（《「『【〈“‘(".contains(c)
}

/// The text cut where a line may end; blanks stay at the end of their piece.
fn pieces(text: &str) -> Vec<String> {
    let breakable = |c: char| c.is_whitespace() && c != '\u{a0}';
    let chars: Vec<char> = text.chars().map(|c| if breakable(c) { ' ' } else { c }).collect();
    let mut out = vec![String::new()];
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let breaks = before.is_some_and(|p| {
            let after_blank = p == ' ' && c != ' ';
            let after_hyphen = matches!(p, '-' | '/' | '–' | '—') && c.is_alphabetic() && i >= 3;
            let beside_wide = (is_wide(p) || is_wide(c)) && p != ' ' && c != ' ';
            after_blank || ((after_hyphen || beside_wide) && !closes(c) && !opens(p))
        });
        if breaks {
            out.push(String::new());
        }
        out.last_mut().expect("starts with one piece").push(c);
    }
    out
}

/// Lines no wider than `max_width` but for blanks at their ends, filled greedily; words wider than that are cut
/// between characters.
fn fill(pieces: &[String], size: f64, weight: Weight, max_width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for piece in pieces {
        if !line.text.is_empty() && line.with(piece, weight).width(size) > max_width {
            lines.push(std::mem::take(&mut line).text);
        }
        if width(piece.trim_end(), size, weight) <= max_width {
            line.push(piece, weight);
            continue;
        }
        for (at, c) in piece.char_indices() {
            let c = &piece[at..at + c.len_utf8()];
            if !line.text.is_empty() && line.with(c, weight).width(size) > max_width {
                lines.push(std::mem::take(&mut line).text);
            }
            line.push(c, weight);
        }
    }
    lines.push(line.text);
    lines
}

/// A line being filled, measured with the blanks at its end and without them.
#[derive(Default)]
struct Line {
    text: String,
    whole: Measure,
    trimmed: Measure,
}

impl Line {
    fn push(&mut self, piece: &str, weight: Weight) {
        self.trimmed = self.with(piece, weight);
        self.whole = self.whole.and(piece, weight);
        self.text.push_str(piece);
    }

    /// The measure of the line and the piece, without the blanks at their end.
    fn with(&self, piece: &str, weight: Weight) -> Measure {
        match piece.trim_end() {
            "" => self.trimmed,
            word => self.whole.and(word, weight),
        }
    }
}

/// The text in lines filled one after the other, as paragraphs are; a blank at the end of a line says that a word ends
/// there. None is wider than `max_width` but for that blank.
pub fn filled(text: &str, size: f64, weight: Weight, max_width: f64) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    fill(&pieces(text), size, weight, max_width + 0.01)
}

/// Whether one of the bundled fonts has the character.
pub fn has(c: char) -> bool {
    ADVANCES.iter().any(|face| face.em(c).is_some())
}

/// The text in lines of about equal length, none wider than `max_width` and at most `max_lines` of them. What does
/// not fit ends in an ellipsis.
pub fn wrap(text: &str, size: f64, weight: Weight, max_width: f64, max_lines: usize) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let pieces = pieces(text);
    // Widths are sums of fractions: a text exactly as wide as its column has to fit.
    let max_width = max_width + 0.01;
    let mut lines = fill(&pieces, size, weight, max_width);
    if lines.len() > max_lines {
        let rest = lines.split_off(max_lines - 1).concat();
        lines.push(ellipsis(&rest, size, weight, max_width));
    }
    let (mut low, mut high) = (max_width / 2.0, max_width);
    let cut_short = lines.last().is_some_and(|line| line.ends_with('…')) && !text.ends_with('…');
    if lines.len() == 2
        && let Some(clauses) = between_clauses(text, size, weight, max_width)
    {
        return clauses;
    }
    if lines.len() > 1 && !cut_short {
        let widest = widest_of(&pieces, size, weight);
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            let tried = fill(&pieces, size, weight, middle);
            if tried.len() == lines.len() && widest <= middle {
                (lines, high) = (tried, middle);
            } else {
                low = middle;
            }
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Chinese is broken between clauses rather than inside a word, where neither line then gets much shorter than the other.
fn between_clauses(text: &str, size: f64, weight: Weight, max_width: f64) -> Option<Vec<String>> {
    const SHORTEST: f64 = 0.4;
    let breaks = text.char_indices().filter(|(_, c)| matches!(c, '，' | '；' | '：' | '。'));
    let halves = breaks.map(|(at, c)| text.split_at(at + c.len_utf8()));
    let widths = halves.map(|(a, b)| (a, b, width(a, size, weight), width(b, size, weight)));
    let fitting = widths.filter(|(.., a, b)| a.max(*b) <= max_width && a.min(*b) >= SHORTEST * a.max(*b));
    let (a, b, ..) = fitting.min_by(|x, y| x.2.max(x.3).total_cmp(&y.2.max(y.3)))?;
    Some(vec![a.to_owned(), b.to_owned()])
}

/// Width of the widest part of a text that is not broken between lines unless it must be.
pub fn widest_word(text: &str, size: f64, weight: Weight) -> f64 {
    widest_of(&pieces(text), size, weight)
}

fn widest_of(pieces: &[String], size: f64, weight: Weight) -> f64 {
    pieces.iter().map(|piece| width(piece.trim_end(), size, weight)).fold(0.0, f64::max)
}

/// As much of the text as fits before an ellipsis.
fn ellipsis(text: &str, size: f64, weight: Weight, max_width: f64) -> String {
    let mut kept = text.to_owned();
    while !kept.is_empty() && width(&format!("{}…", kept.trim_end()), size, weight) > max_width {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        for text in [
            "A reframe toward supply-chain security moves the decision",
            "把评价标准转向供应链安全，我们的胜率上升（见下图）。",
        ] {
            for max in [60.0, 120.0, 200.0] {
                let lines = wrap(text, 16.0, Weight::Bold, max, 99);
                assert!(lines.iter().all(|line| width(line, 16.0, Weight::Bold) <= max), "{lines:?}");
                let squeeze = |s: &str| s.replace(' ', "");
                assert_eq!(squeeze(&lines.concat()), squeeze(text));
                assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '）'])), "{lines:?}");
                assert!(lines.iter().all(|line| !line.ends_with('（')), "{lines:?}");
            }
        }
    }

    #[test]
    fn a_number_stays_with_its_margin() {
        let lines = wrap("weighs 23.4%\u{a0}±\u{a0}0.4 or more", 16.0, Weight::Bold, 120.0, 9);
        assert!(lines.iter().any(|line| line.contains("23.4%\u{a0}±\u{a0}0.4")), "{lines:?}");
        assert_eq!(filled("one two three", 16.0, Weight::Regular, 70.0), ["one two ", "three"]);
    }

    #[test]
    fn long_words_are_cut_and_ellipsis_is_the_last_resort() {
        let lines = wrap("Donaudampfschifffahrtsgesellschaft", 16.0, Weight::Regular, 80.0, 9);
        assert!(lines.len() > 2 && lines.concat().ends_with("gesellschaft"), "{lines:?}");
        let cut = wrap("one two three four five six", 16.0, Weight::Regular, 60.0, 2);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
        assert_eq!(wrap("  ", 16.0, Weight::Regular, 60.0, 2), Vec::<String>::new());
    }

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
    fn runs_are_the_line_and_no_wider_than_measured() {
        for text in ["Win 40% of deals", "供应链 A：−12.3 个百分点", "é 供", "", "龘"] {
            let runs = runs(text, 10.0, Weight::Regular);
            assert_eq!(runs.iter().map(|run| run.text).collect::<String>(), text);
            let drawn: f64 = runs.iter().map(|run| run.width).sum();
            assert!(drawn <= width(text, 10.0, Weight::Regular) + 1e-9, "{text}: {drawn}");
        }
        let families = |text| runs(text, 1.0, Weight::Bold).iter().map(|run| run.family).collect::<Vec<_>>();
        assert_eq!(families("40%"), [Family::Inter]);
        assert_eq!(families("40% 供"), [Family::NotoSansSc]);
        assert_eq!(families("供é"), [Family::NotoSansSc, Family::Inter]);
    }

    #[test]
    fn a_longer_line_goes_on_from_a_shorter_one() {
        for text in ["Win 40% of 供应链 deals, “often”", "±0.3 points", "\u{1F4A1} idea 龘"] {
            for (at, _) in text.char_indices() {
                let (start, end) = text.split_at(at);
                let joined = Measure::of(start, Weight::Bold).and(end, Weight::Bold);
                assert_eq!(joined.width(17.0), width(text, 17.0, Weight::Bold));
            }
        }
    }

    #[test]
    fn what_no_bundled_font_has_is_named() {
        assert_eq!(missing_characters("plain, 中文，→±−≥…°αμ€£¥"), Vec::<char>::new());
        assert_eq!(missing_characters("a \u{1F4A1}龘\u{1F4A1}"), vec!['\u{1F4A1}', '龘']);
    }
}
