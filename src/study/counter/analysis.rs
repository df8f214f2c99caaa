//! What a payoff matrix says about pure strategies: what is never worth playing, what answers what, and what can be
//! guaranteed. Every comparison is a paired difference, and ties within its error are named.

use super::Payoffs;
use crate::stats::Estimate;

/// How clearly one strategy (or answer) is better than another against everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dominance {
    /// Clearly better in every entry.
    Strict,
    /// Nowhere worse, and clearly better somewhere.
    Weak,
}

/// One strategy of a side is never worth playing, as far as the draws can tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dominated {
    /// What is never worth playing: a position among our strategies, or among the answers.
    pub worse: usize,
    /// What is at least as good everywhere.
    pub by: usize,
    /// How clearly.
    pub kind: Dominance,
    /// The entry where the advantage is smallest: a position on the other side.
    pub closest: usize,
    /// The advantage there, as the side sees it: of our win probability for us, of our loss for them; never negative.
    pub least: Estimate,
}

/// The best that a side can do against one strategy of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The best one.
    pub best: usize,
    /// Others that cannot be told apart from it.
    pub alike: Vec<usize>,
    /// Our win probability then.
    pub win: Estimate,
}

/// The pure strategy of a side whose worst case is best.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee {
    /// Which.
    pub best: usize,
    /// Others whose worst case cannot be told apart from it.
    pub alike: Vec<usize>,
    /// Our win probability in that worst case.
    pub win: Estimate,
}

/// Entries that are the same by another way of adding differ by less.
const ROUNDING: f64 = 1e-12;

/// A side of the game: our strategies, or the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seat {
    Ours,
    Theirs,
}

impl Seat {
    /// Own strategies, and those of the other side.
    fn sizes(self, game: &Payoffs) -> (usize, usize) {
        match self {
            Seat::Ours => (game.rows, game.columns),
            Seat::Theirs => (game.columns, game.rows),
        }
    }

    /// The line of an own strategy against one of the other side.
    fn line(self, game: &Payoffs, own: usize, other: usize) -> usize {
        match self {
            Seat::Ours => game.line(own, other),
            Seat::Theirs => game.line(other, own),
        }
    }

    /// What one entry is worth more than another to this side.
    fn gain(self, game: &Payoffs, line: usize, instead_of: usize) -> Estimate {
        match self {
            Seat::Ours => game.played.difference(line, instead_of),
            Seat::Theirs => game.played.difference(instead_of, line),
        }
    }

    /// What an entry is worth to this side.
    fn worth(self, game: &Payoffs, line: usize) -> f64 {
        match self {
            Seat::Ours => game.played.mean(line),
            Seat::Theirs => -game.played.mean(line),
        }
    }

    fn other(self) -> Self {
        match self {
            Seat::Ours => Seat::Theirs,
            Seat::Theirs => Seat::Ours,
        }
    }
}

/// What is dominated, each by whatever has the largest least advantage over it.
pub(super) fn dominated(game: &Payoffs, seat: Seat) -> Vec<Dominated> {
    let (own, _) = seat.sizes(game);
    let best = |worse: usize| {
        let candidates = (0..own).filter(|by| *by != worse).filter_map(|by| dominance(game, seat, worse, by));
        candidates.reduce(|a, b| if b.least.value() > a.least.value() { b } else { a })
    };
    (0..own).filter_map(best).collect()
}

fn dominance(game: &Payoffs, seat: Seat, worse: usize, by: usize) -> Option<Dominated> {
    let (_, others) = seat.sizes(game);
    let nowhere_worse = |other: usize| {
        let (line, instead_of) = (seat.line(game, by, other), seat.line(game, worse, other));
        seat.worth(game, line) >= seat.worth(game, instead_of) - ROUNDING
    };
    if !(0..others).all(nowhere_worse) {
        return None;
    }
    let gain = |other: usize| seat.gain(game, seat.line(game, by, other), seat.line(game, worse, other));
    let gains: Vec<Estimate> = (0..others).map(gain).collect();
    let clear = gains.iter().filter(|gain| gain.low() > 0.0).count();
    let kind = match clear {
        0 => return None,
        all if all == others => Dominance::Strict,
        _ => Dominance::Weak,
    };
    let closest = (0..others).reduce(|a, b| if gains[b].value() < gains[a].value() { b } else { a })?;
    Some(Dominated { worse, by, kind, closest, least: gains[closest] })
}

/// The best response of a side to every strategy of the other.
pub(super) fn responses(game: &Payoffs, seat: Seat) -> Vec<Response> {
    let (own, others) = seat.sizes(game);
    let to = |other: usize| {
        let line = |own: usize| seat.line(game, own, other);
        let best = best_of(own, |own| seat.worth(game, line(own)));
        let alike = |own: &usize| *own != best && seat.gain(game, line(best), line(*own)).covers(0.0);
        Response { best, alike: (0..own).filter(alike).collect(), win: game.played.win(line(best)) }
    };
    (0..others).map(to).collect()
}

/// The pure strategy of a side whose worst case is best: maximin for us, minimax for the rivals.
pub(super) fn guarantee(game: &Payoffs, seat: Seat) -> Guarantee {
    let worst = responses(game, seat.other());
    let line = |own: usize| seat.line(game, own, worst[own].best);
    let best = best_of(worst.len(), |own| seat.worth(game, line(own)));
    let alike = |own: &usize| *own != best && seat.gain(game, line(best), line(*own)).covers(0.0);
    Guarantee { best, alike: (0..worst.len()).filter(alike).collect(), win: game.played.win(line(best)) }
}

/// The first position with the highest number.
fn best_of(count: usize, worth: impl Fn(usize) -> f64) -> usize {
    (1..count).fold(0, |best, one| if worth(one) > worth(best) { one } else { best })
}

/// An entry that is the worst of its row for us and the best of its column: nobody gains by leaving it.
pub(super) fn saddle(game: &Payoffs) -> Option<(usize, usize)> {
    let wins = |row: usize, column: usize| game.played.mean(game.line(row, column));
    let entries = (0..game.rows).flat_map(|row| (0..game.columns).map(move |column| (row, column)));
    let is_saddle = |(row, column): &(usize, usize)| {
        let here = wins(*row, *column);
        (0..game.columns).all(|other| wins(*row, other) >= here - ROUNDING)
            && (0..game.rows).all(|other| wins(other, *column) <= here + ROUNDING)
    };
    entries.into_iter().find(is_saddle)
}
