//! What did the exchange report, and when? Finds notices of security changes, logins, holds,
//! restrictions, withdrawals and deposits in the lines of a mail, a note or a pasted list, in
//! Japanese and English.
//!
//! A sentence counts only when it says that something happened. Advice, questions, conditions and
//! denials ("if you did not …", 「変更してください」) are left out, at the price of missing a
//! report that is worded as one of them.

mod facts;
mod rules;
mod sentence;
#[cfg(test)]
mod tests;

use super::secret;
use crate::source::text::TextLine;

/// Longest quotation, characters.
pub const MAX_QUOTE: usize = 120;

/// What a notice reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// The password was changed or reset.
    PasswordChanged,
    /// Two-factor authentication was reset.
    TwoFactorReset,
    /// Two-factor authentication was switched off or removed.
    TwoFactorDisabled,
    /// The device or method of two-factor authentication was changed.
    TwoFactorChanged,
    /// The registered mail address was changed.
    EmailChanged,
    /// The registered phone number was changed.
    PhoneChanged,
    /// A device was authorised.
    DeviceAuthorised,
    /// An API key was created.
    ApiKeyCreated,
    /// An API key was edited.
    ApiKeyEdited,
    /// An API key was deleted.
    ApiKeyDeleted,
    /// A withdrawal address was added.
    WithdrawalAddressAdded,
    /// The withdrawal whitelist was switched off.
    WhitelistOff,
    /// The anti-phishing code was changed or removed.
    AntiPhishingCodeChanged,
    /// A login from a device, address or place that is new or unknown.
    NewLogin,
    /// Withdrawals stand still for a number of hours.
    Hold,
    /// The account is restricted, frozen or locked.
    Restricted,
    /// Account, withdrawal or identity is under review.
    UnderReview,
    /// An identity document or the identity check was refused.
    IdentityRefused,
    /// A measure at the request of law enforcement.
    LawEnforcement,
    /// A withdrawal was requested and awaits confirmation or processing.
    WithdrawalRequested,
    /// A withdrawal went out.
    WithdrawalSuccessful,
    /// A deposit arrived.
    Deposit,
    /// An error text the exchange shows.
    ErrorText,
}

impl NoticeKind {
    /// True for changes to the security of the account; holds follow from these.
    pub fn is_security_change(self) -> bool {
        self <= NoticeKind::AntiPhishingCodeChanged
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it reports.
    pub kind: NoticeKind,
    /// [`TextLine::line`] of the line where the sentence begins.
    pub line: u32,
    /// Time written in the line with its zone, Unix seconds UTC.
    pub at: Option<i64>,
    /// Time written in the line without a zone, as seconds since 1970-01-01 00:00 of that unknown
    /// zone. Never set together with `at`.
    pub at_local: Option<i64>,
    /// Hours of a hold: 24, 48 or 72.
    pub hours: Option<u8>,
    /// Amount as written, without grouping commas.
    pub amount: Option<String>,
    /// Asset of the amount.
    pub asset: Option<String>,
    /// Address that stands in the sentence.
    pub address: Option<String>,
    /// The words that led there, secrets masked.
    pub quoted: String,
}

/// Finds the notices of one mail or note, in the order of the lines.
pub fn find(lines: &[TextLine]) -> Vec<Notice> {
    let sentences = sentence::cut(lines);
    let mut out: Vec<Notice> = Vec::new();
    let mut general = Vec::new();
    let mut before = String::new();
    for sentence in &sentences {
        for kind in rules::events(sentence) {
            out.push(notice(kind, sentence, None));
        }
        match rules::hold(sentence, &before) {
            Some((hours, false)) => out.push(notice(NoticeKind::Hold, sentence, Some(hours))),
            Some((hours, true)) => general.push(notice(NoticeKind::Hold, sentence, Some(hours))),
            None => {}
        }
        before.clone_from(&sentence.folded);
    }
    // "After a password change withdrawals are stopped for 24 hours" is a rule of the house, unless
    // the same text reports such a change.
    if out.iter().any(|it| it.kind.is_security_change()) {
        out.extend(general);
    }
    out.sort_by_key(|it| (it.line, it.kind));
    out.dedup_by(|a, b| (a.line, a.kind) == (b.line, b.kind));
    out
}

fn notice(kind: NoticeKind, sentence: &sentence::Sentence, hours: Option<u8>) -> Notice {
    let (at, at_local) = facts::time(&sentence.folded);
    let amount = facts::amount(&sentence.text);
    let (amount, asset) =
        amount.map_or((None, None), |(amount, asset)| (Some(amount), Some(asset)));
    let address = facts::address(&sentence.text);
    let quoted = quote(&sentence.text, sentence.line);
    Notice { kind, line: sentence.line, at, at_local, hours, amount, asset, address, quoted }
}

fn quote(text: &str, line: u32) -> String {
    let lines = [TextLine { text: text.trim().to_owned(), line }];
    let secrets = secret::find(&lines);
    let masked: String = lines.iter().map(|it| secret::mask(&it.text, &secrets)).collect();
    let count = masked.chars().count();
    if count <= MAX_QUOTE {
        return masked;
    }
    masked.chars().take(MAX_QUOTE - 1).chain(['…']).collect()
}
