//! The person-to-person (C2C) order history.

use super::{Format, Role, Row, RowFault, Variant};
use crate::event::{Events, P2pRow, Side as OrderSide};
use Role::{
    Coin, Counterparty, Fee, Fiat, Number, Other, Price, Quantity, Side, Status, Time, Total,
};

/// `p2p_c2c`. `Couterparty` is misspelt in the export itself; totals carry thousands commas. The file
/// says no zone unless its name does.
pub static FORMAT: Format = Format {
    family: "p2p_c2c",
    variants: &[
        Variant {
            name: "v1",
            columns: &[
                ("Order Number", Number),
                ("Order Type", Side),
                ("Asset Type", Coin),
                ("Fiat Type", Fiat),
                ("Total Price", Total),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Exchange rate", Other),
                ("Couterparty", Counterparty),
                ("Status", Status),
                ("Created Time", Time),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Order Number", Number),
                ("Order Type", Side),
                ("Asset Type", Coin),
                ("Fiat Type", Fiat),
                ("Total Price", Total),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Exchange rate", Other),
                ("Maker Fee", Fee),
                ("Taker Fee", Other),
                ("Couterparty", Counterparty),
                ("Status", Status),
                ("Created Time", Time),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Side, Coin, Fiat, Total, Quantity],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let side =
        OrderSide::parse(row.get(Side)).ok_or_else(|| RowFault::new("bad_side", row.get(Side)))?;
    let asset = row.coin(Coin, events)?;
    let fiat = row.coin(Fiat, events)?;
    let order = P2pRow {
        at,
        side,
        asset,
        quantity: row.amount(Quantity)?,
        fiat,
        total: row.amount(Total)?,
        status: events.symbols.enter(row.get(Status)),
        cite: row.cite(),
    };
    events.p2p.push(order);
    Ok(())
}
