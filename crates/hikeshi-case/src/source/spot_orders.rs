//! The spot (and margin) order history: one row per order, filled or not.

use super::spot_trades::{split_pair, trailing_letters};
use super::{Format, Role, Row, RowFault, Variant, with_unit};
use crate::amount::Amount;
use crate::event::{Events, OrderRow, Side as OrderSide};
use Role::{
    Average, Executed, Kind, Number, Pair, Price, Quantity, Side, Status, Time, Total, Trigger,
    Updated,
};

const V3: Variant = Variant {
    name: "v3",
    columns: &[
        ("Time", Time),
        ("OrderNo", Number),
        ("Pair", Pair),
        ("Type", Kind),
        ("Side", Side),
        ("Order Price", Price),
        ("Order Amount", Quantity),
        ("Time", Updated),
        ("Executed", Executed),
        ("Average Price", Average),
        ("Trading total", Total),
        ("Status", Status),
    ],
    file_names: &[],
};

/// `spot_orders`. The third generation's headers carry superscripts (`Type¹`) and `Time` twice; the
/// second `Time` is the last change.
pub static FORMAT: Format = Format {
    family: "spot_orders",
    variants: &[
        V3,
        Variant {
            name: "v2",
            columns: &[
                ("Date(UTC)", Time),
                ("OrderNo", Number),
                ("Pair", Pair),
                ("Type", Kind),
                ("Side", Side),
                ("Order Price", Price),
                ("Order Amount", Quantity),
                ("Time", Updated),
                ("Executed", Executed),
                ("Average Price", Average),
                ("Trading total", Total),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date(UTC)", Time),
                ("OrderNo", Number),
                ("Pair", Pair),
                ("Type", Side),
                ("Order Price", Price),
                ("Order Amount", Quantity),
                ("AvgTrading Price", Average),
                ("Filled", Executed),
                ("Total", Total),
                ("status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date(UTC)", Time),
                ("OrderNo", Number),
                ("Pair", Pair),
                ("Type", Side),
                ("Order Price", Price),
                ("Order Amount", Quantity),
                ("AvgTrading Price", Average),
                ("Filled", Executed),
                ("Total", Total),
                ("Trigger Condition", Trigger),
                ("status", Status),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Pair, Side, Price, Quantity, Status],
    read,
};

/// `margin_orders`: no header was ever seen published; the file's name says what it is and the shape
/// is that of the spot orders.
pub static MARGIN: Format = Format {
    family: "margin_orders",
    variants: &[Variant { name: "v3", columns: V3.columns, file_names: &["margin"] }],
    needs: &[Time, Pair, Side, Price, Quantity, Status],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let side =
        OrderSide::parse(row.get(Side)).ok_or_else(|| RowFault::new("bad_side", row.get(Side)))?;
    let pair = row.name(Pair, events)?;
    let updated_at = if row.get(Updated).is_empty() { None } else { row.instant(Updated).ok() };
    let trigger = match row.get(Trigger).trim_start_matches(['>', '<', '=', ' ']) {
        "" | "-" => None,
        text => with_unit(text, &[]).ok().map(|(price, _)| price),
    };
    // Only the pair tells where a number ends for coins such as `1000SATS`.
    let (base, quote) = split_pair(row.get(Pair), trailing_letters(row.get(Total)))
        .or_else(|| split_pair(row.get(Pair), ""))
        .unwrap_or_default();
    let order = OrderRow {
        at,
        updated_at,
        number: row.get(Number).bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }),
        pair,
        kind: events.symbols.enter(row.get(Kind)),
        side,
        price: quantity(row.get(Price), quote)?,
        trigger,
        quantity: quantity(row.get(Quantity), base)?,
        executed: quantity(row.get(Executed), base)?,
        average: quantity(row.get(Average), quote)?,
        total: quantity(row.get(Total), quote)?,
        status: row.name(Status, events)?,
        cite: row.cite(),
    };
    events.orders.push(order);
    Ok(())
}

/// A quantity with or without its unit; empty, a dash or a word such as `Market` mean none.
fn quantity(text: &str, unit: &str) -> Result<Amount, RowFault> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && text.len() < 16 {
        return Ok(Amount::ZERO);
    }
    with_unit(text, &[unit]).map(|(amount, _)| amount)
}
