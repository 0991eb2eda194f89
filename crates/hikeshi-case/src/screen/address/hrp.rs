//! What does the part before the last `1` of a bech32 text promise?
//!
//! One table of human-readable parts. Sources: SLIP-0173; the chain registry of the Cosmos
//! ecosystem for account prefixes; BIP-173/350 and the chains' own notes for the rest.

use super::Fault;
use super::bech32::{self, Code, Sum};
use super::sheet::{Sheet, Tags};
use super::{cardano, segwit};

/// What follows the human-readable part.
#[derive(Clone, Copy)]
enum Shape {
    /// Witness version and program (BIP-141).
    Segwit,
    /// Plain bytes, bech32, one of these lengths.
    Plain(&'static [usize]),
    /// Plain bytes, bech32m, one of these lengths.
    PlainM(&'static [usize]),
    /// An account of the Cosmos SDK: 20 bytes, or 32 for modules and contracts.
    Cosmos,
    /// CIP-19.
    Cardano,
    /// Nervos RFC 21.
    Nervos,
    /// Pactus: one digit of type, then 20 bytes, bech32m.
    Pactus,
    /// 21 bytes of which the first is version 0 (Oasis).
    Oasis,
    /// Any length, bech32m (Zcash unified, ZIP-316: the inner receivers are not opened).
    Unified,
    /// Handshake: version 0 and a program, always bech32.
    Handshake,
}

struct Part {
    hrp: &'static str,
    networks: Tags,
    shape: Shape,
    kind: &'static str,
}

macro_rules! parts {
    ($($hrp:literal => [$($tag:literal),+] $shape:expr, $kind:literal;)+) => {
        static PARTS: &[Part] = &[$(Part {
            hrp: $hrp, networks: &[$($tag),+], shape: $shape, kind: $kind,
        }),+];
    };
}

parts! {
    "bc" => ["BTC"] Shape::Segwit, "segwit";
    "tb" => ["BTC-TEST"] Shape::Segwit, "segwit";
    "bcrt" => ["BTC-REGTEST"] Shape::Segwit, "segwit";
    "ltc" => ["LTC"] Shape::Segwit, "segwit";
    "dgb" => ["DGB"] Shape::Segwit, "segwit";
    "grs" => ["GRS"] Shape::Segwit, "segwit";
    "vtc" => ["VTC"] Shape::Segwit, "segwit";
    "qc" => ["QTUM"] Shape::Segwit, "segwit";
    "btg" => ["BTG"] Shape::Segwit, "segwit";
    "sys" => ["SYS"] Shape::Segwit, "segwit";
    "mona" => ["MONA"] Shape::Segwit, "segwit";
    "via" => ["VIA"] Shape::Segwit, "segwit";
    "ex" => ["LIQUID"] Shape::Segwit, "segwit";
    "hs" => ["HNS"] Shape::Handshake, "account";
    "addr" => ["ADA"] Shape::Cardano, "shelley";
    "addr_test" => ["ADA-TEST"] Shape::Cardano, "shelley";
    "stake" => ["ADA"] Shape::Cardano, "stake";
    "stake_test" => ["ADA-TEST"] Shape::Cardano, "stake";
    "ckb" => ["CKB"] Shape::Nervos, "account";
    "ckt" => ["CKB-TEST"] Shape::Nervos, "account";
    "pc" => ["PAC"] Shape::Pactus, "account";
    "oasis" => ["ROSE"] Shape::Oasis, "account";
    "zs" => ["ZEC"] Shape::Plain(&[43]), "sapling";
    "u" => ["ZEC"] Shape::Unified, "unified";
    "tex" => ["ZEC"] Shape::PlainM(&[20]), "tex";
    "textest" => ["ZEC-TEST"] Shape::PlainM(&[20]), "tex";
    "utest" => ["ZEC-TEST"] Shape::Unified, "unified";
    "ztestsapling" => ["ZEC-TEST"] Shape::Plain(&[43]), "sapling";
    "erd" => ["EGLD"] Shape::Plain(&[32]), "account";
    "zil" => ["ZIL"] Shape::Plain(&[20]), "account";
    "one" => ["ONE"] Shape::Plain(&[20]), "account";
    "io" => ["IOTX"] Shape::Plain(&[20]), "account";
    "bnb" => ["BNB"] Shape::Cosmos, "account";
    "tbnb" => ["BNB-TEST"] Shape::Cosmos, "account";
    "xch" => ["XCH"] Shape::PlainM(&[32]), "account";
    "txch" => ["XCH-TEST"] Shape::PlainM(&[32]), "account";
    "aleo" => ["ALEO"] Shape::PlainM(&[32]), "account";
    "tnam" => ["NAM"] Shape::PlainM(&[21]), "account";
    "penumbra" => ["UM"] Shape::PlainM(&[80]), "account";
    "lat" => ["LAT"] Shape::Plain(&[20]), "account";
    "cosmos" => ["ATOM"] Shape::Cosmos, "account";
    "osmo" => ["OSMO"] Shape::Cosmos, "account";
    "thor" => ["RUNE"] Shape::Cosmos, "account";
    "maya" => ["CACAO"] Shape::Cosmos, "account";
    "inj" => ["INJ"] Shape::Cosmos, "account";
    "sei" => ["SEI"] Shape::Cosmos, "account";
    "kava" => ["KAVA"] Shape::Cosmos, "account";
    "dydx" => ["DYDX"] Shape::Cosmos, "account";
    "celestia" => ["TIA"] Shape::Cosmos, "account";
    "axelar" => ["AXL"] Shape::Cosmos, "account";
    "evmos" => ["EVMOS"] Shape::Cosmos, "account";
    "zeta" => ["ZETA"] Shape::Cosmos, "account";
    "juno" => ["JUNO"] Shape::Cosmos, "account";
    "secret" => ["SCRT"] Shape::Cosmos, "account";
    "terra" => ["LUNA", "LUNC"] Shape::Cosmos, "account";
    "akash" => ["AKT"] Shape::Cosmos, "account";
    "stride" => ["STRD"] Shape::Cosmos, "account";
    "noble" => ["NOBLE"] Shape::Cosmos, "account";
    "agoric" => ["BLD"] Shape::Cosmos, "account";
    "fetch" => ["FET"] Shape::Cosmos, "account";
    "band" => ["BAND"] Shape::Cosmos, "account";
    "cro" => ["CRO"] Shape::Cosmos, "account";
    "dym" => ["DYM"] Shape::Cosmos, "account";
    "saga" => ["SAGA"] Shape::Cosmos, "account";
    "neutron" => ["NTRN"] Shape::Cosmos, "account";
    "archway" => ["ARCH"] Shape::Cosmos, "account";
    "stars" => ["STARS"] Shape::Cosmos, "account";
    "regen" => ["REGEN"] Shape::Cosmos, "account";
    "persistence" => ["XPRT"] Shape::Cosmos, "account";
    "quick" => ["QCK"] Shape::Cosmos, "account";
    "umee" => ["UX"] Shape::Cosmos, "account";
    "comdex" => ["CMDX"] Shape::Cosmos, "account";
    "canto" => ["CANTO"] Shape::Cosmos, "account";
    "init" => ["INIT"] Shape::Cosmos, "account";
    "bbn" => ["BABY"] Shape::Cosmos, "account";
    "iaa" => ["IRIS"] Shape::Cosmos, "account";
    "mantra" => ["OM"] Shape::Cosmos, "account";
    "core" => ["COREUM"] Shape::Cosmos, "account";
    "xpla" => ["XPLA"] Shape::Cosmos, "account";
    "sent" => ["DVPN"] Shape::Cosmos, "account";
    "orai" => ["ORAI"] Shape::Cosmos, "account";
    "kujira" => ["KUJI"] Shape::Cosmos, "account";
    "bitsong" => ["BTSG"] Shape::Cosmos, "account";
    "certik" => ["CTK"] Shape::Cosmos, "account";
    "shentu" => ["CTK"] Shape::Cosmos, "account";
    "panacea" => ["MED"] Shape::Cosmos, "account";
    "pb" => ["HASH"] Shape::Cosmos, "account";
    "bluzelle" => ["BLZ"] Shape::Cosmos, "account";
    "nil" => ["NIL"] Shape::Cosmos, "account";
}

/// Endings the Cosmos SDK adds to a chain's prefix, longest first, and what they name.
const ENDINGS: [(&str, &str); 5] = [
    ("valconspub", "validator_key"),
    ("valoperpub", "validator_key"),
    ("valcons", "validator"),
    ("valoper", "validator"),
    ("pub", "public_key"),
];

/// Longest account form; unified addresses and invoices may be longer (BIP-173 stops at 90, but
/// CIP-19, RFC 21 and the Cosmos SDK lift the limit).
const LONGEST_PLAIN: usize = 200;

/// Reads any bech32 form.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let Some((hrp, data)) = text.rsplit_once('1') else {
        return;
    };
    if let Some(invoice) = strip_no_case(hrp, "lnbc") {
        return lightning(hrp, invoice, data, sheet);
    }
    if let Some((chain, hrp)) = hrp.split_once('-') {
        return avalanche(chain, hrp, data, sheet);
    }
    if let Some(part) = PARTS.iter().find(|part| part.hrp.eq_ignore_ascii_case(hrp)) {
        return by_part(part, hrp, data, sheet);
    }
    for (ending, kind) in ENDINGS {
        let base = hrp.strip_suffix(ending);
        if let Some(part) = base.and_then(|base| {
            PARTS.iter().find(|part| matches!(part.shape, Shape::Cosmos) && part.hrp == base)
        }) {
            return match sound(hrp, data) {
                Ok(Code::Bech32) if bech32::payload(data, 0).is_some() => {
                    sheet.other_purpose(part.networks, kind);
                }
                Ok(_) => sheet.miss(part.networks, Fault::Checksum),
                Err(fault) => sheet.miss(part.networks, fault),
            };
        }
    }
}

