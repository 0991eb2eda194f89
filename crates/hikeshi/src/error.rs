//! What can go wrong with the world around a case (bad material is never an error: it is a
//! problem of the examination). Every error has a code; its sentence is `err-<code>` and what the
//! person can do about it `rec-<code>`, in both languages.

use std::io;
use std::path::Path;

/// An error the person sees, by code.
#[derive(Debug)]
pub struct Error {
    /// Part of the text keys; see [`Error::ALL`].
    pub code: &'static str,
    /// What it is about: a path, an argument; empty when the code says it all.
    pub subject: String,
    /// What the system said; for the log and for `--json` readers, never alone on the page.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What most functions of the app return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Every code there is; a test compares it with the texts.
    pub const ALL: [&'static str; 71] = [
        "answers-unreadable",
        "bad-address",
        "bad-answer",
        "bad-as-of",
        "bad-checkup",
        "bad-fact",
        "bad-form",
        "bad-zone",
        "bundle",
        "bundle-broken",
        "bundle-unreadable",
        "case-damaged",
        "case-encrypted",
        "case-held",
        "case-in-doubt",
        "case-locked",
        "case-name",
        "case-newer",
        "case-none",
        "case-not-encrypted",
        "case-older",
        "case-outside",
        "case-rolled-back",
        "console",
        "disk-full",
        "file-exists",
        "foreign-form",
        "input",
        "internal",
        "key-missing",
        "key-other",
        "letter-changed",
        "mail-refused",
        "mail-too-large",
        "no-attachment",
        "no-data-folder",
        "no-font",
        "no-randomness",
        "no-such-exhibit",
        "no-such-page",
        "no-words",
        "nothing-opened",
        "out-changed-files",
        "out-foreign-files",
        "out-not-a-folder",
        "out-not-empty",
        "particulars",
        "passphrase",
        "passphrase-differs",
        "picture-too-large",
        "picture-unreadable",
        "playbooks",
        "port",
        "serving",
        "settings",
        "stamp-none",
        "store",
        "store-busy",
        "store-damaged",
        "store-newer",
        "store-read-only",
        "unknown-authority",
        "unknown-button",
        "unknown-kind",
        "upload-broken",
        "upload-empty",
        "upload-too-large",
        "upload-unread",
        "vault",
        "work-crashed",
        "write",
    ];

    fn new(code: &'static str, subject: impl Into<String>) -> Self {
        Self { code, subject: subject.into(), cause: None }
    }

    /// `--answers` names a file that cannot be read.
    pub fn answers_unreadable(path: &Path) -> Self {
        Self::new("answers-unreadable", path.display().to_string())
    }

    /// `--about` names a file that cannot be read or holds what the schema does not know.
    pub fn particulars(path: &Path, why: &str) -> Self {
        Self::new("particulars", format!("{}: {why}", path.display()))
    }

    /// The mail server refuses a mail, or nobody may sign in so.
    pub fn mail_refused(why: &str) -> Self {
        Self::new("mail-refused", why.escape_debug().to_string())
    }

    /// A mail is larger, in bytes, than mail servers take.
    pub fn mail_too_large(size_bytes: usize) -> Self {
        Self::new("mail-too-large", format!("{} MB", size_bytes.div_ceil(1024 * 1024)))
    }

    /// `--attach` names a file that cannot be read.
    pub fn no_attachment(path: &Path) -> Self {
        Self::new("no-attachment", path.display().to_string())
    }

    /// `--mail-to` is no plain mail address.
    pub fn bad_address(text: &str) -> Self {
        Self::new("bad-address", text.escape_debug().to_string())
    }

    /// `--answers` of a check-up names a question or an answer that does not exist.
    pub fn bad_checkup(text: &str) -> Self {
        Self::new("bad-checkup", text)
    }

    /// `--answer` names no question, or no answer to it.
    pub fn bad_answer(text: &str) -> Self {
        Self::new("bad-answer", text)
    }

    /// A picture is too large to be unpacked in bounded memory.
    pub fn picture_too_large(path: &Path) -> Self {
        Self::new("picture-too-large", path.display().to_string())
    }

