//! The convert history: one row per conversion of a coin into another.

use super::{Format, Role, Row, RowFault, Variant, with_unit};
use crate::event::{ConvertRow, Events};
use Role::{Bought, Inverse, Kind, Pair, Price, Sold, Status, Time, Updated, Wallet};

/// `convert`. The amounts carry their units; `Date Updated` may be a second later than the row.
pub static FORMAT: Format = Format {
    family: "convert",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Wallet", Wallet),
                ("Pair", Pair),
                ("Type", Kind),
                ("Sell", Sold),
                ("Buy", Bought),
                ("Price", Price),
                ("Inverse Price", Inverse),
                ("Date Updated", Updated),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1b",
            columns: &[
                ("Date", Time),
                ("Wallet", Wallet),
                ("Pair", Pair),
                ("Type", Kind),
                ("Sell", Sold),
                ("Buy", Bought),
                ("Price", Price),
                ("Inverse Price", Inverse),
                ("Date Updated", Updated),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date", Time),
                ("Pair", Pair),
                ("Type", Kind),
                ("Sell", Sold),
                ("Buy", Bought),
                ("Price", Price),
                ("Inverse Price", Inverse),
                ("Date Updated", Updated),
                ("Status", Status),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Sold, Bought],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let units = price_units(row.get(Price));
    let (sold_amount, sold) = with_unit(row.get(Sold), &units)?;
    let (bought_amount, bought) = with_unit(row.get(Bought), &units)?;
    if sold.is_empty() || bought.is_empty() {
        return Err(RowFault::new("bad_coin", row.get(Sold)));
    }
    let (sold, bought) = (events.symbols.enter(sold), events.symbols.enter(bought));
    let status = events.symbols.enter(row.get(Status));
    events.converts.push(ConvertRow {
        at,
        sold,
        sold_amount,
        bought,
        bought_amount,
        status,
        cite: row.cite(),
    });
    Ok(())
}

/// The two coins of `1ETH = 7737.64USDT`: the left one is exact, because its number is always 1.
fn price_units(price: &str) -> Vec<&str> {
    let Some((left, right)) = price.split_once('=') else { return Vec::new() };
    let left = left.trim().strip_prefix('1').unwrap_or_default();
    let right = right.trim();
    let letters = right.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    vec![left, letters]
}
