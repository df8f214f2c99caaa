//! What the scenario takes as true about a performance, in words for people.

use super::Told;
use crate::model::{Alternative, CriterionId, Distribution, StakeholderId, Tail, VendorId};
use crate::stats::number::Numbers;

/// How well we, the rivals and the status quo do on a criterion, as far as the scenario says: `Northwall 2.8 h (1.3 to 5.3)`.
/// What only one person experiences is told as this person sees it.
pub(super) fn performances(told: &Told, criterion: CriterionId) -> Vec<String> {
    let scenario = told.view.scenario;
    let own = (0..scenario.stakeholders.len())
        .map(StakeholderId::new)
        .find(|who| scenario.performance.own(*who, Alternative::Vendor(scenario.us), criterion).is_some());
    let belief = |alternative: Alternative| match own {
        Some(who) => scenario.performance.get(who, alternative, criterion),
        None => scenario.performance.shared(alternative, criterion),
    };
    let us = Alternative::Vendor(scenario.us);
    let rivals = (0..scenario.vendors.len()).map(VendorId::new).filter(|v| *v != scenario.us).map(Alternative::Vendor);
    let nothing = scenario.status_quo.is_some().then_some(Alternative::StatusQuo);
    let all = std::iter::once(us).chain(rivals).chain(nothing);
    let unit = scenario.criteria[criterion.index()].unit.as_ref().map_or("", |unit| unit.get(told.lang()));
    all.filter_map(|alternative| {
        let name = scenario.alternative_label(alternative).get(told.lang()).to_owned();
        Some(format!("{name} {}", in_words(belief(alternative)?, unit, told.numbers())))
    })
    .collect()
}

/// The mean, and in brackets where 90 of 100 draws lie.
pub(super) fn in_words(belief: &Distribution, unit: &str, numbers: Numbers) -> String {
    let spaced = if unit.is_empty() || unit.starts_with('%') { unit.to_owned() } else { format!(" {unit}") };
    let value = |x: f64| numbers.plain(rough(x));
    if let Some(known) = belief.known() {
        return format!("{}{spaced}", value(known));
    }
    let [low, high] = [false, true].map(|upper| value(belief.quantile(Tail { p: 0.05, upper })));
    let mean = value(belief.mean());
    if low == high {
        return format!("{mean}{spaced}");
    }
    format!("{mean}{spaced}{}", numbers.brackets(&numbers.between(&low, &high)))
}

/// Rounded to three digits: nobody has measured the fourth.
fn rough(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let unit = 10f64.powi(2 - x.abs().log10().floor() as i32);
    (x * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn a_belief_is_told_with_its_range() {
        let numbers = Numbers::new(Lang::En);
        let belief = Distribution::normal(24.0, 4.0).expect("a positive spread");
        assert_eq!(in_words(&belief, "h", numbers), "24 h (17.4 to 30.6)");
        let known = Distribution::exact(98.64321).expect("a number");
        assert_eq!(in_words(&known, "%", numbers), "98.6%");
        assert_eq!(in_words(&belief, "小时", Numbers::new(Lang::Zh)), "24 小时（17.4 至 30.6）");
    }

    #[test]
    fn three_digits_are_enough() {
        assert_eq!([1234.0, 0.012_345, -7.776, 0.0].map(rough), [1230.0, 0.0123, -7.78, 0.0]);
    }
}
