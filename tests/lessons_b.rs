//! The sample scenarios teach what their pages say. Each lesson is a paired comparison on common random numbers, and it
//! vanishes when the number that its page names is changed.

#[path = "lessons_b/answers.rs"]
mod answers;
#[path = "lessons_b/channel.rs"]
mod channel;
#[path = "lessons_b/common.rs"]
mod common;
#[path = "lessons_b/desks.rs"]
mod desks;
#[path = "lessons_b/duties.rs"]
mod duties;
#[path = "lessons_b/fear.rs"]
mod fear;
#[path = "lessons_b/needs.rs"]
mod needs;
#[path = "lessons_b/tailoring.rs"]
mod tailoring;
#[path = "lessons_b/trust.rs"]
mod trust;
