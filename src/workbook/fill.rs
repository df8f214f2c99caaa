//! A scenario as the cells of a workbook. Whatever a cell of a friendly sheet can hold goes there; whatever is left
//! goes to the last sheet, as place and value, so that nothing is lost.

use super::columns::PERFORMANCE_CELL;
use super::columns_moves::STRATEGY_MOVE;
use super::columns_people::{FORM, WEIGHT_NOTE};
use super::forms;
use super::kind::{Content, Kind, Register};
use super::sheets::{ANY, Column, MOVE, SHEETS, SHORT_FORMS, Shape, Sheet};
use super::words::{FORMS, say};
use crate::model::Lang;
use crate::scenario::{Literal, dotted, inline};

/// A sheet that is to be written.
pub(super) struct Page {
    pub sheet: &'static Sheet,
    pub heads: Vec<Head>,
    pub rows: Vec<Vec<Option<Content>>>,
}

/// The head of a column.
pub(super) struct Head {
    /// For the hidden row.
    pub key: String,
    pub text: String,
    pub note: &'static str,
    /// What the cells below hold; `None` for what is only to be read by people.
    pub kind: Option<Kind>,
    /// Whether the head itself is chosen from the criteria.
    pub chosen: bool,
    pub needed: bool,
}

/// Columns for more criteria, and for more moves of a strategy, that wait to be used.
const SPARE: usize = 4;

/// Fewest columns for the moves of a strategy.
const FEWEST_MOVES: usize = 8;

/// Every sheet of this scenario, in this language.
pub(super) fn pages(document: &Literal, lang: Lang) -> Vec<Page> {
    let mut fill = Fill { document, rest: document.clone(), lang };
    SHEETS.iter().map(|sheet| fill.page(sheet)).collect()
}

/// The columns of a sheet in the order of a language: its own names first.
pub(super) fn in_order(columns: &'static [Column], lang: Lang) -> Vec<&'static Column> {
    let mut order: Vec<&Column> = columns.iter().collect();
    if lang == Lang::Zh {
        for i in 1..order.len() {
            if order[i - 1].key.ends_with(".en") && order[i].key.ends_with(".zh") {
                order.swap(i - 1, i);
            }
        }
    }
    order
}

struct Fill<'a> {
    document: &'a Literal,
    /// What no cell holds yet.
    rest: Literal,
    lang: Lang,
}

