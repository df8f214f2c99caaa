//! What to ask next: the worth of answers and of interviews against closed forms, and what the plain nested estimate gets
//! wrong.

#[path = "support/build.rs"]
#[allow(dead_code, reason = "every test file is its own crate and uses its own part")]
mod build;

use build::{Build, believed, dirichlet, exact, known, p, raise, ranking};
use reframe::engine::{Runner, Silent};
use reframe::model::*;
use reframe::random::{Purpose, Streams};
use reframe::stats::{AfterAnswer, Estimate, Information, partial_information, switch};
use reframe::study::{AskRequest, Interview, InterviewWorth, Question, Questions, Refusal, StudyError, Subject, ask};

const SEED: u64 = 31;
/// The limit of every z test.
const LIMIT: f64 = 4.5;

fn z(estimate: Estimate, expected: f64) -> f64 {
    (estimate.value() - expected) / estimate.std_error().max(1e-12)
}

#[track_caller]
fn agrees(what: &str, estimate: Estimate, expected: f64) {
    assert!(z(estimate, expected).abs() < LIMIT, "{what}: {estimate:?}, expected {expected}");
}

fn asked(scenario: &Scenario, request: AskRequest, runner: &Runner) -> Questions {
    ask(scenario, &request, runner, &Silent).expect("a scenario with something to ask")
}

fn request(draws: u64, interview_factor: f64) -> AskRequest {
    AskRequest { draws, seed: SEED, interview_factor }
}

fn found(scenario: &Scenario, interview_factor: f64) -> Questions {
    asked(scenario, request(400_000, interview_factor), &Runner::threads(0))
}

fn about(found: &Questions, subject: Subject) -> &Question {
    found.questions.iter().find(|question| question.subject == subject).unwrap_or_else(|| panic!("no {subject:?}"))
}

fn worth(question: &Question) -> &InterviewWorth {
    match &question.interview {
        Interview::Worth(worth) => worth,
        other => panic!("{other:?}"),
    }
}

fn weights_of(who: usize) -> Subject {
    Subject::Input(InputKind::Weights(StakeholderId::new(who)))
}

/// Two choices, one worth 0, the other normal with mean mu and spread sigma: answers to "which is it?" seen through noise.
fn linear_normal(mu: f64, sigma: f64, noise: f64, answers: u64) -> Vec<AfterAnswer> {
    linear_normal_of(SEED, (mu, sigma, noise), answers)
}

fn linear_normal_of(seed: u64, (mu, sigma, noise): (f64, f64, f64), answers: u64) -> Vec<AfterAnswer> {
    let streams = Streams::new(seed);
    let normal = |mean: f64, sd: f64, part: &str, draw: u64| {
        let key = Purpose::Weight { who: "test", criterion: part }.key();
        Distribution::normal(mean, sd).expect("a normal").quantile(streams.tail(key, draw))
    };
    let one = |draw: u64| {
        let truth = normal(mu, sigma, "truth", draw);
        let half = |part| vec![0.0, truth + normal(0.0, noise, part, draw)];
        AfterAnswer { halves: [half("first"), half("second")] }
    };
    (0..answers).map(one).collect()
}

/// sigma phi(mu / sigma) - |mu| Phi(-|mu| / sigma), the expected gain of knowing which of two is better.
fn unit_normal_loss(mu: f64, sigma: f64) -> f64 {
    use statrs::distribution::{Continuous, ContinuousCDF, Normal};
    let normal = Normal::new(0.0, 1.0).expect("the standard normal");
    sigma * normal.pdf(mu / sigma) - mu.abs() * normal.cdf(-mu.abs() / sigma)
}

#[test]
fn the_linear_normal_problem_has_its_closed_form_and_the_plain_estimate_misses_it() {
    for mu in [-0.2, 0.3] {
        let truth = unit_normal_loss(mu, 1.0);
        let found = partial_information(&linear_normal(mu, 1.0, 0.5, 40_000));
        agrees("corrected", found.value, truth);
        assert!(z(found.plain, truth) > LIMIT, "the plain estimate is too large: {:?} {truth}", found.plain);
        assert!(found.cautious.value() < truth && found.is_clear());
        assert_eq!(found.best, usize::from(mu > 0.0));
    }
}

/// The intervals of the corrected estimate hold the truth as often as they say, those of the plain one hardly ever.
#[test]
fn the_corrected_interval_covers_and_the_plain_one_does_not() {
    let truth = unit_normal_loss(-0.2, 1.0);
    let found = (0..40).map(|seed| partial_information(&linear_normal_of(seed, (-0.2, 1.0, 0.5), 10_000)));
    let covers = |of: fn(&Information) -> Estimate| found.clone().filter(|found| of(found).covers(truth)).count();
    let (corrected, plain) = (covers(|found| found.value), covers(|found| found.plain));
    assert!(corrected >= 33, "{corrected} of 40");
    assert!(plain <= 4, "{plain} of 40");
}

