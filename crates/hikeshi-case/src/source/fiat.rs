//! Ordinary money: deposits and withdrawals, and purchases of coins by card or bank.

use super::{Format, Role, Row, RowFault, Variant, with_unit};
use crate::event::{Direction, Events, FiatRow};
use crate::symbol::Symbol;
use Role::{Amount, Coin, Fee, Method, Number, Other, Price, Received, Sold, Status, Time};

const OUT: &[&str] = &["withdraw", "出金"];
const V1: &[(&str, Role)] = &[
    ("Date(UTC)", Time),
    ("Coin", Coin),
    ("Amount", Amount),
    ("Status", Status),
    ("Payment Method", Method),
    ("Indicated Amount", Other),
    ("Fee", Fee),
    ("Order ID", Number),
];

/// `fiat_dw`: a withdrawal is told by its column (`Withdraw Amount`, `出金額`), in the oldest
/// generation by the file's name.
pub static TRANSFERS: Format = Format {
    family: "fiat_dw",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Method", Method),
                ("Deposit Amount", Amount),
                ("Receive Amount", Received),
                ("Fee", Fee),
                ("Status", Status),
                ("Transaction ID", Number),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Method", Method),
                ("Withdraw Amount", Sold),
                ("Receive Amount", Received),
                ("Fee", Fee),
                ("Status", Status),
                ("Transaction ID", Number),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("時間", Time),
                ("方法", Method),
                ("入金額", Amount),
                ("受取金額", Received),
                ("手数料", Fee),
                ("ステータス", Status),
                ("取引ID", Number),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("時間", Time),
                ("方法", Method),
                ("出金額", Sold),
                ("受取金額", Received),
                ("手数料", Fee),
                ("ステータス", Status),
                ("取引ID", Number),
            ],
            file_names: &[],
        },
        Variant { name: "v1", columns: V1, file_names: OUT },
        Variant { name: "v1", columns: V1, file_names: &[] },
    ],
    needs: &[Time, Method, Received, Number],
    read,
};

/// `fiat_buy`: coins bought by card or bank.
pub static PURCHASES: Format = Format {
    family: "fiat_buy",
    variants: &[Variant {
        name: "v3",
        columns: &[
            ("Time", Time),
            ("Method", Method),
            ("Spend Amount", Amount),
            ("Receive Amount", Received),
            ("Fee", Fee),
            ("Price", Price),
            ("Status", Status),
            ("Transaction ID", Number),
        ],
        file_names: &[],
    }],
    needs: &[Time, Method, Received, Price, Number],
    read,
};

/// `fiat_conversion`: coins bought with yen in the Japanese app.
pub static CONVERSION: Format = Format {
    family: "fiat_conversion",
    variants: &[Variant {
        name: "v3-ja",
        columns: &[
            ("方法", Method),
            ("金額", Amount),
            ("価格", Price),
            ("最終金額", Received),
            ("作成日時", Time),
            ("ステータス", Status),
            ("取引ID", Number),
        ],
        file_names: &[],
    }],
    needs: &[Time, Method, Amount, Price, Received, Number],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let outgoing = row.has(Sold) || !row.variant.file_names.is_empty();
    let text = if row.has(Sold) { row.get(Sold) } else { row.get(Amount) };
    let coin = row.get(Coin);
    let (amount, unit) = with_unit(text, &[coin])?;
    let asset = if unit.is_empty() { coin } else { unit };
    let asset = if asset.is_empty() { Symbol::EMPTY } else { events.symbols.enter(asset) };
    let fiat = FiatRow {
        direction: if outgoing { Direction::Out } else { Direction::In },
        at,
        asset,
        amount,
        method: events.symbols.enter(row.get(Method)),
        status: events.symbols.enter(row.get(Status)),
        cite: row.cite(),
    };
    events.fiat.push(fiat);
    Ok(())
}
