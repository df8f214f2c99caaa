//! The one place where numbers become text, for charts, reports and the terminal. Digits follow the error; a percentage
//! has at most one decimal, a change of less than a point at most two: the simulation's error can be made smaller than
//! that, the model's cannot. An error is never shown as nothing, and what was never seen is not 0.

use super::Estimate;
use crate::model::{Cost, Lang};

/// The minus sign of typesetters.
pub const MINUS: char = '\u{2212}';

/// Whether the number has no Monte Carlo error at all.
pub fn is_exact(estimate: &Estimate) -> bool {
    estimate.low() == estimate.high()
}

/// A fraction known exactly as a percentage: `35%`, `12.5%`; `<0.1%` if it only rounds to nothing.
pub fn percent_of(fraction: f64) -> String {
    let percent = 100.0 * fraction;
    match fixed(percent, 1).as_str() {
        "0.0" if percent > 1e-9 => "<0.1%".to_owned(),
        "100.0" if percent < 100.0 - 1e-9 => ">99.9%".to_owned(),
        digits => format!("{}%", whole_if_whole(digits)),
    }
}

/// A probability or share without its margin, with the digits its error deserves: `44.2%`, `44%`; `<0.4%` and `>99.6%`
/// where rounding would claim that something cannot or must happen although the interval leaves room.
pub fn percent(share: &Estimate) -> String {
    if is_exact(share) {
        return percent_of(share.value());
    }
    let places = places(half_width(share));
    let unit = 10f64.powi(places);
    match at_the_edge(share) {
        Some(Edge::Nothing) => format!("<{}%", fixed((share.high() * 100.0 * unit).ceil().max(1.0) / unit, places)),
        Some(Edge::Everything) => {
            format!(">{}%", fixed((share.low() * 100.0 * unit).floor().min(100.0 * unit - 1.0) / unit, places))
        }
        None => format!("{}%", fixed(share.value() * 100.0, places)),
    }
}

/// The 95% interval of a probability or share: `42.1–46.3%`.
pub fn percent_interval(share: &Estimate) -> String {
    percent_range(share.low(), share.high(), places(half_width(share)))
}

/// A range of fractions as percentages: `22–41%`; a single number if both ends read the same.
pub fn percent_range(low: f64, high: f64, places: i32) -> String {
    let (low, high) = (fixed(100.0 * low, places), fixed(100.0 * high, places));
    if low == high { format!("{low}%") } else { format!("{low}–{high}%") }
}

/// A difference of probabilities in percentage points, without its margin: `+23.5`, `+0.26`.
pub fn points_alone(difference: &Estimate) -> String {
    if is_exact(difference) {
        let points = 100.0 * difference.value();
        let places = if points.abs() < 1.0 { 2 } else { 1 };
        return whole_if_whole(&signed(points, places)).to_owned();
    }
    signed(100.0 * difference.value(), point_places(difference))
}

/// A difference in whole points, for scores that nobody counted: `+23`, `−4`, `0`.
pub fn points_whole(difference: f64) -> String {
    signed(100.0 * difference, 0)
}

/// With its margin, for columns whose heading names the unit: `+12.3 ± 0.4`, `+0.26 ± 0.01`.
pub fn points_with_margin(difference: &Estimate) -> String {
    if is_exact(difference) {
        return points_alone(difference);
    }
    let places = point_places(difference);
    format!("{} ± {}", points_alone(difference), margin(half_width(difference), places))
}

/// Words in brackets, with the blank before them that the language wants: ` (so)`, `（如此）`.
pub fn bracketed(words: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!(" ({words})"),
        Lang::Zh => format!("（{words}）"),
    }
}

/// What stands between a name and its number: `: `, `：`.
pub fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    }
}

/// The formats that depend on the language.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    lang: Lang,
}

