//! Playbooks made by hand: everything that a page can hold, and everything that is awkward.

#[path = "blank_page.rs"]
mod blank_page;

use blank_page::page;
use reframe::chart::color::Color;
use reframe::chart::{OutcomeRow, OutcomesChart, Role, Theme, Words, outcomes};
use reframe::model::{Cost, Lang};
use reframe::playbook::*;
use reframe::report::figures::Chart;
use reframe::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, say};
use reframe::stats::Estimate;

/// One of two wordings.
pub fn t(lang: Lang, en: &str, zh: &str) -> String {
    say(lang, en, zh)
}

/// A logo: a small picture of one colour.
pub fn logo() -> Logo {
    let (width, height) = (160, 40);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> =
        (0..width * height).flat_map(|i| if i % width < 40 { [11, 92, 173] } else { [210, 220, 235] }).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    Logo { png, width, height, alt: "Example & Co".to_owned() }
}

fn drawing(name: &str, lang: Lang) -> Chart {
    let estimate = |x: f64| Estimate::normal(x, 0.004);
    let row = |name: String, role, before: f64, after: f64| OutcomeRow {
        name,
        role,
        before: estimate(before),
        after: estimate(after),
        change: estimate(after - before),
    };
    let rows = vec![
        row(t(lang, "Us", "我方"), Role::Us, 0.31, 0.52),
        row(t(lang, "Fast & <Sharp>", "友商甲"), Role::Rival, 0.47, 0.30),
        row(t(lang, "No decision", "不做决定"), Role::NoDecision, 0.22, 0.18),
    ];
    let words = |title: &str| Words { lang, title: title.to_owned(), subtitle: String::new(), caption: String::new() };
    let data = |words| OutcomesChart {
        words,
        axis: t(lang, "Win probability", "胜率"),
        before: t(lang, "Before", "之前"),
        after: t(lang, "After the pitch", "之后"),
        change: t(lang, "Change in points", "变化（百分点）"),
        interval: t(lang, "95% interval", "95% 区间"),
        rows: rows.clone(),
    };
    let title = t(lang, "The pitch moves the decision", "话术改变决定");
    let mut inset = outcomes(&data(words("")), &Theme::default().inset());
    inset.title.clone_from(&title);
    let scene = outcomes(&data(words(&title)), &Theme::default());
    Chart { name: name.to_owned(), title, caption: String::new(), scene, inset }
}

fn series(name: String, values: &[f64], color: Color) -> OfficeSeries {
    OfficeSeries {
        name,
        values: values.iter().copied().map(Some).collect(),
        error: None,
        sizes: None,
        color,
        colors: Vec::new(),
        hidden: false,
        labelled: false,
    }
}

fn named(kind: OfficeKind, style: NumberStyle, places: &[String], series: Vec<OfficeSeries>) -> OfficeChart {
    OfficeChart {
        kind,
        places_title: String::new(),
        values_title: String::new(),
        style,
        places: Places::Names(places.to_vec()),
        series,
        range: None,
    }
}

