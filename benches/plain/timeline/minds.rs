//! What people think and feel while a purchase goes on.

use reframe::model::{Cut, Direction, Discussion};

use super::steps::{Act, Shifting, Step};
use super::world::{Beliefs, World};

/// What is left of one's own view in a closed circle, so that talk has a limit.
const OWN_VIEW: f64 = 1e-9;

/// The state of a committee.
pub struct Minds<const S: usize, const C: usize, const A: usize> {
    /// `[person][criterion]`
    pub weights: [[f64; C]; S],
    /// `[person][alternative]`
    pub trust: [[f64; A]; S],
    /// `[person][criterion][alternative]` believed at least so far.
    pub proof: [[[f64; A]; C]; S],
    /// Whether anybody was shown a proof.
    pub proved: bool,
    /// `[person][criterion][alternative]`
    pub value: [[[f64; A]; C]; S],
    /// `[person]`
    pub fear: [f64; S],
    /// `[gate][alternative]` share of its resistance that is left.
    pub closed: Vec<[f64; A]>,
    /// `[offer][person]` natural units.
    offers: Vec<[f64; S]>,
    listening: [[f64; S]; S],
    outspoken: [bool; S],
    /// `[slot][person]`
    taken: Vec<[bool; S]>,
}

impl<const S: usize, const C: usize, const A: usize> Minds<S, C, A> {
    /// Room for a committee.
    pub fn new(beliefs: &Beliefs<S, C, A>) -> Self {
        Self {
            weights: [[0.0; C]; S],
            trust: [[1.0; A]; S],
            proof: [[[0.0; A]; C]; S],
            proved: false,
            value: [[[0.0; A]; C]; S],
            fear: [0.0; S],
            closed: vec![[1.0; A]; beliefs.gates],
            offers: vec![[0.0; S]; beliefs.offers.len()],
            listening: [[0.0; S]; S],
            outspoken: [false; S],
            taken: vec![[false; S]; beliefs.slots.len()],
        }
    }

    /// Before any move.
    pub fn begin(&mut self, world: &World<S, C, A>, listening: &[[f64; S]; S]) {
        self.weights = world.weights;
        self.trust = [world.credibility; S];
        if self.proved {
            self.proof = [[[0.0; A]; C]; S];
            self.proved = false;
        }
        self.value = world.value;
        self.fear = world.fear;
        self.closed.fill([1.0; A]);
        self.listening = *listening;
        self.outspoken = [false; S];
        self.taken.fill([false; S]);
        // Offers are read from the world when somebody changes them first.
        self.offers.fill([f64::NAN; S]);
    }

    /// One move on everybody whom it addresses.
    pub fn act(&mut self, step: &Step, world: &World<S, C, A>, beliefs: &Beliefs<S, C, A>) {
        for &(who, chance) in &step.audience {
            let chance = if step.believed { chance * self.trust[who][step.by] } else { chance };
            if world.luck[step.slot][who] < chance {
                self.taken[step.slot][who] = true;
                self.convince(&step.act, step.slot, step.by, who, world, beliefs);
            }
        }
    }

    fn convince(
        &mut self,
        act: &Act,
        slot: usize,
        by: usize,
        who: usize,
        world: &World<S, C, A>,
        beliefs: &Beliefs<S, C, A>,
    ) {
        match act {
            Act::Shift(shifting) => shift(&mut self.weights[who], shifting, world.strength[slot][who]),
            Act::Justify(supported) => {
                for (earlier, people, act) in supported {
                    if !self.taken[*earlier][who] && people.contains(&who) {
                        self.taken[*earlier][who] = true;
                        self.convince(act, *earlier, by, who, world, beliefs);
                    }
                }
            }
            Act::Prove(criteria, level) => {
                self.proved = true;
                for c in criteria {
                    let proof = &mut self.proof[who][*c][by];
                    *proof = proof.max(*level);
                }
            }
            Act::Tailor(offer, by, wake) => {
                self.change_offer(*offer, who, world, beliefs, |x| x + by);
                if let Some(shifting) = wake {
                    shift(&mut self.weights[who], shifting, world.strength[slot][who]);
                }
            }
            Act::BuildTrust(gain) => {
                let k = &mut self.trust[who][by];
                *k += gain * (1.0 - *k);
            }
            Act::Champion(champion, gain) => {
                self.outspoken[*champion] = true;
                for (listener, shares) in self.listening.iter_mut().enumerate() {
                    if listener != *champion {
                        let free = 1.0 - shares.iter().sum::<f64>();
                        shares[*champion] += gain * free.max(0.0);
                    }
                }
            }
            Act::Navigate(gate, gain) => self.closed[*gate][by] *= 1.0 - gain,
            Act::DeRisk(reduction) => self.fear[who] *= 1.0 - reduction,
            Act::Discount(offer, cut) => self.change_offer(*offer, who, world, beliefs, |x| match cut {
                Cut::Share(share) => x * (1.0 - share),
                Cut::Amount(amount) => x - amount,
            }),
        }
    }