impl Numbers {
    /// For this language.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// A share with its margin: `41.2% ± 0.3`; exact: `41.2%`; never seen: `<0.1%`; close to an end:
    /// `0.1% (<0.1 to 0.3)`.
    pub fn percent(&self, share: &Estimate) -> String {
        if is_exact(share) || at_the_edge(share).is_some() {
            return percent(share);
        }
        if lopsided(share) {
            return self.percent_interval(share);
        }
        format!("{} ± {}", percent(share), margin(half_width(share), places(half_width(share))))
    }

    /// The same digits without the margin, where the margin is said elsewhere.
    pub fn percent_alone(&self, share: &Estimate) -> String {
        percent(share)
    }

    /// A share with its interval: `41.2% (40.9 to 41.5)`.
    pub fn percent_interval(&self, share: &Estimate) -> String {
        if is_exact(share) || at_the_edge(share).is_some() {
            return percent(share);
        }
        let places = places(half_width(share));
        let end = |x: f64| match fixed(x * 100.0, places).as_str() {
            "0.0" if x > 0.0 => "<0.1".to_owned(),
            "100.0" if x < 1.0 => ">99.9".to_owned(),
            digits => digits.to_owned(),
        };
        let ends = self.between(&end(share.low()), &end(share.high()));
        format!("{}{}", percent(share), self.brackets(&ends))
    }

    /// A spread of shares, in whole percent, for weights that nobody counted: `14% to 48%`; `35%` if there is none.
    pub fn share_range(&self, low: &Estimate, high: &Estimate) -> String {
        let [low, high] = [low, high].map(|end| percent_range(end.value(), end.value(), 0));
        if low == high { low } else { self.between(&low, &high) }
    }

    /// A difference with its unit: `+23.5 points`.
    pub fn points(&self, difference: &Estimate) -> String {
        let number = points_alone(difference);
        let unit =
            if self.lang == Lang::En && number == "+1" { " point" } else { self.pick(" points", " 个百分点") };
        format!("{number}{unit}")
    }

    /// With margin and unit: `+23.5 ± 0.4 points`.
    pub fn points_with_margin(&self, difference: &Estimate) -> String {
        format!("{}{}", points_with_margin(difference), self.pick(" points", " 个百分点"))
    }

    /// The interval of a difference: `+23.1 to +23.9`. Ends that would both read like the value itself are rounded
    /// outwards.
    pub fn points_ends(&self, difference: &Estimate) -> String {
        let places = point_places(difference);
        let ends = |low: f64, high: f64| (signed(low, places), signed(high, places));
        let (low, high) = (difference.low() * 100.0, difference.high() * 100.0);
        let unit = 10f64.powi(places);
        let (low, high) = match ends(low, high) {
            (low_text, high_text) if low_text == high_text => {
                ends((low * unit).floor() / unit, (high * unit).ceil() / unit)
            }
            apart => apart,
        };
        self.between(&low, &high)
    }

    /// With interval, without unit: `+23.5 (+23.1 to +23.9)`; exact: `+23.5`.
    pub fn points_interval(&self, difference: &Estimate) -> String {
        if is_exact(difference) {
            return points_alone(difference);
        }
        format!("{}{}", points_alone(difference), self.brackets(&self.points_ends(difference)))
    }

