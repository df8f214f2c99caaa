//! Playbooks made by hand: one as a team would get it, and one with everything that is hard on a page.

#[path = "blank_page.rs"]
mod blank_page;

use super::fixture::{curve, scenario, usual};
use blank_page::page;
use reframe::chart::Font;
use reframe::chart::color::Color;
use reframe::model::{Cost, Lang};
use reframe::playbook::{Brand, Logo, Page, Panel, Paper, Picture, Playbook, Provenance, Tone};
use reframe::report::View;
use reframe::report::figures::{Chart, charts};
use reframe::report::study::{ColumnKind, StudyCell, StudyColumn, StudyTable, say};
use reframe::stats::Estimate;
use std::sync::LazyLock;

fn pick(lang: Lang, en: &str, zh: &str) -> String {
    say(lang, en, zh)
}

/// A PNG of one colour with a transparent hole.
fn png() -> Vec<u8> {
    let (width, height) = (240_u32, 60_u32);
    let pixel = |x: u32, y: u32| match (x / 20 + y / 20) % 4 {
        0 => [11, 92, 173, 255],
        1 => [194, 74, 0, 255],
        2 => [20, 33, 61, 255],
        _ => [0, 0, 0, 0],
    };
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    out
}

pub fn logo() -> Logo {
    Logo { png: png(), width: 240, height: 60, alt: "Northwall <Security>".to_owned() }
}

fn estimate(value: f64) -> Estimate {
    Estimate::new(value, 0.004, value - 0.008, value + 0.008)
}

fn strategies_table(lang: Lang) -> StudyTable {
    let text = |en, zh| pick(lang, en, zh);
    let row = |name: String, win: f64, change: Option<f64>, days: f64, money: f64, revenue: f64| {
        vec![
            StudyCell::named("id", &name),
            StudyCell::Estimate(estimate(win)),
            StudyCell::maybe(change.map(estimate)),
            StudyCell::Cost(Cost { days, money }),
            StudyCell::Estimate(Estimate::new(revenue, 3_500.0, revenue - 7_000.0, revenue + 7_000.0)),
        ]
    };
    StudyTable {
        name: "strategies",
        title: text(
            "Every pitch on the same 100,000 simulated committees",
            "所有打法，面对同样的 10 万个模拟采购委员会",
        ),
        reading: text(
            "± is half the 95% interval; changes are against the baseline.",
            "± 为 95% 区间的一半；变化均相对于基准打法。",
        ),
        columns: vec![
            StudyColumn::new("strategy", text("Strategy", "打法"), ColumnKind::Named),
            StudyColumn::new("win", text("We win", "我方胜出"), ColumnKind::Percent),
            StudyColumn::new("change", text("Change, points", "变化（百分点）"), ColumnKind::Points),
            StudyColumn::new("cost", text("Cost", "成本"), ColumnKind::Cost),
            StudyColumn::new("revenue", text("Expected revenue", "预期收入"), ColumnKind::Money),
        ],
        rows: vec![
            row(text("Baseline", "基准打法"), 0.2134, None, 0.0, 0.0, 512_000.0),
            row(text("Reframe on MTTR", "重塑为 MTTR"), 0.4482, Some(0.2348), 4.0, 20_000.0, 1_075_000.0),
            row(text("Match <the> price & more", "跟进降价"), 0.2901, Some(0.0767), 0.0, 90_000.0, 641_000.0),
        ],
        shown: usize::MAX,
    }
}