    fn change_offer(
        &mut self,
        offer: usize,
        who: usize,
        world: &World<S, C, A>,
        beliefs: &Beliefs<S, C, A>,
        change: impl Fn(f64) -> f64,
    ) {
        let (c, v) = beliefs.offers[offer];
        let x = &mut self.offers[offer][who];
        *x = change(if x.is_nan() { world.natural[who][c][v] } else { *x });
        self.value[who][c][v] = beliefs.lines[c].value(*x);
    }

    /// People talk about what matters (Friedkin & Johnsen 1990).
    pub fn talk(&mut self, discussion: Discussion, luck: &[f64; S], speaks: &[f64; S]) {
        if discussion == Discussion::Rounds(0) {
            return;
        }
        let speaking: [bool; S] = std::array::from_fn(|j| self.outspoken[j] || luck[j] < speaks[j]);
        let mut heard = self.listening;
        for row in &mut heard {
            for (share, speaking) in row.iter_mut().zip(&speaking) {
                *share = if *speaking { *share } else { 0.0 };
            }
        }
        match discussion {
            Discussion::Rounds(rounds) => self.talk_for(rounds, &heard),
            Discussion::Settled => self.settle(heard),
        }
    }

    fn talk_for(&mut self, rounds: u32, heard: &[[f64; S]; S]) {
        let own = self.weights;
        for _ in 0..rounds {
            let said = self.weights;
            for i in 0..S {
                let to_oneself = 1.0 - heard[i].iter().sum::<f64>();
                let mut weights = own[i].map(|w| to_oneself * w);
                for j in 0..S {
                    if heard[i][j] > 0.0 {
                        for c in 0..C {
                            weights[c] += heard[i][j] * said[j][c];
                        }
                    }
                }
                self.weights[i] = weights;
            }
        }
    }

    /// (I - A) w = (1 - A 1) own, by elimination; the diagonal is the largest of its row, so no rows are exchanged.
    fn settle(&mut self, heard: [[f64; S]; S]) {
        let mut left = [[0.0; S]; S];
        for i in 0..S {
            let listening: f64 = heard[i].iter().sum();
            let to_oneself = (1.0 - listening).max(OWN_VIEW);
            let scale = if listening > 0.0 { (1.0 - to_oneself) / listening } else { 0.0 };
            for j in 0..S {
                left[i][j] = f64::from(u8::from(i == j)) - scale * heard[i][j];
            }
            self.weights[i].iter_mut().for_each(|w| *w *= to_oneself);
        }
        let right = &mut self.weights;
        for pivot in 0..S {
            let (row, solved, inverse) = (left[pivot], right[pivot], 1.0 / left[pivot][pivot]);
            for i in pivot + 1..S {
                let times = left[i][pivot] * inverse;
                if times != 0.0 {
                    for j in pivot + 1..S {
                        left[i][j] -= times * row[j];
                    }
                    for c in 0..C {
                        right[i][c] -= times * solved[c];
                    }
                }
            }
        }
        for i in (0..S).rev() {
            let mut solved = right[i];
            for j in i + 1..S {
                if left[i][j] != 0.0 {
                    for c in 0..C {
                        solved[c] -= left[i][j] * right[j][c];
                    }
                }
            }
            let inverse = 1.0 / left[i][i];
            right[i] = solved.map(|w| w * inverse);
        }
    }

    /// Time passes.
    pub fn forget(&mut self, first: &[[f64; C]; S], kept: f64) {
        if kept < 1.0 {
            for (w, w0) in self.weights.as_flattened_mut().iter_mut().zip(first.as_flattened()) {
                *w = w0 + (*w - w0) * kept;
            }
        }
    }
}

/// SHIFT with this strength.
fn shift<const C: usize>(weights: &mut [f64; C], shifting: &Shifting, strength: f64) {
    let Shifting { criterion, target, direction, donors, named } = shifting;
    let mass: f64 = donors.iter().map(|c| weights[*c]).sum();
    let gap = target - weights[*criterion];
    let moved = match direction {
        Direction::Raise if gap > 0.0 => (strength * gap).min(mass),
        Direction::Lower if gap < 0.0 && (mass > 0.0 || *named) => strength * gap,
        _ => return,
    };
    if mass > 0.0 {
        let left = 1.0 - moved / mass;
        donors.iter().for_each(|c| weights[*c] *= left);
    } else {
        donors.iter().for_each(|c| weights[*c] -= moved / donors.len() as f64);
    }
    weights[*criterion] += moved;
}
