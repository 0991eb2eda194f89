//! Deposit and withdrawal histories of coins. The oldest generation has one header for both: there
//! only the file's name says which way the coins went.

use super::{Format, Role, Row, RowFault, Variant};
use crate::amount::Amount;
use crate::event::{Direction, Events, TransferRow};
use crate::redact;
use crate::screen::address;
use crate::symbol::Symbol;
use Role::{Amount as Quantity, Coin, Fee, Network, PaymentId, SourceAddress, Status, Time, TxId};
use std::borrow::Cow;

const OUT: &[&str] = &["withdraw", "出金", "saque", "retiro", "retirada", "提现", "提币"];
const IN: &[&str] = &["deposit", "入金", "depósito", "充值", "充币"];

const V1: &[(&str, Role)] = &[
    ("Date(UTC)", Time),
    ("Coin", Coin),
    ("Amount", Quantity),
    ("TransactionFee", Fee),
    ("Address", Role::Address),
    ("TXID", TxId),
    ("SourceAddress", SourceAddress),
    ("PaymentID", PaymentId),
    ("Status", Status),
];
const V1_DATE: &[(&str, Role)] = &[
    ("Date", Time),
    ("Coin", Coin),
    ("Amount", Quantity),
    ("TransactionFee", Fee),
    ("Address", Role::Address),
    ("TXID", TxId),
    ("SourceAddress", SourceAddress),
    ("PaymentID", PaymentId),
    ("Status", Status),
];
const V1_NETWORK: &[(&str, Role)] = &[
    ("Date(UTC)", Time),
    ("Coin", Coin),
    ("Network", Network),
    ("Amount", Quantity),
    ("TransactionFee", Fee),
    ("Address", Role::Address),
    ("TXID", TxId),
    ("SourceAddress", SourceAddress),
    ("PaymentID", PaymentId),
    ("Status", Status),
];
const V1_NETWORK_LAST: &[(&str, Role)] = &[
    ("Date(UTC)", Time),
    ("Coin", Coin),
    ("Amount", Quantity),
    ("TransactionFee", Fee),
    ("Address", Role::Address),
    ("TXID", TxId),
    ("SourceAddress", SourceAddress),
    ("PaymentID", PaymentId),
    ("Status", Status),
    ("Network", Network),
];

/// `withdrawals`.
pub static WITHDRAWALS: Format = Format {
    family: "withdrawals",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Coin", Coin),
                ("Network", Network),
                ("Amount", Quantity),
                ("Fee", Fee),
                ("Address", Role::Address),
                ("TXID", TxId),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("時間", Time),
                ("コイン", Coin),
                ("ネットワーク", Network),
                ("金額", Quantity),
                ("手数料", Fee),
                ("住所", Role::Address),
                ("トランザクションID", TxId),
                ("ステータス", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v2",
            columns: &[
                ("Date(UTC)", Time),
                ("Coin", Coin),
                ("Network", Network),
                ("Amount", Quantity),
                ("Fee", Fee),
                ("Address", Role::Address),
                ("TXID", TxId),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant { name: "v1", columns: V1, file_names: OUT },
        Variant { name: "v1", columns: V1_DATE, file_names: OUT },
        Variant { name: "v1", columns: V1_NETWORK, file_names: OUT },
        Variant { name: "v1", columns: V1_NETWORK_LAST, file_names: OUT },
    ],
    needs: &[Time, Coin, Quantity, Fee, Role::Address, TxId],
    read: read_withdrawal,
};

/// `deposits`.
pub static DEPOSITS: Format = Format {
    family: "deposits",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("Time", Time),
                ("Coin", Coin),
                ("Network", Network),
                ("Amount", Quantity),
                ("Address", Role::Address),
                ("TXID", TxId),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("時間", Time),
                ("コイン", Coin),
                ("ネットワーク", Network),
                ("金額", Quantity),
                ("住所", Role::Address),
                ("トランザクションID", TxId),
                ("ステータス", Status),
            ],
            file_names: &[],
        },
        Variant {
            name: "v2",
            columns: &[
                ("Date(UTC)", Time),
                ("Coin", Coin),
                ("Network", Network),
                ("Amount", Quantity),
                ("Address", Role::Address),
                ("TXID", TxId),
                ("Status", Status),
            ],
            file_names: &[],
        },
        Variant { name: "v1", columns: V1, file_names: IN },
        Variant { name: "v1", columns: V1_DATE, file_names: IN },
        Variant { name: "v1", columns: V1_NETWORK, file_names: IN },
        Variant { name: "v1", columns: V1_NETWORK_LAST, file_names: IN },
    ],
    needs: &[Time, Coin, Quantity, Role::Address, TxId],
    read: read_deposit,
};

fn read_deposit(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    read(row, events, Direction::In)
}

fn read_withdrawal(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    read(row, events, Direction::Out)
}

/// A cell in which somebody noted a secret, masked before it is split: `password: x` is no address with
/// a memo, and the half behind the colon would not show what it is.
fn without_secret(cell: &str) -> Cow<'_, str> {
    if !cell.contains(':') {
        return Cow::Borrowed(cell);
    }
    // Under such a heading digits alone are no secret.
    let masked = redact::masked_cell("id", cell);
    if masked == cell { Cow::Borrowed(cell) } else { Cow::Owned(masked) }
}

fn read(row: &Row<'_>, events: &mut Events, direction: Direction) -> Result<(), RowFault> {
    let at = row.time()?;
    let asset = row.coin(Coin, events)?;
    let amount = row.amount(Quantity)?;
    if amount.is_negative() {
        return Err(RowFault::new("bad_number", row.get(Quantity)));
    }
    let fee = if row.has(Fee) { row.amount_or_zero(Fee)? } else { Amount::ZERO };
    let cell = without_secret(row.get(Role::Address));
    let (address, memo) = match address::split_memo(&cell) {
        (address, Some(memo)) if matches!(cell, Cow::Borrowed(_)) => (address, memo),
        _ => (cell.as_ref(), row.get(PaymentId)),
    };
    let network = row.get(Network);
    let network = if network.is_empty() { Symbol::EMPTY } else { events.symbols.enter(network) };
    let status = events.symbols.enter(row.get(Status));
    let dash =
        |text: &str| if text == "-" || text == "--" { String::new() } else { text.to_owned() };
    events.transfers.push(TransferRow {
        direction,
        at,
        asset,
        network,
        amount,
        fee,
        address: dash(address),
        memo: dash(memo),
        txid: dash(row.get(TxId)),
        status,
        cite: row.cite(),
    });
    Ok(())
}
