//! Numbers that are known without simulating, and the engine's estimates of them.

mod support;

use reframe::model::*;
use reframe::stats::Findings;
use statrs::function::beta::beta_reg;
use support::build::{Build, dirichlet, exact, known, raise, ranking, uniform};
use support::cases;
use support::check::{agrees, all_close, close, share_error};
use support::run::findings;

const DRAWS: u64 = 200_000;
const SEED: u64 = 31;

/// Our win probability in the strategy that was asked for: the last one.
fn last(findings: &Findings) -> f64 {
    findings.strategies.last().expect("the baseline at least").win[0].value()
}

#[test]
fn win_probabilities_are_the_known_ones() {
    for case in cases::all() {
        let found = findings(&case.scenario, DRAWS, SEED);
        agrees(&case.name, last(&found), case.win, share_error(case.win, DRAWS), DRAWS, SEED);
    }
}

/// Known utilities and noise give the softmax and Plackett & Luce's ranks, without Monte Carlo error.
#[test]
fn noise_on_known_utilities_is_exact() {
    let (mu, scores) = (0.15, [0.7, 0.5, 0.45]);
    let build = Build::new(&["a"], &["us", "rival", "third"]).person("ann", exact(&[1.0])).noise(mu);
    let build = build.scores("us", &scores[..1]).scores("rival", &scores[1..2]).scores("third", &scores[2..]);
    let found = findings(&build.scenario(), 10_000, SEED);
    let e: Vec<f64> = scores.iter().map(|s| (s / mu).exp()).collect();
    let total: f64 = e.iter().sum();
    let first: Vec<f64> = e.iter().map(|e| e / total).collect();
    let second = |v: usize| -> f64 { (0..3).filter(|u| *u != v).map(|u| first[u] * e[v] / (total - e[u])).sum() };
    let baseline = found.baseline();
    assert!(found.run.deterministic);
    for v in 0..3 {
        close("softmax", baseline.win[v].value(), first[v], 1e-9);
        assert_eq!(baseline.win[v].std_error(), 0.0);
        let ranks: Vec<f64> = baseline.rank_acceptability[v].iter().map(|b| b.value()).collect();
        all_close("ranks", &ranks, &[first[v], second(v), 1.0 - first[v] - second(v)], 1e-9);
        for u in 0..3 {
            close("pair", baseline.pairwise[v][u].value(), e[v] / (e[v] + e[u]), 1e-9);
        }
    }
}

/// Noise sits on the group's score, not on the members'.
#[test]
fn noise_acts_on_the_score_of_the_group() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).noise(0.2);
    let build = build.person("ann", exact(&[1.0, 0.0])).influence(3.0).person("bob", exact(&[0.0, 1.0]));
    let found = findings(&build.scores("us", &[0.9, 0.1]).scores("rival", &[0.2, 0.8]).scenario(), 100, SEED);
    let gap = 0.75 * (0.9 - 0.2) + 0.25 * (0.1 - 0.8);
    close("softmax of the group", last(&found), 1.0 / (1.0 + (-gap / 0.2_f64).exp()), 1e-9);
}

/// Noise over uncertain weights: the mean of a logistic function.
#[test]
fn noise_over_uncertain_weights_is_an_integral() {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", uniform(2)).noise(0.1);
    let found = findings(&build.scores("us", &[0.9, 0.2]).scores("rival", &[0.4, 0.5]).scenario(), DRAWS, SEED);
    let chance = |w: f64| 1.0 / (1.0 + (-(0.5 * w - 0.3 * (1.0 - w)) / 0.1).exp());
    let mean = support::expect::integral(&chance, 0.0, 1.0, 1e-12);
    let square = support::expect::integral(&|w| chance(w).powi(2), 0.0, 1.0, 1e-12);
    let error = ((square - mean * mean) / DRAWS as f64).sqrt();
    agrees("mean softmax", last(&found), mean, error, DRAWS, SEED);
    close("its error", found.baseline().win[0].std_error() / error, 1.0, 0.02);
}

