//! What `adapt` says: the rules, what each leads to, and what deciding later is worth.

use crate::chart::{DotPlotChart, DotRow, Theme, Words, dot_plot};
use crate::model::{Lang, MadeMove, Scenario};
use crate::report::figures::Chart;
use crate::report::pitch::moves;
use crate::report::study::{ColumnKind, Made, StudyCell, StudyColumn, StudyReport, StudyTable, say};
use crate::report::words::{CautionText, Label, words as terms};
use crate::stats::Estimate;
use crate::stats::number::{Numbers, is_exact};
use crate::study::adapt::{Adapted, Fixed, Signal, Tree};
use crate::study::optimize::fresh_seed;

/// The whole report.
pub fn report(scenario: &Scenario, adapted: &Adapted, lang: Lang) -> StudyReport {
    themed(scenario, adapted, lang, &Theme::default())
}

/// The same with a chart in other colours.
pub fn themed(scenario: &Scenario, adapted: &Adapted, lang: Lang, theme: &Theme) -> StudyReport {
    let telling = Telling { scenario, adapted, lang, numbers: Numbers::new(lang) };
    StudyReport {
        name: "adapt",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: telling.headline(),
        more: telling.more(),
        tables: vec![telling.rules(), telling.compared()],
        cautions: telling.cautions(),
        method: telling.method(),
        charts: vec![telling.chart(theme)],
        made: Made { draws: adapted.draws, seed: adapted.request.seed },
    }
}

/// What the words are about.
struct Telling<'a> {
    scenario: &'a Scenario,
    adapted: &'a Adapted,
    lang: Lang,
    numbers: Numbers,
}

