//! Section 5: what people say to each other, and what they forget.

use reframe::model::*;
use reframe::random::Purpose;

use super::{Minds, Reference};

/// What is left of one's own view in a circle of people who only listen to each other: enough for a limit to exist.
const OWN_VIEW: f64 = 1e-9;

impl Reference<'_> {
    /// The discussion at the end of a stage (Friedkin & Johnsen 1990).
    pub(super) fn discuss(&self, minds: &mut Minds, stage: StageId, draw: u64) {
        let attention = self.heard(minds, stage, draw);
        match self.scenario.stages[stage.index()].discussion {
            Discussion::Rounds(rounds) => {
                let own = minds.weights.clone();
                for _ in 0..rounds {
                    minds.weights = one_round(&attention, &own, &minds.weights);
                }
            }
            Discussion::Settled => minds.weights = settled(&attention, &minds.weights),
        }
    }

    /// `[listener][speaker]` a_ij of those who speak in this stage; 0 for those who do not.
    fn heard(&self, minds: &Minds, stage: StageId, draw: u64) -> Vec<Vec<f64>> {
        let speaks = |who: StakeholderId| {
            let person = &self.scenario.stakeholders[who.index()];
            let address = Purpose::Speaks { stage: &self.scenario.stages[stage.index()].id, who: &person.id };
            minds.outspoken.contains(&who) || self.tail(address, draw).unit() < person.speaks.get()
        };
        let speaks: Vec<bool> = self.people().map(speaks).collect();
        let heard = |shares: &Vec<f64>| shares.iter().zip(&speaks).map(|(a, s)| if *s { *a } else { 0.0 }).collect();
        minds.attention.iter().map(heard).collect()
    }

    /// Forgetting until the next stage; before the decision nothing is forgotten any more.
    pub(super) fn forget(&self, minds: &mut Minds, before: &[Vec<f64>], stage: StageId) {
        let weeks = self.scenario.stages[stage.index()].weeks;
        let (Some(memory), Some(weeks)) = (&self.scenario.memory, weeks) else { return };
        let anchored = memory.anchored.get();
        let kept = anchored + (1.0 - anchored) * (-weeks / memory.half_life_weeks).exp2();
        for (own, first) in minds.weights.iter_mut().zip(before) {
            for (w, w0) in own.iter_mut().zip(first) {
                *w = w0 + (*w - w0) * kept;
            }
        }
    }
}

/// w_i <- sum_j a_ij w_j + (1 - sum_j a_ij) own_i.
fn one_round(attention: &[Vec<f64>], own: &[Vec<f64>], weights: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let listener = |i: usize| {
        let to_oneself = 1.0 - attention[i].iter().sum::<f64>();
        let heard = |c: usize| attention[i].iter().zip(weights).map(|(a, said)| a * said[c]).sum::<f64>();
        (0..own[i].len()).map(|c| heard(c) + to_oneself * own[i][c]).collect()
    };
    (0..own.len()).map(listener).collect()
}

/// The limit of many rounds: w = A w + (1 - A 1) own, solved by Gauss's elimination.
pub(super) fn settled(attention: &[Vec<f64>], own: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (people, criteria) = (own.len(), own[0].len());
    // One row per person: the equation's left side, then its right side, one column per criterion.
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..people {
        let listening: f64 = attention[i].iter().sum();
        let to_oneself = (1.0 - listening).max(OWN_VIEW);
        let scale = if listening > 0.0 { (1.0 - to_oneself) / listening } else { 0.0 };
        let left = (0..people).map(|j| f64::from(i == j) - scale * attention[i][j]);
        let right = own[i].iter().map(|w| to_oneself * w);
        rows.push(left.chain(right).collect());
    }
    for pivot in 0..people {
        let largest = (pivot..people).max_by(|a, b| rows[*a][pivot].abs().total_cmp(&rows[*b][pivot].abs()));
        rows.swap(pivot, largest.expect("a row"));
        let solved: Vec<f64> = rows[pivot].iter().map(|x| x / rows[pivot][pivot]).collect();
        rows[pivot].clone_from(&solved);
        for (other, row) in rows.iter_mut().enumerate() {
            let times = row[pivot];
            if other != pivot {
                row.iter_mut().zip(&solved).for_each(|(x, s)| *x -= times * s);
            }
        }
    }
    rows.into_iter().map(|row| row[people..people + criteria].to_vec()).collect()
}
