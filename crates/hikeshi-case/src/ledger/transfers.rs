//! Deposits and withdrawals: the history knows address and status, the statement knows the balance;
//! together they are one movement.

use super::{Ledger, State, Transfer};
use crate::amount::Amount;
use crate::event::{Direction, Events, StatementRow, TransferRow};
use crate::operation::Class;
use crate::symbol::Symbol;
use crate::time::Time;
use std::collections::BTreeMap;

/// A withdrawal is booked when it is asked for; the history may show when it was done.
const WITHDRAWAL_SLACK_S: i64 = 26 * 3600;
/// A deposit may show when it was sent or when it was credited.
const DEPOSIT_SLACK_S: i64 = 72 * 3600;

/// What a status word means. Words beyond `Completed` are from documents and user reports.
pub fn state_of(status: &str) -> State {
    let status = status.trim().to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| status.contains(word));
    if let Some(state) = opposite_of(&status) {
        return state;
    }
    if status.is_empty() {
        State::Unknown
    } else if any(&[
        "reject",
        "fail",
        "cancel",
        "refus",
        "denied",
        "拒否",
        "失敗",
        "却下",
        "キャンセル",
        "取消",
        "取り消",
        "失败",
        "拒绝",
        "falh",
        "rechaz",
        "rejeit",
        "fallid",
    ]) {
        State::Rejected
    } else if any(&[
        "pending",
        "process",
        "await",
        "confirming",
        "review",
        "email sent",
        "waiting",
        "credited",
        "処理",
        "審査",
        "保留",
        "確認中",
        "待",
        "pendente",
        "pendiente",
        "proces",
        "处理",
        "审核",
        "wrong deposit",
        "submitted",
    ]) {
        State::Pending
    } else if any(&[
        "complet",
        "success",
        "完了",
        "成功",
        "已完成",
        "concluíd",
        "concluid",
        "exitos",
        "done",
        "finished",
    ]) {
        State::Completed
    } else {
        State::Unknown
    }
}

/// Words that hold their opposite: `unsuccessful` ends in `successful`.
fn opposite_of(status: &str) -> Option<State> {
    let any = |words: &[&str]| words.iter().any(|word| status.contains(word));
    if any(&["unsuccess", "not complet"]) {
        Some(State::Rejected)
    } else if any(&["incomplete", "未完", "未到"]) {
        Some(State::Pending)
    } else {
        any(&["処理完了", "審査完了"]).then_some(State::Completed)
    }
}

/// What a statement row of a transfer is found by: outgoing, coin, size.
type Size = (bool, Symbol, Amount);

/// Statement rows of transfers by size, in order of time; each is taken at most once.
struct Booked<'a> {
    rows: BTreeMap<Size, BTreeMap<(Time, usize), &'a StatementRow>>,
}

pub(super) fn join(ledger: &Ledger, events: &Events) -> Vec<Transfer> {
    let mut booked = Booked { rows: BTreeMap::new() };
    for (place, row) in ledger.rows.iter().enumerate() {
        if let Some((direction, _)) = movement(ledger, row) {
            let size = (direction == Direction::Out, row.coin, row.change.abs());
            booked.rows.entry(size).or_default().insert((row.at, place), row);
        }
    }
    let mut transfers: Vec<Transfer> =
        events.transfers.iter().map(|row| from_history(row, events)).collect();
    for transfer in &mut transfers {
        if let Some(row) = booked.take(transfer) {
            transfer.cites.push(row.cite());
        }
    }
    booked.net_refunds(ledger);
    let alone = booked.rows.values().flat_map(BTreeMap::values);
    transfers.extend(alone.map(|row| from_statement(ledger, row)));
    transfers.sort_by(|a, b| (a.at, &a.cites).cmp(&(b.at, &b.cites)));
    transfers
}

fn movement(ledger: &Ledger, row: &StatementRow) -> Option<(Direction, bool)> {
    match ledger.class(row.operation)? {
        Class::Deposit if row.change.is_positive() => Some((Direction::In, false)),
        Class::FiatIn if row.change.is_positive() => Some((Direction::In, true)),
        Class::Withdraw if row.change.is_negative() => Some((Direction::Out, false)),
        Class::FiatOut if row.change.is_negative() => Some((Direction::Out, true)),
        _ => None,
    }
}

