//! The charts of the race, of the buying group, and of what becomes of the purchase.

use super::{Chart, in_order, role, subtitle, words};
use crate::chart::{
    AdoptionChart, AdoptionRow, HeatCell, HeatMapChart, HeatRow, MapLink, MapPerson, StakeholderMapChart, Theme,
    TrajectoryChart, TrajectoryRow, adoption, heat_map, stakeholder_map, trajectory,
};
use crate::model::Need;
use crate::report::View;
use crate::report::group::{several_people, several_stages, weighs};
use crate::report::words::{GroupLabel, Label, group_words};
use crate::stats::{Estimate, StrategyFindings};

/// Where the scenario has more than one stage, and there is a strategy to compare.
pub(super) fn trajectory_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    let (before, after) = (view.findings.baseline(), &view.findings.strategies[strategy]);
    if !several_stages(view) || strategy == 0 {
        return None;
    }
    let say = group_words(view.lang);
    let of = |found: &StrategyFindings, a: usize| found.polls.iter().map(|poll| poll[a]).collect::<Vec<Estimate>>();
    let row = |a: usize| TrajectoryRow {
        name: view.alternative(a),
        role: role(view, a),
        before: of(before, a),
        after: of(after, a),
    };
    let data = |words| TrajectoryChart {
        words,
        axis: say.label(GroupLabel::PollAxis).to_owned(),
        before: view.strategy(0).to_owned(),
        after: view.strategy(strategy).to_owned(),
        interval: interval(view, say.label(GroupLabel::OurInterval)),
        stages: view.scenario.stages.iter().map(|stage| stage.label.get(view.lang).to_owned()).collect(),
        rows: in_order(view).into_iter().map(row).collect(),
    };
    let (title, caption) = (say.trajectory_title(view, strategy), say.trajectory_caption(view));
    let around = words(view.lang, &title, subtitle(view, strategy), &caption);
    Some(Chart::new("trajectory".to_owned(), around, theme, |words, theme| trajectory(&data(words), theme)))
}

/// Where more than one person has a say.
pub(super) fn map_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    if !several_people(view) {
        return None;
    }
    let say = group_words(view.lang);
    let (before, after) = (view.findings.baseline(), &view.findings.strategies[strategy]);
    let people = view.scenario.stakeholders.iter().zip(view.scenario.influence()).enumerate();
    let person = |(i, (who, influence)): (usize, (&crate::model::Stakeholder, f64))| {
        let parts: Vec<&str> = who.meddic.iter().map(|role| view.words().role(*role)).collect();
        MapPerson {
            name: who.label.get(view.lang).to_owned(),
            part: parts.join(" · "),
            influence,
            before: before.support[i][view.us()],
            after: after.support[i][view.us()],
        }
    };
    let people: Vec<MapPerson> = people.map(person).collect();
    let listeners = view.scenario.stakeholders.iter().enumerate();
    let links: Vec<MapLink> = listeners
        .flat_map(|(listener, who)| who.listens_to.iter().map(move |(to, share)| (listener, to.index(), share.get())))
        .filter(|(_, _, share)| *share > 0.0)
        .map(|(listener, to, share)| MapLink { listener, to, share })
        .collect();
    let label = |label| view.words().label(label).to_owned();
    let data = |words| StakeholderMapChart {
        words,
        x_axis: say.label(GroupLabel::SupportAxis).to_owned(),
        y_axis: label(Label::Influence),
        before: label(Label::Before),
        after: if strategy == 0 { String::new() } else { label(Label::After) },
        listens: if links.is_empty() { String::new() } else { say.label(GroupLabel::ListensTo).to_owned() },
        interval: interval(view, &label(Label::IntervalShort)),
        people: people.clone(),
        links: links.clone(),
    };
    let (title, caption) = (say.map_title(view, strategy), say.map_caption(view));
    let around = words(view.lang, &title, subtitle(view, strategy), &caption);
    Some(Chart::new("stakeholder-map".to_owned(), around, theme, |words, theme| stakeholder_map(&data(words), theme)))
}

