//! The pictures: break-even weights, and the maps.

use super::TippingView;
use crate::chart::{
    BreakEvenChart, BreakEvenRow, MapAlternative, MapMark, Role, TernaryChart, Theme, WeightField, WeightMapChart,
    Words, break_even, ternary, weight_map,
};
use crate::model::Alternative;
use crate::report::figures::Chart;
use crate::report::study::say;
use crate::stats::number::percent_of;
use crate::study::tipping::{MapPoint, Side, TernaryMap, TippingPoint, TippingRow, WeightMap};

/// Rows of the chart of break-even weights.
const MOST_ROWS: usize = 16;

impl TippingView<'_> {
    /// All charts.
    pub(super) fn charts(&self, theme: &Theme) -> Vec<Chart> {
        let mut charts = vec![self.break_even_chart(theme)];
        charts.extend(self.found.map.as_ref().map(|map| self.map_chart(map, theme)));
        charts.extend(self.found.ternary.as_ref().map(|map| self.ternary_chart(map, theme)));
        charts
    }

    fn around(&self, title: String, subtitle: String, caption: String) -> Words {
        let state = self.state().map_or_else(String::new, |strategy| {
            say(self.lang, format!(" · after “{strategy}”"), format!(" · “{strategy}”之后"))
        });
        Words {
            lang: self.lang,
            title,
            subtitle: format!("{}{state} · {subtitle}", self.scenario.title.get(self.lang)),
            caption,
        }
    }

    /// Everybody's rows, then those of single people whose break-even weights are nearest, criterion by criterion.
    fn chart_rows(&self) -> Vec<&TippingRow> {
        let together = |row: &&TippingRow| row.who.is_none() || row.audience.len() == self.scenario.stakeholders.len();
        let all = || self.found.rows.iter().filter(|row| row.point != TippingPoint::NothingElse);
        let mut chosen: Vec<&TippingRow> = all().filter(together).take(MOST_ROWS).collect();
        let single = self.nearest_rows().into_iter().filter(|row| !together(row));
        chosen.extend(single.take(MOST_ROWS - chosen.len()).collect::<Vec<_>>());
        // In the order of the table, so that rows of a criterion stand together.
        all().filter(|row| chosen.contains(row)).collect()
    }

    fn break_even_chart(&self, theme: &Theme) -> Chart {
        let rows = self.chart_rows();
        let left_out = self.found.rows.len() - rows.len();
        let note = |row: &TippingRow| match row.distance() {
            Some(distance) => self.numbers().points(&distance),
            None => self.answer(row),
        };
        let one = |row: &&TippingRow| BreakEvenRow {
            criterion: self.criterion(row.criterion).to_owned(),
            who: self.everybody(row),
            today: row.today.value(),
            after: row.after.map(|after| after.value()),
            at: match row.point {
                TippingPoint::At { weight, side, .. } => Some((weight, side == Side::Above)),
                _ => None,
            },
            ahead: matches!(row.point, TippingPoint::Always { .. }),
            note: note(row),
        };
        let data = |words| BreakEvenChart {
            words,
            axis: say(self.lang, "Weight at the decision", "决策时的权重"),
            today: say(self.lang, format!("{} (mean)", self.now_head()), format!("{}（平均）", self.now())),
            after: self.strategy().unwrap_or_default().to_owned(),
            break_even: say(self.lang, "Break-even weight", "临界权重"),
            lead: say(self.lang, "We lead", "我方领先"),
            interval: if self.found.exact { String::new() } else { say(self.lang, "95% interval", "95% 区间") },
            rows: rows.iter().map(one).collect(),
        };
        let more = match left_out {
            0 => say(
                self.lang,
                "One weight is set, the others give way in proportion.",
                "设定一项权重，其余按比例让出。",
            ),
            _ => say(
                self.lang,
                format!(
                    "One weight is set, the others give way in proportion; {left_out} more questions are in the tables."
                ),
                format!("设定一项权重，其余按比例让出；另有 {left_out} 问见表格。"),
            ),
        };
        let subtitle = say(
            self.lang,
            "The weight at which we overtake the strongest other alternative",
            "我方反超最强对手所需的权重",
        );
        let words = self.around(self.break_even_title(), subtitle, self.caption(&more));
        Chart::new("break-even".to_owned(), words, theme, |words, theme| break_even(&data(words), theme))
    }

    fn alternatives(&self) -> Vec<MapAlternative> {
        let role = |alternative: &Alternative| match alternative {
            Alternative::Vendor(vendor) if *vendor == self.scenario.us => Role::Us,
            Alternative::Vendor(_) => Role::Rival,
            Alternative::StatusQuo => Role::NoDecision,
        };
        let one =
            |(position, alternative)| MapAlternative { name: self.alternative(position), role: role(alternative) };
        self.scenario.alternatives().iter().enumerate().map(one).collect()
    }

    fn field(&self, steps: usize, points: &[MapPoint]) -> WeightField {
        let win = |point: &MapPoint| point.win.iter().map(|win| win.value()).collect();
        WeightField {
            steps,
            win: points.iter().map(win).collect(),
            score: points.iter().map(|point| point.score.clone()).collect(),
        }
    }

    /// Says what the lines are; where all is certain there are none.
    fn lines(&self, points: &[MapPoint]) -> String {
        if points.iter().all(|point| point.score.is_some()) {
            return String::new();
        }
        say(self.lang, "Lines: our win probability", "曲线：我方赢单率")
    }

    fn today_name(&self) -> String {
        self.now_head()
    }

    /// How much of a map is ours, as a title.
    fn ours(&self, points: &[MapPoint], en: &str, zh: &str) -> String {
        let us = self.scenario.us.index();
        let led = points.iter().filter(|point| point.leader == us).count();
        let (en, zh) = match led {
            0 => (
                format!("We win most often at none of the weights that {en} can have"),
                format!("在{zh}的任何权重组合中，我方都不是最常胜出的"),
            ),
            led if led == points.len() => (
                format!("We win most often at all weights that {en} can have"),
                format!("在{zh}的所有权重组合中，我方都最常胜出"),
            ),
            led => {
                let share = (100.0 * led as f64 / points.len() as f64).round().clamp(1.0, 99.0) / 100.0;
                let share = percent_of(share);
                (
                    format!("We win most often at {share} of the weights that {en} can have"),
                    format!("在{zh}的所有权重组合中，我方在 {share} 上最常胜出"),
                )
            }
        };
        say(self.lang, en, zh)
    }

    fn map_chart(&self, map: &WeightMap, theme: &Theme) -> Chart {
        let [first, second] = map.criteria.map(|criterion| self.criterion(criterion).to_owned());
        let mark = |name: String, [x, y]: [f64; 2]| MapMark { name, weights: [x, y, (1.0 - x - y).max(0.0)] };
        let axis = |name: &str| say(self.lang, format!("Weight of “{name}”"), format!("“{name}”的权重"));
        let data = |words| WeightMapChart {
            words,
            axes: [axis(&first), axis(&second)],
            field: self.field(map.steps, &map.points),
            alternatives: self.alternatives(),
            lines: self.lines(&map.points),
            impossible: say(self.lang, "together more than 100%", "两者之和超过 100%"),
            today: Some(mark(self.today_name(), map.today)),
            after: map.after.map(|after| mark(self.strategy().unwrap_or_default().to_owned(), after)),
        };
        let (en, zh) = (format!("“{first}” and “{second}”"), format!("“{first}”与“{second}”"));
        let title = self.ours(&map.points, &en, &zh);
        let all = map.audience.len() == self.scenario.stakeholders.len();
        let subtitle = if all {
            say(
                self.lang,
                "Who wins most often when everybody gives the two criteria these weights",
                "所有人都给这两项准则如此权重时，谁最常胜出",
            )
        } else {
            say(
                self.lang,
                "Who wins most often when all who can judge by both criteria give them these weights",
                "所有能评判这两项准则的人都如此取权时，谁最常胜出",
            )
        };
        let more = say(
            self.lang,
            "All other weights give way in proportion. Points mark mean weights.",
            "其余权重按比例让出。圆点为平均权重。",
        );
        let words = self.around(title, subtitle, self.caption(&more));
        Chart::new("weight-map".to_owned(), words, theme, |words, theme| weight_map(&data(words), theme))
    }

    fn ternary_chart(&self, map: &TernaryMap, theme: &Theme) -> Chart {
        let mark = |name: String, weights: [f64; 3]| MapMark { name, weights };
        let data = |words| TernaryChart {
            words,
            criteria: map.criteria.map(|criterion| self.criterion(criterion).to_owned()),
            corner: say(self.lang, "all the weight", "全部权重"),
            field: self.field(map.steps, &map.points),
            alternatives: self.alternatives(),
            lines: self.lines(&map.points),
            today: map.today.map(|weights| mark(self.today_name(), weights)),
            after: map.after.map(|weights| mark(self.strategy().unwrap_or_default().to_owned(), weights)),
        };
        let title = self.ours(&map.points, "these three criteria", "这三项准则");
        let subtitle =
            say(self.lang, "Who wins most often when everybody has the same weights", "所有人权重相同时，谁最常胜出");
        let now = self.now();
        let covered = percent_of((100.0 * map.covered).round() / 100.0);
        let more = if map.covered < 0.995 {
            say(
                self.lang,
                format!(
                    "Other criteria have no weight here; {now} the three have {covered} of it, and points mark their shares of that."
                ),
                format!("这里其他准则权重为零；{now}三者合占 {covered}，圆点为三者之间的份额。"),
            )
        } else {
            say(self.lang, "Points mark the committee's mean weights.", "圆点为委员会的平均权重。")
        };
        let words = self.around(title, subtitle, self.caption(&more));
        Chart::new("ternary".to_owned(), words, theme, |words, theme| ternary(&data(words), theme))
    }
}
