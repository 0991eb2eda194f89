//! What is it worth, by a price the person states? Without one nothing is said: no price is ever
//! fetched or guessed. Every finding with an amount that left, arrived or was lost asks here.

use super::Case;
use crate::amount::Amount;
use crate::answers::RateAnswer;
use crate::finding::{Fact, Finding};
use crate::ledger::Transfer;
use std::collections::BTreeMap;

impl Finding {
    /// States what these amounts are worth together in each currency a price is stated in (`value`),
    /// where the prices are from (`value_source`), and which coins have none while others do
    /// (`value_without`): a sum that leaves something out must say so. The prices are cited.
    #[must_use]
    pub(super) fn worth<'a>(
        self,
        case: &Case<'_>,
        amounts: impl IntoIterator<Item = (&'a str, Amount)>,
    ) -> Self {
        let mut sums: BTreeMap<&str, Amount> = BTreeMap::new();
        let mut rates: Vec<&RateAnswer> = Vec::new();
        let mut without: Vec<&str> = Vec::new();
        for (asset, amount) in amounts {
            let known = rates.len();
            for rate in case.answers.rates.iter().filter(|rate| rate.asset == asset) {
                *sums.entry(&rate.currency).or_default() += amount.multiplied_by(rate.price);
                rates.push(rate);
            }
            if rates.len() == known && !without.contains(&asset) {
                without.push(asset);
            }
        }
        if sums.is_empty() {
            return self;
        }
        let mut sources: Vec<&str> = rates.iter().map(|rate| rate.source.as_str()).collect();
        sources.dedup();
        let values: Vec<String> =
            sums.into_iter().map(|(currency, sum)| said(sum, currency)).collect();
        self.fact("value", values)
            .fact("value_source", sources)
            .fact_if("value_without", (!without.is_empty()).then(|| Fact::from(without)))
            .citing(rates.into_iter().map(|rate| rate.cite))
    }

    /// States a deposit or withdrawal: coin, amount, network, address, transaction id, status, time,
    /// of these whatever its rows hold; what it is worth; and cites its rows.
    #[must_use]
    pub(super) fn transfer(self, case: &Case<'_>, transfer: &Transfer) -> Self {
        self.fact("asset", case.name(transfer.asset))
            .fact("amount", transfer.amount)
            .fact_if("network", Some(case.name(transfer.network)))
            .fact_if("address", Some(transfer.address.as_str()))
            .fact_if("txid", Some(transfer.txid.as_str()))
            .fact_if("status", Some(case.name(transfer.status)))
            .fact("at", transfer.at)
            .citing(transfer.cites.iter().copied())
            .worth(case, [(case.name(transfer.asset), transfer.amount)])
    }
}

/// `-1234.50 JPY`: to the hundredth, a price in yen or dollars is no more exact.
fn said(value: Amount, currency: &str) -> String {
    let hundredths = value.times(100).atoms() / Amount::ONE.atoms();
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02} {currency}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use crate::check::scene::{Scene, Seen, bitcoin, line, tron};
    use crate::finding::{Code, Severity};

    const RATES: &str = "[[rate]]\nasset = \"USDT\"\ncurrency = \"JPY\"\nprice = \"150\"\nsource = \"bank page\"\n[[rate]]\nasset = \"BTC\"\ncurrency = \"JPY\"\nprice = \"7500000.5\"\nsource = \"bank page\"";

    #[test]
    fn a_waiting_withdrawal_has_its_value_and_cites_the_price() {
        let mut scene = Scene::default();
        let row =
            scene.withdrawal("2026-02-02 03:00:00", "0.5 BTC", "BTC", &bitcoin(1), "Processing");
        let said = scene.answers(RATES);
        let facts =
            [("value", "3750000.25 JPY"), ("value_source", "bank page"), ("value_without", "")];
        scene.examine_at("2026-02-02 09:00:00").assert_only(
            Code::WithdrawalDelayed,
            Severity::Warning,
            &facts,
            &[row, line(said, 7)],
        );
    }

    #[test]
    fn a_loss_keeps_its_sign_and_what_has_no_price_is_named() {
        let mut scene = Scene::default();
        for what in ["-0.01 USDT", "-2 ETH"] {
            scene.row(
                &crate::check::scene::FUTURES,
                &format!("2026-02-02 03:00:00,INSURANCE_CLEAR,{},,1", what.replace(' ', ",")),
            );
        }
        scene.answers(RATES);
        let Seen(examined) = scene.examine();
        let found = examined.findings.iter().find(|f| f.code == Code::Liquidation).unwrap();
        assert_eq!(found.facts["value"], "-1.50 JPY".into(), "{found:?}");
        assert_eq!(found.facts["value_without"], "ETH".into());
    }

    #[test]
    fn without_a_price_nothing_is_said_and_a_broken_one_is_none() {
        for answers in ["", &RATES.replace("7500000.5", "7,5x")] {
            let mut scene = Scene::default();
            scene.withdrawal("2026-02-02 03:00:00", "5 USDT", "TRX", &tron(1), "Processing");
            scene.answers(answers);
            let Seen(examined) = scene.examine_at("2026-02-02 09:00:00");
            let found = examined.findings.iter().find(|f| f.code == Code::WithdrawalDelayed);
            assert!(!found.unwrap().facts.contains_key("value"), "{answers}");
        }
    }
}
