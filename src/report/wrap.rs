//! Lines for a terminal: words break at spaces, Chinese breaks between characters but never before closing
//! punctuation or after an opening bracket. Where a text breaks its line itself, the count of columns begins again.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` in lines of at most `width` columns; the first line starts with `first`, the others with `rest`.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::from(first);
    let mut column = first.width();
    let mut at_start = true;
    for piece in pieces(text) {
        let word = piece.trim_end();
        if !at_start && column + word.width() > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(rest);
            column = rest.width();
        }
        out.push_str(piece);
        column = if piece.ends_with('\n') { 0 } else { column + piece.width() };
        at_start = piece.ends_with('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Text between two places where a line may or must break; spaces and line breaks stay with what is before them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (i, c) in text.char_indices() {
        if let Some(before) = previous {
            let after_space = before == '\n' || before == ' ' && c != ' ';
            let between_wide = (wide(before) || wide(c)) && c != ' ' && !closes(c) && !opens(before);
            if after_space || between_wide {
                pieces.push(&text[start..i]);
                start = i;
            }
        }
        previous = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn wide(c: char) -> bool {
    c.width() == Some(2)
}

fn closes(c: char) -> bool {
    "，。、；：！？）》」』”’,.;:!?)%".contains(c)
}

fn opens(c: char) -> bool {
    "（《「『“‘(".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_broken() {
        assert_eq!(wrap("one two three", 9, "", "  "), "one two\n  three");
    }

    #[test]
    fn a_break_in_the_text_begins_a_line_of_full_width() {
        assert_eq!(wrap("one two\nthree four", 10, "", "  "), "one two\nthree four");
        assert_eq!(wrap("one two\nthree four five", 10, "> ", "  "), "> one two\nthree four\n  five");
        assert_eq!(wrap("one\n\nlongerthanten\ntwo", 10, "", ""), "one\n\nlongerthanten\ntwo");
        assert_eq!(wrap("重塑\n决策权重", 6, "", ""), "重塑\n决策权\n重");
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrap("重塑决策权重。", 12, "", ""), "重塑决策权\n重。");
        assert_eq!(wrap("重塑决策", 6, "", ""), "重塑决\n策");
    }
}