    /// The widest margin among these shares, in points, rounded up so that "at most" stays true: `0.3`; `None` if all
    /// are exact.
    pub fn widest_margin<'a>(&self, shares: impl Iterator<Item = &'a Estimate>) -> Option<String> {
        let widest = shares.map(half_width).fold(0.0, f64::max);
        let unit = 10f64.powi(places(widest));
        (widest > 0.0).then(|| fixed((widest * unit - 1e-9).ceil() / unit, places(widest)))
    }

    /// An amount with its margin: `CNY 1,075,000 ± 7,000`, `107.5 ± 0.7 万元`.
    pub fn money(&self, amount: &Estimate, currency: &str) -> String {
        if is_exact(amount) {
            return self.money_exact(amount.value(), currency);
        }
        let (scale, unit) = self.money_unit(amount.value(), currency);
        let margin = 0.5 * (amount.high() - amount.low()) / scale;
        let places = (-(margin / 2.0).log10()).ceil() as i32;
        let (value, margin) = (grouped(amount.value() / scale, places), grouped(margin, places));
        self.with_currency(&format!("{value} ± {margin}"), unit, currency)
    }

    /// An amount that is known: `CNY 20,000`, `2 万元`.
    pub fn money_exact(&self, amount: f64, currency: &str) -> String {
        let (scale, unit) = self.money_unit(amount, currency);
        let scaled = amount / scale;
        let places = (0..=2).find(|&p| (round_to(scaled, p) - scaled).abs() < 1e-9).unwrap_or(2);
        self.with_currency(&grouped(scaled, places), unit, currency)
    }

    /// What a strategy costs: `10 days, CNY 20,000`; nothing: `–`.
    pub fn cost(&self, cost: &Cost, currency: &str) -> String {
        let days = (cost.days > 0.0).then(|| match self.lang {
            Lang::En if cost.days == 1.0 => "1 day".to_owned(),
            Lang::En => format!("{} days", self.plain(cost.days)),
            Lang::Zh => format!("{} 人天", self.plain(cost.days)),
        });
        let money = (cost.money > 0.0).then(|| self.money_exact(cost.money, currency));
        let parts: Vec<String> = days.into_iter().chain(money).collect();
        if parts.is_empty() { "–".to_owned() } else { parts.join(self.pick(", ", "，")) }
    }

    /// Any other estimated number with its margin, as many digits as the margin deserves: `0.137 ± 0.004`, `1,240 ± 30`.
    pub fn with_margin(&self, estimate: &Estimate) -> String {
        let margin = 0.5 * (estimate.high() - estimate.low());
        if margin <= 0.0 || !margin.is_finite() {
            return self.plain(estimate.value());
        }
        let places = (-(margin / 2.0).log10()).ceil().clamp(0.0, 9.0) as i32;
        format!("{} ± {}", grouped(estimate.value(), places), grouped(margin, places))
    }

    /// A count with thousands separators: `100,000`; in Chinese `10 万`.
    pub fn count(&self, count: u64) -> String {
        match self.lang {
            Lang::Zh if count >= 10_000 && count.is_multiple_of(1_000) => {
                format!("{} 万", self.plain(count as f64 / 10_000.0))
            }
            _ => grouped(count as f64, 0),
        }
    }

    /// A number as short as it is exact to 6 decimals, with thousands separators: `0.3`, `1,200`.
    pub fn plain(&self, number: f64) -> String {
        let places = (0..6).find(|&p| (round_to(number, p) - number).abs() < 1e-9).unwrap_or(6);
        grouped(number, places)
    }

    /// `low to high`
    pub fn between(&self, low: &str, high: &str) -> String {
        format!("{low}{}{high}", self.pick(" to ", " 至 "))
    }

    /// The text in brackets of this language, with the space that goes before them.
    pub fn brackets(&self, inner: &str) -> String {
        bracketed(inner, self.lang)
    }

    fn money_unit(&self, amount: f64, _currency: &str) -> (f64, &'static str) {
        match self.lang {
            Lang::Zh if amount.abs() >= 1e8 => (1e8, "亿"),
            Lang::Zh if amount.abs() >= 1e4 => (1e4, "万"),
            _ => (1.0, ""),
        }
    }

    fn with_currency(&self, number: &str, unit: &str, currency: &str) -> String {
        match (self.lang, currency) {
            (Lang::Zh, "CNY" | "RMB") => format!("{number} {unit}元"),
            (Lang::Zh, _) => format!("{number} {unit}{currency}").trim_end().to_owned(),
            (Lang::En, _) => format!("{currency} {number}").trim_start().to_owned(),
        }
    }

    fn pick(&self, en: &'static str, zh: &'static str) -> &'static str {
        match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

/// The end of [0, 1] that a share reads like, although its interval leaves room.
enum Edge {
    Nothing,
    Everything,
}

fn at_the_edge(share: &Estimate) -> Option<Edge> {
    let digits = fixed(share.value() * 100.0, places(half_width(share)));
    match digits.parse::<f64>() {
        Ok(0.0) => Some(Edge::Nothing),
        Ok(100.0) => Some(Edge::Everything),
        _ => None,
    }
}