    /// A file is no picture, a broken one, or of a format that cannot be opened.
    pub fn picture_unreadable(path: &Path) -> Self {
        Self::new("picture-unreadable", path.display().to_string())
    }

    /// `--as-of` is no time.
    pub fn bad_as_of(text: &str) -> Self {
        Self::new("bad-as-of", text)
    }

    /// `--tz` or `--zone` is no zone.
    pub fn bad_zone(text: &str) -> Self {
        Self::new("bad-zone", text)
    }

    /// The console cannot be written to.
    pub fn console(cause: io::Error) -> Self {
        Self { cause: Some(Box::new(cause)), ..Self::new("console", "") }
    }

    /// Not one of the inputs could be opened.
    pub fn nothing_opened() -> Self {
        Self::new("nothing-opened", "")
    }

    /// The output folder holds something that is no dossier of ours.
    pub fn out_not_empty(path: &Path) -> Self {
        Self::new("out-not-empty", path.display().to_string())
    }

    /// The output folder is a dossier of ours to which somebody added a file.
    pub fn out_foreign_files(path: &Path) -> Self {
        Self::new("out-foreign-files", path.display().to_string())
    }

    /// The output folder is a dossier of ours in which somebody changed a file.
    pub fn out_changed_files(path: &Path) -> Self {
        Self::new("out-changed-files", path.display().to_string())
    }

    /// The output path cannot be a folder.
    pub fn out_not_a_folder(path: &Path) -> Self {
        Self::new("out-not-a-folder", path.display().to_string())
    }

    /// The vault failed: there is no sealed copy to examine.
    pub fn vault(cause: hikeshi_seal::Error) -> Self {
        if let hikeshi_seal::Error::Store { path, cause } = cause {
            return Self { code: "vault", ..Self::write(&path, cause) }.or_disk_full();
        }
        let (code, subject) = Self::of_vault(&cause);
        Self { cause: Some(Box::new(cause)), ..Self::new(code, subject) }
    }

    /// What of the vault's troubles a person can act on has a sentence of its own.
    fn of_vault(cause: &hikeshi_seal::Error) -> (&'static str, String) {
        use hikeshi_seal::Error as Fault;
        match cause {
            Fault::Locked(path) => ("case-locked", path.display().to_string()),
            Fault::RolledBack { .. } => ("case-rolled-back", cause.to_string()),
            Fault::NewerFormat { .. } => ("case-newer", cause.to_string()),
            Fault::OlderFormat(path) => ("case-older", path.display().to_string()),
            Fault::NotAVault(path) => ("case-none", path.display().to_string()),
            Fault::InDoubt => ("case-in-doubt", String::new()),
            Fault::Outside(_) => ("case-outside", String::new()),
            Fault::Damaged(_) => ("case-damaged", cause.to_string()),
            Fault::BadCase(name) => ("case-name", name.clone()),
            Fault::NotEmpty(path) => ("out-not-empty", path.display().to_string()),
            Fault::NoKey => ("key-missing", String::new()),
            Fault::UnknownKey => ("key-other", String::new()),
            Fault::NeedsPassphrase | Fault::WrongPassphrase => ("passphrase", String::new()),
            Fault::Encrypted => ("case-encrypted", String::new()),
            Fault::NotEncrypted => ("case-not-encrypted", String::new()),
            _ => ("vault", cause.to_string()),
        }
    }

    /// What was sealed could not be read again.
    pub fn unreadable_seal(cause: io::Error) -> Self {
        Self::vault(hikeshi_seal::Error::Source(cause))
    }

    /// A passphrase is needed and was not given.
    pub fn passphrase() -> Self {
        Self::new("passphrase", "")
    }

    /// A new passphrase was typed in two ways.
    pub fn passphrase_differs() -> Self {
        Self::new("passphrase-differs", "")
    }

    /// Of those who were asked for a stamp nobody gave one, and asking again would not help.
    pub fn no_stamp(names: &str) -> Self {
        Self::new("stamp-none", names)
    }

    /// A command names an exhibit that the case does not have.
    pub fn no_such_exhibit(name: &str) -> Self {
        Self::new("no-such-exhibit", name)
    }

    /// Exhibits of a case are missing or changed.
    pub fn case_damaged(dir: &Path) -> Self {
        Self::new("case-damaged", dir.display().to_string())
    }

