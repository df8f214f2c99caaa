//! Which bar of the tornado belongs to which input: every uncertain input has one at least.

use reframe::model::InputKind;
use reframe::study::{Scalar, Sensitivity};

/// The inputs of a study that have no bar.
pub fn without_bar(found: &Sensitivity) -> Vec<InputKind> {
    let barred = |kind: &InputKind| found.bars.iter().any(|bar| belongs(bar.scalar, *kind));
    found.indices.iter().map(|group| group.kind).filter(|kind| !barred(kind)).collect()
}

fn belongs(scalar: Scalar, kind: InputKind) -> bool {
    match (kind, scalar) {
        (InputKind::Weights(who), Scalar::Weight(person, _)) => who == person,
        (InputKind::Performance { alternative, criterion, who }, scalar) => {
            scalar == Scalar::Performance { alternative, criterion, who }
        }
        (InputKind::Together(criterion), Scalar::Performance { criterion: other, .. }) => criterion == other,
        (InputKind::Credibility(vendor), Scalar::Credibility(other)) => vendor == other,
        (InputKind::Indecision(who), Scalar::Indecision(person)) => who == person,
        (
            InputKind::Reception(played),
            Scalar::TakenUp(made, _) | Scalar::Strength(made, _) | Scalar::Offer(made, _) | Scalar::Backfire(made, _),
        ) => played == made,
        (InputKind::Speaks(who), Scalar::Speaks(person)) | (InputKind::Mood(who), Scalar::Mood(person, _)) => {
            who == person
        }
        (InputKind::Gate(gate, vendor), Scalar::Gate(other, of)) => gate == other && vendor == of,
        _ => false,
    }
}
