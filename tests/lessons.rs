//! What the sample scenarios teach, each lesson twice: it is there, and it vanishes with the number that the README names.

#[path = "lessons/adoption.rs"]
mod adoption;
#[path = "lessons/ask.rs"]
mod ask;
#[path = "lessons/gates.rs"]
mod gates;
#[path = "lessons/hidden_needs.rs"]
mod hidden_needs;
#[path = "lessons/power.rs"]
mod power;
#[path = "lessons/timing.rs"]
mod timing;
#[path = "lessons/trust.rs"]
mod trust;