/// Where one substitution would repair `text`, if it is bech32 with a known human-readable part.
pub(super) fn one_repair(text: &str) -> Option<usize> {
    let (hrp, data) = text.rsplit_once('1')?;
    let part = PARTS.iter().find(|part| part.hrp.eq_ignore_ascii_case(hrp))?;
    let code = match part.shape {
        Shape::Segwit if data.starts_with(['q', 'Q']) => Code::Bech32,
        Shape::Segwit | Shape::PlainM(_) | Shape::Pactus | Shape::Unified => Code::Bech32m,
        Shape::Nervos if data.starts_with(['q', 'Q']) && data.len() > 60 => Code::Bech32m,
        _ => Code::Bech32,
    };
    let at = bech32::one_repair(hrp, data, code)?;
    // The first digit chose the code, so a fault found there would be a guess.
    (at > 0).then_some(hrp.len() + 1 + at)
}

fn strip_no_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

fn by_part(part: &Part, hrp: &str, data: &str, sheet: &mut Sheet) {
    let code = match sound(hrp, data) {
        Ok(code) => code,
        Err(fault) => return sheet.miss(part.networks, fault),
    };
    if !matches!(part.shape, Shape::Unified) && hrp.len() + data.len() > LONGEST_PLAIN {
        return sheet.miss(part.networks, Fault::Length);
    }
    let kind = match shaped(part, data, code) {
        Ok(kind) => kind,
        Err(fault) => return sheet.miss(part.networks, fault),
    };
    if kind == "stake" {
        return sheet.other_purpose(part.networks, kind);
    }
    let upper = hrp.bytes().any(|octet| octet.is_ascii_uppercase());
    sheet.receives_as(
        part.networks,
        kind,
        upper.then(|| format!("{}1{}", part.hrp, data.to_ascii_lowercase())),
    );
}

