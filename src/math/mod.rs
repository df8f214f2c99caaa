//! Mathematics that knows nothing of sales: special functions and polytopes of weights.

pub mod polytope;
pub mod special;
