//! Which bytes stand for a JSON value? One and only one text per value, after RFC 8785, so that a
//! hash of it means the same to everybody.

use serde::Serialize;
use serde_json::{Map, Number, Value};

/// The largest integer that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2).
const EXACT: u64 = 1 << 53;

/// Why a value has no canonical text here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Fractions and exponents: nothing in our records needs one.
    #[error("a number is not an integer")]
    NotAnInteger,
    /// Beyond 2^53, where readers begin to round.
    #[error("an integer is too large to be exact everywhere")]
    TooLarge,
}

/// The canonical text of a value: members sorted by the UTF-16 code units of their names, no white
/// space, only what must be escaped escaped, everything else as UTF-8.
pub fn canonical(value: &Value) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    write(value, &mut out)?;
    Ok(out)
}

/// The canonical text of a struct whose fields stand in the order of their names, all ASCII, and whose
/// numbers are these: `serde_json` writes strings as RFC 8785 wants them. Many times faster than by way of
/// a [`Value`]; for each such struct a test compares the two.
pub(crate) fn sorted(value: &impl Serialize, numbers: &[u64]) -> Result<Vec<u8>, Fault> {
    if numbers.iter().any(|number| *number > EXACT) {
        return Err(Fault::TooLarge);
    }
    let mut out = Vec::with_capacity(512);
    serde_json::to_writer(&mut out, value).map_err(|_| Fault::NotAnInteger)?;
    Ok(out)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), Fault> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => out.extend_from_slice(integer(number)?.as_bytes()),
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(members) => object(members, out)?,
    }
    Ok(())
}

fn object(members: &Map<String, Value>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut members: Vec<(&String, &Value)> = members.iter().collect();
    members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
    out.push(b'{');
    for (at, (name, value)) in members.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(name, out);
        out.push(b':');
        write(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

fn integer(number: &Number) -> Result<String, Fault> {
    let size = match (number.as_u64(), number.as_i64()) {
        (Some(size), _) => size,
        (None, Some(below_zero)) => below_zero.unsigned_abs(),
        (None, None) => return Err(Fault::NotAnInteger),
    };
    if size > EXACT { Err(Fault::TooLarge) } else { Ok(number.to_string()) }
}

fn string(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0..0x20 => {
                out.extend_from_slice(b"\\u00");
                for half in [byte >> 4, byte & 15] {
                    out.extend(HEX.get(usize::from(half)));
                }
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(value: &Value) -> String {
        String::from_utf8(canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn names_are_sorted_by_their_utf_16_code_units() {
        // RFC 8785 §3.2.3: U+1F600 is two surrogates and so comes before U+FB33.
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew",
            "1": "One", "\u{1f600}": "Emoji", "\u{80}": "Control", "\u{f6}": "Latin",
        });
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
                        \"\u{f6}\":\"Latin\",\"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji\",\
                        \"\u{fb33}\":\"Hebrew\"}";
        assert_eq!(text(&value), expected);
    }

    #[test]
    fn only_what_must_be_escaped_is_escaped() {
        // The string of RFC 8785 §3.2.2.2.
        let value = json!("\u{20ac}$\u{0f}\nA'B\"\\\\\"/");
        assert_eq!(text(&value), "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        assert_eq!(text(&json!("\u{8}\u{c}\t\r\u{0}\u{1f}")), r#""\b\f\t\r\u0000\u001f""#);
        assert_eq!(text(&json!("取引\u{7f}\u{2028}")), "\"取引\u{7f}\u{2028}\"");
    }

    #[test]
    fn numbers_are_exact_integers_or_refused() {
        let value = json!([0, -1, EXACT, null, true, false, [], {}]);
        assert_eq!(text(&value), "[0,-1,9007199254740992,null,true,false,[],{}]");
        assert_eq!(canonical(&json!(EXACT + 1)), Err(Fault::TooLarge));
        assert_eq!(canonical(&json!(i64::MIN)), Err(Fault::TooLarge));
        assert_eq!(canonical(&json!({"a": [1.5]})), Err(Fault::NotAnInteger));
        let minus_zero: Value = serde_json::from_str("-0").unwrap();
        assert_eq!(canonical(&minus_zero), Err(Fault::NotAnInteger));
    }

    #[test]
    fn canonical_text_reads_back_as_itself() {
        let value = json!({"b": [{"d": "\u{1}", "c": null}], "a": -5});
        let once = canonical(&value).unwrap();
        let again: Value = serde_json::from_slice(&once).unwrap();
        assert_eq!((canonical(&again).unwrap(), again), (once, value));
    }
}