#[test]
fn dirichlet_weights_have_the_right_marginals() {
    let shares = [0.5, 0.3, 0.15, 0.05];
    for k in [2.0, 8.0, 30.0, 500.0] {
        let build =
            Build::new(&["a", "b", "c", "d"], &["us"]).person("ann", dirichlet(&shares, k)).scores("us", &[0.5; 4]);
        let found = findings(&build.scenario(), DRAWS, SEED);
        for (c, share) in shares.iter().enumerate() {
            let weight = &found.baseline().weights[0][c];
            let name = format!("weight {c} of Dirichlet, K = {k}");
            let sd = (share * (1.0 - share) / (k + 1.0)).sqrt();
            agrees(&name, weight.mean.value(), *share, sd / (DRAWS as f64).sqrt(), DRAWS, SEED);
            close(&format!("sd of {name}"), weight.sd / sd, 1.0, 0.02);
            let below = |x: f64| beta_reg(k * share, k * (1.0 - share), x.clamp(0.0, 1.0));
            for (level, percentile) in [(0.05, weight.spread.p05), (0.5, weight.spread.p50), (0.95, weight.spread.p95)]
            {
                // A percentile is read off a histogram: it stands for its bin, half a thousandth to either side.
                let (low, high) = (below(percentile.value() - 5e-4), below(percentile.value() + 5e-4));
                let nearest = f64::clamp(level, low, high);
                agrees(
                    &format!("{level} percentile of {name}"),
                    nearest,
                    level,
                    share_error(level, DRAWS),
                    DRAWS,
                    SEED,
                );
            }
        }
    }
}

/// Ranked weights average to the rank order centroid.
#[test]
fn ranked_weights_average_to_the_centroid() {
    let build = Build::new(&["a", "b", "c"], &["us"]).person("ann", ranking(&[&[2], &[0], &[1]]));
    let found = findings(&build.scores("us", &[0.5; 3]).scenario(), DRAWS, SEED);
    // Order statistics of three spacings: variances by direct integration of sums of exponentials, E_k / k.
    for (c, expected) in [(2, 11.0 / 18.0), (0, 5.0 / 18.0), (1, 2.0 / 18.0)] {
        let weight = &found.baseline().weights[0][c];
        agrees("centroid", weight.mean.value(), expected, weight.sd / (DRAWS as f64).sqrt(), DRAWS, SEED);
        assert!(weight.sd < 0.2, "{}", weight.sd);
    }
}

/// With C equal chances the winner's criterion has the largest of C spacings: (1 + 1/2 + ... + 1/C) / C.
#[test]
fn central_weights_are_the_largest_spacings() {
    for (case, n) in cases::equal_chances().iter().zip(2_usize..) {
        let found = findings(&case.scenario, DRAWS, SEED);
        let expected = (1..=n).map(|k| 1.0 / k as f64).sum::<f64>() / n as f64;
        let rest = (1.0 - expected) / (n - 1) as f64;
        for v in 0..n {
            let central = found.baseline().central[v].as_ref().expect("everybody wins sometimes");
            for c in 0..n {
                let (estimate, truth) = (central.per_stakeholder[0][c], if c == v { expected } else { rest });
                agrees(
                    &format!("central weight {v} {c} of {n}"),
                    estimate.value(),
                    truth,
                    estimate.std_error(),
                    DRAWS,
                    SEED,
                );
                assert!((1e-5..2e-3).contains(&estimate.std_error()), "{estimate:?}");
                close("the committee is this person", central.group[c].value(), estimate.value(), 1e-9);
            }
            assert_eq!(central.confidence_factor.value(), 1.0, "with its central weights it wins for certain");
            let ranks = &found.baseline().rank_acceptability[v];
            for (r, b) in ranks.iter().enumerate() {
                // The others tie only if their criteria weigh the same: never.
                let error = share_error(1.0 / n as f64, DRAWS);
                agrees(&format!("rank {r} of {v}"), b.value(), 1.0 / n as f64, error, DRAWS, SEED);
            }
        }
    }
}

