//! Earn and auto-invest histories. Their movements stand in the transaction history as well, so the
//! rows are read, checked and counted, and not booked a second time.

use super::{Format, Role, Row, RowFault, Variant};
use crate::event::Events;
use Role::{Amount, Coin, Fee, Kind, Other, Received, Status, Time};

/// `simple_earn_locked`: rewards, and redemptions.
pub static LOCKED: Format = Format {
    family: "simple_earn_locked",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Coin", Coin),
                ("Interest", Amount),
                ("Lock Period", Other),
                ("APR", Other),
                ("Type", Kind),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3",
            columns: &[
                ("Redemption Date", Time),
                ("Coin", Coin),
                ("Redemption Amount", Amount),
                ("Redeem to", Other),
                ("Est. Arrival Time", Other),
                ("Status", Status),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Coin, Amount, Other],
    read,
};

/// `auto_invest`: the only export with American dates (`m/d/yyyy h:mm`).
pub static AUTO_INVEST: Format = Format {
    family: "auto_invest",
    variants: &[Variant {
        name: "v1",
        columns: &[
            ("Auto-Invest Date(UTC)", Time),
            ("Holding Coin", Coin),
            ("Amount per period", Amount),
            ("Trading Fee", Fee),
            ("Units", Received),
            ("From", Other),
            ("Status", Status),
        ],
        file_names: &[],
    }],
    needs: &[Time, Coin, Amount, Received, Other],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    row.coin(Coin, events)?;
    super::with_unit(row.get(Amount), &[row.get(Coin)])?;
    events.others.push((at, row.cite()));
    Ok(())
}
