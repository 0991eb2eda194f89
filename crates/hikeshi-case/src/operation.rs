//! What the `Operation` column of a transaction history means.
//!
//! The names are those that public parsers and user documents list (collected 2026-11; Binance
//! publishes no list and renames them without notice). A name that is not here is kept and shown.

/// The part an operation plays in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The traded coin of a spot trade.
    TradeBase,
    /// What a spot trade was paid with or brought.
    TradeQuote,
    /// A fee.
    Fee,
    /// One side of a conversion.
    Convert,
    /// Small remainders turned into BNB.
    Dust,
    /// Coins from outside.
    Deposit,
    /// Ordinary money from outside.
    FiatIn,
    /// Coins to outside.
    Withdraw,
    /// Ordinary money to the owner's bank.
    FiatOut,
    /// A person-to-person trade.
    P2p,
    /// Between wallets of the same owner.
    Internal,
    /// Into an earn product.
    EarnIn,
    /// Out of an earn product.
    EarnOut,
    /// Into or out of one, by sign.
    EarnMove,
    /// Interest, airdrops, rebates: credited by the exchange.
    Reward,
    /// Margin and crypto loans.
    Loan,
    /// Forced closing of a position, and what the insurance fund pays.
    Liquidation,
    /// Realised profit, funding fees and settlement of futures.
    Futures,
    /// Spending by card.
    Card,
    /// Taken back by the exchange.
    Recovery,
}

use Class::{
    Card, Convert, Deposit, Dust, EarnIn, EarnMove, EarnOut, Fee, FiatIn, FiatOut, Futures,
    Internal, Liquidation, Loan, P2p, Recovery, Reward, TradeBase, TradeQuote, Withdraw,
};

