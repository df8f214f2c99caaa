//! The sentences, English and Chinese side by side.

use super::TippingView;
use crate::model::Lang;
use crate::report::study::say;
use crate::report::words::CautionText;
use crate::stats::Estimate;
use crate::study::tipping::{Distance, Nearest, Side, TippingPoint, TippingRow};

impl TippingView<'_> {
    /// How we stand today, and the criterion that turns the deal most easily.
    pub(super) fn headline(&self) -> String {
        let today = self.stands_today();
        let rows = self.nearest_rows();
        let Some(row) = rows.first() else {
            return self.join(&today, &self.no_turning());
        };
        self.join(&today, &self.turning(row))
    }

    /// What to say where no single weight changes the lead.
    fn no_turning(&self) -> String {
        let asked = || self.found.rows.iter().filter(|row| row.point != TippingPoint::NothingElse);
        let sure = asked().all(|row| match &row.point {
            TippingPoint::Always { least, .. } => least.low() >= 0.0,
            TippingPoint::Never { most, .. } => most.high() <= 0.0,
            _ => false,
        });
        let ahead = asked().all(|row| matches!(row.point, TippingPoint::Always { .. }));
        match (ahead, sure) {
            (true, true) => say(
                self.lang,
                "No single criterion, whatever its weight, takes the lead from us.",
                "任何一项准则单独取任何权重，我方都保持领先。",
            ),
            (false, true) => say(
                self.lang,
                "No single criterion turns the deal alone, whatever its weight.",
                "没有哪一项准则能单凭权重扭转局面。",
            ),
            (_, false) => say(
                self.lang,
                "For no single criterion can it be seen, with these draws, that its weight alone turns the deal.",
                "以目前的模拟次数，看不出有哪一项准则能单凭权重扭转局面。",
            ),
        }
    }

    fn join(&self, first: &str, second: &str) -> String {
        say(self.lang, format!("{first} {second}"), format!("{first}{second}"))
    }

    fn stands_today(&self) -> String {
        let lead = self.found.lead;
        let rival = self.alternative(self.found.strongest);
        let points = self.numbers().points_with_margin(&lead);
        let when = match self.state() {
            None => say(self.lang, "Today", "目前"),
            Some(strategy) => say(self.lang, format!("After “{strategy}”"), format!("“{strategy}”之后，")),
        };
        if lead.low() > 0.0 {
            say(
                self.lang,
                format!("{when} we lead: our win probability less that of {rival} is {points}."),
                format!("{when}我方领先：与“{rival}”的赢单率之差为 {points}。"),
            )
        } else if lead.high() < 0.0 {
            say(
                self.lang,
                format!("{when} we are behind: our win probability less that of {rival} is {points}."),
                format!("{when}我方落后：与“{rival}”的赢单率之差为 {points}。"),
            )
        } else {
            say(
                self.lang,
                format!("{when} we and {rival} cannot be told apart ({points})."),
                format!("{when}我方与“{rival}”难分高下（差 {points}）。"),
            )
        }
    }

    /// Whose weight a row is about, as the subject of a sentence.
    fn giver(&self, row: &TippingRow) -> String {
        match row.who {
            Some(who) => self.person(who).to_owned(),
            None if row.audience.len() == self.scenario.stakeholders.len() => say(self.lang, "everybody", "所有人"),
            None => say(self.lang, "everybody who can judge by it", "所有能评判它的人"),
        }
    }

    fn turning(&self, row: &TippingRow) -> String {
        let TippingPoint::At { weight, side, .. } = &row.point else { return String::new() };
        let (criterion, giver) = (self.criterion(row.criterion), self.giver(row));
        let now = self.now();
        let (at, today) = (self.numbers().percent(weight), self.numbers().percent_alone(&row.today));
        let above = *side == Side::Above;
        match (Self::holds(weight, above, row.today.value()), above) {
            (Some(true), true) => say(
                self.lang,
                format!(
                    "“{criterion}” keeps us ahead while {giver} gives it a weight of {at} or more ({now} {today} on average)."
                ),
                format!("只要{giver}给“{criterion}”的权重不低于 {at}（{now}平均 {today}），我方就领先。"),
            ),
            (Some(true), false) => say(
                self.lang,
                format!("We stay ahead until {giver} gives “{criterion}” a weight of {at} ({now} {today} on average)."),
                format!("只要{giver}给“{criterion}”的权重不超过 {at}（{now}平均 {today}），我方就领先。"),
            ),
            (Some(false), true) => say(
                self.lang,
                format!("We overtake if {giver} gives “{criterion}” a weight of {at} ({now} {today} on average)."),
                format!("如果{giver}给“{criterion}”的权重达到 {at}（{now}平均 {today}），我方就会反超。"),
            ),
            (Some(false), false) => say(
                self.lang,
                format!(
                    "We overtake if the weight that {giver} gives “{criterion}” falls to {at} ({now} {today} on average)."
                ),
                format!("如果{giver}给“{criterion}”的权重降到 {at}（{now}平均 {today}），我方就会反超。"),
            ),
            (None, _) => say(
                self.lang,
                format!(
                    "The deal hangs on “{criterion}”: the break-even weight of {giver}, {at}, cannot be told from the mean weight {now}, {today}."
                ),
                format!("胜负系于“{criterion}”：{giver}的临界权重 {at} 与{now}的平均权重 {today} 分不出差别。"),
            ),
        }
    }

    /// What the strategy does to that weight, and the smallest change of all.
    pub(super) fn more(&self) -> String {
        let parts: Vec<String> = [self.strategy_reaches(), self.smallest_change()].into_iter().flatten().collect();
        parts.join(if self.lang == Lang::En { " " } else { "" })
    }

    fn strategy_reaches(&self) -> Option<String> {
        let rows = self.nearest_rows();
        let row = rows.first()?;
        let (strategy, after) = (self.strategy()?, row.after?);
        let TippingPoint::At { weight, side, .. } = &row.point else { return None };
        let (criterion, mean) = (self.criterion(row.criterion), self.numbers().percent(&after));
        Some(match Self::holds(weight, *side == Side::Above, after.value()) {
            Some(true) => say(
                self.lang,
                format!("“{strategy}” takes the mean weight of “{criterion}” to {mean}: to the side where we lead."),
                format!("“{strategy}”把“{criterion}”的平均权重带到 {mean}：落在我方领先的一侧。"),
            ),
            Some(false) => say(
                self.lang,
                format!("“{strategy}” takes the mean weight of “{criterion}” to {mean}: short of where we lead."),
                format!("“{strategy}”把“{criterion}”的平均权重带到 {mean}：还没到我方领先的一侧。"),
            ),
            None => say(
                self.lang,
                format!(
                    "“{strategy}” takes the mean weight of “{criterion}” to {mean}, which cannot be told from the break-even weight."
                ),
                format!("“{strategy}”把“{criterion}”的平均权重带到 {mean}，与临界权重分不出差别。"),
            ),
        })
    }

    fn smallest_change(&self) -> Option<String> {
        match &self.found.nearest {
            Nearest::LeadAlready { .. } | Nearest::NotLinear => None,
            Nearest::Nowhere => Some(say(
                self.lang,
                "Whatever people weigh, we stay behind on average: weights alone cannot turn this deal.",
                "无论权重怎么变，我方平均得分都落后：单靠权重扭转不了这单。",
            )),
            Nearest::Changes { changes, .. } => {
                let change = changes.iter().find(|change| change.by == Distance::Variation)?;
                Some(match &change.ahead {
                    Some(ahead) => {
                        let (moved, lead) =
                            (weight_points(ahead.distance), self.numbers().points_with_margin(&ahead.lead));
                        say(
                            self.lang,
                            format!(
                                "The smallest change that shows a lead in the simulation: {moved} of 100 points of weight change place (lead {lead})."
                            ),
                            format!("模拟中能看出领先的最小改变：每 100 点权重中有 {moved} 点易位（领先 {lead}）。"),
                        )
                    }
                    None => say(
                        self.lang,
                        "The weights at which scores draw level on average were tried, and up to 12 points of score beyond: none shows a lead in the simulation.",
                        "试过平均得分打平的权重以及再多 12 分以内的权重：模拟中都看不出领先。",
                    ),
                })
            }
        }
    }

    pub(super) fn cautions(&self) -> Vec<CautionText> {
        let mut cautions = Vec::new();
        let mut add = |what: String, advice: String| cautions.push(CautionText { what, advice });
        let several = |row: &&crate::study::tipping::TippingRow| matches!(row.point, TippingPoint::At { changes, .. } if changes > 1);
        if let Some(row) = self.found.rows.iter().find(several) {
            let criterion = self.criterion(row.criterion);
            add(
                say(
                    self.lang,
                    format!("The lead changes more than once along the weight of “{criterion}” ({}).", self.giver(row)),
                    format!("沿着“{criterion}”的权重（{}），领先不止易手一次。", self.giver(row)),
                ),
                say(
                    self.lang,
                    format!(
                        "The break-even weight nearest to the mean weight {} is told: too much of it loses the lead again.",
                        self.now()
                    ),
                    format!("这里报告的是离{}平均权重最近的临界权重：过犹不及，再多又会失去领先。", self.now()),
                ),
            );
        }
        if self.found.nearest == Nearest::NotLinear {
            add(
                say(self.lang, "There is no smallest change of weights here.", "这里没有“最小改变”可算。"),
                say(
                    self.lang,
                    "The group's score is no linear function of weights (votes, a veto, a tilt, floors or conflict); use the break-even weights.",
                    "群体得分不是权重的线性函数（投票、否决、阶段倾斜、下限或分歧惩罚）；请用临界权重。",
                ),
            );
        }
        let unseen = match &self.found.nearest {
            Nearest::Changes { changes, .. } => changes.iter().any(|change| change.ahead.is_none()),
            _ => false,
        };
        if unseen {
            add(
                say(
                    self.lang,
                    "At the nearest weights scores draw level on average, but no lead shows in the simulation.",
                    "在最近的权重上平均得分打平，但模拟中看不出领先。",
                ),
                say(
                    self.lang,
                    "Ahead on average is not ahead more often: look at the maps, or work on performance too.",
                    "平均领先不等于更常胜出：请看权重地图，或同时改进得分。",
                ),
            );
        }
        cautions
    }

    pub(super) fn method(&self) -> String {
        let (draws, seed) = (self.numbers().count(self.found.draws), self.found.request.seed);
        let now = self.now();
        if self.found.closed_form {
            let when = match self.state() {
                None => say(self.lang, "before our moves", "出招之前"),
                Some(strategy) => {
                    say(self.lang, format!("once “{strategy}” is played"), format!("“{strategy}”实施之后"))
                }
            };
            return say(
                self.lang,
                format!(
                    "Nothing is uncertain {when}, so break-even weights are exact: D / (D + G), D the deficit on the present mix of all other criteria, G the gain on this one. All other weights give way in proportion."
                ),
                format!(
                    "{when}没有任何不确定，临界权重是精确值：D / (D + G)，D 为其余准则按现有比例的差距，G 为该准则上的优势。其余权重按比例让出。"
                ),
            );
        }
        say(
            self.lang,
            format!(
                "{draws} simulated purchases behind each number, seed {seed}, the same purchases at every weight. A weight is set by hand just before the decision, all others give way in proportion; break-even is where our win probability equals that of the strongest other alternative. ± is half of a 95% interval; the weights {now} are means."
            ),
            format!(
                "每个数字基于 {draws} 次模拟采购，种子 {seed}，各权重共用同一批采购。临近决策时手工设定一项权重，其余按比例让出；临界点是我方赢单率与最强对手相等之处。± 为 95% 区间的一半；{now}的权重为平均值。"
            ),
        )
    }

    /// A title for the chart of break-even weights.
    pub(super) fn break_even_title(&self) -> String {
        match self.nearest_rows().first() {
            Some(row) => self.turning(row),
            None => self.headline(),
        }
    }

    /// Draws, seed and interval, below charts.
    pub(super) fn caption(&self, more: &str) -> String {
        let (draws, seed) = (self.numbers().count(self.found.draws), self.found.request.seed);
        let made = if self.found.exact {
            say(self.lang, "Nothing is uncertain here: the numbers are exact.", "这里没有任何不确定，数字是精确的。")
        } else {
            say(
                self.lang,
                format!("{draws} simulated purchases per point, seed {seed}; 95% intervals."),
                format!("每点 {draws} 次模拟采购，种子 {seed}；区间为 95%。"),
            )
        };
        self.join(more, &made)
    }

    /// How the answer of a row is told in few words.
    pub(super) fn answer(&self, row: &TippingRow) -> String {
        match &row.point {
            TippingPoint::At { side, changes, .. } => {
                let side = match side {
                    Side::Above => say(self.lang, "above it", "高于它时"),
                    Side::Below => say(self.lang, "below it", "低于它时"),
                };
                if *changes > 1 {
                    say(self.lang, format!("{side}, at first"), format!("{side}（起初）"))
                } else {
                    side
                }
            }
            TippingPoint::Always { least, .. } if least.low() >= 0.0 => {
                say(self.lang, "at every weight", "任何权重都领先")
            }
            TippingPoint::Always { .. } => say(self.lang, "nowhere seen to lose it", "看不出会失去领先"),
            TippingPoint::Never { most, .. } if most.high() <= 0.0 => {
                say(self.lang, "at no weight", "任何权重都不领先")
            }
            TippingPoint::Never { .. } => say(self.lang, "no lead seen", "看不出领先"),
            TippingPoint::Unclear => say(self.lang, "cannot be told apart", "难分高下"),
            TippingPoint::NothingElse => say(self.lang, "weighs nothing else", "只看这一项"),
        }
    }

    pub(super) fn everybody(&self, row: &TippingRow) -> String {
        match row.who {
            Some(who) => self.person(who).to_owned(),
            None if row.audience.len() == self.scenario.stakeholders.len() => say(self.lang, "everybody", "所有人"),
            None => say(self.lang, "all who can judge by it", "所有能评判者"),
        }
    }

    /// What the table of nearest weights says about a distance.
    pub(super) fn distance(&self, by: Distance) -> String {
        match by {
            Distance::Variation => say(self.lang, "weight that changes place", "易位的权重"),
            Distance::Euclidean => say(self.lang, "Euclidean distance", "欧氏距离"),
        }
    }

    /// Whether we lead somewhere, in a word.
    pub(super) fn verified(&self, lead: Option<&Estimate>) -> String {
        match lead {
            Some(_) => say(self.lang, "yes", "是"),
            None => say(self.lang, "no lead seen", "看不出领先"),
        }
    }
}

/// Points of weight out of 100: `12.3`.
fn weight_points(share: f64) -> String {
    let tenths = (1000.0 * share).round() / 10.0;
    format!("{tenths}")
}
