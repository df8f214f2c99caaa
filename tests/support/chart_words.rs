//! Names, words and numbers that made-up charts share.

use reframe::chart::{Role, Words};
use reframe::model::{Lang, Need};
use reframe::stats::Estimate;

/// A share with a small interval, cut at 0 and 1.
pub fn share(value: f64, half: f64) -> Estimate {
    Estimate::new(value, half / 1.96, (value - half).max(0.0), (value + half).min(1.0))
}

pub fn difference(value: f64, half: f64) -> Estimate {
    Estimate::new(value, half / 1.96, value - half, value + half)
}

pub fn words(lang: Lang) -> Words {
    let [title, subtitle, caption] = match lang {
        Lang::En => [
            "Teaching supply-chain security lifts our win probability by 18 points, mostly at the rivals' expense",
            "Win probability before and after the pitch, Northwind Bank, renewal of the security platform",
            "20,000 simulated decisions, seed 7. Error bars and shaded bands: 95% Monte Carlo intervals. Scores and weights are assumptions of the scenario.",
        ],
        Lang::Zh => [
            "引导客户重视供应链安全后，我们的胜率提高 18 个百分点，主要来自竞争对手",
            "北风银行安全平台换代项目：方案讲解前后的胜率",
            "模拟决策 20,000 次，随机种子 7。误差线与阴影带为 95% 蒙特卡洛区间。评分与权重为情景假设。",
        ],
    };
    Words { lang, title: title.into(), subtitle: subtitle.into(), caption: caption.into() }
}

pub fn pick<'a>(lang: Lang, en: &'a str, zh: &'a str) -> &'a str {
    if lang == Lang::En { en } else { zh }
}

/// Us, rivals, no decision.
pub fn names(lang: Lang, count: usize) -> Vec<(String, Role)> {
    let us = (pick(lang, "Our platform", "我方平台").to_owned(), Role::Us);
    let none = (pick(lang, "No decision", "维持现状").to_owned(), Role::NoDecision);
    let rivals = (0..count.saturating_sub(2)).map(|i| {
        let letter = char::from(b'A' + i as u8);
        (format!("{} {letter}", pick(lang, "Rival", "竞争对手")), Role::Rival)
    });
    let mut all: Vec<_> = std::iter::once(us).chain(rivals).chain([none]).collect();
    all.truncate(count);
    all
}

pub fn long_names(lang: Lang, count: usize) -> Vec<(String, Role)> {
    let long = |(name, role): (String, Role)| {
        let tail = pick(
            lang,
            "Consolidated Information Security Holdings International",
            "信息安全技术股份有限公司（华东区联合投标体）",
        );
        (format!("{name} {tail}"), role)
    };
    names(lang, count).into_iter().map(long).collect()
}

pub fn criteria(lang: Lang) -> Vec<(String, Need)> {
    [
        ("Supply-chain security", "供应链安全", Need::Externality),
        ("Detection performance", "检测性能", Need::Product),
        ("Price and total cost", "价格与总拥有成本", Need::Price),
        ("Business continuity", "业务连续性", Need::Business),
        ("Reports to the board", "向上汇报价值", Need::Gain),
        ("Skills and career", "个人成长", Need::Growth),
        ("Peace of mind", "安心与信任", Need::Emotion),
        ("Compliance", "合规", Need::Externality),
        ("Integration with what is there already", "与现有系统的集成与运维衔接能力", Need::Product),
    ]
    .into_iter()
    .map(|(en, zh, need)| (pick(lang, en, zh).to_owned(), need))
    .collect()
}

pub fn functions(lang: Lang) -> Vec<String> {
    [
        ("Chief information security officer", "首席信息安全官"),
        ("IT operations", "运维总监"),
        ("Purchasing", "采购经理"),
        ("Line of business", "业务负责人"),
        ("Compliance officer", "合规官"),
        ("Security operations lead", "安全运营主管"),
        ("Chief financial officer", "首席财务官"),
        ("Legal", "法务"),
        ("Enterprise architect", "企业架构师"),
        ("Works council", "工会代表"),
        ("Data protection officer", "数据保护官"),
        ("Head of a plant", "工厂厂长"),
    ]
    .map(|(en, zh)| pick(lang, en, zh).to_owned())
    .to_vec()
}

pub fn needs(lang: Lang) -> Vec<(Need, String)> {
    let words = [
        ("Business", "业务"),
        ("Product", "产品"),
        ("Price", "价格"),
        ("Externality", "外部要求"),
        ("Gain", "个人利益"),
        ("Growth", "个人成长"),
        ("Emotion", "情感"),
    ];
    Need::ALL.into_iter().zip(words).map(|(need, (en, zh))| (need, pick(lang, en, zh).to_owned())).collect()
}
