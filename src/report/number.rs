//! The one place where numbers become text. Digits follow the error: the last digit shown is at most half of the
//! half-width of the 95 % interval, and a percentage has at most one decimal; so 0.41234 with a standard error of
//! 0.0016 is `41.2 % ± 0.3`.

use crate::model::{Cost, Lang};
use crate::stats::Estimate;

/// The number formats of one language.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    lang: Lang,
}

/// Most decimals that a percentage is ever given: the error of the simulation can be made smaller, that of the model
/// cannot.
const FINEST: i32 = 1;

impl Numbers {
    /// For this language.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// A share with its margin: `41.2 % ± 0.3`; exact: `41.2 %`; never seen: `< 0.004 %`; close to an end:
    /// `0.1 % (0.0 to 0.3)`.
    pub fn percent(&self, share: &Estimate) -> String {
        if is_exact(share) || at_the_edge(share) {
            return self.percent_alone(share);
        }
        if lopsided(share) {
            return self.percent_interval(share);
        }
        let margin = half_width(share) * 100.0;
        let places = places(margin);
        let shown = fixed(margin.max(10f64.powi(-places)), places);
        format!("{}{} ± {shown}", fixed(share.value() * 100.0, places), self.percent_sign())
    }

    /// The same digits without the margin, where the margin is said elsewhere.
    pub fn percent_alone(&self, share: &Estimate) -> String {
        if is_exact(share) {
            return self.share(share.value());
        }
        let sign = self.percent_sign();
        if at_the_edge(share) {
            return if share.value() == 0.0 {
                format!("< {}{sign}", one_digit_up(share.high() * 100.0))
            } else {
                format!("> {}{sign}", 100.0 - one_digit_up((1.0 - share.low()) * 100.0))
            };
        }
        format!("{}{sign}", fixed(share.value() * 100.0, places(half_width(share) * 100.0)))
    }

    /// A share with its interval: `41.2 % (40.9 to 41.5)`.
    pub fn percent_interval(&self, share: &Estimate) -> String {
        if is_exact(share) || at_the_edge(share) {
            return self.percent_alone(share);
        }
        let places = places(half_width(share) * 100.0);
        let ends = self.between(&fixed(share.low() * 100.0, places), &fixed(share.high() * 100.0, places));
        format!("{}{}", self.percent_alone(share), self.brackets(&ends))
    }

    /// A share that is known: `12.5 %`, at most two decimals.
    pub fn share(&self, share: f64) -> String {
        format!("{}{}", self.plain((share * 100.0 * 100.0).round() / 100.0), self.percent_sign())
    }

    /// A spread of shares: `14 to 48 %`.
    pub fn share_range(&self, low: &Estimate, high: &Estimate) -> String {
        let places = places((half_width(low).max(half_width(high)) * 100.0).max(0.2));
        let ends = self.between(&fixed(low.value() * 100.0, places), &fixed(high.value() * 100.0, places));
        format!("{ends}{}", self.percent_sign())
    }

    /// A difference of shares in points, with sign and without unit: `+23.5`.
    pub fn points_alone(&self, difference: &Estimate) -> String {
        signed(difference.value() * 100.0, point_places(difference))
    }

    /// With unit: `+23.5 points`.
    pub fn points(&self, difference: &Estimate) -> String {
        format!("{}{}", self.points_alone(difference), self.point_unit())
    }

    /// The interval of a difference: `+23.1 to +23.9`.
    pub fn points_ends(&self, difference: &Estimate) -> String {
        let places = point_places(difference);
        self.between(&signed(difference.low() * 100.0, places), &signed(difference.high() * 100.0, places))
    }

    /// With interval, without unit: `+23.5 (+23.1 to +23.9)`; exact: `+23.5`.
    pub fn points_interval(&self, difference: &Estimate) -> String {
        if is_exact(difference) {
            return self.points_alone(difference);
        }
        format!("{}{}", self.points_alone(difference), self.brackets(&self.points_ends(difference)))
    }

    /// The widest margin among these shares, in points: `0.3`; `None` if all are exact.
    pub fn widest_margin<'a>(&self, shares: impl Iterator<Item = &'a Estimate>) -> Option<String> {
        let widest = shares.map(half_width).fold(0.0, f64::max) * 100.0;
        (widest > 0.0).then(|| up(widest, places(widest)))
    }

    /// An amount with its margin: `CNY 1,075,000 ± 7,000`, `107.5 ± 0.7 万元`.
    pub fn money(&self, amount: &Estimate, currency: &str) -> String {
        if is_exact(amount) {
            return self.money_exact(amount.value(), currency);
        }
        let (scale, unit) = self.money_unit(amount.value(), currency);
        let margin = half_width(amount) / scale;
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
        match self.lang {
            Lang::En => format!(" ({inner})"),
            Lang::Zh => format!("（{inner}）"),
        }
    }

    /// ` %`, or `%` as Chinese sets it.
    pub fn percent_sign(&self) -> &'static str {
        self.pick(" %", "%")
    }

    fn point_unit(&self) -> &'static str {
        self.pick(" points", " 个百分点")
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

/// Whether the number has no Monte Carlo error at all.
pub fn is_exact(estimate: &Estimate) -> bool {
    estimate.low() == estimate.high()
}