fn from_history(row: &TransferRow, events: &Events) -> Transfer {
    Transfer {
        direction: row.direction,
        at: row.at,
        asset: row.asset,
        amount: row.amount,
        fee: row.fee,
        network: row.network,
        address: row.address.clone(),
        memo: row.memo.clone(),
        txid: row.txid.clone(),
        status: row.status,
        state: state_of(events.symbols.name(row.status)),
        fiat: false,
        cites: vec![row.cite],
    }
}

fn from_statement(ledger: &Ledger, row: &StatementRow) -> Transfer {
    let (direction, fiat) = movement(ledger, row).unwrap_or((Direction::In, false));
    Transfer {
        direction,
        at: row.at,
        asset: row.coin,
        amount: row.change.abs(),
        fee: Amount::ZERO,
        network: Symbol::EMPTY,
        address: String::new(),
        memo: String::new(),
        txid: String::new(),
        status: Symbol::EMPTY,
        state: State::Completed,
        fiat,
        cites: vec![row.cite()],
    }
}

impl<'a> Booked<'a> {
    /// A withdrawal that came back within the week never left: neither row is a movement.
    fn net_refunds(&mut self, ledger: &'a Ledger) {
        let refund = |row: &&StatementRow| {
            ledger.class(row.operation) == Some(Class::Withdraw) && row.change.is_positive()
        };
        for back in ledger.rows.iter().filter(refund) {
            let Some(rows) = self.rows.get_mut(&(true, back.coin, back.change)) else { continue };
            let earlier = rows.range(..=(back.at, usize::MAX)).next_back().map(|(place, _)| *place);
            let recent = |place: &(Time, usize)| back.at.seconds_since(place.0) < 7 * 86_400;
            if let Some(place) = earlier.filter(recent) {
                rows.remove(&place);
            }
        }
    }

    /// The unused statement row nearest in time whose amount fits, with or without the fee.
    fn take(&mut self, transfer: &Transfer) -> Option<&'a StatementRow> {
        let outgoing = transfer.direction == Direction::Out;
        let slack = if outgoing { WITHDRAWAL_SLACK_S } else { DEPOSIT_SLACK_S };
        let sizes =
            [transfer.amount, transfer.amount + transfer.fee, transfer.amount - transfer.fee];
        let near = sizes.into_iter().filter_map(|size| {
            let size = (outgoing, transfer.asset, size);
            let (at, place) = nearest(self.rows.get(&size)?, transfer.at)?;
            let apart_s = at.seconds_since(transfer.at).abs();
            (apart_s <= slack).then_some((apart_s, at, place, size))
        });
        let (_, at, place, size) = near.min()?;
        self.rows.get_mut(&size)?.remove(&(at, place))
    }
}

/// The row nearest to an instant; of two as near the earlier.
fn nearest(rows: &BTreeMap<(Time, usize), &StatementRow>, at: Time) -> Option<(Time, usize)> {
    let after = rows.range((at, 0)..).next().map(|(place, _)| *place);
    let before = rows.range(..(at, 0)).next_back().map(|(place, _)| place.0);
    // Of one instant the first.
    let before = before.and_then(|time| rows.range((time, 0)..).next()).map(|(place, _)| *place);
    let distance = |place: &(Time, usize)| place.0.seconds_since(at).abs();
    before.into_iter().chain(after).min_by_key(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_of_all_languages_have_a_meaning() {
        for (word, state) in [
            ("Completed", State::Completed),
            ("Successful", State::Completed),
            ("完了", State::Completed),
            ("Processing", State::Pending),
            ("Awaiting Approval", State::Pending),
            ("Email Sent", State::Pending),
            ("処理中", State::Pending),
            ("Credited (cannot withdraw)", State::Pending),
            ("Rejected", State::Rejected),
            ("Cancelled", State::Rejected),
            ("", State::Unknown),
            ("Teleported", State::Unknown),
            ("Unsuccessful", State::Rejected),
            ("未完了", State::Pending),
            ("処理完了", State::Completed),
        ] {
            assert_eq!(state_of(word), state, "{word}");
        }
    }
}
