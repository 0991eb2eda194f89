//! Amounts, dates and zones: what is read and printed reads the same again.
#![no_main]

use hikeshi_case::amount::Amount;
use hikeshi_case::source::with_unit;
use hikeshi_case::time::{Time, Zone, parse_civil, zone_in_brackets};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(amount) = Amount::parse(text) {
        assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
    }
    drop(with_unit(text, &["BTC", "1INCH", "JPY"]));
    for month_first in [false, true] {
        if let Some(civil) = parse_civil(text, month_first) {
            let at = civil.at_utc();
            assert_eq!(at.civil(0), civil);
            assert_eq!(Time::parse_rfc3339(&at.to_string()), Some(at));
        }
    }
    drop(zone_in_brackets(text));
    if let Some(zone) = Zone::parse(text) {
        let at = Time::from_seconds(1_772_377_200);
        assert!(zone.offset_s(at).abs() <= 26 * 3600);
        assert!(Zone::parse(&zone.label()).is_some());
    }
});