/// The code of a sound text, or the first rule it breaks.
fn sound(hrp: &str, data: &str) -> Result<Code, Fault> {
    let mut octets = hrp.bytes().chain(data.bytes());
    let lower = octets.clone().any(|octet| octet.is_ascii_lowercase());
    if lower && octets.any(|octet| octet.is_ascii_uppercase()) {
        return Err(Fault::MixedCase);
    }
    match bech32::check(hrp, data) {
        Sum::Sound(code) => Ok(code),
        Sum::Foreign => Err(Fault::Alphabet),
        Sum::Broken => Err(Fault::Checksum),
    }
}

fn shaped(part: &Part, data: &str, code: Code) -> Result<&'static str, Fault> {
    let first = data.bytes().next().and_then(bech32::digit).ok_or(Fault::Length)?;
    let octets = |skip| bech32::payload(data, skip).ok_or(Fault::Padding);
    let must = |wanted: Code| if code == wanted { Ok(()) } else { Err(Fault::Checksum) };
    match part.shape {
        Shape::Segwit => return segwit::kind(first, &octets(1)?, code),
        Shape::Cardano => return cardano::shelley(part.hrp, octets(0)?.as_slice(), code),
        Shape::Plain(lengths) => {
            must(Code::Bech32)?;
            known_length(octets(0)?.as_slice(), lengths)?;
        }
        Shape::PlainM(lengths) => {
            must(Code::Bech32m)?;
            known_length(octets(0)?.as_slice(), lengths)?;
        }
        Shape::Cosmos => {
            must(Code::Bech32)?;
            known_length(octets(0)?.as_slice(), &[20, 32])?;
        }
        Shape::Nervos => nervos(octets(0)?.as_slice(), code)?,
        Shape::Pactus => {
            must(Code::Bech32m)?;
            known_length(octets(1)?.as_slice(), &[20])?;
            // 1 validator, 2 BLS account, 3 Ed25519 account (Pactus PIP-28).
            if !(1..=3).contains(&first) {
                return Err(Fault::Version);
            }
        }
        Shape::Oasis => {
            must(Code::Bech32)?;
            let octets = octets(0)?;
            known_length(octets.as_slice(), &[21])?;
            if octets.as_slice().first() != Some(&0) {
                return Err(Fault::Version);
            }
        }
        Shape::Unified => must(Code::Bech32m)?,
        Shape::Handshake => {
            must(Code::Bech32)?;
            known_length(octets(1)?.as_slice(), &[20, 32])?;
        }
    }
    Ok(part.kind)
}

