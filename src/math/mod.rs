//! Mathematics that knows nothing of sales: special functions, tables, lanes, and polytopes of weights.

pub mod lanes;
pub mod polytope;
pub mod special;
pub mod table;
mod unit;

pub use lanes::{LANES, Lanes, vectorised};
pub use table::QuantileTable;
pub use unit::{Tail, unit};
