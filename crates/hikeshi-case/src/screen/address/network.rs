//! Which networks are known, under which names, and which of them need a memo?
//!
//! Tags are those of the exchange (`network` of its deposit and withdrawal lists, as ccxt 4.5 names
//! them); where it has none, the coin's ticker. Test networks end in `-TEST`.
//!
//! Memos. That XRP, XLM, ATOM, TON, EOS, HBAR and XEM deposits need one is in the project's fact
//! sheet (checks, section 3). BEP2, STX, HIVE, STEEM, IOST, WAX and the larger Cosmos chains are
//! standard knowledge of exchanges' deposit pages (one shared account per chain), not sourced there.
//! The smaller Cosmos chains, XYM, EVER and the like are `Optional`: ask, do not assert.

use super::Memo;

/// One network.
pub(super) struct Network {
    /// The exchange's tag.
    pub(super) tag: &'static str,
    /// Other names of the same network.
    aliases: &'static [&'static str],
    /// Whether a deposit to an exchange needs a memo.
    pub(super) memo: Memo,
    /// False where only the memo rule is known and the address form is not.
    pub(super) form: bool,
}

macro_rules! networks {
    ($($tag:literal $([$($alias:literal),+])? $(: $memo:ident)? $(, $form:literal)?;)+) => {
        static NETWORKS: &[Network] = &[$(Network {
            tag: $tag,
            aliases: &[$($($alias),+)?],
            memo: networks!(@memo $($memo)?),
            form: networks!(@form $($form)?),
        }),+];
    };
    (@memo) => { Memo::None };
    (@memo $memo:ident) => { Memo::$memo };
    (@form) => { true };
    (@form $form:literal) => { $form };
}