fn battlecard(lang: Lang) -> Page {
    let text = |en, zh| pick(lang, en, zh);
    let panel = |heading, lines, tone| Panel { heading, lines, tone };
    let mut page = page(
        "battlecard",
        text("Battlecard", "作战卡"),
        text(
            "Reframe on MTTR wins in 45 of 100 simulated committees, against 21 without it",
            "把评价标准转向 MTTR：100 个模拟委员会中我方赢下 45 个，不这样做时为 21 个",
        ),
    );
    page.lead = vec![text(
        "Say it to the CISO first: her weight on response time decides, and the others listen to her.",
        "先对首席信息安全官讲：她对响应时间的看重程度左右结果，其他人会听她的意见。",
    )];
    page.panels = vec![
        panel(
            text("Claim", "主张"),
            vec![text(
                "With 10,000 alerts a day, minutes to respond cost more than points of detection.",
                "每天 1 万条告警，响应慢几分钟的代价，比检出率低几个点更大。",
            )],
            Tone::Plain,
        ),
        panel(
            text("Proof", "证据"),
            vec![text(
                "Three plants like this one cut their mean time to respond from 9 hours to 40 minutes.",
                "三家同类工厂把平均响应时间从 9 小时缩短到 40 分钟。",
            )],
            Tone::Plain,
        ),
        panel(
            text("The line to say", "这样说"),
            vec![text(
                "“How long did the last real alert wait before somebody looked at it?”",
                "“上一次真正的告警，等了多久才有人看？”",
            )],
            Tone::Ours,
        ),
        panel(
            text("The question to ask", "这样问"),
            vec![text("Who signs off that the night shift can isolate a machine?", "夜班要隔离一台机器，由谁批准？")],
            Tone::Ours,
        ),
        panel(
            text("What Halcyon will answer", "对手 Halcyon 会怎么回应"),
            vec![text(
                "“Detection first: what you do not see you cannot respond to.” Grant it, and ask for the rate of false alarms.",
                "“先看检出率：看不见就谈不上响应。”承认这一点，再问误报率。",
            )],
            Tone::Theirs,
        ),
        panel(
            text("Be careful", "注意"),
            vec![
                text(
                    "The gain rests on an assumption of grade D: how far one insight moves a weight.",
                    "增益依赖一条 D 级假设：一次洞察能让权重移动多少。",
                ),
                text(
                    "With the CFO in the room the two pitches cannot be told apart.",
                    "若首席财务官在场，两种打法难分高下。",
                ),
            ],
            Tone::Caution,
        ),
    ];
    page.notes = vec![text("Bring one page. Leave it there.", "只带这一页，讲完留给客户。")];
    page.source =
        text("100,000 simulated purchases, seed 7; 95% intervals.", "10 万次模拟采购，随机种子 7；95% 区间。");
    page
}

fn pictures(lang: Lang, brand: &Brand) -> Vec<Chart> {
    let (scenario, findings, curves) = (scenario(), usual(), [curve()]);
    let view = View { scenario: &scenario, findings: &findings, curves: &curves, scorecard: None, lang };
    charts(&view, &brand.theme).all().cloned().collect()
}

fn shown(lang: Lang, chart: Chart) -> Page {
    let mut page = page(&format!("on-{}", chart.name), chart.name.clone(), chart.title.clone());
    page.lead = vec![pick(
        lang,
        "This is what it means for the pitch: talk about response before price, and to the people who weigh it.",
        "对打法的含义：先谈响应，再谈价格；并且对看重响应的人谈。",
    )];
    page.tables = vec![strategies_table(lang)];
    page.notes = vec![
        pick(
            lang,
            "The bars are means over simulated committees, not promises about one of them.",
            "柱形是模拟委员会的平均值，不是对某一个委员会的承诺。",
        ),
        pick(lang, "If somebody asks for the data: it is in the workbook.", "如果有人要数据：都在工作簿里。"),
    ];
    page.source = pick(
        lang,
        "100,000 simulated purchases, seed 7; whiskers are 95% intervals.",
        "10 万次模拟采购，随机种子 7；须线为 95% 区间。",
    );
    page.picture = Some(Picture { chart, office: None });
    page
}

/// As a team would get it.
pub fn usual_playbook(lang: Lang, brand: Brand) -> Playbook {
    let pages = pictures(lang, &brand).into_iter().map(|chart| shown(lang, chart));
    Playbook {
        lang,
        title: pick(lang, "EDR for a manufacturer", "制造企业采购 EDR"),
        subtitle: pick(
            lang,
            "Which pitch moves this committee, and what has to be true for it to work",
            "哪种打法能打动这个采购委员会，它成立的前提是什么",
        ),
        disclaimer: pick(
            lang,
            "People in this playbook are simulated. Numbers marked D are assumptions of ours; ask before you quote them.",
            "本手册中的人物均为模拟。标为 D 级的数字是我们的假设，引用前请先核实。",
        ),
        currency: "CNY".to_owned(),
        pages: std::iter::once(battlecard(lang)).chain(pages).collect(),
        made: Provenance {
            scenario: "edr".to_owned(),
            fingerprint: "6f1e0c0a52d1b7a4c5c1f1de21b0f8f6f3f6f1f7e6b1b1c2d3e4f5a6b7c8d9e0".to_owned(),
            draws: 100_000,
            seed: 7,
            version: "0.1.0".to_owned(),
        },
        brand,
    }
}

/// A house with hard colours, a logo, a foot that wants escaping and American paper.
pub fn loud_brand() -> Brand {
    let mut brand = Brand { logo: Some(logo()), paper: Paper::Letter, ..Brand::default() };
    brand.footer = "Northwall \"Security\" </style><b> \\ – confidential".to_owned();
    brand.theme.us = Color::hex(0xFFC400);
    brand.theme.rivals = vec![Color::hex(0x7FD1AE)];
    brand.theme.ink = Color::hex(0x2D1B4E);
    brand
}

