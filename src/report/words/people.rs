//! The sentences around the charts for people, English and Chinese side by side, each written for its readers.

use crate::model::Lang;
use crate::report::View;
use crate::report::study::say;
use crate::report::verdict::Verdict;
use crate::stats::number::Numbers;
use crate::stats::{Caution, Curve, Estimate};

/// The finding of the hundred committees.
pub fn committees_title(view: &View, strategy: usize) -> String {
    let (us, lang) = (view.us(), view.lang);
    let hundred = |s: usize| (100.0 * view.findings.strategies[s].win[us].value()).round();
    let (from, to) = (hundred(0), hundred(strategy));
    let name = view.strategy(strategy);
    match Verdict::of(view.findings, us) {
        Verdict::OnlyBaseline => say(
            lang,
            format!("{from} of 100 simulated committees choose us if we do nothing"),
            format!("我方不行动时，100 个模拟采购委员会中有 {from} 个选择我方"),
        ),
        Verdict::Lifts { .. } | Verdict::Lowers { .. } => say(
            lang,
            format!("{from} of 100 simulated committees choose us; with “{name}” it is {to}"),
            format!("100 个模拟采购委员会中，选择我方的原有 {from} 个；采用“{name}”后为 {to} 个"),
        ),
        Verdict::Unclear { .. } | Verdict::Unchanged { .. } => say(
            lang,
            format!("“{name}” makes no clear difference: about {to} of 100 simulated committees choose us"),
            format!("“{name}”没有明显作用：100 个模拟采购委员会中约有 {to} 个选择我方"),
        ),
    }
}

/// How to read them.
pub fn committees_caption(view: &View) -> String {
    let how = say(
        view.lang,
        "Each figure is one of 100 committees like this one; hollow figures choose nobody. Rounded to whole figures, \
         which sum to 100; the exact shares stand beside the numbers.",
        "每个人形代表 100 个同类委员会中的一个；空心人形表示没有作出采购决定。人形数取整，合计 100；旁边是精确比例。",
    );
    format!("{how}{}", view.next_sentence(&view.words().run_line(view)))
}

/// `15 of 20`
pub fn of_twenty(lang: Lang, count: usize) -> String {
    say(lang, format!("{count} of 20"), format!("20 种中 {count} 种"))
}

/// The finding of the twenty buyers: on how many we lead, before and with the strategy; `near`: one of them stands within
/// the interval of the threshold.
pub fn buyers_title(view: &View, curve: &Curve, [from, to]: [usize; 2], near: bool) -> String {
    let criterion = view.criterion(curve.criterion);
    let (about, rough) = if near { ("About ", "约 ") } else { ("", "") };
    if from == to {
        return say(
            view.lang,
            format!("{about}{to} of 20 possible buyers give “{criterion}” a weight at which we lead, before and after"),
            format!("20 种可能的客户中，{rough}{to} 种给予“{criterion}”的权重让我方领先，前后不变"),
        );
    }
    say(
        view.lang,
        format!("{about}{to} of 20 possible buyers end with a weight on “{criterion}” at which we lead; it was {from}"),
        format!("20 种可能的客户中，给予“{criterion}”的权重足以让我方领先的，由 {from} 种变为{rough}{to} 种"),
    )
    .trim_start()
    .to_owned()
}

/// How to read them.
pub fn buyers_caption(view: &View, curve: &Curve) -> String {
    let name = view.strategy(curve.strategy);
    let how = say(
        view.lang,
        format!(
            "Each dot is one of 20 equally likely weights at the decision, without our moves and with “{name}”; filled \
             dots lie where we lead on average. Dashed: where the lead changes, its 95% interval shaded."
        ),
        format!(
            "每个圆点代表 20 种可能性相同的决策时权重之一，上为不行动，下为采用“{name}”；实心圆点表示我方平均领先。虚线为领先易位处，阴影为其 95% 区间。"
        ),
    );
    format!("{how}{}", view.next_sentence(&view.words().run_line(view)))
}

/// The axis of the changes.
pub fn uplifts_axis(lang: Lang) -> String {
    say(lang, "Change of our win probability, in percentage points", "我方胜率的变化（百分点）")
}

/// Names of the marks: above, about, below no change.
pub fn uplifts_signs(lang: Lang) -> [String; 3] {
    [
        say(lang, "Raises it", "提高"),
        say(lang, "Cannot be told from no change", "与不行动难分高下"),
        say(lang, "Lowers it", "降低"),
    ]
}

