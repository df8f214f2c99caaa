//! Made-up data for the charts of the buying group: pleasant, and nasty.

#[path = "chart_words.rs"]
mod chart_words;

pub use chart_words::*;
use reframe::chart::*;
use reframe::model::Lang;

fn titled(lang: Lang, en: &str, zh: &str) -> Words {
    let subtitle = pick(
        lang,
        "Northwind Bank, renewal of the security platform · Teach, then pilot",
        "北风银行安全平台换代项目 · 先讲解后试点",
    );
    Words { title: pick(lang, en, zh).into(), subtitle: subtitle.into(), ..words(lang) }
}

fn stages(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::En => ["Discovery", "Requirements", "Pilot", "Tender", "Security and legal review", "Negotiation"],
        Lang::Zh => ["需求调研", "方案论证", "试点", "招标", "安全与法务审查", "商务谈判"],
    }
}

/// Every alternative's share moves from the first to the second of its numbers, which need not sum to 1.
pub fn trajectory_of(
    lang: Lang,
    names: &[(String, Role)],
    stage_names: Vec<String>,
    ends: [&[(f64, f64)]; 2],
    half: f64,
) -> TrajectoryChart {
    let count = stage_names.len();
    let raw = |state: usize, row: usize, stage: usize| {
        let (from, to) = ends[state][row % ends[state].len()];
        let t = if count < 2 { 1.0 } else { stage as f64 / (count - 1) as f64 };
        from + (to - from) * t * t * (3.0 - 2.0 * t)
    };
    let total = |state: usize, stage: usize| (0..names.len()).map(|row| raw(state, row, stage)).sum::<f64>();
    let course = |state: usize, row: usize| {
        let at = |stage| share((raw(state, row, stage) / total(state, stage).max(1e-9)).min(1.0), half);
        (0..count).map(at).collect::<Vec<_>>()
    };
    let row = |(i, (name, role)): (usize, &(String, Role))| TrajectoryRow {
        name: name.clone(),
        role: *role,
        before: course(0, i),
        after: course(1, i),
    };
    TrajectoryChart {
        words: titled(
            lang,
            "Without us the race is over after the pilot; taught early, the buyer stays with us to the end",
            "不引导时试点后胜负已定；尽早引导，客户一路选择我们",
        ),
        axis: pick(lang, "Win probability if the decision fell at the end of each stage", "若在各阶段末决策的胜率")
            .into(),
        before: pick(lang, "Without our moves", "无我方动作").into(),
        after: pick(lang, "Teach, then pilot", "先讲解后试点").into(),
        interval: pick(lang, "95% interval of our share", "我方胜率的 95% 区间").into(),
        stages: stage_names,
        rows: names.iter().enumerate().map(row).collect(),
    }
}

pub fn stage_names(lang: Lang, count: usize, long: bool) -> Vec<String> {
    let name = |name: &str| if long { format!("{name}, {name}, {name}") } else { name.to_owned() };
    stages(lang).into_iter().take(count).map(name).collect()
}

pub fn good_trajectory(lang: Lang) -> TrajectoryChart {
    let before = [(0.27, 0.22), (0.33, 0.44), (0.18, 0.13), (0.22, 0.21)];
    let after = [(0.29, 0.46), (0.32, 0.27), (0.18, 0.11), (0.21, 0.16)];
    trajectory_of(lang, &names(lang, 4), stage_names(lang, 4, false), [&before, &after], 0.012)
}

fn parts(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["Economic buyer", "Champion", "Blocker", ""],
        Lang::Zh => ["经济决策人", "内部支持者", "反对者", ""],
    }
}

/// What a map looks like that is hard to label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// Apart.
    Apart,
    /// Everybody in the same place.
    Same,
    /// All with the same influence.
    Row,
    /// All at an end of the scale.
    End,
}

