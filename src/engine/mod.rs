//! Plan to tally: blocks of draws, in structure-of-arrays form.
pub mod streams;