/// A chart of every kind, with its name.
pub fn charts(lang: Lang) -> Vec<(&'static str, OfficeChart)> {
    let theme = Theme::default();
    let (us, rival, none) = (theme.us, theme.rivals[0], theme.no_decision);
    let who = [
        t(lang, "Us", "我方"),
        t(lang, "Fast & <Sharp> \"Systems\"", "友商甲（安全）"),
        t(lang, "No decision", "不做决定"),
    ];
    let whiskers = |width: f64| Some(vec![(width, width * 1.2); 3]);
    let mut bars = named(
        OfficeKind::Bars,
        NumberStyle::Percent,
        &who,
        vec![
            OfficeSeries {
                error: whiskers(0.011),
                labelled: true,
                ..series(t(lang, "Before", "之前"), &[0.312, 0.471, 0.217], us.tint(0.4))
            },
            OfficeSeries {
                error: whiskers(0.012),
                labelled: true,
                colors: vec![(1, rival), (2, none)],
                ..series(t(lang, "After the pitch", "讲解之后"), &[0.523, 0.298, 0.179], us)
            },
        ],
    );
    bars.values_title = t(lang, "Win probability", "胜率");
    let moves: Vec<String> = [
        ("Without our moves", "没有我方动作"),
        ("Insight on time to repair", "维修时间洞察"),
        ("Proof: two references", "佐证：两个标杆客户"),
        ("Tailored offer to the CFO", "给财务负责人的定制方案"),
        ("With all of them", "全部动作之后"),
    ]
    .map(|(en, zh)| t(lang, en, zh))
    .to_vec();
    let waterfall = named(
        OfficeKind::StackedColumns,
        NumberStyle::Percent,
        &moves,
        vec![
            OfficeSeries { hidden: true, ..series("base".to_owned(), &[0.0, 0.312, 0.452, 0.498, 0.0], us) },
            OfficeSeries {
                labelled: true,
                colors: vec![(0, none), (3, rival)],
                ..series(t(lang, "Share", "份额"), &[0.312, 0.14, 0.065, 0.019, 0.498], us)
            },
        ],
    );
    let people: Vec<String> = [("CISO", "安全负责人"), ("CFO", "财务负责人"), ("Head of operations", "运营负责人")]
        .map(|(en, zh)| t(lang, en, zh))
        .to_vec();
    let mut missing = series(t(lang, "Price", "价格"), &[0.3, 0.5, 0.2], rival);
    missing.values[1] = None;
    let stacked = named(
        OfficeKind::StackedBars,
        NumberStyle::Percent,
        &people,
        vec![
            OfficeSeries { labelled: true, ..series(t(lang, "Time to repair", "修复时间"), &[0.5, 0.3, 0.6], us) },
            OfficeSeries { labelled: true, ..missing },
            OfficeSeries { labelled: true, ..series(t(lang, "Ease of use", "易用性"), &[0.2, 0.02, 0.2], none) },
        ],
    );
    let steps: Vec<f64> = (0..=20).map(|i| f64::from(i) / 20.0 * 0.6).collect();
    let rising: Vec<f64> = steps.iter().map(|w| 0.2 + 0.9 * w - 0.4 * w * w).collect();
    let falling: Vec<f64> = rising.iter().map(|w| 0.85 - w).collect();
    let left: Vec<f64> = rising.iter().zip(&falling).map(|(a, b)| 1.0 - a - b).collect();
    let over = |kind, series| OfficeChart {
        kind,
        places_title: t(lang, "Weight of supply-chain security", "供应链安全的权重"),
        values_title: t(lang, "Win probability", "胜率"),
        style: NumberStyle::Percent,
        places: Places::Numbers(steps.clone(), NumberStyle::Percent),
        series,
        range: Some((0.0, 1.0)),
    };
    let three = || {
        vec![
            series(who[0].clone(), &rising, us),
            series(who[1].clone(), &falling, rival),
            series(who[2].clone(), &left, none),
        ]
    };
    let mut gap = three();
    gap[1].values[7] = None;
    let point = |i: usize, name: &str, y: f64, size: f64, color| OfficeSeries {
        sizes: Some((0..4).map(|at| if at == i { size } else { 0.0 }).collect()),
        labelled: true,
        values: (0..4).map(|at| (at == i).then_some(y)).collect(),
        ..series(name.to_owned(), &[], color)
    };
    let bubbles = OfficeChart {
        kind: OfficeKind::Points,
        places_title: t(lang, "Influence", "影响力"),
        values_title: t(lang, "For us", "对我方的支持"),
        style: NumberStyle::Points,
        places: Places::Numbers(vec![0.1, 0.25, 0.4, 0.25], NumberStyle::Percent),
        series: vec![
            point(0, &people[0], 0.31, 4.0, us),
            point(1, &people[1], -0.12, 9.0, rival),
            point(2, &people[2], 0.05, 6.0, us),
            point(3, &t(lang, "Works council", "工会"), -0.25, 2.0, rival),
        ],
        range: Some((-0.4, 0.4)),
    };
    let dots = OfficeChart {
        kind: OfficeKind::Points,
        places_title: t(lang, "Cost in days", "投入（人天）"),
        values_title: t(lang, "Gain in points", "提升（百分点）"),
        style: NumberStyle::Points,
        places: Places::Numbers(vec![0.0, 3.0, 8.0, 14.0], NumberStyle::Plain),
        series: vec![OfficeSeries {
            error: Some(vec![(0.004, 0.004), (0.006, 0.006), (0.007, 0.007), (0.008, 0.012)]),
            labelled: true,
            ..series(t(lang, "Strategies", "策略"), &[0.0, 0.081, 0.152, 0.171], us)
        }],
        range: None,
    };
    let mut race = named(OfficeKind::Lines, NumberStyle::Percent, &moves[..4], vec![]);
    race.series = vec![
        OfficeSeries { error: Some(vec![(0.01, 0.01); 4]), ..series(who[0].clone(), &[0.31, 0.35, 0.44, 0.52], us) },
        series(who[1].clone(), &[0.47, 0.45, 0.37, 0.30], rival),
    ];
    vec![
        ("bars", bars),
        ("waterfall", waterfall),
        ("stacked-bars", stacked),
        ("areas", over(OfficeKind::StackedAreas, three())),
        ("lines", over(OfficeKind::Lines, gap)),
        ("bubbles", bubbles),
        ("dots", dots),
        ("race", race),
    ]
}