#[test]
fn without_noise_all_estimates_are_one() {
    let found = partial_information(&linear_normal(0.3, 1.0, 1e-12, 2000));
    for other in [found.plain, found.cautious] {
        assert!((found.value.value() - other.value()).abs() < 1e-9);
    }
    let often: f64 = found.best_after.iter().map(Estimate::value).sum();
    assert!((often - 1.0).abs() < 1e-12);
}

#[test]
fn an_answer_that_says_nothing_is_not_found_to_be_worth_something() {
    // The choices differ by less than their noise, and the answer tells nothing: what plain nested sampling calls a gain.
    let found = partial_information(&linear_normal(-0.05, 1e-9, 0.2, 20_000));
    assert!(!found.is_clear(), "{found:?}");
    assert!(found.plain.low() > 0.02);
    let best: f64 = found.value.value();
    assert!(best < 0.5 * found.plain.value());
}

#[test]
fn a_rule_is_found_and_confirmed_or_not_told() {
    let answers = linear_normal(-0.2, 1.0, 0.5, 2000);
    let whole = |answer: &AfterAnswer| answer.lead(1, 0);
    // What was said is the truth with an offset, next to a number that has nothing to do with it.
    let streams = Streams::new(SEED);
    let number = |part: &str, i: usize| streams.tail(Purpose::Weight { who: "test", criterion: part }.key(), i as u64);
    let truth = |i: usize| Distribution::normal(-0.2, 1.0).expect("a normal").quantile(number("truth", i));
    let said: Vec<Vec<f64>> = (0..answers.len()).map(|i| vec![number("other", i).unit(), truth(i) + 7.0]).collect();
    let rule = switch(&said, &answers, 0).expect("a rule");
    assert_eq!((rule.number, rule.above, rule.choice), (1, true, 1));
    assert!((rule.threshold - 7.0).abs() < 0.3, "{rule:?}");
    agrees("gain", rule.gain, unit_normal_loss(-0.2, 1.0));
    let unrelated: Vec<Vec<f64>> = (0..answers.len()).map(|i| vec![number("other", i).unit()]).collect();
    assert_eq!(switch(&unrelated, &answers, 0), None, "{:?}", answers.iter().map(whole).sum::<f64>());
}

/// One strategy wins if the rival is bad at b (3 in 10), the other wins half of the time whatever the rival is.
fn one_coin() -> Scenario {
    let build = Build::new(&["a", "b", "c"], &["us", "rival"]).person("ann", exact(&[1.0, 0.0, 0.0]));
    let build = build.scores("us", &[0.1, 0.5, 0.9]).performance("rival", "a", known(0.9));
    let coin = Distribution::discrete(vec![(0.0, 0.3), (1.0, 0.7)]).expect("a coin");
    let build = build.performance("rival", "b", coin).performance("rival", "c", known(0.1));
    let build = build.reframe("bet", raise(1, 1.0)).teach("safe", raise(2, 1.0)).accepted(0.5);
    let build = build.strategy("bet", &["bet"]).strategy("safe", &["safe"]);
    build.with(|parts| parts.deal_value = Some(100.0)).scenario()
}

#[test]
fn an_answer_that_decides_everything_is_worth_what_it_saves() {
    let found = found(&one_coin(), 2.0);
    assert_eq!(
        found.choices.iter().map(|choice| choice.strategy.map(StrategyId::index)).collect::<Vec<_>>(),
        [None, Some(0), Some(1)]
    );
    assert_eq!(found.best, 2);
    let criterion = CriterionId::new(1);
    let kind = InputKind::Performance { alternative: Alternative::Vendor(VendorId::new(1)), criterion, who: None };
    let question = about(&found, Subject::Input(kind));
    // 0.3 * 1 + 0.7 * 0.5 - 0.5
    agrees("worth", question.win.value, 0.15);
    agrees("in money", question.money.as_ref().expect("a deal value").value, 15.0);
    assert!(question.win.is_clear());
    agrees("best after", question.win.best_after[1], 0.3);
    let rule = question.switch.as_ref().expect("the coin tells");
    assert!(!rule.above && rule.choice == 1 && rule.threshold == 0.5, "{rule:?}");
    agrees("rule", rule.gain, 0.15);
    agrees("everything that can be asked is the coin", found.everything.win.value, 0.15);
    // Knowing the luck of the safe one too: won unless both fail, 1 - 0.7 * 0.5 - 0.5.
    agrees("perfect", found.perfect, 0.15);
    agrees("perfect in money", found.perfect_money.expect("a deal value"), 15.0);
    assert_eq!(question.interview, Interview::NoConfidence);
}

/// Doing nothing wins if she weighs a above a half; the strategy takes her from both a and b, and wins with q.
fn bet_on_her(prior: WeightPrior, q: f64) -> Scenario {
    let build = Build::new(&["a", "b", "c"], &["us", "rival"]).person("ann", prior);
    let build = build.scores("us", &[0.9, 0.1, 0.9]).scores("rival", &[0.1, 0.9, 0.1]);
    let build = build.reframe("away", raise(1, 1.0)).teach("new", raise(2, 1.0)).accepted(q);
    build.strategy("known", &["away", "new"]).scenario()
}

