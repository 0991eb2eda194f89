//! What every family owes: no panic, no wait, and a verdict that asks for the right network.

use super::*;

/// A small deterministic generator (xorshift), so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 40] = [
            "0x",
            "bc1",
            "1",
            "3",
            "T",
            "addr1",
            "cosmos1",
            "bitcoincash:",
            "0:",
            "-1:",
            "r",
            "X7",
            "EQ",
            "UQ",
            "G",
            "M",
            "SP",
            "f1",
            "f410f",
            "NQ",
            "nano_",
            "0.0.",
            "-",
            "ak_",
            "PUB_K1_",
            "EOS",
            "NEAR",
            ".near",
            "lnbc",
            "X-avax1",
            "k:",
            "hx",
            ":",
            " ",
            "é",
            "東京",
            "\0",
            "4",
            "Ddz",
            "kaspa:",
        ];
        let mut out = String::new();
        for _ in 0..self.roll(4) {
            out.push_str(PIECES[self.roll(PIECES.len())]);
        }
        let alphabet: &[u8] = match self.roll(5) {
            0 => b"0123456789abcdefABCDEF",
            1 => b"qpzry9x8gf2tvdw0s3jn54khce6mua7l",
            2 => base58::BITCOIN,
            3 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            _ => b" !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~09azAZ",
        };
        for _ in 0..self.roll(120) {
            out.push(char::from(alphabet[self.roll(alphabet.len())]));
        }
        out
    }
}

#[test]
fn nothing_panics_and_the_parts_agree() {
    let tags: Vec<&str> = known_networks().collect();
    let mut dice = Dice(0x5eed_0123_4567_89ab);
    for round in 0..60_000 {
        let text = dice.text();
        let asked = (round % 3 != 0).then(|| tags[dice.roll(tags.len())]);
        let seen = judge(&text, asked);
        assert_eq!(seen.fault.is_some(), seen.verdict == Verdict::Invalid, "{text:?}");
        if let (Verdict::Valid, Some(tag)) = (seen.verdict, asked) {
            assert!(seen.networks.contains(&tag), "{text:?} {tag}");
        }
        if seen.verdict == Verdict::OtherNetwork {
            assert!(!seen.networks.contains(&asked.expect("asked")), "{text:?}");
        }
        let (address, memo) = split_memo(&text);
        assert!(address.len() + memo.map_or(0, str::len) <= text.len());
    }
}

#[test]
fn the_normal_form_is_normal() {
    let mut dice = Dice(0x0bad_cafe_f00d_1234);
    let mut seen_normal = 0;
    for _ in 0..20_000 {
        let text = dice.text();
        let seen = judge(&text, None);
        if let Some(normal) = seen.normal {
            seen_normal += 1;
            let again = judge(&normal, Some(seen.networks[0]));
            assert_eq!((again.verdict, again.normal), (Verdict::Valid, None), "{text:?}");
        }
    }
    let hex = format!("0x{}", "ab".repeat(20));
    assert!(judge(&hex, None).normal.is_some(), "{seen_normal}");
}

#[test]
fn ten_megabytes_at_once() {
    for piece in ["1", "0x", "bc1q", " ", "é", "a:", "EOS"] {
        let text = piece.repeat(10_000_000 / piece.len());
        assert_ne!(judge(&text, Some("BTC")).verdict, Verdict::Valid);
        assert_eq!(judge(&text, None).verdict, Verdict::NotKnown);
        assert_eq!(judge_closely(&text, Some("BTC")).near, None);
    }
}

#[test]
fn networks_we_do_not_know_are_never_called_invalid() {
    for tag in ["", "NOSUCHCHAIN", "HIVE"] {
        assert_eq!(judge("whatever", Some(tag)).verdict, Verdict::NotKnown);
        assert_eq!(judge(&"9".repeat(2000), Some(tag)).verdict, Verdict::NotKnown);
    }
    let known = format!("0x{}", "11".repeat(20));
    let seen = judge(&known, Some("NOSUCHCHAIN"));
    assert_eq!(seen.verdict, Verdict::NotKnown);
    assert!(seen.networks.contains(&"ETH"));
}

#[test]
fn the_place_of_a_typo() {
    let text = base58::check_encode(&[&[0_u8][..], &[0x29; 20]].concat());
    for at in [5, 17, 30] {
        let mut typo = text.clone().into_bytes();
        typo[at] = if typo[at] == b'K' { b'k' } else { b'K' };
        let typo = format!("  {}", String::from_utf8(typo).expect("ascii"));
        assert_eq!(judge_closely(&typo, Some("BTC")).near, Some(at + 2));
    }
    let foreign = text.replacen(text.get(9..10).expect("ascii"), "0", 1);
    assert_eq!(judge_closely(&foreign, Some("BTC")).fault, Some(Fault::Alphabet));
    assert!(judge_closely(&foreign, Some("BTC")).near.is_some());
}

#[test]
fn memos_of_exports() {
    assert_eq!(split_memo("rAbc:12345"), ("rAbc", Some("12345")));
    assert_eq!(split_memo("cosmos1xyz: 77 "), ("cosmos1xyz", Some("77")));
    assert_eq!(split_memo("exchangeacct:a:b"), ("exchangeacct", Some("a:b")));
    assert_eq!(split_memo("rAbc:"), ("rAbc", None));
    assert_eq!(split_memo("eosio.token"), ("eosio.token", None));
    for whole in ["bitcoincash:qabc", "KASPA:QABC", "0:abcd", "-1:abcd", "cfx:type.user:aabb"] {
        assert_eq!(split_memo(whole), (whole, None));
    }
    assert_eq!(split_memo("0:abcd:99"), ("0:abcd", Some("99")));
    assert_eq!(split_memo("cfx:type.user:aabb:9"), ("cfx:type.user:aabb", Some("9")));
    assert_eq!(split_memo(":9"), ("", Some("9")));
}

#[test]
fn the_network_decides_about_the_memo() {
    for (network, asset, memo) in [
        ("XRP", "XRP", Memo::Required),
        ("BSC", "XRP", Memo::None),
        ("", "XRP", Memo::Required),
        ("", "BNB", Memo::Optional),
        ("BEP2", "BNB", Memo::Required),
        ("TON", "USDT", Memo::Required),
        ("atom", "ATOM", Memo::Required),
        ("NOSUCHCHAIN", "XLM", Memo::Optional),
        ("NOSUCHCHAIN", "USDT", Memo::None),
        ("HIVE", "HIVE", Memo::Required),
        ("ETH", "ETH", Memo::None),
    ] {
        assert_eq!(memo_rule(network, asset), memo, "{network} {asset}");
    }
}

#[test]
fn a_family_name_and_the_tags_of_its_chains_agree() {
    let text = format!("0x{}", "5c".repeat(20));
    for name in ["EVM", "erc20", "BSC", "Polygon", "ARB"] {
        assert_eq!(judge(&text, Some(name)).verdict, Verdict::Valid, "{name}");
    }
    assert_eq!(judge(&text, Some("BTC")).verdict, Verdict::OtherNetwork);
}
