//! How far the customer has to move: one page for every reframe curve that differs, the two most important before the others.

use super::Told;
use super::native::{color, plain};
use super::table::{column, number, table};
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, Page, Picture, Places};
use crate::report::figures::{Chart, distinct_curves, in_order, shown_points};
use crate::report::study::{ColumnKind, StudyCell, StudyTable};
use crate::report::verdict::{Landing, landing};
use crate::report::view::Audience;
use crate::report::words::Label;
use crate::stats::{BreakEven, Curve, Estimate};

/// So many curves have a place among the findings.
const IMPORTANT: usize = 2;

/// The pages of the most important curves, and those for the appendix.
pub(super) fn pages(told: &Told) -> (Vec<Page>, Vec<Page>) {
    let curves = distinct_curves(told.view, told.best);
    let drawn = curves.iter().zip(&told.charts.curves).enumerate();
    let mut pages: Vec<Page> = drawn.map(|(number, (curve, chart))| page(told, number, curve, chart)).collect();
    let appendix = pages.split_off(IMPORTANT.min(pages.len()));
    (pages, appendix)
}

fn page(told: &Told, position: usize, curve: &Curve, chart: &Chart) -> Page {
    Page {
        id: if position == 0 { "curve".to_owned() } else { format!("curve-{}", position + 1) },
        label: label(told, curve),
        finding: told.sentence(&told.view.words().curve_title(told.view, curve)),
        lead: lead(told, curve),
        picture: Some(Picture { chart: chart.clone(), office: Some(office(told, curve)) }),
        panels: Vec::new(),
        tables: vec![points(told, curve)],
        notes: notes(told, curve, chart),
        source: told.run_line(),
    }
}

/// The criterion, and whose weight is meant if it is not everybody's.
fn label(told: &Told, curve: &Curve) -> String {
    let criterion = told.criterion(curve.criterion.index());
    if told.view.audience(curve) != Audience::Some {
        return told.say(format!("How far to move {criterion}"), format!("{criterion}要推到多重"));
    }
    let people: Vec<String> = curve.audience.iter().map(|who| told.view.stakeholder(*who).to_owned()).collect();
    let people = told.list(&people);
    told.say(format!("How far to move {criterion} with {people}"), format!("{people}那里，{criterion}要推到多重"))
}

fn lead(told: &Told, curve: &Curve) -> Vec<String> {
    let name = told.quoted(curve.strategy);
    let [low, high] = [&curve.after.p05, &curve.after.p95].map(|end| told.numbers().share_range(end, end));
    let lands = if low == high {
        told.say(format!("With {name} the weight ends at {low}."), format!("采用{name}，权重最终为 {low}。"))
    } else {
        told.say(
            format!("With {name} it ends between {low} and {high} in 90 of 100 simulated committees."),
            format!("采用{name}，100 个模拟的采购小组里有 90 个，权重落在 {low} 到 {high} 之间。"),
        )
    };
    let so = match (&curve.break_even, landing(curve)) {
        (BreakEven::At(_), Some(Landing::Past)) => told
            .say("So the talk goes far enough; spend what is left on proof.", "这么谈已经够了，剩下的力气花在论证上。"),
        (BreakEven::At(_), Some(Landing::Short)) => told.say(
            "So this talk alone does not go far enough: another listener, evidence, or another criterion is needed.",
            "光这么谈还不够：要么再多谈几个人，要么补上证据，要么换一个准则。",
        ),
        (BreakEven::At(_), _) => told.say(
            "So it hangs on how the talk goes: evidence that makes the argument stick is worth most here.",
            "成败取决于这次谈得怎么样：能让论点站住的证据，在这里最值钱。",
        ),
        (BreakEven::AlwaysAhead, _) => told.say(
            "So this criterion does not decide the deal; do not spend the meeting on it.",
            "这个准则左右不了成败，不必把会议时间花在它上面。",
        ),
        (BreakEven::NeverAhead, _) => told.say(
            "So no talk about this criterion alone wins the deal: something else has to change.",
            "单靠谈这个准则赢不下来，还得有别的变化。",
        ),
        (BreakEven::LostAt(_), _) => told.say(
            "So do not raise this criterion any further: it is not our ground.",
            "不要再把它往上推：那不是我方的主场。",
        ),
    };
    vec![lands, so]
}

/// The widest gap between two rows of the table.
const STEP: f64 = 0.05;

/// The lead at every twentieth, as far as the curve is drawn.
fn points(told: &Told, curve: &Curve) -> StudyTable {
    let criterion = told.view.criterion(curve.criterion);
    let words = (
        told.say(format!("Who leads at which weight of “{criterion}”"), format!("“{criterion}”的权重与谁领先")),
        told.say(
            "The lead is our win probability less that of the strongest other alternative, on the same simulated purchases.",
            "领先幅度：在同一批模拟采购中，我方胜率减去其余方案中最强者的胜率。",
        ),
    );
    let columns = vec![
        column(told, "weight", "Weight", "权重", ColumnKind::Percent),
        column(told, "we_win", "We win", "我方胜率", ColumnKind::Percent),
        column(told, "lead", "Lead, points", "领先（百分点）", ColumnKind::Points),
    ];
    let on_grid = |weight: f64| ((weight / STEP).round() * STEP - weight).abs() < 1e-9;
    let shown = (0..shown_points(curve)).filter(|point| on_grid(curve.weights[*point]));
    let lead = |point: usize| curve.lead.get(point).map_or(StudyCell::Empty, number);
    let row = |point: usize| {
        let weight = Estimate::exact(curve.weights[point]);
        vec![number(&weight), number(&curve.win[told.view.us()][point]), lead(point)]
    };
    table("curve", words, columns, shown.map(row).collect())
}

fn office(told: &Told, curve: &Curve) -> OfficeChart {
    let shown = shown_points(curve);
    let line = |position: usize| {
        let values = curve.win[position][..shown].iter().map(|win| Some(win.value())).collect();
        plain(told.view.alternative(position), values, color(told, position))
    };
    let audience: Vec<&str> = curve.audience.iter().map(|who| told.view.stakeholder(*who)).collect();
    let some = told.view.audience(curve) != Audience::Everybody;
    let criterion = told.view.criterion(curve.criterion);
    OfficeChart {
        kind: OfficeKind::Lines,
        places_title: told.view.words().weight_axis(criterion, some.then_some(&audience)),
        values_title: told.view.words().label(Label::WinProbability).to_owned(),
        style: NumberStyle::Percent,
        places: Places::Numbers(curve.weights[..shown].to_vec(), NumberStyle::Percent),
        series: in_order(told.view).into_iter().map(line).collect(),
        range: Some((0.0, 1.0)),
    }
}

fn notes(told: &Told, curve: &Curve, chart: &Chart) -> Vec<String> {
    let widest = told.numbers().widest_margin(curve.win.iter().flat_map(|win| &win[..shown_points(curve)]));
    let margin = widest.map(|margin| {
        told.say(
            format!("No point of a curve is further off than ± {margin} points."),
            format!("曲线上各点的误差都不超过 ± {margin} 个百分点。"),
        )
    });
    let how = told.say(
        "Where the curves cross is the break-even: below it the strongest rival leads, above it we do.",
        "曲线交叉处就是盈亏平衡点：低于它，最强的对手领先；高于它，我方领先。",
    );
    let crosses = matches!(curve.break_even, BreakEven::At(_)).then_some(how);
    std::iter::once(chart.caption.clone()).chain(crosses).chain(margin).collect()
}
