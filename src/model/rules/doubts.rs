//! What could not be read, so that nothing is said about a scenario that only follows from a mistake already reported.

/// Dotted paths at which a stand-in is, in the place of something that could not be read.
#[derive(Clone, Debug, Default)]
pub struct Doubts(Vec<String>);

impl Doubts {
    /// From now on the value at this path is not to be believed.
    pub fn add(&mut self, path: impl Into<String>) {
        self.0.push(path.into());
    }

    /// Whether the value at this path is a stand-in, or a part of one.
    pub fn cover(&self, path: &str) -> bool {
        self.0.iter().any(|doubt| within(path, doubt))
    }

    /// Whether the value at this path, or anything in it, is a stand-in.
    pub fn touch(&self, path: &str) -> bool {
        self.0.iter().any(|doubt| within(path, doubt) || within(doubt, path))
    }

    /// The position in the file of the `kept`-th entry (both from 0) of the list at this path: entries that could
    /// not be read are left out of a scenario's lists.
    pub fn position(&self, path: &str, kept: usize) -> usize {
        let mut readable = (0..).filter(|i| !self.0.iter().any(|doubt| *doubt == format!("{path}.{i}")));
        readable.nth(kept).unwrap_or(kept)
    }
}

/// Whether `inner` is `outer` or something in it.
fn within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_covers_what_is_in_it_and_touches_what_it_is_in() {
        let mut doubts = Doubts::default();
        doubts.add("moves.visit.stage");
        doubts.add("strategies.trust.moves.1");
        assert!(doubts.cover("moves.visit.stage"));
        assert!(doubts.cover("strategies.trust.moves.1.x"));
        assert!(!doubts.cover("moves.visit"));
        assert!(!doubts.cover("moves.visit.stages"));
        assert!(doubts.touch("strategies.trust"));
        assert!(!doubts.touch("moves.visit.by"));
        assert_eq!([0, 1, 2].map(|kept| doubts.position("strategies.trust.moves", kept)), [0, 2, 3]);
    }
}
