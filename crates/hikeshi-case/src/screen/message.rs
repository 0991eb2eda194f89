//! Which known pattern of fraud does a message follow? A chat message, an announcement or the words of
//! a caller are read sentence by sentence in Japanese and English.
//!
//! Words carry meanings (who claims to speak, what is asked, what presses), and meanings together make
//! a pattern. A pattern says how a text is worded, never who wrote it; a text without one is unknown,
//! not safe. Warnings ("we never ask for your code", 「教えないでください」) and what a person tells of a
//! stranger's demand are left out before looking.
//!
//! Basis of the patterns: the scam scripts Binance Japan lists (2024-12-16), the FBI's notice on
//! recovery fraud (2024), Binance's page on reporting scams (2022-08-29) and the kinds of trouble in
//! this project's own collection; the wording is ours.

mod fold;
mod learned;
mod linear;
mod meaning;
#[cfg(test)]
mod tests;

use learned::learned;
use meaning::{Lexicon, Meanings, Rule, lexicon};
use std::collections::BTreeSet;

/// How a message is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Asks for a seed phrase, private key, API secret or password.
    SecretRequest,
    /// Asks for a one-time code.
    CodeRequest,
    /// Wants to see or steer the person's device.
    RemoteControl,
    /// Wants everything moved to a "safe" wallet that somebody else named or made.
    SafeWallet,
    /// Speaks as police, prosecutor or another authority and wants money or silence.
    FakePolice,
    /// A wallet must be "verified", "synchronised" or "validated".
    WalletVerify,
    /// Money must come in before money goes out.
    PayFirst,
    /// Lost money is to be recovered, for a fee or by a stranger.
    RecoveryScam,
    /// Support that moves the talk to a messenger or a telephone number.
    FakeSupport,
    /// The account is said to be blocked, with a link that must be followed soon.
    AccountThreat,
    /// A gift, an airdrop or a doubling.
    AirdropScam,
    /// Profit without risk.
    InvestmentScam,
    /// Work that pays for clicks, or needs a deposit first.
    JobScam,
    /// Affection, then an investment or a transfer.
    RomanceScam,
    /// Wants the person's account, bank transfer or credit for somebody else's use.
    LendAccount,
}

impl Pattern {
    /// Every pattern, the most urgent first.
    pub const ALL: [Self; 15] = [
        Self::SecretRequest,
        Self::CodeRequest,
        Self::RemoteControl,
        Self::SafeWallet,
        Self::FakePolice,
        Self::WalletVerify,
        Self::PayFirst,
        Self::RecoveryScam,
        Self::FakeSupport,
        Self::AccountThreat,
        Self::AirdropScam,
        Self::InvestmentScam,
        Self::JobScam,
        Self::RomanceScam,
        Self::LendAccount,
    ];

    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SecretRequest => "secret_request",
            Self::CodeRequest => "code_request",
            Self::RemoteControl => "remote_control",
            Self::SafeWallet => "safe_wallet",
            Self::FakePolice => "fake_police",
            Self::WalletVerify => "wallet_verify",
            Self::PayFirst => "pay_first",
            Self::RecoveryScam => "recovery_scam",
            Self::FakeSupport => "fake_support",
            Self::AccountThreat => "account_threat",
            Self::AirdropScam => "airdrop_scam",
            Self::InvestmentScam => "investment_scam",
            Self::JobScam => "job_scam",
            Self::RomanceScam => "romance_scam",
            Self::LendAccount => "lend_account",
        }
    }

    /// The steps to show, by key.
    pub const fn steps(self) -> &'static [&'static str] {
        match self {
            Self::SecretRequest => &["tell_nobody", "move_if_told"],
            Self::CodeRequest => &["tell_nobody", "change_if_told"],
            Self::RemoteControl => &["no_remote", "cut_remote"],
            Self::SafeWallet => &["do_not_send", "hang_up"],
            Self::FakePolice => &["hang_up", "call_police_yourself"],
            Self::WalletVerify => &["do_not_connect", "revoke_if_connected"],
            Self::PayFirst | Self::JobScam => &["do_not_pay", "bank_if_paid"],
            Self::RecoveryScam => &["do_not_pay", "nobody_recovers"],
            Self::FakeSupport => &["contact_in_app"],
            Self::AccountThreat => &["do_not_open_link", "look_in_app"],
            Self::AirdropScam => &["do_not_connect", "do_not_send"],
            Self::InvestmentScam | Self::RomanceScam => &["do_not_send", "bank_if_paid"],
            Self::LendAccount => &["keep_account"],
        }
    }
}

/// Sentences that are read as belonging together.
const TOGETHER: usize = 4;

/// A sentence that may ask something of the reader.
struct Sentence {
    folded: String,
    meanings: Meanings,
}

/// The patterns a text follows, the most urgent first; empty is "unknown".
pub fn patterns(text: &str) -> Vec<Pattern> {
    let Some(lexicon) = lexicon() else { return Vec::new() };
    let sentences = asking(text, lexicon);
    let mut found = fires(&sentences, lexicon);
    found.extend(learned(lexicon).pattern(&sentences, lexicon));
    found.into_iter().collect()
}

/// The patterns whose rules fire.
fn fires(sentences: &[Sentence], lexicon: &Lexicon) -> BTreeSet<Pattern> {
    let together = |from: usize| {
        sentences.iter().skip(from).take(TOGETHER).fold(0, |all, it| all | it.meanings)
    };
    let near: BTreeSet<Meanings> = (0..sentences.len()).map(together).collect();
    let fires = |rule: &&Rule| near.iter().any(|meanings| rule.fires(*meanings));
    lexicon.rules.iter().filter(fires).map(|rule| rule.pattern).collect()
}

/// The sentences of a text without those that warn, that tell of a stranger's demand, or that are the
/// writer's own question.
fn asking(text: &str, lexicon: &Lexicon) -> Vec<Sentence> {
    let read = |text: &str| -> Vec<Sentence> {
        let sentence = |folded: String| Sentence { meanings: lexicon.meanings(&folded), folded };
        fold::sentences(text).into_iter().map(sentence).collect()
    };
    let mut all = read(text);
    let carried = all.iter().fold(0, |carried, it| carried | it.meanings);
    let mut left_out = lexicon.warning | lexicon.told | lexicon.own_question;
    // Who warns or tells also quotes.
    if carried & (lexicon.told | lexicon.warning) != 0 {
        all = read(&fold::unquoted(text));
    }
    // A person's own account: it tells or asks, or speaks of itself and to nobody.
    let to_nobody = carried & lexicon.reader == 0;
    if to_nobody || carried & (lexicon.told | lexicon.own_question) != 0 {
        left_out |= lexicon.own_voice;
    }
    all.retain(|it| it.meanings & left_out == 0);
    all
}