pub fn map_of(lang: Lang, people: usize, long: bool, crowd: Crowd, half: f64) -> StakeholderMapChart {
    let person = |(i, name): (usize, String)| {
        let spread = ((5 * i + 2) % 12) as f64 / 12.0;
        let (influence, before, after) = match crowd {
            Crowd::Apart => {
                let sum = (people * (people + 1)) as f64 / 2.0;
                ((people - i) as f64 / sum, 0.08 + 0.6 * spread, 0.08 + 0.6 * spread + [0.25, 0.12, -0.06, 0.0][i % 4])
            }
            Crowd::Same => (1.0 / people as f64, 0.5, 0.5),
            Crowd::Row => (1.0 / people as f64, 0.3 + 0.2 * spread, 0.35 + 0.3 * spread),
            Crowd::End => (1.0 / people as f64, 0.0, 1.0),
        };
        let part = parts(lang)[i % 4];
        MapPerson {
            name: if long { format!("{name}, {name}, {name}") } else { name },
            part: if long && !part.is_empty() { format!("{part}, {part}, {part}") } else { part.to_owned() },
            influence,
            before: share(before, half),
            after: share(after, half),
        }
    };
    let link = |i: usize| {
        let to = if i % 3 == 2 { 0 } else { (i * 5 + 1) % people };
        MapLink { listener: i, to, share: [0.6, 0.3, 0.15][i % 3] }
    };
    let back = MapLink { listener: 0, to: 1, share: 0.2 };
    let links = (0..people).map(link).chain((people > 1).then_some(back)).filter(|link| link.listener != link.to);
    StakeholderMapChart {
        words: titled(
            lang,
            "The pitch wins the security side; purchasing still blocks, and IT operations listens to it",
            "讲解赢得安全部门；采购仍持反对态度，而运维听从采购意见",
        ),
        x_axis: pick(lang, "Support: probability that we are the first choice", "支持度：我方为其首选的概率").into(),
        y_axis: pick(lang, "Influence", "影响力").into(),
        before: pick(lang, "Before", "讲解前").into(),
        after: pick(lang, "After the pitch", "讲解后").into(),
        listens: pick(lang, "listens to (thicker: more)", "听取其意见（越粗越多）").into(),
        interval: pick(lang, "95% interval", "95% 区间").into(),
        people: functions(lang).into_iter().take(people).enumerate().map(person).collect(),
        links: links.collect(),
    }
}

pub fn heat_of(lang: Lang, people: usize, count: usize, long: bool, scale: f64) -> HeatMapChart {
    let stretch = |name: String| if long { format!("{name}, {name}, {name}") } else { name };
    let cell = |i: usize, j: usize| {
        let weighed = (3 * i + 2 * j) % 7 != 5;
        let edge = scale * (((5 * i + 7 * j) % 13) as f64 - 5.5) / 7.5;
        let weight = (1.0 + ((7 * i + 3 * j) % 5) as f64) / (3.0 * count.max(1) as f64);
        weighed.then(|| HeatCell { edge: difference(edge, 0.01), weight: share(weight.min(1.0), 0.003) })
    };
    let row =
        |(j, (name, need))| HeatRow { name: stretch(name), need, cells: (0..people).map(|i| cell(i, j)).collect() };
    HeatMapChart {
        words: titled(
            lang,
            "We are ahead where the security officer looks, and behind where purchasing does",
            "安全官关注之处我方领先，采购关注之处我方落后",
        ),
        edge: pick(lang, "Our edge over the best rival, points of 100", "我方较最强竞争对手的优势（百分制）").into(),
        weight: pick(lang, "Weight", "权重").into(),
        unweighed: pick(lang, "does not weigh it", "不考虑该项").into(),
        enterprise: pick(lang, "Enterprise needs", "企业需求").into(),
        personal: pick(lang, "Personal needs", "个人需求").into(),
        needs: needs(lang),
        people: functions(lang).into_iter().take(people).map(stretch).collect(),
        criteria: criteria(lang).into_iter().cycle().take(count).enumerate().map(row).collect(),
    }
}

/// Strategies with win probability and the share of shelfware among what is won.
pub fn adoption_of(lang: Lang, rows: &[(String, f64, Option<f64>)], half: f64) -> AdoptionChart {
    let row = |(name, win, shelfware): &(String, f64, Option<f64>)| AdoptionRow {
        name: name.clone(),
        win: share(*win, half),
        lasts: share(win * (1.0 - shelfware.unwrap_or(0.0)), half),
        shelfware: shelfware.map(|shelfware| share(shelfware, 1.5 * half)),
    };
    AdoptionChart {
        words: titled(
            lang,
            "Selling to the top alone wins most, but a third of it becomes shelfware; the pilot lasts",
            "只做高层工作胜率最高，但其中三分之一将闲置；试点方案更能落地",
        ),
        axis: pick(lang, "Win probability", "胜率").into(),
        lasts: pick(lang, "We win and it lasts", "赢单且落地使用").into(),
        shelfware: pick(lang, "We win, but it becomes shelfware", "赢单但闲置").into(),
        share: pick(lang, "Shelfware if we win", "赢单后闲置的概率").into(),
        undefined: pick(lang, "undefined", "无定义").into(),
        interval: pick(lang, "95% interval", "95% 区间").into(),
        rows: rows.iter().map(row).collect(),
    }
}

