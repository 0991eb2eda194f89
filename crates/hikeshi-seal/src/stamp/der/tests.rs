//! Is what DER forbids refused, and are moments read right?

use super::*;

#[test]
fn what_der_forbids_is_refused() {
    let bad: [&[u8]; 17] = [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",         // indefinite length
        b"\x04\x81\x01\x00",         // long length for a short value
        b"\x30\x84\x00\x00\x00\x01", // length of four bytes
        b"\x04\x02\x00",             // cut
        b"\x02\x00",                 // no digit
        b"\x02\x02\x00\x01",         // needless zero
        b"\x02\x02\xff\x80",         // needless ones
        b"\x01\x01\x01",             // neither true nor false
        b"\x03\x02\x01\x01",         // unused bit set
        b"\x05\x01\x00",             // NULL with content
        b"\x06\x02\x2a\x80",         // identifier without an end
        b"\x06\x03\x2a\x80\x01",     // identifier with a needless zero
        b"\x0c\x01\xff",             // not UTF-8
        b"\x24\x03\x04\x01\x00",     // text in pieces
        b"\x02\x01\x00\x00",         // something after
    ];
    for bytes in bad {
        assert_eq!(check(bytes, "it"), Err(NotDer("it")), "{bytes:02x?}");
    }
    let good: [&[u8]; 4] =
        [b"\x30\x00", b"\x02\x02\x00\x80", b"\x30\x03\x02\x01\xff", b"\x03\x02\x07\x80"];
    for bytes in good {
        assert_eq!(check(bytes, "it"), Ok(()), "{bytes:02x?}");
    }
}

#[test]
fn depth_has_an_end() {
    let nested = |times: usize| (0..times).fold(Vec::new(), |within, _| wrap(SEQUENCE, &within));
    assert_eq!(check(&nested(DEPTH), "it"), Ok(()));
    assert_eq!(check(&nested(DEPTH + 1), "it"), Err(NotDer("it")));
}

#[test]
fn lengths_and_numbers_are_written_as_they_are_read() {
    for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
        let whole = wrap(OCTET_STRING, &vec![7; length]);
        let mut reader = Reader::new(&whole, "it");
        assert_eq!(reader.take(OCTET_STRING).unwrap().len(), length);
        reader.end().unwrap();
    }
    assert_eq!(integer(0), b"\x02\x01\x00");
    assert_eq!(integer(127), b"\x02\x01\x7f");
    assert_eq!(integer(128), b"\x02\x02\x00\x80");
    assert_eq!(integer(u64::MAX).len(), 11);
}

fn moment(tag: u8, text: &str) -> Option<i64> {
    time(&Value { tag, content: text.as_bytes(), whole: &[] })
}

#[test]
fn moments_are_read_with_their_fraction() {
    // `date -u -d '2026-11-22 10:01:02' +%s` and so on.
    let general = |text| moment(GENERALIZED_TIME, text);
    assert_eq!(general("20261122100102Z"), Some(1_795_341_662_000_000));
    assert_eq!(general("20261122100102.5Z"), Some(1_795_341_662_500_000));
    assert_eq!(general("20261122100102.000001Z"), Some(1_795_341_662_000_001));
    assert_eq!(general("20261122100102.123456789Z"), Some(1_795_341_662_123_456));
    assert_eq!(general("19700101000000Z"), Some(0));
    assert_eq!(general("20000229235959Z"), Some(951_868_799_000_000));
    assert_eq!(moment(UTC_TIME, "491231235959Z"), Some(2_524_607_999_000_000));
    assert_eq!(moment(UTC_TIME, "500101000000Z"), Some(-631_152_000_000_000));
}

#[test]
fn moments_of_another_form_are_refused() {
    let bad = [
        "20261122100102",
        "202611221001Z",
        "20261122100102+0900",
        "20261122100102.Z",
        "20261122100102.50Z",
        "20261122100102,5Z",
        "20261322100102Z",
        "20260229100102Z",
        "20261122240102Z",
        "20261122106002Z",
        "20261122100160Z",
        "2026112210010 Z",
        "20261100100102Z",
        "20261122100102.1234567891Z",
        "+0261122100102Z",
        "20261122100102.+5Z",
    ];
    for text in bad {
        assert_eq!(moment(GENERALIZED_TIME, text), None, "{text}");
    }
    assert_eq!(moment(UTC_TIME, "2611221001Z"), None);
    assert_eq!(moment(UTC_TIME, "261122100102.5Z"), None);
    assert_eq!(moment(OCTET_STRING, "20261122100102Z"), None);
}
