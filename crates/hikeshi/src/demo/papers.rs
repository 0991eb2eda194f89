//! What else the made-up person has: public market data of the night, two mails and a note.

use super::account::{UNIT, decimal, product};
use super::{COINS, Dice};
use hikeshi_case::time::Time;

/// One-minute bars of XRPJPY around the night, in the columns of the exchange's public files
/// (microseconds since 2025); `dip` is the lowest price of the one thin minute.
pub(super) fn market(night: Time, dip: i128, dice: &mut Dice) -> (String, Vec<u8>) {
    let mut text = String::new();
    let (_, usual, _) = COINS[2];
    let mut price = usual;
    for minute in -60..60_i64 {
        let from = night.plus_seconds(minute * 60);
        let open = price;
        let close = dice.about(usual, 1);
        price = close;
        let high = open.max(close) + UNIT / 4;
        let low = if minute == 12 { dip } else { open.min(close) - UNIT / 4 };
        let volume = dice.about(9_000 * UNIT, 60);
        let quote = product(volume, i128::midpoint(open, close));
        let (start, end) = (from.micros(), from.plus_seconds(60).micros() - 1);
        let trades = 40 + dice.below(60);
        let half = decimal(volume / 2);
        let [open, high, low, close, volume] = [open, high, low, close, volume].map(decimal);
        let row = format!(
            "{start},{open},{high},{low},{close},{volume},{end},{},{trades},{half},{},0\n",
            decimal(quote),
            decimal(quote / 2),
        );
        text.push_str(&row);
    }
    ("XRPJPY-1m-2026-09-11.csv".to_owned(), text.into_bytes())
}

/// A mail as the exchange sends it on a withdrawal, and one that only looks like it.
pub(super) fn mails(night: Time) -> [(String, Vec<u8>); 2] {
    let notice = night.plus_seconds(27 * 60 + 40);
    let c = notice.civil(0);
    let (hour, minute, second) = (c.hour, c.minute, c.second);
    let genuine = format!(
        "Delivered-To: hanako.mihon@example.jp\r\n\
         Return-Path: <bounce+0001@ses.binance.com>\r\n\
         Authentication-Results: mx.example.jp;\r\n\
         \x20      dkim=pass header.i=@ses.binance.com;\r\n\
         \x20      spf=pass smtp.mailfrom=ses.binance.com;\r\n\
         \x20      dmarc=pass header.from=ses.binance.com\r\n\
         Date: Fri, 11 Sep 2026 {hour:02}:{minute:02}:{second:02} +0000\r\n\
         From: Binance <donotreply@ses.binance.com>\r\n\
         To: hanako.mihon@example.jp\r\n\
         Subject: [Binance] Withdrawal Successful - 2026-09-11 {hour:02}:{minute:02}:{second:02}(UTC)\r\n\
         Message-ID: <mihon-0001@ses.binance.com>\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=UTF-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\
         \r\n\
         (これは見本のために作った架空のメールです / made up for a sample)\r\n\
         You have successfully withdrawn BTC from your account.\r\n\
         https://www.binance.com/en/my/security/account-activity\r\n"
    );
    let imitation = "Delivered-To: hanako.mihon@example.jp\r\n\
         Return-Path: <info@mailer.example>\r\n\
         Authentication-Results: mx.example.jp;\r\n\
         \x20      dkim=fail header.i=@mailer.example;\r\n\
         \x20      spf=fail smtp.mailfrom=mailer.example;\r\n\
         \x20      dmarc=fail header.from=ses.binance.com\r\n\
         Date: Thu, 10 Sep 2026 21:14:08 +0900\r\n\
         From: Binance <donotreply@ses.binance.com>\r\n\
         To: hanako.mihon@example.jp\r\n\
         Subject: [Binance] Account verification required\r\n\
         Message-ID: <mihon-0002@mailer.example>\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=UTF-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\
         \r\n\
         (これは見本のために作った架空のメールです / made up for a sample)\r\n\
         お客様の口座の本人確認が必要です。24時間以内に下記よりお手続きください。\r\n\
         https://binance-login.example/ja/verify?id=0001\r\n"
        .to_owned();
    [
        ("メール-1-出金のお知らせ.eml".to_owned(), genuine.into_bytes()),
        ("メール-2-確認のお願い.eml".to_owned(), imitation.into_bytes()),
    ]
}

/// What the person wrote down in the morning.
pub(super) fn note() -> (String, Vec<u8>) {
    let text = "【見本】このメモは架空のものです。\n\
        \n\
        2026年9月12日 7時ごろ\n\
        起きたら取引所から「出金が完了しました」というメールが届いていました。\n\
        夜中に出金の操作はしていません。残高を見ると、ほとんどのコインがなくなっていました。\n\
        10日の夜に本人確認のメールが来て、リンクを開いてログインしました。\n\
        パスワードはこれから変更します。\n";
    ("メモ.txt".to_owned(), text.as_bytes().to_vec())
}
