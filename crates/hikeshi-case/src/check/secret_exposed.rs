//! A recovery phrase, key, password or code stands in an exhibit. The finding says where and of what
//! kind, never what it is.

use super::{Case, Check};
use crate::finding::{Cite, Code, Confidence, Finding, Severity};
use crate::screen::secret::SecretKind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct SecretExposed;

fn key(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::SeedPhrase => "seed_phrase",
        SecretKind::PrivateKey => "private_key",
        SecretKind::ApiSecret => "api_secret",
        SecretKind::TwoFactorKey => "two_factor_key",
        SecretKind::Password => "password",
        SecretKind::OneTimeCode => "one_time_code",
        SecretKind::CardNumber => "card_number",
        SecretKind::MyNumber => "my_number",
    }
}

impl Check for SecretExposed {
    fn code(&self) -> Code {
        Code::SecretExposed
    }

    fn run(&self, case: &Case<'_>) -> Result<Vec<Finding>, &'static str> {
        case.need_words()?;
        let mut kinds: BTreeMap<SecretKind, BTreeSet<Cite>> = BTreeMap::new();
        let mut groups: BTreeMap<SecretKind, usize> = BTreeMap::new();
        for document in case.documents {
            let mut seen = BTreeSet::new();
            for secret in &document.secrets {
                kinds
                    .entry(secret.kind)
                    .or_default()
                    .insert(Cite { exhibit: document.exhibit, line: secret.line });
                if seen.insert(secret.group) {
                    *groups.entry(secret.kind).or_default() += 1;
                }
            }
            for (line, kind) in &document.cell_secrets {
                let cite = Cite { exhibit: document.exhibit, line: *line };
                // What the line itself shows is counted already.
                if kinds.entry(*kind).or_default().insert(cite) {
                    *groups.entry(*kind).or_default() += 1;
                }
            }
        }
        let findings = kinds.into_iter().map(|(kind, cites)| {
            let severity = match kind {
                SecretKind::SeedPhrase | SecretKind::PrivateKey | SecretKind::ApiSecret => {
                    Severity::Critical
                }
                SecretKind::OneTimeCode => Severity::Info,
                _ => Severity::Warning,
            };
            Finding::new(Code::SecretExposed, severity, Confidence::Likely)
                .fact("kind", key(kind))
                .fact("count", groups.get(&kind).copied().unwrap_or(0))
                .citing(cites)
                .advising("not_known_if_misused", &["move_secret_away", "change_secrets"])
        });
        Ok(findings.collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, Wanted, line};
    use crate::finding::{Code, Severity};

    const CODE: Code = Code::SecretExposed;
    const PHRASE: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    #[test]
    fn a_recovery_phrase_in_a_note_is_told_and_never_repeated() {
        let mut scene = Scene::default();
        let note = scene.note(&format!("things to keep\n{PHRASE}\n"));
        let seen = scene.examine();
        seen.assert_only(
            CODE,
            Severity::Critical,
            &[("kind", "seed_phrase"), ("count", "1")],
            &[line(note, 2)],
        );
        assert!(!format!("{:?}", seen.0).contains("abandon"));
    }

    #[test]
    fn a_phrase_written_word_by_word_is_one() {
        let mut scene = Scene::default();
        let list: Vec<String> =
            (1..).zip(PHRASE.split(' ')).map(|(n, word)| format!("{n}. {word}")).collect();
        let note = scene.note(&list.join("\n"));
        let cites: Vec<_> = (1..=12).map(|n| line(note, n)).collect();
        scene.examine().assert_only(CODE, Severity::Critical, &[("count", "1")], &cites);
    }

    #[test]
    fn a_password_and_a_code_weigh_less() {
        let mut scene = Scene::default();
        let note = scene.note("パスワード: hunter22!\nYour verification code is 482913\n");
        let (password, code) = ([("kind", "password")], [("kind", "one_time_code")]);
        let wanted: [Wanted<'_>; 2] = [
            (Severity::Warning, &password, &[line(note, 1)]),
            (Severity::Info, &code, &[line(note, 2)]),
        ];
        scene.examine().assert_each(CODE, &wanted);
    }

    #[test]
    fn passwords_are_known_by_the_heading_of_their_column() {
        let mut scene = Scene::default();
        let rows = "name,url,username,password\nBinance,https://example.com,taro,hunter22x\n\
                    Bank,https://example.org,taro,tr0ub4dor\n";
        let table = scene.file("passwords.csv", rows);
        let seen = scene.examine();
        let cites = [line(table, 2), line(table, 3)];
        let facts = [("kind", "password"), ("count", "2")];
        seen.assert_only(CODE, Severity::Warning, &facts, &cites);
        assert!(!format!("{:?}", seen.0).contains("hunter22x"));
    }

    #[test]
    fn warnings_about_secrets_and_a_transaction_id_are_none() {
        let mut scene = Scene::default();
        scene.note(&format!(
            "Never share your seed phrase or password with anyone.\nTXID: {}\n",
            "a1".repeat(32)
        ));
        scene.note("シードフレーズは絶対に誰にも教えないでください。\n");
        scene.examine().assert_silent(CODE);
    }

    #[test]
    fn without_words_it_cannot_run() {
        Scene::quiet(1).examine().assert_not_run(CODE, "no_mails_or_notes");
    }
}
