//! What the sample scenarios teach, each lesson twice: it is there, as a paired comparison on common random numbers, and
//! it vanishes with the number that the scenario's page names.

#[path = "lessons/adoption.rs"]
mod adoption;
#[path = "lessons/answers.rs"]
mod answers;
#[path = "lessons/ask.rs"]
mod ask;
#[path = "lessons/channel.rs"]
mod channel;
#[path = "lessons/compare.rs"]
mod compare;
#[path = "lessons/desks.rs"]
mod desks;
#[path = "lessons/duties.rs"]
mod duties;
#[path = "lessons/fear.rs"]
mod fear;
#[path = "support/folder.rs"]
mod folder;
#[path = "lessons/gates.rs"]
mod gates;
#[path = "lessons/hidden_needs.rs"]
mod hidden_needs;
#[path = "lessons/lemons.rs"]
mod lemons;
#[path = "lessons/needs.rs"]
mod needs;
#[path = "lessons/power.rs"]
mod power;
#[path = "lessons/tailoring.rs"]
mod tailoring;
#[path = "lessons/timing.rs"]
mod timing;
#[path = "lessons/trust.rs"]
mod trust;
