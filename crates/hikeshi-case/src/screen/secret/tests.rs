//! Secrets as people write them down, and numbers that are none.

use super::*;

fn lines(text: &str) -> Vec<TextLine> {
    text.split('\n').zip(1..).map(|(text, line)| TextLine { text: text.to_owned(), line }).collect()
}

/// Kinds and the words found.
fn found(text: &str) -> Vec<(SecretKind, String)> {
    let lines = lines(text);
    find(&lines)
        .into_iter()
        .map(|it| (it.kind, lines[it.row].text.get(it.start..it.end).expect("a span").to_owned()))
        .collect()
}

fn kinds(text: &str) -> Vec<SecretKind> {
    found(text).into_iter().map(|it| it.0).collect()
}

const ZERO: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
const WIF: &str = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";

#[test]
fn seed_phrases_in_one_line_and_in_a_list() {
    assert_eq!(found(&format!("my seed: {ZERO} ok?")), [(SecretKind::SeedPhrase, ZERO.to_owned())]);
    let list: Vec<String> = ZERO.split(' ').zip(1..).map(|(w, n)| format!("{n}. {w}")).collect();
    let got = find(&lines(&list.join("\n")));
    assert_eq!(got.len(), 12);
    assert!(got.iter().all(|it| it.group == got[0].group && it.kind == SecretKind::SeedPhrase));
    assert_eq!(kinds(&list.join(" ")), [SecretKind::SeedPhrase]);
    let long = format!("{} art", ["abandon"; 23].join(" "));
    assert_eq!(kinds(&long.to_uppercase()), [SecretKind::SeedPhrase]);
}

#[test]
fn japanese_seed_phrases_composed_or_not() {
    let entropy = [7_u8; 16];
    let phrase =
        bip39::Mnemonic::from_entropy_in(bip39::Language::Japanese, &entropy).expect("phrase");
    let phrase = phrase.words().collect::<Vec<_>>().join("\u{3000}");
    assert_eq!(kinds(&phrase), [SecretKind::SeedPhrase]);
    let composed: String =
        unicode_normalization::UnicodeNormalization::nfc(phrase.chars()).collect();
    assert_eq!(kinds(&format!("シードフレーズは {composed}")), [SecretKind::SeedPhrase]);
}

#[test]
fn words_that_are_no_phrase() {
    let broken = ZERO.replace("about", "zoo");
    assert_eq!(kinds(&broken), []);
    assert_eq!(kinds(&format!("recovery phrase:\n{broken}")), [SecretKind::SeedPhrase]);
    assert_eq!(kinds(&ZERO.replace(" about", "")), []);
    assert_eq!(
        kinds(
            "abandon ability able about above absent absorb abstract absurd abuse access accident"
        ),
        []
    );
    let prose =
        "You should never write your seed phrase in a note and keep it away from any person";
    assert_eq!(kinds(prose), []);
    assert_eq!(
        kinds("シードフレーズは絶対に誰にも教えないでください。12個または24個の単語です"),
        []
    );
}

#[test]
fn private_keys() {
    assert_eq!(found(&format!("key {WIF}.")), [(SecretKind::PrivateKey, WIF.to_owned())]);
    assert_eq!(kinds(&WIF.replace('H', "J")), []);
    let hex = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    assert_eq!(kinds(&format!("Private key: {hex}")), [SecretKind::PrivateKey]);
    assert_eq!(kinds(&format!("秘密鍵\n{hex}")), [SecretKind::PrivateKey]);
    for label in [
        "TXID",
        "txid:",
        "Transaction hash",
        "トランザクションID",
        "",
        "送金の取引ID",
        "秘密鍵ではなくtxid",
    ] {
        assert_eq!(kinds(&format!("{label} {hex}")), [], "{label}");
    }
    assert_eq!(kinds("Never share your private key with anyone."), []);
}

#[test]
fn api_secrets_and_transaction_ids() {
    let secret = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    for text in [
        format!("Secret Key: {secret}"),
        format!("シークレット：{secret}"),
        format!("API Secret\n\n{secret}"),
        format!("apiKey=abc secret={secret}"),
    ] {
        assert_eq!(found(&text), [(SecretKind::ApiSecret, secret.to_owned())], "{text}");
    }
    assert_eq!(kinds(&format!("API Key: {secret}")), []);
    let id = "a1".repeat(32);
    assert_eq!(kinds(&format!("txid {id}")), []);
    assert_eq!(kinds(&format!("Secret key:\nTXID: {id}")), []);
    assert_eq!(kinds("2FA setup key: JBSWY3DPEHPK3PXP"), [SecretKind::TwoFactorKey]);
    assert_eq!(
        kinds("otpauth://totp/Binance:me?secret=JBSWY3DPEHPK3PXP x"),
        [SecretKind::TwoFactorKey]
    );
}

