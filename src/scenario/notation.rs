//! Beliefs about a number as people write them: `98.6 ± 0.4`, `2 to 9`, `pert(1, 2, 6)`.

use thiserror::Error;

use super::nearest::nearest;
use crate::model::{Distribution, ImpossibleDistribution, Shape};

/// The notations, for messages.
pub const NOTATIONS: &str = "a number, \"98.6 ± 0.4\" (or +-), \"2 to 9\" (5th and 95th percentile), \
     normal(mean, sd), lognormal(median, sigma), uniform(low, high), triangular(low, mode, high), \
     pert(low, mode, high), beta(a, b), beta(a, b, low, high), discrete(1: 0.2, 2: 0.8), exp(0.1 ± 0.06), \
     logistic(-0.2 ± 0.1)";

const FAMILIES: [(&str, &[&str]); 9] = [
    ("normal", &["normal(mean, sd)"]),
    ("lognormal", &["lognormal(median, sigma)"]),
    ("uniform", &["uniform(low, high)"]),
    ("triangular", &["triangular(low, mode, high)"]),
    ("pert", &["pert(low, mode, high)"]),
    ("beta", &["beta(a, b)", "beta(a, b, low, high)"]),
    ("discrete", &["discrete(1: 0.2, 2: 0.8)"]),
    ("exp", &["exp(mean ± sd)"]),
    ("logistic", &["logistic(mean ± sd)"]),
];

/// Why a text is no belief about a number.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum NotationError {
    /// Nothing is there.
    #[error("there is no number here")]
    Empty,
    /// Not a number and not a notation.
    #[error("`{text}` is neither a number nor a distribution")]
    Unknown {
        /// As written.
        text: String,
    },
    /// A function that is no distribution.
    #[error("there is no distribution called `{name}`")]
    Family {
        /// As written.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// Too many or too few parameters.
    #[error("`{name}` is written {usage}, but here are {found} parameters")]
    Count {
        /// The family.
        name: String,
        /// How it is written.
        usage: String,
        /// Number of parameters.
        found: usize,
    },
    /// A parameter that is no number.
    #[error("`{text}` should be a number")]
    Number {
        /// As written.
        text: String,
    },
    /// An outcome without a probability.
    #[error("`{text}` should be a value and its probability, like 2: 0.8")]
    Outcome {
        /// As written.
        text: String,
    },
    /// Something else than a normal where only its logarithm, or its log-odds, can be given.
    #[error("`{name}` takes a normal, as in {usage}, but this is `{inside}`")]
    Transformed {
        /// The family.
        name: String,
        /// How it is written.
        usage: String,
        /// As written.
        inside: String,
    },
    /// Parameters that no distribution has.
    #[error(transparent)]
    Impossible(#[from] ImpossibleDistribution),
}

impl NotationError {
    /// What to write instead.
    pub fn help(&self) -> String {
        match self {
            NotationError::Family { nearest: Some(name), .. } => format!("did you mean `{name}`? Allowed: {NOTATIONS}"),
            NotationError::Unknown { text } if text.ends_with('%') => {
                "leave out the per cent sign: it belongs into `unit`".to_owned()
            }
            _ => format!("allowed: {NOTATIONS}"),
        }
    }
}

/// Reads a belief about a number.
///
/// # Errors
/// If the text is none of the notations, or its parameters are impossible; the error says what is allowed.
pub fn parse(text: &str) -> Result<Distribution, NotationError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NotationError::Empty);
    }
    if let Some((name, rest)) = text.split_once('(')
        && let Some(parameters) = rest.strip_suffix(')')
    {
        return family(name.trim(), parameters);
    }
    if let Some((mean, sd)) = ["±", "+/-", "+-"].iter().find_map(|sign| text.split_once(sign)) {
        return Ok(Distribution::normal(number(mean)?, number(sd)?)?);
    }
    if let Some((low, high)) = text.split_once(" to ") {
        return Ok(Distribution::range(number(low)?, number(high)?)?);
    }
    let value = number(text).map_err(|_| NotationError::Unknown { text: text.to_owned() })?;
    Ok(Distribution::exact(value)?)
}

