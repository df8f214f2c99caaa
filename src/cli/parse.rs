//! Single values as people type them.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::model::Lang;
use crate::stats::Z975;

/// Most draws of a run.
const MOST_DRAWS: f64 = 1e9;

/// Which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// This one.
    Given(u64),
    /// A new one every time.
    Random,
}

impl Seed {
    /// The number. A random one has at most nine digits: it has to be typed again.
    pub fn number(self) -> u64 {
        match self {
            Seed::Given(seed) => seed,
            Seed::Random => RandomState::new().build_hasher().finish() % 1_000_000_000,
        }
    }
}

/// `100000`, `100_000`, `1e5`, `100k`, `2.5m`
pub fn draws(text: &str) -> Result<u64, String> {
    let plain = text.trim().replace(['_', ','], "").to_lowercase();
    let (digits, factor) = match plain.strip_suffix('k') {
        Some(digits) => (digits, 1e3),
        None => plain.strip_suffix('m').map_or((plain.as_str(), 1.0), |digits| (digits, 1e6)),
    };
    let count = digits.parse::<f64>().map_or(f64::NAN, |x| x * factor);
    if (1.0..=MOST_DRAWS).contains(&count) && count.fract() == 0.0 {
        Ok(count as u64)
    } else {
        Err("expected a whole number from 1 to 1e9, such as 100_000, 1e5 or 100k".to_owned())
    }
}

/// An amount of at least 0: `20`, `100_000`, `1e5`, `100k`, `2.5m`
pub fn amount(text: &str) -> Result<f64, String> {
    let plain = text.trim().replace(['_', ','], "").to_lowercase();
    let (digits, factor) = match plain.strip_suffix('k') {
        Some(digits) => (digits, 1e3),
        None => plain.strip_suffix('m').map_or((plain.as_str(), 1.0), |digits| (digits, 1e6)),
    };
    let amount = digits.parse::<f64>().map_or(f64::NAN, |x| x * factor);
    if amount >= 0.0 && amount.is_finite() {
        Ok(amount)
    } else {
        Err("expected a number of at least 0, such as 20, 100_000 or 100k".to_owned())
    }
}

/// A share between 0 and 1, both excluded.
pub fn share(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("expected a share above 0 and below 1, such as 0.2".to_owned()),
    }
}

/// `0.2pp`, `0.2 pp` or `0.2`: the 95 % margin of a change in points; gives the standard error as a share.
pub fn precision(text: &str) -> Result<f64, String> {
    let digits = text.trim().trim_end_matches("pp").trim();
    match digits.parse::<f64>() {
        Ok(points) if (0.001..=50.0).contains(&points) => Ok(points / 100.0 / Z975),
        _ => Err("expected percentage points from 0.001 to 50, such as 0.2pp".to_owned()),
    }
}

/// A whole number, or `random`
pub fn seed(text: &str) -> Result<Seed, String> {
    match text.trim() {
        "random" => Ok(Seed::Random),
        digits => digits
            .replace('_', "")
            .parse()
            .map(Seed::Given)
            .map_err(|_| "expected a whole number of at least 0, or random".to_owned()),
    }
}

/// `en` or `zh`, also as in `zh_CN.UTF-8`
pub fn lang(text: &str) -> Result<Lang, String> {
    let tag = text.trim().to_lowercase();
    let is = |lang: &Lang| tag.split(['_', '-', '.']).next() == Some(lang.tag());
    Lang::ALL.into_iter().find(is).ok_or_else(|| "expected en or zh".to_owned())
}

/// The language that was asked for, else that of the system.
pub fn lang_or_system(asked: Option<Lang>) -> Lang {
    asked.unwrap_or_else(|| system_lang(|name| std::env::var(name).ok()))
}

/// The language of the system: the first of these variables that is set decides; anything but Chinese is English.
pub fn system_lang(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    set.and_then(|value| lang(&value).ok()).unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_typed_in_many_ways() {
        for text in ["100000", "100_000", "1e5", "100k", "0.1m", "100,000"] {
            assert_eq!(draws(text), Ok(100_000), "{text}");
        }
        for text in ["0", "-5", "1.5", "1e10", "many", "", "inf", "k"] {
            assert!(draws(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_margin_becomes_a_standard_error() {
        assert!((precision("0.2pp").unwrap() - 0.002 / 1.96).abs() < 1e-6);
        assert_eq!(precision("0.2 pp"), precision("0.2"));
        assert!(precision("0").is_err() && precision("x").is_err());
    }

    #[test]
    fn seeds_are_numbers_or_random() {
        assert_eq!(seed("7"), Ok(Seed::Given(7)));
        assert_eq!(seed("random"), Ok(Seed::Random));
        assert!(seed("-1").is_err());
        assert!(Seed::Random.number() < 1_000_000_000);
    }

    #[test]
    fn the_system_speaks_through_its_variables() {
        let with = |pairs: &[(&str, &str)]| {
            let pairs: Vec<(String, String)> = pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
            system_lang(move |name| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()))
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "zh")]), Lang::Zh);
        assert_eq!(with(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(with(&[]), Lang::En);
    }
}
