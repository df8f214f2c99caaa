//! A criterion, a vendor and a stakeholder for a scenario that has none, so that the rest can be examined.

use crate::model::{
    Credibility, Criterion, Need, Probability, ScenarioParts, Stakeholder, Text, ValueFunction, Vendor, WeightPrior,
};

const NOBODY: &str = "nobody";

/// Fills sections that are empty although they must not be. They have no effect on anything.
pub(super) fn fill(parts: &mut ScenarioParts) {
    if parts.criteria.is_empty() {
        parts.criteria.push(Criterion {
            id: NOBODY.to_owned(),
            label: Text::same(NOBODY),
            need: Need::Business,
            latent: false,
            value: ValueFunction::stand_in(),
            unit: None,
            reputation: None,
            floor: Probability::ZERO,
        });
    }
    if parts.vendors.is_empty() {
        parts.vendors.push(Vendor {
            id: NOBODY.to_owned(),
            label: Text::same(NOBODY),
            credibility: Credibility::Exact(Probability::ONE),
            known: false,
        });
    }
    if parts.stakeholders.is_empty() {
        parts.stakeholders.push(Stakeholder {
            id: NOBODY.to_owned(),
            label: Text::same(NOBODY),
            influence: 1.0,
            prior: WeightPrior::Uniform(Vec::new()),
            listens_to: Vec::new(),
            speaks: Probability::ONE,
            indecision: None,
            reach: Probability::ONE,
            lived: None,
            meddic: Vec::new(),
        });
    }
}
