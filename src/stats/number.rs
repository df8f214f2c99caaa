//! Numbers as people read them: as many digits as the error deserves. Charts and reports both write numbers here.

use super::Estimate;
use crate::model::Lang;

/// The minus sign of typesetters.
pub const MINUS: char = '\u{2212}';

/// Decimals for a number whose 95 % interval has this half-width: none if the error is 2 or more, else one.
///
/// More than one decimal is never shown: the simulation's error can be made that small, the model's cannot.
fn decimals(half_width: f64) -> usize {
    if half_width >= 2.0 { 0 } else { 1 }
}

/// Half the width of the 95 % interval.
fn half_width(estimate: &Estimate) -> f64 {
    (estimate.high() - estimate.low()) / 2.0
}

/// A fixed number of decimals, without `.0` and without a negative zero, with a real minus sign.
fn fixed(x: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", x.abs());
    let zero = digits.bytes().all(|b| b == b'0' || b == b'.');
    if x < 0.0 && !zero { format!("{MINUS}{digits}") } else { digits }
}

/// A fraction known exactly as a percentage: `35%`, `12.5%`.
pub fn percent_of(fraction: f64) -> String {
    let digits = fixed(100.0 * fraction, 1);
    format!("{}%", digits.strip_suffix(".0").unwrap_or(&digits))
}

/// A probability or share with the digits its error deserves: `44.2%`, `44%`; `<0.4%` and `>99.6%` where rounding
/// would claim that something cannot or must happen although the interval leaves room.
pub fn percent(estimate: &Estimate) -> String {
    if estimate.low() == estimate.high() {
        return percent_of(estimate.value());
    }
    let value = estimate.value() * 100.0;
    let decimals = decimals(100.0 * half_width(estimate));
    let digits = fixed(value, decimals);
    let scale = 10f64.powi(decimals as i32);
    if digits.parse() == Ok(0.0) {
        format!("<{}%", fixed((estimate.high() * 100.0 * scale).ceil().max(1.0) / scale, decimals))
    } else if digits.parse() == Ok(100.0) {
        format!(">{}%", fixed((estimate.low() * 100.0 * scale).floor().min(100.0 * scale - 1.0) / scale, decimals))
    } else {
        format!("{digits}%")
    }
}

/// The 95 % interval of a probability or share: `42.1–46.3%`.
pub fn percent_interval(estimate: &Estimate) -> String {
    percent_range(estimate.low(), estimate.high(), decimals(100.0 * half_width(estimate)))
}

/// A range of fractions as percentages: `22–41%`; a single number if both ends read the same.
pub fn percent_range(low: f64, high: f64, decimals: usize) -> String {
    let (low, high) = (fixed(100.0 * low, decimals), fixed(100.0 * high, decimals));
    if low == high { format!("{low}%") } else { format!("{low}–{high}%") }
}

/// A difference of probabilities in percentage points: `+12.3 ± 0.4 pp`, `−3 ± 2 pp`.
pub fn points(estimate: &Estimate, lang: Lang) -> String {
    format!("{} {}", points_bare(estimate), points_unit(lang))
}

/// The same without its unit, for columns whose heading names it: `+12.3 ± 0.4`.
pub fn points_bare(estimate: &Estimate) -> String {
    let half = 100.0 * half_width(estimate);
    let decimals = decimals(half);
    let number = signed(100.0 * estimate.value(), decimals);
    let error = fixed(half, decimals);
    match half {
        0.0 => number,
        _ if error == "0.0" => format!("{number} ± <0.1"),
        _ => format!("{number} ± {error}"),
    }
}

/// What percentage points are called.
pub fn points_unit(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "pp",
        Lang::Zh => "个百分点",
    }
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

/// A number with its sign, `+` included; `0` has none.
fn signed(x: f64, decimals: usize) -> String {
    let digits = fixed(x, decimals);
    let plus = x > 0.0 && digits.parse() != Ok(0.0);
    if plus { format!("+{digits}") } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_the_error() {
        assert_eq!(percent(&Estimate::normal(0.44249, 0.002)), "44.2%");
        assert_eq!(percent(&Estimate::normal(0.44249, 0.02)), "44%");
        assert_eq!(percent(&Estimate::exact(0.5)), "50%");
        assert_eq!(percent(&Estimate::exact(0.125)), "12.5%");
        assert_eq!(percent_interval(&Estimate::normal(0.442, 0.02)), "40–48%");
        assert_eq!(percent_range(0.3, 0.3, 0), "30%");
    }

    #[test]
    fn nothing_is_certain_unless_it_is() {
        assert_eq!(percent(&Estimate::new(0.0, 0.0, 0.0, 0.0038)), "<0.4%");
        assert_eq!(percent(&Estimate::new(1.0, 0.0, 0.9962, 1.0)), ">99.6%");
        assert_eq!(percent(&Estimate::exact(0.0)), "0%");
        assert_eq!(percent(&Estimate::exact(1.0)), "100%");
        assert_eq!(percent(&Estimate::new(0.001, 0.01, 0.0, 0.06)), "<6%");
    }

    #[test]
    fn points_carry_sign_error_and_unit() {
        assert_eq!(points(&Estimate::new(0.123, 0.002, 0.119, 0.127), Lang::En), "+12.3 ± 0.4 pp");
        assert_eq!(points(&Estimate::new(-0.03, 0.01, -0.055, -0.005), Lang::Zh), "−3 ± 2 个百分点");
        assert_eq!(points_bare(&Estimate::new(-0.0001, 0.001, -0.002, 0.002)), "0.0 ± 0.2");
        assert_eq!(points_bare(&Estimate::new(0.1, 1e-5, 0.0999, 0.1001)), "+10.0 ± <0.1");
        assert_eq!(points_bare(&Estimate::exact(0.1)), "+10.0");
    }
}
