//! The known name that somebody may have meant.

/// The nearest of the candidates, if it is close: at most a third of the letters differ, one at least is allowed to.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| {
            let letters = lower.chars().count().max(candidate.chars().count());
            letters > 1 && *distance <= (letters / 3).max(1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_close_names_are_offered() {
        let known = ["ciso", "coo", "detection", "price"];
        assert_eq!(nearest("cios", known), Some("ciso"));
        assert_eq!(nearest("Detecton", known), Some("detection"));
        assert_eq!(nearest("response", known), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
