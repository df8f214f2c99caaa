//! What `optimize` says: the pitch to make, what it beats, what comes to the same, and what more effort would bring.

mod tables;

use crate::chart::Theme;
use crate::model::{Lang, Line, MadeMove, MoveKind, Scenario};
use crate::report::figures::frontier::frontier_charts;
use crate::report::pitch::{as_toml, difference, made, moves, without};
use crate::report::study::{Made, StudyReport, say};
use crate::report::words::CautionText;
use crate::stats::Estimate;
use crate::stats::number::{Numbers, is_exact};
use crate::study::optimize::{Goal, Optimum, Pitch, Reach, fresh_seed};

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

/// What a point of a frontier adds to the one before, shortly: for a chart.
pub(super) fn added(scenario: &Scenario, line: &Line, before: Option<&Line>, lang: Lang) -> String {
    let Some(before) = before else { return moves(scenario, &line.ours, lang) };
    let more = without(line, before).map(|one| format!("+ {}", made(scenario, one, lang)));
    let less = without(before, line).map(|one| format!("− {}", made(scenario, one, lang)));
    let parts: Vec<String> = more.chain(less).collect();
    if parts.is_empty() { say(lang, "another order", "换个顺序") } else { parts.join(" ") }
}