/// A table with a column of every kind and so many rows.
pub fn table(lang: Lang, rows: usize) -> StudyTable {
    let column = |key, en: &str, zh: &str, kind| StudyColumn::new(key, t(lang, en, zh), kind);
    let row = |i: usize| {
        let x = i as f64 / rows.max(1) as f64;
        vec![
            StudyCell::named(&format!("strategy-{i}"), &t(lang, &format!("Strategy {i} & <co>"), &format!("策略 {i}"))),
            StudyCell::Word(t(lang, "=SUM(A1) is a word here, and a longish one", "=SUM(A1) 在这里只是文字")),
            StudyCell::Count(100 * i as u64),
            StudyCell::Cost(Cost { days: i as f64, money: 1000.0 * i as f64 }),
            StudyCell::Estimate(Estimate::normal(0.2 + 0.5 * x, 0.004)),
            if i == 1 { StudyCell::Empty } else { StudyCell::Estimate(Estimate::normal(0.3 * x - 0.1, 0.002)) },
            StudyCell::Estimate(Estimate::normal(150_000.0 * x, 900.0)),
        ]
    };
    StudyTable {
        name: "strategies",
        title: t(lang, "Strategies, best first", "策略，由好到差"),
        reading: t(lang, "± is the half-width of the 95% interval of the simulation.", "± 为模拟误差 95% 区间的半宽。"),
        columns: vec![
            column("strategy", "Strategy", "策略", ColumnKind::Named),
            column("what", "What it does", "内容", ColumnKind::Word),
            column("draws", "Draws", "模拟次数", ColumnKind::Count),
            column("cost", "Cost", "投入", ColumnKind::Cost),
            column("win", "Win probability", "胜率", ColumnKind::Percent),
            column("uplift", "Change in points", "变化（百分点）", ColumnKind::Points),
            column("margin", "Expected margin", "期望毛利", ColumnKind::Money),
        ],
        rows: (0..rows).map(row).collect(),
        shown: rows,
    }
}

