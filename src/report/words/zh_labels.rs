//! 中文短语。

use super::{Label, Section};

/// A heading, column or unit.
pub(super) fn label(label: Label) -> &'static str {
    match label {
        Label::WinProbability => "胜率",
        Label::Before => "基准",
        Label::After => "采用该策略",
        Label::IntervalShort => "95% 区间",
        Label::BreakEven => "平衡点",
        Label::LeadLost => "从此落后",
        Label::AlwaysAhead => "无论权重多少，我方都领先",
        Label::NeverAhead => "无论权重多少，我方都不领先",
        Label::EnterpriseNeeds => "企业需求",
        Label::PersonalNeeds => "个人需求",
        Label::Baseline => "基准",
        Label::NoDecision => "无决策",
        Label::Strategy => "策略",
        Label::OfStrategy => "策略：",
        Label::WeWin => "我方胜率",
        Label::Change => "变化（百分点）",
        Label::Cost => "成本",
        Label::Revenue => "期望收入",
        Label::Margin => "期望净收益",
        Label::Stakeholder => "利益相关方",
        Label::Influence => "影响力",
        Label::Criterion => "准则",
        Label::Need => "需求类别",
        Label::Alternative => "备选方案",
        Label::Committee => "全体（按影响力加权）",
        Label::Rank => "名次",
        Label::BelievesNow => "目前的想法",
        Label::ConfidenceFactor => "置信因子",
        Label::NeverWins => "从未胜出",
        Label::Assumption => "假设",
        Label::Source => "依据",
        Label::Grade => "可信等级",
        Label::BeforeQuoting => "引用数字之前，请先看这里",
        Label::NoCautions => "没有需要特别提醒之处：以上各项比较都超出了模拟误差。",
        Label::Program => "程序",
        Label::Scenario => "场景",
        Label::Fingerprint => "输入指纹",
        Label::Draws => "模拟采购次数",
        Label::Seed => "随机种子",
        Label::Interval => "区间",
        Label::IntervalIs => "95%，仅含模拟误差",
        Label::Method => "方法",
        Label::MethodIs => {
            "对权重、产品表现、可信度和各人反应做蒙特卡洛模拟；所有策略面对同一批模拟采购，因此变化是逐一配对的差值；\
             并列时平均分配；名次与中心权重等指标取自 SMAA-2（Lahdelma 与 Salminen，2001）。输入、种子、版本相同，\
             在任何机器上结果都相同。"
        }
        Label::MethodExact => {
            "没有任何随机抽取，一次计算即得精确结果。并列时平均分配；名次与中心权重等指标取自 SMAA-2（Lahdelma 与 Salminen，2001）。"
        }
        Label::Limits => "本报告不能回答什么",
        Label::RowBeforeColumn => "行先于列",
        Label::Footer => "本页为单一文件，可离线打开，不访问任何网络。",
        Label::Written => "结果已写入",
        Label::Grades => {
            "A：同行评审研究（A−：转引）。B：大样本商业调查。C：个案、二手或厂商资料。F：坊间说法。M：领域惯例或本程序的建模约定。"
        }
    }
}

/// The title of a section, and how to read it.
pub(super) fn section(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Outcomes => ("谁会胜出", "各方案的胜率：基准与采用策略后。"),
        Section::HowSure => ("结论有多可靠", "引用数字之前需要了解的事，以及对应的做法。"),
        Section::Curves => ("客户的观念要走多远", "横轴是我方引入的准则所占权重，纵轴是各方案的胜率。"),
        Section::Weights => ("客户看重什么", "决策时各项准则的平均权重：基准与采用策略后。"),
        Section::Strategies => ("策略对比", "变化是策略与基准逐次配对的差值，区间就是这个差值自己的区间。"),
        Section::Support => ("谁支持我们", "每位利益相关方以我方为首选的频率。"),
        Section::Ranks => ("名次分布", "各方案排第一、第二……的频率。"),
        Section::Central => (
            "客户要怎么想才会选它",
            "我方不行动时，在某方案胜出的那些模拟采购中客户的平均权重。与目前的想法对照，差距就是要做的工作。",
        ),
        Section::Pairwise => ("两两对比", "行方案排在列方案之前的频率。"),
        Section::Scorecard => {
            ("对这次采购了解多少", "MEDDIC 六要素，企业与个人两层：场景里写明了什么，接下来该问什么。")
        }
        Section::Assumptions => ("依据哪些假设", "本场景用到的默认值与约定，并注明依据及其可信等级。"),
        Section::Method => ("如何计算", "据此可以完整复现。"),
        Section::Terms => ("术语", "本页用到的术语，各解释一次。"),
    }
}
