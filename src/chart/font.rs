//! How wide a text is, where it breaks, and which characters the fonts lack.
//!
//! Measures mirror what is drawn: a text is set in the first font, or wholly in a later one if the first lacks one of
//! its characters. Viewers other than our own renderer may mix them, so the widest of all counts.

use super::faces::Chain;

pub use super::faces::{FAMILY, Family, Font};

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
    /// Every character in the first font that has it.
    mixed: f64,
    /// Every character in Inter if it has it, and in Noto Sans SC if that has it.
    uniform: [f64; 2],
    /// Whether the first font lacks one.
    lacking: bool,
}

impl Measure {
    fn of(text: &str, chain: Chain) -> Self {
        Self::default().and(text, chain)
    }

    fn and(self, text: &str, chain: Chain) -> Self {
        text.chars().fold(self, |line, c| {
            let unknown = || if c.is_ascii() { 0.6 } else { 1.0 };
            let (inter, noto) = (chain.inter.em(c), chain.noto.em(c));
            let first = chain.own.map_or(inter, |own| own.em(c));
            let any = || first.or(inter).or(noto).unwrap_or_else(unknown);
            Self {
                mixed: line.mixed + any(),
                uniform: [line.uniform[0] + inter.unwrap_or_else(any), line.uniform[1] + noto.unwrap_or_else(any)],
                lacking: line.lacking || first.is_none(),
            }
        })
    }

    fn width(self, size: f64, chain: Chain) -> f64 {
        let [inter, noto] = self.uniform;
        // Where Inter is the first font, all that it lacks is in Noto Sans SC.
        let others = if chain.own.is_some() { inter.max(noto) } else { noto };
        size * if self.lacking { others.max(self.mixed) } else { self.mixed }
    }
}

/// Width of a line of text at a font size, in the bundled fonts.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    Font::default().width(text, size, weight)
}

/// [`Font::wrap`] in the bundled fonts.
pub fn wrap(text: &str, size: f64, weight: Weight, max_width: f64, max_lines: usize) -> Vec<String> {
    Font::default().wrap(text, size, weight, max_width, max_lines)
}

/// [`Font::widest_word`] in the bundled fonts.
pub fn widest_word(text: &str, size: f64, weight: Weight) -> f64 {
    Font::default().widest_word(text, size, weight)
}

/// Characters that the bundled fonts lack, each once, in order of appearance. Blanks and controls do not count.
pub fn missing_characters(text: &str) -> Vec<char> {
    Font::default().missing_characters(text)
}

impl Font {
    /// Width of a line of text at a font size.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let chain = self.chain(weight);
        Measure::of(text, chain).width(size, chain)
    }

    /// The text in lines of about equal length, none wider than `max_width` and at most `max_lines` of them. What does
    /// not fit ends in an ellipsis.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, max_width: f64, max_lines: usize) -> Vec<String> {
        Setting { chain: self.chain(weight), size }.wrap(text, max_width, max_lines)
    }

    /// The text in lines filled one after the other, as paragraphs are; a blank at the end of a line says that a word ends
    /// there. None is wider than `max_width` but for that blank.
    pub fn filled(&self, text: &str, size: f64, weight: Weight, max_width: f64) -> Vec<String> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        Setting { chain: self.chain(weight), size }.fill(&pieces(text), max_width + 0.01)
    }

    /// Whether it or one of the bundled fonts has the character, in every thickness.
    pub fn has(&self, c: char) -> bool {
        [Weight::Regular, Weight::Bold].into_iter().all(|weight| self.chain(weight).has(c))
    }

    /// A line as our renderer sets it: in the first font that has all of its characters, else wholly in Noto Sans SC; what
    /// that lacks comes from the first that has it. Characters that all lack are in the run of Noto Sans SC.
    pub fn runs<'t>(&self, text: &'t str, size: f64, weight: Weight) -> Vec<Run<'t>> {
        let chain = self.chain(weight);
        let whole = chain.first_with_all(text).unwrap_or(Family::NotoSansSc);
        let family = |c: char| if chain.em(whole, c).is_some() { whole } else { chain.first_with(c).unwrap_or(whole) };
        let mut runs: Vec<Run> = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let (of, end) = (family(c), at + c.len_utf8());
            let width = size * chain.em(of, c).unwrap_or(1.0);
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

    /// Width of the widest part of a text that is not broken between lines unless it must be.
    pub fn widest_word(&self, text: &str, size: f64, weight: Weight) -> f64 {
        Setting { chain: self.chain(weight), size }.widest_of(&pieces(text))
    }

    /// Characters that neither it nor the bundled fonts have, each once, in order of appearance. Blanks and controls do
    /// not count.
    pub fn missing_characters(&self, text: &str) -> Vec<char> {
        let faces = [self.chain(Weight::Regular), self.chain(Weight::Bold)];
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !invisible(*c)) {
            if !faces.iter().any(|chain| chain.has(c)) && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }
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

