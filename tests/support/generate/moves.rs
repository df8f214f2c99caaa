//! Moves of every kind at random, and lists of them that can be played.

use reframe::model::*;

use super::Genes;
use crate::support::build::{self, Build};

impl Genes {
    pub(super) fn moves(&mut self, mut build: Build, known: usize, latent: usize) -> Build {
        let ids: Vec<String> = (0..self.choice(10)).map(|m| format!("move-{m}")).collect();
        for id in &ids {
            let vendors = build.0.vendors.len();
            let by = if self.choice(5) < 3 { build.0.us } else { VendorId::new(self.choice(vendors)) };
            let kind = self.kind(&build.0, by, known, latent);
            build = build.act(id, kind);
            let earlier = &build.0.moves[..build.0.moves.len() - 1];
            let everybody: Vec<StakeholderId> = (0..build.0.stakeholders.len()).map(StakeholderId::new).collect();
            let kind = &build.0.moves.last().expect("the move just added").kind;
            // Evidence comes in the stage of what it supports, or later.
            let first = match kind {
                MoveKind::Justify { supports, .. } => {
                    supports.iter().map(|m| earlier[m.index()].stage.index()).max().expect("something to support")
                }
                _ => 0,
            };
            let persuades = takes_evidence(kind) || matches!(kind, MoveKind::Justify { .. });
            let stage = StageId::new(first + self.choice(build.0.stages.len() - first));
            let own: Vec<MoveId> = made_by(earlier, by, |_| true);
            let audience = self.some(&everybody);
            let acceptance = if matches!(kind, MoveKind::Justify { .. }) { Probability::ONE } else { self.chance(0.2) };
            let requires = if !own.is_empty() && self.once_in(8) { vec![self.one(&own)] } else { Vec::new() };
            let backfire = (persuades && self.once_in(2))
                .then(|| Backfire { probability: self.share(0.2, 1.0), loss: self.share(0.1, 1.0) });
            build = build.but(|m| {
                (m.by, m.stage, m.audience, m.acceptance) = (by, stage, audience, acceptance);
                (m.requires, m.backfire) = (requires, backfire);
            });
        }
        self.lists(build)
    }

    fn kind(&mut self, parts: &ScenarioParts, by: VendorId, known: usize, latent: usize) -> MoveKind {
        let navigable: Vec<usize> =
            (0..parts.gates.len()).filter(|g| !matches!(parts.gates[*g].kind, GateKind::Veto { .. })).collect();
        let supported = made_by(&parts.moves, by, takes_evidence);
        let everybody: Vec<StakeholderId> = (0..parts.stakeholders.len()).map(StakeholderId::new).collect();
        let size = known + latent;
        match self.choice(17) {
            0 if latent > 0 => {
                let k = known + self.choice(latent);
                MoveKind::Teach(self.shift(size, k, Direction::Raise))
            }
            0..=2 => {
                let k = self.choice(known);
                MoveKind::Reframe(self.shift(size, k, Direction::Raise))
            }
            3 => {
                let k = self.choice(known);
                MoveKind::Reframe(self.shift(size, k, Direction::Lower))
            }
            4 | 5 if !supported.is_empty() => {
                MoveKind::Justify { supports: self.some(&supported), evidence: self.share(0.0, 1.0) }
            }
            4..=7 => {
                let c = self.choice(size);
                let change = if self.choice(2) == 0 {
                    TailorChange::Becomes(self.belief())
                } else {
                    TailorChange::ImprovesBy(self.number(0.2, 4.0))
                };
                let wake = self.once_in(2).then(|| self.shift(size, c, Direction::Raise));
                MoveKind::Tailor { criterion: CriterionId::new(c), change, wake }
            }
            8 => {
                let criteria: Vec<CriterionId> = (0..size).map(CriterionId::new).collect();
                MoveKind::Prove { criteria: self.some(&criteria), credibility: self.share(0.3, 1.0) }
            }
            9 => MoveKind::BuildTrust { gain: self.share(0.1, 1.0) },
            10 | 11 if everybody.len() > 1 => {
                MoveKind::EnableChampion { champion: self.one(&everybody), gain: self.share(0.1, 1.0) }
            }
            12..=14 if !navigable.is_empty() => {
                let gate = self.one(&navigable);
                let relaxation = match parts.gates[gate].kind {
                    GateKind::Pass { .. } => Relaxation::Gain(self.share(0.2, 1.0)),
                    _ => Relaxation::By(self.number(0.2, 4.0)),
                };
                MoveKind::Navigate { gate: GateId::new(gate), relaxation }
            }
            15 => MoveKind::DeRisk { reduction: self.share(0.2, 1.0) },
            _ => {
                let cut = if self.choice(2) == 0 {
                    Cut::Share(if self.once_in(8) { 1.0 } else { self.number(0.05, 0.5) })
                } else {
                    Cut::Amount(self.number(0.1, 3.0))
                };
                MoveKind::Discount { criterion: CriterionId::new(0), cut }
            }
        }
    }

