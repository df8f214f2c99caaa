//! What a run leaves behind: charts, page, record, tables, each made for itself and so on all processors at once.

use super::args::Format;
use super::charts;
use super::failure::Failure;
use super::workers::{self, Job};
use crate::chart::Theme;
use crate::report::figures::{self, Charts};
use crate::report::html::{self, Figures};
use crate::report::record::Record;
use crate::report::{View, csv};

/// A file to be: its name in the results folder, and its content.
pub(super) type File = (String, Vec<u8>);

/// The files of these formats, the same and in the same order for any number of threads; 0 means one per processor.
/// `fingerprint` is the digest of the input files.
pub(super) fn make(
    view: &View,
    fingerprint: &str,
    formats: &[Format],
    threads: usize,
    theme: &Theme,
) -> Result<Vec<File>, Failure> {
    let wants = |format| formats.contains(&format);
    let drawn = charts_for(view, formats, theme);
    // The record takes longest, so that nobody waits for it at the end.
    let mut jobs: Vec<Job<Result<Made, Failure>>> = Vec::new();
    if wants(Format::Json) {
        jobs.push(Box::new(|| Ok(Made::one("results.json", Record::new(view, fingerprint).to_json()))));
    }
    if wants(Format::Html) {
        let figures = || drawn.as_ref().map_or_else(Figures::default, charts::figures);
        jobs.push(Box::new(move || {
            Ok(Made::one("report.html", html::page(view, &figures(), fingerprint).into_bytes()))
        }));
    }
    if wants(Format::Csv) {
        jobs.push(Box::new(|| Ok(tables(view))));
    }
    if wants(Format::Svg) || wants(Format::Png) {
        for chart in drawn.iter().flat_map(Charts::all) {
            jobs.push(Box::new(|| charts::files(chart, formats)));
        }
    }
    let made = workers::all(threads, jobs).into_iter().collect::<Result<Vec<Made>, Failure>>()?;
    charts::report_missing(made.iter().flat_map(|made| made.missing.iter().copied()).collect());
    Ok(made.into_iter().flat_map(|made| made.files).collect())
}

/// What one job makes.
#[derive(Debug)]
pub(super) struct Made {
    /// Files for the results folder.
    pub(super) files: Vec<File>,
    /// Characters in them that no font has.
    pub(super) missing: Vec<char>,
}

impl Made {
    fn one(name: &str, content: Vec<u8>) -> Self {
        Self { files: vec![(name.to_owned(), content)], missing: Vec::new() }
    }
}

/// The charts, if one of these formats shows them.
fn charts_for(view: &View, formats: &[Format], theme: &Theme) -> Option<Charts> {
    let shows = |format: &Format| matches!(format, Format::Svg | Format::Png | Format::Html);
    formats.iter().any(shows).then(|| figures::charts(view, theme))
}

fn tables(view: &View) -> Made {
    let named = |(name, content)| (format!("tables/{name}"), content);
    Made { files: csv::files(view).into_iter().map(named).collect(), missing: Vec::new() }
}
