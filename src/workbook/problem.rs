//! What is wrong with a workbook, and in which cell.

use std::fmt;

use crate::model::Severity;
use crate::scenario::Code;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Position of the sheet in the workbook.
    pub(super) order: usize,
    /// Row, from 0.
    pub(super) row: u32,
    /// Column, from 0.
    pub(super) column: u32,
    /// Name of the sheet as the workbook has it.
    pub(super) sheet: String,
}

impl fmt::Display for Address {
    /// `People!C7`, `'Other settings'!B3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.sheet.chars().all(|c| c.is_alphanumeric() || c == '_');
        let name = if plain { self.sheet.clone() } else { format!("'{}'", self.sheet.replace('\'', "''")) };
        write!(f, "{name}!{}", cell_name(self.row, self.column))
    }
}

/// `C7`
pub(super) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).expect("below 26");
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

/// Something that is wrong with a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None`: the workbook as a whole.
    pub cell: Option<Address>,
    /// How bad.
    pub severity: Severity,
    /// The number of the scenario's own rule, if it is one: see `docs/errors.md`.
    pub code: Option<Code>,
    /// What was found and why it is wrong.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
}

impl Problem {
    pub(super) fn error(cell: Option<Address>, message: impl Into<String>) -> Self {
        Self { cell, severity: Severity::Error, code: None, message: message.into(), help: None }
    }

    pub(super) fn warning(cell: Option<Address>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(cell, message) }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl fmt::Display for Problem {
    /// `People!C7: error[E205]: ...`, and the help on further lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(cell) = &self.cell {
            write!(f, "{cell}: ")?;
        }
        f.write_str(if self.severity == Severity::Error { "error" } else { "warning" })?;
        if let Some(code) = self.code {
            write!(f, "[{}]", code.as_str())?;
        }
        write!(f, ": {}", self.message)?;
        for line in self.help.iter().flat_map(|help| help.lines()) {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_office_programs_call_them() {
        assert_eq!(
            [(0, 0), (6, 2), (0, 25), (0, 26), (9, 701), (9, 702)].map(|(row, column)| cell_name(row, column)),
            ["A1", "C7", "Z1", "AA1", "ZZ10", "AAA10"]
        );
        let cell = |sheet: &str| Address { order: 0, row: 6, column: 2, sheet: sheet.to_owned() }.to_string();
        assert_eq!(
            [cell("People"), cell("人员"), cell("Other settings")],
            ["People!C7", "人员!C7", "'Other settings'!C7"]
        );
    }
}