/// A line being filled, measured with the blanks at its end and without them.
#[derive(Default)]
struct Line {
    text: String,
    whole: Measure,
    trimmed: Measure,
}

impl Line {
    fn push(&mut self, piece: &str, chain: Chain) {
        self.trimmed = self.with(piece, chain);
        self.whole = self.whole.and(piece, chain);
        self.text.push_str(piece);
    }

    /// The measure of the line and the piece, without the blanks at their end.
    fn with(&self, piece: &str, chain: Chain) -> Measure {
        match piece.trim_end() {
            "" => self.trimmed,
            word => self.whole.and(word, chain),
        }
    }
}

/// Letters of one kind and size.
struct Setting<'a> {
    chain: Chain<'a>,
    size: f64,
}

impl Setting<'_> {
    fn width(&self, text: &str) -> f64 {
        Measure::of(text, self.chain).width(self.size, self.chain)
    }

    /// Lines no wider than `max_width` but for blanks at their ends, filled greedily; words wider than that are cut
    /// between characters.
    fn fill(&self, pieces: &[String], max_width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = Line::default();
        let full = |line: &Line, piece: &str| {
            !line.text.is_empty() && line.with(piece, self.chain).width(self.size, self.chain) > max_width
        };
        for piece in pieces {
            if full(&line, piece) {
                lines.push(std::mem::take(&mut line).text);
            }
            if self.width(piece.trim_end()) <= max_width {
                line.push(piece, self.chain);
                continue;
            }
            for (at, c) in piece.char_indices() {
                let c = &piece[at..at + c.len_utf8()];
                if full(&line, c) {
                    lines.push(std::mem::take(&mut line).text);
                }
                line.push(c, self.chain);
            }
        }
        lines.push(line.text);
        lines
    }

    /// As [`Font::wrap`].
    fn wrap(&self, text: &str, max_width: f64, max_lines: usize) -> Vec<String> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let pieces = pieces(text);
        // Widths are sums of fractions: a text exactly as wide as its column has to fit.
        let max_width = max_width + 0.01;
        let mut lines = self.fill(&pieces, max_width);
        if lines.len() > max_lines {
            let rest = lines.split_off(max_lines - 1).concat();
            lines.push(self.ellipsis(&rest, max_width));
        }
        let (mut low, mut high) = (max_width / 2.0, max_width);
        let cut_short = lines.last().is_some_and(|line| line.ends_with('…')) && !text.ends_with('…');
        if lines.len() == 2
            && let Some(clauses) = self.between_clauses(text, max_width)
        {
            return clauses;
        }
        if lines.len() > 1 && !cut_short {
            let widest = self.widest_of(&pieces);
            for _ in 0..6 {
                let middle = (low + high) / 2.0;
                let tried = self.fill(&pieces, middle);
                if tried.len() == lines.len() && widest <= middle {
                    (lines, high) = (tried, middle);
                } else {
                    low = middle;
                }
            }
        }
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }

    /// Chinese is broken between clauses rather than inside a word, where neither line then gets much shorter than the
    /// other.
    fn between_clauses(&self, text: &str, max_width: f64) -> Option<Vec<String>> {
        const SHORTEST: f64 = 0.4;
        let breaks = text.char_indices().filter(|(_, c)| matches!(c, '，' | '；' | '：' | '。'));
        let halves = breaks.map(|(at, c)| text.split_at(at + c.len_utf8()));
        let widths = halves.map(|(a, b)| (a, b, self.width(a), self.width(b)));
        let fitting = widths.filter(|(.., a, b)| a.max(*b) <= max_width && a.min(*b) >= SHORTEST * a.max(*b));
        let (a, b, ..) = fitting.min_by(|x, y| x.2.max(x.3).total_cmp(&y.2.max(y.3)))?;
        Some(vec![a.to_owned(), b.to_owned()])
    }

    fn widest_of(&self, pieces: &[String]) -> f64 {
        pieces.iter().map(|piece| self.width(piece.trim_end())).fold(0.0, f64::max)
    }

    /// As much of the text as fits before an ellipsis.
    fn ellipsis(&self, text: &str, max_width: f64) -> String {
        let mut kept = text.to_owned();
        while !kept.is_empty() && self.width(&format!("{}…", kept.trim_end())) > max_width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }
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
                let lines = Font::default().wrap(text, 16.0, Weight::Bold, max, 99);
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
        let lines = Font::default().wrap("weighs 23.4%\u{a0}±\u{a0}0.4 or more", 16.0, Weight::Bold, 120.0, 9);
        assert!(lines.iter().any(|line| line.contains("23.4%\u{a0}±\u{a0}0.4")), "{lines:?}");
        assert_eq!(Font::default().filled("one two three", 16.0, Weight::Regular, 70.0), ["one two ", "three"]);
    }

    #[test]
    fn long_words_are_cut_and_ellipsis_is_the_last_resort() {
        let lines = Font::default().wrap("Donaudampfschifffahrtsgesellschaft", 16.0, Weight::Regular, 80.0, 9);
        assert!(lines.len() > 2 && lines.concat().ends_with("gesellschaft"), "{lines:?}");
        let cut = Font::default().wrap("one two three four five six", 16.0, Weight::Regular, 60.0, 2);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
        assert_eq!(Font::default().wrap("  ", 16.0, Weight::Regular, 60.0, 2), Vec::<String>::new());
    }

    #[test]
    fn runs_are_the_line_and_no_wider_than_measured() {
        for text in ["Win 40% of deals", "供应链 A：−12.3 个百分点", "ñ 供", "", "龘"] {
            let runs = Font::default().runs(text, 10.0, Weight::Regular);
            assert_eq!(runs.iter().map(|run| run.text).collect::<String>(), text);
            let drawn: f64 = runs.iter().map(|run| run.width).sum();
            assert!(drawn <= width(text, 10.0, Weight::Regular) + 1e-9, "{text}: {drawn}");
        }
        let font = Font::default();
        let families = |text| font.runs(text, 1.0, Weight::Bold).iter().map(|run| run.family).collect::<Vec<_>>();
        assert_eq!(families("40%"), [Family::Inter]);
        assert_eq!(families("40% 供"), [Family::NotoSansSc]);
        assert_eq!(families("供ñ"), [Family::NotoSansSc, Family::Inter]);
    }

    #[test]
    fn a_longer_line_goes_on_from_a_shorter_one() {
        let font = Font::default();
        let chain = font.chain(Weight::Bold);
        for text in ["Win 40% of 供应链 deals, “often”", "±0.3 points", "\u{1F4A1} idea 龘"] {
            for (at, _) in text.char_indices() {
                let (start, end) = text.split_at(at);
                let joined = Measure::of(start, chain).and(end, chain);
                assert_eq!(joined.width(17.0, chain), width(text, 17.0, Weight::Bold));
            }
        }
    }

    #[test]
    fn what_no_bundled_font_has_is_named() {
        assert_eq!(missing_characters("plain, 中文，→±−≥…°αμ€£¥"), Vec::<char>::new());
        assert_eq!(missing_characters("a \u{1F4A1}龘\u{1F4A1}"), vec!['\u{1F4A1}', '龘']);
    }
}
