//! A single file that somebody asked for: all or nothing, and never in place of another one unless that was asked for.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;
use crate::report::files::WriteError;

/// Refuses to go on if a file is in the way that is not to be overwritten.
pub(super) fn refuse_existing(path: &Path, force: bool) -> Result<(), Failure> {
    if !force && path.symlink_metadata().is_ok() { Err(Failure::Exists(path.to_owned())) } else { Ok(()) }
}

/// Writes the file and the folders above it; an existing file is replaced only by a whole one.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    replace(path, content).map_err(|source| WriteError::Io { path: path.to_owned(), source }.into())
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".reframe-").tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(path)?;
    Ok(())
}
