//! What Chinese keyboards and office programs do to plain characters, undone where it is harmless.

/// Full-width letters, digits and punctuation, typographic quotes and odd spaces as ASCII.
pub(super) fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '、' => ',',
        '。' => '.',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '【' => '[',
        '】' => ']',
        '−' | '–' => '-',
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// A number as people type it: grouped with underscores, full-width, or with a per cent sign (a share then).
pub(super) fn number(text: &str) -> Option<Number> {
    let text = plain(text).trim().replace('_', "");
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end().to_owned(), true),
        None => (text, false),
    };
    let looks = digits.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !looks {
        return None;
    }
    if let (Ok(whole), false) = (digits.parse::<i128>(), percent) {
        return Some(Number::Whole(whole));
    }
    // The point is moved in the text: 60% is exactly what 0.6 is.
    let value: f64 = if percent { share(&digits)? } else { digits.parse().ok()? };
    Some(if percent { Number::Percent(value) } else { Number::Other(value) })
}

fn share(digits: &str) -> Option<f64> {
    let plain_digits = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'));
    if plain_digits { format!("{digits}e-2").parse().ok() } else { None }
}

/// A number that was typed as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// Without a point.
    Whole(i128),
    /// With one.
    Other(f64),
    /// With a per cent sign: the share.
    Percent(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        assert_eq!(number(" 2_400_000 "), Some(Number::Whole(2_400_000)));
        assert_eq!(number("９８．６"), Some(Number::Other(98.6)));
        assert_eq!(number("60%"), Some(Number::Percent(0.6)));
        assert_eq!(number("7 ％"), Some(Number::Percent(0.07)));
        assert_eq!(number("18446744073709551615"), Some(Number::Whole(18_446_744_073_709_551_615)));
        for text in ["", "a", "nan", "inf", "1,200", "2 to 9", "%"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn chinese_punctuation_becomes_plain() {
        assert_eq!(plain("ｐｅｒｔ（１，　２、６）"), "pert(1, 2,6)");
        assert_eq!(plain("检出率"), "检出率");
    }
}
