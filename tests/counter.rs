//! What if they answer: the matrix, what is said about it, and its report.

#[allow(dead_code, reason = "every test file uses its own part")]
#[path = "support/build.rs"]
mod build;
#[allow(dead_code, reason = "every test file uses its own part")]
#[path = "support/check.rs"]
mod check;

use std::path::{Path, PathBuf};

use build::{Build, exact, known, lower, raise, uniform};
use check::{agrees, close};
use reframe::chart::{PayoffCell, PayoffChart, PayoffSide, Scene, Theme, Words, payoff, to_png};
use reframe::engine::{Runner, Silent};
use reframe::model::*;
use reframe::report::counter::report;
use reframe::report::study::render;
use reframe::report::terminal::Style;
use reframe::scenario::load;
use reframe::stats::Estimate;
use reframe::study::{
    AnswerKind, Counter, CounterRequest, Dominance, Effort, Refusal, RunRequest, StudyError, counter, run,
};

const DRAWS: u64 = 40_960;
const SEED: u64 = 5;

fn asked(scenario: &Scenario, draws: u64, runner: &Runner) -> Result<Counter, StudyError> {
    let request = CounterRequest { draws: Some(draws), seed: SEED, ..CounterRequest::all(scenario) };
    counter(scenario, &request, runner, &Silent)
}

fn found(scenario: &Scenario, draws: u64) -> Counter {
    asked(scenario, draws, &Runner::threads(0)).expect("an answer")
}

fn sample(path: &str) -> Scenario {
    load(Path::new(path)).unwrap_or_else(|_| panic!("{path} loads")).scenario
}

/// A move of the second vendor.
fn theirs(build: Build) -> Build {
    build.but(|m| m.by = VendorId::new(1))
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn column(found: &Counter, kind: AnswerKind) -> usize {
    found.answers.iter().position(|answer| answer.kind == kind).unwrap_or_else(|| panic!("no {kind:?}"))
}

const MU: f64 = 0.5;

/// One judge who weighs `a` and `b` alike. Our moves make us good at one of them; the rival's take the weight off one of
/// them. Whoever guesses right wins: matching pennies with unequal stakes. `taken_up` is the acceptance of our moves.
fn pennies(taken_up: f64) -> Scenario {
    let tailor = |criterion: usize, becomes: f64| MoveKind::Tailor {
        criterion: CriterionId::new(criterion),
        change: TailorChange::Becomes(known(becomes)),
        wake: None,
    };
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.5, 0.5])).noise(MU);
    let build = build.scores("us", &[0.2, 0.2]).scores("rival", &[0.5, 0.5]);
    let build = build.act("good-at-a", tailor(0, 1.0)).accepted(taken_up);
    let build = build.act("good-at-b", tailor(1, 0.9)).accepted(taken_up);
    let build = theirs(build.reframe("not-a", lower(0, 0.0)));
    let build = theirs(build.reframe("not-b", lower(1, 0.0)));
    let build = build.strategy("a", &["good-at-a"]).strategy("b", &["good-at-b"]);
    build.rivals(&["not-a", "not-b"]).scenario()
}

/// Rows a, b; columns not-a, not-b.
fn pennies_payoff(taken_up: f64) -> [[f64; 2]; 2] {
    let miss = logistic(-0.3 / MU);
    let hit = |gap: f64| taken_up * logistic(gap / MU) + (1.0 - taken_up) * miss;
    [[miss, hit(0.5)], [hit(0.4), miss]]
}

fn value_of([[a, b], [c, d]]: [[f64; 2]; 2]) -> (f64, f64) {
    let total = a + d - b - c;
    ((a * d - b * c) / total, (d - c) / total)
}

