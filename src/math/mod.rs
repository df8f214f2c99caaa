//! Mathematics that knows nothing of sales: special functions, tables, lanes, and polytopes of weights.

pub mod families;
pub mod lanes;
mod mechanics;
mod mills;
pub mod polytope;
pub mod special;
pub mod table;
mod unit;

pub use lanes::{LANES, Lanes, vectorised};
pub use mechanics::Scale;
pub use table::QuantileTable;
pub use unit::{Tail, unit};
