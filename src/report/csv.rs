//! Tidy tables: one fact a row, UTF-8 with a byte-order mark so that Excel shows Chinese. Columns are the same in
//! every language; labels are in the language of the view. An empty cell is an undefined number.

use csv::Writer;

use crate::model::Lang;
use crate::stats::{BreakEven, Estimate, StrategyFindings, WeightSummary};

use super::View;

/// A file to be written: name and content.
pub type File = (&'static str, Vec<u8>);

/// All tables of a run.
pub fn files(view: &View) -> Vec<File> {
    let mut files = vec![
        ("outcomes.csv", outcomes(view)),
        ("strategies.csv", strategies(view)),
        ("weights.csv", weights(view)),
        ("support.csv", support(view)),
        ("rank_acceptability.csv", rank_acceptability(view)),
        ("central_weights.csv", central_weights(view)),
        ("pairwise.csv", pairwise(view)),
    ];
    if !view.curves.is_empty() {
        files.push(("curve.csv", curve(view)));
    }
    files.extend(view.card().iter().flat_map(super::meddic::csv::files));
    files
}

const ESTIMATE: [&str; 4] = ["value", "std_error", "low", "high"];

/// A table under construction. Writing to memory cannot fail.
pub(super) struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    pub(super) fn new(columns: &[&str], more: &[&str]) -> Self {
        let mut sheet = Self(Writer::from_writer(b"\xEF\xBB\xBF".to_vec()));
        sheet.row(columns.iter().chain(more).map(|column| (*column).to_owned()).collect());
        sheet
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.0.write_record(&cells).expect("memory does not fail and rows are as long as the head");
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory does not fail")
    }
}

fn outcomes(view: &View) -> Vec<u8> {
    let mut sheet = Sheet::new(&["strategy_id", "strategy", "alternative_id", "alternative", "measure"], &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        let measures = [("win_probability", Some(&strategy.win)), ("uplift", strategy.uplift.as_ref())];
        for (measure, values) in measures {
            for (a, value) in values.into_iter().flatten().enumerate() {
                let keys = [strategy_cells(view, s), alternative_cells(view, a), vec![measure.to_owned()]];
                sheet.row([keys.concat(), estimate(Some(value))].concat());
            }
        }
    }
    sheet.bytes()
}

fn strategies(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "cost_days", "cost_money", "currency"];
    let named = |measure: &str| ESTIMATE.map(|part| format!("{measure}_{part}"));
    let (revenue, margin) = (named("revenue"), named("margin"));
    let more: Vec<&str> = revenue.iter().chain(&margin).map(String::as_str).collect();
    let mut sheet = Sheet::new(&columns, &more);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        let cost = vec![number(strategy.cost.days), number(strategy.cost.money), text(view.currency())];
        let money = [estimate(strategy.revenue.as_ref()), estimate(strategy.margin.as_ref())].concat();
        sheet.row([strategy_cells(view, s), cost, money].concat());
    }
    sheet.bytes()
}

fn weights(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "stakeholder_id", "stakeholder", "criterion_id", "criterion", "need"];
    let mut sheet = Sheet::new(&columns, &["mean", "std_error", "low", "high", "sd", "p05", "p50", "p95"]);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (who, row) in who_weighs(view, strategy) {
            for (c, summary) in row.iter().enumerate() {
                let keys = [strategy_cells(view, s), who.clone(), criterion_cells(view, c)].concat();
                sheet.row([keys, summary_cells(summary)].concat());
            }
        }
    }
    sheet.bytes()
}

/// Every stakeholder, then the committee, with their weights.
fn who_weighs<'a>(view: &View, strategy: &'a StrategyFindings) -> Vec<(Vec<String>, &'a [WeightSummary])> {
    let people = strategy.weights.iter().enumerate().map(|(i, row)| (stakeholder_cells(view, i), row.as_slice()));
    people.chain([(committee_cells(view.lang), strategy.group_weights.as_slice())]).collect()
}

fn summary_cells(summary: &WeightSummary) -> Vec<String> {
    let spread = [summary.sd, summary.spread.p05.value(), summary.spread.p50.value(), summary.spread.p95.value()];
    [estimate(Some(&summary.mean)), spread.map(number).to_vec()].concat()
}

fn support(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "stakeholder_id", "stakeholder", "alternative_id", "alternative"];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (who, row) in strategy.support.iter().enumerate() {
            for (a, value) in row.iter().enumerate() {
                let keys = [strategy_cells(view, s), stakeholder_cells(view, who), alternative_cells(view, a)];
                sheet.row([keys.concat(), estimate(Some(value))].concat());
            }
        }
    }
    sheet.bytes()
}

