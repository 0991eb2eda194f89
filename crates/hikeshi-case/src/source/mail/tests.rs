//! Mails as they really come: every Japanese encoding, torn words, hostile bytes.

use encoding_rs::{EUC_JP, Encoding, GBK, ISO_2022_JP, SHIFT_JIS};

use super::*;

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn base64(bytes: &[u8]) -> String {
    const SET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |sum, &b| sum << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let index = usize::try_from(group >> (18 - 6 * at) & 63).unwrap();
            out.push(if at <= chunk.len() { char::from(SET[index]) } else { '=' });
        }
    }
    out
}

fn mail(headers: &[u8], body: &[u8]) -> Mail {
    let mut bytes = b"From: a@b.example\r\n".to_vec();
    bytes.extend(headers);
    bytes.extend(b"\r\n\r\n");
    bytes.extend(body);
    read(&bytes).expect("a mail")
}

fn body(mail: &Mail) -> &str {
    &mail.texts[0].lines[0].text
}

/// `Shift_JIS` bytes of ㈱ ① 髙 as Windows writes them, and the same in JIS (rows 13 and 92).
const VENDOR: &str = "㈱①髙";

#[test]
fn torture_01_02_jis_seven_bit_and_quoted() {
    let text = "出金のお知らせ";
    let jis = encoded(ISO_2022_JP, text);
    let got = mail(b"Content-Type: text/plain; charset=iso-2022-jp", &jis);
    assert_eq!(body(&got), text);
    let quoted = jis.iter().fold(String::new(), |all, b| all + &format!("={b:02X}"));
    let head = b"Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: Quoted-Printable";
    assert_eq!(body(&mail(head, quoted.as_bytes())), text);
}

#[test]
fn torture_03_04_05_vendor_characters_and_labels() {
    // 13-74 ㈱, 13-1 ①, NEC's copy of IBM's 髙 at 92-66: 0x2D6A 0x2D21 0x7C62.
    let jis = b"\x1b$B\x2D\x6A\x2D\x21\x7C\x62\x1b(B";
    for label in ["iso-2022-jp", "iso-2022-jp-ms", "cp50220", "cp50221"] {
        let head = format!("Content-Type: text/plain; charset=\"{label}\"");
        let got = mail(head.as_bytes(), jis);
        assert_eq!((body(&got), &got.faults), (VENDOR, &vec![]), "{label}");
    }
}

#[test]
fn torture_06_07_half_width_kana_and_no_charset() {
    let got = mail(b"Content-Type: text/plain; charset=iso-2022-jp", b"\x1b(I\x31\x32\x1b(B ok");
    assert_eq!(body(&got), "ｱｲ ok");
    let got = mail(b"Content-Type: text/plain", &encoded(ISO_2022_JP, "口座の確認"));
    assert_eq!(body(&got), "口座の確認");
    assert!(got.texts[0].guessed);
    assert_eq!(body(&mail(b"X-Mailer: none", &encoded(ISO_2022_JP, "口座"))), "口座");
}

#[test]
fn torture_08_09_10_shift_jis_and_euc() {
    let sjis = b"\x87\x8A\x87\x40\xFB\xFC";
    for label in ["Shift_JIS", "Windows-31J", "cp932"] {
        let head = format!("Content-Type: text/plain; charset={label}");
        assert_eq!(body(&mail(head.as_bytes(), sjis)), VENDOR, "{label}");
    }
    let euc = encoded(EUC_JP, "二段階認証");
    assert_eq!(body(&mail(b"Content-Type: text/plain; charset=EUC-JP", &euc)), "二段階認証");
}

