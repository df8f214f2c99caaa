//! The tables: break-even weights, what the buyer believes where each alternative wins, the nearest winning weights, and the
//! points of the maps.

use super::TippingView;
use crate::model::CriterionId;
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, say};
use crate::stats::Estimate;
use crate::study::tipping::{MapPoint, Nearest, TippingPoint, TippingRow};

/// Rows of break-even weights on a terminal.
const SHOWN: usize = 16;
/// Rows without one, at least.
const LEAST_SHOWN: usize = 4;

impl TippingView<'_> {
    /// All tables.
    pub(super) fn tables(&self) -> Vec<StudyTable> {
        let mut tables = vec![self.break_even(), self.out_of_reach(), self.central(), self.chances()];
        tables.extend(self.nearest());
        tables.extend(self.found.map.as_ref().map(|map| self.map_table("map", &map.criteria, &map.points)));
        tables.extend(self.found.ternary.as_ref().map(|map| self.map_table("ternary", &map.criteria, &map.points)));
        tables
    }

    fn column(&self, key: &'static str, en: &str, zh: &str, kind: ColumnKind) -> StudyColumn {
        StudyColumn::new(key, say(self.lang, en, zh), kind)
    }

    fn named(&self, criterion: CriterionId) -> StudyCell {
        StudyCell::named(&self.scenario.criteria[criterion.index()].id, self.criterion(criterion))
    }

    fn whose(&self, row: &TippingRow) -> StudyCell {
        let id = row.who.map_or("everybody", |who| &self.scenario.stakeholders[who.index()].id);
        StudyCell::named(id, &self.everybody(row))
    }

    /// What every row about a criterion and somebody begins with.
    fn asked(&self) -> Vec<StudyColumn> {
        let mut columns = vec![
            self.column("criterion", "Criterion", "准则", ColumnKind::Named),
            self.column("who", "Weight of", "谁的权重", ColumnKind::Named),
            StudyColumn::new("today", self.now_head(), ColumnKind::Percent),
        ];
        if self.found.request.strategy.is_some() {
            columns.push(self.column("after", "After", "策略之后", ColumnKind::Percent));
        }
        columns
    }

    fn question(&self, row: &TippingRow) -> Vec<StudyCell> {
        let mut cells = vec![self.named(row.criterion), self.whose(row), StudyCell::Estimate(row.today)];
        if self.found.request.strategy.is_some() {
            cells.push(StudyCell::maybe(row.after));
        }
        cells
    }

    fn break_even(&self) -> StudyTable {
        let mut columns = self.asked();
        columns.extend([
            self.column("break_even", "Break-even", "临界权重", ColumnKind::Percent),
            self.column("distance", "Distance", "差距（点）", ColumnKind::Points),
            self.column("answer", "We lead", "我方领先", ColumnKind::Word),
        ]);
        let row = |row: &&TippingRow| {
            let TippingPoint::At { weight, .. } = row.point else { return Vec::new() };
            let mut cells = self.question(row);
            cells.extend([
                StudyCell::Estimate(weight),
                StudyCell::maybe(row.distance()),
                StudyCell::Word(self.answer(row)),
            ]);
            cells
        };
        StudyTable {
            name: "break_even",
            title: say(self.lang, "Weights at which the lead changes hands", "领先易手的权重"),
            reading: say(
                self.lang,
                format!(
                    "One weight is set by hand, the others give way in proportion. Distances are in points of weight, from the mean {}.",
                    self.now()
                ),
                format!("手工设定一项权重，其余按比例让出。差距以权重点数计，从{}的平均权重算起。", self.now()),
            ),
            columns,
            rows: self.nearest_rows().iter().map(row).collect(),
            shown: SHOWN,
        }
    }

    fn out_of_reach(&self) -> StudyTable {
        let mut columns = self.asked();
        columns.extend([
            self.column("answer", "We lead", "我方领先", ColumnKind::Word),
            self.column("lead", "Closest lead", "最接近时的领先", ColumnKind::Points),
            self.column("lead_at", "At weight", "所在权重", ColumnKind::Percent),
        ]);
        let row = |row: &TippingRow| {
            let closest = match row.point {
                TippingPoint::At { .. } => return None,
                TippingPoint::Always { least, at } => Some((least, at)),
                TippingPoint::Never { most, at } => Some((most, at)),
                TippingPoint::Unclear | TippingPoint::NothingElse => None,
            };
            let mut cells = self.question(row);
            cells.push(StudyCell::Word(self.answer(row)));
            cells.push(StudyCell::maybe(closest.map(|(lead, _)| lead)));
            cells.push(StudyCell::maybe(closest.map(|(_, at)| Estimate::exact(at))));
            Some(cells)
        };
        // Everybody's first: on a terminal those of single people would hide them.
        let all = || self.found.rows.iter();
        let (together, single) = (all().filter(|row| row.who.is_none()), all().filter(|row| row.who.is_some()));
        let out = |row: &&TippingRow| row.who.is_none() && !matches!(row.point, TippingPoint::At { .. });
        let shown = all().filter(out).count().clamp(LEAST_SHOWN, SHOWN);
        StudyTable {
            name: "no_break_even",
            title: say(self.lang, "Weights that do not turn the deal alone", "单独扭转不了局面的权重"),
            reading: say(
                self.lang,
                "The closest lead is our win probability less the strongest other's where the two are closest, in points.",
                "“最接近时的领先”是我方与最强对手赢单率最接近处的差（百分点）。",
            ),
            columns,
            rows: together.chain(single).filter_map(row).collect(),
            shown,
        }
    }

    /// We first, then who has to be beaten, then the rest.
    fn in_order(&self) -> Vec<usize> {
        let (us, strongest) = (self.scenario.us.index(), self.found.strongest);
        let mut order: Vec<usize> = (0..self.found.win.len()).collect();
        order.sort_by_key(|position| {
            if *position == us {
                0
            } else if *position == strongest {
                1
            } else {
                2
            }
        });
        order
    }

    fn central(&self) -> StudyTable {
        let columns = vec![
            self.column("alternative", "Alternative", "方案", ColumnKind::Named),
            self.column("criterion", "Criterion", "准则", ColumnKind::Named),
            self.column("central", "Where it wins", "它胜出时", ColumnKind::Percent),
            StudyColumn::new("today", self.now_head(), ColumnKind::Percent),
        ];
        let one = |position: usize| {
            let central = self.found.central[position].as_ref();
            (0..self.found.today.len()).map(move |c| {
                vec![
                    StudyCell::named(self.alternative_id(position), &self.alternative(position)),
                    self.named(CriterionId::new(c)),
                    StudyCell::maybe(central.map(|central| central.group[c])),
                    StudyCell::Estimate(self.found.today[c]),
                ]
            })
        };
        StudyTable {
            name: "central_weights",
            title: say(self.lang, "What they believe where each alternative wins", "各方案胜出时，他们怎么看权重"),
            reading: say(
                self.lang,
                "Central weights: the committee's mean weights in the purchases that the alternative wins; empty if it never wins.",
                "中心权重：该方案胜出的那些采购中委员会的平均权重；从不胜出则为空。",
            ),
            columns,
            rows: self.in_order().into_iter().flat_map(one).collect(),
            shown: 2 * self.found.today.len(),
        }
    }

    fn chances(&self) -> StudyTable {
        let columns = vec![
            self.column("alternative", "Alternative", "方案", ColumnKind::Named),
            StudyColumn::new(
                "win",
                say(self.lang, format!("Wins {}", self.now()), format!("{}赢单率", self.now())),
                ColumnKind::Percent,
            ),
            self.column("confidence", "At its central weights", "在其中心权重下", ColumnKind::Percent),
        ];
        let one = |position: usize| {
            let central = self.found.central[position].as_ref();
            vec![
                StudyCell::named(self.alternative_id(position), &self.alternative(position)),
                StudyCell::Estimate(self.found.win[position]),
                StudyCell::maybe(central.map(|central| central.confidence_factor)),
            ]
        };
        StudyTable {
            name: "chances",
            title: say(
                self.lang,
                format!("Win probability {}, and if everybody held its central weights", self.now()),
                format!("{}的赢单率，以及人人持其中心权重时的赢单率", self.now()),
            ),
            reading: String::new(),
            columns,
            rows: self.in_order().into_iter().map(one).collect(),
            shown: usize::MAX,
        }
    }

    /// Distances, and the weights there.
    fn nearest(&self) -> Vec<StudyTable> {
        let Nearest::Changes { today, changes, .. } = &self.found.nearest else { return Vec::new() };
        let tenths = |share: f64| StudyCell::Number((1000.0 * share).round() / 10.0);
        let distances = StudyTable {
            name: "nearest",
            title: say(self.lang, "The smallest changes of weights after which we lead", "让我方领先的最小权重改变"),
            reading: say(
                self.lang,
                "Points of weight out of 100, averaged over people by influence. Level: expected scores are equal. Ahead: the nearest weights tried at which the simulation shows a lead.",
                "以 100 点权重计，按影响力对人平均。打平：期望得分相等。领先：试过的权重中最近的、模拟能看出领先的一处。",
            ),
            columns: vec![
                self.column("measure", "Measured as", "量法", ColumnKind::Word),
                self.column("level", "Level at", "打平", ColumnKind::Number),
                self.column("ahead", "Ahead at", "领先", ColumnKind::Number),
                self.column("lead", "Lead there", "领先幅度（百分点）", ColumnKind::Points),
                self.column("verified", "Seen in simulation", "模拟证实", ColumnKind::Word),
            ],
            rows: changes
                .iter()
                .map(|change| {
                    let ahead = change.ahead.as_ref();
                    vec![
                        StudyCell::Word(self.distance(change.by)),
                        tenths(change.level),
                        ahead.map_or(StudyCell::Empty, |ahead| tenths(ahead.distance)),
                        StudyCell::maybe(ahead.map(|ahead| ahead.lead)),
                        StudyCell::Word(self.verified(ahead.map(|ahead| &ahead.lead))),
                    ]
                })
                .collect(),
            shown: usize::MAX,
        };
        let at = |change: usize, c: usize| {
            let change = changes.get(change);
            let weights =
                change.map(|change| change.ahead.as_ref().map_or(&change.level_weights, |ahead| &ahead.weights));
            weights.map_or(StudyCell::Empty, |weights| tenths(weights[c]))
        };
        let weights = StudyTable {
            name: "nearest_weights",
            title: say(self.lang, "Mean weights there", "那里的平均权重"),
            reading: say(
                self.lang,
                "Where the simulation shows a lead, else where scores draw level; points of weight out of 100.",
                "模拟能看出领先之处；否则为打平之处；以 100 点权重计。",
            ),
            columns: vec![
                self.column("criterion", "Criterion", "准则", ColumnKind::Named),
                StudyColumn::new("today", self.now_head(), ColumnKind::Number),
                self.column("by_variation", "Least weight moved", "易位最少", ColumnKind::Number),
                self.column("by_euclidean", "Euclidean", "欧氏最近", ColumnKind::Number),
            ],
            rows: (0..today.len())
                .map(|c| vec![self.named(CriterionId::new(c)), tenths(today[c]), at(0, c), at(1, c)])
                .collect(),
            shown: usize::MAX,
        };
        vec![distances, weights]
    }

    /// Every point of a map; for files.
    fn map_table(&self, name: &'static str, criteria: &[CriterionId], points: &[MapPoint]) -> StudyTable {
        const KEYS: [(&str, &str); 3] =
            [("first", "first_weight"), ("second", "second_weight"), ("third", "third_weight")];
        let mut columns = Vec::new();
        for (key, weight) in &KEYS[..criteria.len()] {
            columns.push(self.column(key, "Criterion", "准则", ColumnKind::Named));
            columns.push(self.column(weight, "Weight", "权重", ColumnKind::Number));
        }
        columns.extend([
            self.column("leader", "Wins most often", "最常胜出", ColumnKind::Named),
            self.column("our_win", "Our win probability", "我方赢单率", ColumnKind::Percent),
            self.column("lead", "Our lead", "我方领先", ColumnKind::Points),
        ]);
        let us = self.scenario.us.index();
        let row = |point: &MapPoint| {
            let weights = criteria.iter().zip(&point.weights);
            let mut cells: Vec<StudyCell> =
                weights.flat_map(|(c, w)| [self.named(*c), StudyCell::Number(*w)]).collect();
            cells.extend([
                StudyCell::named(self.alternative_id(point.leader), &self.alternative(point.leader)),
                StudyCell::Estimate(point.win[us]),
                StudyCell::Estimate(point.lead),
            ]);
            cells
        };
        let rows = points.iter().map(row).collect();
        StudyTable { name, title: String::new(), reading: String::new(), columns, rows, shown: 0 }
    }
}
