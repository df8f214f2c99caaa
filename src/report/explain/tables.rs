//! The tables of an explanation. With several strategies, each row says of which it is.

use super::Telling;
use crate::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, say};
use crate::stats::Estimate;
use crate::study::{PairWorth, Worth};

/// So many pairs are printed on a terminal.
const PAIRS_SHOWN: usize = 6;

pub(super) fn all(tellings: &[Telling]) -> Vec<StudyTable> {
    [strategies, moves, pairs, sources, flows, votes, vote_sources].map(|table| table(tellings)).to_vec()
}

/// A table of rows that each belong to a strategy.
fn table(
    tellings: &[Telling],
    name: &'static str,
    (title, reading): (String, String),
    mut columns: Vec<StudyColumn>,
    rows: impl Fn(&Telling) -> Vec<Vec<StudyCell>>,
) -> StudyTable {
    let several = tellings.len() > 1;
    if several {
        columns.insert(0, column(tellings, "strategy", ("Strategy", "策略"), ColumnKind::Named));
    }
    let tagged = |telling: &Telling| {
        let tag = several.then(|| StudyCell::named(telling.strategy_id(), telling.strategy()));
        rows(telling).into_iter().map(move |row| tag.iter().cloned().chain(row).collect()).collect::<Vec<Vec<_>>>()
    };
    let rows: Vec<Vec<StudyCell>> = tellings.iter().flat_map(tagged).collect();
    StudyTable { name, title, reading, columns, shown: rows.len(), rows }
}

fn column(tellings: &[Telling], key: &'static str, (en, zh): (&str, &str), kind: ColumnKind) -> StudyColumn {
    StudyColumn::new(key, say(tellings[0].lang, en, zh), kind)
}

fn words(tellings: &[Telling], en: [&str; 2], zh: [&str; 2]) -> (String, String) {
    let lang = tellings[0].lang;
    (say(lang, en[0], zh[0]), say(lang, en[1], zh[1]))
}

fn estimate(estimate: Estimate) -> StudyCell {
    StudyCell::Estimate(estimate)
}

/// What is explained; printed if that is more than one.
fn strategies(tellings: &[Telling]) -> StudyTable {
    let words = words(tellings, ["What is explained", ""], ["解释的是什么", ""]);
    let columns = vec![
        column(tellings, "explained", ("Strategy", "策略"), ColumnKind::Named),
        column(tellings, "before", ("Baseline", "基准"), ColumnKind::Percent),
        column(tellings, "after", ("With the strategy", "采用该策略"), ColumnKind::Percent),
        column(tellings, "uplift", ("Change, points", "变化（百分点）"), ColumnKind::Points),
        column(tellings, "uplift_lasting", ("Wins that last, points", "胜出且用得下去（百分点）"), ColumnKind::Points),
        column(tellings, "uplift_margin", ("Expected margin", "期望净收益"), ColumnKind::Money),
        column(tellings, "parts", ("Parts played", "模拟的组合数"), ColumnKind::Count),
        column(tellings, "draws", ("Simulated purchases", "模拟次数"), ColumnKind::Count),
    ];
    let row = |telling: &Telling| {
        let found = telling.found;
        let uplift = |worth: &Option<Worth>| StudyCell::maybe(worth.as_ref().map(|worth| worth.uplift));
        vec![vec![
            StudyCell::named(telling.strategy_id(), telling.strategy()),
            estimate(found.group.before[telling.us()]),
            estimate(found.group.after[telling.us()]),
            estimate(telling.uplift()),
            uplift(&found.lasting),
            uplift(&found.margin),
            StudyCell::Count(found.parts as u64),
            StudyCell::Count(found.draws),
        ]]
    };
    let rows: Vec<Vec<StudyCell>> = tellings.iter().flat_map(row).collect();
    let shown = if tellings.len() > 1 { rows.len() } else { 0 };
    StudyTable { name: "explained", title: words.0, reading: words.1, columns, rows, shown }
}

