//! Which chains write a transaction id this way, and where can it be looked up by hand?
//!
//! A form fits many chains, and none of them is asked. That something has the form does not say that
//! the transaction exists, succeeded, or went where it was meant to go.

use super::address;

/// How a transaction id is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `0x` and 64 hexadecimal digits.
    Hex0x,
    /// 64 hexadecimal digits.
    Hex,
    /// A 64-byte signature in base58.
    Signature,
    /// `0.0.account@seconds.nanos` or with hyphens.
    Hedera,
    /// `o` and 50 letters of base58.
    Tezos,
    /// `bafy2bza…`, the content id of a message.
    Filecoin,
    /// 52 letters of base32.
    Algorand,
    /// 32 bytes in base64.
    Base64,
    /// The exchange moved it in its own books: no chain has an entry.
    OffChain,
}

/// Where an explorer's address is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// `registry.json` of trustwallet/wallet-core (Apache-2.0), commit 000aee5c, read 2026-11-22.
    Registry,
    /// General knowledge of the authors, written down on 2026-11-22 and not yet checked.
    Known,
}

impl Source {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Registry => "wallet-core-registry",
            Self::Known => "general-knowledge",
        }
    }
}

/// A public page that shows the transactions of a network. To be typed by hand, never followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explorer {
    /// The network's tag.
    pub network: &'static str,
    /// Host, and path where the host shows several networks.
    pub host: &'static str,
    /// Where the row comes from.
    pub source: Source,
}

const fn listed(network: &'static str, host: &'static str) -> Explorer {
    Explorer { network, host, source: Source::Registry }
}

const fn known(network: &'static str, host: &'static str) -> Explorer {
    Explorer { network, host, source: Source::Known }
}

/// The explorers, the networks people use most first.
pub const EXPLORERS: &[Explorer] = &[
    listed("BTC", "mempool.space"),
    listed("ETH", "etherscan.io"),
    known("BSC", "bscscan.com"),
    known("TRX", "tronscan.org"),
    known("SOL", "solscan.io"),
    known("XRP", "livenet.xrpl.org"),
    known("MATIC", "polygonscan.com"),
    known("ARBITRUM", "arbiscan.io"),
    known("OPTIMISM", "optimistic.etherscan.io"),
    listed("BASE", "basescan.org"),
    listed("LINEA", "lineascan.build"),
    listed("MANTLE", "explorer.mantle.xyz"),
    known("AVAXC", "snowtrace.io"),
    listed("ETC", "blockscout.com/etc/mainnet"),
    listed("LTC", "blockchair.com/litecoin"),
    listed("DOGE", "blockchair.com/dogecoin"),
    listed("DASH", "blockchair.com/dash"),
    known("BCH", "blockchair.com/bitcoin-cash"),
    known("ADA", "cardanoscan.io"),
    known("XLM", "stellar.expert"),
    known("TON", "tonviewer.com"),
    known("ATOM", "mintscan.io/cosmos"),
    known("DOT", "polkadot.subscan.io"),
    known("APT", "explorer.aptoslabs.com"),
    known("SUI", "suiscan.xyz"),
    known("HBAR", "hashscan.io"),
    known("XTZ", "tzkt.io"),
    known("FIL", "filfox.info"),
    known("ALGO", "allo.info"),
];

const HEX_0X: &[&str] = &[
    "ETH", "BSC", "MATIC", "ARBITRUM", "OPTIMISM", "BASE", "AVAXC", "LINEA", "MANTLE", "ETC",
    "APT", "DOT",
];
const HEX: &[&str] = &[
    "BTC", "TRX", "XRP", "LTC", "DOGE", "BCH", "DASH", "ZEC", "XMR", "ADA", "XLM", "ATOM", "EOS",
    "TON",
];