fn family(name: &str, parameters: &str) -> Result<Distribution, NotationError> {
    let known = name.to_ascii_lowercase();
    let Some((_, usages)) = FAMILIES.iter().find(|(family, _)| *family == known) else {
        let nearest = nearest(&known, FAMILIES.iter().map(|(family, _)| *family)).map(str::to_owned);
        return Err(NotationError::Family { name: name.to_owned(), nearest });
    };
    if known == "exp" || known == "logistic" {
        return transformed(known, usages[0], parameters);
    }
    if known == "discrete" {
        let outcomes = parameters.split(',').map(outcome).collect::<Result<_, _>>()?;
        return Ok(Distribution::discrete(outcomes)?);
    }
    let numbers = parameters.split(',').map(number).collect::<Result<Vec<f64>, _>>()?;
    let distribution = match (known.as_str(), numbers.as_slice()) {
        ("normal", &[mean, sd]) => Distribution::normal(mean, sd),
        ("lognormal", &[median, sigma]) => Distribution::lognormal(median, sigma),
        ("uniform", &[low, high]) => Distribution::uniform(low, high),
        ("triangular", &[low, mode, high]) => Distribution::triangular(low, mode, high),
        ("pert", &[low, mode, high]) => Distribution::pert(low, mode, high),
        ("beta", &[a, b]) => Distribution::beta(a, b, 0.0, 1.0),
        ("beta", &[a, b, low, high]) => Distribution::beta(a, b, low, high),
        _ => {
            let usage = usages.join(" or ");
            return Err(NotationError::Count { name: known, usage, found: numbers.len() });
        }
    };
    Ok(distribution?)
}

/// What is normal on another scale: its logarithm (`exp`) or its log-odds (`logistic`).
fn transformed(name: String, usage: &str, inside: &str) -> Result<Distribution, NotationError> {
    match parse(inside)?.shape() {
        Shape::Normal { mean, sd } if name == "exp" => Ok(Distribution::lognormal(mean.exp(), *sd)?),
        Shape::Normal { mean, sd } => Ok(Distribution::logistic(*mean, *sd)?),
        _ => Err(NotationError::Transformed { name, usage: usage.to_owned(), inside: inside.trim().to_owned() }),
    }
}

fn outcome(text: &str) -> Result<(f64, f64), NotationError> {
    let (value, probability) =
        text.split_once(':').ok_or_else(|| NotationError::Outcome { text: text.trim().to_owned() })?;
    Ok((number(value)?, number(probability)?))
}

/// A number as in TOML: digits may be grouped with underscores.
fn number(text: &str) -> Result<f64, NotationError> {
    let text = text.trim();
    let refuse = || NotationError::Number { text: text.to_owned() };
    let grouped = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    let starts_as_number = text.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if grouped || !starts_as_number {
        return Err(refuse());
    }
    text.replace('_', "").parse().map_err(|_| refuse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_normals_in_four_ways() {
        let normal = Distribution::normal(98.6, 0.4).unwrap();
        for text in
            ["98.6 ± 0.4", "98.6±0.4", "98.6 +- 0.4", " 98.6 +/- 0.4 ", "normal(98.6, 0.4)", "Normal( 98.6,0.4 )"]
        {
            assert_eq!(parse(text), Ok(normal.clone()), "{text}");
        }
    }

    #[test]
    fn ranges_and_numbers_may_be_negative() {
        assert_eq!(parse("-3 to -1"), Ok(Distribution::range(-3.0, -1.0).unwrap()));
        assert_eq!(parse("-2_000.5"), Ok(Distribution::exact(-2000.5).unwrap()));
        assert_eq!(parse("1e3"), Ok(Distribution::exact(1000.0).unwrap()));
    }

    #[test]
    fn normals_on_another_scale_are_written_around_a_normal() {
        let lognormal = Distribution::lognormal(0.086_f64.exp(), 0.056).unwrap();
        for text in ["exp(0.086 ± 0.056)", "exp( 0.086 +- 0.056 )", "Exp(normal(0.086, 0.056))"] {
            assert_eq!(parse(text), Ok(lognormal.clone()), "{text}");
        }
        let share = Distribution::logistic(-2.2, 0.2).unwrap();
        assert_eq!(parse("logistic(-2.2 ± 0.2)"), Ok(share.clone()));
        assert_eq!(parse(&share.to_string()), Ok(share));
        assert!(parse("logistic(-3 to -1)").is_ok());
        let message = |text| parse(text).unwrap_err().to_string();
        assert_eq!(message("exp(beta(1, 2))"), "`exp` takes a normal, as in exp(mean ± sd), but this is `beta(1, 2)`");
        assert_eq!(message("exp(0 ± -1)"), "the standard deviation must be above 0, found -1");
    }

    #[test]
    fn impossible_parameters_say_what_is_allowed() {
        let message = |text| parse(text).unwrap_err().to_string();
        assert_eq!(message("5 ± -1"), "the standard deviation must be above 0, found -1");
        assert_eq!(message("9 to 2"), "low must be below high, found 9 and 2");
        assert_eq!(message("pert(1, 7, 6)"), "the most likely value must lie between 1 and 6, found 7");
        assert_eq!(message("uniform(1)"), "`uniform` is written uniform(low, high), but here are 1 parameters");
        assert_eq!(message("1e999"), "a number must be a finite number, found inf");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "nan", "inf", "12 apples", "1,200", "95%", "(", "normal(", "_1", "1__0", "discrete(1)", "病毒"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse("normla(1, 2)").unwrap_err().help().contains("did you mean `normal`?"));
    }
}