#[test]
fn a_game_without_luck_is_solved_exactly() {
    let found = found(&pennies(1.0), 1);
    assert!(found.certain && found.complete);
    let answers = [MoveId::new(2), MoveId::new(3)].map(|id| column(&found, AnswerKind::Without(id)));
    let [not_b, not_a] = answers;
    let payoff = pennies_payoff(1.0);
    for (row, wins) in payoff.iter().enumerate() {
        close("not a", found.win[row + 1][not_a].value(), wins[0], 1e-6);
        close("not b", found.win[row + 1][not_b].value(), wins[1], 1e-6);
    }
    let (value, share) = value_of(payoff);
    let game = &found.equilibrium;
    close("value", game.value.value(), value, 1e-6);
    close("our share of a", game.ours[1].value(), share, 1e-5);
    close("our share of b", game.ours[2].value(), 1.0 - share, 1e-5);
    assert_eq!(game.ours[0].value(), 0.0, "the baseline is dominated");
    assert_eq!((game.value.std_error(), found.draws), (0.0, 256));
    assert!(game.gap.abs() < 1e-9 && found.saddle.is_none());
    let pure = payoff.iter().map(|row| row[0].min(row[1])).fold(0.0, f64::max);
    close("what mixing is worth", game.gain.value(), value - pure, 1e-6);
}

#[test]
fn a_sampled_game_has_the_known_value_within_its_error() {
    let taken_up = 0.7;
    let found = found(&pennies(taken_up), DRAWS);
    let (value, share) = value_of(pennies_payoff(taken_up));
    let game = &found.equilibrium;
    assert!(game.value.std_error() > 0.0 && game.ours[1].std_error() > 0.0);
    agrees("value", game.value.value(), value, game.value.std_error(), found.draws, SEED);
    agrees("share", game.ours[1].value(), share, game.ours[1].std_error(), found.draws, SEED);
    close("shares", game.ours.iter().map(Estimate::value).sum(), 1.0, 1e-9);
    close("shares", game.theirs.iter().map(Estimate::value).sum(), 1.0, 1e-9);
}

/// Each entry is a mean over independent draws of what is 1 or known: the value's error is that of the entries, weighed
/// by how often they are played (the derivative of a game's value by its matrix, Mills 1956).
#[test]
fn the_error_of_the_value_is_that_of_what_is_played() {
    let taken_up = 0.7;
    let found = found(&pennies(taken_up), 4 * DRAWS);
    let payoff = pennies_payoff(taken_up);
    let (_, x) = value_of(payoff);
    let [[a, b], [c, d]] = payoff;
    let y = (d - b) / (a + d - b - c);
    // A draw's payoff is hit or miss, by our move alone: two independent coins, one for each of our moves.
    let spread = |gap: f64| (taken_up * (1.0 - taken_up)).sqrt() * (logistic(gap / MU) - logistic(-0.3 / MU));
    let (of_a, of_b) = (x * (1.0 - y) * spread(0.5), (1.0 - x) * y * spread(0.4));
    let expected = (of_a.hypot(of_b)) / (found.draws as f64).sqrt();
    // The error of a standard error from 40 groups is about 11 %.
    let ratio = found.equilibrium.value.std_error() / expected;
    assert!((0.6..1.5).contains(&ratio), "{ratio}");
}

/// Two strategies of which one is taken up more often, and a rival's move that changes nothing of it, or everything.
fn dominated(answered: f64) -> Counter {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.5, 0.5]));
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 0.9]).noise(0.1);
    let build = build.reframe("mild", raise(0, 0.8)).accepted(0.3).reframe("strong", raise(0, 0.9)).accepted(0.8);
    let build = theirs(build.reframe("answer", lower(0, 0.0)).accepted(answered));
    let build = build.strategy("mild", &["mild"]).strategy("strong", &["strong"]);
    found(&build.rivals(&["answer"]).scenario(), DRAWS)
}

#[test]
fn what_is_never_better_is_named() {
    // The rival's move is taken up by half: the stronger move stays better.
    let found = dominated(0.5);
    let of = |found: &Counter, worse: usize| *found.dominated.iter().find(|one| one.worse == worse).expect("dominated");
    assert_eq!((of(&found, 1).by, of(&found, 1).kind), (2, Dominance::Strict));
    assert!(of(&found, 1).least.low() > 0.0);
    assert_eq!(of(&found, 0).by, 2, "so is the baseline");
    assert!(found.dominated.iter().all(|one| one.worse != 2), "the best is not");
    // It is always taken up: whatever we said is gone, and only without it one is better.
    let found = dominated(1.0);
    assert_eq!((of(&found, 1).by, of(&found, 1).kind), (2, Dominance::Weak));
    assert_eq!(of(&found, 1).least.value(), 0.0);
    let silent = column(&found, AnswerKind::Nothing);
    assert_eq!(found.dominated_answers.iter().map(|one| one.worse).collect::<Vec<_>>(), [silent]);
}

