//! How are hundreds of thousands of file names kept small, and which names are safe?

/// The longest path a bundle may have.
const LONGEST: usize = 240;

/// Names sorted by their bytes, in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
}

impl Names {
    /// Adds a name that sorts behind all others. Beyond 4 GiB of names nothing is added.
    pub(crate) fn push(&mut self, name: &str) {
        if let Ok(end) = u32::try_from(self.text.len() + name.len()) {
            self.text.push_str(name);
            self.ends.push(end);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name with this number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle)?.cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

/// Whether a name is a plain relative path of printable ASCII that means the same on every system.
pub fn is_safe(name: &str) -> bool {
    let plain = |byte: u8| {
        matches!(byte, b' '..=b'~')
            && !matches!(byte, b'\\' | b':' | b'*' | b'?' | b'"')
            && !matches!(byte, b'<' | b'>' | b'|' | b'%')
    };
    name.len() <= LONGEST
        && name.bytes().all(plain)
        && name.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with(' ')
                && !part.ends_with(['.', ' '])
                && !device(part)
        })
}

/// Names that Windows gives to devices, whatever their extension.
fn device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_uppercase();
    let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

/// A foreign name as it can be shown: no control characters, not endless.
pub fn printable(name: &str) -> String {
    let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.chars().take(LONGEST).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        let mut names = Names::default();
        for name in ["a", "a/b", "b", "data/E-0001/original.bin"] {
            names.push(name);
        }
        for (number, name) in names.iter().enumerate() {
            assert_eq!(names.find(name), Some(number));
        }
        assert_eq!((names.len(), names.find("data"), names.find("")), (4, None, None));
    }

    #[test]
    fn only_plain_names_are_safe() {
        for good in ["a", "data/E-0001/original.bin", "bag-info.txt", ".DS_Store"] {
            assert!(is_safe(good), "{good}");
        }
        let bad = [
            "",
            "/a",
            "a/",
            "a//b",
            "../a",
            "a/../b",
            "a/.",
            "a\\b",
            "C:/a",
            "a\nb",
            "\u{3042}",
            "a.",
            "con",
            "x/NUL.txt",
            "lpt1",
            "a%0Ab",
            "\u{7f}",
        ];
        for bad in bad {
            assert!(!is_safe(bad), "{bad}");
        }
        assert!(!is_safe(&"a".repeat(241)));
    }
}
