//! Stakeholders, and what is known about their weights.

use super::offer::concentration;
use super::{Build, label, share, share_or};
use crate::model::{
    Comparison, CriterionId, ImpossibleWeights, MeddicRole, Probability, Ratio, Stakeholder, StakeholderId,
    WeightBounds, WeightPrior,
};
use crate::scenario::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::raw::{RawComparison, RawMeddic, RawRank, RawStakeholder};
use crate::scenario::raw_values::{RawConfidence, Registry};

impl Build<'_> {
    pub(super) fn stakeholders(&mut self, raw: &Registry<RawStakeholder>) -> Vec<Stakeholder> {
        raw.0.iter().map(|(id, person)| self.one_stakeholder(id, person)).collect()
    }

    fn one_stakeholder(&mut self, id: &str, raw: &RawStakeholder) -> Stakeholder {
        let path = format!("stakeholders.{id}");
        Stakeholder {
            id: id.to_owned(),
            label: label(raw.label.as_ref(), id),
            influence: raw.influence.0,
            prior: self.prior(raw, &path),
            listens_to: self.listens_to(raw, &path),
            speaks: share_or(raw.speaks, Probability::ONE),
            indecision: raw.indecision.as_ref().map(|fear| self.quantity(fear, &format!("{path}.indecision"))),
            reach: share_or(raw.reach, Probability::ONE),
            lived: raw.lived.as_ref().map(|lived| {
                let numbers: Vec<(String, f64)> = lived.0.iter().map(|(id, x)| (id.clone(), x.0)).collect();
                self.shares(&numbers, &format!("{path}.lived"), Reading::Lived).unwrap_or_else(|named| named)
            }),
            meddic: raw.meddic.iter().flatten().map(|role| meddic(*role)).collect(),
        }
    }

    fn listens_to(&mut self, raw: &RawStakeholder, path: &str) -> Vec<(StakeholderId, Probability)> {
        let Some(attention) = &raw.listens_to else { return Vec::new() };
        let mut heard: Vec<(StakeholderId, Probability)> = Vec::new();
        let mut to_strangers = 0.0;
        for (id, part) in &attention.0 {
            match self.stakeholder(id, &format!("{path}.listens_to.{id}")) {
                Some(speaker) => heard.push((speaker, share(*part))),
                None => to_strangers += part.0,
            }
        }
        // Attention given to a misspelt name is given all the same: it is counted with somebody else's.
        if let Some((_, part)) = heard.last_mut() {
            *part = Probability::new((part.get() + to_strangers).min(1.0)).unwrap_or(*part);
        }
        heard
    }

    /// One of the forms of docs/model.md, "What is believed about weights". The prior that stands in for an impossible
    /// one is over the criteria that are named.
    fn prior(&mut self, raw: &RawStakeholder, path: &str) -> WeightPrior {
        if self.doubtful(path) {
            return WeightPrior::Uniform(Vec::new());
        }
        let good = self.one_form(raw, path);
        let mut forms = Vec::new();
        if let Some(weights) = &raw.weights {
            let numbers: Vec<(String, f64)> = weights.0.iter().map(|(id, x)| (id.clone(), x.0)).collect();
            forms.push(self.dirichlet(&numbers, raw.confidence, &format!("{path}.weights"), Reading::Weights));
        }
        if let Some(ratings) = &raw.ratings {
            let numbers: Vec<(String, f64)> = ratings.0.iter().map(|(id, x)| (id.clone(), x.0)).collect();
            forms.push(self.dirichlet(&numbers, raw.confidence, &format!("{path}.ratings"), Reading::Ratings));
        }
        if let Some(ranking) = &raw.ranking {
            forms.push(self.ranking(ranking, &format!("{path}.ranking")));
        }
        if raw.bounds.is_some() || raw.ratios.is_some() {
            forms.push(self.bounds(raw, path));
        }
        match forms.into_iter().next() {
            Some(prior) if good => prior,
            Some(_) => WeightPrior::Uniform(Vec::new()),
            None => WeightPrior::Uniform(self.visible()),
        }
    }

    /// Whether at most one form is given, and `confidence` only where it means something.
    fn one_form(&mut self, raw: &RawStakeholder, path: &str) -> bool {
        let forms = [
            ("weights", raw.weights.is_some()),
            ("ratings", raw.ratings.is_some()),
            ("ranking", raw.ranking.is_some()),
            ("bounds", raw.bounds.is_some()),
            ("ratios", raw.ratios.is_some()),
        ];
        let given: Vec<&str> = forms.iter().filter(|(_, given)| *given).map(|(form, _)| *form).collect();
        let good = given.len() <= 1 || given == ["bounds", "ratios"];
        if !good {
            let message = format!("{} are given together", and(&given));
            let mut problem = Diagnostic::error(Code::Fields, message)
                .help("give one of weights, ratings, ranking, bounds with ratios, or nothing");
            for form in &given[..given.len() - 1] {
                problem = problem.at(&self.tree.find_key(&format!("{path}.{form}")), "one");
            }
            self.report_key(&format!("{path}.{}", given[given.len() - 1]), "another", problem);
        } else if raw.confidence.is_some() && raw.weights.is_none() && raw.ratings.is_none() {
            let what = if given.is_empty() { "nothing is known about the weights".to_owned() } else { and(&given) };
            let message = format!("`confidence` says how sure weights or ratings are, but here is {what}");
            let problem = Diagnostic::error(Code::Fields, message).help("leave it out, or give weights or ratings");
            self.report(&format!("{path}.confidence"), "of what?", problem);
        }
        good
    }

    fn dirichlet(
        &mut self,
        numbers: &[(String, f64)],
        confidence: Option<RawConfidence>,
        path: &str,
        reading: Reading,
    ) -> WeightPrior {
        match (self.shares(numbers, path, reading), concentration(confidence)) {
            (Ok(shares), Some(concentration)) => WeightPrior::Dirichlet { shares, concentration },
            (Ok(shares) | Err(shares), _) => WeightPrior::Exact(shares),
        }
    }

    /// Shares of all criteria, in their order. If they are impossible: something above 0 for every criterion that
    /// is named.
    fn shares(&mut self, numbers: &[(String, f64)], path: &str, reading: Reading) -> Result<Vec<f64>, Vec<f64>> {
        let mut all = vec![0.0; self.criteria.len().max(1)];
        let mut named = all.clone();
        // What is given to a misspelt or a latent criterion counts too: the sum is right or wrong whatever is meant.
        let mut astray = Vec::new();
        let mut good = true;
        for (id, x) in numbers {
            let here = format!("{path}.{id}");
            match self.criterion(id, &here) {
                Some(criterion) if reading != Reading::Lived && *x > 0.0 && self.latent(criterion, &here) => {
                    astray.push(*x);
                }
                Some(criterion) => {
                    all[criterion.index()] = *x;
                    let unread = self.doubtful(&here);
                    good &= !unread;
                    named[criterion.index()] = if unread { 1.0 } else { *x };
                }
                None => astray.push(*x),
            }
        }
        if !good || self.doubtful(path) || self.doubtful("criteria") {
            return Err(named);
        }
        let known = all.len();
        all.append(&mut astray);
        match WeightPrior::shares(&all, reading == Reading::Ratings) {
            Ok(shares) if all.len() == known => Ok(shares),
            Ok(_) => Err(named),
            Err(error) => {
                self.impossible(&error, path);
                Err(named)
            }
        }
    }

    /// Whether the criterion is latent: then it can have no weight yet, which is reported.
    fn latent(&mut self, criterion: CriterionId, path: &str) -> bool {
        let latent = self.latent[criterion.index()] == Some(true);
        if latent {
            let name = self.criteria[criterion.index()];
            let problem = Diagnostic::error(Code::Weights, format!("`{name}` is latent, so nobody weighs it yet"))
                .help("take it out here and let a move teach it, or take out latent = true");
            self.report(path, "no weight before a move brings it in", problem);
        }
        latent
    }

    fn impossible(&mut self, error: &ImpossibleWeights, path: &str) {
        self.report(path, "these weights", Diagnostic::error(Code::Weights, error.to_string()));
    }

    fn ranking(&mut self, ranking: &[RawRank], path: &str) -> WeightPrior {
        let mut groups = Vec::new();
        let mut seen = Vec::new();
        for (i, rank) in ranking.iter().enumerate() {
            let mut group = Vec::new();
            let names = match rank {
                RawRank::One(name) => vec![(name, format!("{path}.{i}"))],
                RawRank::Several(names) => {
                    names.iter().enumerate().map(|(j, name)| (name, format!("{path}.{i}.{j}"))).collect()
                }
            };
            for (name, here) in names {
                let Some(criterion) = self.criterion(name, &here) else { continue };
                if seen.contains(&criterion) {
                    self.twice(name, &here);
                } else if !self.latent(criterion, &here) {
                    seen.push(criterion);
                    group.push(criterion);
                }
            }
            groups.push(group);
        }
        WeightPrior::Ranking(groups)
    }

    /// Limits that cannot be read are left out: if the others are in conflict, they are so with them too.
    fn bounds(&mut self, raw: &RawStakeholder, path: &str) -> WeightPrior {
        let mut bounds = Vec::new();
        for (id, (low, high)) in raw.bounds.iter().flat_map(|bounds| &bounds.0) {
            let here = format!("{path}.bounds.{id}");
            let Some(criterion) = self.criterion(id, &here) else { continue };
            let latent = self.latent(criterion, &here);
            if self.doubts.touch(&here) {
                continue;
            }
            if low.0 > high.0 {
                let message = format!("the lowest share {} is above the highest {}", low.0, high.0);
                self.report(&here, "write [lowest, highest]", Diagnostic::error(Code::Weights, message));
            } else if !latent {
                bounds.push((criterion, low.0, high.0));
            }
        }
        let ratios = self.ratios(raw, path);
        let sure: Vec<CriterionId> = self.visible();
        let free: Vec<CriterionId> =
            (0..self.latent.len()).filter(|i| self.latent[*i] != Some(true)).map(CriterionId::new).collect();
        let read = ratios.iter().all(Option::is_some);
        if free.is_empty() || self.doubtful("criteria") {
            return WeightPrior::Uniform(sure);
        }
        // Positions in the file, for the message.
        let positions: Vec<usize> = (0..ratios.len()).filter(|i| ratios[*i].is_some()).collect();
        let uncertain = free != sure;
        match WeightBounds::new(free, bounds, ratios.into_iter().flatten().collect()) {
            Ok(_) if uncertain || !read => WeightPrior::Uniform(sure),
            Ok(bounds) => WeightPrior::Bounds(bounds),
            Err(mut error) => {
                if let ImpossibleWeights::Conflict(conflict) = &mut error {
                    conflict.ratios.iter_mut().for_each(|ratio| *ratio = positions[*ratio]);
                }
                self.conflict(raw, path, &error);
                WeightPrior::Uniform(sure)
            }
        }
    }

    /// One per entry; `None` where it cannot be read.
    fn ratios(&mut self, raw: &RawStakeholder, path: &str) -> Vec<Option<Ratio>> {
        let mut ratios = Vec::new();
        for (i, (left, comparison, factor, right)) in raw.ratios.iter().flatten().enumerate() {
            let here = format!("{path}.ratios.{i}");
            let left = self.ratio_side(left, &format!("{here}.0"));
            let right = self.ratio_side(right, &format!("{here}.3"));
            let same = left.is_some() && left == right;
            if same {
                let problem = Diagnostic::error(Code::Weights, "a criterion is compared with itself");
                self.report(&here, "name two criteria", problem);
            }
            let comparison = match comparison {
                RawComparison::AtLeast => Comparison::AtLeast,
                RawComparison::AtMost => Comparison::AtMost,
                RawComparison::Exactly => Comparison::Exactly,
            };
            let read = !same && !self.doubts.touch(&here);
            let ratio = |(left, right)| Ratio { left, comparison, factor: factor.0, right };
            ratios.push(left.zip(right).filter(|_| read).map(ratio));
        }
        ratios
    }

    fn ratio_side(&mut self, id: &str, path: &str) -> Option<CriterionId> {
        self.criterion(id, path).filter(|criterion| !self.latent(*criterion, path))
    }

    /// Names every bound and ratio of a smallest set that cannot hold together.
    fn conflict(&mut self, raw: &RawStakeholder, path: &str, error: &ImpossibleWeights) {
        let ImpossibleWeights::Conflict(conflict) = error else { return self.impossible(error, path) };
        let mut labels = Vec::new();
        for &(criterion, lower) in &conflict.bounds {
            let id = self.criteria[criterion.index()];
            let given = raw.bounds.iter().flat_map(|all| &all.0).find(|(name, _)| name == id);
            let Some((_, (low, high))) = given else { continue };
            let words = if lower { format!("{id} at least {}", low.0) } else { format!("{id} at most {}", high.0) };
            labels.push((format!("{path}.bounds.{id}"), words));
        }
        for &i in &conflict.ratios {
            let Some((left, comparison, factor, right)) = raw.ratios.as_ref().and_then(|all| all.get(i)) else {
                continue;
            };
            let sign = match comparison {
                RawComparison::AtLeast => "at least",
                RawComparison::AtMost => "at most",
                RawComparison::Exactly => "exactly",
            };
            labels.push((format!("{path}.ratios.{i}"), format!("{left} {sign} {} times {right}", factor.0)));
        }
        let listed: Vec<&str> = labels.iter().map(|(_, words)| words.as_str()).collect();
        let mut problem = Diagnostic::error(Code::Conflict, error.to_string()).help(format!(
            "weights sum to 1, and these cannot hold together: {}; loosen one of them",
            listed.join("; ")
        ));
        let last = labels.pop().unwrap_or_else(|| (path.to_owned(), String::new()));
        for (place, words) in labels {
            problem = problem.at(&self.tree.find(&place), words);
        }
        self.report(&last.0, last.1, problem);
    }

    /// The criteria that can have weight before any move, as far as that is known.
    fn visible(&self) -> Vec<CriterionId> {
        (0..self.latent.len()).filter(|i| self.latent[*i] == Some(false)).map(CriterionId::new).collect()
    }
}

/// What numbers per criterion mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Weights,
    Ratings,
    Lived,
}

fn and(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" and ")
}

fn meddic(raw: RawMeddic) -> MeddicRole {
    match raw {
        RawMeddic::EconomicBuyer => MeddicRole::EconomicBuyer,
        RawMeddic::Champion => MeddicRole::Champion,
        RawMeddic::Coach => MeddicRole::Coach,
        RawMeddic::Blocker => MeddicRole::Blocker,
        RawMeddic::User => MeddicRole::User,
    }
}