    fn shift(&mut self, size: usize, k: usize, direction: Direction) -> Shift {
        let others: Vec<CriterionId> = (0..size).filter(|c| *c != k).map(CriterionId::new).collect();
        Shift {
            criterion: CriterionId::new(k),
            direction,
            target: self.share(0.0, 1.0),
            donors: if self.choice(2) == 0 { Donors::All } else { Donors::Named(self.some(&others)) },
            strength: match self.choice(3) {
                0 => build::known(1.0),
                1 => build::known(self.number(0.0, 1.0)),
                _ => Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta"),
            },
        }
    }

    /// One to three strategies and the rivals' moves; some moves are listed twice, some lists are out of order.
    fn lists(&mut self, mut build: Build) -> Build {
        let all: Vec<MoveId> = (0..build.0.moves.len()).map(MoveId::new).collect();
        let us = build.0.us;
        let (ours, theirs): (Vec<MoveId>, Vec<MoveId>) =
            all.into_iter().partition(|id| build.0.moves[id.index()].by == us);
        for name in ["first", "second", "third"].iter().take(1 + self.choice(3)) {
            let moves = playable(&build.0.moves, self.list(&ours));
            build.0.strategies.push(Strategy { id: (*name).to_owned(), label: Text::same(*name), moves });
        }
        build.0.rivals = playable(&build.0.moves, self.list(&theirs));
        build
    }

    fn list(&mut self, moves: &[MoveId]) -> Vec<MoveId> {
        if moves.is_empty() {
            return Vec::new();
        }
        let mut list = self.some(moves);
        for _ in 0..self.choice(3) {
            let again = self.one(&list);
            list.push(again);
        }
        if self.once_in(3) {
            let (one, other) = (self.choice(list.len()), self.choice(list.len()));
            list.swap(one, other);
        }
        list
    }
}

fn takes_evidence(kind: &MoveKind) -> bool {
    matches!(kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Tailor { .. })
}

fn made_by(moves: &[Move], by: VendorId, which: impl Fn(&MoveKind) -> bool) -> Vec<MoveId> {
    let wanted = |m: &usize| moves[*m].by == by && which(&moves[*m].kind);
    (0..moves.len()).filter(wanted).map(MoveId::new).collect()
}

/// The list without moves that come before what they build on, and without those that then build on nothing.
fn playable(moves: &[Move], mut list: Vec<MoveId>) -> Vec<MoveId> {
    loop {
        let when = |position: usize| (moves[list[position].index()].stage, position);
        let before =
            |needed: MoveId, position: usize| (0..list.len()).any(|o| list[o] == needed && when(o) < when(position));
        let stands = |position: usize| {
            let made = &moves[list[position].index()];
            let supported = match &made.kind {
                MoveKind::Justify { supports, .. } => {
                    let there = supports.iter().filter(|m| list.contains(m));
                    there.clone().count() > 0 && there.into_iter().all(|m| before(*m, position))
                }
                _ => true,
            };
            supported && made.requires.iter().all(|needed| before(*needed, position))
        };
        let kept: Vec<MoveId> = (0..list.len()).filter(|position| stands(*position)).map(|o| list[o]).collect();
        if kept.len() == list.len() {
            return list;
        }
        list = kept;
    }
}
