//! Independent jobs on several threads: with `engine/runner.rs` all there is about threads. Results come back in the
//! order of the jobs, so nobody can tell how many threads there were.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

use crate::engine::Runner;

/// How blocks of draws are executed on so many threads; without a number, one per processor.
pub(super) fn runner(threads: Option<u16>) -> Runner {
    match threads {
        Some(1) => Runner::serial(),
        threads => Runner::threads(threads.map_or(0, usize::from)),
    }
}

/// Work that needs nothing from other jobs.
pub(super) type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Does all jobs on at most this many threads, the calling one among them; 0 means one per processor. Jobs start in
/// their order, so the long ones belong first.
pub(super) fn all<'a, T: Send>(threads: usize, jobs: Vec<Job<'a, T>>) -> Vec<T> {
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if threads == 0 { processors() } else { threads }.min(jobs.len());
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let next = || queue.lock().expect("no job runs under the lock").next();
    let work = || {
        let mut done = Vec::new();
        while let Some((place, job)) = next() {
            done.push((place, job()));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        // Fewer threads than asked for only take longer.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let helpers: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut done = work();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::{Job, all};

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        for threads in [0, 1, 2, 7, 100] {
            let job = |i: u64| -> Job<u64> {
                Box::new(move || {
                    std::thread::sleep(std::time::Duration::from_micros(700 - 100 * (i % 7)));
                    i * i
                })
            };
            let squares: Vec<u64> = (0..30).map(|i| i * i).collect();
            assert_eq!(all(threads, (0..30).map(job).collect()), squares, "{threads} threads");
        }
        assert_eq!(all::<u64>(4, Vec::new()), Vec::<u64>::new());
    }
}
