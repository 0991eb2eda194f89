//! What crossed the account's border, with addresses and transaction ids in full, what is left, and prices.

use super::document::{Block, Cell, Column, Figure, Span, Table, cell, code_cell, note};
use super::words::{Words, coins, grouped_amount, utc_time};
use super::{Page, chart, summary};
use crate::lang::Lang;
use hikeshi_case::event::Direction;
use hikeshi_case::examination::{Chart, Examination, TransferLine};
use std::collections::BTreeSet;

/// Transfers and balances printed; the rest is counted. Those of findings come first.
const PRINTED: usize = 100;
const BALANCES: usize = 40;
/// Exhibits named under one chart; the rest is counted.
const CITED: usize = 6;

pub(super) fn write(page: &mut Page<'_>) {
    let (words, examination) = (page.words, page.examination());
    page.chapter("transfers-heading");
    if examination.transfers.is_empty() {
        page.paragraph("transfers-empty");
    } else {
        page.note("transfers-intro");
        page.note("transfers-no-prices");
        let marked = marked(page);
        let chosen = chosen(examination, &marked);
        page.push(Block::Table(table(words, &examination.transfers, &chosen, &marked)));
        let rest = examination.transfers.len() - chosen.len();
        if rest > 0 {
            let args = [("count", rest.into()), ("file", "transfers.csv".into())];
            page.push(note(words.text("dossier-more-rows", &args)));
        }
    }
    balances(page);
}

/// What is printed: first what page one counts, then what any other finding cites, then the rest.
fn chosen(examination: &Examination, marked: &BTreeSet<usize>) -> BTreeSet<usize> {
    let on_page_one = summary::marked(examination);
    let rank = |at: usize| match on_page_one.get(at) {
        Some(true) => 0,
        _ if marked.contains(&at) => 1,
        _ => 2,
    };
    let mut all: Vec<usize> = (0..examination.transfers.len()).collect();
    all.sort_by_key(|at| (rank(*at), *at));
    all.into_iter().take(PRINTED).collect()
}

/// Positions of the transfers that any finding cites.
fn marked(page: &Page<'_>) -> BTreeSet<usize> {
    let examination = page.examination();
    let cited: BTreeSet<_> = examination.findings.iter().flat_map(|f| &f.cites).collect();
    let transfers = examination.transfers.iter().enumerate();
    transfers.filter(|(_, t)| t.cites.iter().any(|c| cited.contains(c))).map(|(at, _)| at).collect()
}

fn table(
    words: Words<'_>,
    transfers: &[TransferLine],
    chosen: &BTreeSet<usize>,
    marked: &BTreeSet<usize>,
) -> Table {
    let mut columns = vec![Column::new("", 3), Column::new(words.zone_heading(), 11)];
    if !words.is_utc() {
        columns.push(Column::new(words.say("zone-utc"), 11));
    }
    columns.push(Column::new(words.say("col-direction"), 17));
    columns.push(Column::new(words.say("col-address"), 34));
    columns.push(Column::new(words.say("col-status"), 11));
    columns.push(Column::new(words.say("col-cite"), 13));
    let rows =
        chosen.iter().filter_map(|at| Some((at, transfers.get(*at)?))).map(|(at, transfer)| {
            let mut row = vec![
                cell(if marked.contains(at) { "●" } else { "" }),
                code_cell(words.local(transfer.at)),
            ];
            if !words.is_utc() {
                row.push(code_cell(utc_time(transfer.at)));
            }
            row.push(amount(words, transfer));
            row.push(destination(words, transfer));
            row.push(cell(&transfer.status));
            row.push(words.places(&transfer.cites, 2));
            row
        });
    Table { columns, rows: rows.collect() }
}

/// The word of a direction.
pub(super) fn direction(words: Words<'_>, direction: Direction) -> String {
    words.say(match direction {
        Direction::In => "direction-in",
        Direction::Out => "direction-out",
    })
}

fn amount(words: Words<'_>, transfer: &TransferLine) -> Cell {
    let mut out = vec![
        vec![Span::plain(direction(words, transfer.direction))],
        vec![Span::strong(coins(transfer.amount, &transfer.asset))],
    ];
    if !transfer.fee.is_zero() {
        let fee = coins(transfer.fee, &transfer.asset);
        out.push(vec![Span::muted(words.text("transfers-fee", &[("fee", fee.into())]))]);
    }
    out
}