#[test]
fn interviews_are_worth_what_beta_and_binomial_say() {
    let scenario = bet_on_her(dirichlet(&[0.5, 0.5, 0.0], 2.0), 0.6);
    // Two observations: she weighs a above a half with 7/8, 1/2, 1/8 after 2, 1, 0 of them; each has probability 1/3.
    for (factor, expected) in
        [(2.0, (0.875 + 0.6 + 0.6) / 3.0 - 0.6), (1.5, 0.075), (1.75, (0.075 + 0.275 / 3.0) / 2.0)]
    {
        let found = found(&scenario, factor);
        let question = about(&found, weights_of(0));
        agrees("an answer", question.win.value, 0.2);
        let worth = &worth(question).win;
        agrees(&format!("interview {factor}"), worth.value, expected);
        assert!(worth.value.value() < question.win.value.value());
    }
    let sure = found(&scenario, 400.0);
    let worth = worth(about(&sure, weights_of(0))).win.value;
    assert!(worth.value() > 0.17, "many interviews nearly give the answer: {worth:?}");
}

#[test]
fn interviews_about_credibility_are_beta_and_binomial_too() {
    // We win if believed beyond a half; a proof (cost 25 of 100) convinces with probability 1/2.
    let build = Build::new(&["a"], &["us", "rival"]).person("ann", exact(&[1.0])).reputation(&[0.0]);
    let build = build.scores("us", &[1.0]).scores("rival", &[0.5]).credibility("us", believed(0.5, 2.0));
    let prove = MoveKind::Prove { criteria: vec![CriterionId::new(0)], credibility: p(1.0) };
    let build = build.act("proof", prove).accepted(0.5).but(|m| m.cost.money = 25.0).strategy("proof", &["proof"]);
    let found = found(&build.with(|parts| parts.deal_value = Some(100.0)).scenario(), 2.0);
    let question = about(&found, Subject::Input(InputKind::Credibility(VendorId::new(0))));
    agrees("answer", question.money.as_ref().expect("money").value, 12.5);
    agrees("interview", worth(question).money.as_ref().expect("money").value, 6.25);
    // The proof never hurts: without its cost nothing an answer could say would change the choice.
    agrees("win probability", question.win.value, 0.0);
    assert!(!question.win.is_clear() && found.best == 1);
}

#[test]
fn what_has_no_confidence_cannot_be_sharpened() {
    let found = found(&bet_on_her(ranking(&[&[0], &[1]]), 0.6), 2.0);
    assert_eq!(about(&found, weights_of(0)).interview, Interview::NoConfidence);
    assert_eq!(found.everything.interview, Interview::NotOne);
    // She weighs a most for certain: nothing is to be gained.
    agrees("no gain", about(&found, weights_of(0)).win.value, 0.0);
    assert!(!about(&found, weights_of(0)).win.is_clear());
}

#[test]
fn no_question_is_worth_more_than_all_of_them() {
    let found = found(&bet_on_her(dirichlet(&[0.6, 0.4, 0.0], 8.0), 0.7), 2.0);
    let above = |what: &str, more: &Information, less: &Information| {
        let error = more.value.std_error().hypot(less.value.std_error());
        assert!(more.value.value() > less.value.value() - LIMIT * error, "{what}: {more:?} {less:?}");
    };
    for question in &found.questions {
        above("everything", &found.everything.win, &question.win);
        assert!(question.win.value.value() > -LIMIT * question.win.value.std_error().max(1e-12));
        if let Interview::Worth(worth) = &question.interview {
            above("an answer", &question.win, &worth.win);
        }
    }
    assert!(found.perfect.value() > found.everything.win.value.low());
}

#[test]
fn threads_change_no_bit() {
    let scenario = bet_on_her(dirichlet(&[0.6, 0.4, 0.0], 8.0), 0.7);
    let one = asked(&scenario, request(20_000, 2.0), &Runner::serial());
    for threads in [2, 3] {
        assert_eq!(one, asked(&scenario, request(20_000, 2.0), &Runner::threads(threads)));
    }
}

#[test]
fn questions_without_an_answer_are_refused() {
    let refused = |scenario: &Scenario| match ask(scenario, &request(1000, 2.0), &Runner::serial(), &Silent) {
        Err(StudyError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.6, 0.4])).scores("us", &[0.5, 0.5]);
    let build = build.scores("rival", &[0.4, 0.4]);
    assert_eq!(refused(&build.clone().scenario()), Refusal::NoStrategies { wanted: "choose between" });
    let certain = build.reframe("nudge", raise(0, 0.9)).accepted(0.5).strategy("nudge", &["nudge"]).scenario();
    assert_eq!(refused(&certain), Refusal::NothingToAsk);
    let alone = Build::new(&["a", "b"], &["us"]).person("ann", dirichlet(&[0.5, 0.5], 8.0)).scores("us", &[0.5, 0.5]);
    let alone = alone.reframe("nudge", raise(0, 0.9)).strategy("nudge", &["nudge"]).scenario();
    assert_eq!(refused(&alone), Refusal::OneAlternative { only: "us".to_owned() });
}
