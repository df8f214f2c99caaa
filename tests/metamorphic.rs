//! Changes of a scenario whose effect is known without knowing the answer, on random scenarios of all mechanisms.

mod support;

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use reframe::engine::{StrategyView, inspect};
use reframe::model::*;
use support::build::{known, p};
use support::check::table_close;
use support::generate;
use support::relabel::{Relabel, placed};
use support::run::plan;

const ROUNDING: f64 = 1e-9;
/// What rounding may do to weights where people in a closed circle settle.
const CIRCLE: f64 = 1e-6;
const DRAWS: u64 = 16;

/// Checks so many random scenarios; a check says whether the scenario was of use.
fn for_scenarios(cases: u32, check: impl Fn(&Scenario, u64) -> bool) {
    let used = Cell::new(0);
    let mut runner = TestRunner::new(generate::config(cases));
    let found = runner.run(&(generate::scenarios(), any::<u64>()), |(scenario, seed)| {
        used.set(used.get() + u32::from(check(&scenario, seed)));
        Ok(())
    });
    if let Err(counterexample) = found {
        panic!("{counterexample}");
    }
    assert!(used.get() * 4 >= cases, "only {} of {cases} scenarios were of use", used.get());
}

fn changed(scenario: &Scenario, change: impl FnOnce(&mut ScenarioParts)) -> Option<Scenario> {
    let mut parts: ScenarioParts = (**scenario).clone();
    change(&mut parts);
    Scenario::new(parts).ok().map(|(scenario, _)| scenario)
}

/// Every strategy of every draw of two scenarios, side by side.
fn side_by_side(one: &Scenario, other: &Scenario, seed: u64, look: impl Fn(&StrategyView, &StrategyView, &str)) {
    let (one, other) = (plan(one), plan(other));
    for draw in 0..DRAWS {
        let (one, other) = (inspect(&one, seed, draw), inspect(&other, seed, draw));
        for (s, (a, b)) in one.strategies.iter().zip(&other.strategies).enumerate() {
            look(a, b, &format!("strategy {s}, draw {draw}, seed {seed}"));
        }
    }
}

/// Win probabilities now, at every poll and under every rule.
fn wins(view: &StrategyView) -> Vec<Vec<f64>> {
    [vec![view.win.clone()], view.polls.clone(), view.rules.clone()].concat()
}

fn differ(one: &[Vec<f64>], other: &[Vec<f64>]) -> bool {
    one.iter().flatten().zip(other.iter().flatten()).any(|(a, b)| (a - b).abs() > CIRCLE.sqrt())
}

/// The order in which people, vendors and criteria are written down is only an order.
#[test]
fn relabelling_permutes_the_answer() {
    let (all, other_way, lasted) = (Cell::new(0), Cell::new(0), Cell::new(0));
    for_scenarios(60, |scenario, seed| {
        let pointed = |who: &Stakeholder| matches!(who.prior, WeightPrior::Bounds(_));
        let criteria = !scenario.stakeholders.iter().any(pointed);
        let order = Relabel::reversed(scenario, true, true, criteria);
        let turned = order.scenario(scenario);
        let alternatives = order.alternatives(scenario);
        side_by_side(scenario, &turned, seed, |one, other, place| {
            let people = |table: &[Vec<f64>], columns: &[usize]| -> Vec<Vec<f64>> {
                placed(&table.iter().map(|own| placed(own, columns)).collect::<Vec<_>>(), &order.people)
            };
            let weights = people(&one.weights, &order.criteria);
            table_close(&format!("weights, {place}"), &other.weights, &weights, CIRCLE);
            let utility = people(&one.utility, &alternatives);
            table_close(&format!("utility, {place}"), &other.utility, &utility, CIRCLE);
            let rows = |table: Vec<Vec<f64>>| table.iter().map(|row| placed(row, &alternatives)).collect::<Vec<_>>();
            let (mut before, mut after) = (rows(wins(one)), wins(other));
            // Who decides alone if nobody is named depends on the order where several might.
            let autocracy = before.len() - 4;
            before.remove(autocracy);
            after.remove(autocracy);
            all.set(all.get() + 1);
            // Scores that are equal but for rounding may be told apart in one order and not in the other.
            other_way.set(other_way.get() + usize::from(differ(&before, &after)));
            let lasts = if one.lasts.is_empty() { Vec::new() } else { placed(&one.lasts, &alternatives) };
            lasted.set(lasted.get() + usize::from(lasts != other.lasts));
        });
        true
    });
    assert!(other_way.get() * 200 <= all.get(), "{} of {} decisions changed", other_way.get(), all.get());
    assert!(lasted.get() * 200 <= all.get(), "{} of {} deals changed", lasted.get(), all.get());
}