fn battlecard(lang: Lang) -> Page {
    let panel = |en: (&str, &str), zh: (&str, &str), tone| Panel {
        heading: t(lang, en.0, zh.0),
        lines: vec![t(lang, en.1, zh.1)],
        tone,
    };
    Page {
        lead: vec![t(
            lang,
            "Lead with what an hour of standstill costs; price follows by itself.",
            "先谈停机一小时的代价，价格自然退居其次。",
        )],
        panels: vec![
            panel(
                ("Claim", "A reframe toward time to repair moves 21 ± 1 of 100 simulated committees to us."),
                ("主张", "把评价重心转向修复时间，100 个模拟采购小组里有 21 ± 1 个转向我方。"),
                Tone::Plain,
            ),
            panel(
                ("The line to say", "“What did your last incident cost you per hour, and who had to explain it?”"),
                ("要说的一句话", "“贵公司上一次事故每小时损失多少，是谁出面解释的？”"),
                Tone::Ours,
            ),
            panel(
                (
                    "The question to ask",
                    "Who signs off the budget for downtime, and what have they seen of it this year?",
                ),
                ("要问的问题", "停机损失算在谁的预算里，他今年看到过哪些数字？"),
                Tone::Ours,
            ),
            panel(
                (
                    "What the rival will answer",
                    "“Our price is a third lower and our dashboard is the market's favourite.” Agree on the dashboard; ask for the repair times of their last ten incidents.",
                ),
                (
                    "友商会怎么回答",
                    "“我们的价格低三分之一，界面也最受欢迎。”承认界面好用，再请他们拿出最近十次事故的修复时间。",
                ),
                Tone::Theirs,
            ),
            panel(
                (
                    "Proof",
                    "Two references with repair times before and after, both from the same industry, both willing to talk.",
                ),
                ("佐证", "两家同行业标杆客户，提供前后修复时间，都愿意接受访谈。"),
                Tone::Plain,
            ),
            panel(
                ("Careful", "The weight of price is assumed, not asked. Ask before you rely on it."),
                ("注意", "价格权重是假设，不是问出来的。使用前请先核实。"),
                Tone::Caution,
            ),
        ],
        ..page(
            "battlecard",
            t(lang, "Battlecard", "作战卡"),
            t(
                lang,
                "Talk about hours of standstill, not about features: it wins in 52 ± 1 of 100 simulated committees, against 31 ± 1 today",
                "谈停机时间，不谈功能：100 个模拟采购小组中有 52 ± 1 个选择我方，目前为 31 ± 1 个",
            ),
        )
    }
}