/// Every known name, lower-case, sorted for the search.
static NAMES: &[(&str, Class)] = &[
    ("airdrop assets", Reward),
    ("asset - transfer", Internal),
    ("asset conversion transfer", Futures),
    ("asset recovery", Recovery),
    ("auto-invest transaction", Convert),
    ("binance card cashback", Reward),
    ("binance card spending", Card),
    ("binance convert", Convert),
    ("bnb fee deduction", Dust),
    ("bnb vault rewards", Reward),
    ("borrow", Loan),
    ("broker withdraw", Withdraw),
    ("buy", TradeBase),
    ("buy crypto", Convert),
    ("buy crypto with card", Convert),
    ("buy crypto with fiat", Convert),
    ("campaign related reward", Reward),
    ("cash voucher", Reward),
    ("cash voucher distribution", Reward),
    ("cashback voucher", Reward),
    ("collateral transfer", Internal),
    ("commission fee shared with you", Reward),
    ("commission history", Reward),
    ("commission rebate", Reward),
    ("converted to", Convert),
    ("cross margin liquidation - repayment", Liquidation),
    ("crypto box", Reward),
    ("crypto loan - borrow", Loan),
    ("crypto loan - collateral added", Loan),
    ("crypto loan - collateral removed", Loan),
    ("crypto loan - collateral return", Loan),
    ("crypto loan - collateral return after liquidation", Liquidation),
    ("crypto loan - collateral spent", Loan),
    ("crypto loan - repayment", Loan),
    ("deposit", Deposit),
    ("distribution", Reward),
    ("dot slot auction rewards", Reward),
    ("eth 2.0 staking", EarnMove),
    ("eth 2.0 staking rewards", Reward),
    ("fee", Fee),
    ("fiat deposit", FiatIn),
    ("fiat ocbs - add fiat and fees", FiatIn),
    ("fiat withdraw", FiatOut),
    ("fiat withdrawal", FiatOut),
    ("flexible loan - borrow", Loan),
    ("flexible loan - collateral added", Loan),
    ("flexible loan - collateral removed", Loan),
    ("flexible loan - collateral return", Loan),
    ("flexible loan - collateral spent", Loan),
    ("flexible loan - repayment", Loan),
    ("funding fee", Futures),
    ("futures convert", Convert),
    ("hodler airdrops distribution", Reward),
    ("insurance fund compensation", Liquidation),
    ("insurance fund refund", Futures),
    ("isolated margin liquidation", Liquidation),
    ("isolated margin loan", Loan),
    ("isolated margin repayment", Loan),
    ("large otc trading", Convert),
    ("launchpad subscribe", EarnMove),
    ("launchpad token distribution", Reward),
    ("launchpool airdrop", Reward),
    ("launchpool airdrop - jp users distribution", Reward),
    ("launchpool airdrop - system distribution", Reward),
    ("launchpool airdrop - user claim distribution", Reward),
    ("launchpool earnings withdrawal", Reward),
    ("launchpool interest", Reward),
    ("launchpool subscription/redemption", EarnMove),
    ("leverage token redemption", Convert),
    ("leveraged coin consolidation", Convert),
    ("liquid swap", EarnMove),
    ("liquid swap add", EarnMove),
    ("liquid swap add/sell", EarnMove),
    ("liquid swap remove", EarnMove),
    ("liquid swap rewards", Reward),
    ("liquid swap sell", EarnMove),
    ("liquidity farming remove", EarnMove),
    ("margin loan", Loan),
    ("margin repayment", Loan),
    ("megadrop rewards", Reward),
    ("mission reward distribution", Reward),
    ("p2p trading", P2p),
    ("pool distribution", Reward),
    ("pos savings interest", Reward),
    ("pos savings purchase", EarnIn),
    ("pos savings redemption", EarnOut),
    ("realize profit and loss", Futures),
    ("realized profit and loss", Futures),
    ("referee rebates", Reward),
    ("referral commission", Reward),
    ("referral kickback", Reward),
    ("referrer rebates", Reward),
    ("rewards distribution", Reward),
    ("savings distribution", Reward),
    ("savings interest", Reward),
    ("savings principal redemption", EarnOut),
    ("savings purchase", EarnIn),
    ("sell", TradeBase),
    ("sell crypto to fiat", Convert),
    ("send", Withdraw),
    ("simple earn flexible", EarnMove),
    ("simple earn flexible airdrop", Reward),
    ("simple earn flexible interest", Reward),
    ("simple earn flexible internal transfer", Internal),
    ("simple earn flexible redemption", EarnOut),
    ("simple earn flexible subscription", EarnIn),
    ("simple earn locked - rewards income", Reward),
    ("simple earn locked redemption", EarnOut),
    ("simple earn locked rewards", Reward),
    ("simple earn locked subscription", EarnIn),
    ("small assets exchange bnb", Dust),
    ("stablecoins auto-conversion", Convert),
    ("staking purchase", EarnIn),
    ("staking redemption", EarnOut),
    ("staking rewards", Reward),
    ("strategy trading fee rebate", Reward),
    ("super bnb mining", EarnMove),
    ("swap farming rewards", Reward),
    ("swap farming transaction", EarnMove),
    ("the easiest way to trade", Convert),
    ("token swap - distribution", Reward),
    ("token swap - redenomination/rebranding", Convert),
    ("transaction buy", TradeBase),
    ("transaction fee", Fee),
    ("transaction related", TradeQuote),
    ("transaction revenue", TradeQuote),
    ("transaction sold", TradeBase),
    ("transaction spend", TradeQuote),
    ("transfer_in", Internal),
    ("transfer_out", Internal),
    ("vaultid", EarnMove),
    ("withdraw", Withdraw),
];

/// The class of an operation's name; `None` when it is in no list. Blanks and case do not matter;
/// transfers between the owner's wallets come in more names than any list has.
pub fn class_of(name: &str) -> Option<Class> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let Ok(at) = NAMES.binary_search_by(|(known, _)| (*known).cmp(name.as_str())) {
        return NAMES.get(at).map(|(_, class)| *class);
    }
    if is_liquidation(&name) {
        return Some(Liquidation);
    }
    name.starts_with("transfer between").then_some(Internal)
}

/// Liquidations, margin calls and auto-deleveraging under whatever name.
pub fn is_liquidation(name: &str) -> bool {
    let name = name.to_lowercase();
    ["liquidat", "margin call", "auto-delever", "insurance_clear", "强平", "爆仓", "強制決済"]
        .iter()
        .any(|word| name.contains(word))
        || name == "adl"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_found() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for (name, class) in NAMES {
            assert_eq!(class_of(&name.to_uppercase()), Some(*class), "{name}");
        }
        assert_eq!(class_of("Transfer Between Spot and Strategy Account"), Some(Internal));
        assert_eq!(class_of(" Small  assets exchange BNB "), Some(Dust));
        assert_eq!(class_of("Moon Mission Bonus"), None);
    }
}
