//! Every variant of every export that is listed, one test each, named after it.

mod joining;
mod layout;
mod mapped;
mod quantity;
mod zone;

use crate::case::{Case, bom, csv, first, one, problems, xlsx, xlsx_of};
use hikeshi_case::event::Events;
use hikeshi_case::source;
use hikeshi_case::time::Time;
use std::collections::BTreeSet;

/// One made-up export and what must be read of it.
struct Listed {
    file: &'static str,
    bytes: Vec<u8>,
    format: &'static str,
    rows: u64,
    zone: &'static str,
    zone_from: &'static str,
    /// First instant in UTC; empty where the reader keeps no times.
    begins: &'static str,
}

fn reads(listed: Listed) {
    let case = Case::default().with(listed.file, listed.bytes);
    let examination = case.examine();
    let report = first(&examination);
    assert_eq!(report.format, listed.format);
    assert_eq!(report.rows, Some(listed.rows), "{:?}", examination.problems);
    assert_eq!(report.time_zone.as_deref(), Some(listed.zone));
    assert_eq!(report.time_zone_from, Some(listed.zone_from));
    let begins = earliest(&case.events()).map_or_else(String::new, |at| at.to_string());
    assert_eq!(begins, listed.begins);
    assert_eq!(problems(&examination), Vec::<String>::new());
    assert_eq!(examination.events, listed.rows);
}

/// The earliest time of the rows that are kept.
fn earliest(events: &Events) -> Option<Time> {
    let times = (events.statement.iter().map(|row| row.at))
        .chain(events.trades.iter().map(|row| row.at))
        .chain(events.orders.iter().map(|row| row.at))
        .chain(events.converts.iter().map(|row| row.at))
        .chain(events.transfers.iter().map(|row| row.at))
        .chain(events.fiat.iter().map(|row| row.at))
        .chain(events.p2p.iter().map(|row| row.at))
        .chain(events.futures.iter().map(|row| row.at));
    times.min()
}

/// `name: file, format, rows, zone from, first instant, bytes` makes a test and an entry of [`NAMED`].
macro_rules! variants {
    ($($name:ident: $file:literal, $format:literal, $rows:literal, $zone:literal $from:literal, $begins:literal, $bytes:expr;)*) => {
        /// Every test with the format it reads.
        const NAMED: &[(&str, &str)] = &[$((stringify!($name), $format)),*];
        $(
            #[test]
            fn $name() {
                reads(Listed {
                    file: $file,
                    bytes: $bytes,
                    format: $format,
                    rows: $rows,
                    zone: $zone,
                    zone_from: $from,
                    begins: $begins,
                });
            }
        )*
    };
}

const V2_PART: &str = "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark";
const ORDERS_V3: &str = "Time,OrderNo,Pair,Type¹,Side,Order Price,Order Amount,Time,Executed²,Average Price,Trading total³,Status";
const ORDER_ROW: &str = "2026-03-01 18:22:05,4711,BTCUSDT,Limit,BUY,90000,0.01BTC,2026-03-01 18:23:00,0.01BTC,89999.5,899.995USDT,FILLED";
const DEPOSIT_ROW: &str =
    "26-03-01 18:22:05,USDT,TRX,1500,TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf,1f8e,Completed";
const WITHDRAWAL_ROW: &str =
    "26-03-01 18:22:05,USDT,TRX,1499,1,TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf,1f8e,Completed";

