//! Whether deals last (docs/model.md, "After the signature"), for all strategies that meet the same people.

use super::persuade::Tile;
use super::round::Round;
use crate::math::{Lanes, Simd};
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
        if *known {
            wins.copy_from_slice(usual);
            round.lasts(strategy, at, strategy.relived.iter().copied(), wins);
        } else {
            round.lasts(strategy, at, 0..wins.len(), wins);
        }
        for (lasts, win) in wins.iter_mut().zip(&round.choice.win) {
            *lasts = (lasts.on(at.simd) * win.on(at.simd)).lanes();
        }
    }

    /// Probabilities of winning, then of winning and lasting: what later strategies are compared with.
    #[inline(always)]
    pub fn refer(&self, round: &Round, out: &mut [Lanes]) {
        let (win, lasting) = out.split_at_mut(round.choice.win.len());
        win.copy_from_slice(&round.choice.win);
        lasting.copy_from_slice(&self.wins);
    }
}