/// A share so near an end that value ± margin would leave [0, 1]: only the interval itself is honest.
fn lopsided(share: &Estimate) -> bool {
    let margin = half_width(share) / 100.0;
    share.low() >= 0.0 && share.high() <= 1.0 && (share.value() < margin || share.value() > 1.0 - margin)
}

/// Half the width of the 95% interval of a fraction, in points.
fn half_width(estimate: &Estimate) -> f64 {
    50.0 * (estimate.high() - estimate.low())
}

/// Decimals of a percentage with this margin: none if it is 2 points or more, else one.
fn places(margin: f64) -> i32 {
    if margin >= 2.0 { 0 } else { 1 }
}

/// Decimals of a difference: two if it is smaller than a point and its margin allows for it.
fn point_places(difference: &Estimate) -> i32 {
    let margin = half_width(difference);
    let fine = (100.0 * difference.value()).abs() < 0.995 && difference.value() != 0.0 && margin < 0.2;
    if fine { 2 } else { places(margin) }
}

/// A margin, never as nothing.
fn margin(margin: f64, places: i32) -> String {
    fixed(margin.max(10f64.powi(-places)), places)
}

fn round_to(x: f64, places: i32) -> f64 {
    let unit = 10f64.powi(places);
    (x * unit).round() / unit
}

/// A fixed number of decimals without a negative zero, with a real minus sign.
fn fixed(x: f64, places: i32) -> String {
    let digits = format!("{:.*}", places.max(0) as usize, x.abs());
    let zero = digits.bytes().all(|b| b == b'0' || b == b'.');
    if x < 0.0 && !zero { format!("{MINUS}{digits}") } else { digits }
}

