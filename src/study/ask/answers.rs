//! Answers to one question: what is asked is held constant over a stretch of draws, an answer, while everything else goes on
//! varying; every strategy is played in the same draws.

use super::{STRETCH, Studied, Subject};
use crate::engine::{BlockView, Look, each_block};
use crate::model::{InputKind, VendorId};
use crate::plan::Plan;
use crate::random::{BLOCK, Key, Streams, Treatment, Treatments};
use crate::stats::AfterAnswer;
use crate::study::StudyError;

/// Many answers to one question.
pub(super) struct Asked {
    /// What each leaves expected of every choice.
    pub answers: Vec<AfterAnswer>,
    /// `[answer][number]` what was said: weights by criterion, one number, or nothing where it takes many numbers.
    pub numbers: Vec<Vec<f64>>,
}

/// Holds these purposes, answer after answer.
pub(super) fn hold(studied: &Studied, subject: Subject, keys: &[Key]) -> Result<Asked, StudyError> {
    let held = Treatments::of(keys.iter().copied(), Treatment::Held { blocks: STRETCH });
    let streams = Streams::new(studied.seed).treated(&held);
    let blocks = 0..studied.answers * STRETCH;
    let look = Look { performances: true, ..Look::default() };
    let plan = &studied.plan;
    let seen = each_block(plan, streams, blocks, look, studied.runner, &studied.watch, |view| {
        (our_means(plan, &view), said(plan, subject, keys, &view))
    })?;
    studied.watch.done(studied.draws());
    let mut asked = Asked { answers: Vec::new(), numbers: Vec::new() };
    for stretch in seen.chunks_exact(STRETCH as usize) {
        let [(first, numbers), (second, _)] = stretch else { continue };
        asked.answers.push(AfterAnswer { halves: [first.clone(), second.clone()] });
        asked.numbers.push(numbers.clone());
    }
    Ok(asked)
}

/// Our mean win probability under every strategy.
pub(super) fn our_means(plan: &Plan, view: &BlockView) -> Vec<f64> {
    let mean = |strategy: usize| view.win(strategy, plan.us).iter().sum::<f64>() / BLOCK as f64;
    (0..plan.strategies.len()).map(mean).collect()
}

fn said(plan: &Plan, subject: Subject, keys: &[Key], view: &BlockView) -> Vec<f64> {
    match subject {
        Subject::Input(InputKind::Weights(who)) => {
            (0..plan.criteria).map(|c| view.weight_before(who.index(), c)[0]).collect()
        }
        Subject::Input(InputKind::Performance { .. }) => {
            let variable = plan.beliefs.variables.iter().position(|variable| variable.key == keys[0]);
            variable.map(|variable| view.performance(variable)[0]).into_iter().collect()
        }
        Subject::Input(InputKind::Credibility(vendor)) => vec![view.credibility(VendorId::index(vendor))[0]],
        Subject::Input(InputKind::Indecision(who)) => vec![view.fear(who.index())[0]],
        _ => Vec::new(),
    }
}
