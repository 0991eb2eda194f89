//! By when did the tagmanifest exist, and who says so?
//!
//! Certificates and block headers that lie in the bundle came from whoever made it: what holds under
//! them alone is shown as stated, not as proven.

use super::{Caution, Code, Options, Report, StampSeen};
use crate::bagit::{SEAL, TAG_MANIFEST};
use crate::limits::MOST_SEAL_FILES;
use crate::log::Hash;
use crate::package::Package;
use crate::stamp::chain::Roots;
use crate::stamp::ots::{self, Attested};
use crate::stamp::rfc3161::{self, Fault, Request, SIZE_MAX_BYTES, Stamped};

const TRUST: &str = "seal/trust/";

/// Checks everything under `seal/`; lists what decides nothing.
pub(super) fn check(package: &mut Package, options: &Options, report: &mut Report) {
    let own = package.names().iter().filter(|name| name.starts_with(SEAL));
    let mut names: Vec<String> = own.take(MOST_SEAL_FILES + 1).map(str::to_owned).collect();
    if names.len() > MOST_SEAL_FILES {
        names.pop();
        report.over_limit(SEAL, None);
    }
    if names.is_empty() {
        return;
    }
    let digest = report.tagmanifest_sha256.as_deref().and_then(Hash::from_hex);
    let own = own_roots(package, &names, report);
    let stem = format!("{SEAL}{TAG_MANIFEST}");
    let digest = digest.unwrap_or(Hash([0; 32]));
    let mut seal = Seal { package, options, report, digest, own, names: &names };
    for name in &names {
        let kind = name.strip_prefix(&stem).and_then(|rest| rest.rsplit_once('.'));
        match kind {
            Some((_, "tsr")) => seal.reply(name),
            Some((_, "tsq")) => seal.request(name),
            Some(("", "ots")) => seal.proof(name),
            Some((_, "header")) => {}
            _ => seal.report.outside(name),
        }
    }
}

fn small(package: &mut Package, name: &str, report: &mut Report) -> Option<Vec<u8>> {
    match package.read_small(name, SIZE_MAX_BYTES)? {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            report.unreadable(name, &error);
            None
        }
    }
}

/// The certificates that came with the bundle.
fn own_roots(package: &mut Package, names: &[String], report: &mut Report) -> Option<Roots> {
    let mut files = Vec::new();
    for name in names.iter().filter(|name| name.starts_with(TRUST)) {
        let Some(bytes) = small(package, name, report) else { continue };
        match Roots::read(&[&bytes]) {
            Ok(_) => files.push(bytes),
            Err(fault) => report.fault(Code::Stamp, name, None, Some(fault.to_string())),
        }
    }
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    Roots::read(&files).ok().filter(|roots| !roots.is_empty())
}

struct Seal<'a> {
    package: &'a mut Package,
    options: &'a Options,
    report: &'a mut Report,
    digest: Hash,
    own: Option<Roots>,
    /// The files under `seal/` that are looked at.
    names: &'a [String],
}

