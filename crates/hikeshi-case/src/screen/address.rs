//! Is this text an address, of which networks, and does a deposit to it need a memo?
//!
//! Answered from the text alone: the form of each chain and its own checksum, never a network call.
//! A family (one file under `address/`) reads what it can and notes which rule broke; this file
//! weighs that against the network asked for.
//!
//! What a verdict cannot say: that anybody holds the key, that the account exists, or, on chains
//! without a checksum (Solana, raw TON, Aptos, Sui, NEAR, names), that no character is mistyped.

mod aeternity;
mod algorand;
mod base58;
mod base58check;
mod bech32;
mod cardano;
mod cashaddr;
mod decred;
mod digest;
mod eos;
mod evm;
mod filecoin;
mod hedera;
mod hrp;
mod icp;
mod monero;
mod nano;
mod near;
mod nem;
mod network;
mod nimiq;
mod octets;
mod plain;
mod ripple;
mod segwit;
mod sheet;
mod ss58;
mod stacks;
mod stellar;
mod ton;
mod typo;

use network::Network;
use sheet::{Reading, Sheet};

/// Longest text looked at, in bytes; Lightning invoices are the longest form known here.
const LONGEST: usize = 1024;

/// What can be said of a text on the network asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// A receiving address there, checksum included where the chain has one.
    Valid,
    /// The form or the checksum is broken.
    Invalid,
    /// Sound, but of other networks: see [`Judgement::networks`], which is empty when the network it
    /// belongs to is not in our table.
    OtherNetwork,
    /// Sound, but nothing one deposits to: a validator, a public key, a stake address, a secret seed.
    WrongPurpose,
    /// The network or the form is not in our table. Never to be shown as "invalid".
    NotKnown,
}

impl Verdict {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::OtherNetwork => "other_network",
            Self::WrongPurpose => "wrong_purpose",
            Self::NotKnown => "unknown",
        }
    }
}

/// Whether a deposit to an exchange needs a memo, destination tag or payment id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Memo {
    /// Without it the deposit is not credited by itself.
    Required,
    /// Depends on the receiver: ask.
    Optional,
    /// The network has none, or the address already carries it.
    None,
}

impl Memo {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::None => "none",
        }
    }
}

/// The rule a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The check digits do not fit the rest: a mistyped or altered character.
    Checksum,
    /// Too short or too long.
    Length,
    /// A character this form never uses.
    Alphabet,
    /// The beginning is missing or wrong (`0x`, the part before `1` or `:`).
    Prefix,
    /// A version, type or network number that does not exist.
    Version,
    /// Upper and lower case in a form that allows only one of them.
    MixedCase,
    /// Left-over bits are not zero (BIP-173).
    Padding,
    /// The bytes inside do not follow the format.
    Encoding,
    /// An account name against its chain's rules.
    Name,
    /// Nothing of the network's form: it looks like no address of that network at all.
    Form,
}

impl Fault {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Checksum => "checksum",
            Self::Length => "length",
            Self::Alphabet => "alphabet",
            Self::Prefix => "prefix",
            Self::Version => "version",
            Self::MixedCase => "mixed_case",
            Self::Padding => "padding",
            Self::Encoding => "encoding",
            Self::Name => "name",
            Self::Form => "form",
        }
    }
}

/// What was found out about one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The answer for the network asked for, or for any network.
    pub verdict: Verdict,
    /// Tags of every network on which the text is a receiving address, without repeats.
    pub networks: Vec<&'static str>,
    /// What kind of thing it is (`legacy`, `p2sh`, `segwit`, `taproot`, `account`, `x_address`,
    /// `muxed`, `validator`, …); empty if nothing could read it.
    pub kind: &'static str,
    /// Whether a deposit to an exchange at this address needs a memo.
    pub memo: Memo,
    /// The memo inside: an X-address' tag, a muxed account's id, an integrated payment id (hex).
    pub embedded_memo: Option<String>,
    /// The normal form (EIP-55 case, lower-case bech32, with prefix, without grouping; the plain
    /// account behind an X-address or muxed one). `None` if the text already is normal.
    pub normal: Option<String>,
    /// Which rule is broken, when [`Verdict::Invalid`].
    pub fault: Option<Fault>,
    /// The likely place of a single mistyped character, 0-based in the text given. [`judge`] fills
    /// it only where that is cheap (bech32); [`judge_closely`] for every form with a checksum.
    pub near: Option<usize>,
}

