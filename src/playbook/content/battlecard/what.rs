//! What the main move claims, and what stands behind it.

use super::Card;
use crate::model::{CriterionId, Cut, Direction, MoveId, MoveKind, Shift};
use crate::playbook::content::Told;
use crate::playbook::content::belief::performances;
use crate::report::group::weighs;
use crate::report::study::say;
use crate::stats::number::percent_of;

/// So many criteria have their performances on the card.
const PROVED: usize = 2;

impl Card<'_> {
    /// What the move argues, and whether we are ahead on it.
    pub(super) fn claim(&self) -> Vec<String> {
        let argued = argues(self.told, &self.main().kind);
        let standing = self.criteria().into_iter().take(1).map(|criterion| standing(self.told, criterion));
        std::iter::once(argued).chain(standing).collect()
    }

    /// The criteria that the move is about.
    fn criteria(&self) -> Vec<CriterionId> {
        about(self.told, &self.main().kind)
    }

    /// Moves of the strategy that back the claim, and the performances that the scenario takes as true.
    pub(super) fn proof(&self) -> Vec<String> {
        let told = self.told;
        let criteria = self.criteria();
        let backs = |id: &MoveId| match &told.view.scenario.moves[id.index()].kind {
            MoveKind::Justify { supports, .. } => *id == self.main || supports.contains(&self.main),
            MoveKind::Prove { criteria: proved, .. } => {
                *id == self.main || proved.iter().any(|criterion| criteria.contains(criterion))
            }
            _ => false,
        };
        let mut lines: Vec<String> =
            self.played().into_iter().filter(backs).map(|id| told.sentence(&self.quoted(id))).collect();
        if lines.is_empty() {
            lines.push(told.say(
                "No evidence for it is in this pitch: no move backs or proves it.",
                "这套打法里没有为它准备证据：没有任何论证或验证的动作。",
            ));
        }
        for criterion in criteria.into_iter().take(PROVED) {
            let all = performances(told, criterion);
            if all.len() > 1 {
                let name = told.criterion(criterion.index());
                let all = all.join(told.between());
                lines.push(told.say(format!("{name}: {all}."), format!("{name}：{all}。")));
            }
        }
        lines.push(told.say(
            "The scenario file has no field for sources; ask its author before quoting a figure.",
            "场景文件没有记录出处的字段；引用数字前请向作者核实。",
        ));
        lines
    }
}

/// The criteria that a move is about.
fn about(told: &Told, kind: &MoveKind) -> Vec<CriterionId> {
    match kind {
        MoveKind::Teach(shift) | MoveKind::Reframe(shift) => vec![shift.criterion],
        MoveKind::Justify { supports, .. } => {
            let shifts = supports.iter().filter_map(|id| told.view.scenario.moves[id.index()].kind.shift());
            shifts.map(|shift| shift.criterion).take(1).collect()
        }
        MoveKind::Prove { criteria, .. } => criteria.clone(),
        MoveKind::Tailor { criterion, .. } | MoveKind::Discount { criterion, .. } => vec![*criterion],
        _ => Vec::new(),
    }
}

/// What a move argues, in a sentence.
fn argues(told: &Told, kind: &MoveKind) -> String {
    let scenario = told.view.scenario;
    let names = |criteria: &[CriterionId]| {
        let names: Vec<String> = criteria.iter().map(|criterion| told.criterion(criterion.index())).collect();
        told.list(&names)
    };
    match kind {
        MoveKind::Teach(shift) if unknown(told, shift) => {
            let name = told.criterion(shift.criterion.index());
            told.say(
                format!("{name} belongs among the criteria: today nobody judges by it."),
                format!("{name}应当成为评判标准：今天还没人按它来选。"),
            )
        }
        MoveKind::Teach(shift) => reframes(told, shift),
        MoveKind::Reframe(shift) => reframes(told, shift),
        MoveKind::Justify { .. } => {
            let name = names(&about(told, kind));
            told.say(format!("There is evidence that {name} matters."), format!("有证据说明{name}确实重要。"))
        }
        MoveKind::Prove { criteria, .. } => {
            let name = names(criteria);
            told.say(
                format!("What we promise on {name} is true, and can be seen."),
                format!("我方在{name}上的承诺属实，可以当面验证。"),
            )
        }
        MoveKind::Tailor { criterion, .. } => {
            let name = told.criterion(criterion.index());
            told.say(
                format!("Our offer is made to do better on {name} for these people."),
                format!("针对这些人，我方方案在{name}上做得更好。"),
            )
        }
        MoveKind::BuildTrust { .. } => told.say("We can be taken at our word.", "我方说话算数。"),
        MoveKind::EnableChampion { champion, .. } => {
            let who = told.view.stakeholder(*champion);
            told.say(
                format!("{who} can make our case inside, and be heard."),
                format!("{who}能在内部替我方说话，并且有人听。"),
            )
        }
        MoveKind::Navigate { gate, .. } => {
            let gate = scenario.gates[gate.index()].label.get(told.lang());
            told.say(format!("The gate “{gate}” can be passed."), format!("“{gate}”这一关过得去。"))
        }
        MoveKind::DeRisk { .. } => {
            told.say("Choosing us is safe: a mistake could be undone.", "选我方有退路：即使选错也能挽回。")
        }
        MoveKind::Discount { criterion, cut } => discount(told, *criterion, *cut),
    }
}

