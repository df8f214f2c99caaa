//! What `optimize` says: the pitch to make, what it beats, what comes to the same, and what more effort would bring.

use crate::chart::Theme;
use crate::model::{Lang, Line, MadeMove, MoveKind, Scenario};
use crate::report::figures::frontier::frontier_charts;
use crate::report::pitch::{as_toml, audience, difference, difference_in_ids, made, move_name, moves, without};
use crate::report::study::{ColumnKind, Made, StudyCell, StudyColumn, StudyReport, StudyTable, say};
use crate::report::words::CautionText;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, is_exact};
use crate::study::optimize::{Frontier, Goal, Optimum, Pitch, Reach, Spending, fresh_seed};

/// The whole report.
pub fn report(scenario: &Scenario, optimum: &Optimum, lang: Lang, theme: &Theme) -> StudyReport {
    let telling = Telling { scenario, optimum, lang, numbers: Numbers::new(lang) };
    let mut tables = vec![telling.pitch(), telling.compared(), telling.alike()];
    tables.extend(optimum.frontiers.iter().map(|frontier| telling.frontier(frontier)));
    tables.push(telling.frontier_pitches());
    StudyReport {
        name: "optimize",
        lang,
        currency: scenario.currency.clone().unwrap_or_default(),
        headline: telling.headline(),
        more: telling.more(),
        tables,
        cautions: telling.cautions(),
        method: telling.method(),
        charts: frontier_charts(scenario, optimum, lang, theme),
        made: Made { draws: optimum.draws, seed: optimum.request.seed },
    }
}

/// What the words are about.
struct Telling<'a> {
    scenario: &'a Scenario,
    optimum: &'a Optimum,
    lang: Lang,
    numbers: Numbers,
}

