//! The sentences of the study, each written for its language.

use super::Told;
use crate::model::{Alternative, InputKind};
use crate::report::study::say;
use crate::report::words::CautionText;
use crate::stats::number::percent_of;
use crate::stats::{Estimate, Switch};
use crate::study::{Question, Subject};

impl Told<'_> {
    /// What people call a choice.
    pub fn choice(&self, choice: usize) -> String {
        match self.found.choices[choice].strategy {
            Some(id) => self.names.scenario.strategies[id.index()].label.get(self.names.lang).to_owned(),
            None => self.say("No moves of ours", "我方按兵不动"),
        }
    }

    /// Whom to ask what.
    pub fn question(&self, subject: Subject) -> String {
        let kind = match subject {
            Subject::Input(kind) => kind,
            Subject::Rival(vendor) => {
                let vendor = self.names.alternative(Alternative::Vendor(vendor));
                return self.say(format!("Find out all about {vendor}'s offer"), format!("把{vendor}的方案全部摸清"));
            }
            Subject::Everything => return self.say("All questions answered at once", "所有问题一次问清"),
        };
        match kind {
            InputKind::Weights(who) => {
                let who = self.names.person(who);
                self.say(
                    format!("Ask {who}: what counts for you, and how much?"),
                    format!("问{who}：您最看重什么，各占多少分量？"),
                )
            }
            InputKind::Performance { alternative, criterion, who } => {
                let (whose, what) = (self.names.alternative(alternative), self.names.criterion(criterion));
                match (who.map(|who| self.names.person(who)), alternative) {
                    (Some(who), _) => {
                        self.say(format!("Ask {who} about {whose}: {what}"), format!("问{who}：{whose}怎么样？{what}"))
                    }
                    (None, Alternative::StatusQuo) => self.say(
                        format!("Ask how things stand today ({whose}): {what}"),
                        format!("问清现状（{whose}）：{what}"),
                    ),
                    (None, Alternative::Vendor(_)) => {
                        self.say(format!("Find out about {whose}: {what}"), format!("打听{whose}：{what}"))
                    }
                }
            }
            InputKind::Together(criterion) => {
                let what = self.names.criterion(criterion);
                self.say(format!("Find out how they compare on “{what}”"), format!("摸清各家在“{what}”上的高下"))
            }
            InputKind::Credibility(vendor) if vendor == self.names.scenario.us => {
                self.say("Find out how far they believe us", "探明客户有多相信我们")
            }
            InputKind::Credibility(vendor) => {
                let vendor = self.names.alternative(Alternative::Vendor(vendor));
                self.say(format!("Find out how far they believe {vendor}"), format!("探明客户有多相信{vendor}"))
            }
            InputKind::Indecision(who) => {
                let who = self.names.person(who);
                self.say(
                    format!("Ask {who}: what if this choice goes wrong?"),
                    format!("问{who}：万一选错了，后果有多严重？"),
                )
            }
            other => self.names.input(other),
        }
    }

    pub fn headline(&self) -> String {
        let numbers = self.names.numbers();
        let best = (self.choice(self.found.best), numbers.percent(&self.found.choices[self.found.best].win));
        let start = self.say(
            format!("Without asking anybody, “{}” is the best choice; we win {}.", best.0, best.1),
            format!("什么都不问的话，最好的选择是“{}”，我方胜率 {}。", best.0, best.1),
        );
        let end = match self.found.questions.iter().find(|question| question.win.is_clear()) {
            None => {
                let most = format!("{:.1}", 100.0 * self.found.everything.win.value.high().max(0.0) + 0.05);
                self.say(
                    format!(
                        " No single question is worth a conversation, as far as these draws can tell; all answers \
                         together would add at most {most} points."
                    ),
                    format!("就目前的模拟来看，没有哪个问题值得专门去谈；就算全部问清，胜率最多再高 {most} 个百分点。"),
                )
            }
            Some(first) => {
                let (question, worth) = (self.question(first.subject), numbers.points_with_margin(&first.win.value));
                let money = first.money.as_ref().filter(|money| money.is_clear());
                let currency = self.names.scenario.currency.as_deref().unwrap_or("");
                let money = money.map_or(String::new(), |money| {
                    let amount = numbers.money(&money.value, currency);
                    self.say(format!(", or {amount} of expected margin"), format!("，折合期望毛利 {amount}"))
                });
                let alike = self.alike(first);
                self.say(
                    format!(
                        " The question most worth asking: “{question}” Its answer is worth {worth} of win \
                         probability{money}.{alike}"
                    ),
                    format!("最值得弄清的问题是“{question}”，答案价值：胜率 {worth}{money}。{alike}"),
                )
            }
        };
        format!("{start}{end}")
    }

    /// Other questions worth asking that may be worth as much.
    fn alike(&self, first: &Question) -> String {
        let close = |other: &&Question| {
            let (one, two) = (&first.win.value, &other.win.value);
            let error = one.std_error().hypot(two.std_error());
            other.subject != first.subject
                && other.win.is_clear()
                && one.value() - two.value() <= crate::stats::Z975 * error
        };
        let names: Vec<String> = self
            .found
            .questions
            .iter()
            .filter(close)
            .take(2)
            .map(|q| format!("“{}”", self.question(q.subject)))
            .collect();
        if names.is_empty() {
            return String::new();
        }
        self.say(
            format!(" It cannot be told apart from {}.", names.join(", ")),
            format!("不过它与{}还分不出高下。", names.join("、")),
        )
    }

    pub fn more(&self) -> String {
        let numbers = self.names.numbers();
        let unclear = self.found.questions.iter().filter(|question| !question.win.is_clear()).count();
        let of = self.found.questions.len();
        let bound = numbers.points_with_margin(&self.found.everything.win.value);
        let perfect = numbers.points_with_margin(&self.found.perfect);
        let first = if unclear > 0 {
            self.say(
                format!("{unclear} of {of} questions are not worth a conversation, as far as these draws can tell. "),
                format!("{of} 个问题里，有 {unclear} 个就目前的模拟来看不值得专门去谈。"),
            )
        } else {
            String::new()
        };
        let last = self.say(
            format!("All answers together: {bound}. Knowing even the luck still to come: {perfect}, which no conversation can give."),
            format!("全部问清：{bound}。连以后的运气也预先知道：{perfect}，这是任何访谈都给不了的。"),
        );
        format!("{first}{last}")
    }

    /// Whether the question deserves a conversation.
    pub fn verdict(&self, question: &Question) -> String {
        if question.win.is_clear() {
            return self.say("worth asking", "值得问");
        }
        let of_money = question.money.as_ref().is_some_and(crate::stats::Information::is_clear);
        if of_money {
            return self.say("worth asking for the margin only", "只对毛利有意义");
        }
        self.say("not worth a conversation, as far as these draws can tell", "就目前的模拟来看，不值得专门去谈")
    }

    /// Which choice would take the place of the best one, how often, and when.
    pub fn change(&self, question: &Question) -> String {
        let win = &question.win;
        let others = (0..win.best_after.len()).filter(|choice| *choice != win.best);
        let often = |choice: &usize| win.best_after[*choice].value();
        let Some(other) = others.reduce(|a, b| if often(&b) > often(&a) { b } else { a }) else { return String::new() };
        let (name, share) = (self.choice(other), self.names.numbers().percent(&win.best_after[other]));
        let (best, stays) = (self.choice(win.best), self.names.numbers().percent(&win.best_after[win.best]));
        let usual = self.say(
            format!("“{best}” looks best after {stays} of the answers, “{name}” after {share}."),
            format!("有 {stays} 的答案会让“{best}”看起来最好，{share} 的答案会让“{name}”最好。"),
        );
        let rule = question.switch.as_ref().map_or(String::new(), |rule| self.rule(question.subject, rule));
        format!("{usual}{rule}")
    }

    /// When to choose otherwise, as the draws confirm it.
    fn rule(&self, subject: Subject, rule: &Switch) -> String {
        let (what, threshold) = match subject {
            Subject::Input(InputKind::Weights(who)) => {
                let (who, criterion) =
                    (self.names.person(who), self.names.criterion(crate::model::CriterionId::new(rule.number)));
                let what = self.say(format!("{who}'s weight of “{criterion}”"), format!("{who}给“{criterion}”的权重"));
                (what, percent_of((100.0 * rule.threshold).round() / 100.0))
            }
            Subject::Input(InputKind::Credibility(_)) => {
                (self.say("belief", "相信的程度"), percent_of((100.0 * rule.threshold).round() / 100.0))
            }
            Subject::Input(InputKind::Performance { alternative, criterion, who }) => {
                let scalar = crate::study::Scalar::Performance { alternative, criterion, who };
                let level = self.names.level(scalar, crate::study::Level::Natural(rule.threshold));
                (self.say("the answer", "答案"), level)
            }
            _ => {
                (self.say("the answer", "答案"), self.names.numbers().plain((1000.0 * rule.threshold).round() / 1000.0))
            }
        };
        let (choice, gain) = (self.choice(rule.choice), self.names.numbers().points_with_margin(&rule.gain));
        let side = |en: [&str; 2], zh: [&str; 2]| {
            let i = usize::from(!rule.above);
            say(self.names.lang, en[i], zh[i])
        };
        let side = side(["above", "below"], ["高于", "低于"]);
        self.say(
            format!(" If {what} is {side} {threshold}, choose “{choice}”: that rule alone gains {gain}."),
            format!("如果{what}{side} {threshold}，改选“{choice}”：单靠这一条规则就多得 {gain}。"),
        )
    }

    pub fn cautions(&self) -> Vec<CautionText> {
        let Some(richest) = self.found.best_for_money.filter(|choice| *choice != self.found.best) else {
            return Vec::new();
        };
        let (money, win) = (self.choice(richest), self.choice(self.found.best));
        vec![CautionText {
            what: self.say(
                format!("“{win}” wins most often, but “{money}” is expected to earn more."),
                format!("“{win}”胜率最高，但期望毛利最高的是“{money}”。"),
            ),
            advice: self.say(
                "Decide first what you want more of; the points and the money in the table belong to different choices.",
                "先想清楚更看重哪一个：表中的百分点和金额对应的是不同的选择。",
            ),
        }]
    }

    pub fn method(&self) -> String {
        let numbers = self.names.numbers();
        let (draws, answers, seed) =
            (numbers.count(self.found.draws), numbers.count(self.found.answers), self.found.seed);
        self.say(
            format!(
                "{draws} simulated purchases for each question, in {answers} possible answers, seed {seed}; ± is a 95% \
                 interval of the simulation. Nested Monte Carlo, freed of its first-order bias (Giles & Goda 2019)."
            ),
            format!(
                "每个问题模拟 {draws} 次采购，分为 {answers} 种可能的答案，随机种子 {seed}；± 为模拟的 95% 区间。嵌套蒙特卡洛，\
                 已消除一阶偏差（Giles 与 Goda 2019）。"
            ),
        )
    }

    pub fn chart_title(&self) -> String {
        match self.found.questions.iter().find(|question| question.win.is_clear()) {
            Some(first) => {
                let (question, points) = (self.question(first.subject), one_digit(&first.win.value));
                self.say(
                    format!("“{question}” The answer is worth {points} points, the largest worth seen"),
                    format!("“{question}”：答案约值 {points} 个百分点的胜率，在各问题中数值最高"),
                )
            }
            None => self.say(
                "No single question is worth a conversation, as far as these draws can tell",
                "就目前的模拟来看，没有哪个问题值得专门去谈",
            ),
        }
    }
}

fn one_digit(worth: &Estimate) -> String {
    format!("{:.1}", 100.0 * worth.value())
}
