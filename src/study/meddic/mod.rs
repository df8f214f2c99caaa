//! What a scenario says and leaves unsaid: the MEDDIC elements for the company and for the people in it, and what each
//! strategy does about the seven needs. Nothing is simulated. docs/meddic.md has the rule of every check.

mod company;
mod coverage;
mod person;
mod reader;

use crate::model::Scenario;
use crate::stats::{Element, Scorecard};

use reader::Reader;

/// The two-layer scorecard of a scenario.
pub fn meddic(scenario: &Scenario) -> Scorecard {
    let reader = Reader::new(scenario);
    let of_element = |element| [company::checks(&reader, element), person::checks(&reader, element)].concat();
    Scorecard {
        checks: Element::ALL.into_iter().flat_map(of_element).collect(),
        coverage: coverage::of_all_strategies(&reader),
    }
}
