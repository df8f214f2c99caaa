//! Mathematics that knows nothing of sales: special functions, tables, lanes, and polytopes of weights.

mod instructions;
pub mod lanes;
pub mod polytope;
pub mod simd;
pub mod special;
pub mod table;
mod unit;

pub use instructions::{InstructionSet, limit_instruction_set, vectorised};
pub use lanes::{LANES, Lanes};
pub use simd::{Eight, Kernel, Mask, Simd};
pub use table::QuantileTable;
pub use unit::{Tail, unit};