/// The finding of the changes; the best first.
pub fn uplifts_title(view: &View, changes: &[(&str, Estimate)]) -> String {
    let numbers = Numbers::new(view.lang);
    let Some((best, change)) = changes.first() else { return String::new() };
    let points = numbers.points_with_margin(change);
    let raise = changes.iter().filter(|(_, change)| change.low() > 0.0).count();
    let count = changes.len();
    match (raise, count) {
        (0, _) => say(view.lang, "No strategy clearly raises our win probability", "没有哪个策略明显提高我方胜率"),
        (_, 1) => say(
            view.lang,
            format!("“{best}” changes our win probability by {points}"),
            format!("“{best}”使我方胜率变化 {points}"),
        ),
        (1, _) => say(
            view.lang,
            format!("Of {count} strategies only “{best}” clearly raises our win probability: {points}"),
            format!("{count} 个策略中，只有“{best}”明显提高我方胜率：{points}"),
        ),
        _ => {
            let (who, whom) = match (raise == count, count) {
                (true, 2) => ("Both strategies".to_owned(), "两个策略都".to_owned()),
                (true, _) => (format!("All {count} strategies"), format!("{count} 个策略都")),
                (false, _) => (format!("{raise} of {count} strategies"), format!("{count} 个策略中有 {raise} 个")),
            };
            let (top, tops) = match alike(view) {
                Some(other) => {
                    (format!("“{best}” and “{other}” cannot be told apart"), format!("“{best}”与“{other}”难分高下"))
                }
                None => (format!("“{best}” by {points}"), format!("“{best}”变化 {points}")),
            };
            say(
                view.lang,
                format!("{who} clearly raise our win probability; {top}"),
                format!("{whom}明显提高我方胜率；{tops}"),
            )
        }
    }
}

/// The strategy that may be as good as the best one.
fn alike<'a>(view: &'a View) -> Option<&'a str> {
    view.findings.cautions.iter().find_map(|caution| match caution {
        Caution::StrategiesAlike { other, .. } => Some(view.strategy(*other)),
        _ => None,
    })
}

/// How to read them.
pub fn uplifts_caption(view: &View) -> String {
    let how = say(
        view.lang,
        "Each strategy against the baseline on the same simulated purchases, so that luck cancels out.",
        "各策略与基准在相同的模拟采购上逐一比较，运气相互抵消。",
    );
    format!("{how}{}", view.next_sentence(&view.words().run_line(view)))
}

/// The axis of the ranks.
pub fn ranks_axis(lang: Lang) -> String {
    say(lang, "Place in the committee's order", "在委员会排序中的名次")
}

/// A rank by name.
pub fn rank(lang: Lang, rank: usize) -> String {
    let ordinal = match rank {
        1 => "1st".to_owned(),
        2 => "2nd".to_owned(),
        3 => "3rd".to_owned(),
        n => format!("{n}th"),
    };
    say(lang, ordinal, format!("第 {rank} 名"))
}

/// The finding of the ranks: how often we come last, which no win probability tells.
pub fn ranks_title(view: &View, strategy: usize) -> String {
    let numbers = Numbers::new(view.lang);
    let ranks = |s: usize| &view.findings.strategies[s].rank_acceptability[view.us()];
    let last = |s: usize| ranks(s).last().map_or(String::new(), |share| numbers.percent(share));
    let first_two = ranks(strategy).iter().take(2).map(Estimate::value).sum::<f64>();
    let two = numbers.percent_alone(&Estimate::exact((100.0 * first_two).round() / 100.0));
    if strategy == 0 {
        return say(
            view.lang,
            format!("We are among the first two in about {two} of simulated purchases, and last in {}", last(0)),
            format!("约 {two} 的模拟采购中我方排在前两名，{} 中垫底", last(0)),
        );
    }
    say(
        view.lang,
        format!("With the strategy we come last in {}; without our moves in {}", last(strategy), last(0)),
        format!("采用该策略，我方垫底的比例为 {}；不行动时为 {}", last(strategy), last(0)),
    )
}

/// How to read them.
pub fn ranks_caption(view: &View) -> String {
    let how = say(
        view.lang,
        "Alternatives in the order of the committee's judgement in each simulated purchase; the first is what it chooses.",
        "每次模拟采购中按委员会的评判排序；第 1 名即其选择。",
    );
    format!("{how}{}", view.next_sentence(&view.words().run_line(view)))
}