/// Confidence factor with uncertain scores: weights fixed at the centre, P = Phi(...).
#[test]
fn confidence_factors_keep_scores_uncertain() {
    let normal = |mean| Distribution::normal(mean, 0.1).expect("a normal");
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.5, 0.5])).scores("us", &[0.5, 0.5]);
    let build = build.scores("rival", &[0.5, 0.5]).performance("us", "a", normal(0.55));
    let found = findings(&build.scenario(), DRAWS, SEED);
    let expected =
        support::expect::integral(&|z| (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt(), -0.5, 5.0, 1e-12);
    let central = found.baseline().central[0].as_ref().expect("we win sometimes");
    let error = share_error(expected, DRAWS);
    agrees("confidence factor", central.confidence_factor.value(), expected, error, DRAWS, SEED);
    agrees("win", found.baseline().win[0].value(), expected, error, DRAWS, SEED);
}

/// A tenth of the way to 1: wins where 4/9 < w < 1/2 and nowhere loses. The error is the paired one.
#[test]
fn uplift_is_paired() {
    let shift = Shift { strength: known(0.1), ..raise(0, 1.0) };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", uniform(2)).reframe("r", shift);
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]).strategy("s", &["r"]);
    let found = findings(&build.scenario(), DRAWS, SEED);
    let uplift = found.strategies[1].uplift.as_ref().expect("a strategy has an uplift");
    let paired = share_error(1.0 / 18.0, DRAWS);
    agrees("uplift", uplift[0].value(), 1.0 / 18.0, paired, DRAWS, SEED);
    agrees("the rival's loss", uplift[1].value(), -1.0 / 18.0, paired, DRAWS, SEED);
    close("the paired error", uplift[0].std_error() / paired, 1.0, 0.02);
    assert!(found.baseline().uplift.is_none());
    let weight = &found.strategies[1].weights[0][0];
    agrees("mean weight after", weight.mean.value(), 0.55, 0.9 / (12.0 * DRAWS as f64).sqrt(), DRAWS, SEED);
}

/// Money: known win probabilities, so known revenue.
#[test]
fn revenue_and_margin_follow_from_the_win_probability() {
    let build = Build::new(&["price", "safety"], &["us", "rival"]).latent("safety").person("ann", exact(&[1.0, 0.0]));
    let build = build
        .with(|parts| parts.deal_value = Some(1000.0))
        .scores("us", &[0.5, 1.0])
        .scores("rival", &[0.6, 0.0])
        .teach("t", raise(1, 0.5))
        .accepted(0.4)
        .but(|m| m.cost = Cost { days: 3.0, money: 50.0 })
        .strategy("s", &["t"])
        .strategy("twice", &["t", "t"]);
    let found = findings(&build.scenario(), DRAWS, SEED);
    let [baseline, once, twice] = &found.strategies[..] else { panic!("three strategies") };
    assert_eq!((baseline.revenue.map(|r| r.value()), baseline.cost), (Some(0.0), Cost::default()));
    let error = share_error(0.4, DRAWS);
    agrees("win", once.win[0].value(), 0.4, error, DRAWS, SEED);
    close("revenue", once.revenue.expect("a deal value").value(), 1000.0 * once.win[0].value(), 1e-9);
    close("margin", once.margin.expect("a deal value").value(), 1000.0 * once.win[0].value() - 50.0, 1e-9);
    assert_eq!((once.cost.days, once.cost.money, twice.cost.days, twice.cost.money), (3.0, 50.0, 6.0, 100.0));
    agrees("win of two", twice.win[0].value(), 1.0 - 0.36, share_error(0.64, DRAWS), DRAWS, SEED);
}

