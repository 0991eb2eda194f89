//! What in a text somebody is about to publish tells who they are, or helps an impostor to play the
//! exchange's support? Found, removed, and said with what is still risky.
//!
//! Keys only; the words are elsewhere. Whoever answers a cry for help in public is often the next
//! impostor, and knows from the post which account, amount and ticket to name. Nothing here can see
//! everything: a text in which nothing was found is not thereby safe to publish.

mod amount;
mod bank;
mod labelled;
mod name;
mod number;
mod place;
mod risk;
#[cfg(test)]
mod tests;
mod text;
mod token;

use text::Text;

/// Longest text looked at, in bytes. What lies beyond is left out of the cleaned text.
pub const LONGEST: usize = 16 * 1024;

/// What is advised before anything else, whatever was found: not to publish.
pub const ADVICE: &str = "do_not_post";

/// What is said with every answer, clean or not.
pub const WARNINGS: [&str; 3] = ["impostors_answer", "no_direct_message", "not_everything_is_seen"];

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The number of an account at the exchange.
    UserId,
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// The name of a person, or of who holds a bank account.
    Name,
    /// Where somebody lives.
    PostalAddress,
    /// An address of a wallet, anybody's.
    WalletAddress,
    /// The id of a transfer on a chain.
    TransactionId,
    /// The id of an order, trade or withdrawal.
    OrderId,
    /// An internet address.
    IpAddress,
    /// 個人番号.
    MyNumber,
    /// The number of a payment card.
    CardNumber,
    /// A bank account, its branch, or an IBAN.
    BankAccount,
    /// How much money it is about.
    LossAmount,
    /// The number of a ticket, an enquiry or a police report.
    TicketNumber,
    /// A name on a chat or social service.
    Handle,
    /// A day of birth.
    BirthDate,
    /// The number of a passport, driving licence or residence card.
    DocumentNumber,
    /// A password, code, key or recovery phrase.
    Secret,
    /// A long number of which nothing says what it is.
    UnknownNumber,
}

impl Class {
    /// All classes, in the order they are listed to a person.
    pub const ALL: [Self; 19] = [
        Self::Secret,
        Self::UserId,
        Self::Mail,
        Self::Phone,
        Self::Name,
        Self::PostalAddress,
        Self::BirthDate,
        Self::MyNumber,
        Self::DocumentNumber,
        Self::CardNumber,
        Self::BankAccount,
        Self::WalletAddress,
        Self::TransactionId,
        Self::OrderId,
        Self::TicketNumber,
        Self::LossAmount,
        Self::IpAddress,
        Self::Handle,
        Self::UnknownNumber,
    ];

    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Name => "name",
            Self::PostalAddress => "postal_address",
            Self::WalletAddress => "wallet_address",
            Self::TransactionId => "transaction_id",
            Self::OrderId => "order_id",
            Self::IpAddress => "ip_address",
            Self::MyNumber => "my_number",
            Self::CardNumber => "card_number",
            Self::BankAccount => "bank_account",
            Self::LossAmount => "loss_amount",
            Self::TicketNumber => "ticket_number",
            Self::Handle => "handle",
            Self::BirthDate => "birth_date",
            Self::DocumentNumber => "document_number",
            Self::Secret => "secret",
            Self::UnknownNumber => "unknown_number",
        }
    }
}

/// By what something was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// What stands before it says what it is: 「氏名：」, "ticket".
    Label,
    /// It is written the way such a thing is written.
    Form,
    /// Its check digits fit.
    CheckDigits,
    /// さん, 様, Mr.
    Title,
    /// "My name is", 「と申します」.
    Introduction,
    /// It begins with a common surname.
    Surname,
    /// It is long, and nothing says what it is.
    Length,
}

impl Seen {
    /// All values.
    pub const ALL: [Self; 7] = [
        Self::Label,
        Self::Form,
        Self::CheckDigits,
        Self::Title,
        Self::Introduction,
        Self::Surname,
        Self::Length,
    ];

    /// A fixed word for files and lookups.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Form => "form",
            Self::CheckDigits => "check_digits",
            Self::Title => "title",
            Self::Introduction => "introduction",
            Self::Surname => "surname",
            Self::Length => "length",
        }
    }
}

/// One place of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Byte offset in the text given where it begins; always between characters.
    pub start: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// What it is.
    pub class: Class,
    /// By what it was recognised.
    pub seen: Seen,
}

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// By place, never overlapping.
    pub spans: Vec<Span>,
    /// Keys of what stays risky after the spans are gone, see [`RISKS`].
    pub risks: Vec<&'static str>,
    /// How much of the text was looked at, in bytes.
    pub read_bytes: usize,
}

pub use risk::RISKS;

/// Looks through a text. Any text is answered; of one longer than [`LONGEST`] only the beginning.
pub fn examine(text: &str) -> Post {
    let mut read_bytes = text.len().min(LONGEST);
    while !text.is_char_boundary(read_bytes) {
        read_bytes -= 1;
    }
    let read = text.get(..read_bytes).unwrap_or_default();
    let mut folded = Text::new(read);
    // The surest forms first: what one finder took, the next does not see.
    token::find_secrets(&mut folded);
    token::find(&mut folded);
    bank::find(&mut folded);
    labelled::find(&mut folded);
    place::find(&mut folded);
    amount::find(&mut folded);
    number::find(&mut folded);
    name::find(&mut folded);
    let risks = risk::of(&folded, read_bytes < text.len());
    Post { spans: folded.spans(), risks, read_bytes }
}

/// The text without what was found: `instead` says what stands there for a class.
pub fn cleaned(text: &str, post: &Post, instead: impl Fn(Class) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in &post.spans {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&instead(span.class));
        at = span.end;
    }
    out.push_str(text.get(at..post.read_bytes).unwrap_or_default());
    out
}