/// What the caller asked about.
#[derive(Clone, Copy)]
enum Asked {
    Any,
    Known(&'static Network),
    Unknown,
}

/// Judges `address` on `network`: an exchange's tag (`BTC`, `BSC`, `MATIC`), another usual name of it
/// (`ERC20`) or a family's (`EVM`), in any case. `None` asks for any network at all.
///
/// Blanks around the text are ignored. A text of any length is answered at once.
pub fn judge(address: &str, network: Option<&str>) -> Judgement {
    let asked = match network.map(network::find) {
        None => Asked::Any,
        Some(Some(network)) if network.form => Asked::Known(network),
        Some(_) => Asked::Unknown,
    };
    let text = address.trim_ascii();
    let mut judgement = weigh(text, asked);
    if judgement.fault == Some(Fault::Checksum) {
        let blanks = address.len() - address.trim_ascii_start().len();
        judgement.near = hrp::one_repair(text).map(|at| at + blanks);
    }
    judgement
}

/// Like [`judge`], and searches for the one mistyped character where the text is invalid.
///
/// The search asks the judge again for every possible substitution: some milliseconds. For one
/// address a person is looking at, not for lists.
pub fn judge_closely(address: &str, network: Option<&str>) -> Judgement {
    let mut judgement = judge(address, network);
    let searchable = judgement.near.is_none() && judgement.verdict == Verdict::Invalid;
    // No single substitution mends a length or a foreign form; any other rule it may have broken.
    if !searchable || matches!(judgement.fault, Some(Fault::Length | Fault::Form | Fault::Name)) {
        return judgement;
    }
    let asked = match network.map(network::find) {
        Some(Some(network)) => Asked::Known(network),
        _ => Asked::Any,
    };
    let text = address.trim_ascii();
    let blanks = address.len() - address.trim_ascii_start().len();
    let sound =
        |text: &str| matches!(weigh(text, asked).verdict, Verdict::Valid | Verdict::WrongPurpose);
    judgement.near = typo::one_place(text, sound).map(|at| at + blanks);
    judgement
}

/// Splits the `ADDRESS:TAG` of exports into address and memo.
///
/// Forms with a colon of their own (`bitcoincash:…`, `ecash:…`, `kaspa:…`, `cfx:…`, `k:…`, raw TON
/// `0:…`) stay whole; a memo after a second colon is still split off. An empty memo is none.
pub fn split_memo(address: &str) -> (&str, Option<&str>) {
    const PREFIXES: [&str; 12] = [
        "bitcoincash",
        "bchtest",
        "ecash",
        "ectest",
        "simpleledger",
        "etoken",
        "kaspa",
        "kaspatest",
        "cfx",
        "cfxtest",
        "k",
        "bitcoin",
    ];
    let text = address.trim_ascii();
    let Some((head, tail)) = text.split_once(':') else {
        return (text, None);
    };
    let owned = PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(head))
        || matches!(head, "0" | "-1");
    if !owned {
        return (head.trim_ascii_end(), filled(tail));
    }
    // CIP-37's long form has a colon more: cfx:type.user:…
    let skip = usize::from(tail.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("type.")));
    match text.match_indices(':').nth(1 + skip) {
        Some((at, _)) => match text.split_at_checked(at) {
            Some((head, tail)) => (head.trim_ascii_end(), filled(tail.trim_start_matches(':'))),
            None => (text, None),
        },
        None => (text, None),
    }
}

fn filled(memo: &str) -> Option<&str> {
    let memo = memo.trim_ascii();
    (!memo.is_empty()).then_some(memo)
}

/// Whether depositing `asset` to an exchange over `network` needs a memo.
///
/// The network decides, not the asset: XRP moved over BSC needs none, USDT over TON does. Only when
/// `network` is empty is the asset taken for its own network; when it is unknown to us and the asset
/// is one that usually needs a memo, the answer is [`Memo::Optional`]. Sources: see the table.
pub fn memo_rule(network: &str, asset: &str) -> Memo {
    if let Some(known) = network::find(network) {
        return known.memo;
    }
    match network::find(asset).map_or(Memo::None, |own| own.memo) {
        // BNB is moved over BSC far more often than over the closed BEP2 chain.
        Memo::Required if network.trim_ascii().is_empty() && !asset.eq_ignore_ascii_case("BNB") => {
            Memo::Required
        }
        Memo::Required | Memo::Optional => Memo::Optional,
        Memo::None => Memo::None,
    }
}

/// The tags of every network whose address form is known, test networks included.
pub fn known_networks() -> impl Iterator<Item = &'static str> {
    network::tags()
}

fn weigh(text: &str, asked: Asked) -> Judgement {
    let mut sheet = Sheet::default();
    if text.len() <= LONGEST && text.is_ascii() {
        read(text, asked, &mut sheet);
    }
    let mut networks = Vec::new();
    for reading in sheet.readings.iter().filter(|reading| reading.receives) {
        if networks.is_empty() {
            networks.extend_from_slice(reading.networks);
        } else {
            let fresh: Vec<_> =
                reading.networks.iter().filter(|tag| !networks.contains(tag)).copied().collect();
            networks.extend(fresh);
        }
    }
    let (verdict, at) = verdict(&sheet, asked);
    let fault = (verdict == Verdict::Invalid).then(|| fault(text, &sheet, asked));
    let reading = at.and_then(|at| sheet.readings.into_iter().nth(at));
    conclude(verdict, networks, reading, fault, asked)
}