impl Fill<'_> {
    fn page(&mut self, sheet: &'static Sheet) -> Page {
        let columns = in_order(sheet.columns, self.lang);
        let mut heads: Vec<Head> = columns.iter().map(|column| self.head(sheet, column)).collect();
        let rows = match sheet.shape {
            Shape::Settings => {
                heads = self.setting_heads(sheet);
                columns.iter().map(|column| self.setting(column)).collect()
            }
            Shape::Entries(section) => self.entries(section, &columns),
            Shape::People => {
                heads.extend(self.criterion_heads(sheet, Kind::Quantity, WEIGHT_NOTE.get(self.lang)));
                self.people(&columns)
            }
            Shape::Performance => {
                heads.extend(self.criterion_heads(sheet, PERFORMANCE_CELL.0, PERFORMANCE_CELL.1.get(self.lang)));
                self.performance()
            }
            Shape::Strategies => {
                heads.extend(self.move_heads(sheet));
                self.strategies(&columns)
            }
            Shape::Others => others(&self.rest),
        };
        Page { sheet, heads, rows }
    }

    fn head(&self, sheet: &Sheet, column: &Column) -> Head {
        Head {
            key: format!("{}.{}", sheet.key, column.key),
            text: column.head.get(self.lang).to_owned(),
            note: column.note.get(self.lang),
            kind: Some(column.kind),
            chosen: false,
            needed: column.needed,
        }
    }

    fn setting_heads(&self, sheet: &Sheet) -> Vec<Head> {
        let heads = [
            ("key", say("Key", "键"), None),
            ("name", say("Setting", "设置"), None),
            ("value", say("Value", "取值"), Some(Kind::Text)),
            ("meaning", say("What it means", "说明"), None),
        ];
        let head = |(key, text, kind): (&str, super::words::Say, Option<Kind>)| Head {
            key: format!("{}.{key}", sheet.key),
            text: text.get(self.lang).to_owned(),
            note: "",
            kind,
            chosen: false,
            needed: false,
        };
        heads.into_iter().map(head).collect()
    }

    fn setting(&mut self, column: &Column) -> Vec<Option<Content>> {
        let value = self.cell(&[], column);
        let text = |words: &str| Some(Content::Text(words.to_owned()));
        vec![text(column.key), text(column.head.get(self.lang)), value, text(column.note.get(self.lang))]
    }

    /// The ids of a section.
    fn ids(&self, section: &str) -> Vec<String> {
        let entries = self.document.get(section).map_or(&[][..], Literal::entries);
        entries.iter().map(|(id, _)| id.clone()).collect()
    }

    fn entries(&mut self, section: &str, columns: &[&Column]) -> Vec<Vec<Option<Content>>> {
        let mut rows: Vec<_> = self.ids(section).iter().map(|id| self.row(&[section, id], id, columns)).collect();
        if section == "vendors" && self.document.get("status_quo").is_some() {
            rows.push(self.row(&["status_quo"], "status_quo", columns));
        }
        rows
    }

    /// One entry: its id, and what the columns can hold of it.
    fn row(&mut self, keys: &[&str], id: &str, columns: &[&Column]) -> Vec<Option<Content>> {
        let row = columns.iter().map(|column| match column.key {
            "id" => Some(Content::Text(id.to_owned())),
            _ => self.cell(keys, column),
        });
        let row = row.collect();
        if self.rest.at(keys) == Some(&Literal::empty()) {
            self.rest.take(keys);
        }
        row
    }

    /// What a column holds of the entry at these keys; it is taken out of the rest.
    fn cell(&mut self, entry: &[&str], column: &Column) -> Option<Content> {
        let path: Vec<&str> = entry.iter().chain(column.path).copied().collect();
        if let [field, part] = column.path
            && let Some((_, main)) = SHORT_FORMS.iter().find(|(short, _)| short == field)
        {
            let whole = &path[..path.len() - 1];
            let value = self.document.at(whole)?;
            if !matches!(value, Literal::Table(_)) {
                return if part == main { self.shown(whole, column.kind) } else { None };
            }
            // A table with the main part alone would come back in the short form.
            let alone = value.get(main).is_some() && value.entries().len() == 1;
            let holds = |(key, inner): &(String, Literal)| {
                kind_of(field, key).is_some_and(|kind| kind.show(inner, self.lang).is_some())
            };
            if alone || !value.entries().iter().all(holds) {
                return None;
            }
        }
        self.shown(&path, column.kind)
    }

    fn shown(&mut self, path: &[&str], kind: Kind) -> Option<Content> {
        let content = kind.show(self.document.at(path)?, self.lang)?;
        self.rest.take(path);
        Some(content)
    }

    /// Columns for the criteria of the scenario, and a few for those to come.
    fn criterion_heads(&self, sheet: &Sheet, kind: Kind, note: &'static str) -> Vec<Head> {
        let known = self.ids("criteria").into_iter().map(|id| {
            let label = self.label(&["criteria", &id]);
            if label == id || label.is_empty() { id } else { format!("{id}\n{label}") }
        });
        let heads = known.chain(std::iter::repeat_n(String::new(), SPARE));
        heads
            .map(|text| Head {
                key: format!("{}.{ANY}", sheet.key),
                text,
                note,
                kind: Some(kind),
                chosen: true,
                needed: false,
            })
            .collect()
    }

    fn label(&self, keys: &[&str]) -> String {
        let label = self.document.at(keys).and_then(|entry| entry.get("label"));
        let Some(label) = label else { return String::new() };
        let own = label.as_text().or_else(|| label.get(self.lang.tag())?.as_text());
        own.unwrap_or_default().to_owned()
    }

    /// One row for a person, and one more for each further form in which weights are given.
    fn people(&mut self, columns: &[&Column]) -> Vec<Vec<Option<Content>>> {
        let criteria = self.ids("criteria");
        let mut rows = Vec::new();
        for id in self.ids("stakeholders") {
            let mut given = self.forms(&id, &criteria).into_iter();
            let mut first = self.row(&["stakeholders", &id], &id, columns);
            add_form(&mut first, given.next(), columns, self.lang, criteria.len());
            rows.push(first);
            for form in given {
                let mut more: Vec<Option<Content>> =
                    columns.iter().map(|column| (column.key == "id").then(|| Content::Text(id.clone()))).collect();
                add_form(&mut more, Some(form), columns, self.lang, criteria.len());
                rows.push(more);
            }
        }
        rows
    }

    /// The forms in which somebody's weights are given that fit under the criteria.
    fn forms(&mut self, id: &str, criteria: &[String]) -> Vec<(&'static str, Vec<Option<Content>>)> {
        let mut given = Vec::new();
        for form in FORMS {
            let keys = ["stakeholders", id, form.token];
            let cells = self.document.at(&keys).and_then(|value| forms::show(form.token, value, criteria));
            if let Some(cells) = cells {
                self.rest.take(&keys);
                given.push((form.token, cells));
            }
        }
        given
    }

    fn performance(&mut self) -> Vec<Vec<Option<Content>>> {
        let mut rows = Vec::new();
        for vendor in self.ids("performance") {
            rows.extend(self.performances(&["performance", &vendor], &vendor, None));
        }
        for person in self.ids("performance_for") {
            let vendors = self.document.at(&["performance_for", &person]).map_or(&[][..], Literal::entries);
            for (vendor, _) in vendors {
                rows.extend(self.performances(&["performance_for", &person, vendor], vendor, Some(&person)));
            }
        }
        rows
    }

    fn performances(&mut self, keys: &[&str], vendor: &str, person: Option<&str>) -> Option<Vec<Option<Content>>> {
        let cells: Vec<Option<Content>> = self
            .ids("criteria")
            .iter()
            .map(|id| {
                let path: Vec<&str> = keys.iter().copied().chain([id.as_str()]).collect();
                self.shown(&path, Kind::Quantity)
            })
            .collect();
        let names = [Some(vendor), person].map(|name| name.map(|name| Content::Text(name.to_owned())));
        cells.iter().any(Option::is_some).then(|| names.into_iter().chain(cells).collect())
    }

    fn move_heads(&self, sheet: &Sheet) -> Vec<Head> {
        let longest = self.ids("strategies").iter().map(|id| self.moves_of(id).len()).max().unwrap_or_default();
        let (text, note) = STRATEGY_MOVE;
        (1..=(longest + SPARE).max(FEWEST_MOVES))
            .map(|i| Head {
                key: format!("{}.{MOVE}", sheet.key),
                text: format!("{} {i}", text.get(self.lang)),
                note: note.get(self.lang),
                kind: Some(Kind::Id(Register::Moves)),
                chosen: false,
                needed: i == 1,
            })
            .collect()
    }

    /// The moves of a strategy, if each of them fits into a cell; none otherwise.
    fn moves_of(&self, strategy: &str) -> Vec<Content> {
        match self.document.at(&["strategies", strategy, "moves"]) {
            Some(Literal::List(moves)) => {
                let kind = Kind::Ids(Register::Moves);
                let cells = moves.iter().map(|id| kind.show(&Literal::List(vec![id.clone()]), self.lang));
                cells.collect::<Option<Vec<_>>>().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn strategies(&mut self, columns: &[&Column]) -> Vec<Vec<Option<Content>>> {
        let mut rows = Vec::new();
        for id in self.ids("strategies") {
            let moves = self.moves_of(&id);
            if !moves.is_empty() {
                self.rest.take(&["strategies", &id, "moves"]);
            }
            let mut row = self.row(&["strategies", &id], &id, columns);
            row.extend(moves.into_iter().map(Some));
            rows.push(row);
        }
        rows
    }
}

/// The kind of the column that holds this part of a field with a short form.
fn kind_of(field: &str, part: &str) -> Option<Kind> {
    let mut columns = SHEETS.iter().flat_map(|sheet| sheet.columns);
    columns.find(|column| column.path == [field, part]).map(|column| column.kind)
}

/// Puts a form of weights into a row: its name in its column, its cells behind all columns.
fn add_form(
    row: &mut Vec<Option<Content>>,
    form: Option<(&'static str, Vec<Option<Content>>)>,
    columns: &[&Column],
    lang: Lang,
    criteria: usize,
) {
    let Some((token, cells)) = form else {
        row.extend(std::iter::repeat_n(None, criteria));
        return;
    };
    let name = FORMS.iter().find(|word| word.token == token).map(|word| Content::Text(word.show(lang).to_owned()));
    if let Some(position) = columns.iter().position(|column| column.key == FORM) {
        row[position] = name;
    }
    row.extend(cells);
}

/// Every value that has no cell of its own: its place and itself.
fn others(rest: &Literal) -> Vec<Vec<Option<Content>>> {
    let mut rows = Vec::new();
    collect(rest, &mut Vec::new(), &mut rows);
    rows
}

fn collect(node: &Literal, keys: &mut Vec<String>, rows: &mut Vec<Vec<Option<Content>>>) {
    match node {
        Literal::Table(entries) if keys.is_empty() || !entries.is_empty() => {
            for (key, inner) in entries {
                keys.push(key.clone());
                collect(inner, keys, rows);
                keys.pop();
            }
        }
        value => {
            let shown = match Kind::Number.show(value, Lang::En) {
                Some(number @ Content::Number(_)) => number,
                _ => Content::Text(inline(value)),
            };
            rows.push(vec![Some(Content::Text(dotted(keys))), Some(shown)]);
        }
    }
}
