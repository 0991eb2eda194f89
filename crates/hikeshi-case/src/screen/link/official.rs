//! Which hosts belong to an exchange?
//!
//! One row per organisational domain (or single host, where the parent belongs to others). Where
//! a row comes from stands beside it; rows of [`Source::Known`] are to be re-read at the exchange.
//! A domain that is not here is not thereby false.

use crate::screen::mail::skeleton;

/// Where a row of the official list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Field `urls` of the open library ccxt 4.5.90 (MIT), files of 2026-10-23: web, API, help.
    Ccxt,
    /// Pages of the exchange itself that the project's facts were taken from: Binance's developer
    /// documentation and Square addresses, GMO Coin's page on the travel rule, `CoinEx`'s help centre.
    Facts,
    /// General knowledge of the authors, written down on 2026-11-22 and not yet checked.
    Known,
}

impl Source {
    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ccxt => "ccxt-4.5.90",
            Self::Facts => "project-facts",
            Self::Known => "general-knowledge",
        }
    }

    /// The day, `YYYY-MM-DD`, of what the row was taken from.
    pub const fn since(self) -> &'static str {
        match self {
            Self::Ccxt => "2026-10-23",
            Self::Facts | Self::Known => "2026-11-22",
        }
    }
}

/// A host that belongs to an exchange, with everything below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// Lower-case ASCII host without a trailing dot.
    pub host: &'static str,
    /// The key of the exchange.
    pub brand: &'static str,
    /// Where the row comes from.
    pub source: Source,
    /// Still known to be in the exchange's hands.
    pub current: bool,
}

const fn own(host: &'static str, brand: &'static str, source: Source) -> Own {
    Own { host, brand, source, current: true }
}

/// A domain of a closed exchange, or one given up or not certain: no longer vouched for, but
/// nothing to accuse either.
const fn past(host: &'static str, brand: &'static str) -> Own {
    Own { host, brand, source: Source::Known, current: false }
}

/// The list, ordered by host.
pub const OFFICIAL: &[Own] = &[
    own("backpack.exchange", "backpack", Source::Ccxt),
    own("binance-docs.github.io", "binance", Source::Ccxt),
    own("binance.bh", "binance", Source::Facts),
    own("binance.charity", "binance", Source::Known),
    own("binance.cloud", "binance", Source::Known),
    past("binance.co", "binance"),
    own("binance.com", "binance", Source::Ccxt),
    past("binance.info", "binance"),
    past("binance.kz", "binance"),
    own("binance.me", "binance", Source::Known),
    past("binance.net", "binance"),
    own("binance.org", "binance", Source::Known),
    own("binance.th", "binance", Source::Facts),
    own("binance.tr", "binance", Source::Known),
    own("binance.us", "binance", Source::Ccxt),
    own("binance.vision", "binance", Source::Ccxt),
    own("binancefuture.com", "binance", Source::Ccxt),
    past("binancezh.com", "binance"),
    own("bingx-api.github.io", "bingx", Source::Ccxt),
    own("bingx.com", "bingx", Source::Ccxt),
    own("bitbank.cc", "bitbank", Source::Ccxt),
    past("bitcoin.dmm.com", "dmm-bitcoin"),
    own("bitfinex.com", "bitfinex", Source::Ccxt),
    own("bitflyer.com", "bitflyer", Source::Ccxt),
    past("bitflyer.jp", "bitflyer"),
    own("bitget.cc", "bitget", Source::Ccxt),
    own("bitget.com", "bitget", Source::Ccxt),
    own("bithumb.com", "bithumb", Source::Ccxt),
    own("bitkub.com", "bitkub", Source::Known),
    own("bitmart.com", "bitmart", Source::Known),
    own("bitmex.com", "bitmex", Source::Known),
    own("bitpanda.com", "bitpanda", Source::Known),
    own("bitpoint.co.jp", "bitpoint", Source::Known),
    own("bitrue.com", "bitrue", Source::Ccxt),
    own("bitrue.zendesk.com", "bitrue", Source::Ccxt),
    own("bitso.com", "bitso", Source::Ccxt),
    own("bitstamp.com", "bitstamp", Source::Known),
    own("bitstamp.net", "bitstamp", Source::Ccxt),
    own("bittrade.co.jp", "bittrade", Source::Ccxt),
    past("bittrex.com", "bittrex"),
    own("bitvavo.com", "bitvavo", Source::Ccxt),
    own("bnbchain.org", "binance", Source::Known),
    own("bnbchain.world", "binance", Source::Known),
    own("bnbstatic.com", "binance", Source::Known),
    own("btcbox.co.jp", "btcbox", Source::Ccxt),
    own("btcbox.jp", "btcbox", Source::Ccxt),
    own("bybit-exchange.github.io", "bybit", Source::Ccxt),
    own("bybit.com", "bybit", Source::Ccxt),
    own("bybit.eu", "bybit", Source::Ccxt),
    own("bybit.kz", "bybit", Source::Known),
    own("bybit.nl", "bybit", Source::Known),
    past("bybitglobal.com", "bybit"),
    own("bytick.com", "bybit", Source::Known),
    own("cb.me", "coinbase", Source::Known),
    own("cex.io", "cex.io", Source::Ccxt),
    own("coin.z.com", "gmo-coin", Source::Facts),
    own("coinbase.com", "coinbase", Source::Ccxt),
    own("coincheck.blog", "coincheck", Source::Known),
    own("coincheck.com", "coincheck", Source::Ccxt),
    own("coinex.com", "coinex", Source::Facts),
    own("coinone.co.kr", "coinone", Source::Ccxt),
    own("crypto.com", "crypto.com", Source::Ccxt),
    past("cryptofacilities.com", "kraken"),
    past("cryptopia.co.nz", "cryptopia"),
    past("cryptowat.ch", "kraken"),
    own("deribit.com", "deribit", Source::Ccxt),
    own("digifinex.com", "digifinex", Source::Ccxt),
    past("ftx.com", "ftx"),
    past("ftx.us", "ftx"),
    own("gate.com", "gate", Source::Ccxt),
    own("gate.io", "gate", Source::Known),
    own("gateapi.io", "gate", Source::Ccxt),
    own("gateio.ws", "gate", Source::Ccxt),
    own("gemini.com", "gemini", Source::Ccxt),
    past("hbdm.com", "htx"),
    past("hbg.com", "htx"),
    own("hitbtc.com", "hitbtc", Source::Ccxt),
    own("htx.com", "htx", Source::Ccxt),
    own("huobi.com", "htx", Source::Ccxt),
    own("huobi.pro", "htx", Source::Ccxt),
    own("huobiapi.github.io", "htx", Source::Ccxt),
    own("hyperliquid.xyz", "hyperliquid", Source::Known),
    own("indodax.com", "indodax", Source::Ccxt),
    own("kraken.com", "kraken", Source::Ccxt),
    own("kraken.zendesk.com", "kraken", Source::Ccxt),
    own("kucoin.com", "kucoin", Source::Ccxt),
    own("lbank.com", "lbank", Source::Ccxt),
    own("lbank.info", "lbank", Source::Ccxt),
    own("lbank.site", "lbank", Source::Ccxt),
    own("lbkex.com", "lbank", Source::Ccxt),
    past("localbitcoins.com", "localbitcoins"),
    past("localbitcoins.net", "localbitcoins"),
    own("luno.com", "luno", Source::Ccxt),
    own("mercari.com", "mercari", Source::Known),
    own("mercoin.com", "mercari", Source::Known),
    past("mexc.co", "mexc"),
    own("mexc.com", "mexc", Source::Ccxt),
    past("mona.co", "crypto.com"),
    past("okcoin.com", "okx"),
    own("okex.com", "okx", Source::Known),
    own("okx.com", "okx", Source::Ccxt),
    past("paxful.com", "paxful"),
    own("phemex-docs.github.io", "phemex", Source::Ccxt),
    own("phemex.com", "phemex", Source::Ccxt),
    own("poloniex.com", "poloniex", Source::Ccxt),
    own("rakuten-wallet.co.jp", "rakuten-wallet", Source::Known),
    own("sbivc.co.jp", "sbivc", Source::Known),
    own("tokocrypto.com", "binance", Source::Ccxt),
    own("trbinance.com", "binance", Source::Known),
    own("trustwallet.com", "binance", Source::Known),
    own("upbit.com", "upbit", Source::Ccxt),
    own("wazirx.com", "wazirx", Source::Known),
    own("whitebit.com", "whitebit", Source::Ccxt),
    own("xt.com", "xt", Source::Ccxt),
    own("zaif.jp", "zaif", Source::Ccxt),
];

