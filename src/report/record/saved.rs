//! From `results.json` of an earlier run to what studies use of it.

use thiserror::Error;

use super::{Record, SCHEMA_VERSION, StrategyRecord, Value, Words};
use crate::model::{Lang, Text};
use crate::stats::Estimate;
use crate::study::{ComparedResult, Entrant, SavedRun, SavedStrategy, Source};

/// Why a saved run cannot be used.
#[derive(Debug, Error)]
pub enum SavedError {
    /// Not the JSON of a run.
    #[error("this is no result of `reframe run`: {0}")]
    NotARecord(#[from] serde_json::Error),
    /// Of another version.
    #[error(
        "the result has schema version {found}, this program reads version {SCHEMA_VERSION}; run the scenario again"
    )]
    Version {
        /// What the file says.
        found: u32,
    },
    /// Somebody has changed it.
    #[error("the result contradicts itself: {0}; run the scenario again")]
    Broken(String),
}

/// A saved run as it takes part in a comparison.
///
/// # Errors
/// If the bytes are no such record, or one whose numbers cannot be.
pub fn saved_run(bytes: &[u8]) -> Result<Entrant<'static>, SavedError> {
    let record = Record::from_json(bytes)?;
    if record.schema_version != SCHEMA_VERSION {
        return Err(SavedError::Version { found: record.schema_version });
    }
    let strategies: Result<Vec<_>, _> =
        record.strategies.iter().map(|one| strategy(one, &record.scenario.us)).collect();
    let strategies = strategies?;
    if strategies.first().is_none_or(|first| first.id != "baseline") {
        return Err(SavedError::Broken("the baseline is not the first strategy".to_owned()));
    }
    if record.run.draws == 0 {
        return Err(SavedError::Broken("it has no draws".to_owned()));
    }
    Ok(Entrant {
        name: record.scenario.name.clone(),
        title: text(&record.scenario.title, &record.scenario.name),
        fingerprint: record.scenario.fingerprint.clone(),
        currency: record.scenario.currency.clone(),
        source: Source::Saved(SavedRun { seed: record.run.seed, draws: record.run.draws, strategies }),
    })
}

fn strategy(one: &StrategyRecord, us: &str) -> Result<SavedStrategy, SavedError> {
    let ours = |all: &[super::OfAlternative]| all.iter().find(|of| of.alternative == us).map(|of| of.value);
    let win =
        ours(&one.win).ok_or_else(|| SavedError::Broken(format!("strategy `{}` says nothing of `{us}`", one.id)))?;
    let maybe = |value: Option<Value>| value.map(|value| estimate(value, &one.id)).transpose();
    Ok(SavedStrategy {
        id: one.id.clone(),
        label: text(&one.label, &one.id),
        result: ComparedResult {
            win: estimate(win, &one.id)?,
            uplift: maybe(one.uplift.as_deref().and_then(ours))?,
            margin: maybe(one.margin)?,
        },
    })
}

fn estimate(value: Value, strategy: &str) -> Result<Estimate, SavedError> {
    let Value { value, std_error, low, high } = value;
    if std_error >= 0.0 && std_error.is_finite() && low <= value && value <= high {
        return Ok(Estimate::new(value, std_error, low, high));
    }
    let what = format!(
        "strategy `{strategy}` has a number {value} with the error {std_error} and the interval {low} to {high}"
    );
    Err(SavedError::Broken(what))
}

fn text(words: &Words, id: &str) -> Text {
    let known = Lang::ALL.into_iter().filter_map(|lang| Some((lang, words.get(lang.tag())?.clone())));
    Text::per_language(known.collect()).unwrap_or_else(|| Text::same(id))
}