variants! {
    transaction_history_v1: "transactions.csv", "transaction_history/v1", 2, "+00:00" "column", "2020-12-31T23:59:58Z", csv(&[
        "UTC_Time,Account,Operation,Coin,Change,Remark",
        "2020-12-31 23:59:58,Spot,Deposit,BTC,0.50000000,\"\"",
        "2021-01-01 00:00:01,Spot,Withdraw,BTC,-0.20000000,Withdraw fee is included",
    ]);
    transaction_history_v1_without_account: "x.csv", "transaction_history/v1", 1, "+00:00" "column", "2020-12-31T23:59:58Z", csv(&[
        "UTC_Time,Operation,Coin,Change,Remark",
        "2020-12-31 23:59:58,Deposit,BTC,0.50000000,",
    ]);
    transaction_history_v2: "part-00000-6f1c0f3e-8a52-4f7e-9a8c-0c7d2a9f4b11-c000.csv", "transaction_history/v2", 1, "+00:00" "column", "2023-05-06T07:08:09Z", csv(&[
        V2_PART, "100000001,2023-05-06 07:08:09,Spot,Deposit,ETH,2,",
    ]);
    transaction_history_v2_quoted: "part-00000.csv", "transaction_history/v2", 1, "+00:00" "column", "2023-05-06T07:08:09Z", csv(&[
        r#""User_ID","UTC_Time","Account","Operation","Coin","Change","Remark""#,
        r#""100000001","2023-05-06 07:08:09","Spot","Deposit","ETH","2","""#,
    ]);
    transaction_history_v3: "Binance-Transaction-History-202603230400(UTC--6)_1a2b3c4d.csv", "transaction_history/v3", 1, "-06:00" "file_name", "2026-03-02T00:22:05Z", bom(&[
        "User ID,Time,Account,Operation,Coin,Change,Remark",
        "100000001,26-03-01 18:22:05,Spot,Deposit,BTC,0.5,",
    ]);
    transaction_history_v3_part: "Binance-Transaction-History-202603230400(UTC+9)-part1-of1.csv", "transaction_history/v3", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", bom(&[
        "User ID,Time,Account,Operation,Coin,Change,Remark",
        "100000001,26-03-01 18:22:05,Spot,Deposit,BTC,0.5,",
    ]);
    transaction_history_v3_ja: "Binance-取引履歴-202607252338(UTC+9).csv", "transaction_history/v3-ja", 1, "+09:00" "file_name", "2026-02-28T15:30:00Z", csv(&[
        "ユーザーID,時間,アカウント,操作,コイン,変更,備考",
        "100000001,26-03-01 00:30:00,Spot,Deposit,BTC,0.5,",
    ]);
    transaction_history_v3_ja_xlsx_report: "取引履歴.xlsx", "transaction_history/v3-ja", 2, "+09:00" "cell", "2026-02-28T15:30:00Z", xlsx(&[
        (3, &[("C", "取引履歴")]),
        (5, &[("C", "名前"), ("D", "見本 太郎"), ("F", "メール"), ("G", "taro@example.jp")]),
        (6, &[("C", "ユーザーID"), ("D", "100000001"), ("F", "期間(UTC+9)"), ("G", "2026-03-01 - 2026-03-31")]),
        (10, &[("C", "ユーザーID"), ("D", "時間"), ("F", "アカウント"), ("G", "操作"), ("I", "コイン"), ("J", "変更"), ("L", "備考")]),
        (11, &[("C", "100000001"), ("D", "26-03-01 00:30:00"), ("F", "Spot"), ("G", "Deposit"), ("I", "BTC"), ("J", "0.5"), ("L", "")]),
        (12, &[("C", "100000001"), ("D", "26-03-02 00:30:00"), ("F", "Spot"), ("G", "Withdraw"), ("I", "BTC"), ("J", "-0.1")]),
    ]);
    transaction_history_v3_pt: "Binance-Histórico-de-Transações-202603230400(UTC--3)_1a2b3c4d.csv", "transaction_history/v3-pt", 2, "-03:00" "file_name", "2026-03-01T21:22:05Z", csv(&[
        "ID do Usuário,Tempo,Conta,Operação,Moeda,Alterar,Observação",
        "100000001,2026-03-01 18:22:05,Spot,Deposit,BRL,100,",
        "100000001,26-03-02 18:22:05,Spot,Deposit,BRL,100,",
    ]);
    transaction_history_v3_pt_xlsx: "Binance-Histórico-de-Transações-202603230400(UTC--3)_1a2b3c4d.xlsx", "transaction_history/v3-pt", 1, "-03:00" "file_name", "2026-03-01T21:22:05Z", xlsx_of(&[
        "ID do Usuário,Tempo,Conta,Operação,Moeda,Alterar,Observação",
        "100000001,26-03-01 18:22:05,Spot,Deposit,BRL,100,",
    ]);
    transaction_history_v3_es: "Binance-Historial-de-transacciones-202603230400(UTC+2).csv", "transaction_history/v3-es", 1, "+02:00" "file_name", "2026-03-01T16:22:05Z", csv(&[
        "ID de usuario,Hora,Cuenta,Operación,Moneda,Cambiar,Comentario",
        "100000001,26-03-01 18:22:05,Spot,Deposit,EUR,100,",
    ]);
    spot_trades_v1: "TradeHistory.csv", "spot_trades/v1", 1, "+00:00" "column", "2019-05-06T07:08:09Z", csv(&[
        "Date(UTC),Market,Type,Price,Amount,Total,Fee,Fee Coin",
        "2019-05-06 07:08:09,ETHBTC,BUY,0.031,2,0.062,0.002,ETH",
    ]);
    spot_trades_v1_xlsx: "TradeHistory.xlsx", "spot_trades/v1", 1, "+00:00" "column", "2018-03-01T18:22:00Z", xlsx_of(&[
        "Date(UTC),Market,Type,Price,Amount,Total,Fee,Fee Coin",
        "01.03.18 18:22,ETHBTC,SELL,0.031,2,0.062,0.0001,BNB",
    ]);
    spot_trades_v1b: "Binance-Spot Trade History-2020.xlsx", "spot_trades/v1b", 1, "+00:00" "column", "2020-05-06T07:08:09Z", xlsx_of(&[
        "Date(UTC),Pair,Base Asset,Quote Asset,Type,Price,Amount,Total,Fee,Fee Coin",
        "2020-05-06 07:08:09,ETHBTC,ETH,BTC,BUY,0.031,2,0.062,0.002,ETH",
    ]);
    spot_trades_v2: "trades.csv", "spot_trades/v2", 2, "+00:00" "column", "2022-05-06T07:08:09Z", csv(&[
        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
        "2022-05-06 07:08:09,ETHUSDT,BUY,2000,0.0010000000ETH,2.00000000USDT,0.0000010000ETH",
        "2022-05-06 07:08:10,TRXUSDT,SELL,0.08,\"1,205TRX\",\"96.4USDT\",0.0964USDT",
    ]);
    spot_trades_v3: "Binance-Spot-Trade-History-202603230400(UTC+9)-part1-of1.csv", "spot_trades/v3", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", bom(&[
        "Time,Pair,Side,Price,Executed,Amount,Fee",
        "26-03-01 18:22:05,ETHUSDT,BUY,2000,0.001ETH,2USDT,0.000001ETH",
    ]);
    spot_trades_v3_ja: "Binance-現物取引-202603230400(UTC+9).csv", "spot_trades/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "時間,ペア,サイド,価格,実行済み,金額,手数料",
        "26-03-01 18:22:05,BTCJPY,BUY,10000000,0.001BTC,10000JPY,0.000001BTC",
    ]);
    spot_orders_v1: "orders.csv", "spot_orders/v1", 1, "+00:00" "column", "2019-05-06T07:08:09Z", csv(&[
        "Date(UTC),OrderNo,Pair,Type,Order Price,Order Amount,AvgTrading Price,Filled,Total,status",
        "2019-05-06 07:08:09,4711,ETHBTC,BUY,0.031,2,0.031,2,0.062,Filled",
    ]);
    spot_orders_v1_trigger: "orders.csv", "spot_orders/v1", 1, "+00:00" "column", "2019-05-06T07:08:09Z", csv(&[
        "Date(UTC),OrderNo,Pair,Type,Order Price,Order Amount,AvgTrading Price,Filled,Total,Trigger Condition,status",
        "2019-05-06 07:08:09,4711,ETHBTC,SELL,0.031,2,0,0,0,<=0.032,Canceled",
    ]);
    spot_orders_v2: "orders.csv", "spot_orders/v2", 1, "+00:00" "column", "2023-05-06T07:08:09Z", csv(&[
        "Date(UTC),OrderNo,Pair,Type,Side,Order Price,Order Amount,Time,Executed,Average Price,Trading total,Status",
        "2023-05-06 07:08:09,4711,BTCUSDT,Limit,BUY,30000,0.01BTC,2023-05-06 07:09:00,0.01BTC,29999,299.99USDT,FILLED",
    ]);
    spot_orders_v3: "Binance-Spot-Order-History-202603230400(UTC+4)-part1-of1.csv", "spot_orders/v3", 1, "+04:00" "file_name", "2026-03-01T14:22:05Z", bom(&[ORDERS_V3, ORDER_ROW]);
    margin_orders_v3_cross: "Binance-Margin-Order-History-202603230400(UTC+4)-cross.csv", "margin_orders/v3", 1, "+04:00" "file_name", "2026-03-01T14:22:05Z", bom(&[ORDERS_V3, ORDER_ROW]);
    margin_orders_v3_isolated: "Binance-Margin-Order-History-202603230400(UTC+4)-isolated.csv", "margin_orders/v3", 1, "+04:00" "file_name", "2026-03-01T14:22:05Z", bom(&[ORDERS_V3, ORDER_ROW]);
    deposits_v1: "DepositHistory.csv", "deposits/v1", 1, "+00:00" "column", "2020-05-06T07:08:09Z", csv(&[
        "Date(UTC),Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status",
        "2020-05-06 07:08:09,XRP,20,0,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed",
    ]);
    deposits_v1_date: "deposit.csv", "deposits/v1", 1, "+00:00" "assumed", "2020-05-06T07:08:09Z", csv(&[
        "Date,Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status",
        "2020-05-06 07:08:09,XRP,20,0,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed",
    ]);
    deposits_v1_network: "deposit.csv", "deposits/v1", 1, "+00:00" "column", "2020-05-06T07:08:09Z", csv(&[
        "Date(UTC),Coin,Network,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status",
        "2020-05-06 07:08:09,XRP,XRP,20,0,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed",
    ]);
    deposits_v1_network_last: "deposit.csv", "deposits/v1", 1, "+00:00" "column", "2020-05-06T07:08:09Z", csv(&[
        "Date(UTC),Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status,Network",
        "2020-05-06 07:08:09,XRP,20,0,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed,XRP",
    ]);
    withdrawals_v1: "WithdrawalHistory.csv", "withdrawals/v1", 1, "+00:00" "column", "2020-05-06T07:08:09Z", csv(&[
        "Date(UTC),Coin,Amount,TransactionFee,Address,TXID,SourceAddress,PaymentID,Status",
        "2020-05-06 07:08:09,XRP,20,0.25,rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh,1F8E,,104729,Completed",
    ]);
    deposits_v2: "Binance-Deposit-History-Report-2024-05-06.xlsx", "deposits/v2", 1, "+00:00" "column", "2026-03-01T18:22:05Z", xlsx_of(&[
        "Date(UTC+0),Coin,Network,Amount,Address,TXID,Status", DEPOSIT_ROW,
    ]);
    deposits_v3: "Binance-Deposit-History-202603230400(UTC+7).csv", "deposits/v3", 1, "+07:00" "file_name", "2026-03-01T11:22:05Z", csv(&[
        "Time,Coin,Network,Amount,Address,TXID,Status", DEPOSIT_ROW,
    ]);
    deposits_v3_ja: "Binance-入金履歴-202603230400(UTC+9).csv", "deposits/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "時間,コイン,ネットワーク,金額,住所,トランザクションID,ステータス", DEPOSIT_ROW,
    ]);
    withdrawals_v2: "Binance-Withdraw-History-Report-2024-05-06.xlsx", "withdrawals/v2", 1, "+00:00" "column", "2026-03-01T18:22:05Z", xlsx_of(&[
        "Date(UTC+0),Coin,Network,Amount,Fee,Address,TXID,Status", WITHDRAWAL_ROW,
    ]);
    withdrawals_v3: "Binance-Withdraw-History-202603230400(UTC+3)-part1-of1.csv", "withdrawals/v3", 1, "+03:00" "file_name", "2026-03-01T15:22:05Z", bom(&[
        "Time,Coin,Network,Amount,Fee,Address,TXID,Status", WITHDRAWAL_ROW,
    ]);
    withdrawals_v3_ja: "Binance-出金履歴-202603230400(UTC+9).csv", "withdrawals/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "時間,コイン,ネットワーク,金額,手数料,住所,トランザクションID,ステータス", WITHDRAWAL_ROW,
    ]);
    fiat_dw_v1: "deposit-fiat.csv", "fiat_dw/v1", 1, "+00:00" "column", "2021-05-06T07:08:09Z", csv(&[
        "Date(UTC),Coin,Amount,Status,Payment Method,Indicated Amount,Fee,Order ID",
        "2021-05-06 07:08:09,EUR,99,Successful,Bank Transfer,100,1,A4711",
    ]);
    fiat_dw_v1_null: "fiat.csv", "fiat_dw/v1", 1, "+00:00" "column", "2021-05-06T07:08:09Z", csv(&[
        "Date(UTCnull),Coin,Amount,Status,Payment Method,Indicated Amount,Fee,Order ID",
        "2021-05-06 07:08:09,EUR,99,Successful,Bank Transfer,100,1,A4711",
    ]);
    fiat_dw_v1_offset: "fiat-withdraw.csv", "fiat_dw/v1", 1, "-03:00" "column", "2021-05-06T10:08:09Z", csv(&[
        "Date(UTC-3),Coin,Amount,Status,Payment Method,Indicated Amount,Fee,Order ID",
        "2021-05-06 07:08:09,BRL,99,Successful,Pix,100,1,A4711",
    ]);
    fiat_dw_v3_deposit: "Binance-Fiat-Deposit-History-202603230400(UTC+1).csv", "fiat_dw/v3", 1, "+01:00" "file_name", "2026-03-01T17:22:05Z", csv(&[
        "Time,Method,Deposit Amount,Receive Amount,Fee,Status,Transaction ID",
        "26-03-01 18:22:05,Bank Transfer,100.00 EUR,99.00 EUR,1.00 EUR,Successful,A4711",
    ]);
    fiat_dw_v3_withdraw: "Binance-Fiat-Withdraw-History-202603230400(UTC+1).csv", "fiat_dw/v3", 1, "+01:00" "file_name", "2026-03-01T17:22:05Z", csv(&[
        "Time,Method,Withdraw Amount,Receive Amount,Fee,Status,Transaction ID",
        "26-03-01 18:22:05,Bank Transfer,100.00 EUR,99.00 EUR,1.00 EUR,Successful,A4711",
    ]);
    fiat_dw_v3_ja_deposit: "日本円入金(UTC+9).csv", "fiat_dw/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "時間,方法,入金額,受取金額,手数料,ステータス,取引ID",
        "26-03-01 18:22:05,銀行振込,17198.00 JPY,17198.00 JPY,0.00 JPY,Successful,A4711",
    ]);
    fiat_dw_v3_ja_withdraw: "日本円出金(UTC+9).csv", "fiat_dw/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "時間,方法,出金額,受取金額,手数料,ステータス,取引ID",
        "26-03-01 18:22:05,銀行振込,17198.00 JPY,17048.00 JPY,150.00 JPY,Successful,A4711",
    ]);
    fiat_buy_v3: "Binance-Fiat-Buy-History-202603230400(UTC+9).csv", "fiat_buy/v3", 2, "+09:00" "file_name", "2026-02-28T15:00:00Z", csv(&[
        "Time,Method,Spend Amount,Receive Amount,Fee,Price,Status,Transaction ID",
        "26-03-01,Credit Card,100.00 EUR,0.001 BTC,1.00 EUR,99000 EUR/BTC,Completed,A4711",
        "26-03-02 18:22:05,Credit Card,100.00 EUR,0.001 BTC,1.00 EUR,99000 EUR/BTC,Completed,A4712",
    ]);
    fiat_conversion_v3_ja: "購入履歴(UTC+9).csv", "fiat_conversion/v3-ja", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "方法,金額,価格,最終金額,作成日時,ステータス,取引ID",
        "残高,10000.00 JPY,10000000 JPY,0.001 BTC,26-03-01 18:22:05,Successful,A4711",
    ]);
    convert_v1: "convert.csv", "convert/v1", 1, "+00:00" "assumed", "2022-05-06T07:08:09Z", csv(&[
        "Date,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
        "2022-05-06 07:08:09,ETHUSDT,Market,0.5ETH,1000USDT,1ETH = 2000USDT,1USDT = 0.0005ETH,2022-05-06 07:08:10,Successful",
    ]);
    convert_v1b_wallet: "convert.csv", "convert/v1b", 1, "+00:00" "assumed", "2022-05-06T07:08:09Z", csv(&[
        "Date,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
        "2022-05-06 07:08:09,Spot Wallet,ETHUSDT,Market,0.5ETH,1000USDT,1ETH = 2000USDT,1USDT = 0.0005ETH,2022-05-06 07:08:10,Successful",
    ]);
    convert_v3: "Binance-Convert-Order-History-202603230400(UTC+7)-part1-of1.csv", "convert/v3", 1, "+07:00" "file_name", "2026-03-01T11:22:05Z", bom(&[
        "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
        "26-03-01 18:22:05,Spot Wallet,1INCHUSDT,Market,5.11INCH,2USDT,11INCH = 0.392USDT,1USDT = 2.551INCH,26-03-01 18:22:06,Successful",
    ]);
    p2p_c2c_v1: "Binance-C2C-Order-History-202603230400(UTC+9).csv", "p2p_c2c/v1", 1, "+09:00" "file_name", "2026-03-01T09:22:05Z", csv(&[
        "Order Number,Order Type,Asset Type,Fiat Type,Total Price,Price,Quantity,Exchange rate,Couterparty,Status,Created Time",
        "4711,Sell,USDT,JPY,\"775,000\",155,5000,155,user-1,Completed,2026-03-01 18:22:05",
    ]);
    p2p_c2c_v1_fees: "c2c.csv", "p2p_c2c/v1", 1, "+00:00" "assumed", "2026-03-01T18:22:05Z", csv(&[
        "Order Number,Order Type,Asset Type,Fiat Type,Total Price,Price,Quantity,Exchange rate,Maker Fee,Taker Fee,Couterparty,Status,Created Time",
        "4711,Buy,USDT,JPY,\"775,000\",155,5000,155,0,0.05,user-1,Completed,2026-03-01 18:22:05",
    ]);
    futures_tx_v1: "futures.csv", "futures_tx/v1", 7, "+00:00" "column", "2022-05-06T07:08:01Z", csv(&[
        "Date(UTC),type,Amount,Asset,Symbol,Transaction ID",
        "2022-05-06 07:08:01,DEPOSIT,100,USDT,,1",
        "2022-05-06 07:08:02,REALIZED_PNL,-3.5,USDT,BTCUSDT,2",
        "2022-05-06 07:08:03,COMMISSION,-0.1,USDT,BTCUSDT,3",
        "2022-05-06 07:08:04,FUNDING_FEE,6.0E-7,USDT,BTCUSDT,4",
        "2022-05-06 07:08:05,COIN_SWAP_DEPOSIT,1,BNB,,5",
        "2022-05-06 07:08:06,COIN_SWAP_WITHDRAW,-300,USDT,,6",
        "2022-05-06 07:08:07,TRANSFER,-1,USDT,,7",
    ]);
    futures_trades_v1: "futures.csv", "futures_trades/v1", 1, "+00:00" "column", "2022-05-06T07:08:09Z", csv(&[
        "Date(UTC),Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit",
        "2022-05-06 07:08:09,BTCUSDT,SELL,30000,0.01,300,0.12 USDT,-3.5",
    ]);
    futures_trades_v1_quote: "futures.csv", "futures_trades/v1", 1, "+00:00" "column", "2022-05-06T07:08:09Z", csv(&[
        "Date(UTC),Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Quote Asset",
        "2022-05-06 07:08:09,BTCUSDT,SELL,30000,0.01,300,0.12,-3.5,USDT",
    ]);
    futures_trades_v3: "Binance-Futures-Trade-History-202603230400(UTC--6).csv", "futures_trades/v3", 1, "-06:00" "file_name", "2026-03-02T00:22:05Z", csv(&[
        "Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Buyer,Maker,Trade ID,Order ID",
        "26-03-01 18:22:05,BTCUSDC,SELL,90000,0.01,900,0.29 USDC,-3.5 USDC,false,true,1,2",
    ]);
    futures_trades_v3_uid: "Binance-Futures-Trade-History-202603230400(UTC--6).csv", "futures_trades/v3", 1, "-06:00" "file_name", "2026-03-02T00:22:05Z", csv(&[
        "Uid,Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Buyer,Maker,Trade ID,Order ID",
        "100000001,26-03-01 18:22:05,BTCUSDC,SELL,90000,0.01,900,0.29 USDC,-3.5 USDC,false,true,1,2",
    ]);
    futures_orders_v3_zh: "合约订单(UTC+8).csv", "futures_orders/v3-zh", 1, "+08:00" "file_name", "2026-03-01T10:22:05Z", csv(&[
        "用户ID,时间,订单编号,代币名称,类型,方向,价格,平均价格,金额,执行金额,已执行报价金额,止损价格,状态,更新时间",
        "100000001,2026-03-01 18:22:05,4711,BTCUSDT,LIMIT,BUY,90000,89999,0.01,0.01,899.99,0,FILLED,2026-03-01 18:23:00",
    ]);
    futures_orders_v3_zh_coin: "合约订单(UTC+8).csv", "futures_orders/v3-zh", 1, "+08:00" "file_name", "2026-03-01T10:22:05Z", csv(&[
        "用户ID,时间,订单编号,币种名称,类型,方向,价格,平均价格,金额,执行金额,已执行报价金额,止损价格,状态,更新时间",
        "100000001,2026-03-01 18:22:05,4711,BTCUSDT,LIMIT,BUY,90000,89999,0.01,0.01,899.99,0,FILLED,2026-03-01 18:23:00",
    ]);
    futures_orders_v3_zh_pair: "合约订单(UTC+8).csv", "futures_orders/v3-zh", 1, "+08:00" "file_name", "2026-03-01T10:22:05Z", csv(&[
        "用户ID,时间,订单编号,币对,类型,方向,价格,平均价格,金额,执行金额,已执行报价金额,止损价格,状态,更新时间",
        "100000001,2026-03-01 18:22:05,4711,BTCUSDT,LIMIT,BUY,90000,89999,0.01,0.01,899.99,0,FILLED,2026-03-01 18:23:00",
    ]);
    simple_earn_locked_v3: "Binance-SimpleEarn—Locked-History-202603230400(UTC+7).csv", "simple_earn_locked/v3", 2, "+07:00" "file_name", "", csv(&[
        "Time,Coin,Interest,Lock Period,APR,Type",
        "26-03-01 18:22:05,DOT,0.01,60 Days,12%,Locked Rewards",
        "2026-03-02 18:22:05,DOT,0.01,60 Days,12%,Locked Rewards",
    ]);
    simple_earn_locked_v3_redemption: "Binance-SimpleEarn—Locked-History-202603230400(UTC+7).csv", "simple_earn_locked/v3", 1, "+07:00" "file_name", "", csv(&[
        "Redemption Date,Coin,Redemption Amount,Redeem to,Est. Arrival Time,Status",
        "2026-03-01 18:22:05,DOT,5,Spot Wallet,2026-03-02 18:22,Success",
    ]);
    auto_invest_v1: "Binance-Auto-Invest-History-2023.csv", "auto_invest/v1", 2, "+00:00" "column", "", csv(&[
        "Auto-Invest Date(UTC),Holding Coin,Amount per period,Trading Fee,Units,From,Status",
        "3/1/2023 5:00,BTC,10 USDT,0.02 USDT,0.0004,Spot Wallet,Success",
        "1/31/2023 17:00,BTC,10 USDT,0.02 USDT,0.0004,Spot Wallet,Success",
    ]);
}

