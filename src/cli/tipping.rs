//! `reframe tipping`: the weights at which the lead changes hands.

use super::args::TippingArguments;
use super::failure::Failure;
use super::input::{strategies, unknown};
use super::study::{Asked, NoReport, answer};
use crate::model::{Alternative, CriterionId, Scenario};
use crate::report::tipping::{TippingView, report};
use crate::study::tipping::{TippingRequest, tipping as find};

/// Finds break-even weights, the nearest winning weights, and maps of weights.
pub(super) fn tipping(arguments: &TippingArguments) -> Result<(), Failure> {
    answer(&arguments.study, |asked| {
        let request = request(arguments, asked)?;
        let found = find(asked.scenario, &request, asked.runner, asked.watch)?;
        let view = TippingView { scenario: asked.scenario, found: &found, lang: asked.lang };
        Ok(report(&view, asked.theme))
    })
}

fn request(arguments: &TippingArguments, asked: &Asked) -> Result<TippingRequest, NoReport> {
    let scenario = asked.scenario;
    let strategy = strategies(arguments.strategy.as_slice(), scenario)?.first().copied();
    let after = strategies(arguments.after.as_slice(), scenario)?.first().copied();
    let rival = arguments.rival.as_ref().map(|id| alternative(id, scenario)).transpose()?;
    Ok(TippingRequest {
        strategy,
        after,
        rival,
        map: arguments.map.as_deref().map(|ids| criteria("--map", ids, scenario)).transpose()?,
        ternary: arguments.ternary.as_deref().map(|ids| criteria("--ternary", ids, scenario)).transpose()?,
        draws: asked.draws.unwrap_or(TippingRequest::DRAWS),
        seed: asked.seed,
    })
}

fn alternative(id: &str, scenario: &Scenario) -> Result<Alternative, Failure> {
    let known = scenario.alternatives();
    let ids: Vec<&str> = known.iter().map(|alternative| scenario.alternative_id(*alternative)).collect();
    let position = ids.iter().position(|known| *known == id);
    let unknown = || unknown("alternative", "alternatives of this scenario", id, &ids);
    position.map(|position| known[position]).ok_or_else(unknown)
}

/// Exactly so many criteria.
fn criteria<const N: usize>(option: &str, ids: &[String], scenario: &Scenario) -> Result<[CriterionId; N], Failure> {
    let known: Vec<&str> = scenario.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    let find = |id: &String| {
        let position = known.iter().position(|known| known == id);
        position.map(CriterionId::new).ok_or_else(|| unknown("criterion", "criteria of this scenario", id, &known))
    };
    let found = ids.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let count = found.len();
    found
        .try_into()
        .map_err(|_| Failure::Usage(format!("{option} takes {N} criteria, separated by commas, not {count}")))
}
