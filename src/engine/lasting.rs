//! Whether deals last (docs/model.md, "After the signature"), for all strategies that meet the same people.

use super::persuade::Tile;
use super::round::Round;
use crate::math::{Eight, Lanes, Simd};
use crate::plan::StrategyPlan;

/// Life after the signature; empty if nothing is said about it.
pub struct Lasting {
    /// `[alternative]` 1 where a deal would last whatever is played, unless it changes what people live with.
    usual: Vec<Lanes>,
    /// Whether that is known of this tile.
    known: bool,
    /// `[alternative]` P(wins, and lasts)
    pub wins: Vec<Lanes>,
}

impl Lasting {
    /// Room for one tile and so many alternatives, or for none.
    pub fn new(alternatives: usize) -> Self {
        let room = || vec![Lanes::ZERO; alternatives];
        Self { usual: room(), known: false, wins: room() }
    }

    /// Which of the round's deals would last; whether the tile is a new one.
    #[inline(always)]
    pub fn look<S: Simd>(&mut self, strategy: &StrategyPlan, at: Tile<S>, round: &Round, anew: bool) {
        let Self { usual, known, wins } = self;
        if usual.is_empty() {
            return;
        }
        *known = *known && !anew;
        if strategy.relived.is_empty() && !*known {
            round.lasts(strategy, at, 0..usual.len(), usual);
            *known = true;
        }
        let (simd, win) = (at.simd, &round.choice.win);
        if *known {
            for ((wins, usual), win) in wins.iter_mut().zip(usual).zip(win) {
                *wins = (usual.on(simd) * win.on(simd)).lanes();
            }
            round.lasts(strategy, at, strategy.relived.iter().copied(), wins);
            for &a in &strategy.relived {
                wins[a] = (wins[a].on(simd) * win[a].on(simd)).lanes();
            }
        } else {
            round.lasts(strategy, at, 0..wins.len(), wins);
            for (wins, win) in wins.iter_mut().zip(win) {
                *wins = (wins.on(simd) * win.on(simd)).lanes();
            }
        }
    }

    /// Probabilities of winning, then of winning and lasting; 0 in draws that do not count.
    #[inline(always)]
    pub fn refer<S: Simd>(&self, round: &Round, active: Eight<S>, out: &mut [Lanes]) {
        let (simd, (win, lasting)) = (active.simd(), out.split_at_mut(round.choice.win.len()));
        for (out, p) in win.iter_mut().zip(&round.choice.win) {
            *out = (p.on(simd) * active).lanes();
        }
        for (out, p) in lasting.iter_mut().zip(&self.wins) {
            *out = (p.on(simd) * active).lanes();
        }
    }
}