fn rank_acceptability(view: &View) -> Vec<u8> {
    let mut sheet = Sheet::new(&["strategy_id", "strategy", "alternative_id", "alternative", "rank"], &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (a, ranks) in strategy.rank_acceptability.iter().enumerate() {
            for (r, value) in ranks.iter().enumerate() {
                let keys = [strategy_cells(view, s), alternative_cells(view, a), vec![(r + 1).to_string()]];
                sheet.row([keys.concat(), estimate(Some(value))].concat());
            }
        }
    }
    sheet.bytes()
}

fn central_weights(view: &View) -> Vec<u8> {
    let columns = [
        "strategy_id",
        "strategy",
        "alternative_id",
        "alternative",
        "stakeholder_id",
        "stakeholder",
        "criterion_id",
        "criterion",
        "need",
    ];
    let factor = ["confidence_factor", "confidence_factor_std_error"];
    let mut sheet = Sheet::new(&columns, &[&ESTIMATE[..], &factor].concat());
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (a, central) in strategy.central.iter().enumerate() {
            let who = (0..strategy.weights.len()).map(Some).chain([None]);
            for person in who {
                for c in 0..view.scenario.criteria.len() {
                    let value = central.as_ref().map(|central| match person {
                        Some(i) => &central.per_stakeholder[i][c],
                        None => &central.group[c],
                    });
                    let name = person.map_or_else(|| committee_cells(view.lang), |i| stakeholder_cells(view, i));
                    let keys = [strategy_cells(view, s), alternative_cells(view, a), name, criterion_cells(view, c)];
                    let factor = estimate(central.as_ref().map(|central| &central.confidence_factor));
                    sheet.row([keys.concat(), estimate(value), factor[..2].to_vec()].concat());
                }
            }
        }
    }
    sheet.bytes()
}

fn pairwise(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "alternative_id", "alternative", "ranked_before_id", "ranked_before"];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (a, row) in strategy.pairwise.iter().enumerate() {
            for (b, value) in row.iter().enumerate().filter(|(b, _)| *b != a) {
                let keys = [strategy_cells(view, s), alternative_cells(view, a), alternative_cells(view, b)];
                sheet.row([keys.concat(), estimate(Some(value))].concat());
            }
        }
    }
    sheet.bytes()
}

fn curve(view: &View) -> Vec<u8> {
    let columns = [
        "strategy_id",
        "strategy",
        "criterion_id",
        "criterion",
        "need",
        "weight",
        "measure",
        "alternative_id",
        "alternative",
    ];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for curve in view.curves {
        let keys = [strategy_cells(view, curve.strategy), criterion_cells(view, curve.criterion.index())].concat();
        let mut push = |weight: String, measure: &str, alternative: Vec<String>, value: &Estimate| {
            sheet.row([keys.clone(), vec![weight, measure.to_owned()], alternative, estimate(Some(value))].concat());
        };
        for (point, weight) in curve.weights.iter().enumerate() {
            for (a, win) in curve.win.iter().enumerate() {
                push(number(*weight), "win_probability", alternative_cells(view, a), &win[point]);
            }
            push(number(*weight), "lead", alternative_cells(view, view.us()), &curve.lead[point]);
        }
        if let BreakEven::At(weight) | BreakEven::LostAt(weight) = &curve.break_even {
            push(String::new(), "break_even_weight", alternative_cells(view, view.us()), weight);
        }
    }
    sheet.bytes()
}

fn strategy_cells(view: &View, position: usize) -> Vec<String> {
    vec![text(view.strategy_id(position)), text(view.strategy(position))]
}

fn alternative_cells(view: &View, position: usize) -> Vec<String> {
    vec![text(view.alternative_id(position)), text(&view.alternative(position))]
}

fn stakeholder_cells(view: &View, position: usize) -> Vec<String> {
    let who = &view.scenario.stakeholders[position];
    vec![text(&who.id), text(who.label.get(view.lang))]
}

/// The committee as a whole has no key of its own: the cell stays empty, so no person can be called the same.
fn committee_cells(lang: Lang) -> Vec<String> {
    vec![String::new(), super::words::words(lang).label(super::words::Label::Committee).to_owned()]
}

fn criterion_cells(view: &View, position: usize) -> Vec<String> {
    let criterion = &view.scenario.criteria[position];
    vec![text(&criterion.id), text(criterion.label.get(view.lang)), criterion.need.tag().to_owned()]
}

fn estimate(value: Option<&Estimate>) -> Vec<String> {
    match value {
        Some(e) => [e.value(), e.std_error(), e.low(), e.high()].map(number).to_vec(),
        None => vec![String::new(); 4],
    }
}

/// The shortest digits that read back as the same number.
pub(super) fn number(x: f64) -> String {
    format!("{x}")
}

/// Text that a spreadsheet will not run as a formula: a label that starts like one gets an apostrophe in front.
pub fn text(cell: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    if cell.trim_start_matches(' ').starts_with(formula) { format!("'{cell}") } else { cell.to_owned() }
}
