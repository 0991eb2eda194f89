//! Test only: ordinary lives that look a little like trouble. None of them may be called critical,
//! and what is said of each is no more than what stands here.

use super::scene::{DEPOSITS, STATEMENT, Scene, Seen, bitcoin, evm, stamp, time, tron};
use crate::finding::{Code, Severity};

/// Nothing is critical, and only these codes are found.
#[track_caller]
fn assert_calm(life: Scene, allowed: &[Code]) {
    let Seen(examined) = life.examine();
    for finding in &examined.findings {
        assert_ne!(finding.severity, Severity::Critical, "{finding:#?}");
        assert!(allowed.contains(&finding.code), "{finding:#?}");
    }
}

/// Holdings sold at a loss at the end of the year, all in one evening hour the owner trades in.
fn sell_all(life: &mut Scene, day: &str) {
    life.trade(&format!("{day} 14:05:00"), "SELL BTC/USDT", "0.31", "40000");
    life.trade(&format!("{day} 14:10:00"), "SELL ETH/USDT", "6.2", "2000");
    life.trade(&format!("{day} 14:15:00"), "SELL SOL/USDT", "124", "80");
}

#[test]
fn a_savings_bot_sweeps_every_sunday_into_the_owners_wallet() {
    let mut life = Scene::quiet(60);
    life.answers(&format!("[[own_address]]\naddress = \"{}\"", bitcoin(1)));
    for week in 1..8 {
        let at = stamp(time("2026-01-04 15:00:00").plus_seconds(week * 7 * 86_400));
        life.send(&at, "0.07 BTC", "BTC", &bitcoin(1));
    }
    assert_calm(life, &[]);
}

#[test]
fn losses_are_taken_before_the_year_ends_and_the_rest_goes_to_the_wallet_used_before() {
    let mut life = Scene::quiet(31);
    life.send("2026-01-20 14:00:00", "50 USDT", "TRX", &tron(1));
    sell_all(&mut life, "2026-02-05");
    life.send("2026-02-05 14:30:00", "60000 USDT", "TRX", &tron(1));
    assert_calm(life, &[Code::WithdrawalToNewAddress]);
}

#[test]
fn a_new_hardware_wallet_is_added_tested_and_filled() {
    let mut life = Scene::quiet(31);
    life.mail(
        "Binance <donotreply@ses.binance.com>",
        "[Binance] Withdrawal Address Added",
        "You have added a new withdrawal address to your address book.",
    );
    sell_all(&mut life, "2026-02-03");
    life.send("2026-02-03 14:30:00", "10 USDT", "TRX", &tron(2));
    life.send("2026-02-03 14:50:00", "30000 USDT", "TRX", &tron(2));
    // It asks, for a stranger would look the same; it does not cry.
    let asks =
        [Code::WithdrawalToNewAddress, Code::ConversionBeforeWithdrawal, Code::SecurityChange];
    assert_calm(life, &asks);
}

#[test]
fn every_coin_moves_to_its_own_new_address_of_one_wallet() {
    let mut life = Scene::quiet(31);
    life.send("2026-02-05 12:00:00", "0.01 BTC", "BTC", &bitcoin(3));
    life.send("2026-02-05 12:30:00", "0.30 BTC", "BTC", &bitcoin(3));
    life.send("2026-02-05 12:40:00", "6 ETH", "ETH", &evm(3));
    assert_calm(life, &[Code::WithdrawalToNewAddress]);
}

#[test]
fn a_person_to_person_merchant_buys_and_sells_all_day() {
    let mut life = Scene::default();
    life.statement("2026-01-01 09:00:00", "Deposit", "50000 USDT");
    for day in 0..30 {
        for hour in [9, 11, 13, 20] {
            let at = time("2026-01-02 00:00:00").plus_seconds(day * 86_400 + hour * 3600);
            life.statement(&stamp(at), "P2P Trading", "-5000 USDT");
            life.statement(&stamp(at.plus_seconds(1800)), "P2P Trading", "5030 USDT");
        }
    }
    assert_calm(life, &[]);
}

#[test]
fn coins_rest_in_a_launchpool_and_rewards_come_every_hour() {
    let mut life = Scene::quiet(31);
    life.statement("2026-02-03 10:00:00", "Launchpool Subscription/Redemption", "-0.31 BTC");
    for hour in 0..48 {
        let at = time("2026-02-03 11:00:00").plus_seconds(hour * 3600);
        life.statement(&stamp(at), "Launchpool Interest", "0.5 NEW");
    }
    life.statement("2026-02-06 10:00:00", "Launchpool Subscription/Redemption", "0.31 BTC");
    life.trade("2026-02-06 12:00:00", "SELL NEW/USDT", "24", "2");
    assert_calm(life, &[Code::FirstTradeInSymbol]);
}