/// Moves that reach nobody are not made: every strategy is the baseline.
#[test]
fn without_reach_nothing_happens() {
    for_scenarios(60, |scenario, seed| {
        let deaf = changed(scenario, |parts| {
            parts.stakeholders.iter_mut().for_each(|who| who.reach = Probability::ZERO);
            for gate in &mut parts.gates {
                // A gate of nobody is always there to be navigated.
                if let GateKind::Pass { owner, .. } = &mut gate.kind {
                    *owner = owner.or(Some(StakeholderId::new(0)));
                }
            }
        });
        nothing_happens(&deaf.expect("reach may be zero"), seed);
        true
    });
}

/// Moves that nobody accepts are not made, unless they make people angry.
#[test]
fn what_nobody_accepts_changes_nothing() {
    for_scenarios(60, |scenario, seed| {
        let us = scenario.us;
        let refused = changed(scenario, |parts| {
            for made in parts.moves.iter_mut().filter(|made| made.by == us) {
                made.backfire = None;
                match &mut made.kind {
                    MoveKind::Justify { evidence, .. } => *evidence = Probability::ZERO,
                    _ => made.acceptance = Probability::ZERO,
                }
            }
        });
        nothing_happens(&refused.expect("acceptance may be zero"), seed);
        true
    });
}

fn nothing_happens(scenario: &Scenario, seed: u64) {
    let plan = plan(scenario);
    for draw in 0..DRAWS {
        let strategies = inspect(&plan, seed, draw).strategies;
        for (s, view) in strategies.iter().enumerate() {
            let place = format!("strategy {s}, draw {draw}, seed {seed}");
            table_close(&format!("weights, {place}"), &view.weights, &strategies[0].weights, ROUNDING);
            table_close(&format!("utility, {place}"), &view.utility, &strategies[0].utility, ROUNDING);
            table_close(&format!("wins, {place}"), &wins(view), &wins(&strategies[0]), ROUNDING);
            assert_eq!(view.lasts, strategies[0].lasts, "lasts, {place}");
        }
    }
}

/// A move that nobody accepts, for which there is no evidence, might as well not be listed; the others go on as before.
#[test]
fn a_refused_move_may_be_struck_off() {
    for_scenarios(80, |scenario, seed| {
        let supported = |id: MoveId| {
            let by = |made: &Move| matches!(&made.kind, MoveKind::Justify { supports, .. } if supports.contains(&id));
            scenario.moves.iter().any(by)
        };
        let listed = scenario.strategies.iter().flat_map(|s| s.moves.iter().copied());
        let Some(struck) = listed.into_iter().find(|id| !supported(*id)) else { return false };
        let refused = changed(scenario, |parts| {
            let made = &mut parts.moves[struck.index()];
            (made.acceptance, made.backfire) = (Probability::ZERO, None);
            if let MoveKind::Justify { evidence, .. } = &mut made.kind {
                *evidence = Probability::ZERO;
            }
        });
        let without = changed(scenario, |parts| {
            parts.strategies.iter_mut().for_each(|s| s.moves.retain(|id| *id != struck));
        });
        let (Some(refused), Some(without)) = (refused, without) else { return false };
        side_by_side(&refused, &without, seed, |one, other, place| {
            table_close(&format!("weights, {place}"), &one.weights, &other.weights, ROUNDING);
            table_close(&format!("wins, {place}"), &wins(one), &wins(other), ROUNDING);
        });
        true
    });
}

