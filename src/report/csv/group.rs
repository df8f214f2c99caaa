//! Tables about the buying group.

use super::{
    ESTIMATE, File, Sheet, alternative_cells, criterion_cells, estimate, number, stakeholder_cells, strategy_cells,
    text,
};
use crate::model::{GroupRule, Stage};
use crate::report::View;
use crate::report::group::is_own;
use crate::stats::{AdoptionFindings, Lead, RuleFindings};

/// Those that this run has.
pub(super) fn files(view: &View) -> Vec<File> {
    let mut files = vec![("rules.csv", rules(view)), ("polls.csv", polls(view)), ("edge.csv", edge(view))];
    if view.scenario.adoption.is_some() {
        files.push(("adoption.csv", adoption(view)));
    }
    files
}

/// The decider of an autocracy and the share of a quota have columns of their own; a rest that nobody decides is a row of
/// the alternative `status_quo`, as wherever nothing is bought.
fn rules(view: &View) -> Vec<u8> {
    let columns = [
        "strategy_id",
        "strategy",
        "rule",
        "decider_id",
        "quota",
        "rule_of_scenario",
        "our_lead",
        "alternative_id",
        "alternative",
    ];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for rule in &strategy.rules {
            let shares = rule.win.iter().chain(&rule.undecided).enumerate();
            for (a, share) in shares {
                let keys = [strategy_cells(view, s), rule_cells(view, rule), alternative_cells(view, a)];
                sheet.row([keys.concat(), estimate(Some(share))].concat());
            }
        }
    }
    sheet.bytes()
}

fn rule_cells(view: &View, found: &RuleFindings) -> Vec<String> {
    let (decider, quota) = match found.rule {
        GroupRule::Autocracy { decider } => (text(&view.scenario.stakeholders[decider.index()].id), String::new()),
        GroupRule::Quota { share } => (String::new(), number(share.get())),
        _ => (String::new(), String::new()),
    };
    let lead = match found.lead {
        Lead::Ahead => "ahead",
        Lead::Behind => "behind",
        Lead::Unclear => "unclear",
    };
    vec![found.rule.tag().to_owned(), decider, quota, is_own(view, found).to_string(), lead.to_owned()]
}

fn polls(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "stage_id", "stage", "alternative_id", "alternative"];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (stage, poll) in view.scenario.stages.iter().zip(&strategy.polls) {
            for (a, share) in poll.iter().enumerate() {
                let keys = [strategy_cells(view, s), stage_cells(view, stage), alternative_cells(view, a)];
                sheet.row([keys.concat(), estimate(Some(share))].concat());
            }
        }
    }
    sheet.bytes()
}

fn stage_cells(view: &View, stage: &Stage) -> Vec<String> {
    vec![text(&stage.id), text(stage.label.get(view.lang))]
}

fn adoption(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "alternative_id", "alternative", "measure"];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        let Some(AdoptionFindings { lasting, uplift, shelfware }) = &strategy.adoption else { continue };
        for a in 0..lasting.len() {
            let measures = [
                ("wins_and_lasts", Some(Some(&lasting[a]))),
                ("uplift", uplift.as_ref().map(|uplift| Some(&uplift[a]))),
                ("switched_off_given_win", Some(shelfware[a].as_ref())),
            ];
            for (measure, value) in measures.into_iter().filter_map(|(m, value)| Some((m, value?))) {
                let keys = [strategy_cells(view, s), alternative_cells(view, a), vec![measure.to_owned()]];
                sheet.row([keys.concat(), estimate(value)].concat());
            }
        }
    }
    sheet.bytes()
}

fn edge(view: &View) -> Vec<u8> {
    let columns = ["strategy_id", "strategy", "stakeholder_id", "stakeholder", "criterion_id", "criterion", "need"];
    let mut sheet = Sheet::new(&columns, &ESTIMATE);
    for (s, strategy) in view.findings.strategies.iter().enumerate() {
        for (who, row) in strategy.edge.iter().enumerate() {
            for (c, value) in row.iter().enumerate() {
                let keys = [strategy_cells(view, s), stakeholder_cells(view, who), criterion_cells(view, c)];
                sheet.row([keys.concat(), estimate(Some(value))].concat());
            }
        }
    }
    sheet.bytes()
}