#[test]
fn where_there_is_a_saddle_nobody_mixes() {
    for path in ["scenarios/edr-mttr", "scenarios/supply-chain"] {
        let found = found(&sample(path), 1);
        let (row, column) = found.saddle.unwrap_or_else(|| panic!("{path} has a saddle"));
        assert_eq!((row, column), (found.maximin.best, found.minimax.best), "{path}");
        assert_eq!(found.threats[row].best, column);
        assert_eq!(found.replies[column].best, row);
        close("value", found.equilibrium.value.value(), found.win[row][column].value(), 1e-9);
        close("value", found.equilibrium.value.value(), found.maximin.win.value(), 1e-9);
        assert_eq!(found.equilibrium.gain.value(), 0.0);
        assert_eq!(found.equilibrium.ours[row].value(), 1.0);
        // Where nothing else is played the value has the error of one entry.
        let ratio = found.equilibrium.value.std_error() / found.win[row][column].std_error();
        assert!((0.5..1.6).contains(&ratio), "{path} {ratio}");
    }
}

#[test]
fn an_entry_is_a_run_with_other_rivals() {
    let scenario = sample("scenarios/edr-mttr/answered.toml");
    let draws = 10_240;
    let matrix = found(&scenario, draws);
    for (position, answer) in matrix.answers.iter().enumerate() {
        let mut parts = (*scenario).clone();
        parts.rivals.clone_from(&answer.moves);
        let replaced = Scenario::new(parts).expect("the answer is playable").0;
        let alone = found(&replaced, draws);
        let said = if answer.moves.is_empty() { AnswerKind::Nothing } else { AnswerKind::AsSaid };
        let same = column(&alone, said);
        let outcome = run(
            &replaced,
            &RunRequest { effort: Effort::Draws(draws), seed: SEED, ..RunRequest::all(&replaced) },
            &Runner::threads(0),
            &Silent,
        );
        let outcome = outcome.expect("a run");
        for row in 0..matrix.strategies.len() {
            assert_eq!(matrix.win[row][position], alone.win[row][same], "{row} {answer:?}");
            let plain = outcome.findings.strategies[row].win[0];
            close("as `run` says", matrix.win[row][position].value(), plain.value(), 1e-7);
            let ratio = matrix.win[row][position].std_error() / plain.std_error();
            close("its error", ratio, 1.0, 1e-3);
        }
    }
}

/// Two people; our move works on the one, the rival's on the other, and their probabilities are added.
fn two_minds(same_person: bool) -> Counter {
    let build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", uniform(2)).person("bob", uniform(2));
    let build = build.scores("us", &[0.8, 0.3]).scores("rival", &[0.4, 0.6]).noise(0.2);
    let build = build.rule(GroupRule::WeightedProbability);
    let build = build.reframe("ours", raise(0, 0.9)).accepted(0.6).to(&[0]);
    let build = theirs(build.reframe("theirs", lower(0, 0.1)).accepted(0.5).to(&[usize::from(!same_person)]));
    found(&build.strategy("pitch", &["ours"]).rivals(&["theirs"]).scenario(), DRAWS)
}

#[test]
fn moves_that_do_not_meet_protect_from_nothing() {
    let found = two_minds(false);
    let [one] = &found.inoculations[..] else { panic!("one pair") };
    assert!(one.damage_without.low() > 0.0, "the rival's move does harm");
    assert_eq!((one.spared.value(), one.spared.std_error()), (0.0, 0.0));
    assert!(one.spared.covers(0.0) && one.spared.high() > 0.0, "not seen is not impossible");
    close("the same harm", one.damage_with.value(), one.damage_without.value(), 1e-12);
}

#[test]
fn a_move_is_judged_by_the_harm_it_changes() {
    let found = two_minds(true);
    let [one] = &found.inoculations[..] else { panic!("one pair") };
    let (silent, loud) = (column(&found, AnswerKind::Nothing), column(&found, AnswerKind::AsSaid));
    let damage = |row: usize| found.win[row][silent].value() - found.win[row][loud].value();
    close("without", one.damage_without.value(), damage(0), 1e-9);
    close("with", one.damage_with.value(), damage(1), 1e-9);
    close("spared", one.spared.value(), damage(0) - damage(1), 1e-9);
    // The rival speaks last and lowers what we raised: there is more to take.
    assert!(one.first && one.spared.high() < 0.0, "{one:?}");
    assert!(one.spared.std_error() > 0.0);
}

