//! Scenes for the judge and the finder of links; every imitation here is invented.

use super::*;

fn verdict(link: &str) -> Verdict {
    judge(link).verdict
}

fn keys(link: &str) -> Vec<&'static str> {
    judge(link).because.iter().map(Reason::key).collect()
}

#[test]
fn own_hosts_are_official_in_every_spelling() {
    for link in [
        "binance.com",
        "https://www.binance.com/ja/support",
        "HTTPS://ACCOUNTS.BINANCE.COM.:443/login?x=@evil.example",
        "hxxps://www[.]binance[.]com/ja",
        "ｈｔｔｐｓ：／／ｗｗｗ．ｂｉｎａｎｃｅ．ｃｏｍ／",
        "https://someone@binance.com/",
        "coin.z.com",
        "https://bitflyer.com/ja-jp/",
        "mailer1.binance.com",
    ] {
        assert_eq!(verdict(link), Verdict::Official, "{link}");
    }
    assert_eq!(judge("www.binance.com").brand, Some("binance"));
    assert!(keys("binance.com").contains(&"official_list"));
}

#[test]
fn imitations_are_called_so() {
    for (link, brand) in [
        ("https://binance-login.example", "binance"),
        ("https://binance.example", "binance"),
        ("https://binance.com.account-check.example/ja", "binance"),
        ("https://okx.com-check.example", "okx"),
        ("https://blnance-kyc.example", "binance"),
        ("https://b1nance.example", "binance"),
        ("https://bin-ance.example", "binance"),
        ("https://birnance.example", "binance"),
        ("https://bimance.example", "binance"),
        ("https://coirnbase.example", "coinbase"),
        ("https://coin-base-wallet.example", "coinbase"),
        ("https://c0inbaze-support.example", "coinbase"),
        ("https://kuc0in.example", "kucoin"),
        ("https://www-kraken-login.example", "kraken"),
        ("https://geminiwalletsupport.example", "gemini"),
        ("https://okxairdrop.example", "okx"),
        ("https://htx-login.example", "htx"),
        ("https://bitfIyer-honnin-kakunin.example", "bitflyer"),
        ("https://coincheck-touroku.example", "coincheck"),
        ("https://binance-login.example.com", "binance"),
        ("https://bіnаnсе.example", "binance"),
        ("https://xn--bnance-6va.example", "binance"),
        ("https://krakén.example", "kraken"),
        ("https://バイナンス-ログイン.example", "binance"),
        ("https://コインチェックログイン.example", "coincheck"),
        ("https://binanceログイン.example", "binance"),
        ("https://www.binance.com@evil.example/login", "binance"),
        ("https://binance.com:pw@192.0.2.7/", "binance"),
        ("hxxps[:]//binance-kyc[.]example", "binance"),
        ("https://evil-binance.example\\@www.binance.com/", "binance"),
    ] {
        let found = judge(link);
        assert_eq!((found.verdict, found.brand), (Verdict::Imitation, Some(brand)), "{link}");
        assert!(found.strength >= IMITATION_AT && !found.because.is_empty(), "{link}");
    }
}

#[test]
fn nobody_is_accused_for_a_word() {
    for link in [
        "example.com",
        "finance.example.com",
        "yearn.finance",
        "my.finance",
        "behance.net",
        "gitkraken.com",
        "capgemini.com",
        "krakenfiles.com",
        "gemini.google.com",
        "gemini.example",
        "kraken-sailing-school.example",
        "gateway.example",
        "flashgate.example",
        "next-textbooks.example",
        "houston-htx-roofing.example",
        "coingate.com",
        "coindesk.com",
        "bitrix24.com",
        "rabbitmarket.example",
        "https://github.com/binance/binance-connector-python",
        "https://ja.wikipedia.org/wiki/Binance",
        "https://blog.example.com/how-to-leave-binance",
        "https://example.org/?next=https://www.binance.com/login",
        "https://binance.readme.io/",
        "1.2.3.4",
        "airbnb.com",
        "wherebybitcoin.example",
        "coincheckup.com",
        "gemini-horoscope-today.example",
        "kraken-fishing-app.example",
        "gemini-ai.example",
    ] {
        assert_eq!(verdict(link), Verdict::Unknown, "{link} {:?}", judge(link));
    }
    assert!(keys("https://github.com/binance").contains(&"brand_in_path"));
}

#[test]
fn reasons_say_what_was_seen() {
    assert!(keys("https://blnance-kyc.example").contains(&"confusable"));
    assert!(keys("https://blnance-kyc.example").contains(&"companion_word"));
    assert!(keys("https://bin-ance.example").contains(&"hyphen_split"));
    assert!(keys("https://bimance.example").contains(&"typo"));
    assert!(keys("https://binance.com.check.example").contains(&"official_name_inside"));
    assert!(keys("https://xn--bnance-6va.example").contains(&"punycode"));
    assert!(keys("https://bіnаnсе.example").contains(&"foreign_letters"));
    assert!(keys("https://binance.com@evil.example").contains(&"brand_in_user_info"));
    assert_eq!(keys("javascript:alert(1)"), ["not_web"]);
    assert_eq!(keys(""), ["no_host"]);
    assert_eq!(keys("http://[2001:db8::1]/"), ["ip_address"]);
    assert_eq!(keys(&"a.".repeat(2000)), ["too_long"]);
}