/// A house whose documents are dark, and which has letters of its own, thick ones with Chinese.
pub fn dark_brand() -> Brand {
    let mut brand = house_brand();
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/");
    let file = |name: &str| std::fs::read(format!("{fonts}{name}.ttf")).unwrap();
    brand.theme.font = Font::read(file("Inter-Bold"), Some(file("NotoSansSC-Bold"))).unwrap();
    brand.theme = reframe::playbook::palette::at_night(&brand.theme);
    brand
}

/// The house of the usual one, with its logo.
pub fn house_brand() -> Brand {
    Brand { logo: Some(logo()), footer: "Northwall Security · Confidential".to_owned(), ..Brand::default() }
}

/// Long words, long texts, long and wide tables, empty parts, signs of markup, characters without a glyph.
pub fn hard_playbook(lang: Lang, brand: Brand) -> Playbook {
    let mut playbook = usual_playbook(lang, brand);
    let endless = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle".repeat(3);
    let marked = "<script>alert(\"&amp;\")</script> ]]> ' \\ \u{7}\u{1F4A1}龘 end\nof line";
    let long = pick(
        lang,
        "Nobody in the committee can tell the two offers apart on detection, so whatever is said about detection is lost. ",
        "委员会里没有人能在检出率上分出两家的高下，所以关于检出率的话说了等于没说。",
    );
    let mut long_page = page("long-texts", marked.to_owned(), format!("{endless} {}", long.trim().repeat(3)));
    long_page.lead = vec![long.repeat(12), endless.clone(), String::new(), marked.to_owned()];
    long_page.panels = [Tone::Plain, Tone::Ours, Tone::Theirs, Tone::Caution]
        .into_iter()
        .map(|tone| Panel { heading: marked.to_owned(), lines: vec![long.repeat(9), endless.clone()], tone })
        .chain([Panel { heading: String::new(), lines: Vec::new(), tone: Tone::Plain }])
        .chain([Panel { heading: "x".to_owned(), lines: vec![long.repeat(60)], tone: Tone::Caution }])
        .collect();
    long_page.notes = vec![long.repeat(70)];
    long_page.source = long.repeat(2);
    playbook.pages.push(long_page);

    let mut wide_page = page("wide-tables", "Tables".to_owned(), "Tables that are long, wide, empty".to_owned());
    let mut long_table = strategies_table(lang);
    long_table.rows = (0..90).map(|at| long_table.rows[at % 3].clone()).collect();
    long_table.shown = 80;
    let mut wide = strategies_table(lang);
    wide.title = String::new();
    wide.columns = (0..16)
        .map(|at| {
            let kind = if at == 0 { ColumnKind::Named } else { ColumnKind::Percent };
            StudyColumn::new("c", format!("{at} {}", &endless[..endless.len().min(8 + at)]), kind)
        })
        .collect();
    wide.rows = (0..4)
        .map(|at| {
            let numbers = (1..16).map(|column| StudyCell::Estimate(estimate(0.04 * f64::from(at + column))));
            std::iter::once(StudyCell::named("n", &endless)).chain(numbers).collect()
        })
        .collect();
    let mut tall = strategies_table(lang);
    tall.columns = vec![
        StudyColumn::new("a", "Assumption", ColumnKind::Word),
        StudyColumn::new("b", "Source", ColumnKind::Word),
        StudyColumn::new("c", "", ColumnKind::Word),
    ];
    tall.rows = vec![
        vec![StudyCell::Word(long.clone()), StudyCell::Word(long.repeat(40)), StudyCell::Word("D".to_owned())],
        vec![StudyCell::Word(marked.to_owned()), StudyCell::Word(endless.clone()), StudyCell::Empty],
    ];
    let mut empty = strategies_table(lang);
    empty.rows.clear();
    wide_page.tables = vec![long_table, wide, tall, empty];
    playbook.pages.push(wide_page);
    playbook.pages.push(page("bare", "Bare".to_owned(), "Nothing but a finding".to_owned()));
    playbook
}

/// Made by hand for houses of all kinds, and from scenarios.
static ALL: LazyLock<Vec<Playbook>> = LazyLock::new(|| {
    let brands = [Brand::default(), dark_brand(), loud_brand()];
    let every = |lang| brands.clone().map(|brand| [usual_playbook(lang, brand.clone()), hard_playbook(lang, brand)]);
    let mut playbooks: Vec<Playbook> = Lang::ALL.into_iter().flat_map(every).flatten().collect();
    for file in ["tutorial", "edr-mttr"] {
        // Without optimisation the engine needs more of a stack than tests have.
        let run = std::thread::Builder::new().stack_size(1 << 26).spawn(|| super::real::Ran::new(file, 256));
        let ran = run.unwrap().join().unwrap();
        playbooks.extend(Lang::ALL.map(|lang| ran.playbook(lang)));
    }
    playbooks
});

/// Every one of them.
pub fn all() -> impl Iterator<Item = &'static Playbook> {
    ALL.iter()
}
