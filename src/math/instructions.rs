//! Which vector instructions the program uses: the best that this machine has, found out when it runs.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// A level of vector instructions. Every level gives the same bits, because products and sums are never fused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstructionSet {
    /// What every processor of this kind has (SSE2 on x86-64).
    Baseline,
    /// AVX2.
    Avx2,
    /// AVX-512.
    Avx512,
}

impl InstructionSet {
    /// Those that this machine has, slowest first.
    pub fn available() -> Vec<Self> {
        [Self::Baseline, Self::Avx2, Self::Avx512].into_iter().filter(|set| *set <= best()).collect()
    }
}

static MOST: AtomicU8 = AtomicU8::new(InstructionSet::Avx512 as u8);

/// From now on, nothing above this level is used in this process; `None` lifts the limit. For benchmarks and tests: the
/// results are the same, only slower.
pub fn limit_instruction_set(most: Option<InstructionSet>) {
    MOST.store(most.unwrap_or(InstructionSet::Avx512) as u8, Ordering::Relaxed);
}

/// Runs `work` compiled for the best instruction set of this machine (baseline, AVX2 or AVX-512).
#[inline]
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    struct Work<F>(F);
    impl<R, F: FnOnce() -> R> pulp::NullaryFnOnce for Work<F> {
        type Output = R;
        #[inline(always)]
        fn call(self) -> R {
            (self.0)()
        }
    }
    arch().dispatch(Work(work))
}

fn detected() -> pulp::Arch {
    static DETECTED: OnceLock<pulp::Arch> = OnceLock::new();
    *DETECTED.get_or_init(pulp::Arch::new)
}

#[cfg(target_arch = "x86_64")]
fn best() -> InstructionSet {
    match detected() {
        pulp::Arch::V4(_) => InstructionSet::Avx512,
        pulp::Arch::V3(_) => InstructionSet::Avx2,
        _ => InstructionSet::Baseline,
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) fn arch() -> pulp::Arch {
    let best = detected();
    let most = MOST.load(Ordering::Relaxed);
    if most >= InstructionSet::Avx512 as u8 {
        return best;
    }
    match best {
        // A machine with AVX-512 has AVX2.
        pulp::Arch::V4(_) | pulp::Arch::V3(_) if most == InstructionSet::Avx2 as u8 => {
            pulp::x86::V3::try_new().map_or(best, pulp::Arch::V3)
        }
        _ => pulp::Arch::Scalar,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn best() -> InstructionSet {
    InstructionSet::Baseline
}

#[cfg(not(target_arch = "x86_64"))]
pub(super) fn arch() -> pulp::Arch {
    detected()
}
