//! Which values are named by the words before them: "UID", 「注文番号」, "ticket", 「生年月日」?

use super::text::Text;
use super::{Class, Seen};

/// How the value behind a label is written.
#[derive(Clone, Copy)]
enum Shape {
    /// Letters, digits and hyphens with at least so many digits.
    Code(usize),
    /// A police or office number too: 「令和8年第1234号」.
    Case,
    /// A day.
    Day,
    /// A name of Latin letters on a service.
    Handle,
    /// A one-time code: four to eight digits.
    Once,
}

struct Label {
    class: Class,
    shape: Shape,
    words: &'static [&'static str],
}

/// In the order they are tried; at one place the longest word wins.
const LABELS: [Label; 9] = [
    Label {
        class: Class::BirthDate,
        shape: Shape::Day,
        words: &[
            "生年月日",
            "誕生日",
            "生まれ",
            "date of birth",
            "dob",
            "birthday",
            "birth date",
            "born on",
            "born",
        ],
    },
    Label {
        class: Class::DocumentNumber,
        shape: Shape::Code(5),
        words: &[
            "免許証番号",
            "免許番号",
            "免許証",
            "パスポート番号",
            "パスポート",
            "旅券番号",
            "在留カード番号",
            "在留カード",
            "保険証番号",
            "passport number",
            "passport no",
            "passport",
            "driver license",
            "driver's license",
            "drivers license",
            "driving licence",
            "driver licence",
            "license number",
            "licence number",
            "id card number",
            "residence card",
            "ssn",
            "social security number",
        ],
    },
    Label {
        class: Class::UserId,
        shape: Shape::Code(5),
        words: &[
            "uid",
            "user id",
            "userid",
            "user_id",
            "binance id",
            "account id",
            "ユーザーid",
            "ユーザid",
            "ユーザー番号",
            "memo",
            "memo id",
            "destination tag",
            "tag",
            "メモ",
            "タグ",
            "宛先タグ",
            "customer id",
            "会員番号",
            "会員id",
            "アカウントid",
            "バイナンスid",
        ],
    },
    Label {
        class: Class::OrderId,
        shape: Shape::Code(5),
        words: &[
            "注文番号",
            "注文id",
            "注文",
            "オーダー番号",
            "オーダーid",
            "約定番号",
            "約定id",
            "取引番号",
            "取引id",
            "出金番号",
            "出金id",
            "出金リクエスト番号",
            "入金番号",
            "入金id",
            "p2p注文",
            "申込id",
            "order id",
            "order no",
            "order number",
            "order",
            "orderid",
            "trade id",
            "tradeid",
            "trade no",
            "withdrawal id",
            "withdraw id",
            "withdrawid",
            "withdraworderid",
            "deposit id",
            "client order id",
            "clientorderid",
        ],
    },
    Label {
        class: Class::TicketNumber,
        shape: Shape::Case,
        words: &[
            "チケット番号",
            "チケットno",
            "問い合わせno",
            "お問い合わせno",
            "受付no",
            "チケットid",
            "チケット",
            "受付番号",
            "受理番号",
            "相談番号",
            "相談受付番号",
            "問い合わせ番号",
            "問合せ番号",
            "お問い合わせ番号",
            "ケース番号",
            "ケースid",
            "申請番号",
            "申込番号",
            "サポート番号",
            "整理番号",
            "管理番号",
            "照会番号",
            "届出番号",
            "事件番号",
            "ticket number",
            "ticket id",
            "ticket no",
            "ticket",
            "case number",
            "case id",
            "case no",
            "case",
            "reference number",
            "reference no",
            "reference",
            "ref no",
            "ref",
            "report number",
            "report no",
            "crime number",
            "incident number",
            "enquiry number",
        ],
    },
    Label {
        class: Class::BankAccount,
        shape: Shape::Code(5),
        words: &[
            "口座番号",
            "普通預金",
            "普通口座",
            "普通",
            "当座預金",
            "当座",
            "貯蓄預金",
            "account number",
            "account no",
            "acct no",
            "acct number",
            "acct",
            "routing number",
            "routing",
            "aba",
            "sort code",
            "bsb",
            "ifsc",
            "swift",
        ],
    },
    Label {
        class: Class::Handle,
        shape: Shape::Handle,
        words: &[
            "line id",
            "lineid",
            "ラインid",
            "カカオid",
            "カカオトークid",
            "kakao id",
            "kakaotalk id",
            "wechat id",
            "微信",
            "telegram id",
            "テレグラムid",
            "discord id",
            "skype id",
            "instagram id",
            "インスタid",
            "wechat",
            "kakaotalk",
        ],
    },
    Label {
        class: Class::Phone,
        shape: Shape::Code(7),
        words: &[
            "電話番号",
            "携帯番号",
            "phone number",
            "phone no",
            "mobile number",
            "cell number",
        ],
    },
    Label {
        class: Class::Secret,
        shape: Shape::Once,
        words: &[
            "認証コード",
            "確認コード",
            "認証番号",
            "ワンタイムコード",
            "smsコード",
            "二段階認証のコード",
            "2段階認証のコード",
            "のコード",
            "otp",
            "verification code",
            "login code",
            "security code",
            "sms code",
            "2fa code",
            "the code",
            "code",
            "pin",
            "暗証番号",
            "otp, i gave",
            "otp i gave",
        ],
    },
];