/// Two people who listen to each other until nothing changes; a different pair in every lane.
#[test]
fn two_people_settle_in_closed_form() {
    use reframe::engine::discuss::discuss;
    use reframe::math::{LANES, Lanes};
    use reframe::model::Discussion::{Rounds, Settled};
    let lanes = |f: &dyn Fn(f64) -> f64| Lanes(std::array::from_fn(|lane| f(lane as f64 / LANES as f64)));
    let (a12, a21) = (lanes(&|t| t), lanes(&|t| 0.9 - t * t / 2.0));
    let own = [lanes(&|t| 0.2 + t / 2.0), lanes(&|t| 0.8 - t / 2.0), lanes(&|t| t), lanes(&|t| 1.0 - t)];
    let (mut settled, mut talked, mut once) = (own, own, own);
    let listening = [Lanes::ZERO, a12, a21, Lanes::ZERO];
    discuss(&mut settled, &listening, 2, Settled);
    discuss(&mut talked, &listening, 2, Rounds(400));
    discuss(&mut once, &listening, 2, Rounds(1));
    for lane in 0..LANES {
        let (a, b) = (a12.0[lane], a21.0[lane]);
        for c in 0..2 {
            let (first, second) = (own[c].0[lane], own[2 + c].0[lane]);
            let limit = ((1.0 - a) * first + a * (1.0 - b) * second) / (1.0 - a * b);
            close("settled", settled[c].0[lane], limit, 1e-14);
            close("after long talk", talked[c].0[lane], limit, 1e-12);
            close("after one round", once[c].0[lane], a * second + (1.0 - a) * first, 1e-15);
        }
    }
}

/// The same in a whole scenario: uncertain own weights, and what each settles on, draw by draw.
#[test]
fn two_listeners_settle_in_closed_form_in_every_draw() {
    let (a12, a21) = (0.35, 0.6);
    let build = duel_on_two(&[0.9, 0.2], &[0.4, 0.5]).person("ann", uniform(2)).person("bob", uniform(2));
    let build = build.listens("ann", "bob", a12).listens("bob", "ann", a21).talk(Discussion::Settled);
    let plan = support::run::plan(&build.scenario());
    for draw in 0..1000 {
        let seen = reframe::engine::inspect(&plan, SEED, draw);
        for c in 0..2 {
            let (own1, own2) = (seen.before[0][c], seen.before[1][c]);
            let w1 = ((1.0 - a12) * own1 + a12 * (1.0 - a21) * own2) / (1.0 - a12 * a21);
            let w2 = ((1.0 - a21) * own2 + a21 * (1.0 - a12) * own1) / (1.0 - a12 * a21);
            close("ann", seen.strategies[0].weights[0][c], w1, 1e-12);
            close("bob", seen.strategies[0].weights[1][c], w2, 1e-12);
        }
    }
}

/// Two who listen to nobody but each other settle on the mean of their views.
#[test]
fn a_closed_circle_settles_on_the_mean_of_its_views() {
    let build = duel_on_two(&[0.9, 0.2], &[0.4, 0.5]).person("ann", uniform(2)).person("bob", uniform(2));
    let build = build.listens("ann", "bob", 1.0).listens("bob", "ann", 1.0).talk(Discussion::Settled);
    let plan = support::run::plan(&build.scenario());
    for draw in 0..200 {
        let seen = reframe::engine::inspect(&plan, SEED, draw);
        let mean = 0.5 * (seen.before[0][0] + seen.before[1][0]);
        for who in 0..2 {
            close("the circle", seen.strategies[0].weights[who][0], mean, 1e-6);
        }
    }
}

/// Lived weights: a deal lasts where 0.4 x + 0.6 * 0.5 reaches the threshold, whatever was believed when it was signed.
#[test]
fn deals_last_in_closed_form() {
    let uniform_score = Distribution::uniform(0.0, 1.0).expect("an interval");
    let build = duel_on_two(&[0.0, 0.5], &[0.2, 0.2]).person("ann", exact(&[0.5, 0.5])).person("bob", uniform(2));
    let scenario = build
        .performance("us", "a", uniform_score)
        .credibility("us", Credibility::Exact(support::build::p(0.3)))
        .with(|parts| {
            parts.stakeholders[0].lived = Some(vec![0.4, 0.6]);
            parts.adoption = Some(Adoption { threshold: 0.42 });
        })
        .scenario();
    let plan = support::run::plan(&scenario);
    let draws = 20_000;
    let lasts = |draw| reframe::engine::inspect(&plan, SEED, draw).strategies[0].lasts[0];
    let share = (0..draws).map(lasts).sum::<f64>() / draws as f64;
    agrees("lasts", share, 0.7, share_error(0.7, draws), draws, SEED);
}

fn duel_on_two(ours: &[f64], theirs: &[f64]) -> Build {
    Build::new(&["a", "b"], &["us", "rival"]).scores("us", ours).scores("rival", theirs)
}