impl Telling<'_> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }

    fn currency(&self) -> &str {
        self.scenario.currency.as_deref().unwrap_or_default()
    }

    /// A change of the win probability, in points; exact ones without a margin.
    fn points(&self, change: &Estimate) -> String {
        if is_exact(change) { self.numbers.points(change) } else { self.numbers.points_with_margin(change) }
    }

    /// A lead in the unit of the goal.
    fn lead(&self, lead: &Estimate) -> String {
        match self.optimum.request.goal {
            Goal::Margin => self.numbers.money(lead, self.currency()),
            Goal::Win | Goal::Quantile(_) => self.points(lead),
        }
    }

    fn headline(&self) -> String {
        let best = &self.optimum.best;
        let win = self.numbers.percent(&best.win);
        if best.line.ours.is_empty() {
            return self.say(
                format!("Within the budget nothing was found that is better than no moves of ours: we win {win}."),
                format!("在预算之内，没有找到比不做动作更好的做法：我方胜率 {win}。"),
            );
        }
        let uplift = self.points(&best.uplift);
        let count = best.line.ours.len();
        let cost = self.cost_of(best);
        let moves = if count == 1 { "1 move".to_owned() } else { format!("{count} moves") };
        let about = match self.optimum.request.goal {
            Goal::Win => self.say(
                format!("wins {win} of the simulated purchases, {uplift} against no moves of ours"),
                format!("我方胜率 {win}，与不做动作相比 {uplift}"),
            ),
            Goal::Margin => {
                let margin = best.margin.map_or_else(String::new, |m| self.numbers.money(&m, self.currency()));
                self.say(
                    format!("has an expected margin of {margin} and wins {win} of the simulated purchases"),
                    format!("期望毛利 {margin}，我方胜率 {win}"),
                )
            }
            Goal::Quantile(share) => {
                let low = best.quantile.map_or_else(String::new, |q| self.numbers.percent(&q));
                let of = self.numbers.plain(100.0 * share);
                self.say(
                    format!(
                        "wins at least {low} in all but the worst {of}% of possible worlds, {uplift} against no moves of ours"
                    ),
                    format!("除最差的 {of}% 情形外，我方胜率至少 {low}，与不做动作相比 {uplift}"),
                )
            }
        };
        self.say(
            format!("The best pitch found ({moves}{cost}) {about}."),
            format!("找到的最佳打法（{count} 个动作{cost}）：{about}。"),
        )
    }

    fn cost_of(&self, pitch: &Pitch) -> String {
        let cost = self.numbers.cost(&pitch.cost, self.currency());
        if cost == "–" { String::new() } else { self.say(format!("; {cost}"), format!("；{cost}")) }
    }

    fn more(&self) -> String {
        let mut parts = vec![self.against_strategies(), self.against_others()];
        if let Some(toml) = as_toml(self.scenario, &self.optimum.best.line)
            && !self.optimum.best.line.ours.is_empty()
        {
            parts.push(
                self.say(format!("As a strategy for the file:\n{toml}"), format!("可直接贴进情景文件：\n{toml}")),
            );
        }
        parts.retain(|part| !part.is_empty());
        match self.lang {
            Lang::En => parts.join(" "),
            Lang::Zh => parts.concat(),
        }
    }

    /// The best strategy of the scenario that can be paid, against the best pitch.
    fn against_strategies(&self) -> String {
        let affordable = self.optimum.strategies.iter().filter(|pitch| pitch.affordable);
        let lead = |pitch: &Pitch| pitch.behind.map_or(0.0, |behind| behind.value());
        let Some(own) = affordable.reduce(|a, b| if lead(b) < lead(a) { b } else { a }) else {
            return String::new();
        };
        let (name, Some(behind)) = (self.strategy_name(own), own.behind) else { return String::new() };
        if behind.covers(0.0) {
            return self.say(
                format!("The scenario's own strategy {name:?} cannot be told from it ({}).", self.lead(&behind)),
                format!("情景自带的策略“{name}”与它看不出差别（{}）。", self.lead(&behind)),
            );
        }
        if behind.value() < 0.0 {
            let lead = self.lead(&behind.scaled(-1.0, 0.0));
            return self.say(
                format!("The scenario's own strategy {name:?} does better, by {lead}."),
                format!("情景自带的策略“{name}”更好，高出 {lead}。"),
            );
        }
        let lead = self.lead(&behind);
        self.say(
            format!("It is {lead} ahead of {name:?}, the best of the scenario's own strategies."),
            format!("它比情景自带策略中最好的“{name}”高 {lead}。"),
        )
    }

    fn against_others(&self) -> String {
        let count = self.optimum.alike.len();
        let Some(cheapest) = self.optimum.alike.first() else {
            return self.say(
                "Every other pitch of the last round is clearly behind it.",
                "最后一轮中的其他打法都明显不如它。",
            );
        };
        let cost = self.numbers.cost(&cheapest.cost, self.currency());
        let differs = difference(self.scenario, &cheapest.line, &self.optimum.best.line, self.lang);
        let pitches = if count == 1 { "One other pitch".to_owned() } else { format!("{count} other pitches") };
        self.say(
            format!("{pitches} cannot be told from it by these draws; the cheapest ({cost}): {differs}."),
            format!("有 {count} 种打法在这些模拟中与它分不出高下；其中最省的（{cost}）：{differs}。"),
        )
    }

    fn strategy_name(&self, pitch: &Pitch) -> String {
        let label = |id: crate::model::StrategyId| self.scenario.strategies[id.index()].label.get(self.lang).to_owned();
        pitch.line.strategy.map_or_else(String::new, label)
    }

    fn column(&self, key: &'static str, en: &str, zh: &str, kind: ColumnKind) -> StudyColumn {
        StudyColumn::new(key, self.say(en, zh), kind)
    }

    fn pitch(&self) -> StudyTable {
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

    fn compared(&self) -> StudyTable {
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

    fn alike(&self) -> StudyTable {
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

    fn frontier(&self, frontier: &Frontier) -> StudyTable {
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
    fn frontier_pitches(&self) -> StudyTable {
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

    fn cautions(&self) -> Vec<CautionText> {
        let mut cautions = Vec::new();
        if self.optimum.reach == Reach::Searched {
            cautions.push(CautionText {
                what: self.say(
                    "There are too many pitches to play all of them; this is the best that a search came across.",
                    "可能的打法太多，无法逐一模拟；这是搜索中遇到的最好的一种。",
                ),
                advice: self.say(
                    "Search again with another --seed, or allow for fewer moves; a narrow budget lets all be looked at.",
                    "可换一个 --seed 再搜一遍，或收紧动作数；预算窄时会逐一比较全部打法。",
                ),
            });
        }
        let discounts =
            |one: &MadeMove| matches!(self.scenario.moves[one.played.index()].kind, MoveKind::Discount { .. });
        if self.optimum.request.goal != Goal::Margin && self.optimum.best.line.ours.iter().any(discounts) {
            cautions.push(CautionText {
                what: self.say(
                    "The pitch has a discount, and for this goal what it takes off the deal costs nothing.",
                    "这套打法含有降价；按当前目标，降价少收的钱不算成本。",
                ),
                advice: self.say(
                    "Ask again with --goal margin, which weighs the discount against what it wins.",
                    "请用 --goal margin 再问一次，它会把让利与多赢的机会放在一起权衡。",
                ),
            });
        }
        if matches!(self.optimum.request.goal, Goal::Quantile(_)) {
            cautions.push(CautionText {
                what: self.say(
                    "Each possible world is seen through 256 draws of luck, so its win probability is known to about 3 points; \
                     that pulls a low quantile down a little, for all pitches alike.",
                    "每种情形只用 256 次运气抽样来看，其胜率误差约 3 个百分点；较低的分位数因此略偏低，各打法同样如此。",
                ),
                advice: self.say("Compare pitches; do not quote the level alone.", "请用来比较打法，不要单独引用其数值。"),
            });
        }
        cautions
    }

    fn method(&self) -> String {
        let optimum = self.optimum;
        let (tried, draws) = (self.numbers.count(optimum.tried as u64), self.numbers.count(optimum.draws));
        let (seed, fresh) = (optimum.request.seed, fresh_seed(optimum.request.seed));
        let reach = match optimum.reach {
            Reach::Everything => self.say(
                format!("All {tried} pitches that keep rules and budget were raced against each other"),
                format!("符合规则与预算的全部 {tried} 种打法都参加了筛选"),
            ),
            Reach::EverySet => self.say(
                format!(
                    "All sets of moves were raced against each other, and whatever is close to the best; {tried} pitches"
                ),
                format!("全部动作组合都参加了筛选，较好的还试了各种小改动，共 {tried} 种打法"),
            ),
            Reach::Searched => {
                self.say(format!("{tried} pitches were played in the search"), format!("搜索中共模拟 {tried} 种打法"))
            }
        };
        if optimum.deterministic {
            return self.say(
                format!("{reach}. Nothing in this scenario is uncertain, so the numbers are exact."),
                format!("{reach}。本情景没有不确定的内容，数值是精确的。"),
            );
        }
        self.say(
            format!(
                "{reach} (seed {seed}). The numbers are from {draws} other simulated purchases (seed {fresh}), on which nothing \
                 was chosen; ± is half a 95% interval of the simulation error."
            ),
            format!(
                "{reach}（随机种子 {seed}）。数值来自另外 {draws} 次模拟采购（随机种子 {fresh}），没有任何打法是在这些模拟上挑选的；± 为模拟误差 95% 区间的半宽。"
            ),
        )
    }
}

/// The ids of a pitch's moves, in order, for whoever wants to type them.
fn ids(scenario: &Scenario, line: &Line) -> String {
    let ids: Vec<&str> = line.ours.iter().map(|made| scenario.moves[made.played.index()].id.as_str()).collect();
    ids.join(" ")
}

/// What a point of a frontier adds to the one before, shortly: for a chart.
pub(super) fn added(scenario: &Scenario, line: &Line, before: Option<&Line>, lang: Lang) -> String {
    let Some(before) = before else { return moves(scenario, &line.ours, lang) };
    let more = without(line, before).map(|one| format!("+ {}", made(scenario, one, lang)));
    let less = without(before, line).map(|one| format!("− {}", made(scenario, one, lang)));
    let parts: Vec<String> = more.chain(less).collect();
    if parts.is_empty() { say(lang, "another order", "换个顺序") } else { parts.join(" ") }
}