impl Telling<'_> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }

    fn points(&self, change: &Estimate) -> String {
        if is_exact(change) { self.numbers.points(change) } else { self.numbers.points_with_margin(change) }
    }

    fn one_rule(&self) -> bool {
        self.adapted.ways.len() == 1
    }

    fn strategy(&self) -> &str {
        self.scenario.strategies[self.adapted.strategy.index()].label.get(self.lang)
    }

    fn stage(&self) -> &str {
        self.scenario.stages[self.adapted.seen.index()].label.get(self.lang)
    }

    fn headline(&self) -> String {
        let adapted = self.adapted;
        let stage = self.stage();
        if self.one_rule() {
            let draws = self.numbers.count(adapted.draws);
            return self.say(
                format!(
                    "Waiting for what {stage:?} shows has no value that {draws} draws can tell: the best way to go on is the \
                     same after everything that can be seen."
                ),
                format!("等“{stage}”结束再定后续动作，没有 {draws} 次模拟能看出的价值：无论看到什么，最好的后续做法都一样。"),
            );
        }
        let (win, fixed) = (self.numbers.percent(&adapted.win), self.numbers.percent(&adapted.fixed.win));
        let value = self.points(&adapted.value);
        if adapted.value.covers(0.0) {
            return self.say(
                format!(
                    "Deciding after {stage:?} wins {win}, the best fixed plan {fixed}: no difference that these draws can tell \
                     ({value})."
                ),
                format!("“{stage}”之后再定，胜率 {win}；事先定好的最佳方案 {fixed}：这些模拟看不出差别（{value}）。"),
            );
        }
        if adapted.value.value() < 0.0 {
            return self.say(
                format!("The rules learned do worse on fresh draws than the best fixed plan: {win} against {fixed} ({value})."),
                format!("学到的规则在新的模拟中不如事先定好的最佳方案：{win} 对 {fixed}（{value}）。"),
            );
        }
        self.say(
            format!("Deciding after {stage:?} wins {win}, the best fixed plan {fixed}: waiting is worth {value}."),
            format!("“{stage}”之后再定，胜率 {win}；事先定好的最佳方案 {fixed}：等一等值 {value}。"),
        )
    }

    fn more(&self) -> String {
        let first = moves(self.scenario, &self.adapted.first, self.lang);
        let (strategy, stage) = (self.strategy(), self.stage());
        let begin = self.say(
            format!("Until the end of {stage:?} the moves are those of {strategy:?}: {first}."),
            format!("到“{stage}”结束为止，按“{strategy}”行事：{first}。"),
        );
        let mut conditions = Vec::new();
        self.conditions(&self.adapted.rules, &[], &mut conditions);
        let rule = |(way, condition): (usize, &String)| {
            let then = moves(self.scenario, &self.later(way), self.lang);
            let number = way + 1;
            match self.one_rule() {
                true => then,
                false => {
                    self.say(format!("({number}) if {condition}: {then}"), format!("（{number}）若{condition}：{then}"))
                }
            }
        };
        let rules: Vec<String> = conditions.iter().enumerate().map(rule).collect();
        match self.lang {
            Lang::En => format!("{begin} Then: {}.", rules.join(". ")),
            Lang::Zh => format!("{begin}此后：{}。", rules.join("。")),
        }
    }

    /// Our moves after what is seen.
    fn later(&self, way: usize) -> Vec<MadeMove> {
        let ours = &self.adapted.ways[way].line.ours;
        ours.iter().filter(|made| made.stage > self.adapted.seen).cloned().collect()
    }

    /// What has been seen, or not.
    fn signal(&self, signal: Signal, yes: bool) -> String {
        let played = |id: crate::model::MoveId| self.scenario.moves[id.index()].label.get(self.lang);
        match signal {
            Signal::TakenUp { played: id, who } => {
                let (played, who) = (played(id), self.scenario.stakeholders[who.index()].label.get(self.lang));
                if yes {
                    self.say(format!("{who} took up {played:?}"), format!("{who}接受了“{played}”"))
                } else {
                    self.say(format!("{who} did not take up {played:?}"), format!("{who}没有接受“{played}”"))
                }
            }
            Signal::AtLeast { played: id, count, of } => {
                let played = played(id);
                match (yes, count) {
                    (true, count) if count == of => {
                        self.say(format!("all {of} took up {played:?}"), format!("{of} 人都接受了“{played}”"))
                    }
                    (false, 1) => {
                        self.say(format!("none of {of} took up {played:?}"), format!("{of} 人都没有接受“{played}”"))
                    }
                    (true, _) => self.say(
                        format!("at least {count} of {of} took up {played:?}"),
                        format!("{of} 人中至少 {count} 人接受了“{played}”"),
                    ),
                    (false, _) => self.say(
                        format!("fewer than {count} of {of} took up {played:?}"),
                        format!("{of} 人中接受“{played}”的不到 {count} 人"),
                    ),
                }
            }
        }
    }

    /// `[way]` what leads to it.
    fn conditions(&self, tree: &Tree, before: &[String], found: &mut Vec<String>) {
        match tree {
            Tree::GoOn(_) if before.is_empty() => found.push(self.say("always", "总是")),
            Tree::GoOn(_) => found.push(before.join(match self.lang {
                Lang::En => ", and ",
                Lang::Zh => "，且",
            })),
            Tree::Ask { signal, yes, no } => {
                for (side, answer) in [(yes, true), (no, false)] {
                    let path = [before, &[self.signal(*signal, answer)]].concat();
                    self.conditions(side, &path, found);
                }
            }
        }
    }

    fn column(&self, key: &'static str, en: &str, zh: &str, kind: ColumnKind) -> StudyColumn {
        StudyColumn::new(key, self.say(en, zh), kind)
    }

    fn rules(&self) -> StudyTable {
        let mut conditions = Vec::new();
        self.conditions(&self.adapted.rules, &[], &mut conditions);
        let row = |(number, condition): (usize, String)| {
            let way = &self.adapted.ways[number];
            let later = self.later(number);
            let ids: Vec<&str> =
                later.iter().map(|made| self.scenario.moves[made.played.index()].id.as_str()).collect();
            vec![
                StudyCell::Count(number as u64 + 1),
                StudyCell::Word(condition),
                StudyCell::Word(moves(self.scenario, &later, self.lang)),
                StudyCell::Word(ids.join(" ")),
                StudyCell::Estimate(way.share),
                StudyCell::maybe(way.win),
                StudyCell::maybe(way.gain),
                StudyCell::Cost(way.cost),
            ]
        };
        let rows: Vec<Vec<StudyCell>> = conditions.into_iter().enumerate().map(row).collect();
        StudyTable {
            name: "rules",
            title: self.say("When to go on how", "看到什么，接着做什么"),
            reading: self.say(
                "Gain: against the best fixed plan in the same purchases. Cost: of the whole pitch.",
                "增益：在同样的采购中与事先定好的最佳方案相比。成本：整套打法的成本。",
            ),
            columns: vec![
                self.column("rule", "No.", "序号", ColumnKind::Count),
                self.column("when", "When", "看到", ColumnKind::Word),
                self.column("then", "Then", "接着做", ColumnKind::Word),
                self.column("moves", "Ids", "动作 id", ColumnKind::Word),
                self.column("share", "How often", "出现频率", ColumnKind::Percent),
                self.column("win", "We win then", "此时胜率", ColumnKind::Percent),
                self.column("gain", "Gain, points", "增益（百分点）", ColumnKind::Points),
                self.column("cost", "Cost", "成本", ColumnKind::Cost),
            ],
            shown: rows.len(),
            rows,
        }
    }

    fn compared(&self) -> StudyTable {
        let adapted = self.adapted;
        let amount = |estimate: &Estimate| {
            if is_exact(estimate) { StudyCell::Number(estimate.value()) } else { StudyCell::Estimate(*estimate) }
        };
        let fixed = |id: &str, name: String, plan: &Fixed| {
            vec![
                StudyCell::named(id, &name),
                StudyCell::Estimate(plan.win),
                StudyCell::Number(plan.cost.days),
                StudyCell::Number(plan.cost.money),
                StudyCell::Word(moves(self.scenario, &plan.line.ours, self.lang)),
            ]
        };
        let given = &self.scenario.strategies[adapted.strategy.index()].id;
        let rules = vec![
            StudyCell::named("rules", &self.say("By the rules", "按规则")),
            StudyCell::Estimate(adapted.win),
            amount(&adapted.days),
            amount(&adapted.money),
            StudyCell::Empty,
        ];
        StudyTable {
            name: "compared",
            title: self.say("Against plans that are fixed beforehand", "与事先定好的方案对比"),
            reading: String::new(),
            columns: vec![
                self.column("plan", "Plan", "方案", ColumnKind::Named),
                self.column("win", "We win", "胜率", ColumnKind::Percent),
                self.column("days", "Days, mean", "平均人天", ColumnKind::Estimate),
                self.column("money", "Money, mean", "平均资金", ColumnKind::Money),
                self.column("moves", "Moves", "动作", ColumnKind::Word),
            ],
            rows: vec![
                rules,
                fixed("fixed", self.say("Best fixed plan", "事先定好的最佳方案"), &adapted.fixed),
                fixed(given, self.strategy().to_owned(), &adapted.given),
            ],
            shown: 3,
        }
    }

    /// The rules beside the plans that are fixed beforehand.
    fn chart(&self, theme: &Theme) -> Chart {
        let adapted = self.adapted;
        let row = |name: String, win: Estimate| DotRow { name, dots: vec![Some(win)] };
        let rows = vec![
            row(self.say("By the rules", "按规则"), adapted.win),
            row(self.say("Best fixed plan", "事先定好的最佳方案"), adapted.fixed.win),
            row(self.strategy().to_owned(), adapted.given.win),
        ];
        let data = |words| DotPlotChart {
            words,
            axis: terms(self.lang).label(Label::WinProbability).to_owned(),
            series: vec![terms(self.lang).label(Label::WinProbability).to_owned()],
            interval: terms(self.lang).label(Label::IntervalShort).to_owned(),
            rows: rows.clone(),
        };
        let around = Words {
            lang: self.lang,
            title: self.headline(),
            subtitle: self.scenario.title.get(self.lang).to_owned(),
            caption: self.method(),
        };
        Chart::new("adapt".to_owned(), around, theme, |words, theme| dot_plot(&data(words), theme))
    }

    fn cautions(&self) -> Vec<CautionText> {
        if self.one_rule() {
            return Vec::new();
        }
        vec![CautionText {
            what: self.say(
                "The rules rest on seeing who took an argument up. In a real purchase a nod is not yet a changed mind.",
                "规则的前提是看得出谁真正接受了观点；现实中，点头不等于想法变了。",
            ),
            advice: self.say(
                "Agree beforehand on what counts as taken up: he repeats it to others, or asks for it in writing.",
                "事先约定什么才算“接受”：例如对方向别人转述，或要求写进文件。",
            ),
        }]
    }

    fn method(&self) -> String {
        let adapted = self.adapted;
        let (draws, tried) = (self.numbers.count(adapted.draws), self.numbers.count(adapted.tried as u64));
        let (seed, fresh) = (adapted.request.seed, fresh_seed(adapted.request.seed));
        self.say(
            format!(
                "{tried} ways to go on were tried. Rules and the best fixed plan were chosen on one set of simulated purchases \
                 (seed {seed}) and measured on {draws} others (seed {fresh}); differences are paired, ± is half a 95% interval \
                 of the simulation error."
            ),
            format!(
                "共试了 {tried} 种后续做法。规则与最佳固定方案在一批模拟采购上选出（随机种子 {seed}），在另外 {draws} 次上测量（随机种子 {fresh}）；\
                 差值逐次配对，± 为模拟误差 95% 区间的半宽。"
            ),
        )
    }
}