/// Known performance of a vendor, this far on the way from worst to best, for everybody and everything.
fn perform(parts: &mut ScenarioParts, vendor: usize, share: impl Fn(usize) -> f64) {
    let mut table = PerformanceTable::default();
    let of = Alternative::Vendor(VendorId::new(vendor));
    for alternative in parts.alternatives() {
        for (c, criterion) in parts.criteria.iter().enumerate() {
            let on = CriterionId::new(c);
            if alternative == of {
                let (worst, best) = (criterion.value.worst(), criterion.value.best());
                table.set(of, on, known(worst + share(c) * (best - worst)));
                continue;
            }
            if let Some(belief) = parts.performance.shared(alternative, on) {
                table.set(alternative, on, belief.clone());
            }
            for who in (0..parts.stakeholders.len()).map(StakeholderId::new) {
                if let Some(belief) = parts.performance.own(who, alternative, on) {
                    table.set_for(who, alternative, on, belief.clone());
                }
            }
        }
    }
    parts.performance = table;
}

/// Whoever is worse on everything, and no more believed, never wins by any rule: without noise, without luck at a gate,
/// and unless somebody's moves favour him.
#[test]
fn the_dominated_never_win() {
    for_scenarios(120, |scenario, seed| {
        if scenario.vendors.len() < 2 {
            return false;
        }
        let dominated = changed(scenario, |parts| {
            parts.decision.noise = 0.0;
            parts.gates.retain(|gate| !matches!(gate.kind, GateKind::Pass { .. }));
            for criterion in &mut parts.criteria {
                let (worst, best) = (criterion.value.worst(), criterion.value.best());
                criterion.value = ValueFunction::linear(worst, best, criterion.value.outside()).expect("a scale");
            }
            for vendor in &mut parts.vendors[..2] {
                (vendor.known, vendor.credibility) = (false, Credibility::Exact(p(0.8)));
            }
            perform(parts, 0, |c| 0.3 + 0.1 * c as f64);
            perform(parts, 1, |c| 0.25 + 0.1 * c as f64);
            for made in &mut parts.moves {
                // What stays is talk about weights, which favours nobody by itself.
                made.backfire = None;
                if !matches!(made.kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Justify { .. }) {
                    made.kind = MoveKind::DeRisk { reduction: p(0.5) };
                }
            }
        });
        // Evidence for what is no talk any more makes the scenario invalid.
        let Some(dominated) = dominated else { return false };
        let plan = plan(&dominated);
        for draw in 0..DRAWS {
            for view in &inspect(&plan, seed, draw).strategies {
                for win in wins(view) {
                    assert_eq!(win[1], 0.0, "draw {draw}, seed {seed}: {view:?}");
                }
            }
        }
        true
    });
}

/// A better score never costs a win, whatever the rule, the noise and the gates. (The category's reputation is given:
/// by default a better vendor raises what is expected of everybody.)
#[test]
fn a_better_score_never_hurts() {
    for_scenarios(120, |scenario, seed| {
        let us = scenario.us.index();
        let lifted = (seed % scenario.criteria.len() as u64) as usize;
        let with = |gain: f64| {
            changed(scenario, |parts| {
                for criterion in &mut parts.criteria {
                    criterion.reputation = criterion.reputation.or(Some(p(0.5)));
                }
                perform(parts, us, |c| 0.4 + if c == lifted { gain } else { 0.0 });
            })
        };
        let (before, after) = (with(0.0).expect("a scenario"), with(0.2).expect("a scenario"));
        side_by_side(&before, &after, seed, |before, after, place| {
            for (before, after) in wins(before).iter().zip(&wins(after)) {
                assert!(after[us] >= before[us] - ROUNDING, "{place}: {before:?} became {after:?}");
            }
        });
        true
    });
}
