//! What the tests share: a scenario builder, the reference implementation, and statistical checks.
#![allow(dead_code, reason = "every test file is its own crate and uses its own part")]

pub mod build;
pub mod cases;
pub mod check;
pub mod compare;
pub mod decide;
pub mod expect;
pub mod generate;
pub mod group_cases;
pub mod planted;
pub mod reference;
pub mod relabel;
pub mod run;
pub mod stories;
