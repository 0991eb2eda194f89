//! How is a fact said, in a sentence and in a list of facts?

use super::document::{Cell, Line, Span, cell};
use super::words::{Words, coins, grouped_amount, percent_of_points};
use crate::lang::{Arg, Lang, has};
use hikeshi_case::amount::Amount;
use hikeshi_case::finding::{Code, Fact};
use hikeshi_case::time::Time;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Facts by their key.
pub(crate) type Facts = BTreeMap<&'static str, Fact>;

/// Values shown in a sentence before the rest is counted; and in a list of facts.
const IN_SENTENCE: usize = 4;
const IN_LIST: usize = 20;
/// Characters of a notice quoted in the timeline.
const QUOTED: usize = 80;

/// Facts whose texts are keys with words of their own (`value-<fact>-<key>`).
const KEYED: [&str; 10] = [
    "because",
    "before_money",
    "by",
    "kind",
    "own_sites",
    "reached",
    "side",
    "spoof",
    "stage",
    "what",
];
/// Codes whose `reason` is a key; in the others it is quoted from the material.
const KEYED_REASON: [Code; 9] = [
    Code::AddressInvalid,
    Code::HoldRunning,
    Code::BalanceGap,
    Code::SecurityChange,
    Code::AccountRestricted,
    Code::UrlImitatesExchange,
    Code::TimeZoneAssumed,
    Code::RowsUnreadable,
    Code::MailSpoofed,
];
/// Keys a sentence chooses its form by: they go in as keys, not as words.
const CHOOSING: [&str; 5] = ["by", "stage", "what", "reached", "before_money"];
/// Facts that are read character by character.
const VERBATIM: [&str; 7] =
    ["address", "resembles", "txid", "url", "address_ip", "sender", "operation"];
/// The order facts are listed in; others follow by name.
const ORDER: [&str; 22] = [
    "at",
    "from",
    "to",
    "asset",
    "amount",
    "symbol",
    "side",
    "price",
    "address",
    "resembles",
    "network",
    "valid_on",
    "txid",
    "status",
    "reason",
    "count",
    "share_percent",
    "because",
    "loss_quote",
    "difference_bp",
    "low",
    "high",
];