/// Where we have a rival.
pub(super) fn heat_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    if view.scenario.vendors.len() < 2 {
        return None;
    }
    let say = group_words(view.lang);
    let found = &view.findings.strategies[strategy];
    let people = 0..view.scenario.stakeholders.len();
    let cell = |i: usize, c: usize| {
        let seen = HeatCell { edge: found.edge[i][c], weight: found.weights[i][c].mean };
        weighs(found, i, c).then_some(seen)
    };
    let row = |c: usize| HeatRow {
        name: view.scenario.criteria[c].label.get(view.lang).to_owned(),
        need: view.scenario.criteria[c].need,
        cells: people.clone().map(|i| cell(i, c)).collect(),
    };
    // What nobody weighs would only be a row of dashes.
    let weighed = |c: &usize| people.clone().any(|i| weighs(found, i, *c));
    let rows: Vec<HeatRow> = (0..view.scenario.criteria.len()).filter(weighed).map(row).collect();
    let dashes = rows.iter().any(|row| row.cells.iter().any(Option::is_none));
    let label = |label| view.words().label(label).to_owned();
    let served = |need: &Need| rows.iter().any(|row| row.need == *need);
    let data = |words| HeatMapChart {
        words,
        edge: say.label(GroupLabel::EdgeAxis).to_owned(),
        weight: say.label(GroupLabel::Weight).to_owned(),
        unweighed: if dashes { say.label(GroupLabel::NotWeighed).to_owned() } else { String::new() },
        enterprise: label(Label::EnterpriseNeeds),
        personal: label(Label::PersonalNeeds),
        needs: Need::ALL.into_iter().filter(served).map(|need| (need, view.words().need(need).to_owned())).collect(),
        people: view.scenario.stakeholders.iter().map(|who| who.label.get(view.lang).to_owned()).collect(),
        criteria: rows.clone(),
    };
    let shown = rows.iter().flat_map(|row| row.cells.iter().flatten()).flat_map(|cell| [&cell.edge, &cell.weight]);
    let margin = view.numbers().widest_margin(shown);
    let (title, caption) = (say.heat_title(view, strategy), say.heat_caption(view, margin.as_deref()));
    let around = words(view.lang, &title, subtitle(view, strategy), &caption);
    Some(Chart::new("heat-map".to_owned(), around, theme, |words, theme| heat_map(&data(words), theme)))
}

/// Where the scenario says when a deal lasts.
pub(super) fn adoption_chart(view: &View, strategy: usize, theme: &Theme) -> Option<Chart> {
    let say = group_words(view.lang);
    let us = view.us();
    let row = |(s, found): (usize, &StrategyFindings)| {
        let adoption = found.adoption.as_ref()?;
        Some(AdoptionRow {
            name: view.strategy(s).to_owned(),
            win: found.win[us],
            lasts: adoption.lasting[us],
            shelfware: adoption.shelfware[us],
        })
    };
    let rows: Option<Vec<AdoptionRow>> = view.findings.strategies.iter().enumerate().map(row).collect();
    let rows = rows?;
    let label = |label| view.words().label(label).to_owned();
    let data = |words| AdoptionChart {
        words,
        axis: label(Label::WinProbability),
        lasts: say.label(GroupLabel::Lasts).to_owned(),
        shelfware: say.label(GroupLabel::Shelfware).to_owned(),
        share: say.label(GroupLabel::SwitchedOff).to_owned(),
        undefined: say.label(GroupLabel::NothingWon).to_owned(),
        interval: interval(view, &label(Label::IntervalShort)),
        rows: rows.clone(),
    };
    let (title, caption) = (say.adoption_title(view, strategy), say.adoption_caption(view));
    let around = words(view.lang, &title, view.scenario.title.get(view.lang).to_owned(), &caption);
    Some(Chart::new("adoption".to_owned(), around, theme, |words, theme| adoption(&data(words), theme)))
}

/// The name of the error bars, if there are any.
fn interval(view: &View, name: &str) -> String {
    if view.findings.run.deterministic { String::new() } else { name.to_owned() }
}
