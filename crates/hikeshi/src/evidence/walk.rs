//! Which files lie under the given paths, and under which names the case knows them. Nothing but
//! plain files is ever opened, and no link leads out of what was handed in.

use super::unopened;
use crate::folder::Marker;
use hikeshi_case::problem::{Problem, ProblemCode};
use hikeshi_seal::Digest;
use std::collections::BTreeMap;
use std::fs::{self, File, FileType};
use std::path::{Path, PathBuf};

/// Folders within folders; a loop of mounts ends here.
const DEPTH: usize = 64;

/// One file to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name in the case: relative to the folder that was given, `/` between the parts.
    pub(super) name: String,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// Its size when it was found.
    pub(super) size_bytes: u64,
    /// Whether it was given itself, not only a folder around it.
    pub(super) was_named: bool,
}

/// What a walk brings home.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Files in the order of intake: by name, then by hash.
    pub(super) files: Vec<Found>,
    /// What was named and not opened.
    pub(super) problems: Vec<Problem>,
    /// How many of the given paths are folders that could be listed.
    pub(super) folders_opened: usize,
}

/// Looks through every given path. The same file given twice is found once.
pub(super) fn walk(paths: &[PathBuf], except: Option<&Path>) -> Walked {
    let mut walk = Walk {
        except: except.and_then(|path| path.canonicalize().ok()),
        found: BTreeMap::new(),
        dossiers: Vec::new(),
        walked: Walked::default(),
    };
    for path in paths {
        walk.given(path);
    }
    let mut walked = walk.walked;
    walked.files = in_order(walk.found.into_values().collect());
    walked
}

struct Walk {
    except: Option<PathBuf>,
    /// By the path with every link resolved.
    found: BTreeMap<PathBuf, Found>,
    /// Earlier dossiers of ours that were met, with what each says is its own.
    dossiers: Vec<(PathBuf, Marker)>,
    walked: Walked,
}

impl Walk {
    /// A path the person named: a link there is followed, because they pointed at it.
    fn given(&mut self, path: &Path) {
        let name = last_part(path);
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return self.problem(&name, ProblemCode::FileUnreadable, "not_found");
            }
            Err(_) => return self.problem(&name, ProblemCode::FileUnreadable, "io"),
        };
        if self.is_excepted(&real) {
            return;
        }
        let Ok(kind) = fs::metadata(&real) else {
            return self.problem(&name, ProblemCode::FileUnreadable, "io");
        };
        if kind.is_dir() {
            let before = self.walked.problems.len();
            if self.folder(&real, "", DEPTH) {
                self.walked.folders_opened += 1;
            } else {
                self.walked.problems.truncate(before);
                self.problem(&name, ProblemCode::FileUnreadable, "io");
            }
        } else if kind.is_file() {
            self.file(real, name, kind.len(), true);
        } else {
            self.problem(&name, ProblemCode::FileUnreadable, "special");
        }
    }

    /// Whether the folder could be listed. In an earlier dossier of ours only what somebody added or
    /// changed is new: the rest are copies and reports of what was examined before.
    fn folder(&mut self, dir: &Path, prefix: &str, depth: usize) -> bool {
        let Ok(entries) = fs::read_dir(dir) else { return false };
        if let Some(marker) = Marker::of(dir) {
            let name = if prefix.is_empty() { last_part(dir) } else { prefix.to_owned() };
            self.problem(name.trim_end_matches('/'), ProblemCode::FormatUnknown, "own_dossier");
            self.dossiers.push((dir.to_owned(), marker));
        }
        let mut whole = true;
        for entry in entries {
            let Ok(entry) = entry else {
                whole = false;
                continue;
            };
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.file_type() {
                Ok(kind) => self.entry(&entry.path(), name, kind, depth),
                Err(_) => self.problem(&name, ProblemCode::FileUnreadable, "io"),
            }
        }
        if !whole {
            self.problem(prefix, ProblemCode::FileUnreadable, "io");
        }
        true
    }

    fn entry(&mut self, path: &Path, name: String, kind: FileType, depth: usize) {
        if self.is_excepted(path) || kind.is_file() && self.is_of_a_dossier(path) {
        } else if kind.is_symlink() {
            self.link(path, &name);
        } else if kind.is_dir() && depth == 0 {
            self.problem(&name, ProblemCode::FileOverLimit, "folders_too_deep");
        } else if kind.is_dir() {
            if !self.folder(path, &format!("{name}/"), depth - 1) {
                self.problem(&name, ProblemCode::FileUnreadable, "io");
            }
        } else if kind.is_file() {
            let size_bytes = fs::metadata(path).map_or(0, |kind| kind.len());
            self.file(path.to_owned(), name, size_bytes, false);
        } else {
            self.problem(&name, ProblemCode::FileUnreadable, "special");
        }
    }

    /// A link inside a folder. What it points to inside the same folder is found under its own
    /// name; what lies outside was not handed in.
    fn link(&mut self, path: &Path, name: &str) {
        // The walk descends by real paths, so the folder that was given is an ancestor of `path`
        // that is as many parts up as the name is long.
        let root = path.ancestors().nth(name.matches('/').count() + 1).unwrap_or(path);
        match path.canonicalize() {
            Ok(target) if target.starts_with(root) => {}
            Ok(_) => self.problem(name, ProblemCode::LinkNotFollowed, "outside"),
            Err(_) => self.problem(name, ProblemCode::LinkNotFollowed, "dangling"),
        }
    }

    fn file(&mut self, real: PathBuf, name: String, size_bytes: u64, was_named: bool) {
        let found = Found { name, path: real.clone(), size_bytes, was_named };
        match self.found.get_mut(&real) {
            None => {
                self.found.insert(real, found);
            }
            Some(known) => {
                // Of two names the one that says more, whatever the order of the arguments.
                let key = |found: &Found| (found.name.matches('/').count(), found.name.clone());
                let was_named = known.was_named || was_named;
                if key(&found) > key(known) {
                    *known = found;
                }
                known.was_named = was_named;
            }
        }
    }

    fn is_excepted(&self, path: &Path) -> bool {
        self.except.as_deref().is_some_and(|except| path.starts_with(except))
    }

    fn is_of_a_dossier(&self, path: &Path) -> bool {
        self.dossiers.iter().any(|(dir, marker)| {
            let Ok(inner) = path.strip_prefix(dir) else { return false };
            let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
            marker.holds(dir, &parts.join("/"))
        })
    }

    fn problem(&mut self, name: &str, code: ProblemCode, detail: &'static str) {
        self.walked.problems.push(unopened(name, code, detail));
    }
}

fn last_part(path: &Path) -> String {
    let part = path.file_name().map(|part| part.to_string_lossy().into_owned());
    part.unwrap_or_else(|| path.to_string_lossy().into_owned())
}

/// By name; files of one name, from several folders, by hash.
fn in_order(mut files: Vec<Found>) -> Vec<Found> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut ordered: Vec<Found> = Vec::with_capacity(files.len());
    for group in files.chunk_by(|a, b| a.name == b.name) {
        let mut group = group.to_vec();
        if group.len() > 1 {
            group.sort_by_cached_key(|found| hash(&found.path));
        }
        ordered.append(&mut group);
    }
    ordered
}

/// Empty for a file that cannot be read: it will become a problem, which has no order to keep.
fn hash(path: &Path) -> String {
    let digest = File::open(path).and_then(|mut file| Digest::of(&mut file));
    digest.map_or_else(|_| String::new(), |digest| digest.sha256)
}
