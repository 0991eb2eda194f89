//! What is taken, what stays, and that nothing labelled in the development half is missed.

use super::*;

fn clean(text: &str) -> String {
    cleaned(text, &examine(text), |class| format!("<{}>", class.key()))
}

#[test]
fn what_tells_who_somebody_is_goes() {
    for (text, expected) in [
        ("UID：１２３４５６７８です", "UID：<user_id>です"),
        ("mail ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ まで", "mail <mail> まで"),
        ("０９０ー１２３４ー５６７８に", "<phone>に"),
        ("0\u{200b}90-1234-5678", "<phone>"),
        ("山田太郎と申します", "<name>と申します"),
        ("〒150-0002 東京都渋谷区渋谷2-21-1に住む", "<postal_address>に住む"),
        ("lost $1,200 yesterday", "lost <loss_amount> yesterday"),
        ("card 4111 1111 1111 1111.", "card <card_number>."),
        ("IBAN DE89370400440532013000", "IBAN <bank_account>"),
        ("from 2001:db8::1 at night", "from <ip_address> at night"),
        ("パスワード：Sakura2024!", "パスワード：<secret>"),
        ("a.b (at) example [dot] com", "<mail>"),
    ] {
        assert_eq!(clean(text), expected, "{text}");
    }
}

#[test]
fn what_tells_nothing_stays() {
    for text in [
        "",
        "Binance support said 24-48 hours. Error -2015.",
        "皆さん、お客様サポートの方、担当者様はいますか。氏名は出しません。",
        "#9110か188、金融庁は0570-016811",
        "BTCの価格が1000万円を超えた。レバ20倍、手数料0.1%",
        "2026-11-20 08:15 UTC に障害",
        "ETH/USDT 24h volume, v1.2.3",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn spans_lie_in_order_between_characters_and_cover_invisible_ones() {
    let text = "ﾀﾛｳ ㌦ e\u{301}\u{301} 0\u{200b}9\u{200d}0-1111-2222 ①②③④⑤⑥⑦⑧⑨ UID:㌔1234567";
    let post = examine(text);
    let mut at = 0;
    for span in &post.spans {
        assert!(span.start >= at && span.start < span.end);
        assert!(text.get(span.start..span.end).is_some());
        at = span.end;
    }
    assert!(!clean(text).contains("1111"));
}

#[test]
fn what_stays_risky_is_said() {
    let risks = examine(
        "助けて！ 10月3日 12:30、大阪府です。34歳。スクショあり https://example.com DMください",
    )
    .risks;
    let expected = [
        "asks_for_contact",
        "asks_for_help",
        "exact_time",
        "place_named",
        "age_told",
        "picture_mentioned",
        "link_left",
    ];
    assert_eq!(risks, expected);
    assert_eq!(examine("password: Sakura2024!").risks, ["secret_was_there"]);
    assert!(examine("").risks.is_empty());
}

#[test]
fn texts_of_any_length_are_answered() {
    for text in
        ["0".repeat(1 << 20), "@".repeat(1 << 18), "田中".repeat(1 << 16), "a1".repeat(1 << 18)]
    {
        let post = examine(&text);
        assert_eq!(post.risks, ["not_all_read"]);
        assert!(clean(&text).len() <= LONGEST);
    }
}

#[test]
fn keys_are_told_apart() {
    let mut keys: Vec<&str> = Class::ALL.iter().map(|class| class.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), Class::ALL.len());
}