/// A variant that the sources list and no test above reads would go unnoticed.
#[test]
fn every_listed_variant_has_a_test_named_after_it() {
    let mut tested: BTreeSet<String> = BTreeSet::new();
    for (name, format) in NAMED {
        assert!(name.starts_with(&format.replace(['/', '-'], "_")), "{name} reads {format}");
        tested.insert((*format).to_owned());
    }
    let listed: BTreeSet<String> = source::ALL
        .iter()
        .flat_map(|format| {
            format.variants.iter().map(|variant| format!("{}/{}", format.family, variant.name))
        })
        .collect();
    assert_eq!(tested, listed);
}

#[test]
fn american_dates_are_read_month_first_only_where_the_export_writes_them_so() {
    let header =
        "Auto-Invest Date(UTC),Holding Coin,Amount per period,Trading Fee,Units,From,Status";
    let examination =
        one("x.csv", csv(&[header, "31/1/2023 5:00,BTC,10 USDT,0,0.0004,Spot Wallet,Success"]));
    assert_eq!(problems(&examination), ["2 bad_time"]);
    let header = "Date(UTC),Pair,Side,Price,Executed,Amount,Fee";
    let examination =
        one("x.csv", csv(&[header, "1/2/2023 5:00,ETHUSDT,BUY,2000,1ETH,2000USDT,0"]));
    assert_eq!(problems(&examination), ["2 bad_time"]);
}