fn moves(tellings: &[Telling]) -> StudyTable {
    let first = tellings[0].found;
    let mut columns = vec![
        column(tellings, "move", ("Move", "动作"), ColumnKind::Named),
        column(tellings, "shapley", ("Due to it", "归功于它"), ColumnKind::Points),
        column(tellings, "alone", ("As the only move", "只做这一个"), ColumnKind::Points),
        column(tellings, "without", ("Lost without it", "去掉它损失"), ColumnKind::Points),
    ];
    if first.lasting.is_some() {
        columns.push(column(
            tellings,
            "shapley_lasting",
            ("Due to it, wins that last", "归功于它的、用得下去的胜出"),
            ColumnKind::Points,
        ));
    }
    if first.margin.is_some() {
        columns.push(column(
            tellings,
            "shapley_margin",
            ("Expected margin due to it", "归功于它的期望净收益"),
            ColumnKind::Money,
        ));
    }
    let words = words(
        tellings,
        [
            "What each move brings, in points of our win probability",
            "“Due to it” (Shapley value) is what a move adds on average over all orders in which the moves could be added; \
             these numbers add up to the whole change. A move whose support or requirement is left out does nothing.",
        ],
        [
            "每个动作带来多少（胜率，百分点）",
            "“归功于它”即沙普利值：把各动作按所有可能的先后逐个加入，取它平均带来的变化，各项之和恰为总变化。所依据或所需的动作不在时，该动作不起作用。",
        ],
    );
    table(tellings, "moves", words, columns, |telling| {
        let found = telling.found;
        let row = |position: usize| {
            let worth = found.win.moves[position];
            let others = [&found.lasting, &found.margin].into_iter().flatten();
            let mut row = vec![StudyCell::named(telling.move_id(position), &telling.move_label(position))];
            row.extend([worth.shapley, worth.alone, worth.without].map(estimate));
            row.extend(others.map(|worth| estimate(worth.moves[position].shapley)));
            row
        };
        (0..found.moves.len()).map(row).collect()
    })
}

fn pairs(tellings: &[Telling]) -> StudyTable {
    let columns = vec![
        column(tellings, "first", ("Move", "动作"), ColumnKind::Named),
        column(tellings, "second", ("And", "与"), ColumnKind::Named),
        column(tellings, "interaction", ("Together, points", "叠加效应（百分点）"), ColumnKind::Points),
        column(tellings, "verdict", ("So they", "结论"), ColumnKind::Word),
    ];
    let words = words(
        tellings,
        [
            "Moves that help or replace each other",
            "What two moves bring together beyond the sum of what each brings without the other, on average over what else is \
             played (Shapley interaction index). Pairs are named only if they are told from 0 among all pairs (Holm, 5%).",
        ],
        [
            "相互增强或相互替代的动作",
            "两个动作一起做，比各自单做之和多出多少（对其余动作的各种组合取平均，沙普利交互指数）。只列出在全部动作对中经 Holm 校正（5%）后仍不为 0 的。",
        ],
    );
    let mut table = table(tellings, "pairs", words, columns, |telling| {
        let row = |pair: &PairWorth| {
            let named = |position: usize| StudyCell::named(telling.move_id(position), &telling.move_label(position));
            let verdict = match (pair.told, pair.interaction.value() > 0.0) {
                (false, _) => telling.say("cannot be told from 0", "与 0 无法区分"),
                (true, true) => telling.say("help each other", "相互增强"),
                (true, false) => telling.say("overlap", "部分重复"),
            };
            vec![named(pair.first), named(pair.second), estimate(pair.interaction), StudyCell::Word(verdict)]
        };
        telling.found.win.pairs.iter().map(row).collect()
    });
    // With several strategies the first rows are of the first one only.
    let told = tellings[0].found.win.pairs.iter().filter(|pair| pair.told).count();
    table.shown = if tellings.len() > 1 { 0 } else { told.min(PAIRS_SHOWN) };
    table
}

fn sources(tellings: &[Telling]) -> StudyTable {
    let columns = vec![
        column(tellings, "alternative", ("Who is chosen", "谁被选中"), ColumnKind::Named),
        column(tellings, "before", ("Baseline", "基准"), ColumnKind::Percent),
        column(tellings, "after", ("With the strategy", "采用该策略"), ColumnKind::Percent),
        column(tellings, "change", ("Change, points", "变化（百分点）"), ColumnKind::Points),
        column(tellings, "to_us", ("Of that to us, points", "其中转给我方（百分点）"), ColumnKind::Points),
    ];
    let words = words(
        tellings,
        [
            "Where our points come from",
            "“To us” is what we win in purchases that this alternative would have won, less what we lose to it; it adds up to \
             our change.",
        ],
        ["我方的增长来自谁", "“转给我方”：原本由它赢下、现在归我方的概率，减去反向流失的概率；合计等于我方的变化。"],
    );
    table(tellings, "sources", words, columns, |telling| {
        let group = &telling.found.group;
        let row = |v: usize| {
            let to_us = if v == telling.us() { StudyCell::Empty } else { estimate(group.from[v]) };
            let name = StudyCell::named(telling.alternative_id(v), &telling.alternative(v));
            vec![name, estimate(group.before[v]), estimate(group.after[v]), estimate(group.change[v]), to_us]
        };
        std::iter::once(telling.us()).chain(telling.sources()).map(row).collect()
    })
}

