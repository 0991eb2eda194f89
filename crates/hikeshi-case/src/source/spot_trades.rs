//! The spot trade history: one row per fill.

use super::{Format, Role, Row, RowFault, Variant, with_unit};
use crate::amount::Amount;
use crate::event::{Events, Side as TradeSide, TradeRow};
use Role::{Base, Executed, Fee, FeeCoin, Pair, Price, Quote, Side, Time, Total};

/// `spot_trades`. Quantities of v2 and later carry their unit; only the pair tells where the number
/// ends for coins such as `1INCH` (source: public parsers, which keep lists of such coins).
pub static FORMAT: Format = Format {
    family: "spot_trades",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Pair", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Executed", Executed),
                ("Amount", Total),
                ("Fee", Fee),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("時間", Time),
                ("ペア", Pair),
                ("サイド", Side),
                ("価格", Price),
                ("実行済み", Executed),
                ("金額", Total),
                ("手数料", Fee),
            ],
            file_names: &[],
        },
        Variant {
            name: "v2",
            columns: &[
                ("Date(UTC)", Time),
                ("Pair", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Executed", Executed),
                ("Amount", Total),
                ("Fee", Fee),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1b",
            columns: &[
                ("Date(UTC)", Time),
                ("Pair", Pair),
                ("Base Asset", Base),
                ("Quote Asset", Quote),
                ("Type", Side),
                ("Price", Price),
                ("Amount", Executed),
                ("Total", Total),
                ("Fee", Fee),
                ("Fee Coin", FeeCoin),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date(UTC)", Time),
                ("Market", Pair),
                ("Type", Side),
                ("Price", Price),
                ("Amount", Executed),
                ("Total", Total),
                ("Fee", Fee),
                ("Fee Coin", FeeCoin),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Pair, Side, Price, Executed, Total],
    read,
};

/// What pairs are quoted in, longest first where one ends in another; for exports that do not say.
const QUOTES: &[&str] = &[
    "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "BIDR", "IDRT", "BKRW", "BVND", "USDS", "BTC",
    "ETH", "BNB", "JPY", "EUR", "TRY", "GBP", "AUD", "BRL", "RUB", "UAH", "NGN", "ZAR", "PLN",
    "RON", "ARS", "MXN", "COP", "CZK", "IDR", "PAX", "DAI", "VAI", "XRP", "TRX", "DOGE", "DOT",
    "SOL", "USD", "UST", "EURI",
];

/// Splits a pair such as `BTCUSDT`, `BTC/USDT` or `BTC_USDT` into base and quote; `quote` where another
/// column says it.
pub fn split_pair<'a>(pair: &'a str, quote: &str) -> Option<(&'a str, &'a str)> {
    if let Some((base, quote)) = pair.split_once(['/', '_', '-']) {
        return (!base.is_empty() && !quote.is_empty()).then_some((base, quote));
    }
    let cut = |quote: &str| {
        let base = pair.strip_suffix(quote).filter(|base| !base.is_empty())?;
        Some((base, pair.strip_prefix(base)?))
    };
    if quote.is_empty() { QUOTES.iter().find_map(|quote| cut(quote)) } else { cut(quote) }
}

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let pair = row.get(Pair);
    let side =
        TradeSide::parse(row.get(Side)).ok_or_else(|| RowFault::new("bad_side", row.get(Side)))?;
    let price = row.amount(Price)?;
    let glued = !row.has(FeeCoin);
    let quote_named = if glued { trailing_letters(row.get(Total)) } else { row.get(Quote) };
    let (base, quote) = split_pair(pair, quote_named)
        .filter(|_| !quote_named.is_empty())
        .or_else(|| by_fee(pair, side, row.get(FeeCoin)))
        .or_else(|| split_pair(pair, ""))
        .ok_or_else(|| RowFault::new("bad_pair", pair))?;
    let (quantity, _) = with_unit(row.get(Executed), &[base])?;
    let (total, _) = with_unit(row.get(Total), &[quote])?;
    let (fee, fee_coin) = if glued {
        read_fee(row.get(Fee), base, quote)?
    } else {
        (row.amount_or_zero(Fee)?, row.get(FeeCoin))
    };
    if quantity.is_negative() || total.is_negative() || price.is_negative() {
        return Err(RowFault::new("bad_number", row.get(Executed)));
    }
    let (base, quote) = (events.symbols.enter(base), events.symbols.enter(quote));
    let fee_coin = events.symbols.enter(fee_coin);
    events.trades.push(TradeRow {
        at,
        base,
        quote,
        side,
        price,
        quantity,
        total,
        fee,
        fee_coin,
        cite: row.cite(),
    });
    Ok(())
}

/// The fee is taken from what was received: the base of a purchase, the quote of a sale.
fn by_fee<'a>(pair: &'a str, side: TradeSide, fee_coin: &str) -> Option<(&'a str, &'a str)> {
    match side {
        _ if fee_coin.is_empty() || fee_coin == "BNB" => None,
        TradeSide::Sell => split_pair(pair, fee_coin),
        TradeSide::Buy => pair
            .strip_prefix(fee_coin)
            .filter(|quote| !quote.is_empty())
            .and_then(|quote| split_pair(pair, quote)),
    }
}

fn read_fee<'a>(
    text: &'a str,
    base: &'a str,
    quote: &'a str,
) -> Result<(Amount, &'a str), RowFault> {
    if text.is_empty() || text == "-" {
        Ok((Amount::ZERO, ""))
    } else {
        with_unit(text, &[base, quote, "BNB"])
    }
}

/// The letters a quantity ends with.
pub(super) fn trailing_letters(text: &str) -> &str {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    text.strip_prefix(digits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_split_by_what_the_row_says_else_by_the_usual_quotes() {
        assert_eq!(split_pair("1INCHUSDT", "USDT"), Some(("1INCH", "USDT")));
        assert_eq!(split_pair("BTCFDUSD", ""), Some(("BTC", "FDUSD")));
        assert_eq!(split_pair("ETH/JPY", ""), Some(("ETH", "JPY")));
        assert_eq!(split_pair("４USDT", "USDT"), Some(("４", "USDT")));
        assert_eq!(split_pair("USDT", ""), None);
    }

    #[test]
    fn units_that_begin_with_a_digit_are_told_from_the_number() {
        assert_eq!(with_unit("5.11INCH", &["1INCH"]).unwrap().0.to_string(), "5.1");
        assert_eq!(with_unit("1,2051000SATS", &["1000SATS"]).unwrap().0.to_string(), "1205");
        assert_eq!(with_unit("17198.00 JPY", &[]).unwrap(), (Amount::whole(17198), "JPY"));
    }
}
