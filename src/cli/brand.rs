//! `--brand FILE`: the colours, fonts and marks of a company, for every command that draws.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::{input, screen};
use crate::playbook::{Brand, LoadedBrand, load_brand};

/// The brand, as it can be typed.
#[derive(Debug, Args)]
pub struct BrandArguments {
    /// A brand.toml: colours, font, logo, footer and paper of your company [default: ours]
    #[arg(long, value_name = "FILE")]
    pub brand: Option<PathBuf>,
}

impl BrandArguments {
    /// The brand; ours if none was typed. Warnings are shown.
    pub(super) fn load(&self) -> Result<Brand, Failure> {
        self.brand.as_deref().map_or_else(|| Ok(Brand::default()), load)
    }
}

fn load(path: &Path) -> Result<Brand, Failure> {
    let LoadedBrand { brand, warnings } = load_brand(path).map_err(input::refused)?;
    if !warnings.is_empty() {
        screen::remark(input::shown(&warnings).trim_end());
    }
    Ok(brand)
}