#[test]
fn torture_11_12_words_split_inside_a_character() {
    let utf8 = "確認".as_bytes();
    let jis = encoded(ISO_2022_JP, "重要な確認");
    for (label, bytes, at, want) in
        [("UTF-8", utf8, 4, "確認"), ("ISO-2022-JP", jis.as_slice(), 6, "重要な確認")]
    {
        let (a, b) = bytes.split_at(at);
        let (a, b) = (base64(a), base64(b));
        let head = format!("Subject: =?{label}?B?{a}?=\r\n =?{}?B?{b}?=", label.to_lowercase());
        assert_eq!(mail(head.as_bytes(), b"").subject.as_deref(), Some(want));
    }
    // Each half closed with escapes of its own, 確 (33 4E) cut in two.
    let (a, b) = (base64(b"\x1b$B\x33\x1b(B"), base64(b"\x1b$B\x4E\x1b(B"));
    let head = format!("Subject: =?ISO-2022-JP?B?{a}?=\r\n =?ISO-2022-JP?B?{b}?= end");
    assert_eq!(mail(head.as_bytes(), b"").subject.as_deref(), Some("確 end"));
}

#[test]
fn torture_13_14_raw_headers() {
    let mut head = b"Subject: ".to_vec();
    head.extend(encoded(ISO_2022_JP, "【重要】ログイン"));
    assert_eq!(mail(&head, b"").subject.as_deref(), Some("【重要】ログイン"));
    let head = "Subject: 出金完了".as_bytes();
    assert_eq!(mail(head, b"").subject.as_deref(), Some("出金完了"));
}

fn attached(parameters: &[u8]) -> String {
    let mut head = b"Content-Type: application/pdf".to_vec();
    head.extend(parameters);
    mail(&head, b"x").attachments[0].name.clone()
}

#[test]
fn torture_15_16_17_18_file_names() {
    let word = base64("明細.pdf".as_bytes());
    assert_eq!(attached(format!("; name=\"=?utf-8?B?{word}?=\"").as_bytes()), "明細.pdf");
    let place = "\r\nContent-Disposition: attachment; filename*=UTF-8''%E6%98%8E%E7%B4%B0.pdf";
    assert_eq!(attached(place.as_bytes()), "明細.pdf");
    // ISO-2022-JP "明細" = ESC $ B 4C 40 3A 59 ESC ( B, cut inside the second character.
    let cut = "\r\nContent-Disposition: attachment;\r\n filename*0*=ISO-2022-JP''%1B%24B%4C%40%3A;\r\n filename*1*=%59%1B%28B.pdf";
    assert_eq!(attached(cut.as_bytes()), "明細.pdf");
    // 表 is 0x95 0x5C: its second byte is a backslash.
    let mut raw = b"\r\nContent-Disposition: attachment; filename=\"".to_vec();
    raw.extend(encoded(SHIFT_JIS, "収支の表ソ.csv"));
    raw.extend(b"\"");
    assert_eq!(attached(&raw), "収支の表ソ.csv");
}

#[test]
fn torture_19_gb2312_that_is_gbk() {
    let gbk = encoded(GBK, "こんにちは、請求書〜髙");
    let got = mail(b"Content-Type: text/plain; charset=gb2312", &gbk);
    assert!(body(&got).starts_with("こんにちは、請求書"));
    assert!(body(&got).ends_with('髙') && got.faults.is_empty());
}

const SAMPLE: &str = "Return-Path: <x@y.example>
Authentication-Results: mx.example;
       dkim=fail header.i=@y.example;
       dmarc=fail header.from=post.binance.com
Date: Sat, 27 Jun 2026 18:33:43 +0800
From: \"Binance, Support\" <help@Post.Binance.com.>
Reply-To: a@z.example
Subject: [Binance] check
Message-ID: <1@y.example>
Content-Type: multipart/alternative; boundary=bb

--bb
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

One long line that is cut=
 here and ends.
See https://a.example/?x=3D1=
2 now
--bb
Content-Type: text/html; charset=utf-8

<html><head><style>p{}</style></head><body>
<p>Go to &lt;here&gt;&nbsp;<a
 href=\"https://evil.example/?a=1&amp;b=2\">https://www.binance.com</a></p><!-- no -->
