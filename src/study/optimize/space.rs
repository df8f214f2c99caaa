//! What can be played: which sets of our moves, how, and in which orders. Two orders are one if no move between them can
//! feel the difference.

use std::collections::HashSet;

use crate::model::{Cost, Line, MadeMove, Move, MoveId, MoveKind, Scenario, StageId, StakeholderId};

/// What may be spent. `None`: as much as it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// Working days.
    pub days: Option<f64>,
    /// The scenario's currency.
    pub money: Option<f64>,
    /// Number of moves.
    pub moves: Option<usize>,
}

impl Budget {
    /// Whether so many moves at this cost can be paid.
    pub fn allows(&self, cost: Cost, moves: usize) -> bool {
        let within = |limit: Option<f64>, spent: f64| limit.is_none_or(|limit| spent <= limit * (1.0 + 1e-12));
        within(self.days, cost.days) && within(self.money, cost.money) && self.moves.is_none_or(|most| moves <= most)
    }
}

/// What may be changed about a move besides whether it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vary {
    /// Also to one person of its usual audience at a time.
    pub audience: bool,
    /// Also in every other stage.
    pub stage: bool,
}

/// Everything that can be played within a budget: each of our moves once at most, in one of its ways.
#[derive(Debug)]
pub struct Space<'a> {
    scenario: &'a Scenario,
    budget: Budget,
    /// `[our move]` the ways to make it, the usual one first.
    ways: Vec<Vec<MadeMove>>,
}

impl<'a> Space<'a> {
    /// All of our moves of the scenario.
    pub fn new(scenario: &'a Scenario, budget: Budget, vary: Vary) -> Self {
        let ours = (0..scenario.moves.len()).map(MoveId::new).filter(|id| scenario.moves[id.index()].by == scenario.us);
        Self { scenario, budget, ways: ours.map(|id| ways(scenario, id, vary)).collect() }
    }

    /// Whether there is a move at all.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// All ways of all moves.
    pub fn all_ways(&self) -> impl Iterator<Item = &MadeMove> {
        self.ways.iter().flatten()
    }

    /// These moves of ours, with the rivals' of the scenario.
    pub fn line(&self, ours: Vec<MadeMove>) -> Line {
        Line { ours, ..Line::baseline(self.scenario) }
    }

    /// Whether a pitch can be paid and every move comes after what it builds on.
    pub fn allows(&self, line: &Line) -> bool {
        self.pays(line) && line.is_in_order(self.scenario) && self.takes_off_once(&line.ours)
    }

    /// Whether no price is lowered twice: two discounts on it are two offers, unless a strategy of the scenario makes both.
    fn takes_off_once(&self, ours: &[MadeMove]) -> bool {
        let off = |played: &MoveId| match self.scenario.moves[played.index()].kind {
            MoveKind::Discount { criterion, .. } => Some(criterion),
            _ => None,
        };
        let meant = |a: &MoveId, b: &MoveId| {
            self.scenario.strategies.iter().any(|strategy| strategy.moves.contains(a) && strategy.moves.contains(b))
        };
        let twice = |a: &MadeMove, b: &MadeMove| {
            off(&a.played).is_some() && off(&a.played) == off(&b.played) && !meant(&a.played, &b.played)
        };
        ours.iter().enumerate().all(|(i, a)| ours[..i].iter().all(|b| !twice(a, b)))
    }

    /// Whether a pitch is within the budget.
    pub fn pays(&self, line: &Line) -> bool {
        self.budget.allows(line.cost(self.scenario), line.ours.len())
    }

    /// These moves in the usual order: stage by stage, in a stage trust first and then as in the file, each after what it
    /// builds on. `None` if that cannot be, or cannot be paid.
    pub fn usual_order(&self, ours: &[MadeMove]) -> Option<Line> {
        let mut left: Vec<&MadeMove> = ours.iter().collect();
        left.sort_by_key(|made| (made.stage, self.rank(made)));
        let mut done: Vec<MadeMove> = Vec::new();
        while !left.is_empty() {
            let stage = left[0].stage;
            let waits = |made: &MadeMove| left.iter().any(|other| other.stage == stage && self.builds_on(made, other));
            let next = left.iter().take_while(|made| made.stage == stage).position(|made| !waits(made))?;
            done.push(left.remove(next).clone());
        }
        Some(self.line(done)).filter(|line| self.allows(line))
    }