    /// There is no signing key where one is needed.
    pub fn no_key(place: &Path) -> Self {
        Self::new("key-missing", place.display().to_string())
    }

    /// The system gives no random bytes, without which no key can be made.
    pub fn no_randomness() -> Self {
        Self::new("no-randomness", "")
    }

    /// The system names no place for a program's own files, and `--data` names none either.
    pub fn no_data_folder() -> Self {
        Self::new("no-data-folder", "")
    }

    /// A bundle could not be made.
    pub fn bundle(cause: hikeshi_seal::bundle::Error) -> Self {
        let subject = cause.to_string();
        match cause {
            hikeshi_seal::bundle::Error::Vault(cause) => Self::vault(cause),
            hikeshi_seal::bundle::Error::Io(name, cause) => {
                Self { code: "bundle", ..Self::write(Path::new(&name), cause) }.or_disk_full()
            }
            cause => Self { cause: Some(Box::new(cause)), ..Self::new("bundle", subject) },
        }
    }

    /// What is to be verified, stamped or examined again is no bundle that can be opened.
    pub fn bundle_unreadable(path: &Path, why: &str) -> Self {
        Self::new("bundle-unreadable", format!("{} ({why})", path.display()))
    }

    /// Something in a bundle is not what it must be, so that nothing further is done with it.
    pub fn bundle_broken(path: &Path) -> Self {
        Self::new("bundle-broken", path.display().to_string())
    }

    /// A file of settings cannot be used as it is.
    pub fn settings(path: &Path, why: &str) -> Self {
        Self::new("settings", format!("{}: {why}", path.display()))
    }

    /// `--authority` names one that the settings do not know or that has no address.
    pub fn unknown_authority(name: &str) -> Self {
        Self::new("unknown-authority", name)
    }

    /// There is no text to read.
    pub fn no_words() -> Self {
        Self::new("no-words", "")
    }

    /// `--button` names none.
    pub fn unknown_button(name: &str) -> Self {
        Self::new("unknown-button", name)
    }

    /// `--fact` names no fact, or a value it cannot have.
    pub fn bad_fact(text: &str) -> Self {
        Self::new("bad-fact", text)
    }

    /// There is no playbook for a kind.
    pub fn unknown_kind(kind: &str) -> Self {
        Self::new("unknown-kind", kind)
    }

    /// A file that is not ours stands where one is to be written.
    pub fn file_exists(path: &Path) -> Self {
        Self::new("file-exists", path.display().to_string())
    }

    /// The playbooks compiled in cannot be read.
    pub fn playbooks(fault: &hikeshi_case::playbook::LoadFault) -> Self {
        Self::new("playbooks", format!("{}: {}", fault.file, fault.why))
    }

    /// Standard input cannot be read.
    pub fn input(cause: io::Error) -> Self {
        Self { cause: Some(Box::new(cause)), ..Self::new("input", "") }
    }

    /// A file could not be written.
    pub fn write(path: &Path, cause: io::Error) -> Self {
        let subject = path.display().to_string();
        Self { cause: Some(Box::new(cause)), ..Self::new("write", subject) }.or_disk_full()
    }

    /// The app's database cannot be opened, read or written.
    pub fn store(path: &Path, cause: sqlx::Error) -> Self {
        let told = cause.to_string();
        let code = match &cause {
            sqlx::Error::Database(fault) => match fault.code().as_deref() {
                Some("11" | "26") => "store-damaged",
                Some("13") => "disk-full",
                Some("8" | "14" | "1032" | "1544") => "store-read-only",
                Some("5" | "6" | "261" | "517") => "store-busy",
                _ => "store",
            },
            sqlx::Error::Migrate(_) if told.contains("missing") => "store-newer",
            _ => "store",
        };
        let subject = path.display().to_string();
        Self { code, subject, cause: Some(Box::new(cause)) }
    }

    /// No font was found to print with.
    pub fn no_font() -> Self {
        Self::new("no-font", "")
    }

    /// The port is taken, or may not be used.
    pub fn port(port: u16, cause: io::Error) -> Self {
        Self { cause: Some(Box::new(cause)), ..Self::new("port", port.to_string()) }
    }

