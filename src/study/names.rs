//! Inputs by the ids of a scenario: names that do not change with the order of a file or the language.

use crate::model::{InputKind, Scenario, StakeholderId, VendorId};

/// An input as files and tables name it.
pub fn input_id(scenario: &Scenario, kind: InputKind) -> String {
    let who = |who: StakeholderId| scenario.stakeholders[who.index()].id.as_str();
    let vendor = |vendor: VendorId| scenario.vendors[vendor.index()].id.as_str();
    match kind {
        InputKind::Weights(person) => format!("weights/{}", who(person)),
        InputKind::Performance { alternative, criterion, who: person } => {
            let criterion = &scenario.criteria[criterion.index()].id;
            let shared = format!("performance/{}/{criterion}", scenario.alternative_id(alternative));
            person.map_or(shared.clone(), |person| format!("{shared}/{}", who(person)))
        }
        InputKind::Together(criterion) => format!("performance/together/{}", scenario.criteria[criterion.index()].id),
        InputKind::Credibility(v) => format!("credibility/{}", vendor(v)),
        InputKind::Indecision(person) => format!("indecision/{}", who(person)),
        InputKind::Reception(played) => format!("reception/{}", scenario.moves[played.index()].id),
        InputKind::Speaks(person) => format!("speaks/{}", who(person)),
        InputKind::Gate(gate, v) => format!("gate/{}/{}", scenario.gates[gate.index()].id, vendor(v)),
        InputKind::Mood(person) => format!("mood/{}", who(person)),
    }
}