/// Words before "code" that make it something else.
const OTHER_CODES: [&str; 16] = [
    "error",
    "エラー",
    "status",
    "qr",
    "promo",
    "referral",
    "postal",
    "zip",
    "country",
    "area",
    "source",
    "紹介",
    "http",
    "bank",
    "branch",
    "phishing",
];

/// Takes every labelled value.
pub(super) fn find(text: &mut Text) {
    for label in &LABELS {
        let mut at = 0;
        while at < text.len() {
            let end = text.starts_any(at, label.words);
            let value = end.and_then(|end| value(text, label, at, end));
            if let Some((start, end)) = value {
                text.take(start, end, label.class, Seen::Label);
                at = end;
            }
            at += 1;
        }
    }
}

fn value(
    text: &Text,
    label: &Label,
    label_start: usize,
    label_end: usize,
) -> Option<(usize, usize)> {
    let start = behind_fillers(text, label_end);
    let end = match label.shape {
        Shape::Code(digits) => code_end(text, start, digits)?,
        Shape::Case => case_end(text, start)?,
        Shape::Day => day_end(text, start)?,
        Shape::Handle => text.run(start, |c| c.is_ascii_alphanumeric() || "._-@".contains(c)),
        Shape::Once => {
            let other = text.ends_any(text.run_back(label_start, |c| c == ' '), &OTHER_CODES);
            let end = text.run(start, |c| c.is_ascii_digit());
            if other.is_some() || !(4..=8).contains(&(end - start)) {
                return None;
            }
            end
        }
    };
    (end >= start + 3).then_some((start, end))
}

/// What may stand between a label and its value.
const FILLERS: [&str; 18] = [
    "number", "no.", "no", "num", "id", "is", "was", "番号", "は", "が", "の", "→", "の件", "番",
    "to", "i gave", "「", "『",
];

/// Where the value behind a label begins.
pub(super) fn behind_fillers(text: &Text, label_end: usize) -> usize {
    let mut at = label_end;
    let most = label_end + 16;
    while at < most {
        let mark = text.run(at, |c| " \n:=#\"'([<-.,、>|*/".contains(c));
        let word = text.starts_any(mark, &FILLERS).unwrap_or(mark);
        if word == at {
            break;
        }
        at = word;
    }
    at
}

/// Letters, digits and hyphens with so many digits; groups of digits may stand apart.
fn code_end(text: &Text, start: usize, least: usize) -> Option<usize> {
    let part = |at: usize| text.run(at, |c| c.is_ascii_alphanumeric() || "-_/".contains(c));
    let mut end = part(start);
    loop {
        let next = text.run(end, |c| c == ' ');
        let after = text.run(next, |c| c.is_ascii_digit() || c == '-');
        if next != end + 1 || after < next + 3 || text.at(after).is_ascii_alphabetic() {
            break;
        }
        end = after;
    }
    while end > start && "-_/".contains(text.before(end)) {
        end -= 1;
    }
    let digits = (start..end).filter(|at| text.at(*at).is_ascii_digit()).count();
    (digits >= least).then_some(end)
}

fn case_end(text: &Text, start: usize) -> Option<usize> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_/第号令和平成年の".contains(c);
    let mut end = text.run(start, fits);
    while end > start && "-_/の年".contains(text.before(end)) {
        end -= 1;
    }
    // "A-" and "No " before the digits belong to it; a word without any does not.
    let spaced = text.run(end, |c| c == ' ');
    let letters = (start..end).all(|at| text.at(at).is_ascii_uppercase()) && end > start;
    if letters && spaced == end + 1 {
        end = text.run(spaced, |c| c.is_ascii_alphanumeric() || c == '-');
    }
    let digits = (start..end).filter(|at| text.at(*at).is_ascii_digit()).count();
    (digits >= 3).then_some(end)
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn day_end(text: &Text, start: usize) -> Option<usize> {
    let mut end =
        text.run(start, |c| c.is_ascii_alphanumeric() || " -/.,年月日昭和平成令".contains(c));
    end = end.min(start + 22);
    // Words behind the day do not belong to it.
    let mut last = start;
    let mut at = start;
    while at < end {
        if text.at(at).is_ascii_digit() || "年月日".contains(text.at(at)) {
            last = at + 1;
            at += 1;
        } else if text.at(at).is_ascii_alphabetic() {
            let word = text.run(at, |c| c.is_ascii_alphabetic());
            let name = text.word(at, word).to_ascii_lowercase();
            if !MONTHS.iter().any(|month| name.starts_with(month)) {
                break;
            }
            at = word;
        } else if text.at(at) == ',' && text.at(at + 1) != ' ' {
            break;
        } else {
            at += 1;
        }
    }
    let digits = (start..last).filter(|at| text.at(*at).is_ascii_digit()).count();
    (3..=8).contains(&digits).then_some(last)
}
