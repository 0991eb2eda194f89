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
                kinds.entry(secret.kind).or_default().insert(Cite { exhibit: document.exhibit, line: secret.line });
                if seen.insert(secret.group) {
                    *groups.entry(secret.kind).or_default() += 1;
                }
            }
        }
        let findings = kinds.into_iter().map(|(kind, cites)| {
            let severity = match kind {
                SecretKind::SeedPhrase | SecretKind::PrivateKey | SecretKind::ApiSecret => Severity::Critical,
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
