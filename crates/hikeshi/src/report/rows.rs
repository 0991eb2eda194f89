//! Names for the cells of public market data, which comes without a heading.

use super::Context;
use super::words::Words;
use hikeshi_case::finding::Cite;
use hikeshi_case::quote::Quote;
use hikeshi_case::source::market::instant;

const KLINES: [&str; 11] = [
    "open_time",
    "open",
    "high",
    "low",
    "close",
    "volume",
    "close_time",
    "quote_volume",
    "trades",
    "buy_volume",
    "buy_quote_volume",
];
const TRADES: [&str; 7] =
    ["trade_id", "price", "quantity", "quote_quantity", "time", "buyer_maker", "best_match"];
const AGG_TRADES: [&str; 8] =
    ["trade_id", "price", "quantity", "first_id", "last_id", "time", "buyer_maker", "best_match"];

/// Columns that count from 1970, in thousandths or millionths of a second.
const TIMES: [&str; 3] = ["open_time", "close_time", "time"];

/// The columns of a format of public market data; nothing for an exhibit of the person's.
pub(super) fn market_columns(format: &str) -> Option<&'static [&'static str]> {
    match format.split('/').next().unwrap_or_default() {
        "klines" => Some(&KLINES),
        "trades" => Some(&TRADES),
        "agg_trades" => Some(&AGG_TRADES),
        _ => None,
    }
}

/// The words of a cited place, every cell with a name where one is known.
pub(super) fn quote(context: &Context<'_>, words: Words<'_>, cite: Cite) -> Option<Quote> {
    let mut quote = context.quotes.get(&cite)?.clone();
    let exhibit = context.examination.exhibits.iter().find(|e| e.id == cite.exhibit);
    let names = exhibit.and_then(|exhibit| market_columns(&exhibit.format)).unwrap_or_default();
    if quote.cells.len() >= 6 && quote.cells.iter().all(|(head, _)| head.is_empty()) {
        // What stands behind the columns that mean something is a zero that the exchange ignores.
        quote.cells.truncate(if names.is_empty() { usize::MAX } else { names.len() });
        for ((head, cell), name) in quote.cells.iter_mut().zip(names) {
            *head = words.say(&format!("market-{name}"));
            // The number stays as it is in the file; what it says stands beside it, in both zones.
            if TIMES.contains(name)
                && let Some(at) = instant(cell)
            {
                *cell = format!("{cell} = {}", words.moment(at));
            }
        }
    }
    Some(quote)
}