#[test]
fn passwords_that_are_written_out() {
    for (text, want) in [
        ("パスワード: hunter22!", "hunter22!"),
        ("パスワードは「Tora-2024」です", "Tora-2024"),
        ("PW=abcde", "abcde"),
        ("ID: me@example.com / Pass：correcthorse", "correcthorse"),
        ("my password is S3cret77 ok", "S3cret77"),
        ("Password : Winter2025.", "Winter2025."),
        ("暗証番号：4821", "4821"),
        ("PIN: 9034", "9034"),
        ("パスワード abc123xyz", "abc123xyz"),
        ("パスワード「sakura-77」", "sakura-77"),
    ] {
        assert_eq!(found(text), [(SecretKind::Password, want.to_owned())], "{text}");
    }
}

#[test]
fn passwords_that_are_only_talked_about() {
    for text in [
        "Never share your password with anyone.",
        "Password: never share it with anyone",
        "Your password is important to us",
        "パスワードは絶対に教えないでください",
        "パスワード：変更済み",
        "パスワードを変更しました",
        "Password reset: https://www.binance.com/reset",
        "Password: ********",
        "password: 2026-06-26 10:59",
        "Password: changed",
        "Please confirm your password: it is required",
        "shipping: tomorrow morning",
        "パスワードを12345678文字以内で",
        "パスワード 2段階認証",
        "パスワード「必須」",
        "パスワード Binance",
        "the password 12ab34cd56 characters",
        "Enter your seed phrase, password and code here to unlock the account",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn one_time_codes() {
    for text in [
        "認証コード 123456",
        "認証コード：123456（5分間有効）",
        "Your verification code is 123456",
        "Your verification code:\n\n123456",
        "code: 123456",
        "確認コードは 123456 です",
        "123456 is your Binance verification code",
        "【Binance】認証コード: 123456",
        "OTP=123456",
    ] {
        assert_eq!(found(text), [(SecretKind::OneTimeCode, "123456".to_owned())], "{text}");
    }
    for text in [
        "Error code: 123456",
        "code: 1021",
        "{\"code\":-2015,\"msg\":\"x\"}",
        "エラーコード 100234",
        "認証コードを入力してください",
        "referral code: 123456",
        "Your code expires in 30 minutes",
        "QR code 2024",
        "注文番号 123456",
        "postal code 1234567",
        "認証コードは 2026-06-26 に届いた",
        "確認コードのメール 1000円",
        "anti-phishing code: 48213",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn cards_and_my_numbers() {
    assert_eq!(kinds("4111 1111 1111 1111"), [SecretKind::CardNumber]);
    assert_eq!(kinds("カード番号：４１１１１１１１１１１１１１１１"), [SecretKind::CardNumber]);
    assert_eq!(kinds("JCB 3530-1113-3330-0000 で買った"), [SecretKind::CardNumber]);
    assert_eq!(kinds("card: 378282246310005"), [SecretKind::CardNumber]);
    assert_eq!(kinds("マイナンバー 123456789018"), [SecretKind::MyNumber]);
    assert_eq!(kinds("個人番号\n1234 5678 9018"), [SecretKind::MyNumber]);
    assert_eq!(kinds("1234-5678-9018"), [SecretKind::MyNumber]);
    for text in [
        "4111 1111 1111 1112",
        "order 4111111111111111",
        "注文番号：4111111111111111",
        "123456789018",
        "受付番号 1234-5678-9018",
        "UID 123456789018",
        "1234 5678 9012",
        "0.4111111111111111 BTC",
        "20260626105906,4111111111111111,BTC",
        "tel 03-1234-5678",
        "0x4111111111111111",
        "マイナンバーの提出をお願いします",
        "法人番号 1234567890123",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn masks_keep_the_rest_and_the_length_class() {
    let lines = lines(&format!("前 パスワード: abc12def 後\n{ZERO}\n無事"));
    let secrets = find(&lines);
    let masked: Vec<String> = mask_all(&lines, &secrets).into_iter().map(|it| it.text).collect();
    assert_eq!(masked, ["前 パスワード: ******** 後", stars(64), "無事"]);
    assert_eq!(find(&mask_all(&lines, &secrets)), []);
    let odd = Secret { row: 0, start: 1, end: 400, kind: SecretKind::Password, line: 1, group: 0 };
    assert_eq!(mask("あい", &[odd]), "********");
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "パスワード",
        ": ",
        "は",
        "abandon ",
        "code",
        "123456",
        "é",
        "\u{3099}",
        "K",
        "4111",
        "\n",
        "秘密鍵",
        "=",
        "「",
        "0x",
        "認証コード",
        "otpauth://",
        "-",
        "１",
        "pin",
    ];
    let mut state = 7_u64;
    for _ in 0..4_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        let lines = lines(&text);
        let secrets = find(&lines);
        assert_eq!(mask_all(&lines, &secrets).len(), lines.len());
    }
}

#[test]
fn long_texts_take_linear_time() {
    let lines =
        lines(&format!("{}\n{}", "abandon ".repeat(20_000), "password: pin ".repeat(2_000)));
    assert!(find(&lines).len() < 3_000);
}
