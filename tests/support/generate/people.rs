//! Stakeholders at random: what they weigh, whom they listen to, what they fear, how they will live with it.

use reframe::model::*;

use super::{Genes, PEOPLE};
use crate::support::build::{self, Build, p};

impl Genes {
    pub(super) fn people(&mut self, mut build: Build, known: usize, size: usize) -> Build {
        let count = 1 + self.choice(5);
        for (position, id) in PEOPLE[..count].iter().enumerate() {
            let prior = self.prior(known, size);
            // Somebody must have a say: the first person always has.
            let influence = if position > 0 && self.once_in(8) { 0.0 } else { self.number(0.1, 2.0) };
            build = build.person(id, prior).influence(influence).reach(self.chance(0.2).get());
            let indecision = self.once_in(2).then(|| self.indecision());
            let lived = self.once_in(2).then(|| self.shares(size, size));
            let who = build.0.stakeholders.last_mut().expect("the person just added");
            who.speaks = self.chance(0.1);
            who.indecision = indecision;
            who.lived = lived;
            if self.once_in(5) {
                who.meddic = vec![self.one(&MeddicRole::ALL)];
            }
        }
        for who in 0..count {
            build.0.stakeholders[who].listens_to = self.listening(who, count);
        }
        build
    }

    /// What is believed about weights: nothing on latent criteria.
    fn prior(&mut self, known: usize, size: usize) -> WeightPrior {
        match self.choice(7) {
            0 => WeightPrior::Exact(self.shares(known, size)),
            1 | 2 => {
                let k = self.number(3.0, 100.0);
                build::dirichlet(&self.shares(known, size), k)
            }
            3 => build::uniform(known),
            4 => build::ranking(&[&(0..known - 1).collect::<Vec<_>>(), &[known - 1]]),
            5 => {
                let order: Vec<[usize; 1]> = (0..known).rev().map(|c| [c]).collect();
                build::ranking(&order.iter().map(|group| group.as_slice()).collect::<Vec<_>>())
            }
            _ => self.bounds(known),
        }
    }

    /// Shares over the first `known` of `size` criteria; some criteria are nothing to this person.
    fn shares(&mut self, known: usize, size: usize) -> Vec<f64> {
        let sure = self.choice(known);
        let one = |genes: &mut Self, c: usize| match c {
            c if c >= known => 0.0,
            c if c != sure && genes.once_in(4) => 0.0,
            _ => 0.1 + genes.number(0.0, 3.0),
        };
        let ratings: Vec<f64> = (0..size).map(|c| one(self, c)).collect();
        WeightPrior::shares(&ratings, true).expect("ratings")
    }

    fn bounds(&mut self, known: usize) -> WeightPrior {
        let free: Vec<CriterionId> = (0..known).map(CriterionId::new).collect();
        let least = free.iter().map(|c| (*c, self.number(0.0, 0.2), 1.0)).collect();
        let comparison = if self.once_in(2) { Comparison::AtLeast } else { Comparison::AtMost };
        let ratio = Ratio { left: free[0], comparison, factor: self.number(0.5, 2.0), right: free[1] };
        let ratios = if self.once_in(2) { vec![ratio] } else { Vec::new() };
        WeightPrior::Bounds(WeightBounds::new(free, least, ratios).expect("bounds that hold together"))
    }

    fn indecision(&mut self) -> Distribution {
        let high = self.number(0.05, 0.4);
        let belief = match self.choice(3) {
            0 => Distribution::exact(high),
            1 => Distribution::uniform(0.0, high),
            // May come out below zero, where there is no fear.
            _ => Distribution::normal(0.3 * high, high),
        };
        belief.expect("parameters in range")
    }

    /// Whom a person listens to; some listen to others only, so that closed circles turn up.
    fn listening(&mut self, who: usize, count: usize) -> Vec<(StakeholderId, Probability)> {
        let others: Vec<usize> = (0..count).filter(|other| *other != who).collect();
        if others.is_empty() || self.choice(3) == 0 {
            return Vec::new();
        }
        let speakers = self.some(&others);
        let total = if self.once_in(4) { 1.0 } else { self.number(0.1, 0.95) };
        let parts: Vec<f64> = speakers.iter().map(|_| self.number(0.2, 1.0)).collect();
        let sum: f64 = parts.iter().sum();
        let share = |part: &f64| p((total * part / sum).min(1.0));
        speakers.iter().zip(&parts).map(|(speaker, part)| (StakeholderId::new(*speaker), share(part))).collect()
    }
}
