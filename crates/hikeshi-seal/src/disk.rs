//! The few things this crate does to a disk, each so that a crash or a full disk finds either the old
//! state or the new one. Tests can let the n-th of them fail.

use crate::Error;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// From this many files on, flushing the whole file system costs less than flushing each.
#[cfg(target_os = "linux")]
const MANY: usize = 16;

/// Unit tests kill no machine, so they need not wait for its disk; they count what would be flushed.
const FLUSHES: bool = !cfg!(test);

/// A file that is being written.
#[derive(Debug)]
pub(crate) struct Output(pub(crate) File);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match step() {
            Ok(()) => self.0.write(bytes),
            Err(fault) => {
                // A write that fails may have written some of it.
                let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
                self.0.write_all(half)?;
                Err(fault)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A new file that its owner alone may read.
pub(crate) fn new_file(path: &Path) -> Result<File, Error> {
    create(path).map_err(Error::at(path))
}

/// The same, with the system's own words where it fails.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    step().and_then(|()| private(&mut options).open(path))
}

/// A file to which lines are added; it need not be there yet.
pub(crate) fn appendable(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    step().and_then(|()| private(&mut options).open(path)).map_err(Error::at(path))
}

#[cfg(unix)]
pub(crate) fn private(options: &mut OpenOptions) -> &OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(crate) fn private(options: &mut OpenOptions) -> &OpenOptions {
    options
}

/// A new file with this content, flushed if `durable`. What could not be written whole is removed.
pub(crate) fn write_new(path: &Path, bytes: &[u8], durable: bool) -> Result<(), Error> {
    let mut file = Output(new_file(path)?);
    let written = file.write_all(bytes).and_then(|()| if durable { sync(&file.0) } else { Ok(()) });
    drop(file);
    written.map_err(|cause| {
        drop(discard(path));
        Error::at(path)(cause)
    })
}

/// Replaces a file's content at once: readers see the old or the new, and so does a crash.
pub(crate) fn replace(path: &Path, bytes: &[u8], durable: bool) -> Result<(), Error> {
    let fresh = path.with_added_extension("new");
    discard(&fresh)?;
    write_new(&fresh, bytes, durable)?;
    rename(&fresh, path)
}

/// Gives a file its final name.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    step().and_then(|()| fs::rename(from, to)).map_err(Error::at(to))
}

/// Removes a file of ours that nothing cites, if it is there.
#[expect(clippy::disallowed_methods, reason = "this is the vault")]
pub(crate) fn discard(path: &Path) -> Result<(), Error> {
    match step().and_then(|()| fs::remove_file(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::at(path)(error)),
        _ => Ok(()),
    }
}

/// Shortens a file, for good.
pub(crate) fn cut(file: &File, length: u64) -> io::Result<()> {
    step()?;
    file.set_len(length)?;
    sync(file)
}

/// Flushes a file's content.
pub(crate) fn sync(file: &File) -> io::Result<()> {
    step()?;
    if FLUSHES { file.sync_data() } else { Ok(()) }
}

/// Flushes the names in a folder.
#[cfg(unix)]
pub(crate) fn sync_dir(path: &Path) -> Result<(), Error> {
    step().and_then(|()| File::open(path)).and_then(|dir| dir.sync_all()).map_err(Error::at(path))
}

/// Windows has no way to flush a folder; its journal keeps the rename.
#[cfg(not(unix))]
pub(crate) fn sync_dir(_: &Path) -> Result<(), Error> {
    Ok(())
}

/// Flushes many files or folders that lie in the file system of `root`.
pub(crate) fn sync_all(root: &Path, paths: &[impl AsRef<Path>]) -> Result<(), Error> {
    if sync_at_once(root, paths.len())? {
        return Ok(());
    }
    for path in paths.iter().map(AsRef::as_ref) {
        if path.is_dir() {
            sync_dir(path)?;
        } else {
            sync_file(path)?;
        }
    }
    Ok(())
}

/// Flushes a folder of `files` files with everything in it.
pub(crate) fn sync_tree(root: &Path, files: usize) -> Result<(), Error> {
    if sync_at_once(root, files)? {
        return Ok(());
    }
    for entry in fs::read_dir(root).map_err(Error::at(root))? {
        let entry = entry.map_err(Error::at(root))?;
        if entry.file_type().map_err(Error::at(root))?.is_dir() {
            sync_tree(&entry.path(), 0)?;
        } else {
            sync_file(&entry.path())?;
        }
    }
    sync_dir(root)
}

fn sync_file(path: &Path) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).open(path).map_err(Error::at(path))?;
    sync(&file).map_err(Error::at(path))
}

/// Whether everything was flushed in one go. A system that cannot is no error.
#[cfg(target_os = "linux")]
fn sync_at_once(root: &Path, count: usize) -> Result<bool, Error> {
    if count < MANY {
        return Ok(false);
    }
    let dir = step().and_then(|()| File::open(root)).map_err(Error::at(root))?;
    if !FLUSHES {
        return Ok(true);
    }
    match rustix::fs::syncfs(&dir) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => Ok(false),
        Err(errno) => Err(Error::at(root)(errno.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn sync_at_once(_: &Path, _: usize) -> Result<bool, Error> {
    Ok(false)
}

/// A folder that its owner alone may read, with the folders above it.
pub(crate) fn private_dir(path: &Path) -> Result<(), Error> {
    step().and_then(|()| builder().recursive(true).create(path)).map_err(Error::at(path))
}

/// How our folders are made.
#[cfg(unix)]
pub(crate) fn builder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

/// How our folders are made.
#[cfg(not(unix))]
pub(crate) fn builder() -> DirBuilder {
    DirBuilder::new()
}

/// What every act asks before it is done.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "tests let it fail")]
fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use faults::step;

/// Faults that tests ask for, in their own thread.
#[cfg(test)]
pub(crate) mod faults {
    use std::cell::Cell;
    use std::io;

    /// What goes wrong at the n-th act.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Plan {
        /// That act alone fails.
        Once(u32),
        /// That act and every later one: the process is dead.
        Dead(u32),
    }

    thread_local! {
        static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
        static DONE: Cell<u32> = const { Cell::new(0) };
    }

    /// Begins to count anew, with this plan.
    pub(crate) fn plan(plan: Option<Plan>) {
        PLAN.set(plan);
        DONE.set(0);
    }

    /// How many acts there were since.
    pub(crate) fn done() -> u32 {
        DONE.get()
    }

    pub(super) fn step() -> io::Result<()> {
        let at = DONE.replace(DONE.get() + 1);
        let fails = match PLAN.get() {
            None => false,
            Some(Plan::Once(planned)) => at == planned,
            Some(Plan::Dead(planned)) => at >= planned,
        };
        if fails { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}
