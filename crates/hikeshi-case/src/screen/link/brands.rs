//! Which exchange names can a host imitate, and how careful must one be with each?
//!
//! Names, spellings and kinds are our own judgement. The Japanese spellings are those the
//! exchanges use of themselves in Japanese.

use super::fold::fold_byte;

/// How much a spelling says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An invented word: it names the exchange wherever it stands.
    Coined,
    /// Short or able to arise by chance: counts between word breaks or beside companion words.
    Token,
    /// An ordinary word: counts only beside companion words.
    Word,
    /// A compound of ordinary words, or very short: like a word, and only when spelled exactly.
    Phrase,
}

/// One spelling of one exchange.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// The spelling in lower-case ASCII, at most [`super::near::MAX_NAME`] letters.
    pub(super) text: &'static str,
    /// The key of the exchange.
    pub(super) brand: &'static str,
    /// How much it says.
    pub(super) kind: Kind,
}

const fn coined(text: &'static str) -> Name {
    Name { text, brand: text, kind: Kind::Coined }
}

const fn token(text: &'static str) -> Name {
    Name { text, brand: text, kind: Kind::Token }
}

const fn word(text: &'static str) -> Name {
    Name { text, brand: text, kind: Kind::Word }
}

const fn phrase(text: &'static str) -> Name {
    Name { text, brand: text, kind: Kind::Phrase }
}

const fn alias(name: Name, brand: &'static str) -> Name {
    Name { brand, ..name }
}

/// Every spelling looked for; at most 64, for they are kept as bits.
pub(super) const NAMES: &[Name] = &[
    coined("binance"),
    alias(coined("trustwallet"), "binance"),
    alias(phrase("bnb"), "binance"),
    coined("coinbase"),
    word("kraken"),
    coined("kucoin"),
    token("okx"),
    alias(token("okex"), "okx"),
    coined("bybit"),
    coined("bitget"),
    coined("bitfinex"),
    coined("bitstamp"),
    coined("bittrex"),
    coined("poloniex"),
    coined("hitbtc"),
    coined("huobi"),
    phrase("htx"),
    alias(token("gateio"), "gate"),
    token("mexc"),
    coined("bitmart"),
    coined("bitmex"),
    coined("bithumb"),
    token("upbit"),
    word("gemini"),
    alias(phrase("cryptocom"), "crypto.com"),
    alias(coined("cryptodotcom"), "crypto.com"),
    coined("bitvavo"),
    coined("bitpanda"),
    coined("bitkub"),
    coined("indodax"),
    coined("wazirx"),
    token("whitebit"),
    coined("deribit"),
    coined("phemex"),
    coined("paxful"),
    coined("localbitcoins"),
    alias(coined("localbitcoin"), "localbitcoins"),
    token("ftx"),
    alias(token("ftxus"), "ftx"),
    token("cryptopia"),
    token("bingx"),
    phrase("coinex"),
    token("bitrue"),
    phrase("lbank"),
    token("hyperliquid"),
    token("tokocrypto"),
    coined("bitflyer"),
    token("coincheck"),
    token("bitbank"),
    alias(phrase("gmocoin"), "gmo-coin"),
    phrase("bitpoint"),
    token("sbivc"),
    alias(coined("sbivctrade"), "sbivc"),
    alias(coined("rakutenwallet"), "rakuten-wallet"),
    phrase("zaif"),
    alias(token("mercoin"), "mercari"),
    token("bittrade"),
    token("btcbox"),
    alias(phrase("dmmbitcoin"), "dmm-bitcoin"),
];

/// Japanese spellings, after compatibility normalisation (half-width kana are already wide).
pub(super) const JAPANESE: &[(&str, &str)] = &[
    ("バイナンス", "binance"),
    ("コインベース", "coinbase"),
    ("クラーケン", "kraken"),
    ("クーコイン", "kucoin"),
    ("バイビット", "bybit"),
    ("ビットゲット", "bitget"),
    ("ビットフライヤー", "bitflyer"),
    ("コインチェック", "coincheck"),
    ("ビットバンク", "bitbank"),
    ("gmoコイン", "gmo-coin"),
    ("ビットポイント", "bitpoint"),
    ("sbivcトレード", "sbivc"),
    ("楽天ウォレット", "rakuten-wallet"),
    ("ビットトレード", "bittrade"),
    ("メルコイン", "mercari"),
    ("ザイフ", "zaif"),
];