/// The row that covers `host` (lower-case ASCII, no trailing dot): itself or a parent domain.
pub(super) fn covering(host: &str) -> Option<&'static Own> {
    let mut dots: [Option<&str>; 4] = [None; 4];
    for (slot, (at, _)) in dots.iter_mut().zip(host.rmatch_indices('.')) {
        *slot = at.checked_add(1).and_then(|next| host.get(next..));
    }
    dots.iter().flatten().copied().chain([host]).find_map(find)
}

/// Whether a source names at least one domain of this exchange. Without one nothing on our list tells
/// its own sites from others, only what its authors remember.
pub fn is_confirmed(brand: &str) -> bool {
    let ours = |own: &&Own| skeleton::same(own.brand, brand);
    OFFICIAL.iter().filter(ours).any(|own| own.current && own.source != Source::Known)
}

fn find(host: &str) -> Option<&'static Own> {
    let at = OFFICIAL.binary_search_by(|own| own.host.cmp(host)).ok()?;
    OFFICIAL.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_in_one_spelling() {
        for pair in OFFICIAL.windows(2) {
            assert!(pair[0].host < pair[1].host, "{} {}", pair[0].host, pair[1].host);
        }
        for own in OFFICIAL {
            assert_eq!(own.host.to_ascii_lowercase(), own.host);
            assert!(own.host.matches('.').count() < 4, "{}", own.host);
            assert!(crate::screen::suffix::registrable(own.host).is_some(), "{}", own.host);
        }
    }

    #[test]
    fn a_brand_is_confirmed_by_a_source_and_by_nothing_else() {
        for brand in ["binance", "gmo-coin", "bitflyer"] {
            assert!(is_confirmed(brand), "{brand}");
        }
        for brand in ["bitmex", "sbivc", "ftx", "nobody", ""] {
            assert!(!is_confirmed(brand), "{brand}");
        }
    }

    #[test]
    fn only_whole_labels_cover() {
        assert_eq!(covering("www.binance.com").map(|o| o.brand), Some("binance"));
        assert_eq!(covering("a.b.c.d.e.coin.z.com").map(|o| o.brand), Some("gmo-coin"));
        for other in ["xbinance.com", "binance.com.example.net", "z.com", "com", ""] {
            assert!(covering(other).is_none(), "{other}");
        }
    }
}