fn known_length(octets: &[u8], lengths: &[usize]) -> Result<(), Fault> {
    if lengths.contains(&octets.len()) { Ok(()) } else { Err(Fault::Length) }
}

/// Nervos RFC 21: full form 2021 (0x00, bech32m), and the retired short (0x01) and full (0x02,
/// 0x04) forms (bech32).
fn nervos(octets: &[u8], code: Code) -> Result<(), Fault> {
    let (&form, rest) = octets.split_first().ok_or(Fault::Length)?;
    let (wanted, fits) = match form {
        0 => (Code::Bech32m, rest.len() >= 33),
        1 => (Code::Bech32, rest.len() == 21 || rest.len() == 23),
        2 | 4 => (Code::Bech32, rest.len() >= 32),
        _ => return Err(Fault::Version),
    };
    if code != wanted {
        return Err(Fault::Checksum);
    }
    if fits { Ok(()) } else { Err(Fault::Length) }
}

/// BOLT-11: `lnbc`, an amount, bech32 without a length limit; timestamp and signature are 111
/// digits.
fn lightning(hrp: &str, amount: &str, data: &str, sheet: &mut Sheet) {
    const TAGS: Tags = &["LIGHTNING"];
    let digits = amount.trim_end_matches(['m', 'u', 'n', 'p', 'M', 'U', 'N', 'P']);
    let plain = amount.len() - digits.len() <= 1 && digits.bytes().all(|one| one.is_ascii_digit());
    match sound(hrp, data) {
        Err(fault) => sheet.miss(TAGS, fault),
        Ok(Code::Bech32) if plain && data.len() >= 111 + 6 => sheet.receives(TAGS, "invoice"),
        Ok(_) => sheet.miss(TAGS, Fault::Length),
    }
}

