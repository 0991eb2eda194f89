//! Does the app run already in this data folder? Two would do the same work twice, and one would take the
//! other's half-received files for left-overs. The second hands over to the first: it says the first one's
//! address, and ends.

use crate::error::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::Path;

/// Held as long as the app runs; the system lets go of it however the program ends.
const LOCK: &str = "app.lock";
/// Where the app that runs can be reached. For its owner's eyes only: the launch token is in it.
const ADDRESS: &str = "app.address";

/// Who has the data folder.
pub(super) enum Turn {
    /// We do, as long as this lives.
    Ours(File),
    /// Another does, at this address; `None` while it is starting.
    Theirs(Option<String>),
}

/// Takes the data folder, unless another has it.
pub(super) fn take(data_dir: &Path) -> Result<Turn> {
    let path = data_dir.join(LOCK);
    let fault = |cause| Error::write(&path, cause);
    std::fs::create_dir_all(data_dir).map_err(fault)?;
    let lock = File::create(&path).map_err(fault)?;
    match lock.try_lock() {
        Ok(()) => Ok(Turn::Ours(lock)),
        Err(TryLockError::WouldBlock) => {
            let address = std::fs::read_to_string(data_dir.join(ADDRESS)).unwrap_or_default();
            Ok(Turn::Theirs(Some(address).filter(|address| !address.is_empty())))
        }
        Err(TryLockError::Error(cause)) => Err(fault(cause)),
    }
}

/// Leaves our address for those who come later; empty while there is none yet, since that of an earlier run
/// leads nowhere.
pub(super) fn leave_address(data_dir: &Path, address: &str) {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(data_dir.join(ADDRESS));
    drop(file.and_then(|mut file| file.write_all(address.as_bytes())));
}
