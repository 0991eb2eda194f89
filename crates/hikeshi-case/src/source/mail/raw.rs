//! The physical lines of a file. A line ends with a line feed; a carriage return before it
//! belongs to the end.

/// Bytes with a table of their lines.
pub(super) struct Raw<'a> {
    bytes: &'a [u8],
    lines: Vec<(u32, u32)>,
    /// More lines than the bound: those behind it are not in the table.
    pub(super) cut: bool,
}

impl<'a> Raw<'a> {
    /// Builds the table of at most `most` lines.
    pub(super) fn new(bytes: &'a [u8], most: usize) -> Self {
        let (mut lines, mut cut, mut start) = (Vec::new(), false, 0_usize);
        let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in body.split(|&byte| byte == b'\n') {
            if lines.len() >= most {
                cut = true;
                break;
            }
            let end = start + line.strip_suffix(b"\r").unwrap_or(line).len();
            lines.push((
                u32::try_from(start).unwrap_or(u32::MAX),
                u32::try_from(end).unwrap_or(u32::MAX),
            ));
            start += line.len() + 1;
        }
        Raw { bytes, lines, cut }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line at `index` (from 0) without its end; empty behind the last.
    pub(super) fn line(&self, index: usize) -> &'a [u8] {
        let Some(&(start, end)) = self.lines.get(index) else {
            return b"";
        };
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        let line = self.bytes.get(range).unwrap_or_default();
        if index == 0 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line }
    }

    /// The number a person counts: the first line is 1.
    #[expect(clippy::unused_self, reason = "the table decides how its lines are counted")]
    pub(super) fn number(&self, index: usize) -> u32 {
        u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Index where the header block begins: behind empty lines and the `From ` line of a mailbox
    /// file.
    pub(super) fn first(&self) -> usize {
        let mut index = 0;
        while index < self.len().min(20)
            && (self.line(index).is_empty() || self.line(index).starts_with(b"From "))
        {
            index += 1;
        }
        index
    }
}
