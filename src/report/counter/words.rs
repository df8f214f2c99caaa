//! The sentences about rivals' answers, English and Chinese side by side. Every sentence about a number says how sure it is.

use super::{Told, is_clear};
use crate::stats::Estimate;
use crate::stats::number::points_alone;

impl Told<'_> {
    /// What we can count on, whatever the rivals do.
    pub(in crate::report) fn headline(&self) -> String {
        let found = self.found;
        if found.equilibrium.gain.low() > 0.0 { self.mixed() } else { self.pure() }
    }

    fn pure(&self) -> String {
        let found = self.found;
        let best = found.maximin.best;
        let (name, win) = (self.strategy(best), self.numbers().percent(&found.maximin.win));
        let worst = self.answer(found.threats[best].best);
        if best == 0 {
            return self.say(
                format!("No strategy improves our worst case: without any move we win at least {win}, whatever the rivals do. Our worst case then: {worst}."),
                format!("没有哪个策略能改善最坏情况：我方什么都不做，不管对手怎么应对，胜率至少 {win}。最坏的情况是：{worst}。"),
            );
        }
        self.say(
            format!("“{name}” wins at least {win} whatever the rivals do, more than any other single strategy can promise. Its worst case: {worst}."),
            format!("不管对手怎么应对，“{name}”的胜率至少 {win}，单打任何其他策略都保证不了更多。它最坏的情况是：{worst}。"),
        )
    }

    fn mixed(&self) -> String {
        let found = self.found;
        let (name, win) = (self.strategy(found.maximin.best), self.numbers().percent(&found.maximin.win));
        let value = self.numbers().percent(&found.equilibrium.value);
        let gain = self.numbers().points_with_margin(&found.equilibrium.gain);
        let played: Vec<usize> =
            (0..found.strategies.len()).filter(|row| found.equilibrium.ours[*row].value() > 0.005).collect();
        let names = self.listed(played.iter().map(|row| self.strategy(*row)));
        self.say(
            format!("No single strategy is safe: “{name}” guarantees {win}, but keeping the rivals guessing between {names} guarantees {value} ({gain})."),
            format!("单靠一个策略都有破绽：“{name}”能保证 {win}；在{names}之间变换、让对手猜不准，能保证 {value}（{gain}）。"),
        )
    }

    /// What else to know at once.
    pub(in crate::report) fn more(&self) -> String {
        let sentences = [self.as_the_scenario_says(), self.never_worth_playing(), self.best_protection()];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        sentences.join(&self.say(" ", ""))
    }

    fn as_the_scenario_says(&self) -> Option<String> {
        let column = self.as_said()?;
        let reply = &self.found.replies[column];
        let (name, win) = (self.strategy(reply.best), self.numbers().percent(&reply.win));
        let damage = &self.found.damage[reply.best][column];
        let cost = if damage.covers(0.0) {
            self.say("what they do costs it nothing that can be told from 0", "对手的动作对它的影响与 0 分不开")
        } else if damage.value() > 0.0 {
            let points = self.points(damage);
            self.say(format!("what they do costs it {points}"), format!("对手的动作让它少了 {points}"))
        } else {
            let points = self.points(&damage.scaled(-1.0, 0.0));
            self.say(format!("what they do helps it by {points}"), format!("对手的动作反而让它多了 {points}"))
        };
        Some(self.say(
            format!("If the rivals do as the scenario says, “{name}” wins most: {win}; {cost}."),
            format!("若对手如场景所设，胜率最高的是“{name}”：{win}；{cost}。"),
        ))
    }

    fn never_worth_playing(&self) -> Option<String> {
        let strategies = self.found.dominated.iter().filter(|one| one.worse > 0).count();
        if strategies == 0 {
            return None;
        }
        let (all, draws) = (self.found.strategies.len() - 1, self.draws());
        let verb = if strategies == 1 { "wins" } else { "win" };
        Some(self.say(
            format!("{strategies} of {all} strategies never {verb} more than another one, whatever the rivals do, as far as {draws} can tell (costs aside)."),
            format!("{all} 个策略里有 {strategies} 个，不管对手怎么应对，胜率都不比另一个高（以 {draws}所见，不计成本）。"),
        ))
    }

    fn best_protection(&self) -> Option<String> {
        let best = self
            .inoculations()
            .into_iter()
            .find(|one| one.first && is_clear(one) && one.spared.value() > 0.0 && one.damage_without.low() > 0.0)?;
        let (ours, theirs) = (self.move_label(best.played), self.move_label(best.answer));
        let spared = self.points(&best.spared);
        Some(self.say(
            format!("Said first, “{ours}” protects best: it takes {spared} off what “{theirs}” costs us."),
            format!("先讲“{ours}”最能防守：它让“{theirs}”造成的损失减少 {spared}。"),
        ))
    }

    /// An amount of points without its sign.
    fn points(&self, difference: &Estimate) -> String {
        let text = self.numbers().points_with_margin(difference);
        text.strip_prefix('+').unwrap_or(&text).to_owned()
    }

    /// The number of draws in words.
    pub(in crate::report) fn draws(&self) -> String {
        let count = self.numbers().count(self.found.draws);
        self.say(format!("{count} simulated purchases"), format!("{count} 次模拟采购"))
    }

    /// How the numbers were made.
    pub(in crate::report) fn method(&self) -> String {
        let found = self.found;
        let combinations = found.strategies.len() * found.answers.len();
        let game = self.say(
            "The best mix is the equilibrium of a game in our win probability: it takes rivals who want us to lose, know how we mix, and pay nothing for their moves. The real ones may do less.",
            "“最佳组合”是以我方胜率为得失的博弈均衡：假设对手一心让我方输、知道我方怎么变换、动作不花钱。真实的对手未必做到。",
        );
        if found.certain {
            return self.say(
                format!("{combinations} combinations; exact, nothing is uncertain in this scenario. {game}"),
                format!("共 {combinations} 种组合；场景中没有不确定的东西，数字是精确的。{game}"),
            );
        }
        let (draws, seed) = (self.draws(), found.seed);
        self.say(
            format!("{draws} of each of {combinations} combinations, all on the same draws, seed {seed}; ± is half of a 95% interval, differences are paired. Errors of the mix: jackknife over 40 groups of draws. {game}"),
            format!("{combinations} 种组合，每种都用同一批 {draws}，随机种子 {seed}；± 为 95% 区间的一半，差值按同一批抽样配对。组合的误差：40 组刀切法。{game}"),
        )
    }

    /// The finding, short enough for a slide.
    pub(in crate::report) fn chart_title(&self) -> String {
        let found = self.found;
        let best = found.maximin.best;
        let name = self.strategy(best);
        if found.equilibrium.gain.low() > 0.0 {
            let gain = points_alone(&found.equilibrium.gain);
            return self.say(
                format!("No single strategy is safe against every answer: mixing is worth {gain} points over “{name}”"),
                format!("没有一个策略经得起所有应对：变换着用，比只用“{name}”多 {gain} 个百分点"),
            );
        }
        let win = self.numbers().percent_alone(&found.maximin.win);
        if best == 0 {
            return self.say(
                format!("Whatever the rivals do, no strategy of ours guarantees more than doing nothing: {win}"),
                format!("不管对手怎么应对，我方没有策略比什么都不做更有保证：{win}"),
            );
        }
        let more = match found.maximin.alike.len() {
            0 => String::new(),
            count => self
                .say(format!(", and {count} cannot be told apart from it"), format!("，另有 {count} 个与它分不出高下")),
        };
        self.say(
            format!("Whatever the rivals do, “{name}” wins at least {win}{more}"),
            format!("不管对手怎么应对，“{name}”的胜率至少 {win}{more}"),
        )
    }

    /// Draws, seed and intervals of the chart.
    pub(in crate::report) fn chart_caption(&self, shown: usize) -> String {
        let found = self.found;
        let all = found.answers.len();
        let part = if shown < all {
            self.say(
                format!(" {shown} of {all} answers are drawn; tables/payoffs.csv has all."),
                format!("图中为 {all} 种应对中的 {shown} 种，全部见 tables/payoffs.csv。"),
            )
        } else {
            String::new()
        };
        if found.certain {
            return self
                .say(format!("Exact: nothing is uncertain.{part}"), format!("数字精确，没有不确定的东西。{part}"));
        }
        let margin = self.numbers().widest_margin(found.win.iter().flatten());
        let margin = margin.map_or_else(String::new, |margin| {
            self.say(
                format!(", 95% intervals at most ± {margin} points"),
                format!("，95% 区间不超过 ± {margin} 个百分点"),
            )
        });
        let (draws, seed) = (self.draws(), found.seed);
        self.say(
            format!("{draws} of each combination on the same draws, seed {seed}{margin}. The best mix assumes rivals who only want us to lose.{part}"),
            format!("每种组合都用同一批 {draws}，随机种子 {seed}{margin}。“最佳组合”假设对手一心让我方输。{part}"),
        )
    }
}
