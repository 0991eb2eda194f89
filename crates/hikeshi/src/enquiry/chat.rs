//! How does a letter fit a chat box? In numbered pieces, in the order an agent asks, none longer than the
//! box; a line is cut only where it alone is longer.

use super::Letter;

/// Characters of one piece, its number included. No official figure for the exchange's chat was found;
/// boxes of support chats commonly take 1,000, counted as the browser counts (UTF-16 units, an emoji as
/// two), and a tenth is left for what such a box adds itself.
pub const PIECE: usize = 900;
/// The least a piece may be: a line of an address with its name must fit.
const LEAST: usize = 200;
/// Room for `(12/34)` and a line end.
const NUMBER: usize = 12;

/// The pieces, each with its number, of at most `limit` characters (at least 200).
pub fn pieces(letter: &Letter, limit: usize) -> Vec<String> {
    let room = limit.max(LEAST) - NUMBER;
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = letter.subject.clone();
    if let Some(label) = &letter.label {
        piece = format!("{piece}\n{label}");
    }
    for part in letter.pasted() {
        let mut lines = vec![format!("■ {}", part.heading)];
        lines.extend(part.lines.iter().flat_map(|line| letter.pasted_line(line)));
        let whole: usize = lines.iter().map(|line| length(line) + 1).sum();
        // A section that fits a piece is not torn between two.
        if whole <= room && length(&piece) + whole > room {
            pieces.push(std::mem::take(&mut piece));
        }
        for line in lines.iter().flat_map(|line| cut(line, room)) {
            if !piece.is_empty() && length(&piece) + 1 + length(&line) > room {
                pieces.push(std::mem::take(&mut piece));
            }
            if !piece.is_empty() {
                piece.push('\n');
            }
            piece.push_str(&line);
        }
    }
    pieces.push(piece);
    let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    let all = pieces.len();
    let numbered = pieces.into_iter().enumerate();
    numbered.map(|(at, piece)| format!("({}/{all})\n{piece}", at + 1)).collect()
}

/// The pieces as one file, a line between them.
pub fn file(letter: &Letter, limit: usize) -> String {
    pieces(letter, limit).join("\n\n────────\n\n") + "\n"
}

/// As a browser counts.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A line in pieces that fit, cut behind a sentence or a space where there is one in the last half.
fn cut(line: &str, room: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = line;
    while length(rest) > room {
        let mut units = 0;
        let mut fits = 0;
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            units += c.len_utf16();
            if units > room {
                break;
            }
            fits = at + c.len_utf8();
            if matches!(c, '。' | ' ' | '、' | '.') && units * 2 > room {
                end = fits;
            }
        }
        let (head, tail) = rest.split_at(if end > 0 { end } else { fits });
        out.push(head.to_owned());
        rest = tail;
    }
    out.push(rest.to_owned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_behind_a_sentence_and_nothing_is_lost() {
        let line = "あいうえお。".repeat(100);
        let parts = cut(&line, 100);
        assert!(parts.iter().all(|part| length(part) <= 100 && part.ends_with('。')), "{parts:?}");
        assert_eq!(parts.concat(), line);
        let faces = "😀".repeat(120);
        let parts = cut(&faces, 101);
        assert!(parts.iter().all(|part| length(part) <= 101));
        assert_eq!(parts.concat(), faces);
    }
}