fn destination(words: Words<'_>, transfer: &TransferLine) -> Cell {
    let mut out: Cell = Vec::new();
    let mut first = Vec::new();
    if !transfer.network.is_empty() {
        first.push(Span::muted(format!("{} ", transfer.network)));
    }
    if !transfer.address.is_empty() {
        first.push(Span::code(&transfer.address));
    }
    if !first.is_empty() {
        out.push(first);
    }
    if !transfer.memo.is_empty() {
        let memo = words.text("transfers-memo", &[("memo", transfer.memo.as_str().into())]);
        out.push(vec![Span::plain(memo)]);
    }
    if !transfer.txid.is_empty() {
        let name = format!("{} ", words.say("transfers-txid"));
        out.push(vec![Span::muted(name), Span::code(&transfer.txid)]);
    }
    out
}

fn balances(page: &mut Page<'_>) {
    let (words, balances) = (page.words, &page.examination().balances);
    if balances.is_empty() {
        return;
    }
    page.heading(2, "balances-heading");
    page.note("balances-note");
    let columns = vec![
        Column::new(words.say("col-asset"), 20),
        Column::numeric(words.say("col-amount"), 40),
        Column::new("", 40),
    ];
    let rows = balances
        .iter()
        .take(BALANCES)
        .map(|(asset, amount)| vec![cell(asset), cell(grouped_amount(*amount)), cell("")])
        .collect();
    page.push(Block::Table(Table { columns, rows }));
    if balances.len() > BALANCES {
        let more = words.text("dossier-more", &[("count", (balances.len() - BALANCES).into())]);
        page.push(note(more));
    }
}

/// The price charts, where any exhibit holds market data.
pub(super) fn write_charts(page: &mut Page<'_>) {
    let examination = page.examination();
    let drawn: Vec<Block> =
        examination.charts.iter().filter_map(|c| figure(page.words, c)).collect();
    if drawn.is_empty() {
        return;
    }
    page.chapter("charts-heading");
    page.note("charts-note");
    page.blocks.extend(drawn);
}

fn figure(words: Words<'_>, chart: &Chart) -> Option<Block> {
    let drawing = chart::draw(words, chart)?;
    let (low, high, from, to) = chart::range(chart)?;
    let alt = [
        ("symbol", chart.symbol.as_str().into()),
        ("from", words.moment(from).into()),
        ("to", words.moment(to).into()),
        ("low", grouped_amount(low).into()),
        ("high", grouped_amount(high).into()),
        ("count", chart.marks.len().into()),
    ];
    let (alt, caption) = (words.text("charts-alt", &alt), caption(words, chart));
    let visible = super::document::visible;
    Some(Block::Figure(Figure {
        drawing,
        narrow: None,
        alt: visible(&alt),
        caption: visible(&caption),
    }))
}

/// What is drawn, from where, and what had to be joined or could not be marked.
fn caption(words: Words<'_>, chart: &Chart) -> String {
    let exhibits: Vec<String> = chart.exhibits.iter().map(|id| words.exhibit(*id)).collect();
    let drawn = [
        ("symbol", chart.symbol.as_str().into()),
        ("step", words.duration(chart.step_s).into()),
        ("zone", words.zone_heading().into()),
        ("exhibits", words.list(&exhibits, CITED).into()),
    ];
    let mut said = vec![words.text("charts-caption", &drawn)];
    if chart.known_bars > chart.bars.len() {
        let joined = [
            ("known", words.duration(chart.known_step_s).into()),
            ("count", chart.known_bars.into()),
            ("step", words.duration(chart.step_s).into()),
            ("drawn", chart.bars.len().into()),
        ];
        said.push(words.text("charts-joined", &joined));
    }
    if chart.more_marks > 0 {
        let marked = [("count", chart.more_marks.into()), ("marked", chart.marks.len().into())];
        said.push(words.text("charts-more-marks", &marked));
    }
    said.join(if words.lang == Lang::Ja { "" } else { " " })
}