    /// The app cannot answer the browser any longer.
    pub fn serving(cause: io::Error) -> Self {
        Self { cause: Some(Box::new(cause)), ..Self::new("serving", "") }
    }

    /// Work behind a page broke off: a fault of the program. What a panic says may quote the person's words
    /// and goes nowhere.
    pub fn crossing(_: tokio::task::JoinError) -> Self {
        Self { cause: Some("it broke off".into()), ..Self::new("internal", "") }
    }

    /// Another app has the data folder and cannot be reached yet.
    pub fn store_busy() -> Self {
        Self::new("store-busy", "")
    }

    /// A piece of work ended the whole program several times and is not begun again.
    pub fn work_crashed() -> Self {
        Self::new("work-crashed", "")
    }

    /// No page, case or exhibit has this address.
    pub fn no_such_page() -> Self {
        Self::new("no-such-page", "")
    }

    /// A form did not come from a page of ours.
    pub fn foreign_form() -> Self {
        Self::new("foreign-form", "")
    }

    /// A form cannot be read.
    pub fn bad_form(cause: impl std::fmt::Display) -> Self {
        Self::new("bad-form", cause.to_string())
    }

    /// A file that was being sent did not come whole.
    pub fn upload_broken(name: &str) -> Self {
        Self::new("upload-broken", name)
    }

    /// A file that was received cannot be read from the disk.
    pub fn upload_unread(name: &str) -> Self {
        Self::new("upload-unread", name)
    }

    /// The letter is no longer the one that was shown.
    pub fn letter_changed() -> Self {
        Self::new("letter-changed", "")
    }

    /// More was sent than is taken at once.
    pub fn upload_too_large(name: &str) -> Self {
        Self::new("upload-too-large", name)
    }

    /// Nothing was chosen to be sent.
    pub fn upload_empty() -> Self {
        Self::new("upload-empty", "")
    }

    /// An exhibit on legal hold keeps its case from being deleted.
    pub fn case_held() -> Self {
        Self::new("case-held", "")
    }

    fn or_disk_full(mut self) -> Self {
        let cause = self.cause.as_ref().and_then(|cause| cause.downcast_ref::<io::Error>());
        let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
        if cause.is_some_and(|cause| full.contains(&cause.kind())) {
            self.code = "disk-full";
        }
        self
    }

    /// Whether the reader of our output went away, which is nobody's error.
    pub fn is_broken_pipe(&self) -> bool {
        let cause = self.cause.as_ref().and_then(|cause| cause.downcast_ref::<io::Error>());
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The exit code: 2 for a wrong use of the command, 3 when no input could be opened, else 1.
    pub fn exit_code(&self) -> u8 {
        match self.code {
            "no-words" | "no-attachment" | "mail-too-large" | "bad-address" | "particulars"
            | "unknown-button" | "bad-answer" | "bad-checkup" | "bad-fact" | "unknown-kind"
            | "file-exists" | "answers-unreadable" | "bad-as-of" | "case-name"
            | "no-such-exhibit" | "unknown-authority" | "bad-zone" | "out-changed-files"
            | "out-foreign-files" | "out-not-empty" | "out-not-a-folder" => 2,
            "nothing-opened" | "bundle-unreadable" | "picture-too-large" | "picture-unreadable" => {
                3
            }
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, has};

    #[test]
    fn every_error_has_its_sentence_and_its_advice_in_both_languages() {
        for lang in Lang::ALL {
            for code in Error::ALL {
                for key in [format!("err-{code}"), format!("rec-{code}")] {
                    assert!(has(lang, &key), "{key} in {}", lang.tag());
                }
            }
        }
    }

    #[test]
    fn a_full_disk_is_named_as_such() {
        let full = Error::write(Path::new("x"), io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!((full.code, full.exit_code()), ("disk-full", 1));
        let other = Error::write(Path::new("x"), io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(other.code, "write");
    }

    #[test]
    fn a_closed_pipe_is_recognised() {
        assert!(Error::console(io::Error::from(io::ErrorKind::BrokenPipe)).is_broken_pipe());
        assert!(!Error::nothing_opened().is_broken_pipe());
    }
}
