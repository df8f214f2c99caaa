//! The only file of the engine that knows threads. Which thread does which block cannot matter: every number is addressed
//! by its block, and tallies add up exactly in any order.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use thiserror::Error;

/// Somebody who watches a run, and may stop it.
pub trait Watch: Sync {
    /// `done` of `total` draws are finished.
    fn progress(&self, done: u64, total: u64);
    /// Whether to stop; asked between blocks.
    fn cancelled(&self) -> bool;
}

/// Watches nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Watch for Silent {
    fn progress(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// The watcher asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the run was cancelled")]
pub struct Cancelled;

/// How blocks are executed. The answer does not depend on it.
#[derive(Debug)]
pub struct Runner {
    pool: Option<rayon::ThreadPool>,
}

impl Runner {
    /// One after the other, on the calling thread.
    pub fn serial() -> Self {
        Self { pool: None }
    }

    /// On this many threads; 0 means one per processor. Falls back to the calling thread if threads cannot be had.
    pub fn threads(count: usize) -> Self {
        Self { pool: rayon::ThreadPoolBuilder::new().num_threads(count).build().ok() }
    }

    /// Runs every block once. Each worker makes its own state and keeps it from block to block; the states come back in
    /// no particular order.
    pub(super) fn run<W: Send>(
        &self,
        blocks: Range<u64>,
        make: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, u64) + Sync,
        watch: &(dyn Watch + '_),
        draws_done: impl Fn(u64) -> (u64, u64) + Sync,
    ) -> Result<Vec<W>, Cancelled> {
        let next = AtomicU64::new(blocks.start);
        let finished = AtomicU64::new(0);
        let stopped = AtomicBool::new(false);
        let worker = || {
            let mut state = make();
            loop {
                if watch.cancelled() {
                    stopped.store(true, Ordering::Relaxed);
                }
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks.end || stopped.load(Ordering::Relaxed) {
                    return state;
                }
                work(&mut state, block);
                let (done, total) = draws_done(finished.fetch_add(1, Ordering::Relaxed) + 1);
                watch.progress(done, total);
            }
        };
        let states = match &self.pool {
            None => vec![worker()],
            Some(pool) => pool.broadcast(|_| worker()),
        };
        if stopped.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(states) }
    }
}