/// Without decimals that say nothing: `35.0` is `35`.
fn whole_if_whole(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// A number with its sign, `+` included; `0` has none.
fn signed(x: f64, places: i32) -> String {
    let digits = fixed(x, places);
    let plus = x > 0.0 && digits.parse() != Ok(0.0);
    if plus { format!("+{digits}") } else { digits }
}

/// Thousands separators; negative places round to tens, hundreds, ...
fn grouped(x: f64, places: i32) -> String {
    let text = fixed(round_to(x, places), places);
    let (sign, digits) = text.strip_prefix(MINUS).map_or(("", text.as_str()), |rest| ("\u{2212}", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Numbers = Numbers { lang: Lang::En };
    const ZH: Numbers = Numbers { lang: Lang::Zh };

    #[test]
    fn digits_follow_the_error() {
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.0016)), "41.2% ± 0.3");
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.016)), "41% ± 3");
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.00005)), "41.2% ± 0.1");
        assert_eq!(ZH.percent(&Estimate::normal(0.41234, 0.0016)), "41.2% ± 0.3");
        assert_eq!(EN.percent_interval(&Estimate::normal(0.41234, 0.0016)), "41.2% (40.9 to 41.5)");
        assert_eq!(percent(&Estimate::normal(0.44249, 0.02)), "44%");
        assert_eq!(percent_interval(&Estimate::normal(0.442, 0.02)), "40–48%");
        assert_eq!(percent_range(0.3, 0.3, 0), "30%");
    }

    #[test]
    fn exact_numbers_have_no_margin() {
        assert_eq!(EN.percent(&Estimate::exact(1.0 / 3.0)), "33.3%");
        assert_eq!(EN.percent(&Estimate::exact(0.8)), "80%");
        assert_eq!(EN.percent(&Estimate::exact(0.0)), "0%");
        assert_eq!(percent_of(1.0), "100%");
        assert_eq!((percent_of(0.0001), percent_of(0.9999)), ("<0.1%".to_owned(), ">99.9%".to_owned()));
        assert_eq!(EN.points(&Estimate::exact(0.125)), "+12.5 points");
        assert_eq!(EN.points(&Estimate::exact(0.01)), "+1 point");
        assert_eq!(EN.points_interval(&Estimate::exact(0.0)), "0");
        assert_eq!(points_with_margin(&Estimate::exact(-0.2)), "−20");
    }

    #[test]
    fn what_was_never_seen_is_not_zero() {
        assert_eq!(EN.percent(&Estimate::new(0.0, 0.0, 0.0, 0.000_038)), "<0.1%");
        assert_eq!(EN.percent(&Estimate::new(0.0, 0.0, 0.0, 0.0038)), "<0.4%");
        assert_eq!(EN.percent(&Estimate::new(1.0, 0.0, 0.9962, 1.0)), ">99.6%");
        assert_eq!(EN.percent(&Estimate::new(0.001, 0.01, 0.0, 0.06)), "<6%");
        assert_eq!(EN.percent(&Estimate::new(0.0006, 0.0005, 0.0001, 0.0028)), "0.1% (<0.1 to 0.3)");
    }

    #[test]
    fn points_carry_sign_error_and_unit() {
        assert_eq!(EN.points_interval(&Estimate::normal(0.2351, 0.002)), "+23.5 (+23.1 to +23.9)");
        assert_eq!(EN.points_interval(&Estimate::normal(-0.0123, 0.002)), "−1.2 (−1.6 to −0.8)");
        assert_eq!(EN.points_interval(&Estimate::normal(0.2351, 1e-5)), "+23.5 (+23.5 to +23.6)");
        assert_eq!(ZH.points(&Estimate::normal(0.2351, 0.002)), "+23.5 个百分点");
        assert_eq!(EN.points_with_margin(&Estimate::normal(0.2351, 0.002)), "+23.5 ± 0.4 points");
        assert_eq!(points_with_margin(&Estimate::normal(-0.000_1, 0.001)), "−0.01 ± 0.20");
        assert_eq!(points_with_margin(&Estimate::normal(0.1, 1e-5)), "+10.0 ± 0.1");
    }

    #[test]
    fn scores_are_told_in_whole_points() {
        assert_eq!([0.234, -0.04, 0.004, -0.004].map(points_whole), ["+23", "−4", "0", "0"]);
    }

    #[test]
    fn small_changes_get_a_second_decimal_if_their_error_allows_for_it() {
        assert_eq!(points_with_margin(&Estimate::normal(0.0026, 0.00005)), "+0.26 ± 0.01");
        assert_eq!(EN.points_interval(&Estimate::normal(0.0026, 0.000_15)), "+0.26 (+0.23 to +0.29)");
        assert_eq!(points_with_margin(&Estimate::normal(0.0026, 0.002)), "+0.3 ± 0.4");
        assert_eq!(points_with_margin(&Estimate::normal(0.0126, 0.00005)), "+1.3 ± 0.1");
    }

    #[test]
    fn money_is_grouped_and_rounded_to_its_error() {
        assert_eq!(EN.money(&Estimate::normal(1_075_200.0, 3_672.0), "CNY"), "CNY 1,075,000 ± 7,000");
        assert_eq!(ZH.money(&Estimate::normal(1_075_200.0, 3_672.0), "CNY"), "107.5 ± 0.7 万元");
        assert_eq!(EN.money_exact(20_000.0, "CNY"), "CNY 20,000");
        assert_eq!(ZH.money_exact(20_000.0, "CNY"), "2 万元");
        assert_eq!(EN.money_exact(-1500.5, ""), "−1,500.5");
        assert_eq!(EN.cost(&Cost { days: 10.0, money: 20_000.0 }, "CNY"), "10 days, CNY 20,000");
        assert_eq!(EN.cost(&Cost { days: 1.0, money: 0.0 }, "CNY"), "1 day");
        assert_eq!(EN.cost(&Cost::default(), "CNY"), "–");
    }

    #[test]
    fn counts_are_readable() {
        assert_eq!(EN.count(100_000), "100,000");
        assert_eq!(ZH.count(100_000), "10 万");
        assert_eq!(ZH.count(999), "999");
        assert_eq!(EN.plain(0.3), "0.3");
    }
}
