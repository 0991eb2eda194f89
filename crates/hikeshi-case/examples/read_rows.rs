//! Reads one export's rows into events and says how many: the reading alone, for `cargo xtask bench`.

use hikeshi_case::exhibit::{Exhibit, ExhibitId, Exhibits, ReadSeek};
use hikeshi_case::read_rows;
use std::fs::File;
use std::io;
use std::path::PathBuf;

struct OneFile {
    path: PathBuf,
    exhibits: [Exhibit; 1],
}

impl Exhibits for OneFile {
    fn all(&self) -> &[Exhibit] {
        &self.exhibits
    }

    fn open(&self, _: ExhibitId) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(&self.path)?))
    }
}

#[expect(clippy::print_stdout, reason = "it is asked for a number")]
fn main() -> io::Result<()> {
    let path = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    let size_bytes = std::fs::metadata(&path)?.len();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let exhibit = Exhibit {
        id: ExhibitId(1),
        name: name.unwrap_or_default(),
        of: None,
        sha256: String::new(),
        size_bytes,
    };
    let events = read_rows(&OneFile { path, exhibits: [exhibit] });
    println!("{}", events.rows());
    Ok(())
}
