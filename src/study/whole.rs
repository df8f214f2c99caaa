//! One bar of progress for a study that is made of several simulations.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::engine::Watch;

/// Shows the parts of a study as one whole.
pub(super) struct Whole<'a> {
    watch: &'a dyn Watch,
    before: AtomicU64,
    total: u64,
}

impl<'a> Whole<'a> {
    /// A study that plays this many draws altogether.
    pub fn new(watch: &'a dyn Watch, total: u64) -> Self {
        Self { watch, before: AtomicU64::new(0), total }
    }

    /// A part of this many draws is done.
    pub fn done(&self, draws: u64) {
        self.before.fetch_add(draws, Ordering::Relaxed);
    }
}

impl Watch for Whole<'_> {
    fn progress(&self, done: u64, _: u64) {
        self.watch.progress((self.before.load(Ordering::Relaxed) + done).min(self.total), self.total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}
