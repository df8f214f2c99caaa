//! Mathematics that knows nothing of sales: special functions, tables, lanes, and polytopes of weights.

pub mod eight;
pub mod families;
mod instructions;
pub mod lanes;
mod mechanics;
mod mills;
pub mod polytope;
pub mod simd;
pub mod special;
pub mod table;
mod unit;

pub use eight::{Eight, Mask};
pub use instructions::{InstructionSet, limit_instruction_set, vectorised};
pub use lanes::{LANES, Lanes};
pub use mechanics::Scale;
pub use simd::{Kernel, Simd};
pub use table::{FillTable, QuantileTable};
pub use unit::{Tail, unit};
