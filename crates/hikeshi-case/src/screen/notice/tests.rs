//! Reports of what happened, and sentences that only sound like them.

use super::NoticeKind::{
    AntiPhishingCodeChanged, ApiKeyCreated, ApiKeyDeleted, ApiKeyEdited, Deposit, DeviceAuthorised,
    EmailChanged, ErrorText, Hold, IdentityRefused, LawEnforcement, NewLogin, PasswordChanged,
    PhoneChanged, Restricted, TwoFactorChanged, TwoFactorDisabled, TwoFactorReset, UnderReview,
    WhitelistOff, WithdrawalAddressAdded, WithdrawalRequested, WithdrawalSuccessful,
};
use super::*;

fn found(text: &str) -> Vec<Notice> {
    let lines: Vec<TextLine> = text
        .split('\n')
        .zip(1..)
        .map(|(text, line)| TextLine { text: text.to_owned(), line })
        .collect();
    find(&lines)
}

fn kinds(text: &str) -> Vec<NoticeKind> {
    found(text).into_iter().map(|it| it.kind).collect()
}

#[test]
fn changes_that_happened_english() {
    for (text, kind) in [
        ("Your password has been changed.", PasswordChanged),
        ("Your account password was successfully reset at 03:12.", PasswordChanged),
        ("You have successfully changed your login password", PasswordChanged),
        ("Your password was changed, please contact us if this was not you.", PasswordChanged),
        ("[Binance] Password Reset Successful - 2026-06-26 10:59:06(UTC)", PasswordChanged),
        ("2026-06-26 10:59:06  Change password  203.0.113.9  Tokyo", PasswordChanged),
        ("Your Google Authenticator has been reset.", TwoFactorReset),
        ("Two-factor authentication has been disabled on your account.", TwoFactorDisabled),
        ("You have removed the SMS Authentication", TwoFactorDisabled),
        ("somebody changed my 2FA", TwoFactorChanged),
        ("The email address of your account has been updated", EmailChanged),
        ("someone changed my email", EmailChanged),
        ("Your phone number has been changed successfully.", PhoneChanged),
        ("A new device has been authorized to access your account", DeviceAuthorised),
        ("A new API key has been created for your account.", ApiKeyCreated),
        ("You've successfully created an API key", ApiKeyCreated),
        ("Your API key \"bot\" was edited.", ApiKeyEdited),
        ("2026/06/26 10:59 Delete API", ApiKeyDeleted),
        ("A new withdrawal address has been added to your address book", WithdrawalAddressAdded),
        ("Your withdrawal whitelist has been disabled", WhitelistOff),
        ("Your anti-phishing code has been changed", AntiPhishingCodeChanged),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
}

#[test]
fn changes_that_happened_japanese() {
    for (text, kind) in [
        ("パスワードが変更されました。", PasswordChanged),
        (
            "ログインパスワードの変更が完了しました。お心当たりのない場合は、すぐにアカウントを無効にしてください。",
            PasswordChanged,
        ),
        ("パスワードが変更されましたが、心当たりのない場合はご連絡ください", PasswordChanged),
        ("【Binance】パスワード変更完了のお知らせ 2026-06-26 10:59:06(UTC)", PasswordChanged),
        ("寝てる間にパスワード変えられてた", PasswordChanged),
        ("パスワード変更の通知が届いた", PasswordChanged),
        ("二段階認証がリセットされました", TwoFactorReset),
        ("2段階認証を解除しました", TwoFactorDisabled),
        ("2段階認証の端末が勝手に変更されましたって通知が", TwoFactorChanged),
        ("ご登録のメールアドレスが変更されました", EmailChanged),
        ("電話番号が変更されました", PhoneChanged),
        ("新しいデバイスが承認されました", DeviceAuthorised),
        ("APIキーが作成されました", ApiKeyCreated),
        ("知らないAPIキーが発行されてる", ApiKeyCreated),
        ("APIキーの編集が完了しました", ApiKeyEdited),
        ("APIキーを削除しました。", ApiKeyDeleted),
        ("出金先アドレスが追加されました", WithdrawalAddressAdded),
        ("出金ホワイトリストに見覚えないアドレス追加されとる。誰やねん", WithdrawalAddressAdded),
        ("出金ホワイトリストが無効化されました", WhitelistOff),
        ("アンチフィッシングコードが変更されました", AntiPhishingCodeChanged),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
}

#[test]
fn nothing_happened_english() {
    for text in [
        "Never share your password or 2FA code with anyone.",
        "Please change your password immediately.",
        "If you did not change your password, disable your account.",
        "If your password was changed without your permission, contact support.",
        "Has your password been changed?",
        "Was your email changed recently?",
        "Your password has not been changed.",
        "How to reset Google Authenticator",
        "You can reset your 2FA in the security page.",
        "We recommend that a new API key be created every 90 days.",
        "Your password must be changed every year.",
        "Your password will be changed to a temporary one.",
        "[Binance] Password Reset Verification Code - 2026-06-26 10:59:06(UTC)",
        "2026-06-26 10:59 Change password Failed",
        "When you log in from a new device, we send you a mail.",
        "Did you log in from a new device?",
        "Our company was changed by this email.",
        "Change password",
        "To avoid suspension verify your account now.",
        "Your account will be suspended within 24 hours.",
        "You cannot withdraw more than 2 BTC within 24 hours.",
        "Withdrawals are suspended for 24 hours after a password change.",
        "If you reset 2FA, withdrawals will be disabled for 48 hours.",
        "The limit is 100 BTC per 24 hours for withdrawal, and cannot be raised.",
        "Please prepare an identity document.",
        "Report to law enforcement if you are a victim.",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn nothing_happened_japanese() {
    for text in [
        "パスワードを変更してください。",
        "パスワードは絶対に教えないでください。",
        "パスワードを変更しましたか?",
        "パスワードを変更した場合は24時間出金が停止されます。",
        "パスワード変更後は、24時間出金できません。",
        "パスワードは変更されていません",
        "パスワードを変更した覚えはありません",
        "パスワードの変更方法",
        "二段階認証をリセットする手順",
        "メールアドレスを変更したい",
        "定期的にAPIキーを削除しましょう",
        "新しいデバイスからログインした場合は通知します",
        "24時間以内に認証しないとアカウントが凍結されます",
        "本人確認書類をご用意ください",
        "出金停止は24時間ですか?",
        "出金方法について",
        "出金確認したかっただけなのに",
        "アカウントが制限される可能性があります",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn logins() {
    for text in [
        "[Binance] Login Attempted from New IP address 203.0.113.9 - 2026-06-26 10:59:06(UTC)",
        "We noticed a login to your account from a new device.",
        "Your account was accessed from an unrecognized device: logged in from Hanoi",
        "新しいデバイスからログインがありました",
        "さっき「新しいデバイスからログイン」ってメールきた",
        "知らない端末からログインされた",
        "通常と異なるIPアドレスからのログインを検知しました",
    ] {
        assert_eq!(kinds(text), [NewLogin], "{text}");
    }
    assert_eq!(kinds("2026-06-26 10:59:06 Login 203.0.113.9 Tokyo"), []);
}

#[test]
fn holds_with_their_hours() {
    for (text, hours) in [
        ("Withdrawals will be suspended for 24 hours due to your recent password reset.", 24),
        ("You cannot withdraw for 48 hours.", 48),
        ("セキュリティのため、出金は24時間停止されています。", 24),
        ("パス変えたら24時間出金できない", 24),
        ("2FAリセットしたら48時間出金停止って出た。いつから数えるの", 48),
    ] {
        let got = found(text);
        let hold = got.iter().find(|it| it.kind == Hold).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(hold.hours, Some(hours), "{text}");
    }
    let risk = "出金がリスクにさらされている可能性があります。48時間後に再度お試しください";
    assert_eq!(kinds(risk), [Hold, ErrorText]);
}

#[test]
fn a_rule_of_the_house_counts_beside_a_change() {
    let text = "Your password has been changed.\nWithdrawals are suspended for 24 hours after a password change.";
    assert_eq!(kinds(text), [PasswordChanged, Hold]);
}

#[test]
fn restrictions() {
    for (text, kind) in [
        ("Your account has been restricted.", Restricted),
        ("突然アカウント制限されました", Restricted),
        ("お客様の口座は凍結されています", Restricted),
        ("Your account is under review", UnderReview),
        ("本人確認は審査中です", UnderReview),
        ("Your identity document was rejected", IdentityRefused),
        ("本人確認書類が承認されませんでした", IdentityRefused),
        ("Funds are on hold at the request of law enforcement", LawEnforcement),
        ("法執行機関の要請により凍結 って出た", LawEnforcement),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
}

#[test]
fn money_with_amount_and_time() {
    let got = found("[Binance] Withdrawal Successful - 2026-06-26 10:59:06(UTC)");
    assert_eq!((got[0].kind, got[0].at), (WithdrawalSuccessful, Some(1_782_471_546)));
    let address = format!("0x{}", "a1".repeat(20));
    let got = found(&format!("You have successfully withdrawn 1,234.5 USDT to {address}."));
    let it = &got[0];
    assert_eq!((it.amount.as_deref(), it.asset.as_deref()), (Some("1234.5"), Some("USDT")));
    assert_eq!(it.address.as_deref(), Some(address.as_str()));
    assert_eq!(kinds("出金リクエストを受け付けました"), [WithdrawalRequested]);
    assert_eq!(kinds("0.5 BTCの出金が完了しました"), [WithdrawalSuccessful]);
    assert_eq!(kinds("[Binance] Confirm Your Withdraw Request"), [WithdrawalRequested]);
    assert_eq!(kinds("Deposit Confirmed"), [Deposit]);
    assert_eq!(kinds("3 ETHが入金されました"), [Deposit]);
    assert_eq!(kinds("Error: The address is not valid."), [ErrorText]);
}

#[test]
fn times_with_and_without_zone() {
    let time = |text: &str| facts::time(&text.to_lowercase());
    assert_eq!(time("2026-06-26 10:59:06(UTC)"), (Some(1_782_471_546), None));
    assert_eq!(time("2026-06-26 18:59:06 (UTC+8)"), (Some(1_782_471_546), None));
    assert_eq!(time("2026/6/26 19:59 JST"), (Some(1_782_471_540), None));
    assert_eq!(time("2026年6月26日 10:59"), (None, Some(1_782_471_540)));
    assert_eq!(time("2026-06-26T10:59:06.123Z"), (Some(1_782_471_546), None));
    assert_eq!(time("12026-06-26 10:59"), (None, None));
    assert_eq!(time("2026-13-26 10:59"), (None, None));
    assert_eq!(time("6/26 10:59 年"), (None, None));
}

#[test]
fn sentences_run_over_lines_and_keep_their_line() {
    let text = "Hello,\n\nFor your protection we inform you that your account password\nhas been changed from a new device.\n";
    let got = found(text);
    assert_eq!((got[0].kind, got[0].line), (PasswordChanged, 3));
}

#[test]
fn quotations_are_short_and_masked() {
    let got = found("Your password has been changed, Password: hunter22! now");
    assert!(!got[0].quoted.contains("hunter22"));
    let got = found(&format!("Your password has been changed {}", "x".repeat(300)));
    assert_eq!(got[0].quoted.chars().count(), MAX_QUOTE);
}

#[test]
fn no_text_makes_it_panic() {
    let words = [
        "password",
        " has been ",
        "changed",
        "。",
        ". ",
        "パスワード",
        "が変更",
        "されました",
        "2026-06-26 10:59",
        "(utc",
        "+",
        "24",
        "時間",
        "出金",
        "停止",
        "é",
        "年",
        "api",
        "\n",
        "1,2 BTC",
        "if ",
        "ましたが、",
    ];
    let mut state = 11_u64;
    for _ in 0..4_000 {
        let mut text = String::new();
        for _ in 0..14 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[usize::try_from(state >> 33).unwrap() % words.len()]);
        }
        let _ = found(&text).len();
    }
}
