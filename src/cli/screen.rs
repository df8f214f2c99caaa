//! Printing: what goes to the terminal, how wide, in which style.

use std::io::{self, IsTerminal, Write, stdout};

use super::failure::Failure;
use crate::report::terminal::Style;

/// Columns when the output goes to a file or a pipe.
const WIDTH_ELSEWHERE: usize = 100;

/// Results, to stdout. A reader who has seen enough (`| head`) is not an error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// A remark, to stderr; if nobody can read it, so be it.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why a command failed, to stderr.
pub fn complain(failure: &Failure) {
    match failure {
        Failure::Scenario(report) => remark(report),
        other => remark(&format!("error: {other}")),
    }
    if let Some(help) = failure.help() {
        remark(&format!("help: {help}"));
    }
}

/// How wide the screen is.
pub fn width() -> usize {
    if !stdout().is_terminal() {
        return WIDTH_ELSEWHERE;
    }
    comfy_table::Table::new().width().map_or(WIDTH_ELSEWHERE, usize::from)
}

/// Colours for a terminal, unless somebody asked for none.
pub fn style() -> Style {
    style_for(stdout().is_terminal(), |name| std::env::var(name).ok())
}

/// The same for remarks and complaints.
pub fn error_style() -> Style {
    style_for(io::stderr().is_terminal(), |name| std::env::var(name).ok())
}

fn style_for(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Style {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is = |name: &str, wanted: &str| variable(name).as_deref() == Some(wanted);
    if set("NO_COLOR") {
        Style::Plain
    } else if set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") {
        Style::Colour
    } else if !terminal || is("CLICOLOR", "0") || is("TERM", "dumb") {
        Style::Plain
    } else {
        Style::Colour
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_and_can_be_refused() {
        let with = |terminal, name: &'static str, value: &'static str| {
            style_for(terminal, move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert_eq!(with(true, "-", ""), Style::Colour);
        assert_eq!(with(false, "-", ""), Style::Plain);
        assert_eq!(with(true, "NO_COLOR", "1"), Style::Plain);
        assert_eq!(with(true, "NO_COLOR", ""), Style::Colour);
        assert_eq!(with(true, "CLICOLOR", "0"), Style::Plain);
        assert_eq!(with(false, "CLICOLOR_FORCE", "1"), Style::Colour);
        assert_eq!(with(true, "TERM", "dumb"), Style::Plain);
    }
}
