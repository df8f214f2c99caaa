//! The tables of what to do.

use super::Telling;
use crate::model::{Line, MadeMove, Scenario};
use crate::report::pitch::{audience, difference, difference_in_ids, move_name};
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable};
use crate::study::optimize::{Frontier, Goal, Pitch, Spending};

impl Telling<'_> {
    fn column(&self, key: &'static str, en: &str, zh: &str, kind: ColumnKind) -> StudyColumn {
        StudyColumn::new(key, self.say(en, zh), kind)
    }

    pub(super) fn pitch(&self) -> StudyTable {
        let best = &self.optimum.best.line;
        // Who is addressed as usual is in the scenario.
        let whom = self.optimum.request.vary.audience;
        let mut columns = vec![
            self.column("number", "No.", "序号", ColumnKind::Count),
            self.column("stage", "Stage", "阶段", ColumnKind::Named),
            self.column("move", "Move", "动作", ColumnKind::Named),
        ];
        if whom {
            columns.push(self.column("audience", "To", "对象", ColumnKind::Word));
        }
        columns.push(self.column("cost", "Cost", "成本", ColumnKind::Cost));
        let row = |(number, one): (usize, &MadeMove)| {
            let stage = &self.scenario.stages[one.stage.index()];
            let played = &self.scenario.moves[one.played.index()];
            let mut cells = vec![
                StudyCell::Count(number as u64 + 1),
                StudyCell::named(&stage.id, stage.label.get(self.lang)),
                StudyCell::named(&played.id, move_name(self.scenario, one, self.lang)),
            ];
            if whom {
                cells.push(StudyCell::Word(audience(self.scenario, &one.audience, self.lang)));
            }
            cells.push(StudyCell::Cost(played.cost));
            cells
        };
        let rows: Vec<Vec<StudyCell>> = best.ours.iter().enumerate().map(row).collect();
        StudyTable {
            name: "pitch",
            title: self.say("What to do, in this order", "按此顺序做"),
            reading: String::new(),
            columns,
            shown: rows.len(),
            rows,
        }
    }

    fn lead_kind(&self) -> ColumnKind {
        if matches!(self.optimum.request.goal, Goal::Margin) { ColumnKind::Money } else { ColumnKind::Points }
    }

    pub(super) fn compared(&self) -> StudyTable {
        let optimum = self.optimum;
        let quantile = matches!(optimum.request.goal, Goal::Quantile(_));
        let with_margin = self.scenario.deal_value.is_some();
        let mut columns = vec![
            self.column("pitch", "Pitch", "打法", ColumnKind::Named),
            self.column("win", "We win", "胜率", ColumnKind::Percent),
        ];
        if quantile {
            columns.push(self.column("quantile", "In bad worlds", "较差情形下", ColumnKind::Percent));
        }
        columns.extend([
            self.column("uplift", "Change, points", "变化（百分点）", ColumnKind::Points),
            self.column("behind", "Best is ahead by", "落后最佳", self.lead_kind()),
            self.column("cost", "Cost", "成本", ColumnKind::Cost),
        ]);
        if with_margin {
            columns.push(self.column("margin", "Expected margin", "期望毛利", ColumnKind::Money));
        }
        columns.push(self.column("affordable", "In budget", "预算内", ColumnKind::Word));
        let row = |id: &str, name: String, pitch: &Pitch| {
            let mut cells = vec![StudyCell::named(id, &name), StudyCell::Estimate(pitch.win)];
            if quantile {
                cells.push(StudyCell::maybe(pitch.quantile));
            }
            let own = pitch.line != optimum.baseline.line || pitch.line.strategy.is_some();
            cells.extend([
                StudyCell::maybe(own.then_some(pitch.uplift)),
                StudyCell::maybe(pitch.behind),
                StudyCell::Cost(pitch.cost),
            ]);
            if with_margin {
                cells.push(StudyCell::maybe(pitch.margin));
            }
            let inside = if pitch.affordable { self.say("yes", "是") } else { self.say("no", "否") };
            cells.push(StudyCell::Word(inside));
            cells
        };
        let mut rows = vec![row("best", self.say("The best found", "找到的最佳打法"), &optimum.best)];
        rows.extend(optimum.strategies.iter().filter_map(|pitch| {
            let id = pitch.line.strategy?;
            Some(row(&self.scenario.strategies[id.index()].id, self.strategy_name(pitch), pitch))
        }));
        rows.push(row("baseline", self.say("No moves of ours", "不做动作"), &optimum.baseline));
        StudyTable {
            name: "compared",
            title: self.say("Against the strategies of the scenario", "与情景自带策略对比"),
            reading: self.say(
                "All on the same fresh draws; changes and leads are paired, draw by draw.",
                "全部使用同一批新的模拟；变化与差距均为逐次配对之差。",
            ),
            columns,
            shown: rows.len(),
            rows,
        }
    }

    pub(super) fn alike(&self) -> StudyTable {
        let optimum = self.optimum;
        let row = |pitch: &Pitch| {
            vec![
                StudyCell::Word(difference(self.scenario, &pitch.line, &optimum.best.line, self.lang)),
                StudyCell::Word(ids(self.scenario, &pitch.line)),
                StudyCell::Estimate(pitch.win),
                StudyCell::maybe(pitch.behind),
                StudyCell::Cost(pitch.cost),
            ]
        };
        StudyTable {
            name: "alike",
            title: self.say("Cannot be told from the best", "与最佳打法分不出高下"),
            reading: self.say(
                format!(
                    "The interval of the paired difference holds 0. {} pitches besides the best were still in the race at its \
                     end; some of them were measured anew.",
                    optimum.left
                ),
                format!("配对差的区间包含 0。筛选结束时，除最佳之外还有 {} 种打法在场，这里重新测量了其中一部分。", optimum.left),
            ),
            columns: vec![
                self.column("differs", "Differs from the best", "与最佳的不同", ColumnKind::Word),
                self.column("moves", "Ids", "动作 id", ColumnKind::Word),
                self.column("win", "We win", "胜率", ColumnKind::Percent),
                self.column("behind", "Best is ahead by", "落后最佳", self.lead_kind()),
                self.column("cost", "Cost", "成本", ColumnKind::Cost),
            ],
            rows: optimum.alike.iter().map(row).collect(),
            shown: 0,
        }
    }

    pub(super) fn frontier(&self, frontier: &Frontier) -> StudyTable {
        let mut before: Option<&Line> = None;
        let mut rows = Vec::new();
        for point in &frontier.points {
            let line = &point.pitch.line;
            let what = match before {
                None => ids(self.scenario, line),
                Some(before) => difference_in_ids(self.scenario, line, before, self.lang),
            };
            before = Some(line);
            rows.push(vec![
                StudyCell::Number(point.spent),
                StudyCell::Word(what),
                StudyCell::Estimate(point.pitch.win),
                StudyCell::Estimate(point.pitch.uplift),
                StudyCell::Estimate(point.step),
            ]);
        }
        let days = frontier.spending == Spending::Days;
        let (name, title, spent) = if days {
            let title = self.say("What more days would bring", "多投入人天能换来什么");
            ("frontier_days", title, self.column("days", "Days", "人天", ColumnKind::Number))
        } else {
            let title = self.say("What more money would bring", "多投入资金能换来什么");
            ("frontier_money", title, self.column("money", "Money", "资金", ColumnKind::Money))
        };
        StudyTable {
            name,
            title,
            reading: self.say(
                "The best found for each amount; each row says what it changes against the row before, and what that is \
                 worth (paired).",
                "每一档投入下找到的最佳打法；每行说明与上一行相比改了什么，以及改动值多少（配对差）。",
            ),
            columns: vec![
                spent,
                self.column("what", "Moves", "动作", ColumnKind::Word),
                self.column("win", "We win", "胜率", ColumnKind::Percent),
                self.column("uplift", "Change, points", "变化（百分点）", ColumnKind::Points),
                self.column("step", "Step, points", "比上一档（百分点）", ColumnKind::Points),
            ],
            shown: rows.len(),
            rows,
        }
    }

    /// All moves of all points of the frontiers, for programs.
    pub(super) fn frontier_pitches(&self) -> StudyTable {
        let mut rows = Vec::new();
        for frontier in &self.optimum.frontiers {
            let spending = if frontier.spending == Spending::Days { "days" } else { "money" };
            for point in &frontier.points {
                for one in &point.pitch.line.ours {
                    let stage = &self.scenario.stages[one.stage.index()];
                    let played = &self.scenario.moves[one.played.index()];
                    rows.push(vec![
                        StudyCell::Word(spending.to_owned()),
                        StudyCell::Number(point.spent),
                        StudyCell::named(&stage.id, stage.label.get(self.lang)),
                        StudyCell::named(&played.id, move_name(self.scenario, one, self.lang)),
                        StudyCell::Word(audience(self.scenario, &one.audience, self.lang)),
                    ]);
                }
            }
        }
        StudyTable {
            name: "frontier_pitches",
            title: String::new(),
            reading: String::new(),
            columns: vec![
                self.column("spending", "Of what", "投入", ColumnKind::Word),
                self.column("amount", "Amount", "数量", ColumnKind::Number),
                self.column("stage", "Stage", "阶段", ColumnKind::Named),
                self.column("move", "Move", "动作", ColumnKind::Named),
                self.column("audience", "To", "对象", ColumnKind::Word),
            ],
            rows,
            shown: 0,
        }
    }
}

/// The ids of a pitch's moves, in order, for whoever wants to type them.
fn ids(scenario: &Scenario, line: &Line) -> String {
    let ids: Vec<&str> = line.ours.iter().map(|made| scenario.moves[made.played.index()].id.as_str()).collect();
    ids.join(" ")
}