#[test]
fn a_domain_given_up_is_neither_vouched_for_nor_accused() {
    for own in OFFICIAL.iter().filter(|own| !own.current) {
        assert_eq!(verdict(own.host), Verdict::Unknown, "{}", own.host);
        assert_eq!(keys(own.host), ["former_official"], "{}", own.host);
        assert!(!is_official_host(own.host));
    }
    for own in OFFICIAL.iter().filter(|own| own.current) {
        assert_eq!(official_brand_of(own.host), Some(own.brand), "{}", own.host);
    }
}

#[test]
fn mail_domains_match_by_whole_labels() {
    assert_eq!(official_brand_of("ses.binance.com"), Some("binance"));
    assert_eq!(official_brand_of("Post.Binance.COM."), Some("binance"));
    for other in ["binance.com.example", "notbinance.com", "com", "", "binance", "bіnance.com"] {
        assert_eq!(official_brand_of(other), None, "{other}");
    }
}

#[test]
fn registrable_parts_follow_the_public_suffix_list() {
    assert_eq!(judge("a.b.example.co.jp").registrable.as_deref(), Some("example.co.jp"));
    assert_eq!(judge("a.b.example.invalid").registrable.as_deref(), Some("example.invalid"));
    assert_eq!(judge("me.github.io").registrable.as_deref(), Some("me.github.io"));
    assert_eq!(judge("co.jp").registrable, None);
}

fn found(text: &str) -> Vec<&str> {
    let links = links_in(text);
    for link in &links {
        assert_eq!(text.get(link.start..link.start + link.text.len()), Some(link.text));
    }
    links.iter().map(|l| l.text).collect()
}

#[test]
fn links_are_found_in_japanese_and_english_text() {
    for (text, links) in [
        ("公式はhttps://example.com/loginです。", vec!["https://example.com/login"]),
        (
            "「https://example.com/a」、次は（www.example.jp）。",
            vec!["https://example.com/a", "www.example.jp"],
        ),
        ("詳細はbinance-login.example.comにアクセス", vec!["binance-login.example.com"]),
        (
            "See https://example.com/a?b=c, or example.org.",
            vec!["https://example.com/a?b=c", "example.org"],
        ),
        ("mail me: taro@example.com please", vec![]),
        ("<a href=\"https://example.com/x\">y</a>", vec!["https://example.com/x"]),
        (
            "hxxps://evil[.]example[.]com/pay と evil(.)example(.)net",
            vec!["hxxps://evil[.]example[.]com/pay", "evil(.)example(.)net"],
        ),
        ("https://バイナンス.example/ログイン", vec!["https://バイナンス.example/"]),
        ("バイナンス.com を見て", vec!["バイナンス.com"]),
        ("３つ：ｈｔｔｐｓ：／／example．com／ｘ", vec!["ｈｔｔｐｓ：／／example．com／ｘ"]),
        ("version 3.10, main.rs, README.md, e.g. this. It is 1.5 BTC", vec![]),
        ("I came home.It was late.", vec![]),
        ("https://www.binance.com@evil.example/x", vec!["https://www.binance.com@evil.example/x"]),
        ("https://bіnance.com、これ", vec!["https://bіnance.com"]),
        ("http://a.example/http://b.example", vec!["http://a.example/http://b.example"]),
        ("://x ://", vec![]),
    ] {
        assert_eq!(found(text), links, "{text}");
    }
}

/// A small generator (xorshift, G. Marsaglia 2003), so that every run sees the same texts.
struct Dice(u64);

impl Dice {
    fn next(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

const BITS: &[&str] = &[
    "binance",
    "bіnаnce",
    "coin",
    "base",
    ".",
    "-",
    "com",
    "https://",
    "：／／",
    "@",
    "[.]",
    "(",
    ")",
    "[",
    "{.}",
    "xn--",
    "xn--bnance-6va",
    "は",
    "バイナンス",
    "。",
    "%",
    "%62",
    "%e3%",
    "\\",
    "/",
    "?",
    "#",
    ":",
    "443",
    "\u{200b}",
    "\u{202e}",
    "rn",
    "vv",
    "cl",
    "1",
    "０",
    " ",
    "\n",
    "\0",
    "ß",
    "İ",
    "ﬀ",
    "\u{301}",
    "🦀",
    "kraken",
    "okx",
    ".co.jp",
    "[::1]",
    "..",
    "login",
    "wallet",
    "ｅ",
];

#[test]
fn arbitrary_text_is_judged_without_panic_and_the_same_twice() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let text: String = (0..dice.next(14)).map(|_| BITS[dice.next(BITS.len())]).collect();
        let once = judge(&text);
        assert_eq!(once, judge(&text), "{text}");
        assert_eq!(once.verdict == Verdict::Imitation, once.strength >= IMITATION_AT, "{text}");
        assert!(!is_official_host(&once.host) || once.verdict == Verdict::Official, "{text}");
        found(&text);
    }
}

#[test]
fn ten_megabytes_are_bounded() {
    let size = 1_000_000;
    for piece in
        ["a", ".", "a.", "あ", "a.あ", "://", "http://あ", "[.]", "@", "binance", "-", "(", "a:"]
    {
        let text = piece.repeat(size / piece.len());
        assert_ne!(judge(&text).verdict, Verdict::Official, "{piece}");
        links_in(&text);
    }
    let text = "https://binance.com@evil.example/ ".repeat(10_000);
    assert_eq!(links_in(&text).len(), 10_000);
    let text = "a.".repeat(5_000_000);
    assert_eq!(judge(&text).because, [Reason::TooLong]);
    assert!(links_in(&text).is_empty());
}
