//! How one value of the language looks in a cell, and back. What cannot be read is handed on as text: the checker of
//! scenarios knows better what is allowed there.

use super::normal::{Number, number, plain};
use super::words::{ALL, Word, YES_NO, token};
use crate::model::Lang;
use crate::scenario::Literal;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Text(String),
    Number(f64),
}

/// A cell as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    Text(String),
    /// A number, and whether it is shown as per cent.
    Number(f64, bool),
    Truth(bool),
    /// `#REF!` and the like.
    Fault(String),
    /// Something that the office program took for a date.
    Date,
    /// A formula that nobody has computed yet.
    Unknown,
}

/// A sheet whose ids a cell can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Register {
    Criteria,
    Vendors,
    People,
    Stages,
    Moves,
    Gates,
}

/// What belongs into a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Words for people.
    Text,
    /// A number; with a per cent sign, a share.
    Number,
    /// A number of per cent.
    Percent,
    /// A number in natural units.
    Natural,
    /// A number in natural units, or what is known about it: `98.6 ± 0.4`.
    Quantity,
    /// One of these words.
    Word(&'static [Word]),
    /// One of these words, or a number.
    WordOrNumber(&'static [Word]),
    /// Some of these words, with commas.
    Words(&'static [Word]),
    /// `yes` or `no`.
    YesNo,
    /// The id of something.
    Id(Register),
    /// Ids with commas.
    Ids(Register),
    /// `all`, or ids of criteria with commas.
    Donors,
    /// `price: 1.5, detection: 0.8`
    Pairs,
    /// `94: 0, 97: 0.6, 100: 1`
    Points,
}

impl Kind {
    /// The value as a cell, if reading the cell gives the value back.
    pub fn show(self, value: &Literal, lang: Lang) -> Option<Content> {
        let content = self.content(value, lang)?;
        let typed = match &content {
            Content::Text(text) if text.trim().is_empty() => return None,
            Content::Text(text) => Typed::Text(text.clone()),
            Content::Number(value) => Typed::Number(*value, false),
        };
        same(&self.read(&typed).ok()?, value).then_some(content)
    }

    fn content(self, value: &Literal, lang: Lang) -> Option<Content> {
        let text = |text: String| Some(Content::Text(text));
        let shown =
            |words: &[Word], token: &str| words.iter().find(|word| word.token == token).map(|word| word.show(lang));
        match self {
            Kind::Text | Kind::Id(_) => text(value.as_text()?.to_owned()),
            Kind::Number | Kind::Percent | Kind::Natural => figure(value),
            Kind::Quantity => value.as_text().map_or_else(|| figure(value), |words| text(words.to_owned())),
            Kind::Word(words) => text(shown(words, value.as_text()?)?.to_owned()),
            Kind::WordOrNumber(words) => match value.as_text() {
                Some(word) => text(shown(words, word)?.to_owned()),
                None => figure(value),
            },
            Kind::Words(words) => {
                let each = texts(value)?.into_iter().map(|word| shown(words, word));
                text(each.collect::<Option<Vec<_>>>()?.join(", "))
            }
            Kind::YesNo => match value {
                Literal::Truth(truth) => text(YES_NO[usize::from(!truth)].show(lang).to_owned()),
                _ => None,
            },
            Kind::Ids(_) => text(texts(value)?.join(", ")),
            Kind::Donors => match value.as_text() {
                Some(word) => text(shown(ALL, word)?.to_owned()),
                None => text(texts(value)?.join(", ")),
            },
            Kind::Pairs => text(joined(value.entries().iter().map(|(id, share)| Some((id.clone(), bare(share)?))))?),
            Kind::Points => {
                let Literal::List(points) = value else { return None };
                text(joined(points.iter().map(|point| match point {
                    Literal::List(two) => match two.as_slice() {
                        [x, y] => Some((bare(x)?, bare(y)?)),
                        _ => None,
                    },
                    _ => None,
                }))?)
            }
        }
    }

    /// The value that a cell stands for.
    ///
    /// # Errors
    /// What is wrong with the cell, if the checker of scenarios could not say it.
    pub fn read(self, cell: &Typed) -> Result<Literal, String> {
        let words = match cell {
            Typed::Fault(fault) => return Err(format!("the cell holds the error {fault}: type the value itself")),
            Typed::Date => return Err("the cell holds a date: format it as text, and type the value again".to_owned()),
            Typed::Unknown => {
                return Err("the cell holds a formula without a result: open the workbook in a spreadsheet program and save it, or type the value itself".to_owned());
            }
            Typed::Truth(truth) => {
                return Ok(match self {
                    Kind::YesNo => Literal::Truth(*truth),
                    _ => Literal::Text(truth.to_string().to_uppercase()),
                });
            }
            Typed::Number(value, percent) => match self.of_number(*value, *percent) {
                Ok(literal) => return Ok(literal),
                Err(digits) => digits,
            },
            Typed::Text(words) => words.clone(),
        };
        Ok(self.of_text(&words))
    }

    /// A number cell where numbers belong; elsewhere its digits.
    fn of_number(self, value: f64, percent: bool) -> Result<Literal, String> {
        match self {
            Kind::Percent if percent => Ok(Literal::number(rounded(value * 100.0))),
            Kind::Number | Kind::Percent | Kind::Natural | Kind::Quantity | Kind::WordOrNumber(_) => {
                Ok(Literal::number(value))
            }
            _ => Err(digits(value)),
        }
    }

    fn of_text(self, typed: &str) -> Literal {
        let word = |words: &[Word], typed: &str| {
            Literal::Text(token(words, typed).map_or_else(|| plain(typed).trim().to_owned(), str::to_owned))
        };
        match self {
            Kind::Text => Literal::Text(typed.to_owned()),
            Kind::Id(_) => Literal::Text(plain(typed).trim().to_owned()),
            Kind::Number | Kind::Natural => numeral(typed, 1.0).unwrap_or_else(|| Literal::Text(typed.to_owned())),
            Kind::Percent => numeral(typed, 100.0).unwrap_or_else(|| Literal::Text(typed.to_owned())),
            Kind::Quantity => Literal::Text(plain_quantity(typed)),
            Kind::Word(words) => word(words, typed),
            Kind::WordOrNumber(words) => numeral(typed, 1.0).unwrap_or_else(|| word(words, typed)),
            Kind::Words(words) => Literal::List(parts(typed).iter().map(|part| word(words, part)).collect()),
            Kind::YesNo => match token(YES_NO, typed) {
                Some("yes") => Literal::Truth(true),
                Some(_) => Literal::Truth(false),
                None => match plain(typed).trim().to_lowercase().as_str() {
                    "true" | "x" | "✓" | "√" | "1" => Literal::Truth(true),
                    "false" | "0" => Literal::Truth(false),
                    other => Literal::Text(other.to_owned()),
                },
            },
            Kind::Ids(_) => ids(typed),
            Kind::Donors => match token(ALL, typed) {
                Some(all) => Literal::Text(all.to_owned()),
                None => ids(typed),
            },
            Kind::Pairs => pairs(typed),
            Kind::Points => points(typed),
        }
    }
}

/// Whether two values mean the same to the language: the order of a table's entries does not count, nor how a number
/// is written.
pub fn same(one: &Literal, other: &Literal) -> bool {
    match (one, other) {
        (Literal::Table(ones), Literal::Table(others)) => {
            let found = |(key, value): &(String, Literal)| other.get(key).is_some_and(|known| same(value, known));
            ones.len() == others.len() && ones.iter().all(found)
        }
        (Literal::List(ones), Literal::List(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Literal::Whole(one), Literal::Whole(other)) => one == other,
        _ => match (one.as_number(), other.as_number()) {
            (Some(one), Some(other)) => one.to_bits() == other.to_bits(),
            _ => one == other,
        },
    }
}

/// The parts between commas and semicolons of any width; empty ones are left out.
pub(super) fn parts(typed: &str) -> Vec<String> {
    let plain = plain(typed);
    let parts = plain.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn ids(typed: &str) -> Literal {
    Literal::List(parts(typed).into_iter().map(Literal::Text).collect())
}

/// `price: 1.5, detection: 0.8`; text that is nothing of the kind stays text.
fn pairs(typed: &str) -> Literal {
    let pair = |part: &String| {
        let (id, value) = part.split_once([':', '='])?;
        Some((id.trim().to_owned(), numeral(value, 1.0)?))
    };
    match parts(typed).iter().map(pair).collect::<Option<Vec<_>>>() {
        Some(pairs) => Literal::Table(pairs),
        None => Literal::Text(typed.to_owned()),
    }
}

fn points(typed: &str) -> Literal {
    let point = |part: &String| {
        let (x, y) = part.split_once(':')?;
        Some(Literal::List(vec![numeral(x, 1.0)?, numeral(y, 1.0)?]))
    };
    match parts(typed).iter().map(point).collect::<Option<Vec<_>>>() {
        Some(points) => Literal::List(points),
        None => Literal::Text(typed.to_owned()),
    }
}

/// A number that was typed as text; `hundred`: what a whole is where per cent are meant.
fn numeral(typed: &str, hundred: f64) -> Option<Literal> {
    Some(match number(typed)? {
        Number::Whole(whole) => Literal::Whole(whole),
        Number::Other(value) => Literal::number(value),
        Number::Percent(share) => Literal::number(rounded(share * hundred)),
    })
}

/// A belief about a number, with plain punctuation; its text is kept, since the language reads numbers in text too.
fn plain_quantity(typed: &str) -> String {
    let plain = plain(typed);
    if plain == typed { typed.to_owned() } else { plain.trim().to_owned() }
}

fn figure(value: &Literal) -> Option<Content> {
    let number = value.as_number()?;
    let exact =
        !matches!(value, Literal::Whole(whole) if *whole != number as i128 || Literal::number(number) != *value);
    Some(if exact { Content::Number(number) } else { Content::Text(bare(value)?) })
}

/// The digits of a number, as the language writes them.
fn bare(value: &Literal) -> Option<String> {
    value.as_number().map(|_| crate::scenario::inline(value))
}

fn digits(value: f64) -> String {
    crate::scenario::inline(&Literal::number(value))
}

/// To twelve digits: what a factor of 100 does to the last ones of a number is noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn texts(value: &Literal) -> Option<Vec<&str>> {
    match value {
        Literal::List(items) => items.iter().map(Literal::as_text).collect(),
        _ => None,
    }
}

fn joined(pairs: impl Iterator<Item = Option<(String, String)>>) -> Option<String> {
    let pairs = pairs.map(|pair| pair.map(|(one, other)| format!("{one}: {other}")));
    Some(pairs.collect::<Option<Vec<_>>>()?.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::words::{MOVE_KINDS, ROLES};
    use super::*;

    fn read(kind: Kind, text: &str) -> Literal {
        kind.read(&Typed::Text(text.to_owned())).unwrap()
    }

    #[test]
    fn both_languages_and_full_width_are_read() {
        assert_eq!(read(Kind::Word(MOVE_KINDS), "引入新变量"), Literal::Text("teach".into()));
        assert_eq!(read(Kind::Word(MOVE_KINDS), "Build trust"), Literal::Text("build-trust".into()));
        let roles = Literal::List(vec![Literal::Text("champion".into()), Literal::Text("user".into())]);
        assert_eq!(read(Kind::Words(ROLES), "倡导者、user"), roles);
        assert_eq!(read(Kind::Quantity, "pert（1，2，6）"), Literal::Text("pert(1,2,6)".into()));
        assert_eq!(read(Kind::Number, "６０％"), Literal::Number(0.6));
        assert_eq!(read(Kind::Percent, "7%"), Literal::Whole(7));
        assert_eq!(Kind::Percent.read(&Typed::Number(0.07, true)), Ok(Literal::Whole(7)));
    }

    #[test]
    fn what_a_cell_cannot_hold_is_not_shown() {
        let list = |words: &[&str]| Literal::List(words.iter().map(|word| Literal::Text((*word).to_owned())).collect());
        let ids = Kind::Ids(Register::Moves);
        assert_eq!(ids.show(&list(&["a", "b"]), Lang::En), Some(Content::Text("a, b".into())));
        assert_eq!(ids.show(&list(&[]), Lang::En), None);
        assert_eq!(ids.show(&list(&["a, b"]), Lang::En), None);
        assert_eq!(Kind::Text.show(&Literal::Text("  ".into()), Lang::En), None);
        assert_eq!(Kind::Donors.show(&list(&["all"]), Lang::Zh), None, "a criterion called all");
        assert_eq!(
            Kind::Number.show(&Literal::Whole(i128::from(u64::MAX)), Lang::En),
            Some(Content::Text(u64::MAX.to_string()))
        );
    }

    #[test]
    fn what_cannot_be_read_is_left_to_the_checker() {
        assert_eq!(read(Kind::Number, "a lot"), Literal::Text("a lot".into()));
        assert_eq!(read(Kind::Word(ROLES), "Champoin"), Literal::Text("Champoin".into()));
        assert!(Kind::Number.read(&Typed::Fault("#REF!".into())).is_err());
        assert!(Kind::Quantity.read(&Typed::Date).is_err());
    }
}