#[test]
fn dust_becomes_bnb_and_bnb_goes_to_the_wallet_used_before() {
    let mut life = Scene::quiet(31);
    life.trade("2026-01-15 10:30:00", "BUY BNB/USDT", "2", "600");
    life.send("2026-01-20 12:00:00", "0.5 BNB", "BSC", &evm(5));
    for coin in ["BTC", "ETH", "SOL"] {
        life.statement(
            "2026-02-05 12:00:00",
            "Small Assets Exchange BNB",
            &format!("-0.0001 {coin}"),
        );
        life.statement("2026-02-05 12:00:00", "Small Assets Exchange BNB", "0.001 BNB");
    }
    life.send("2026-02-05 12:30:00", "1.5 BNB", "BSC", &evm(5));
    assert_calm(life, &[Code::WithdrawalToNewAddress]);
}

#[test]
fn a_margin_trader_borrows_loses_and_repays() {
    let mut life = Scene::quiet(20);
    life.statement("2026-02-01 10:00:00", "Margin Loan", "1 BTC");
    life.trade("2026-02-01 10:05:00", "SELL BTC/USDT", "1.1", "50000");
    life.trade("2026-02-01 14:05:00", "BUY BTC/USDT", "1.1", "50400");
    life.statement("2026-02-01 14:10:00", "Margin Repayment", "-1.0001 BTC");
    assert_calm(life, &[Code::OrderMistake]);
}

#[test]
fn one_bitcoin_cash_address_is_written_in_two_ways() {
    let (bare, full) = (
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
    );
    let mut life = Scene::quiet(10);
    life.trade("2026-01-05 10:30:00", "BUY BCH/USDT", "10", "400");
    life.send("2026-01-20 12:00:00", "1 BCH", "BCH", bare);
    life.send("2026-02-05 12:30:00", "9 BCH", "BCH", full);
    life.send(
        "2026-02-05 12:40:00",
        "0.1 BTC",
        "BTC",
        &"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".to_uppercase(),
    );
    let Seen(examined) = life.examine();
    let about = |text: &str| {
        let json = |f: &crate::finding::Finding| format!("{:?}", f.facts).contains(text);
        examined.findings.iter().any(json)
    };
    assert!(!about(bare), "{:#?}", examined.findings);
}

#[test]
fn two_people_share_a_folder() {
    let mut life = Scene::quiet(31);
    // The other one keeps three coins of her own and turns them into one by night.
    for row in [
        "2026-02-05 03:05:00,Spot,Binance Convert,BTC,-0.31,",
        "2026-02-05 03:05:00,Spot,Binance Convert,USDT,15500,",
        "2026-02-05 03:08:00,Spot,Binance Convert,ETH,-6.2,",
        "2026-02-05 03:08:00,Spot,Binance Convert,USDT,15500,",
        "2026-02-05 03:12:00,Spot,Binance Convert,SOL,-124,",
        "2026-02-05 03:12:00,Spot,Binance Convert,USDT,12400,",
    ] {
        life.row(&STATEMENT, &format!("456,{row}"));
    }
    life.send("2026-02-05 03:50:00", "40000 USDT", "TRX", &tron(7));
    let Seen(examined) = life.examine();
    let told: Vec<_> =
        examined.findings.iter().filter(|f| super::COMPARING.contains(&f.code)).collect();
    assert!(!told.is_empty(), "danger cannot be excluded either");
    for finding in told {
        assert_eq!(finding.confidence, crate::finding::Confidence::Possible, "{finding:#?}");
        assert!(finding.steps.contains(&"examine_apart"), "{finding:#?}");
    }
}

#[test]
fn the_same_small_deposit_arrives_every_day_from_mining() {
    let mut life = Scene::quiet(31);
    for day in 0..31 {
        let at = stamp(time("2026-01-02 04:00:00").plus_seconds(day * 86_400));
        life.statement(&at, "Deposit", "0.0005 BTC");
        life.row(&DEPOSITS, &format!("{at},BTC,BTC,0.0005,{},{day:064x},Completed", bitcoin(8)));
    }
    assert_calm(life, &[]);
}
