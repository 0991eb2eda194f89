//! Sentences of a text, and whether a sentence tells what happened or only speaks about it.

use unicode_normalization::UnicodeNormalization;

use super::facts;
use crate::source::text::TextLine;

/// Longest sentence, bytes; a longer one is cut.
const MAX: usize = 2_000;

/// One sentence.
pub(super) struct Sentence {
    /// As written.
    pub(super) text: String,
    /// NFKC, lower case, plain apostrophes, single spaces.
    pub(super) folded: String,
    /// Where it begins.
    pub(super) line: u32,
    /// A row of a list or a subject: names what happened without a verb.
    pub(super) title: bool,
}

/// Cuts lines into sentences. A prose line that breaks off without an end goes on in the next.
pub(super) fn cut(lines: &[TextLine]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut open = String::new();
    let mut open_at = 0;
    for (index, line) in lines.iter().enumerate() {
        let text = line.text.trim().trim_start_matches('>').trim();
        let row = title(text);
        if open.is_empty() {
            open_at = line.line;
        }
        if !open.is_empty() && open.is_ascii() {
            open.push(' ');
        }
        open.push_str(text);
        let next = lines.get(index + 1).map(|it| it.text.trim()).unwrap_or_default();
        let goes_on =
            !row && open.len() < MAX && wide(text) >= 50 && !ended(text) && continues(next);
        if !goes_on {
            pieces(&open, open_at, row, &mut out);
            open.clear();
        }
    }
    pieces(&open, open_at, false, &mut out);
    out
}

fn wide(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn ended(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：', '」', '|'])
}

fn continues(next: &str) -> bool {
    next.chars().next().is_some_and(char::is_alphanumeric) && !title(next)
}

/// A row with a time of its own, or a subject with its tag.
fn title(text: &str) -> bool {
    let head: String = text.chars().take(300).collect();
    let folded = fold(&head);
    let timed = facts::time(&folded) != (None, None);
    timed && text.chars().count() < 200
        || head.starts_with(['[', '【']) && text.chars().count() < 120
}

fn pieces(text: &str, line: u32, title: bool, out: &mut Vec<Sentence>) {
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let stop = match c {
            '。' | '！' | '？' | '\n' => true,
            '.' | '!' | '?' => next.is_none_or(char::is_whitespace),
            _ => at - start > MAX,
        };
        if stop {
            let end = at + c.len_utf8();
            push(text.get(start..end).unwrap_or_default(), line, title, out);
            start = end;
        }
    }
    push(text.get(start..).unwrap_or_default(), line, title, out);
}

fn push(text: &str, line: u32, title: bool, out: &mut Vec<Sentence>) {
    let text = text.trim();
    if !text.is_empty() {
        out.push(Sentence { text: text.to_owned(), folded: fold(text), line, title });
    }
}

fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '’' | '‘' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

const CUTS: &str = ", please|; please|, if|; if| - if|, and if|, but if|, so please|, contact|ましたが、|\
     ましたが |ましたので、|たので、|が、心当たり|が、お心当たり|. please";
const CONDITION: &str = " if |in case|unless|when you|whenever|every time|each time|should you|once you|\
     before you|to prevent|to avoid|until you|as soon as|場合|際は|際に|ときは|時は|もし|\
     しないと|ないよう|すると|すれば|したい|万一|万が一|たびに|するには|かどうか|したかった";
const ADVICE: &str = "please|do not|don't|never |make sure|we recommend|recommended|should |you can|\
     you may|how to|need to|must |required to|can be|may be|could be|might|click here|\
     learn|we will never|ください|下さい|ましょう|お願い|おすすめ|お勧め|推奨|方法|手順|\
     必要です|必要があ|できます|可能です|予定|しないで|ご注意|とは";
const DENIAL: &str = " not |n't |cannot|no changes|failed to|unable|never been|ていません|ていない|\
     されません|しません|ませんでした|なかった|未変更|失敗|した覚え";

/// What is left of a sentence when the advice behind it is cut off.
pub(super) fn clause(folded: &str) -> &str {
    let cuts = words(CUTS).filter_map(|it| folded.find(it).filter(|&at| at > 8).map(|at| (at, it)));
    match cuts.min() {
        Some((at, it)) if it.starts_with("まし") => {
            folded.get(..at + "ました".len()).unwrap_or(folded)
        }
        Some((at, it)) if it.starts_with("たの") => {
            folded.get(..at + "た".len()).unwrap_or(folded)
        }
        Some((at, _)) => folded.get(..at).unwrap_or(folded),
        None => folded,
    }
}

/// A question to the reader or by the writer.
pub(super) fn asks(folded: &str) -> bool {
    let bare = folded.trim_end_matches(['。', '.', ' ', '」', ')']);
    let marked = bare.ends_with('?');
    let asked = holds(folded, "did you|was this you|was it you|have you|do you");
    let said = words("ですか|ますか|ましたか|でしょうか|のか|ないか").any(|it| bare.ends_with(it));
    marked || asked || said
}

/// Speaks of what would be.
pub(super) fn supposes(clause: &str) -> bool {
    let opens = ["if ", "when ", "what to do", "how to", "what happens", "in case", "why "];
    opens.iter().any(|word| clause.trim_start().starts_with(word)) || holds(clause, CONDITION)
}

/// Tells the reader what to do or what is possible.
pub(super) fn advises(clause: &str) -> bool {
    holds(clause, ADVICE)
}

/// Says that it did not happen.
pub(super) fn denies(clause: &str) -> bool {
    holds(clause, DENIAL)
}

/// Any of the words.
pub(super) fn holds(text: &str, list: &'static str) -> bool {
    words(list).any(|it| text.contains(it))
}

/// The words of a list, which are written with bars between them.
pub(super) fn words(list: &'static str) -> std::str::Split<'static, char> {
    list.split('|')
}