#[test]
fn what_cannot_be_made_goes_with_what_it_needs() {
    let scenario = sample("scenarios/edr-mttr/answered.toml");
    let found = found(&scenario, 1);
    let id = |id: &str| MoveId::new(scenario.moves.iter().position(|m| m.id == id).expect("a move"));
    let reply = found.inoculations.iter().find(|one| one.played == id("what-they-will-say")).expect("looked at");
    assert_eq!(reply.goes_too, [id("measured-in-the-trial")]);
    let late = |one: &&reframe::study::Inoculation| {
        one.played == id("what-they-will-say") && one.answer == id("halcyon-response")
    };
    assert!(!found.inoculations.iter().find(late).expect("looked at").first, "it comes after the answer");
}

#[test]
fn answers_keep_to_the_rules_of_lists() {
    let build = Build::new(&["a", "b"], &["us", "rival", "third"]).person("ann", exact(&[0.5, 0.5])).noise(0.1);
    let build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]).scores("third", &[0.4, 0.4]);
    let build = build.reframe("ours", raise(0, 0.8)).strategy("pitch", &["ours"]);
    let build = theirs(build.reframe("claim", raise(1, 0.8)).accepted(0.5));
    let build = theirs(build.justify("proof", &["claim"], 0.5));
    let build = build.reframe("spare", raise(1, 0.6)).but(|m| m.by = VendorId::new(2));
    let scenario = build.rivals(&["claim", "proof"]).scenario();
    let found = found(&scenario, 1);
    let [claim, proof, spare] = [1, 2, 3].map(MoveId::new);
    let lists: Vec<&[MoveId]> = found.answers.iter().map(|answer| &answer.moves[..]).collect();
    let expected: [&[MoveId]; 6] = [&[claim, proof], &[], &[claim], &[claim, proof, spare], &[spare], &[claim, spare]];
    assert_eq!(lists, expected, "evidence alone is no answer");
    assert_eq!(found.answers[3].kind, AnswerKind::With(spare));
    assert_eq!(found.answers[2].kind, AnswerKind::Without(proof));
}