/// The values of a fact, one or several.
pub(crate) fn items(fact: &Fact) -> &[Fact] {
    match fact {
        Fact::List(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// The texts of a fact, as they are.
pub(crate) fn texts(facts: &Facts, key: &str) -> Vec<String> {
    let values = facts.get(key).map(items).unwrap_or_default();
    values
        .iter()
        .filter_map(|fact| if let Fact::Text(text) = fact { Some(text.clone()) } else { None })
        .filter(|text| !text.is_empty())
        .collect()
}

fn amounts(facts: &Facts, key: &str) -> Vec<Amount> {
    let values = facts.get(key).map(items).unwrap_or_default();
    let amount = |fact: &Fact| if let Fact::Amount(amount) = fact { Some(*amount) } else { None };
    values.iter().filter_map(amount).collect()
}

fn count(facts: &Facts, key: &str) -> Option<i64> {
    match facts.get(key) {
        Some(Fact::Count(count)) => Some(*count),
        _ => None,
    }
}

fn time(facts: &Facts, key: &str) -> Option<Time> {
    match facts.get(key) {
        Some(Fact::Time(time)) => Some(*time),
        _ => None,
    }
}

/// Amounts with their coins: parallel lists pair up, one coin goes with every amount.
pub(crate) fn money(facts: &Facts, key: &str) -> Vec<String> {
    let assets = texts(facts, "asset");
    let amounts = amounts(facts, key);
    let paired = assets.len() == amounts.len() && assets.len() > 1;
    let one = assets.first().filter(|_| assets.len() == 1);
    let coin = |at: usize| if paired { assets.get(at) } else { one };
    amounts
        .iter()
        .enumerate()
        .map(|(at, amount)| coins(*amount, coin(at).map_or("", String::as_str)))
        .collect()
}

/// The amounts of `amount` with what they count: a coin of the account, in an order the pair's base.
fn counted_coins(code: Code, facts: &Facts) -> Vec<String> {
    if is_money(code) {
        return money(facts, "amount");
    }
    let base = match (texts(facts, "symbol").as_slice(), texts(facts, "asset").as_slice()) {
        ([symbol], [quote]) => symbol.strip_suffix(quote.as_str()).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    amounts(facts, "amount").into_iter().map(|amount| coins(amount, &base)).collect()
}

/// The facts as they are said: every reason for which a mail's sender is doubtful stands in one list.
fn said_facts(code: Code, facts: &Facts) -> Cow<'_, Facts> {
    if code != Code::MailSpoofed || !facts.contains_key("reason") {
        return Cow::Borrowed(facts);
    }
    let mut facts = facts.clone();
    let mut all = texts(&facts, "spoof");
    for reason in texts(&facts, "reason") {
        if !all.contains(&reason) {
            all.push(reason);
        }
    }
    facts.remove("reason");
    facts.insert("spoof", Fact::List(all.into_iter().map(Fact::Text).collect()));
    Cow::Owned(facts)
}

/// The values a finding's sentences may use.
pub(crate) fn arguments(words: Words<'_>, code: Code, facts: &Facts) -> Vec<(&'static str, Arg)> {
    let mut args: Vec<(&'static str, Arg)> = Vec::new();
    for (key, fact) in facts {
        if let Some(value) = argument(words, code, key, fact) {
            args.push((key, value));
        }
    }
    let mut add = |key, values: &[String]| {
        if !values.is_empty() {
            args.push((key, words.list(values, IN_SENTENCE).into()));
        }
    };
    add("money", &counted_coins(code, facts));
    add("total", &total(facts));
    add("loss", &money(facts, "loss_quote"));
    add("gap_money", &money(facts, "gap"));
    add("largest", &money(facts, "largest"));
    if let (Some(from), Some(to)) = (time(facts, "from").or(time(facts, "at")), time(facts, "to")) {
        args.push(("span", words.span(from, to).into()));
    }
    if let Some(points) = count(facts, "difference_bp") {
        args.push(("percent", percent_of_points(points).into()));
    }
    for (from, to, unit_s) in [
        ("holding_s", "holding", 1),
        ("waiting_minutes", "waiting", 60),
        ("usual_minutes", "usual_wait", 60),
    ] {
        if let Some(length) = count(facts, from) {
            args.push((to, words.duration(length.saturating_mul(unit_s)).into()));
        }
    }
    args
}

/// The sum where there are several amounts of one coin.
fn total(facts: &Facts) -> Vec<String> {
    let amounts = amounts(facts, "amount");
    match texts(facts, "asset").as_slice() {
        [asset] if amounts.len() > 1 => vec![coins(amounts.into_iter().sum(), asset)],
        _ => Vec::new(),
    }
}

fn argument(words: Words<'_>, code: Code, key: &str, fact: &Fact) -> Option<Arg> {
    match fact {
        Fact::Count(count) => Some((*count).into()),
        Fact::Text(text)
            if CHOOSING.contains(&key) || (key == "reason" && code == Code::BalanceGap) =>
        {
            Some(text.as_str().into())
        }
        _ => {
            let said: Vec<String> =
                items(fact).iter().map(|one| value(words, code, key, one)).collect();
            let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
            let most = if key == "spoof" { IN_LIST } else { IN_SENTENCE };
            (!said.is_empty()).then(|| words.list(&said, most).into())
        }
    }
}

/// One value in words.
fn value(words: Words<'_>, code: Code, key: &str, fact: &Fact) -> String {
    match fact {
        Fact::Amount(amount) => grouped_amount(*amount),
        Fact::Time(time) => words.moment(*time),
        Fact::Count(count) => counted(words, key, *count),
        Fact::Text(text) if is_keyed(code, key) => keyed(words, key, text),
        Fact::Text(text) if key == "chance" => words.odds(text),
        Fact::Text(text) if key == "brand" => brand(text),
        Fact::Text(text) => text.clone(),
        Fact::List(_) => String::new(),
    }
}

fn is_keyed(code: Code, key: &str) -> bool {
    KEYED.contains(&key) || (key == "reason" && KEYED_REASON.contains(&code))
}

/// The words of a key; a key from a newer version prints itself.
fn keyed(words: Words<'_>, fact: &str, key: &str) -> String {
    // A mail's reasons stand under `spoof`, in some versions under `reason`.
    let said = [fact, "spoof"].map(|fact| format!("value-{fact}-{key}"));
    match said.iter().find(|id| has(words.lang, id)) {
        Some(id) => words.say(id),
        None => words.word("detail-", key),
    }
}

/// An exchange as it writes itself.
fn brand(key: &str) -> String {
    let known = match key {
        "okx" => "OKX",
        "htx" => "HTX",
        "mexc" => "MEXC",
        "ftx" => "FTX",
        "kucoin" => "KuCoin",
        "bitflyer" => "bitFlyer",
        "bitbank" => "bitbank",
        "bittrade" => "BitTrade",
        "bitmex" => "BitMEX",
        "gate" => "Gate",
        "gmocoin" => "GMO Coin",
        "dmmbitcoin" => "DMM Bitcoin",
        "bitpoint" => "BITPOINT",
        "sbivctrade" | "sbivc" => "SBI VC Trade",
        "rakutenwallet" => "Rakuten Wallet",
        "coinex" => "CoinEx",
        "btcbox" => "BTCBOX",
        "cryptocom" => "Crypto.com",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let mut letters = key.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

fn counted(words: Words<'_>, key: &str, count: i64) -> String {
    let unit = match key {
        "holding_s" => return words.duration(count),
        "waiting_minutes" | "usual_minutes" => return words.duration(count.saturating_mul(60)),
        "hours" => "unit-hours",
        "share_percent" => "unit-percent",
        "times" => "unit-times",
        "prefix" | "suffix" => "unit-characters",
        "near" => "unit-near",
        "difference_bp" => "unit-bp",
        _ => return crate::lang::grouped(&count.to_string()),
    };
    words.text(unit, &[("count", count.into()), ("percent", percent_of_points(count).into())])
}

/// The sentences of a finding: of each group the first whose facts are all there.
pub(crate) fn sentences(words: Words<'_>, code: Code, facts: &Facts) -> Vec<String> {
    let args = arguments(words, code, &said_facts(code, facts));
    if facts.contains_key("gathered") {
        return gathered(words, code, &args);
    }
    (1..=4)
        .filter_map(|group| {
            ["a", "b", "c", "d"].into_iter().find_map(|choice| {
                let key = format!("finding-{}-{group}{choice}", code.key());
                crate::lang::text_if(words.lang, &key, &args)
            })
        })
        .collect()
}

/// The sentences of many findings told as one: how many there are of what, when, how much.
fn gathered(words: Words<'_>, code: Code, args: &[(&'static str, Arg)]) -> Vec<String> {
    let many = format!("finding-{}-many", code.key());
    let title = words.say(&format!("finding-{}-title", code.key()));
    let named = [args, &[("title", title.into())]].concat();
    let first = crate::lang::text_if(words.lang, &many, args);
    let first = first.or_else(|| crate::lang::text_if(words.lang, "gathered-many", &named));
    let how_much = ["gathered-money-a", "gathered-money-b"];
    let how_much = how_much.iter().find_map(|key| crate::lang::text_if(words.lang, key, args));
    let rest = ["gathered-span", "gathered-apart"];
    let rest = rest.iter().filter_map(|key| crate::lang::text_if(words.lang, key, args));
    first.into_iter().chain(how_much).chain(rest).collect()
}

/// A sentence with the values that are read character by character set apart.
pub(crate) fn set_apart(sentence: &str, facts: &Facts) -> Line {
    let values: Vec<String> = VERBATIM.iter().flat_map(|key| texts(facts, key)).collect();
    let mut line = Vec::new();
    let mut rest = sentence;
    while !rest.is_empty() {
        let found = values.iter().filter_map(|v| rest.find(v.as_str()).map(|at| (at, v))).min();
        let Some((at, value)) = found else { break };
        let (before, after) = rest.split_at(at);
        if !before.is_empty() {
            line.push(Span::plain(before));
        }
        line.push(Span::code(value));
        rest = after.strip_prefix(value.as_str()).unwrap_or_default();
    }
    if !rest.is_empty() {
        line.push(Span::plain(rest));
    }
    line
}

/// The facts of a finding, name and value, every value in full.
pub(crate) fn listed(words: Words<'_>, code: Code, facts: &Facts) -> Vec<(String, Cell)> {
    let facts = &*said_facts(code, facts);
    let rank = |key: &str| ORDER.iter().position(|o| *o == key).unwrap_or(ORDER.len());
    let mut keys: Vec<&'static str> = facts.keys().copied().collect();
    keys.sort_by_key(|key| (rank(key), *key));
    let paired = counted_coins(code, facts);
    let lost = !amounts(facts, "loss_quote").is_empty();
    let merges = lost || (!paired.is_empty() && is_money(code));
    keys.iter()
        .filter(|key| !(merges && **key == "asset"))
        .filter_map(|key| {
            let fact = facts.get(key)?;
            let value = match *key {
                "amount" => lines(words, &paired),
                "loss_quote" | "gap" | "largest" => lines(words, &money(facts, key)),
                _ => fact_cell(words, code, key, fact),
            };
            Some((words.word("fact-", key), value)).filter(|(_, value)| !value.is_empty())
        })
        .collect()
}

/// Whether `amount` counts `asset` in this code; in orders and fills it counts the pair's base, and
/// `asset` is what `loss_quote` counts.
fn is_money(code: Code) -> bool {
    !matches!(code, Code::OrderMistake | Code::FillOffMarket)
}

fn lines(words: Words<'_>, values: &[String]) -> Cell {
    let mut out: Cell = values.iter().take(IN_LIST).map(|text| vec![Span::plain(text)]).collect();
    if values.len() > IN_LIST {
        let more = words.text("dossier-more", &[("count", (values.len() - IN_LIST).into())]);
        out.push(vec![Span::muted(more)]);
    }
    out
}

fn fact_cell(words: Words<'_>, code: Code, key: &str, fact: &Fact) -> Cell {
    let said: Vec<String> = items(fact)
        .iter()
        .map(|one| value(words, code, key, one))
        .filter(|text| !text.is_empty())
        .collect();
    if !VERBATIM.contains(&key) {
        let short = said.iter().all(|text| text.chars().count() <= 12) && said.len() > 1;
        return if short { cell(words.list(&said, IN_LIST)) } else { lines(words, &said) };
    }
    let mut out: Cell = said.iter().take(IN_LIST).map(|text| vec![Span::code(text)]).collect();
    if said.len() > IN_LIST {
        out.extend(lines(
            words,
            &[words.text("dossier-more", &[("count", (said.len() - IN_LIST).into())])],
        ));
    }
    out
}

/// How much moved at a moment, and what it became.
pub(crate) fn moment_amount(facts: &Facts) -> Vec<String> {
    let mut said = money(facts, "amount");
    let became = texts(facts, "to_asset");
    let coin = became.first().map_or("", String::as_str);
    said.extend(amounts(facts, "to_amount").iter().map(|to| format!("→ {}", coins(*to, coin))));
    said
}

/// What happened at a moment of the timeline, beside its amount.
pub(crate) fn moment_detail(words: Words<'_>, kind: &str, facts: &Facts) -> Cell {
    let mut first = words.word("moment-", kind);
    if let Some(trades) = count(facts, "count").filter(|n| *n > 1) {
        let said = words.text("trades-count", &[("count", trades.into())]);
        if kind == "trades" {
            first = join(words, &first, &said);
        }
    }
    for key in ["symbol", "converted", "side", "reason", "place", "subject", "brand", "status"] {
        let said: Vec<String> = texts(facts, key)
            .iter()
            .map(|text| match key {
                "status" | "subject" | "place" | "symbol" => text.clone(),
                "brand" => brand(text),
                _ => keyed(words, key, text),
            })
            .collect();
        if !said.is_empty() {
            first = join(words, &first, &words.list(&said, IN_SENTENCE));
        }
    }
    let mut out = cell(first);
    for quoted in texts(facts, "quoted") {
        out.push(vec![Span::muted(hikeshi_case::problem::shortened(&quoted, QUOTED))]);
    }
    for address in texts(facts, "address").iter().take(3) {
        let network = texts(facts, "network").first().cloned().unwrap_or_default();
        let mut line = vec![Span::code(address)];
        if !network.is_empty() {
            line.push(Span::muted(format!(" {network}")));
        }
        out.push(line);
    }
    out
}

fn join(words: Words<'_>, before: &str, after: &str) -> String {
    match words.lang {
        Lang::Ja => format!("{before}・{after}"),
        Lang::En => format!("{before}: {after}"),
    }
}