/// All flows; in files only.
fn flows(tellings: &[Telling]) -> StudyTable {
    let columns = vec![
        column(tellings, "from", ("From", "从"), ColumnKind::Named),
        column(tellings, "to", ("To", "到"), ColumnKind::Named),
        column(tellings, "probability", ("Probability that moves", "转移的概率"), ColumnKind::Percent),
    ];
    let words = words(tellings, ["Who loses to whom", ""], ["谁输给了谁", ""]);
    let mut table = table(tellings, "flows", words, columns, |telling| {
        let flow = &telling.found.group.flow;
        let named = |v: usize| StudyCell::named(telling.alternative_id(v), &telling.alternative(v));
        let pairs = (0..flow.len()).flat_map(|u| (0..flow.len()).map(move |v| (u, v))).filter(|(u, v)| u != v);
        pairs.map(|(u, v)| vec![named(u), named(v), estimate(flow[u][v])]).collect()
    });
    table.shown = 0;
    table
}

fn votes(tellings: &[Telling]) -> StudyTable {
    let columns = vec![
        column(tellings, "stakeholder", ("Who", "谁"), ColumnKind::Named),
        column(tellings, "before", ("We are first, before", "我方为首选：之前"), ColumnKind::Percent),
        column(tellings, "after", ("After", "之后"), ColumnKind::Percent),
        column(tellings, "change", ("Change, points", "变化（百分点）"), ColumnKind::Points),
        column(tellings, "source", ("Mostly from", "主要来自"), ColumnKind::Named),
        column(tellings, "from_source", ("Of that, points", "其中（百分点）"), ColumnKind::Points),
    ];
    let words = words(
        tellings,
        [
            "Whose first choice changes",
            "How often each person would choose us if he decided alone and calmly: before the gates, without passing moods.",
        ],
        ["谁的首选变了", "如果由他一个人冷静地决定，我方成为其首选的概率：不计门槛，也不计一时的情绪波动。"],
    );
    table(tellings, "votes", words, columns, |telling| {
        let us = telling.us();
        let row = |(who, shift): (usize, &crate::study::ChoiceShift)| {
            let most = telling
                .sources()
                .into_iter()
                .reduce(|best, v| if shift.from[v].value().abs() > shift.from[best].value().abs() { v } else { best });
            // A source is named only if it is one beyond the doubts of the simulation.
            let clear = most.filter(|v| !shift.from[*v].covers(0.0));
            let source = clear.map_or([StudyCell::Empty, StudyCell::Empty], |v| {
                [StudyCell::named(telling.alternative_id(v), &telling.alternative(v)), estimate(shift.from[v])]
            });
            let mut row = vec![StudyCell::named(telling.person_id(who), telling.person(who))];
            row.extend([shift.before[us], shift.after[us], shift.change[us]].map(estimate));
            row.extend(source);
            row
        };
        telling.found.people.iter().enumerate().map(row).collect()
    })
}

/// From whom everybody's votes come; in files only.
fn vote_sources(tellings: &[Telling]) -> StudyTable {
    let columns = vec![
        column(tellings, "stakeholder", ("Who", "谁"), ColumnKind::Named),
        column(tellings, "from", ("From", "从"), ColumnKind::Named),
        column(tellings, "to_us", ("To us, points", "转给我方（百分点）"), ColumnKind::Points),
    ];
    let words = words(tellings, ["From whom our votes come", ""], ["首选票来自谁", ""]);
    let mut table = table(tellings, "vote_sources", words, columns, |telling| {
        let people = telling.found.people.iter().enumerate();
        let rows = people.flat_map(|(who, shift)| {
            telling.sources().into_iter().map(move |v| {
                let person = StudyCell::named(telling.person_id(who), telling.person(who));
                let from = StudyCell::named(telling.alternative_id(v), &telling.alternative(v));
                vec![person, from, estimate(shift.from[v])]
            })
        });
        rows.collect()
    });
    table.shown = 0;
    table
}
