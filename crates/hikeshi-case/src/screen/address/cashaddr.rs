//! Is it an address of the cashaddr family?
//!
//! Bitcoin Cash (cashaddr specification, CHIP-2022-02 for token-aware types), eCash, and with the
//! same 40-bit code Kaspa and Conflux (CIP-37, another alphabet).

use super::Fault;
use super::bech32;
use super::octets::{Octets, Padding, regroup};
use super::sheet::{Sheet, Tags};

const fn step(sum: u64, value: u8) -> u64 {
    let top = sum >> 35;
    let mut next = (sum & 0x07_ffff_ffff) << 5 ^ value as u64;
    next ^= (top & 1).wrapping_neg() & 0x98_f2bc_8e61;
    next ^= (top >> 1 & 1).wrapping_neg() & 0x79_b76d_99e2;
    next ^= (top >> 2 & 1).wrapping_neg() & 0xf3_3e5f_b3c4;
    next ^= (top >> 3 & 1).wrapping_neg() & 0xae_2eab_e2a8;
    next ^= (top >> 4 & 1).wrapping_neg() & 0x1e_4f43_e470;
    next
}

struct Chain {
    prefix: &'static str,
    networks: Tags,
    /// The prefix may be left out.
    bare: bool,
    digit: fn(u8) -> Option<u8>,
    kind: fn(u8, usize) -> Option<&'static str>,
}

static CHAINS: [Chain; 7] = [
    Chain { prefix: "bitcoincash", networks: &["BCH"], bare: true, digit, kind: cash_kind },
    Chain { prefix: "ecash", networks: &["XEC"], bare: true, digit, kind: cash_kind },
    Chain { prefix: "bchtest", networks: &["BCH-TEST"], bare: true, digit, kind: cash_kind },
    Chain { prefix: "ectest", networks: &["XEC-TEST"], bare: true, digit, kind: cash_kind },
    Chain { prefix: "kaspa", networks: &["KAS"], bare: false, digit, kind: kaspa_kind },
    Chain {
        prefix: "cfx",
        networks: &["CFX"],
        bare: false,
        digit: conflux_digit,
        kind: conflux_kind,
    },
    Chain {
        prefix: "cfxtest",
        networks: &["CFX-TEST"],
        bare: false,
        digit: conflux_digit,
        kind: conflux_kind,
    },
];

const fn digit(octet: u8) -> Option<u8> {
    bech32::digit(octet)
}

/// CIP-37's alphabet leaves out `i`, `l`, `o`, `q`.
const fn conflux_digit(octet: u8) -> Option<u8> {
    Some(match octet.to_ascii_lowercase() {
        one @ b'a'..=b'h' => one - b'a',
        b'j' => 8,
        b'k' => 9,
        b'm' => 10,
        b'n' => 11,
        b'p' => 12,
        one @ b'r'..=b'z' => one - b'r' + 13,
        one @ b'0'..=b'9' => one - b'0' + 22,
        _ => return None,
    })
}

/// Version byte: bit 7 zero, four bits of type, three of size.
fn cash_kind(version: u8, len: usize) -> Option<&'static str> {
    let sized = match version & 7 {
        0 => len == 20,
        3 => len == 32,
        _ => false,
    };
    match version >> 3 {
        0 if sized && len == 20 => Some("legacy"),
        1 if sized => Some("p2sh"),
        2 if sized && len == 20 => Some("token_aware"),
        3 if sized => Some("token_aware_p2sh"),
        _ => None,
    }
}

fn kaspa_kind(version: u8, len: usize) -> Option<&'static str> {
    match (version, len) {
        (0, 32) | (1, 33) => Some("account"),
        (8, 32) => Some("p2sh"),
        _ => None,
    }
}

fn conflux_kind(version: u8, len: usize) -> Option<&'static str> {
    (version == 0 && len == 20).then_some("account")
}

/// Reads any form of the family, with its prefix or (Bitcoin Cash, eCash) without.
pub(super) fn read(text: &str, sheet: &mut Sheet) {
    let Some((prefix, body)) = text.split_once(':') else {
        return read_bare(text, sheet);
    };
    let Some(chain) = CHAINS.iter().find(|chain| chain.prefix.eq_ignore_ascii_case(prefix)) else {
        return;
    };
    // CIP-37's long form names the type between the prefix and the body.
    let body = body.rsplit_once(':').map_or(body, |(_, last)| last);
    match sound(chain, body) {
        Ok(kind) => {
            let cased = body.bytes().chain(prefix.bytes()).any(|one| one.is_ascii_uppercase());
            let normal = || format!("{}:{}", chain.prefix, body.to_ascii_lowercase());
            sheet.receives_as(chain.networks, kind, cased.then(normal));
        }
        Err(fault) => sheet.miss(chain.networks, fault),
    }
}

