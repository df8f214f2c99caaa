//! Names of sheets: what people call a page, within what spreadsheets allow, each once.

use std::collections::HashSet;

/// The most that a name of a sheet may have, in the units in which spreadsheets count.
const LONGEST: usize = 31;

/// Names given so far.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// The name of the `number`th sheet that belongs to another.
    pub fn of(&mut self, owner: &str, number: usize) -> String {
        self.unique(owner, &format!(" · {number}"))
    }

    /// A name like the wanted one that no sheet has yet.
    pub fn take(&mut self, wanted: &str) -> String {
        self.unique(wanted, "")
    }

    fn unique(&mut self, wanted: &str, ending: &str) -> String {
        let plain = allowed(wanted);
        let plain = if plain.is_empty() { "-".to_owned() } else { plain };
        let mut number = 1;
        loop {
            let again = if number == 1 { String::new() } else { format!(" {number}") };
            let room = LONGEST - again.len() - ending.encode_utf16().count();
            let name = format!("{}{again}{ending}", shortened(&plain, room));
            // Spreadsheets do not tell capitals apart, and keep this name for themselves.
            let known = name.to_lowercase();
            if known != "history" && self.taken.insert(known) {
                return name;
            }
            number += 1;
        }
    }
}

fn allowed(name: &str) -> String {
    let plain: String = name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").trim_matches('\'').to_owned()
}

fn shortened(name: &str, most: usize) -> String {
    if name.encode_utf16().count() <= most {
        return name.to_owned();
    }
    let mut kept = String::new();
    for c in name.chars() {
        if kept.encode_utf16().count() + c.len_utf16() + 1 > most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_of_a_sheet_are_numbered() {
        let mut names = Names::default();
        assert_eq!(names.of("Outcomes", 1), "Outcomes · 1");
        assert!(names.of(&"x".repeat(31), 12).ends_with("x… · 12"));
        assert!(names.of(&"x".repeat(32), 12).ends_with("x… 2 · 12"));
    }

    #[test]
    fn names_are_allowed_and_differ() {
        let mut names = Names::default();
        let (long, longer, chinese) = ("x".repeat(40), "x".repeat(41), "结论".repeat(20));
        let wanted = ["What/if: [a]*?", "what if a", "", "History", "'quoted'", &long, &longer, &chinese];
        let given: Vec<String> = wanted.iter().map(|name| names.take(name)).collect();
        assert_eq!(given[..5], ["What if a", "what if a 2", "-", "History 2", "quoted"]);
        for name in &given {
            assert!(
                name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name}"
            );
        }
        let different: HashSet<String> = given.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(different.len(), given.len());
    }
}
