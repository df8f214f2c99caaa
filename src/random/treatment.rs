//! What a study does to the random numbers of some purposes, so that one part of a world can be held still, or drawn
//! again, while the rest stays what it is.

use std::collections::HashMap;

use super::Key;

/// Where the numbers of a purpose come from instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// From another seed.
    Seed(u64),
    /// All draws of this many blocks in a row get the number of the first of them: the thing is the same in a whole
    /// stretch of draws, and another one in the next stretch.
    Held {
        /// Blocks in a stretch, at least 1.
        blocks: u64,
    },
}

/// The purposes that are treated; all others have their usual numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treatments(HashMap<Key, Treatment>);

impl Treatments {
    /// The same treatment for all these purposes.
    ///
    /// # Panics
    /// If a stretch has no block.
    pub fn of(keys: impl IntoIterator<Item = Key>, treatment: Treatment) -> Self {
        let mut this = Self::default();
        this.add(keys, treatment);
        this
    }

    /// Treats more purposes.
    ///
    /// # Panics
    /// If a stretch has no block.
    pub fn add(&mut self, keys: impl IntoIterator<Item = Key>, treatment: Treatment) {
        assert!(treatment != Treatment::Held { blocks: 0 }, "a stretch has at least one block");
        self.0.extend(keys.into_iter().map(|key| (key, treatment)));
    }

    /// What is done to a purpose.
    pub fn get(&self, key: Key) -> Option<Treatment> {
        self.0.get(&key).copied()
    }
}