fn conclude(
    verdict: Verdict,
    networks: Vec<&'static str>,
    reading: Option<Reading>,
    fault: Option<Fault>,
    asked: Asked,
) -> Judgement {
    let settled = reading.as_ref().is_some_and(|reading| reading.memo_settled);
    let memo = match asked {
        _ if settled => Memo::None,
        Asked::Known(network) => network.memo,
        Asked::Any | Asked::Unknown => networks
            .first()
            .and_then(|tag| network::find(tag))
            .map_or(Memo::None, |network| network.memo),
    };
    let (kind, embedded_memo, normal) =
        reading.map(|reading| (reading.kind, reading.embedded, reading.normal)).unwrap_or_default();
    Judgement { verdict, networks, kind, memo, embedded_memo, normal, fault, near: None }
}

/// The verdict and the place of the reading it rests on.
fn verdict(sheet: &Sheet, asked: Asked) -> (Verdict, Option<usize>) {
    let place = |fits: &dyn Fn(&Reading) -> bool| sheet.readings.iter().position(fits);
    match asked {
        Asked::Known(network) => {
            let here = |reading: &Reading| reading.networks.contains(&network.tag);
            if let Some(at) = place(&|reading| reading.receives && here(reading)) {
                (Verdict::Valid, Some(at))
            } else if let Some(at) = place(&here) {
                (Verdict::WrongPurpose, Some(at))
            } else if let Some(at) = place(&|reading| reading.receives) {
                (Verdict::OtherNetwork, Some(at))
            } else {
                (Verdict::Invalid, None)
            }
        }
        Asked::Unknown => (Verdict::NotKnown, place(&|reading| reading.receives)),
        Asked::Any => {
            let listed = |reading: &Reading| !reading.networks.is_empty();
            if let Some(at) = place(&|reading| reading.receives && listed(reading)) {
                (Verdict::Valid, Some(at))
            } else if let Some(at) = place(&listed) {
                (Verdict::WrongPurpose, Some(at))
            } else if sheet.readings.is_empty() && !sheet.misses.is_empty() {
                (Verdict::Invalid, None)
            } else {
                (Verdict::NotKnown, None)
            }
        }
    }
}

/// The rule broken: the one of the network asked for if its family recognised the form.
fn fault(text: &str, sheet: &Sheet, asked: Asked) -> Fault {
    let miss = match asked {
        Asked::Known(network) => {
            sheet.misses.iter().find(|miss| miss.networks.contains(&network.tag))
        }
        Asked::Any | Asked::Unknown => sheet.misses.first(),
    };
    if let Some(miss) = miss {
        miss.fault
    } else if text.is_empty() || text.len() > LONGEST {
        Fault::Length
    } else if !text.bytes().all(|octet| octet.is_ascii_graphic()) {
        Fault::Alphabet
    } else {
        Fault::Form
    }
}

/// Lets every family look. Each turns away at once from what is not its form.
fn read(text: &str, asked: Asked, sheet: &mut Sheet) {
    let tag = match asked {
        Asked::Known(network) => Some(network.tag),
        Asked::Any | Asked::Unknown => None,
    };
    evm::read(text, sheet);
    evm::read_wide(text, tag, sheet);
    hrp::read(text, sheet);
    cashaddr::read(text, sheet);
    ton::read(text, sheet);
    stellar::read(text, sheet);
    ripple::read(text, sheet);
    algorand::read(text, sheet);
    nem::read(text, sheet);
    stacks::read(text, sheet);
    filecoin::read(text, sheet);
    nimiq::read(text, sheet);
    nano::read(text, sheet);
    hedera::read(text, sheet);
    aeternity::read(text, sheet);
    icp::read(text, sheet);
    plain::read(text, sheet);
    eos::read_key(text, sheet);
    eos::read_name(text, matches!(tag, Some("EOS" | "WAX" | "TLOS")), sheet);
    if tag == Some("IOST") {
        eos::read_iost(text, sheet);
    }
    near::read(text, tag == Some("NEAR"), sheet);
    if sheet.readings.is_empty() {
        cardano::read_byron(text, sheet);
        monero::read(text, sheet);
        read_base58(text, tag == Some("SOL"), sheet);
    }
}

/// The forms told apart by how many bytes the base58 digits hold.
fn read_base58(text: &str, solana: bool, sheet: &mut Sheet) {
    if !matches!(text.len(), 25..=60 | 90..=115) {
        return;
    }
    if let Some(octets) = base58::decode(text) {
        base58check::read(&octets, sheet);
        ss58::read(&octets, sheet);
        plain::read_solana(text, &octets, solana, sheet);
        return;
    }
    // One character that base58 never uses (0, O, I, l) in an otherwise fitting text.
    let foreign = text.bytes().filter(|&octet| base58::digit(octet).is_none()).count();
    if let Some(networks) = base58check::meant(text).filter(|_| foreign == 1) {
        sheet.miss(networks, Fault::Alphabet);
    }
}

#[cfg(test)]
mod tests;
