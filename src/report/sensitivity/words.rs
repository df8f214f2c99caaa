//! The sentences of the study, each written for its language.

use super::Told;
use crate::stats::Estimate;
use crate::stats::number::{percent, percent_of};
use crate::study::Bar;

impl Told<'_> {
    /// What people call the strategy.
    pub fn strategy(&self) -> &str {
        self.names.scenario.strategies[self.found.strategy.index()].label.get(self.names.lang)
    }

    /// The widest bars that cannot be told apart, as many as a sentence holds; none if nothing swings.
    fn widest(&self) -> Vec<&Bar> {
        let Some(first) = self.found.bars.first().filter(|bar| !bar.swing.covers(0.0)) else { return Vec::new() };
        let alike = |bar: &&Bar| {
            let apart = first.swing.value().abs() - bar.swing.value().abs();
            apart <= crate::stats::Z975 * first.swing.std_error().hypot(bar.swing.std_error())
        };
        self.found.bars.iter().take_while(alike).collect()
    }

    /// From where to where a bar swings.
    fn swing(&self, bar: &Bar) -> String {
        let end = |side: usize| (self.names.level(bar.scalar, bar.levels[side]), percent(&bar.win[side]));
        let ((low, at_low), (high, at_high)) = (end(0), end(1));
        self.say(
            format!("{at_low} at “{low}”, {at_high} at “{high}”"),
            format!("取“{low}”时 {at_low}，取“{high}”时 {at_high}"),
        )
    }

    pub fn headline(&self) -> String {
        let (strategy, win) = (self.strategy(), self.names.numbers().percent(&self.found.win));
        let start = self.say(
            format!("With “{strategy}” we win {win} of the time."),
            format!("采用“{strategy}”，我方胜率为 {win}。"),
        );
        let end = match &self.widest()[..] {
            [] => self.say(
                " No single input moves that by more than the error of the simulation.",
                "没有哪一个因素单独能让它的变动超出模拟误差。",
            ),
            [one] => {
                let (name, swing) = (self.names.scalar(one.scalar), self.swing(one));
                let points = self.names.numbers().points_with_margin(&size(&one.swing));
                self.say(
                    format!(" That hangs most on one input. {name}: {swing} (a swing of {points})."),
                    format!("影响最大的因素是——{name}：{swing}（相差 {points}）。"),
                )
            }
            [one, rest @ ..] => {
                let (name, swing) = (self.names.scalar(one.scalar), self.swing(one));
                let others = rest.iter().take(2).map(|bar| self.names.scalar(bar.scalar)).collect::<Vec<_>>();
                let more = if rest.len() > 2 { self.say(" and others", "等") } else { String::new() };
                self.say(
                    format!(
                        " Several inputs swing it about equally far; the widest seen is {name}: {swing}. It cannot be \
                         told apart from: {}{more}.",
                        others.join("; ")
                    ),
                    format!(
                        "有几个因素的影响差不多大，其中相差最大的是——{name}：{swing}；但与以下因素还分不出高下：{}{more}。",
                        others.join("；")
                    ),
                )
            }
        };
        format!("{start}{end}")
    }

    pub fn more(&self) -> String {
        let Some(sum) = &self.found.one_by_one else {
            return self.say("The outcome does not vary.", "结果没有变动。");
        };
        let sum = Estimate::new(
            sum.value().clamp(0.0, 1.0),
            sum.std_error(),
            sum.low().clamp(0.0, 1.0),
            sum.high().clamp(sum.value().clamp(0.0, 1.0), 1.0),
        );
        let percent = self.names.numbers().percent(&sum);
        self.say(
            format!(
                "Inputs acting one by one account for {percent} of the variance; the rest comes from inputs that matter \
                 only together."
            ),
            format!("各因素单独起作用的部分占方差的 {percent}；其余来自几个因素凑在一起才起的作用。"),
        )
    }

    pub fn method(&self) -> String {
        let (draws, seed) = (self.names.numbers().count(self.found.draws), self.found.seed);
        self.say(
            format!(
                "At least {draws} simulated purchases behind each number, seed {seed}; ± is a 95% interval of the \
                 simulation. Both ends of a swing meet the same other random numbers; weights are read off a run ten \
                 times as long. Shares of variance: Saltelli et al. 2010, Jansen 1999."
            ),
            format!(
                "每个数字至少来自 {draws} 次模拟采购，随机种子 {seed}；± 为模拟的 95% 区间。每个因素的两端用的是同一批其他随机数；\
                 权重一项取自十倍长的模拟。方差份额：Saltelli 等 2010，Jansen 1999。"
            ),
        )
    }

    pub fn tornado_title(&self) -> String {
        match &self.widest()[..] {
            [] => self.say(
                "No single input moves our win probability by more than the error",
                "没有哪个因素单独能明显左右我方胜率",
            ),
            [one] => {
                let (name, points) = (self.names.scalar(one.scalar), whole(&one.swing));
                self.say(
                    format!("Our win probability hangs most on “{name}”: {points} points between low and high"),
                    format!("对我方胜率影响最大的是“{name}”：高低之间相差 {points} 个百分点"),
                )
            }
            several => {
                let (count, points) = (several.len(), whole(&several[0].swing));
                self.say(
                    format!("{count} inputs swing our win probability about equally far, by some {points} points"),
                    format!("有 {count} 个因素对我方胜率的影响不相上下，高低之间约差 {points} 个百分点"),
                )
            }
        }
    }

    pub fn shares_title(&self) -> String {
        let first = self.found.indices.first();
        let Some((group, indices)) = first.and_then(|group| Some((group, group.win?))) else {
            return self.say("The outcome does not vary", "结果没有变动");
        };
        let (name, share) = (self.names.input(group.kind), percent_of((100.0 * indices.total.value()).round() / 100.0));
        self.say(
            format!("“{name}” has a part in {share} of the uncertainty of the outcome, the largest share seen"),
            format!("结果的不确定性里，“{name}”参与了 {share}，在各项中数值最大"),
        )
    }
}

/// The size of a swing, whichever way it goes.
fn size(swing: &Estimate) -> Estimate {
    if swing.value() < 0.0 { swing.scaled(-1.0, 0.0) } else { *swing }
}

fn whole(swing: &Estimate) -> String {
    format!("{:.0}", 100.0 * swing.value().abs())
}
