//! What somebody weighs, in the cells under the criteria: as shares, ratings, ranks or limits.

use super::kind::{Content, Kind, Typed, same};
use super::normal::plain;
use crate::scenario::Literal;

/// The cells under these criteria, if reading them gives the value back.
pub(super) fn show(form: &str, value: &Literal, criteria: &[String]) -> Option<Vec<Option<Content>>> {
    let cells: Vec<Option<Content>> = criteria.iter().map(|id| cell(form, value, id)).collect();
    let typed = criteria.iter().zip(&cells).filter_map(|(id, cell)| Some((id.as_str(), typed(cell.as_ref()?))));
    let typed: Vec<(&str, Typed)> = typed.collect();
    let read = read(form, &typed).ok()?;
    (!typed.is_empty() && same(&read.value, value)).then_some(cells)
}

fn typed(cell: &Content) -> Typed {
    match cell {
        Content::Text(text) => Typed::Text(text.clone()),
        Content::Number(value) => Typed::Number(*value, false),
    }
}

fn cell(form: &str, value: &Literal, id: &str) -> Option<Content> {
    match form {
        "ranking" => {
            let Literal::List(ranks) = value else { return None };
            let names = |rank: &Literal| match rank {
                Literal::List(equals) => equals.iter().any(|one| one.as_text() == Some(id)),
                one => one.as_text() == Some(id),
            };
            let rank = ranks.iter().position(names)?;
            Some(Content::Number(u32::try_from(rank + 1).ok()?.into()))
        }
        "bounds" => match value.get(id)? {
            Literal::List(ends) => match ends.as_slice() {
                [low, high] => Some(Content::Text(format!(
                    "{} to {}",
                    crate::scenario::inline(low),
                    crate::scenario::inline(high)
                ))),
                _ => None,
            },
            _ => None,
        },
        _ => Kind::Number.show(value.get(id)?, crate::model::Lang::En),
    }
}

/// What was read under the criteria.
pub(super) struct Given {
    pub value: Literal,
    /// Where in the value each cell ended, in the order of the cells.
    pub paths: Vec<Vec<String>>,
}

/// What the cells under the criteria say.
///
/// # Errors
/// The position of a cell that says nothing, and why.
pub(super) fn read(form: &str, cells: &[(&str, Typed)]) -> Result<Given, (usize, String)> {
    if form == "ranking" {
        return ranking(cells);
    }
    let mut entries = Vec::new();
    for (i, (id, cell)) in cells.iter().enumerate() {
        let value = Kind::Number.read(cell).map_err(|reason| (i, reason))?;
        let value = if form == "bounds" { limits(cell).unwrap_or(value) } else { value };
        entries.push(((*id).to_owned(), value));
    }
    let paths = cells.iter().map(|(id, _)| vec![(*id).to_owned()]).collect();
    Ok(Given { value: Literal::Table(entries), paths })
}

/// `0.1 to 0.3`
fn limits(cell: &Typed) -> Option<Literal> {
    let Typed::Text(text) = cell else { return None };
    let text = plain(text);
    let (low, high) = [" to ", "..", "~", "至", "到"].iter().find_map(|between| text.split_once(between))?;
    let end = |text: &str| Kind::Number.read(&Typed::Text(text.trim().to_owned())).ok();
    Some(Literal::List(vec![end(low)?, end(high)?]))
}

fn ranking(cells: &[(&str, Typed)]) -> Result<Given, (usize, String)> {
    let mut ranks: Vec<(f64, usize)> = Vec::new();
    for (i, (_, cell)) in cells.iter().enumerate() {
        let value = Kind::Number.read(cell).map_err(|reason| (i, reason))?;
        let rank = value.as_number().filter(|rank| rank.is_finite());
        ranks.push((rank.ok_or_else(|| (i, "a ranking is given in numbers: 1 for the most important".to_owned()))?, i));
    }
    ranks.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut value = Vec::new();
    let mut paths = vec![Vec::new(); cells.len()];
    for equals in ranks.chunk_by(|one, other| one.0 == other.0) {
        let position = value.len().to_string();
        let texts = equals.iter().map(|(_, i)| Literal::Text(cells[*i].0.to_owned()));
        for (inner, (_, i)) in equals.iter().enumerate() {
            paths[*i] =
                if equals.len() > 1 { vec![position.clone(), inner.to_string()] } else { vec![position.clone()] };
        }
        let mut texts: Vec<Literal> = texts.collect();
        value.push(if texts.len() > 1 { Literal::List(texts) } else { texts.remove(0) });
    }
    Ok(Given { value: Literal::List(value), paths })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_comes_back_or_is_left_out() {
        let criteria = ["a", "b", "c"].map(str::to_owned);
        let shown = |form: &str, text: &str| show(form, &Literal::parse(text).unwrap(), &criteria);
        let number = |value: f64| Some(Content::Number(value));
        assert_eq!(shown("weights", "{ c = 0.25, a = 0.75 }"), Some(vec![number(0.75), None, number(0.25)]));
        assert_eq!(shown("ranking", "[\"c\", [\"a\", \"b\"]]"), Some(vec![number(2.0), number(2.0), number(1.0)]));
        assert_eq!(shown("bounds", "{ b = [0.1, 1] }"), Some(vec![None, Some(Content::Text("0.1 to 1".into())), None]));
        assert_eq!(shown("ranking", "[[\"b\", \"a\"]]"), None, "another order of equals");
        assert_eq!(shown("ranking", "[[\"a\"]]"), None, "a list of one");
        assert_eq!(shown("weights", "{}"), None);
        assert_eq!(shown("weights", "{ d = 1 }"), None, "no such column");
    }
}