/// Whether nobody weighs the criterion without our moves.
fn unknown(told: &Told, shift: &Shift) -> bool {
    told.before().group_weights[shift.criterion.index()].mean.high() == 0.0
}

fn reframes(told: &Told, shift: &Shift) -> String {
    let name = told.criterion(shift.criterion.index());
    match shift.direction {
        Direction::Raise => {
            told.say(format!("{name} deserves more weight than it has."), format!("{name}应当比现在更受重视。"))
        }
        Direction::Lower => {
            told.say(format!("{name} deserves less weight than it has."), format!("{name}不该像现在这样受重视。"))
        }
    }
}

fn discount(told: &Told, criterion: CriterionId, cut: Cut) -> String {
    let described = &told.view.scenario.criteria[criterion.index()];
    let unit = described.unit.as_ref().map_or("", |unit| unit.get(told.lang()));
    let by = match cut {
        Cut::Share(share) => percent_of(share),
        Cut::Amount(amount) => format!("{} {unit}", told.numbers().plain(amount)).trim_end().to_owned(),
    };
    let name = told.criterion(criterion.index());
    told.say(format!("{name} comes down by {by}."), format!("{name}降低 {by}。"))
}

/// In how many eyes we are ahead on a criterion, among those who weigh it when the decision falls.
fn standing(told: &Told, criterion: CriterionId) -> String {
    let (found, c) = (told.after(), criterion.index());
    let weighing: Vec<usize> = (0..told.view.scenario.stakeholders.len()).filter(|i| weighs(found, *i, c)).collect();
    let ahead = weighing.iter().filter(|i| found.edge[**i][c].low() > 0.0).count();
    let behind = weighing.iter().filter(|i| found.edge[**i][c].high() < 0.0).count();
    in_eyes(told, &told.criterion(c), (weighing.len(), ahead, behind))
}

fn in_eyes(told: &Told, name: &str, counts: (usize, usize, usize)) -> String {
    let lang = told.lang();
    // Without a rival we are compared with buying nothing.
    let than = match told.view.scenario.vendors.len() {
        1 => say(lang, "buying nothing", "不采购"),
        _ => say(lang, "the best rival", "最强的对手"),
    };
    match counts {
        (0, _, _) => {
            say(lang, format!("Nobody weighs {name} when the decision falls."), format!("决策时没有人看重{name}。"))
        }
        (all, ahead, _) if ahead == all => say(
            lang,
            format!("On {name} we are ahead of {than} in the eyes of everybody who weighs it."),
            format!("在{name}上，凡看重它的人都认为我方胜过{than}。"),
        ),
        (all, 0, behind) if behind == all => say(
            lang,
            format!("Careful: on {name} we are behind {than} in the eyes of everybody who weighs it."),
            format!("小心：在{name}上，凡看重它的人都认为我方不如{than}。"),
        ),
        (all, ahead, behind) => say(
            lang,
            format!("Of {all} people who weigh {name}, {ahead} see us ahead of {than}, {behind} behind it."),
            format!("看重{name}的 {all} 人里，{ahead} 人认为我方胜过{than}，{behind} 人认为不如。"),
        ),
    }
}