    /// The orders of a pitch that can make a difference, and keep every move after what it builds on: one of each class of
    /// orders that differ only in moves that do not touch each other. At most `most`; `None` if there are more.
    pub fn orders(&self, line: &Line, most: usize) -> Option<Vec<Line>> {
        let mut heads: Vec<Vec<MadeMove>> = vec![Vec::new()];
        for stage in (0..self.scenario.stages.len()).map(StageId::new) {
            let moves: Vec<&MadeMove> = line.ours.iter().filter(|made| made.stage == stage).collect();
            let mut tails = Vec::new();
            self.arrange(&mut Vec::new(), &moves, most, &mut tails);
            if tails.len() * heads.len() > most {
                return None;
            }
            heads = heads.iter().flat_map(|head| tails.iter().map(move |tail| [&head[..], tail].concat())).collect();
        }
        Some(heads.into_iter().map(|ours| self.line(ours)).filter(|line| self.allows(line)).collect())
    }

    /// Continues an arrangement of one stage in every normal way (see [`Space::normal`]).
    fn arrange(&self, done: &mut Vec<MadeMove>, all: &[&MadeMove], most: usize, found: &mut Vec<Vec<MadeMove>>) {
        if done.len() == all.len() {
            found.push(done.clone());
            return;
        }
        for next in all {
            if done.contains(next) {
                continue;
            }
            let waits = all.iter().any(|other| !done.contains(other) && self.builds_on(next, other));
            if found.len() > most || waits || !self.is_normal_after(done, next) {
                continue;
            }
            done.push((*next).clone());
            self.arrange(done, all, most, found);
            done.pop();
        }
    }

    /// The same pitch, written in the one way that stands for all orders that come to the same: within a stage the first
    /// in the file comes first, as long as the two do not touch each other (the lexicographic normal form of a trace,
    /// Anisimov & Knuth 1979).
    pub fn normal(&self, line: &Line) -> Line {
        let mut left: Vec<&MadeMove> = line.ours.iter().collect();
        left.sort_by_key(|made| made.stage);
        let mut done = Vec::new();
        while !left.is_empty() {
            let stage = left[0].stage;
            let here = left.iter().take_while(|made| made.stage == stage).count();
            let free = |i: &usize| left[..*i].iter().all(|before| !self.touches(before, left[*i]));
            let next = (0..here).filter(free).min_by_key(|i| left[*i].played).expect("the first is free");
            done.push(left.remove(next).clone());
        }
        Line { ours: done, ..line.clone() }
    }

    /// Whether a normal arrangement stays normal with this move behind it.
    fn is_normal_after(&self, done: &[MadeMove], next: &MadeMove) -> bool {
        let apart = done.iter().rev().take_while(|before| !self.touches(before, next));
        apart.into_iter().all(|before| before.played < next.played)
    }

    /// Whether the order of two moves of one stage can matter.
    fn touches(&self, a: &MadeMove, b: &MadeMove) -> bool {
        let (one, other) = (self.described(a), self.described(b));
        let together = a.audience.iter().any(|who| b.audience.contains(who)) || is_public(one) || is_public(other);
        let chain = self.builds_on(a, b) || self.builds_on(b, a);
        chain || together && (feels(one, other) || feels(other, one))
    }

    /// Whether the rules want the second move before the first.
    fn builds_on(&self, made: &MadeMove, other: &MadeMove) -> bool {
        let one = self.described(made);
        let supports = matches!(&one.kind, MoveKind::Justify { supports, .. } if supports.contains(&other.played));
        made.played != other.played && (one.requires.contains(&other.played) || supports)
    }