/// A page of every sort: each kind of chart, a drawing, cards, tables long and short, titles long and short.
pub fn sample(lang: Lang) -> Playbook {
    let finding = |name: &str| match name {
        "bars" => t(
            lang,
            "After the pitch we win 52.3% of simulated committees, 21.1 ± 1.2 points more than before",
            "讲解之后我方胜率为 52.3%，比之前高 21.1 ± 1.2 个百分点",
        ),
        "waterfall" => {
            t(lang, "Most of the gain comes from the insight on time to repair", "提升主要来自维修时间的洞察")
        }
        "stacked-bars" => t(
            lang,
            "The CFO weighs price where the others weigh time to repair",
            "财务负责人看重价格，其他人看重修复时间",
        ),
        "areas" => t(
            lang,
            "As supply-chain security weighs more, no decision shrinks",
            "供应链安全权重越高，不做决定的比例越小",
        ),
        "lines" => t(lang, "We break even once supply-chain security weighs 28%", "供应链安全权重达到 28% 时双方打平"),
        "bubbles" => t(lang, "The person with most influence is against us", "影响力最大的人不支持我方"),
        "dots" => t(lang, "Beyond 8 days more work buys little", "超过 8 人天，继续投入收效甚微"),
        _ => t(lang, "We overtake after the proof", "佐证之后我方反超"),
    };
    let lead = vec![
        t(lang, "Talk about what an hour of standstill costs before anything else.", "先谈停机一小时的代价。"),
        t(
            lang,
            "The two rivals cannot be told apart on price; do not spend time on it.",
            "两家友商在价格上分不出高下，不必在此花时间。",
        ),
    ];
    let source = t(
        lang,
        "Simulated: 100,000 purchases, seed 1; whiskers and ± are 95% intervals of the simulation. Weights of the CFO are assumed.",
        "模拟 10 万次采购，种子 1；误差线与 ± 为模拟的 95% 区间。财务负责人的权重为假设。",
    );
    let notes = vec![t(lang, "Read the chart from the top: “us” first.", "从上往下读图：我方在先。")];
    let mut pages = vec![battlecard(lang)];
    pages.extend(charts(lang).into_iter().enumerate().map(|(i, (name, office))| Page {
        lead: lead.clone(),
        picture: Some(Picture { chart: drawing(name, lang), office: Some(office) }),
        tables: if i < 2 { vec![table(lang, 3 + 40 * i)] } else { Vec::new() },
        notes: notes.clone(),
        source: source.clone(),
        ..page(name, t(lang, &format!("Chart {name}"), &format!("图表 {name}")), finding(name))
    }));
    pages.push(Page {
        lead: lead.clone(),
        picture: Some(Picture { chart: drawing("drawn", lang), office: None }),
        source: source.clone(),
        ..page("drawn", t(lang, "Before and after", "前后对比"), finding("bars"))
    });
    pages.push(Page {
        tables: vec![table(lang, 6)],
        source,
        lead: lead[..1].to_vec(),
        ..page(
            "assumptions",
            t(lang, "Assumptions", "假设"),
            t(lang, "Two of six inputs are guesses", "六项输入里有两项是估计"),
        )
    });
    Playbook {
        currency: "CNY".to_owned(),
        lang,
        title: t(lang, "Endpoint detection for a bank: <EDR> & friends", "某银行终端检测采购项目"),
        subtitle: t(lang, "Which pitch wins the committee, and what it takes", "哪种话术能赢得采购小组，需要做什么"),
        disclaimer: t(
            lang,
            "Nobody real is in this: people are simulated from stated assumptions. Numbers marked as assumed are guesses of the team.",
            "本材料中的人物均为按假设模拟，并非真人。标注为假设的数字是团队的估计。",
        ),
        brand: Brand {
            logo: Some(logo()),
            footer: t(lang, "Example & Co · confidential", "示例公司 · 内部资料"),
            ..Brand::default()
        },
        pages,
        made: Provenance {
            scenario: "edr-mttr".to_owned(),
            fingerprint: "0123abcd".to_owned(),
            draws: 100_000,
            seed: 1,
            version: "0.1.0".to_owned(),
        },
    }
}

/// Everything too long: a title of a page and more, a lead, cards, names, many rows and columns; and a page of nothing.
pub fn awkward(lang: Lang) -> Playbook {
    let long = |n: usize| {
        t(lang, "A very long sentence about nothing, with \u{1} & <tags>, ", "这是一句很长很长的话，没有尽头，")
            .repeat(n)
    };
    let mut wide = table(lang, 200);
    for i in 0..6 {
        let again = wide.columns[i].clone();
        wide.columns.push(again);
        for row in &mut wide.rows {
            let cell = row[i].clone();
            row.push(cell);
        }
    }
    let places: Vec<String> = (0..40).map(|i| format!("{} {i}", long(1))).collect();
    let color = Theme::default().us;
    let many = named(OfficeKind::Bars, NumberStyle::Points, &places, vec![series(long(2), &[-0.01; 40], color)]);
    let panel = |n| Panel { heading: long(1), lines: vec![long(n), long(1)], tone: Tone::Ours };
    let mut playbook = sample(lang);
    playbook.title = long(12);
    playbook.subtitle = long(20);
    playbook.disclaimer = long(30);
    playbook.brand.logo = None;
    playbook.brand.footer = String::new();
    playbook.pages = vec![
        Page {
            lead: vec![long(40)],
            picture: Some(Picture { chart: drawing("many", lang), office: Some(many) }),
            panels: vec![panel(60), panel(3), panel(200)],
            tables: vec![wide.clone(), table(lang, 0)],
            notes: vec![long(100)],
            source: long(30),
            ..page("everything", long(3), long(30))
        },
        Page { tables: vec![wide.clone(), wide], ..page("tables", "=1+1".to_owned(), "x".to_owned()) },
        page("nothing", String::new(), String::new()),
    ];
    playbook
}
