//! Futures histories: transactions, trades and orders.

use super::{Format, Role, Row, RowFault, Variant, with_unit};
use crate::amount::Amount as Number18;
use crate::event::{Events, FuturesRow};
use crate::symbol::Symbol;
use Role::{
    Amount, Average, Coin, Executed, Fee, Kind, Number, Other, Pair, Price, Profit, Quantity,
    Quote, Side, Status, Time, Total, Trigger, Updated, UserId,
};

/// `futures_tx`: `REALIZED_PNL`, `COMMISSION`, `FUNDING_FEE`, transfers, insurance clearances.
pub static TRANSACTIONS: Format = Format {
    family: "futures_tx",
    variants: &[Variant {
        name: "v1",
        columns: &[
            ("Date(UTC)", Time),
            ("type", Kind),
            ("Amount", Amount),
            ("Asset", Coin),
            ("Symbol", Pair),
            ("Transaction ID", Number),
        ],
        file_names: &[],
    }],
    needs: &[Time, Kind, Amount, Coin, Pair],
    read,
};

/// `futures_trades`.
pub static TRADES: Format = Format {
    family: "futures_trades",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Uid", UserId),
                ("Time", Time),
                ("Symbol", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Amount", Total),
                ("Fee", Fee),
                ("Realized Profit", Profit),
                ("Buyer", Other),
                ("Maker", Other),
                ("Trade ID", Other),
                ("Order ID", Number),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Symbol", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Amount", Total),
                ("Fee", Fee),
                ("Realized Profit", Profit),
                ("Buyer", Other),
                ("Maker", Other),
                ("Trade ID", Other),
                ("Order ID", Number),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date(UTC)", Time),
                ("Symbol", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Amount", Total),
                ("Fee", Fee),
                ("Realized Profit", Profit),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("Date(UTC)", Time),
                ("Symbol", Pair),
                ("Side", Side),
                ("Price", Price),
                ("Quantity", Quantity),
                ("Amount", Total),
                ("Fee", Fee),
                ("Realized Profit", Profit),
                ("Quote Asset", Quote),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Pair, Side, Price, Quantity, Profit],
    read: read_trade,
};

/// `futures_orders`: only the Chinese header is known.
pub static ORDERS: Format = Format {
    family: "futures_orders",
    variants: &[
        Variant { name: "v3-zh", columns: &orders_zh("代币名称"), file_names: &[] },
        Variant { name: "v3-zh", columns: &orders_zh("币种名称"), file_names: &[] },
        Variant { name: "v3-zh", columns: &orders_zh("币对"), file_names: &[] },
    ],
    needs: &[Time, Number, Pair, Side, Price, Executed, Status],
    read: read_order,
};

const fn orders_zh(pair: &'static str) -> [(&'static str, Role); 14] {
    [
        ("用户ID", UserId),
        ("时间", Time),
        ("订单编号", Number),
        (pair, Pair),
        ("类型", Kind),
        ("方向", Side),
        ("价格", Price),
        ("平均价格", Average),
        ("金额", Quantity),
        ("执行金额", Executed),
        ("已执行报价金额", Total),
        ("止损价格", Trigger),
        ("状态", Status),
        ("更新时间", Updated),
    ]
}

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let record = FuturesRow {
        at: row.time()?,
        kind: row.name(Kind, events)?,
        pair: events.symbols.enter(row.get(Pair)),
        asset: row.coin(Coin, events)?,
        amount: row.amount(Amount)?,
        status: Symbol::EMPTY,
        cite: row.cite(),
    };
    events.futures.push(record);
    Ok(())
}

fn read_trade(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    row.amount(Price)?;
    let (amount, unit) = with_unit(row.get(Profit), &[row.get(Quote)])?;
    let record = FuturesRow {
        at: row.time()?,
        kind: row.name(Side, events)?,
        pair: row.name(Pair, events)?,
        asset: events.symbols.enter(unit),
        amount,
        status: Symbol::EMPTY,
        cite: row.cite(),
    };
    events.futures.push(record);
    Ok(())
}

fn read_order(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let kind = if row.get(Kind).is_empty() { Side } else { Kind };
    let amount = with_unit(row.get(Executed), &[]).map_or(Number18::ZERO, |(amount, _)| amount);
    let record = FuturesRow {
        at: row.time()?,
        kind: row.name(kind, events)?,
        pair: row.name(Pair, events)?,
        asset: Symbol::EMPTY,
        amount,
        status: row.name(Status, events)?,
        cite: row.cite(),
    };
    events.futures.push(record);
    Ok(())
}