impl Form {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hex0x => "hex_0x",
            Self::Hex => "hex",
            Self::Signature => "signature",
            Self::Hedera => "hedera",
            Self::Tezos => "tezos",
            Self::Filecoin => "filecoin",
            Self::Algorand => "algorand",
            Self::Base64 => "base64",
            Self::OffChain => "off_chain",
        }
    }

    /// The larger networks that write their transaction ids so. Smaller ones may too.
    pub const fn networks(self) -> &'static [&'static str] {
        match self {
            Self::Hex0x => HEX_0X,
            Self::Hex => HEX,
            Self::Signature => &["SOL"],
            Self::Hedera => &["HBAR"],
            Self::Tezos => &["XTZ"],
            Self::Filecoin => &["FIL"],
            Self::Algorand => &["ALGO"],
            Self::Base64 => &["TON"],
            Self::OffChain => &[],
        }
    }

    /// Where these networks' transactions are shown.
    pub fn explorers(self) -> impl Iterator<Item = &'static Explorer> {
        EXPLORERS.iter().filter(move |it| self.networks().contains(&it.network))
    }
}

/// What stands between an explorer's host and a transaction id. BTC, LTC, DOGE, DASH, ETH, ETC, BASE,
/// LINEA and MANTLE are of [`Source::Registry`] (`txPath`), the others of [`Source::Known`].
const PATHS: [(&str, &str); 17] = [
    ("BTC", "/tx/"),
    ("ETH", "/tx/"),
    ("BSC", "/tx/"),
    ("TRX", "/#/transaction/"),
    ("SOL", "/tx/"),
    ("XRP", "/transactions/"),
    ("MATIC", "/tx/"),
    ("ARBITRUM", "/tx/"),
    ("OPTIMISM", "/tx/"),
    ("BASE", "/tx/"),
    ("LINEA", "/tx/"),
    ("MANTLE", "/tx/"),
    ("AVAXC", "/tx/"),
    ("ETC", "/tx/"),
    ("LTC", "/transaction/"),
    ("DOGE", "/transaction/"),
    ("DASH", "/transaction/"),
];

/// The public page of a transaction, without a scheme: `mempool.space/tx/…`. `None` where the id has not
/// the form of the network named, or no page of it is known. That there is an address for it does not
/// say that the transaction exists.
pub fn link(txid: &str, network: &str) -> Option<String> {
    let network = network.trim().to_ascii_uppercase();
    let txid = txid.trim();
    form(txid).filter(|form| form.networks().contains(&network.as_str()))?;
    let explorer = EXPLORERS.iter().find(|explorer| explorer.network == network)?;
    let (_, path) = PATHS.iter().find(|(tag, _)| *tag == network)?;
    Some(format!("{}{path}{txid}", explorer.host))
}

/// Reads a text as a transaction id.
pub fn form(text: &str) -> Option<Form> {
    let text = text.trim();
    if text.len() > 128 {
        return None;
    }
    let hex = |text: &str| text.len() == 64 && text.bytes().all(|octet| octet.is_ascii_hexdigit());
    if text.strip_prefix("0x").is_some_and(hex) {
        return Some(Form::Hex0x);
    }
    if hex(text) {
        return Some(Form::Hex);
    }
    if is_off_chain(text) {
        return Some(Form::OffChain);
    }
    if matches!(text.len(), 86..=88)
        && let Some(octets) = bs58::decode(text).into_vec().ok()
    {
        return (octets.len() == 64).then_some(Form::Signature);
    }
    if is_hedera(text) {
        return Some(Form::Hedera);
    }
    if text.len() == 51
        && text.starts_with('o')
        && bs58::decode(text).with_check(None).into_vec().is_ok()
    {
        return Some(Form::Tezos);
    }
    if text.len() == 62 && text.starts_with("bafy2bza") && base32(&text.to_ascii_uppercase()) {
        return Some(Form::Filecoin);
    }
    if text.len() == 52 && base32(text) {
        return Some(Form::Algorand);
    }
    let base64 =
        |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'-' | b'_');
    let body = text.strip_suffix('=')?;
    (body.len() == 43 && body.bytes().all(base64)).then_some(Form::Base64)
}

