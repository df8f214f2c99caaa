//! reframe: what happens to win probability when a pitch changes which criteria count.
//!
//! ```text
//! scenario files -> Scenario -> Plan -> Tally -> Findings -> charts, reports, terminal
//!      load()       checked   compiled counted  estimated          rendered
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod chart;
pub mod cli;
pub mod engine;
pub mod math;
pub mod model;
pub mod plan;
pub mod playbook;
pub mod random;
pub mod report;
pub mod scenario;
pub mod stats;
pub mod study;
pub mod workbook;