/// Japanese words beside which a Japanese spelling claims to be the exchange.
pub(super) const JAPANESE_CLAIMS: &[&str] = &[
    "ログイン",
    "公式",
    "サポート",
    "口座",
    "登録",
    "本人確認",
    "認証",
    "出金",
    "入金",
    "キャンペーン",
    "アプリ",
    "取引所",
    "返金",
];

/// Pairs of folded letters per row of the table: 26 letters, padded to a power of two.
const ROW: usize = 32;

/// For each pair of folded letters, the names that contain it, one bit per name.
static PAIRS: [u64; ROW * ROW] = pairs();

/// Bits of the names that need two shared pairs before they are measured, three, and four.
///
/// An edit breaks at most two pairs (a transposition three), so a name that must be spelled
/// exactly needs nearly all of its own, a short coined one few.
const NEEDS: [u64; 3] = needs();

const fn slot(a: u8, b: u8) -> usize {
    ((a & 31) as usize) * ROW + ((b & 31) as usize)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: out of range is no build")]
const fn pairs() -> [u64; ROW * ROW] {
    let mut table = [0; ROW * ROW];
    let mut n = 0;
    while n < NAMES.len() {
        let text = NAMES[n].text.as_bytes();
        let mut i = 1;
        while i < text.len() {
            table[slot(fold_byte(text[i - 1]), fold_byte(text[i]))] |= 1 << n;
            i += 1;
        }
        n += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: out of range is no build")]
const fn needs() -> [u64; 3] {
    let mut out = [0; 3];
    let mut n = 0;
    while n < NAMES.len() {
        let at = match (NAMES[n].kind, NAMES[n].text.len()) {
            (_, 0..=3) | (Kind::Coined, 5..=6) => 0,
            (Kind::Token, 5..=6) | (Kind::Phrase, 5..) | (_, 10..) => 2,
            _ => 1,
        };
        out[at] |= 1 << n;
        n += 1;
    }
    out
}

/// Counts, for all names at once, how many of their letter pairs a label shares.
///
/// A name can only be near when it shares enough of them, so most labels need no distance at all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    once: u64,
    twice: u64,
    thrice: u64,
    often: u64,
}

impl Shared {
    /// Counts the pair of folded letters `a`, `b`.
    pub(super) fn count(&mut self, a: u8, b: u8) {
        let names = PAIRS.get(slot(a, b)).copied().unwrap_or(0);
        self.often |= self.thrice & names;
        self.thrice |= self.twice & names;
        self.twice |= self.once & names;
        self.once |= names;
    }

    /// The names worth measuring; a label with foreign letters needs fewer shared pairs.
    pub(super) fn candidates(self, foreign: bool) -> impl Iterator<Item = &'static Name> {
        let [two, three, four] = NEEDS;
        let bits = if foreign {
            (self.twice & (two | four)) | (self.once & three)
        } else {
            (self.twice & two) | (self.thrice & three) | (self.often & four)
        };
        Bits(bits).filter_map(|bit| NAMES.get(bit))
    }
}

/// The set bits of a number, lowest first.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = usize::try_from(self.0.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
        self.0 &= self.0.wrapping_sub(1);
        Some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::super::near::MAX_NAME;
    use super::*;

    #[test]
    fn names_fit_their_tables() {
        assert!(NAMES.len() <= 64);
        for name in NAMES {
            assert!(name.text.len() <= MAX_NAME, "{}", name.text);
            assert!(name.text.bytes().all(|b| b.is_ascii_lowercase()), "{}", name.text);
        }
    }

    #[test]
    fn every_name_is_its_own_candidate() {
        for name in NAMES {
            let mut shared = Shared::default();
            let text = name.text.as_bytes();
            for pair in text.windows(2) {
                shared.count(fold_byte(pair[0]), fold_byte(pair[1]));
            }
            assert!(shared.candidates(false).any(|n| n.text == name.text), "{}", name.text);
        }
    }
}
