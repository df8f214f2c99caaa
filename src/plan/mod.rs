//! Scenario to plan: names become indices, beliefs become samplers, moves become flat steps.

mod sampler;
pub use sampler::{GammaTable, Sampler, SamplerFactory};
