//! Which parts of a text say how much money it is about? Who names the amount is believed to be the
//! exchange. The price of a coin is no such amount.

use super::text::Text;
use super::{Class, Seen};

/// Units behind a number.
const UNITS: [&str; 63] = [
    "円",
    "ドル",
    "ユーロ",
    "ウォン",
    "ポンド",
    "元",
    "米ドル",
    "ビットコイン",
    "イーサリアム",
    "イーサ",
    "リップル",
    "テザー",
    "枚",
    "yen",
    "dollar",
    "dollars",
    "bucks",
    "euro",
    "euros",
    "pounds",
    "usd",
    "usdt",
    "usdc",
    "busd",
    "fdusd",
    "dai",
    "jpy",
    "jpyc",
    "eur",
    "gbp",
    "krw",
    "cny",
    "inr",
    "sgd",
    "aud",
    "cad",
    "btc",
    "eth",
    "bnb",
    "xrp",
    "xlm",
    "sol",
    "trx",
    "doge",
    "ltc",
    "ada",
    "matic",
    "pol",
    "dot",
    "avax",
    "shib",
    "link",
    "ton",
    "atom",
    "bch",
    "etc",
    "xmr",
    "dash",
    "pepe",
    "sats",
    "satoshi",
    "bitcoin",
    "grand",
];
const PREFIXES: [&str; 14] =
    ["us$", "$", "¥", "€", "£", "₹", "₩", "usd", "usdt", "jpy", "eur", "gbp", "btc", "eth"];
const ABOUT: [&str; 9] =
    ["約", "およそ", "だいたい", "about ", "around ", "approx ", "approx. ", "roughly ", "~"];
/// Counters: what is counted so is no money.
const COUNTERS: &str = "人件回年歩時分秒本台個倍%歳才店社日月";
const KANJI_DIGITS: &str = "一二三四五六七八九十百千";
const SCALES: &str = "百千万億兆";
const PRICE_BEFORE: [&str; 24] = [
    "price",
    "価格",
    "相場",
    "レート",
    "終値",
    "高値",
    "安値",
    "現在値",
    "指値",
    "dropped from",
    "dropped to",
    "fell to",
    "fell from",
    "rose to",
    "hit",
    "pumped to",
    "crashed to",
    "trading at",
    "清算価格",
    "limit at",
    "stop at",
    "to",
    "stop price",
    "at price",
];
const PRICE_BEHIND: [&str; 10] =
    ["を割", "を超え", "を突破", "台", "まで下", "まで上", "まで急", "に到達", "per ", "/"];
const LOSS: [&str; 28] = [
    "失",
    "盗",
    "被害",
    "損",
    "抜かれ",
    "送",
    "振込",
    "振り込",
    "取られ",
    "騙",
    "だまされ",
    "やられ",
    "消え",
    "なくな",
    "lost",
    "lose",
    "stole",
    "stolen",
    "took",
    "drained",
    "scam",
    "sent",
    "gone",
    "wired",
    "moved",
    "paid",
    "loss",
    "pay",
];

/// Takes amounts of money and coins.
pub(super) fn find(text: &mut Text) {
    let mut at = 0;
    while at < text.len() {
        match amount(text, at) {
            Some((start, end)) if !is_price(text, start, end) => {
                text.take(start, end, Class::LossAmount, Seen::Form);
                at = end;
            }
            Some((_, end)) => at = end,
            None => at += 1,
        }
    }
}

/// The amount that begins here, with what stands before it.
fn amount(text: &Text, at: usize) -> Option<(usize, usize)> {
    let before = text.before(at);
    let first = text.at(at);
    if before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric()
        || before == '.'
        || before == '-'
    {
        return None;
    }
    let about = ABOUT.iter().find_map(|word| text.starts(at, word));
    let from = about.map_or(at, |end| text.run(end, |c| c == ' '));
    let prefix = text.starts_any(from, &PREFIXES);
    let digits = prefix.map_or(from, |end| text.run(end, |c| c == ' '));
    let (number, scaled) = number_end(text, digits)?;
    let gap = text.run(number, |c| c == ' ').min(number + 1);
    let (thousands, gap) = match text.starts_any(number, &["k", "m", "mil", "million"]) {
        Some(end) => (Some(end), text.run(end, |c| c == ' ').min(end + 1)),
        None => (None, gap),
    };
    let end = match (text.starts_any(gap, &UNITS), prefix, thousands) {
        (Some(unit), ..) => unit,
        // "USDT 24h" counts hours.
        (None, Some(_), None) if text.at(number).is_ascii_alphabetic() => return None,
        (None, Some(_), _) => thousands.unwrap_or(number),
        (None, None, Some(end)) if about.is_some() => end,
        _ if scaled && !COUNTERS.contains(text.at(number)) => number,
        _ => return None,
    };
    // Nothing is no amount.
    let some = (digits..number).any(|at| !"0.,".contains(text.at(at)));
    some.then_some((at, end))
}

/// Digits with commas, or numerals; and whether 万 or 億 stands among them.
fn number_end(text: &Text, start: usize) -> Option<(usize, bool)> {
    let first = text.at(start);
    if !(first.is_ascii_digit() || KANJI_DIGITS.contains(first)) {
        return None;
    }
    let mut at = start;
    let mut scaled = false;
    loop {
        let c = text.at(at);
        let next = text.at(at + 1);
        let groups = (1..=3).all(|step| text.at(at + step).is_ascii_digit())
            && !text.at(at + 4).is_ascii_digit();
        if c.is_ascii_digit() || KANJI_DIGITS.contains(c) || SCALES.contains(c) {
            scaled |= matches!(c, '万' | '億' | '兆');
            at += 1;
        } else if matches!(c, ',' | '.') && next.is_ascii_digit() || c == ' ' && groups {
            at += 1;
        } else {
            break;
        }
    }
    Some((at, scaled))
}

/// A price of the market, as long as nothing in the clause speaks of a loss.
fn is_price(text: &Text, start: usize, end: usize) -> bool {
    let clause = text.clause(start, 40);
    let behind = text.run(end, |c| !"\n。!?".contains(c)).min(end + 24);
    if text.holds_any(clause, behind, &LOSS) {
        return false;
    }
    let lead = text.run_back(start, |c| " がはをの:".contains(c));
    text.ends_any(lead, &PRICE_BEFORE).is_some()
        || text.starts_any(end, &PRICE_BEHIND).is_some()
        || text.holds_any(
            start.saturating_sub(14).max(clause),
            start,
            &["price", "価格", "レート", "相場"],
        )
}