and https://bare.example</body></html>
--bb--
";

#[test]
fn every_piece_knows_its_physical_line() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let got = read(text.as_bytes()).expect("a mail");
        assert_eq!(got.faults, vec![]);
        let from = got.from.clone().expect("from");
        assert_eq!(
            (from.display.as_str(), from.domain.as_str()),
            ("Binance, Support", "post.binance.com")
        );
        assert_eq!((from.line, got.date), (6, Some(1_782_556_423)));
        assert_eq!(got.auth[0].results[1].line, 4);
        let lines: Vec<_> = got.texts[0].lines.iter().map(|l| (l.text.as_str(), l.line)).collect();
        let plain = [
            ("One long line that is cut here and ends.", 16),
            ("See https://a.example/?x=12 now", 18),
        ];
        assert_eq!(lines, plain);
        let lines: Vec<_> = got.texts[1].lines.iter().map(|l| (l.text.as_str(), l.line)).collect();
        assert_eq!(
            lines,
            [("Go to <here> https://www.binance.com", 24), ("and https://bare.example", 26)]
        );
        assert!(got.texts[1].repeats);
        let links: Vec<_> =
            got.links.iter().map(|l| (l.href.as_str(), l.shown.as_deref(), l.line)).collect();
        assert_eq!(
            links,
            [
                ("https://a.example/?x=12", None, 18),
                ("https://evil.example/?a=1&b=2", Some("https://www.binance.com"), 24),
                ("https://bare.example", None, 26),
            ]
        );
        assert_eq!(got.reading().len(), 3);
    }
}

#[test]
fn base64_text_keeps_lines_and_wide_characters() {
    let text = "一行目\r\n二行目 https://a.example/\r\n";
    let code = base64(text.as_bytes());
    let (a, b) = code.split_at(20);
    let head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64";
    let got = mail(head, format!("{a}\r\n{b}\r\n").as_bytes());
    let lines: Vec<_> = got.texts[0].lines.iter().map(|l| (l.text.as_str(), l.line)).collect();
    assert_eq!(lines, [("一行目", 5), ("二行目 https://a.example/", 5)]);
    assert_eq!(got.links[0].line, 6);
}

#[test]
fn a_stub_beside_the_page_does_not_count() {
    let text = SAMPLE.replace(
        "One long line that is cut=\n here and ends.\nSee https://a.example/?x=3D1=\n2 now",
        "-",
    );
    let got = read(text.as_bytes()).expect("a mail");
    assert!(got.texts[0].repeats && !got.texts[1].repeats);
}

#[test]
fn an_attached_mail_is_an_attachment_and_can_be_read_on_its_own() {
    let inner = "From: a@b.example\nSubject: inner\n\ntext";
    let head = "Content-Type: multipart/mixed; boundary=\"x y\"";
    let text = format!("--x y\nContent-Type: message/rfc822\n\n{inner}\n--x y--\n");
    let got = mail(head.as_bytes(), text.as_bytes());
    let it = &got.attachments[0];
    assert_eq!((it.name.as_str(), it.line, it.decoded), ("message.eml", 7, true));
    assert_eq!(read(&it.bytes).expect("inner").subject.as_deref(), Some("inner"));
}

#[test]
fn mailboxes_of_every_shape() {
    let from =
        |text: &str| read(format!("Subject: x\nFrom: {text}\n\n").as_bytes()).expect("a mail");
    let of = |text: &str| from(text).from.map(|it| (it.display, it.address)).expect("a mailbox");
    assert_eq!(of("a@b.example (Binance)"), ("Binance".into(), "a@b.example".into()));
    assert_eq!(
        of("\"x@binance.com\" <a@b.example>"),
        ("x@binance.com".into(), "a@b.example".into())
    );
    assert_eq!(of("=?utf-8?Q?=3Cx=40binance.com=3E?= <a@b.example>").1, "a@b.example");
    assert_eq!(from("a@b.example, c@d.example").from_count, 2);
    assert_eq!(of("<>").1, "");
}