/// A share of which no draw, or every draw, was seen: its interval has one side only.
fn at_the_edge(share: &Estimate) -> bool {
    !is_exact(share) && (share.value() <= 0.0 || share.value() >= 1.0)
}

/// A share so near an end that value ± margin would leave [0, 1]: only the interval itself is honest.
fn lopsided(share: &Estimate) -> bool {
    let margin = half_width(share);
    share.low() >= 0.0 && share.high() <= 1.0 && (share.value() < margin || share.value() > 1.0 - margin)
}

fn half_width(estimate: &Estimate) -> f64 {
    0.5 * (estimate.high() - estimate.low())
}

/// Decimals of a percentage with this margin (both in points).
fn places(margin: f64) -> i32 {
    if margin <= 0.0 { FINEST } else { ((-(margin / 2.0).log10() - 1e-9).ceil() as i32).clamp(0, FINEST) }
}

/// Decimals of a difference; an exact one shows what it needs, at most two.
fn point_places(difference: &Estimate) -> i32 {
    if is_exact(difference) {
        let points = difference.value() * 100.0;
        (1..=2).find(|&p| (round_to(points, p) - points).abs() < 1e-9).unwrap_or(2)
    } else {
        places(half_width(difference) * 100.0)
    }
}

fn round_to(x: f64, places: i32) -> f64 {
    let unit = 10f64.powi(places);
    (x * unit).round() / unit
}

fn fixed(x: f64, places: i32) -> String {
    let text = format!("{:.*}", places.max(0) as usize, x.abs());
    if x < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { format!("−{text}") } else { text }
}

fn signed(x: f64, places: i32) -> String {
    let text = fixed(x, places);
    let zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if zero || x < 0.0 { text } else { format!("+{text}") }
}

/// Rounded up, so that "at most" stays true.
fn up(x: f64, places: i32) -> String {
    let unit = 10f64.powi(places);
    fixed(((x * unit) - 1e-9).ceil() / unit, places)
}

/// Rounded up to one significant digit: a bound that holds.
fn one_digit_up(x: f64) -> f64 {
    let unit = 10f64.powi(x.log10().floor() as i32);
    let up = (x / unit).ceil() * unit;
    format!("{up:.6}").parse().unwrap_or(up)
}

/// Thousands separators; negative places round to tens, hundreds, ...
fn grouped(x: f64, places: i32) -> String {
    let text = fixed(round_to(x, places), places);
    let (sign, digits) = text.strip_prefix('−').map_or(("", text.as_str()), |rest| ("−", rest));
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
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.0016)), "41.2 % ± 0.3");
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.016)), "41 % ± 3");
        assert_eq!(EN.percent(&Estimate::normal(0.41234, 0.00005)), "41.2 % ± 0.1");
        assert_eq!(ZH.percent(&Estimate::normal(0.41234, 0.0016)), "41.2% ± 0.3");
        assert_eq!(EN.percent_interval(&Estimate::normal(0.41234, 0.0016)), "41.2 % (40.9 to 41.5)");
    }

    #[test]
    fn exact_numbers_have_no_margin() {
        assert_eq!(EN.percent(&Estimate::exact(1.0 / 3.0)), "33.33 %");
        assert_eq!(EN.percent(&Estimate::exact(0.8)), "80 %");
        assert_eq!(EN.points(&Estimate::exact(0.125)), "+12.5 points");
        assert_eq!(EN.points_interval(&Estimate::exact(0.0)), "0.0");
    }

    #[test]
    fn what_was_never_seen_is_not_zero() {
        assert_eq!(EN.percent(&Estimate::new(0.0, 0.0, 0.0, 0.000_038)), "< 0.004 %");
        assert_eq!(EN.percent(&Estimate::new(1.0, 0.0, 0.999_962, 1.0)), "> 99.996 %");
        assert_eq!(EN.percent(&Estimate::new(0.0006, 0.0005, 0.0001, 0.0028)), "0.1 % (0.0 to 0.3)");
    }

    #[test]
    fn points_carry_their_sign() {
        assert_eq!(EN.points_interval(&Estimate::normal(0.2351, 0.002)), "+23.5 (+23.1 to +23.9)");
        assert_eq!(EN.points_interval(&Estimate::normal(-0.0123, 0.002)), "−1.2 (−1.6 to −0.8)");
        assert_eq!(EN.points_alone(&Estimate::normal(-0.000_01, 0.002)), "0.0");
        assert_eq!(ZH.points(&Estimate::normal(0.2351, 0.002)), "+23.5 个百分点");
    }

    #[test]
    fn money_is_grouped_and_rounded_to_its_error() {
        assert_eq!(EN.money(&Estimate::normal(1_075_200.0, 3_672.0), "CNY"), "CNY 1,075,000 ± 7,000");
        assert_eq!(ZH.money(&Estimate::normal(1_075_200.0, 3_672.0), "CNY"), "107.5 ± 0.7 万元");
        assert_eq!(EN.money_exact(20_000.0, "CNY"), "CNY 20,000");
        assert_eq!(ZH.money_exact(20_000.0, "CNY"), "2 万元");
        assert_eq!(EN.money_exact(-1500.5, ""), "−1,500.5");
        assert_eq!(EN.cost(&Cost { days: 10.0, money: 20_000.0 }, "CNY"), "10 days, CNY 20,000");
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