    fn described(&self, made: &MadeMove) -> &'a Move {
        &self.scenario.moves[made.played.index()]
    }

    /// Trust makes all talk easier, so it comes first.
    fn rank(&self, made: &MadeMove) -> (bool, MoveId) {
        (!matches!(self.described(made).kind, MoveKind::BuildTrust { .. }), made.played)
    }

    /// All pitches, the one without moves among them, each in its usual order. `None` if there are more than `most`, or the
    /// search for them is too long.
    pub fn all(&self, most: usize) -> Option<Vec<Line>> {
        let mut found = Vec::new();
        let mut steps = 64 * most;
        self.choose(0, &mut Vec::new(), &mut found, most, &mut steps)?;
        Some(found)
    }

    fn choose(
        &self,
        at: usize,
        chosen: &mut Vec<MadeMove>,
        found: &mut Vec<Line>,
        most: usize,
        steps: &mut usize,
    ) -> Option<()> {
        *steps = steps.checked_sub(1)?;
        if !self.budget.allows(self.line(chosen.clone()).cost(self.scenario), chosen.len()) {
            return Some(());
        }
        let Some(ways) = self.ways.get(at) else {
            found.extend(self.usual_order(chosen).map(|line| self.normal(&line)));
            return (found.len() <= most).then_some(());
        };
        self.choose(at + 1, chosen, found, most, steps)?;
        for way in ways {
            chosen.push(way.clone());
            self.choose(at + 1, chosen, found, most, steps)?;
            chosen.pop();
        }
        Some(())
    }

    /// A pitch with one more move made in this way, and with whatever that move cannot do without (one pitch for each move
    /// that evidence could be for), as usual.
    pub fn with(&self, line: &Line, way: &MadeMove) -> Vec<Line> {
        if line.ours.iter().any(|made| made.played == way.played) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut open = vec![[&line.ours[..], std::slice::from_ref(way)].concat()];
        while let Some(ours) = open.pop() {
            let missing = ours.iter().find_map(|made| self.missing(made, &ours));
            match missing {
                None => found.extend(self.insertions(line, &ours)),
                Some(any_of) => {
                    // What only somebody else could do is out of reach.
                    let own = any_of.into_iter().filter(|id| self.scenario.moves[id.index()].by == self.scenario.us);
                    open.extend(own.map(|needed| {
                        let usual = MadeMove::usual(self.scenario, needed);
                        [&ours[..], &[usual]].concat()
                    }));
                }
            }
        }
        found
    }

    /// What a move needs and does not have: one of these. `None` if it has all it needs.
    fn missing(&self, made: &MadeMove, ours: &[MadeMove]) -> Option<Vec<MoveId>> {
        let has = |id: &MoveId| ours.iter().any(|other| other.played == *id);
        let described = self.described(made);
        if let Some(needed) = described.requires.iter().find(|id| !has(id) && **id != made.played) {
            return Some(vec![*needed]);
        }
        match &described.kind {
            MoveKind::Justify { supports, .. } if !supports.iter().any(has) => Some(supports.clone()),
            _ => None,
        }
    }

    /// One new move at every place of its stage; several behind the others of their stages. Also all in the usual order.
    fn insertions(&self, line: &Line, ours: &[MadeMove]) -> Vec<Line> {
        let new: Vec<&MadeMove> = ours.iter().filter(|made| !line.ours.contains(made)).collect();
        let places = if new.len() == 1 { 0..line.ours.len() + 1 } else { line.ours.len()..line.ours.len() + 1 };
        let with = |place: usize| {
            let (before, after) = line.ours.split_at(place);
            let new = new.iter().rev().map(|made| (*made).clone());
            let mut all: Vec<MadeMove> = before.iter().cloned().chain(new).chain(after.iter().cloned()).collect();
            all.sort_by_key(|made| made.stage);
            Some(self.line(all)).filter(|line| self.allows(line))
        };
        let mut seen = HashSet::new();
        let found = places.filter_map(with).chain(self.usual_order(ours)).map(|line| self.normal(&line));
        found.filter(|line| seen.insert(line.clone())).collect()
    }

    /// A pitch without one move, and without what cannot be without that move.
    pub fn without(&self, line: &Line, position: usize) -> Line {
        let mut ours = line.ours.clone();
        ours.remove(position);
        loop {
            let orphan = (0..ours.len()).find(|i| self.missing(&ours[*i], &ours).is_some());
            match orphan {
                Some(orphan) => drop(ours.remove(orphan)),
                None => return self.normal(&self.line(ours)),
            }
        }
    }

    /// All pitches one step away: a move more, a move less, one for another, the same in another order or another way.
    pub fn neighbours(&self, line: &Line) -> Vec<Line> {
        let mut found: Vec<Line> = self.all_ways().flat_map(|way| self.with(line, way)).collect();
        let shorter: Vec<Line> = (0..line.ours.len()).map(|position| self.without(line, position)).collect();
        for less in &shorter {
            found.extend(self.all_ways().filter(|way| !line.ours.contains(way)).flat_map(|way| self.with(less, way)));
        }
        found.extend(shorter);
        found.extend(self.reordered(line));
        let mut seen = HashSet::from([self.normal(line)]);
        found.retain(|other| self.allows(other) && seen.insert(other.clone()));
        found
    }

    /// One move earlier or later within its stage.
    fn reordered(&self, line: &Line) -> Vec<Line> {
        let mut found = Vec::new();
        for (from, made) in line.ours.iter().enumerate() {
            for to in (0..line.ours.len()).filter(|to| line.ours[*to].stage == made.stage && *to != from) {
                let mut ours = line.ours.clone();
                let moved = ours.remove(from);
                ours.insert(to, moved);
                let other = self.normal(&self.line(ours));
                if self.allows(&other) {
                    found.push(other);
                }
            }
        }
        found
    }
}