pub fn strategies(lang: Lang, count: usize, long: bool) -> Vec<String> {
    let names = [
        ("Without our moves", "无我方动作"),
        ("Teach, then pilot", "先讲解后试点"),
        ("Sell to the top alone", "只做高层工作"),
        ("Price cut of 15%", "降价 15%"),
        ("Everything", "全部动作"),
    ];
    let name = |(en, zh)| {
        let name = pick(lang, en, zh);
        if long { format!("{name}, {name}, {name}, {name}") } else { name.to_owned() }
    };
    names.into_iter().cycle().take(count).map(name).collect()
}

pub fn good_adoption(lang: Lang) -> AdoptionChart {
    let numbers = [(0.262, Some(0.31)), (0.443, Some(0.12)), (0.492, Some(0.34)), (0.305, Some(0.42))];
    let rows: Vec<_> =
        strategies(lang, 4, false).into_iter().zip(numbers).map(|(name, (win, share))| (name, win, share)).collect();
    adoption_of(lang, &rows, 0.0065)
}

pub fn good(lang: Lang) -> [(&'static str, Scene); 4] {
    drawn(lang, &Theme::default(), |chart| chart)
}

/// The four charts with their words changed.
fn drawn(lang: Lang, theme: &Theme, change: impl Fn(Words) -> Words) -> [(&'static str, Scene); 4] {
    let mut bands = good_trajectory(lang);
    let mut map = map_of(lang, 6, false, Crowd::Apart, 0.03);
    let mut heat = heat_of(lang, 5, 9, false, 0.4);
    let mut bars = good_adoption(lang);
    for words in [&mut bands.words, &mut map.words, &mut heat.words, &mut bars.words] {
        *words = change(words.clone());
    }
    [
        ("trajectory", trajectory(&bands, theme)),
        ("stakeholder_map", stakeholder_map(&map, theme)),
        ("heat_map", heat_map(&heat, theme)),
        ("adoption", adoption(&bars, theme)),
    ]
}

/// Inside a page: narrower, without words around them.
pub fn bare(lang: Lang) -> [(&'static str, Scene); 4] {
    drawn(lang, &Theme::default().inset(), silent)
}

pub fn silent(words: Words) -> Words {
    Words { title: String::new(), subtitle: String::new(), caption: String::new(), ..words }
}

/// Every chart with every kind of data that might make its labels collide, on a slide and inside a page.
pub fn nasty() -> Vec<(String, Scene)> {
    let mut scenes = Vec::new();
    for lang in Lang::ALL {
        for (place, theme) in [("slide", Theme::default()), ("inset", Theme::default().inset())] {
            for long in [false, true] {
                let about = format!("{} {place} long {long}", lang.tag());
                let draw = Nasty { lang, theme: &theme, inset: place == "inset", long, about };
                scenes.extend(draw.trajectories());
                scenes.extend(draw.maps());
                scenes.extend(draw.grids());
                scenes.extend(draw.bars());
            }
        }
        scenes.extend(verbose(lang));
    }
    scenes
}

struct Nasty<'a> {
    lang: Lang,
    theme: &'a Theme,
    inset: bool,
    long: bool,
    about: String,
}

impl Nasty<'_> {
    fn words(&self, words: &Words) -> Words {
        if self.inset { silent(words.clone()) } else { words.clone() }
    }

    fn trajectories(&self) -> Vec<(String, Scene)> {
        let mut scenes = Vec::new();
        for alternatives in [1, 2, 4, 9] {
            let names = if self.long { long_names(self.lang, alternatives) } else { names(self.lang, alternatives) };
            for stages in [1, 2, 3, 6] {
                for (what, ends, half) in [
                    ("equal", &[(0.1, 0.1)][..], 0.004),
                    ("extreme", &[(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)][..], 0.003),
                    ("vague", &[(0.3, 0.9), (0.6, 0.01), (0.02, 0.02)][..], 0.3),
                ] {
                    let turned: Vec<_> = ends.iter().map(|(from, to)| (*to, *from)).collect();
                    let names_of_stages = stage_names(self.lang, stages, self.long);
                    let mut data = trajectory_of(self.lang, &names, names_of_stages, [ends, &turned], half);
                    data.words = self.words(&data.words);
                    let name = format!("trajectory {} {alternatives} x {stages} {what}", self.about);
                    scenes.push((name, trajectory(&data, self.theme)));
                }
            }
        }
        scenes
    }

    fn maps(&self) -> Vec<(String, Scene)> {
        let mut scenes = Vec::new();
        for people in [1, 2, 5, 12] {
            for crowd in [Crowd::Apart, Crowd::Same, Crowd::Row, Crowd::End] {
                let half = if people == 5 { 0.3 } else { 0.02 };
                let mut data = map_of(self.lang, people, self.long, crowd, half);
                data.words = self.words(&data.words);
                let name = format!("map {} {people} {crowd:?}", self.about);
                scenes.push((name, stakeholder_map(&data, self.theme)));
            }
        }
        scenes
    }

    fn grids(&self) -> Vec<(String, Scene)> {
        let mut scenes = Vec::new();
        for people in [1, 3, 8, 12] {
            for count in [1, 4, 9, 16] {
                for scale in [0.02, 1.0] {
                    let mut data = heat_of(self.lang, people, count, self.long, scale);
                    data.words = self.words(&data.words);
                    let name = format!("heat {} {people} x {count} {scale}", self.about);
                    scenes.push((name, heat_map(&data, self.theme)));
                }
            }
        }
        scenes
    }

    fn bars(&self) -> Vec<(String, Scene)> {
        let mut scenes = Vec::new();
        for count in [1, 2, 5, 12] {
            for (what, numbers, half) in [
                ("extreme", &[(0.0, None), (1.0, Some(0.0)), (1.0, Some(1.0)), (0.002, Some(0.5))][..], 0.003),
                ("vague", &[(0.5, Some(0.1)), (0.9, Some(0.9)), (0.1, Some(0.5))][..], 0.3),
            ] {
                let named = strategies(self.lang, count, self.long).into_iter().zip(numbers.iter().cycle());
                let rows: Vec<_> = named.map(|(name, (win, share))| (name, *win, *share)).collect();
                let mut data = adoption_of(self.lang, &rows, half);
                data.words = self.words(&data.words);
                let name = format!("adoption {} {count} {what}", self.about);
                scenes.push((name, adoption(&data, self.theme)));
            }
        }
        scenes
    }
}

/// Every word of every chart as long as a paragraph.
fn verbose(lang: Lang) -> Vec<(String, Scene)> {
    let long = words(lang).caption.repeat(3);
    let all = Words { lang, title: long.clone(), subtitle: long.clone(), caption: long.repeat(2) };
    let theme = Theme::default();
    let mut bands = good_trajectory(lang);
    for label in [&mut bands.axis, &mut bands.before, &mut bands.after, &mut bands.interval] {
        label.clone_from(&long);
    }
    let mut map = map_of(lang, 4, false, Crowd::Apart, 0.02);
    for label in [&mut map.x_axis, &mut map.y_axis, &mut map.before, &mut map.after, &mut map.listens] {
        label.clone_from(&long);
    }
    let mut heat = heat_of(lang, 4, 5, false, 0.4);
    for label in [&mut heat.edge, &mut heat.weight, &mut heat.unweighed, &mut heat.enterprise, &mut heat.personal] {
        label.clone_from(&long);
    }
    for (_, label) in &mut heat.needs {
        label.clone_from(&long);
    }
    let mut bars = good_adoption(lang);
    for label in [&mut bars.axis, &mut bars.lasts, &mut bars.shelfware, &mut bars.share, &mut bars.undefined] {
        label.clone_from(&long);
    }
    bars.rows[1].shelfware = None;
    for words in [&mut bands.words, &mut map.words, &mut heat.words, &mut bars.words] {
        words.clone_from(&all);
    }
    let tag = lang.tag();
    vec![
        (format!("trajectory {tag} verbose"), trajectory(&bands, &theme)),
        (format!("map {tag} verbose"), stakeholder_map(&map, &theme)),
        (format!("heat {tag} verbose"), heat_map(&heat, &theme)),
        (format!("adoption {tag} verbose"), adoption(&bars, &theme)),
    ]
}

/// Charts of nothing.
pub fn empty(lang: Lang) -> Vec<Scene> {
    let theme = Theme::default();
    let nobody = StakeholderMapChart { people: vec![], ..map_of(lang, 3, false, Crowd::Apart, 0.0) };
    let ends: [&[(f64, f64)]; 2] = [&[(0.5, 0.5)], &[(0.5, 0.5)]];
    vec![
        trajectory(&trajectory_of(lang, &[], stage_names(lang, 3, false), ends, 0.0), &theme),
        trajectory(&trajectory_of(lang, &names(lang, 3), vec![], ends, 0.0), &theme),
        stakeholder_map(&nobody, &theme),
        heat_map(&heat_of(lang, 0, 4, false, 0.5), &theme),
        heat_map(&heat_of(lang, 4, 0, false, 0.5), &theme),
        adoption(&adoption_of(lang, &[], 0.0), &theme),
    ]
}