fn read_bare(text: &str, sheet: &mut Sheet) {
    let shaped =
        matches!(text.len(), 42 | 61) && text.starts_with(['q', 'p', 'z', 'r', 'Q', 'P', 'Z', 'R']);
    let one_case = !text.bytes().any(|octet| octet.is_ascii_uppercase())
        || !text.bytes().any(|octet| octet.is_ascii_lowercase());
    if !shaped || !one_case || !text.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
        return;
    }
    for chain in CHAINS.iter().filter(|chain| chain.bare) {
        match sound(chain, text) {
            Ok(kind) => {
                let normal = format!("{}:{}", chain.prefix, text.to_ascii_lowercase());
                sheet.receives_as(chain.networks, kind, Some(normal));
                return;
            }
            Err(fault) => sheet.miss(chain.networks, fault),
        }
    }
}

fn sound(chain: &Chain, body: &str) -> Result<&'static str, Fault> {
    let lower = body.bytes().any(|octet| octet.is_ascii_lowercase());
    if lower && body.bytes().any(|octet| octet.is_ascii_uppercase()) {
        return Err(Fault::MixedCase);
    }
    let start = chain.prefix.bytes().fold(1, |sum, octet| step(sum, octet & 31));
    let mut sum = step(start, 0);
    for octet in body.bytes() {
        sum = step(sum, (chain.digit)(octet).ok_or(Fault::Alphabet)?);
    }
    if sum != 1 {
        return Err(Fault::Checksum);
    }
    let octets = payload(chain, body).ok_or(Fault::Padding)?;
    let (&version, hash) = octets.as_slice().split_first().ok_or(Fault::Length)?;
    (chain.kind)(version, hash.len()).ok_or(Fault::Version)
}

fn payload(chain: &Chain, body: &str) -> Option<Octets> {
    let count = body.len().checked_sub(8)?;
    regroup(body.bytes().take(count).map(chain.digit), 5, Padding::Strict)
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, judge};
    use super::*;

    fn own(prefix: &str, octets: &[u8], letters: &[u8; 32]) -> String {
        let digits = bech32::digits_of(octets);
        let mut sum = prefix.bytes().fold(1, |sum, octet| step(sum, octet & 31));
        sum = digits.iter().fold(step(sum, 0), |sum, &value| step(sum, value));
        for _ in 0..8 {
            sum = step(sum, 0);
        }
        sum ^= 1;
        let check = (0..8).map(|at| (sum >> (5 * (7 - at)) & 31) as u8);
        let body = digits.iter().copied().chain(check).map(|value| letters[usize::from(value)]);
        format!("{prefix}:{}", body.map(char::from).collect::<String>())
    }

    #[test]
    fn each_chain_and_every_typo() {
        let with = |version: u8, len: usize| {
            let mut octets = vec![version];
            octets.extend((0..len).map(|at| u8::try_from(at * 5).expect("small")));
            octets
        };
        let conflux = b"abcdefghjkmnprstuvwxyz0123456789";
        for (tag, text) in [
            ("BCH", own("bitcoincash", &with(0, 20), bech32::LETTERS)),
            ("BCH", own("bitcoincash", &with(11, 32), bech32::LETTERS)),
            ("XEC", own("ecash", &with(8, 20), bech32::LETTERS)),
            ("KAS", own("kaspa", &with(0, 32), bech32::LETTERS)),
            ("CFX", own("cfx", &with(0, 20), conflux)),
        ] {
            assert_eq!(judge(&text, Some(tag)).verdict, Verdict::Valid, "{text}");
            let colon = text.find(':').expect("prefix");
            for at in colon + 1..text.len() {
                let mut typo = text.clone().into_bytes();
                typo[at] = if typo[at] == b'z' { b'y' } else { b'z' };
                let typo = String::from_utf8(typo).expect("ascii");
                assert_eq!(judge(&typo, Some(tag)).verdict, Verdict::Invalid, "{typo}");
            }
        }
        let text = own("ecash", &with(0, 20), bech32::LETTERS);
        let bare = text.strip_prefix("ecash:").expect("prefix");
        assert_eq!(judge(bare, Some("BCH")).verdict, Verdict::OtherNetwork);
        assert_eq!(judge(bare, Some("XEC")).normal.as_deref(), Some(text.as_str()));
    }
}