#[test]
fn what_looks_like_mail() {
    assert!(looks_like_mail(SAMPLE.as_bytes()));
    assert!(looks_like_mail(b"From x Mon Jan 1\nReceived: by a\nSubject: b\n\nc"));
    assert!(!looks_like_mail(b"UTC_Time,Account,Operation\n2026-01-01,Spot,Buy\n"));
    assert!(!looks_like_mail("日時: 昨日\nSubject: x\n".as_bytes()));
    assert!(!looks_like_mail(b"Subject: only one\n\nDate: x"));
    assert!(!looks_like_mail(b""));
    assert_eq!(read(b"\x89PNG\r\n").map_err(|it| it.kind), Err(FaultKind::NotMail));
}

#[test]
fn damage_is_named() {
    let kinds = |mail: Mail| mail.faults.iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(mail(b"Date: yesterday\r\nno header", b"")),
        [FaultKind::DateBroken, FaultKind::HeaderBroken]
    );
    let open = mail(b"Content-Type: multipart/mixed; boundary=q", b"--q\n\nhello");
    assert_eq!(body(&open), "hello");
    assert_eq!(kinds(open), [FaultKind::MultipartBroken]);
    assert_eq!(
        kinds(mail(b"Content-Type: text/plain; charset=xx", b"a")),
        [FaultKind::CharsetUnknown]
    );
    assert_eq!(kinds(mail(b"Content-Transfer-Encoding: x-uue", b"a")), [FaultKind::TransferBroken]);
    assert_eq!(kinds(mail(b"Content-Type: text/html", b"a<!-- b")), [FaultKind::HtmlBroken]);
}

#[test]
fn hostile_nesting_and_sizes_end() {
    let mut deep = Vec::new();
    for level in 0..60 {
        deep.extend(
            format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n").bytes(),
        );
    }
    let got = mail(b"X: y", b"");
    assert!(got.faults.is_empty());
    let mut bytes = b"From: a@b.example\n".to_vec();
    bytes.extend(&deep);
    assert!(read(&bytes).expect("a mail").faults.iter().any(|it| it.kind == FaultKind::TooDeep));
    for unit in [
        "<a ",
        "<a href=\"",
        "=?a?B?",
        "<!-",
        "&#",
        "http://",
        "<script",
        "</",
        "--q\n",
        "A: b\n",
        "(\"<",
    ] {
        let many = unit.repeat(60_000);
        let html = mail(b"Content-Type: text/html", many.as_bytes());
        assert!(html.texts.len() == 1);
        let head = format!("Content-Type: multipart/mixed; boundary=q\r\nSubject: {many}");
        let got = mail(head.as_bytes(), many.as_bytes());
        assert!(got.headers.len() <= MAX_HEADERS);
    }
}

/// Small generator, so that the same bytes are tried on every machine.
fn noise(seed: u64) -> impl Iterator<Item = u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u8::try_from(state >> 32 & 0xFF).unwrap()
    })
}

#[test]
fn no_bytes_make_it_panic() {
    for seed in 0..1_500 {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        let mut source = noise(seed);
        for _ in 0..(seed % 40) {
            let at =
                usize::from(source.next().unwrap()) * 256 + usize::from(source.next().unwrap());
            let at = at % bytes.len();
            match source.next().unwrap() % 4 {
                0 => bytes[at] = source.next().unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(40)),
                _ => bytes.insert(
                    at,
                    b"\x1b$B(\"<=?;:\n\0\xff"[usize::from(source.next().unwrap()) % 13],
                ),
            }
        }
        drop(read(&bytes));
        let raw: Vec<u8> = noise(seed).take(300).collect();
        drop(read(&raw));
        drop(crate::source::text::read(&raw));
        assert!(!looks_like_mail(&raw));
    }
}