#[test]
fn many_moves_are_not_combined() {
    let of = |count: usize| {
        let mut build = Build::new(&["a", "b"], &["us", "rival"]).person("ann", exact(&[0.5, 0.5])).noise(0.1);
        build = build.scores("us", &[1.0, 0.0]).scores("rival", &[0.0, 1.0]);
        build = build.reframe("ours", raise(0, 0.8)).strategy("pitch", &["ours"]);
        let names: Vec<String> = (0..count).map(|i| format!("r{i}")).collect();
        for name in &names {
            build = theirs(build.reframe(name, raise(1, 0.6)));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        found(&build.rivals(&names[..count - 1]).scenario(), 1)
    };
    let few = of(6);
    assert_eq!((few.answers.len(), few.complete, few.rival_moves), (64, true, 6));
    let many = of(7);
    // As said, nothing, without each of six, and with the one that is only described.
    assert_eq!((many.answers.len(), many.complete, many.rival_moves), (9, false, 7));
}

#[test]
fn threads_change_nothing() {
    let scenario = sample("scenarios/supply-chain/answered.toml");
    let one = asked(&scenario, 10_240, &Runner::serial()).expect("an answer");
    for threads in [2, 3] {
        assert_eq!(one, asked(&scenario, 10_240, &Runner::threads(threads)).expect("an answer"));
    }
}

#[test]
fn questions_without_an_answer_say_what_would_give_one() {
    let refused = |build: Build| match asked(&build.scenario(), 1, &Runner::serial()) {
        Err(StudyError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let base = |vendors: &[&str]| {
        let build = Build::new(&["a", "b"], vendors).person("ann", exact(&[0.5, 0.5])).scores("us", &[1.0, 0.0]);
        build.scores("status_quo", &[0.1, 0.1]).reframe("ours", raise(0, 0.8))
    };
    let rival = |build: Build| build.scores("rival", &[0.0, 1.0]);
    let none = refused(rival(base(&["us", "rival"])));
    assert!(matches!(none, Refusal::NoStrategies { .. }) && none.to_string().contains("[strategies.<id>]"), "{none}");
    let still = refused(rival(base(&["us", "rival"])).strategy("pitch", &["ours"]));
    assert_eq!(still, Refusal::NoRivalMoves { rival: Some("rival".to_owned()) });
    assert!(still.to_string().contains("by = \"rival\"") && still.to_string().contains("[rivals]"), "{still}");
    let alone = refused(base(&["us"]).strategy("pitch", &["ours"]));
    assert!(alone.to_string().contains("[vendors.<id>]"), "{alone}");
    let only = Build::new(&["a"], &["us"]).person("ann", exact(&[1.0])).scores("us", &[1.0]);
    assert_eq!(refused(only), Refusal::OneAlternative { only: "us".to_owned() });
}

#[test]
fn the_report_reads_as_reviewed() {
    let scenario = sample("scenarios/edr-mttr/answered.toml");
    let found = found(&scenario, 10_240);
    for lang in Lang::ALL {
        let text = render(&report(&scenario, &found, lang), 120, Style::Plain);
        insta::assert_snapshot!(format!("counter_{}", lang.tag()), text);
    }
}

#[test]
fn every_number_is_in_the_files_with_its_error() {
    let scenario = sample("scenarios/edr-mttr/answered.toml");
    let found = found(&scenario, 1);
    let report = report(&scenario, &found, Lang::En);
    let payoffs = report.tables_as_csv().into_iter().find(|(name, _)| name == "tables/payoffs.csv").expect("payoffs").1;
    let text = String::from_utf8(payoffs).expect("text");
    assert_eq!(text.lines().count(), 1 + found.strategies.len() * found.answers.len());
    assert!(text.lines().next().expect("heads").contains("win_std_error") && text.contains("margin_low"), "{text}");
    let json: serde_json::Value = serde_json::from_slice(&report.to_json("edr", "x")).expect("json");
    let first = &json["tables"]["payoffs"][0];
    assert_eq!(first["win"]["value"].as_f64(), Some(found.win[0][0].value()));
    assert_eq!(json["draws"].as_u64(), Some(found.draws));
}

/// All scenario files that can be loaded on their own.
fn scenarios() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir("scenarios").expect("the folder") {
        for file in std::fs::read_dir(folder.expect("an entry").path()).expect("a folder") {
            found.extend(
                Some(file.expect("a file").path()).filter(|path| path.extension().is_some_and(|e| e == "toml")),
            );
        }
    }
    found.sort();
    found
}

#[test]
fn charts_of_all_scenarios_are_free_of_collisions() {
    let mut drawn = 0;
    for path in scenarios() {
        let Ok(loaded) = load(&path) else { continue };
        let found = match asked(&loaded.scenario, 1, &Runner::threads(0)) {
            Ok(found) => found,
            Err(StudyError::Refused(_)) => continue,
            Err(error) => panic!("{}: {error}", path.display()),
        };
        for lang in Lang::ALL {
            for chart in report(&loaded.scenario, &found, lang).charts {
                clean(&format!("{} {lang:?}", path.display()), &chart.scene);
                clean(&format!("{} {lang:?} inset", path.display()), &chart.inset);
                drawn += 1;
            }
        }
    }
    assert!(drawn >= 16, "{drawn}");
}

fn clean(name: &str, scene: &Scene) {
    assert_eq!(scene.collisions(), Vec::<String>::new(), "{name}");
    assert_eq!(scene.missing_characters(), Vec::<char>::new(), "{name}");
}

fn made_up(lang: Lang, rows: usize, columns: usize, long: bool, half: f64) -> PayoffChart {
    let name = |kind: &str, i: usize| {
        let tail = if lang == Lang::En {
            " with a very long description of what it says"
        } else {
            "，说明写得特别特别长的一个策略"
        };
        format!("{kind} {i}{}", if long { tail } else { "" })
    };
    let share = |value: f64| Estimate::new(value, half / 2.0, (value - half).max(0.0), (value + half).min(1.0));
    let side = |kind: &str, count: usize| -> Vec<PayoffSide> {
        let share = |i: usize| share(if i == 0 { 1.0 } else { 0.0 });
        (0..count).map(|i| PayoffSide { name: name(kind, i), share: share(i) }).collect()
    };
    let cell = |i: usize, j: usize| PayoffCell {
        win: share([0.0, 1.0, 0.442, 0.0004][(i + 3 * j) % 4]),
        reply: (i + j).is_multiple_of(2),
        threat: (i + j).is_multiple_of(3),
    };
    let sentence =
        "Whatever the rivals do this wins at least so and so much, and more words than fit on a line, ".repeat(2);
    PayoffChart {
        words: Words { lang, title: sentence.clone(), subtitle: sentence.clone(), caption: sentence },
        win: "Win probability".to_owned(),
        ours: "Our strategies".to_owned(),
        theirs: "What the rivals do".to_owned(),
        share: "Share in the best mix".to_owned(),
        reply: "our best reply".to_owned(),
        threat: "what hurts most".to_owned(),
        rows: side("Strategy", rows),
        columns: side("Answer", columns),
        cells: (0..rows).map(|i| (0..columns).map(|j| cell(i, j)).collect()).collect(),
    }
}

#[test]
fn made_up_matrices_of_all_sizes_are_free_of_collisions() {
    for lang in Lang::ALL {
        for (rows, columns) in [(1, 1), (2, 2), (3, 8), (12, 8), (20, 3), (9, 6)] {
            for long in [false, true] {
                for half in [0.0, 0.003, 0.05] {
                    let data = made_up(lang, rows, columns, long, half);
                    for theme in [Theme::default(), Theme::default().inset()] {
                        clean(&format!("{lang:?} {rows} x {columns} {long} {half}"), &payoff(&data, &theme));
                    }
                }
            }
        }
    }
    let empty = made_up(Lang::En, 0, 0, false, 0.0);
    assert!(to_png(&payoff(&empty, &Theme::default()), 0.5).is_ok());
}

#[test]
fn the_chart_draws_the_numbers() {
    let scene = payoff(&made_up(Lang::En, 3, 3, false, 0.003), &Theme::default());
    let text = |name: &str| scene.texts().find(|(n, ..)| *n == name).map(|(_, text, _)| text.to_owned());
    assert_eq!(text("win 0.2").as_deref(), Some("44.2%"));
    assert_eq!(text("win 0.0").as_deref(), Some("<0.3%"));
    let frames = scene.items.iter().filter(|item| item.name.starts_with("threat")).count();
    assert_eq!(frames, 3);
    assert!(scene.description.contains("44.2%"));
}

#[test]
fn the_command_writes_and_refuses() {
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().join("counter");
    let command = |scenario: &str| {
        let mut command = assert_cmd::Command::cargo_bin("reframe").expect("the program");
        command.args(["counter", scenario, "--lang", "en", "--draws", "10240", "--format", "csv,json,svg"]);
        command.arg("--out").arg(&folder);
        command
    };
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    let done = command("scenarios/edr-mttr").assert().success();
    let text = words(&done.get_output().stdout);
    assert!(text.contains("whatever the rivals do"), "{text}");
    for file in ["counter.json", "tables/payoffs.csv", "tables/inoculation.csv", "charts/payoffs.svg"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let refused = command("scenarios/stages").assert().code(1);
    let text = words(&refused.get_output().stderr);
    assert!(text.contains("no rival has a move"), "{text}");
}

/// The example of docs/counter.md.
#[test]
fn the_page_says_what_the_command_says() {
    let page = std::fs::read_to_string("docs/counter.md").expect("the page");
    let scenario = sample("scenarios/edr-mttr/answered.toml");
    let request = CounterRequest { draws: Some(40_960), seed: 7, ..CounterRequest::all(&scenario) };
    let found = counter(&scenario, &request, &Runner::threads(0), &Silent).expect("an answer");
    let report = report(&scenario, &found, Lang::En);
    for sentence in [&report.headline, &report.more] {
        let said = page.split_whitespace().collect::<Vec<_>>().join(" ").replace("> ", "");
        assert!(said.contains(sentence.as_str()), "the page does not say: {sentence}");
    }
}