/// Avalanche's X and P chains: a chain letter, a hyphen, 20 bytes under `avax`.
fn avalanche(chain: &str, hrp: &str, data: &str, sheet: &mut Sheet) {
    let networks: Tags = match chain {
        "X" => &["AVAX"],
        "P" => &["AVAXP"],
        _ => return,
    };
    if hrp != "avax" {
        return;
    }
    let fits = || bech32::payload(data, 0).is_some_and(|octets| octets.as_slice().len() == 20);
    match sound(hrp, data) {
        Err(fault) => sheet.miss(networks, fault),
        Ok(Code::Bech32) if fits() => sheet.receives(networks, "account"),
        Ok(_) => sheet.miss(networks, Fault::Length),
    }
}

/// Every tag in the table, for the test that none is missing from the list of networks.
#[cfg(test)]
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    PARTS.iter().flat_map(|part| part.networks.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::super::{Memo, Verdict, judge};
    use super::*;

    #[test]
    fn cosmos_accounts_validators_and_kin() {
        let account = bech32::encode("cosmos", &[0x19; 20], Code::Bech32);
        let seen = judge(&account, Some("ATOM"));
        assert_eq!((seen.verdict, seen.memo), (Verdict::Valid, Memo::Required));
        assert_eq!(judge(&account, Some("OSMO")).verdict, Verdict::OtherNetwork);
        for ending in ["valoper", "valcons", "valconspub", "pub"] {
            let text = bech32::encode(&format!("cosmos{ending}"), &[0x19; 20], Code::Bech32);
            assert_eq!(judge(&text, Some("ATOM")).verdict, Verdict::WrongPurpose, "{text}");
        }
        let wrong_code = bech32::encode("cosmos", &[0x19; 20], Code::Bech32m);
        assert_eq!(judge(&wrong_code, Some("ATOM")).verdict, Verdict::Invalid);
        let long = bech32::encode("osmo", &[0x19; 21], Code::Bech32);
        assert_eq!(judge(&long, Some("OSMO")).fault, Some(Fault::Length));
    }

    #[test]
    fn every_part_reads_its_own_and_no_typo() {
        for part in PARTS {
            let (lengths, code): (&[usize], _) = match part.shape {
                Shape::Plain(lengths) => (lengths, Code::Bech32),
                Shape::PlainM(lengths) => (lengths, Code::Bech32m),
                Shape::Cosmos => (&[20, 32], Code::Bech32),
                _ => continue,
            };
            for &len in lengths {
                let text = bech32::encode(part.hrp, &vec![0xb7; len], code);
                let tag = part.networks[0];
                assert_eq!(judge(&text, Some(tag)).verdict, Verdict::Valid, "{text}");
                for at in part.hrp.len() + 2..text.len() {
                    let mut typo = text.clone().into_bytes();
                    typo[at] = if typo[at] == b'z' { b'x' } else { b'z' };
                    let typo = String::from_utf8(typo).expect("ascii");
                    let seen = judge(&typo, Some(tag));
                    assert_eq!(seen.verdict, Verdict::Invalid, "{typo}");
                    assert_eq!(seen.near, Some(at), "{typo}");
                }
            }
        }
    }

    #[test]
    fn shapes_of_their_own() {
        let mut body = vec![0];
        body.extend([0x66; 20]);
        let oasis = bech32::encode("oasis", &body, Code::Bech32);
        assert_eq!(judge(&oasis, Some("ROSE")).verdict, Verdict::Valid);
        body[0] = 1;
        let oasis = bech32::encode("oasis", &body, Code::Bech32);
        assert_eq!(judge(&oasis, Some("ROSE")).fault, Some(Fault::Version));
        let mut nervos = vec![0];
        nervos.extend([0x66; 53]);
        let text = bech32::encode("ckb", &nervos, Code::Bech32m);
        assert_eq!(judge(&text, Some("CKB")).verdict, Verdict::Valid);
        let text = bech32::encode("ckb", &nervos, Code::Bech32);
        assert_eq!(judge(&text, Some("CKB")).verdict, Verdict::Invalid);
        let avax = format!("X-{}", bech32::encode("avax", &[0x66; 20], Code::Bech32));
        assert_eq!(judge(&avax, Some("AVAXC")).verdict, Verdict::OtherNetwork);
        assert_eq!(judge(&avax, Some("AVAX")).verdict, Verdict::Valid);
    }
}
