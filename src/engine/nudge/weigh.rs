//! The group takes what it finds best on the whole.

use super::{Directions, PASS, Pass, Play, delta};
use crate::engine::block::active_lanes;
use crate::engine::choose::choose;
use crate::engine::count::add_outcomes;
use crate::engine::persuade::Tile;
use crate::engine::round::tile;
use crate::math::{Kernel, Simd};

/// All strategies in a pass.
pub struct Weigh<'a>(pub Pass<'a>);

impl Kernel for Weigh<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut pass = self.0;
        let (plan, a) = (pass.plan, pass.plan.alternatives);
        for number in &plan.short_order {
            let Some(mut play) = pass.play(*number) else { continue };
            for (within, number) in play.pass.clone().enumerate() {
                let at = tile(simd, (plan, play.world, number));
                for first in (0..a).step_by(4) {
                    match a - first {
                        1 => play.weigh::<S, 1>(at, within, first),
                        2 => play.weigh::<S, 2>(at, within, first),
                        3 => play.weigh::<S, 3>(at, within, first),
                        _ => play.weigh::<S, 4>(at, within, first),
                    }
                }
                play.choose(at, plan.noise);
            }
        }
    }
}

impl Play<'_> {
    /// The group's scores of N alternatives.
    #[inline(always)]
    fn weigh<S: Simd, const N: usize>(&mut self, at: Tile<S>, within: usize, first: usize) {
        let (plan, simd) = (at.plan, at.simd);
        let a = plan.alternatives;
        let group = &self.directions.group[within * a + first..][..N];
        let mut sums = [at.splat(0.0); N];
        for v in 0..N {
            sums[v] = group[v].on(simd);
        }
        for (nudge, influence) in self.nudges.iter().zip(&plan.influence) {
            let Some(nudge) = nudge else { continue };
            let line = nudge.heading * PASS + within;
            let slopes = &self.directions.slopes[line * a + first..][..N];
            let delta = delta(at, nudge, self.directions, line) * *influence;
            for v in 0..N {
                sums[v] = sums[v] + delta * slopes[v].on(simd);
            }
        }
        for (score, sum) in self.directions.score[first..].iter_mut().zip(sums) {
            *score = sum.lanes();
        }
    }

    /// From the scores of a tile to what is counted.
    #[inline(always)]
    pub fn choose<S: Simd>(&mut self, at: Tile<S>, noise: f64) {
        let Directions { score, win, .. } = &mut *self.directions;
        choose(at.simd, score, noise, win);
        let reference = &mut self.reference[at.tile * win.len()..][..win.len()];
        if self.is_first {
            reference.copy_from_slice(win);
        }
        let active = active_lanes(at.simd, self.draws, at.tile);
        *self.used = true;
        add_outcomes(self.layout, win, &[], reference, active, self.sums);
    }
}