/// The ways to make a move: as usual; in another stage; to one person of its audience. A gate has no audience, and a
/// champion speaks to others.
fn ways(scenario: &Scenario, id: MoveId, vary: Vary) -> Vec<MadeMove> {
    let usual = MadeMove::usual(scenario, id);
    let mut audiences = vec![usual.audience.clone()];
    let alone = |who: &StakeholderId| match scenario.moves[id.index()].kind {
        MoveKind::Navigate { .. } => false,
        MoveKind::EnableChampion { champion, .. } => *who != champion,
        _ => true,
    };
    if vary.audience && usual.audience.len() > 1 {
        audiences.extend(usual.audience.iter().filter(|who| alone(who)).map(|who| vec![*who]));
    }
    let others = (0..scenario.stages.len()).map(StageId::new).filter(|stage| vary.stage && *stage != usual.stage);
    let stages: Vec<StageId> = std::iter::once(usual.stage).chain(others).collect();
    let made = |stage: &StageId, audience: &Vec<StakeholderId>| MadeMove {
        played: id,
        stage: *stage,
        audience: audience.clone(),
    };
    stages.iter().flat_map(|stage| audiences.iter().map(move |audience| made(stage, audience))).collect()
}

/// Whether what a move does is not done to its audience alone.
fn is_public(one: &Move) -> bool {
    matches!(one.kind, MoveKind::EnableChampion { .. } | MoveKind::Navigate { .. })
}

/// Whether the first move can work differently after the second than before it, on the same person. Proof and lost fear are
/// felt only in the judgement; talk is shifted by talk, and is taken up by trust; offers change offers.
fn feels(one: &Move, other: &Move) -> bool {
    let talks = |m: &Move| {
        matches!(m.kind, MoveKind::Teach(_) | MoveKind::Reframe(_) | MoveKind::Justify { .. } | MoveKind::Tailor { .. })
    };
    let trusts = |m: &Move| matches!(m.kind, MoveKind::BuildTrust { .. }) || m.backfire.is_some();
    let offers = |m: &Move| matches!(m.kind, MoveKind::Discount { .. } | MoveKind::Tailor { .. });
    let champions = |m: &Move| matches!(m.kind, MoveKind::EnableChampion { .. });
    talks(one) && (talks(other) || trusts(other))
        || trusts(one) && trusts(other) && (one.backfire.is_some() || other.backfire.is_some())
        || offers(one) && offers(other)
        || champions(one) && champions(other)
}
