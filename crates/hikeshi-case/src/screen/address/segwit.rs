//! Is it a witness program one can pay to?
//!
//! BIP-141 (versions 0 to 16, programs of 2 to 40 bytes; version 0 has 20 or 32), BIP-350 (version
//! 0 wears bech32, all later ones bech32m), BIP-341 (version 1 with 32 bytes is taproot).

use super::Fault;
use super::bech32::Code;
use super::octets::Octets;

/// The kind of a witness program, or the rule it breaks.
pub(super) fn kind(version: u8, program: &Octets, code: Code) -> Result<&'static str, Fault> {
    let wanted = if version == 0 { Code::Bech32 } else { Code::Bech32m };
    if code != wanted {
        return Err(Fault::Checksum);
    }
    match (version, program.as_slice().len()) {
        (0, 20) => Ok("segwit"),
        (0, 32) => Ok("segwit_script"),
        (1, 32) => Ok("taproot"),
        (1..=16, 2..=40) => Ok("future_segwit"),
        (0..=16, _) => Err(Fault::Length),
        _ => Err(Fault::Version),
    }
}

#[cfg(test)]
mod tests {
    use super::super::bech32::{Code, digits_of, encode_digits};
    use super::super::{Fault, Verdict, judge};

    fn own(hrp: &str, version: u8, program: &[u8], code: Code) -> String {
        let mut digits = vec![version];
        digits.extend(digits_of(program));
        encode_digits(hrp, &digits, code)
    }

    #[test]
    fn each_version_wears_its_own_code() {
        let program = [0x5a; 32];
        for (version, code, verdict) in [
            (0, Code::Bech32, Verdict::Valid),
            (0, Code::Bech32m, Verdict::Invalid),
            (1, Code::Bech32m, Verdict::Valid),
            (1, Code::Bech32, Verdict::Invalid),
            (16, Code::Bech32m, Verdict::Valid),
            (17, Code::Bech32m, Verdict::Invalid),
        ] {
            let text = own("bc", version, &program, code);
            assert_eq!(judge(&text, Some("BTC")).verdict, verdict, "{text}");
            assert_eq!(judge(&text.to_ascii_uppercase(), Some("BTC")).verdict, verdict);
        }
        assert_eq!(judge(&own("bc", 1, &program, Code::Bech32m), None).kind, "taproot");
    }

    #[test]
    fn lengths_cases_and_networks() {
        let short = own("bc", 0, &[7; 21], Code::Bech32);
        assert_eq!(judge(&short, Some("BTC")).fault, Some(Fault::Length));
        let good = own("bc", 0, &[7; 20], Code::Bech32);
        let mixed = good.replacen('q', "Q", 1);
        assert_eq!(judge(&mixed, Some("BTC")).fault, Some(Fault::MixedCase));
        let elsewhere = judge(&good, Some("LTC"));
        assert_eq!(elsewhere.verdict, Verdict::OtherNetwork);
        assert_eq!(elsewhere.networks, ["BTC"]);
        let upper = judge(&good.to_ascii_uppercase(), None);
        assert_eq!(upper.normal.as_deref(), Some(good.as_str()));
    }
}