networks! {
    "BTC" ["SEGWITBTC", "BITCOIN"];
    "ETH" ["ERC20", "EVM", "ETHEREUM"];
    "BSC" ["BEP20", "BEP20(BSC)", "BNB SMART CHAIN"];
    "TRX" ["TRC20", "TRON"];
    "SOL" ["SOLANA", "SPL"];
    "XRP" ["RIPPLE", "XRPL"]: Required;
    "TON" ["TONCOIN"]: Required;
    "MATIC" ["POLYGON", "POL"];
    "ARBITRUM" ["ARB", "ARBITRUMONE", "ARBONE"];
    "OPTIMISM" ["OP", "OPETH"];
    "BASE";
    "AVAXC" ["AVAX-C", "AVAX C-CHAIN", "CAVAX"];
    "BNB" ["BEP2", "BNB-BEACON"]: Required;
    "LTC" ["LITECOIN"];
    "DOGE" ["DOGECOIN"];
    "ADA" ["CARDANO"];
    "DOT" ["POLKADOT"];
    "XLM" ["STELLAR"]: Required;
    "ATOM" ["COSMOS", "GAIA"]: Required;
    "BCH" ["BITCOINCASH"];
    "EOS" ["VAULTA"]: Required;
    "HBAR" ["HEDERA"]: Required;
    "APT" ["APTOS"];
    "SUI";
    "NEAR";
    "LIGHTNING" ["LN"];
    "SCROLL"; "ZKSYNCERA" ["ZKSYNC"]; "LINEA"; "MANTLE"; "OPBNB"; "BLAST"; "MANTA"; "SONIC";
    "FTM" ["FANTOM"]; "CELO"; "METIS"; "KLAY" ["KAIA"]; "RSK" ["ROOTSTOCK"]; "VET" ["VECHAIN"];
    "THETA"; "CHZ2" ["CHZ", "CHILIZ"]; "RON" ["RONIN"]; "GLMR" ["MOONBEAM"]; "MOVR" ["MOONRIVER"];
    "ETC"; "ETHW"; "FLR" ["FLARE"]; "XDC"; "BERA" ["BERACHAIN"]; "UNICHAIN";
    "WORLDCHAIN" ["WLD"]; "AURORA"; "BOBA"; "CRONOS"; "KAVAEVM"; "SEIEVM"; "CFXEVM"; "ZETAEVM";
    "HYPEREVM"; "PLASMA"; "GREENFIELD";
    "MOVE" ["MOVEMENT"]; "IOTA"; "STRK" ["STARKNET"];
    "ALGO" ["ALGORAND"]; "FIL" ["FILECOIN"]; "FIL-TEST"; "ICP" ["DFINITY"]: Optional;
    "XTZ" ["TEZOS"]; "EGLD" ["MULTIVERSX", "ELROND"]; "ZEC" ["ZCASH"]; "ZEC-TEST";
    "XMR" ["MONERO"]; "XMR-TEST"; "XMR-STAGE"; "DASH"; "DASH-TEST";
    "STX" ["STACKS"]: Required; "STX-TEST": Required;
    "XEM" ["NEM"]: Required; "XYM" ["SYMBOL"]: Optional;
    "KAS" ["KASPA"]; "CFX" ["CONFLUX"]; "CFX-TEST"; "XEC" ["ECASH"]; "XEC-TEST"; "BCH-TEST";
    "BSV"; "BTC-TEST"; "BTC-REGTEST"; "BTG"; "DGB" ["DIGIBYTE"]; "GRS" ["GROESTLCOIN"]; "VTC"; "QTUM"; "SYS" ["SYSCOIN"]; "MONA"; "VIA" ["VIACOIN"];
    "LIQUID"; "HNS"; "RVN" ["RAVENCOIN"]; "KMD" ["KOMODO"]; "PIVX"; "XVG" ["VERGE"]; "FIRO"; "STRAX"; "ZEN" ["HORIZEN"]; "FLUX";
    "DCR" ["DECRED"]; "DCR-TEST"; "NEO"; "GAS"; "ONT"; "ONG"; "NAS"; "WAVES"; "WAVES-TEST"; "MINA";
    "AE"; "XNO" ["NANO"]; "BAN"; "ICX"; "FLOW"; "KDA"; "PAC"; "AR"; "SC"; "NIM" ["NIMIQ"];
    "ADA-TEST"; "XRP-TEST": Required; "TON-TEST": Required;
    "EVER" ["EVERSCALE"]: Optional;
    "KSM" ["KUSAMA"]; "ASTR"; "BNC"; "KAR"; "ACA" ["ACALA"]; "POLYX" ["POLYMESH"]; "DOCK"; "SUB"; "PHA"; "CFG"; "NODL";
    "KILT"; "TAO" ["BITTENSOR"]; "AZERO"; "HDX"; "XOR"; "VARA"; "PARA"; "ENJ";
    "CKB" ["NERVOS"]; "CKB-TEST"; "ROSE" ["OASIS"]; "ZIL" ["ZILLIQA"]; "ONE" ["HARMONY"];
    "IOTX" ["IOTEX"]; "BNB-TEST" ["BNB-BEACON-TEST"]: Required; "XCH"; "XCH-TEST"; "ALEO"; "NAM";
    "UM"; "LAT"; "AVAX" ["AVAXX", "AVAX-X"]; "AVAXP"; "FIO"; "WAX" ["WAXP"]: Required;
    "TLOS": Required;
    "OSMO" ["OSMOSIS"]: Required; "RUNE" ["THORCHAIN", "THOR"]: Required;
    "INJ" ["INJECTIVE", "NATIVEINJECTIVE"]: Required; "SEI": Required; "KAVA": Required;
    "DYDX": Required; "TIA" ["CELESTIA"]: Required; "LUNA" ["TERRA"]: Required; "LUNC": Required;
    "BAND": Required; "SCRT" ["SECRET"]: Required; "AXL": Required;
    "CACAO" ["MAYA"]: Optional; "EVMOS" ["NATIVEEVMOS"]: Optional; "ZETA" ["ZETACHAIN", "NATIVEZETACHAIN"]: Optional;
    "JUNO": Optional; "BLZ" ["BLUZELLE"]: Optional; "AKT" ["AKASH"]: Optional; "STRD": Optional; "NOBLE": Optional;
    "BLD" ["AGORIC"]: Optional; "FET" ["FETCH", "FETCHAI"]: Optional; "CRO": Optional; "DYM": Optional;
    "SAGA": Optional; "NTRN": Optional; "ARCH": Optional; "STARS" ["STARGAZE"]: Optional; "REGEN": Optional;
    "XPRT": Optional; "QCK": Optional; "UX": Optional; "CMDX": Optional; "CANTO": Optional;
    "INIT": Optional; "BABY": Optional; "IRIS": Optional; "OM": Optional; "COREUM": Optional;
    "XPLA": Optional; "DVPN": Optional; "ORAI": Optional; "KUJI": Optional; "BTSG": Optional;
    "CTK": Optional; "MED": Optional; "HASH": Optional; "NIL": Optional;
    "IOST": Required; "NULS"; "AION";
    "HIVE": Required, false; "STEEM": Required, false;
}

/// The network called `name`, whatever its case.
pub(super) fn find(name: &str) -> Option<&'static Network> {
    let name = name.trim_ascii();
    NETWORKS.iter().find(|network| network.tag.eq_ignore_ascii_case(name)).or_else(|| {
        NETWORKS
            .iter()
            .find(|network| network.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name)))
    })
}

/// Every tag whose address form is known, in the table's order.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    NETWORKS.iter().filter(|network| network.form).map(|network| network.tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names: Vec<&str> = NETWORKS
            .iter()
            .flat_map(|network| network.aliases.iter().copied().chain([network.tag]))
            .collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_tag_the_families_use_is_in_the_table() {
        for tag in super::super::hrp::tags().chain(super::super::evm::EVM.iter().copied()) {
            assert!(find(tag).is_some_and(|network| network.tag == tag), "{tag}");
        }
    }
}