impl Seal<'_> {
    /// A request without its reply says nothing, and one that asks about other bytes is not ours.
    fn request(&mut self, name: &str) {
        let reply = format!("{}.tsr", name.strip_suffix(".tsq").unwrap_or(name));
        if self.package.names().find(&reply).is_none() {
            self.report.missing(&reply);
        }
        let Some(bytes) = small(self.package, name, self.report) else { return };
        if Request::from_der(&bytes).is_none_or(|request| request.digest != self.digest.0) {
            self.report.broken(Code::Stamp, name);
        }
    }

    fn reply(&mut self, name: &str) {
        let request = format!("{}.tsq", name.strip_suffix(".tsr").unwrap_or(name));
        if self.package.names().find(&request).is_none() {
            self.report.missing(&request);
        }
        let nonce = small(self.package, &request, self.report)
            .and_then(|bytes| Request::from_der(&bytes))
            .map(|request| request.nonce);
        let Some(bytes) = small(self.package, name, self.report) else { return };
        let judge = |roots: &Roots| rfc3161::verify(&bytes, &self.digest.0, nonce, roots, None);
        let brought = self.options.trust.as_ref().map(judge);
        let own = self.own.as_ref().map(judge);
        match (brought, own) {
            (Some(Ok(stamped)), _) => self.seen(name, &stamped, true),
            (None | Some(Err(Fault::Untrusted(_))), Some(Ok(stamped))) => {
                self.seen(name, &stamped, false);
                self.report.caution(Caution::TrustFromBundle, name);
            }
            (Some(Err(fault)), _) | (None, Some(Err(fault))) => {
                self.report.fault(Code::Stamp, name, None, Some(fault.to_string()));
            }
            (None, None) => self.report.caution(Caution::TrustMissing, name),
        }
    }

    fn seen(&mut self, name: &str, stamped: &Stamped, proven: bool) {
        let at_utc = Some(utc(stamped.gen_time_us));
        let (file, by) = (name.to_owned(), stamped.tsa_name.clone());
        self.report.stamp(StampSeen { file, at_utc, by, proven });
        if stamped.stray_certificates > 0 {
            let what = format!("{name}: {} certificates", stamped.stray_certificates);
            self.report.outside(&what);
        }
    }

    fn proof(&mut self, name: &str) {
        let Some(bytes) = small(self.package, name, self.report) else { return };
        let headers = self.headers();
        let header = |height: u64| headers.iter().find(|own| own.0 == height).map(|own| own.1);
        let attested =
            ots::Proof::from_bytes(&bytes).map_err(|fault| fault.to_string()).and_then(|proof| {
                ots::verify(&proof, &self.digest.0, &header).map_err(|fault| fault.to_string())
            });
        let attested = match attested {
            Ok(attested) => attested,
            Err(fault) => return self.report.fault(Code::Ots, name, None, Some(fault)),
        };
        // A promise that was kept needs no mention.
        let kept = attested.iter().any(|one| matches!(one, Attested::Bitcoin { .. }));
        let told = |one: &Attested| !(kept && matches!(one, Attested::Pending { .. }));
        for one in attested.into_iter().filter(told) {
            self.attested(name, one);
        }
    }

    fn attested(&mut self, name: &str, one: Attested) {
        let (at_utc, by) = match one {
            Attested::Pending { uri } => {
                self.report.caution(Caution::StampPending, name);
                (None, uri)
            }
            Attested::Bitcoin { height, header: Some(block), .. } if !block.merkle_root_ok => {
                let detail = Some(format!("Bitcoin {height}"));
                return self.report.fault(Code::Ots, name, None, detail);
            }
            Attested::Bitcoin { height, header, .. } => {
                self.report.caution(Caution::BlockFromBundle, name);
                let at = header.as_ref().map(|block| utc(i64::from(block.time_s) * 1_000_000));
                let hash = header.map_or(String::new(), |block| format!(" {}", block.hash));
                (at, format!("Bitcoin {height}{hash}"))
            }
            Attested::Unknown { .. } => {
                self.report.outside(&format!("{name}: an attestation of an unknown kind"));
                return;
            }
        };
        self.report.stamp(StampSeen { file: name.to_owned(), at_utc, by, proven: false });
    }

    /// Block headers beside the proof: `….ots.HEIGHT.header`, 80 bytes each.
    fn headers(&mut self) -> Vec<(u64, [u8; 80])> {
        let stem = format!("{SEAL}{TAG_MANIFEST}.ots.");
        let mut headers = Vec::new();
        for name in self.names {
            let height = name.strip_prefix(&stem).and_then(|rest| rest.strip_suffix(".header"));
            let Some(height) = height.and_then(|height| height.parse().ok()) else { continue };
            let bytes = small(self.package, name, self.report);
            match bytes.map(<[u8; 80]>::try_from) {
                Some(Ok(header)) => headers.push((height, header)),
                Some(Err(_)) => self.report.broken(Code::Ots, name),
                None => {}
            }
        }
        headers
    }
}

/// Microseconds since 1970 as RFC 3339 in UTC, whole seconds.
fn utc(at_us: i64) -> String {
    let seconds = at_us.div_euclid(1_000_000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years that begin in March, in eras of 400 years (Hinnant, "chrono-compatible low-level date
    // algorithms", `civil_from_days`).
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn times_are_written_as_they_are() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_798_761_599, "2026-12-31T23:59:59Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(utc(seconds * 1_000_000), text);
        }
    }
}