/// Whether the same text is also a receiving address of some network.
pub fn also_address(text: &str) -> Vec<&'static str> {
    let seen = address::judge(text, None);
    if seen.verdict == address::Verdict::Valid { seen.networks } else { Vec::new() }
}

/// What the exchange writes in place of an id for transfers within its own books.
fn is_off_chain(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest =
        ["off-chain transfer", "internal transfer"].iter().find_map(|it| lower.strip_prefix(it));
    rest.is_some_and(|rest| rest.bytes().all(|octet| octet.is_ascii_digit() || octet == b' '))
}

fn is_hedera(text: &str) -> bool {
    let Some((account, time)) = text.split_once('@').or_else(|| text.split_once('-')) else {
        return false;
    };
    let numbers = |text: &str, count: usize, mark: char| {
        text.split(mark).count() == count
            && text.split(mark).all(|part| {
                !part.is_empty()
                    && part.len() <= 20
                    && part.bytes().all(|octet| octet.is_ascii_digit())
            })
    };
    numbers(account, 3, '.') && (numbers(time, 2, '.') || numbers(time, 2, '-'))
}

fn base32(text: &str) -> bool {
    text.bytes().all(|octet| matches!(octet, b'A'..=b'Z' | b'2'..=b'7'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_only_where_form_and_network_agree() {
        let hex = "9f".repeat(32);
        assert_eq!(link(&hex, "BTC"), Some(format!("mempool.space/tx/{hex}")));
        assert_eq!(link(&hex, "trx"), Some(format!("tronscan.org/#/transaction/{hex}")));
        assert_eq!(link(&hex, "ETH"), None, "without 0x");
        assert_eq!(link("Off-chain transfer 1", "BTC"), None);
        assert_eq!(link(&hex, "XMR"), None, "no page is known");
        assert_eq!(link("https://evil.example", "BTC"), None);
        for (network, _) in PATHS {
            assert!(EXPLORERS.iter().any(|explorer| explorer.network == network), "{network}");
        }
    }

    #[test]
    fn every_form_is_known_by_an_example() {
        let hex = "9f".repeat(32);
        let signature = bs58::encode([7_u8; 64]).into_string();
        for (text, expected) in [
            (format!("0x{hex}"), Form::Hex0x),
            (hex.to_uppercase(), Form::Hex),
            (signature, Form::Signature),
            ("0.0.1234@1700000000.123456789".to_owned(), Form::Hedera),
            ("0.0.1234-1700000000-123456789".to_owned(), Form::Hedera),
            (
                bs58::encode([&[5, 116][..], &[9; 32]].concat()).with_check().into_string(),
                Form::Tezos,
            ),
            (format!("bafy2bza{}", "c".repeat(54)), Form::Filecoin),
            ("A2".repeat(26), Form::Algorand),
            (format!("{}=", "aB3".repeat(15).get(..43).unwrap()), Form::Base64),
            ("Off-chain transfer 108456".to_owned(), Form::OffChain),
        ] {
            assert_eq!(form(&text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_id() {
        for text in ["", "0x12", "hello", "0.0.1234", "internal transfer of funds", "=", "oooo"] {
            assert_eq!(form(text), None, "{text}");
        }
        assert_eq!(form(&"a".repeat(10_000_000)), None);
    }

    #[test]
    fn networks_and_explorers_are_known_ones() {
        let tags: Vec<&str> = address::known_networks().collect();
        for explorer in EXPLORERS {
            assert!(tags.contains(&explorer.network), "{}", explorer.network);
            assert!(!explorer.host.contains("://"));
        }
        for form in [Form::Hex0x, Form::Hex, Form::Signature, Form::Hedera] {
            assert!(form.explorers().next().is_some(), "{}", form.key());
        }
        assert_eq!(Form::OffChain.explorers().count(), 0);
    }

    #[test]
    fn one_text_may_be_both() {
        assert!(also_address(&format!("0x{}", "ab".repeat(32))).contains(&"SUI"));
        assert!(also_address("hello").is_empty());
    }
}
