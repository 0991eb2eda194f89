//! Pairs that are easily confused, urgency, places of the words, hostile texts.

use super::learn::{SHIPPED, parse, taught};
use super::learned::Learned;
use super::rules::RULES;
use super::table::lines;
use super::{Answer, Button, Kind, Question, Reading, Urgency, answered, of_button, read, read_by};

#[test]
fn the_tables_are_read_without_a_fault() {
    assert!(RULES.table.faults.is_empty(), "{:#?}", RULES.table.faults);
    for line in SHIPPED.iter().flat_map(|table| lines(table)) {
        assert!(parse(line).is_some(), "{line}");
    }
}

fn says(text: &str, kind: Kind, urgency: Urgency) {
    let reading = read(text);
    assert_eq!((reading.kind, reading.urgency), (kind, urgency), "{text}: {reading:?}");
}

#[test]
fn a_wrong_address_has_five_readings() {
    says("宛先アドレスを間違えて送金した", Kind::SentWrongAddress, Urgency::Days);
    says("履歴のそっくりなアドレスをコピーして送金した", Kind::AddressPoisoning, Urgency::Hours);
    says("貼り付けるとアドレスが別のものに変わる", Kind::DeviceMalware, Urgency::Minutes);
    says("アドレスは合ってるけどネットワークを間違えた", Kind::WrongNetwork, Urgency::Days);
    says("アドレスは合ってるけどタグを入れ忘れた", Kind::MissingMemo, Urgency::Days);
}

#[test]
fn not_arrived_depends_on_the_direction() {
    says("deposit has not arrived on binance", Kind::DepositPending, Urgency::Days);
    says("my withdrawal has not arrived in my ledger", Kind::WithdrawalDelayed, Urgency::Days);
    let thin = read("送金したのに届かない");
    assert_eq!((thin.kind, thin.question), (Kind::DepositPending, Some(Question::WhichDirection)));
}

#[test]
fn cannot_withdraw_has_five_readings() {
    says("2FAを変えたら出金が48時間停止と出た", Kind::WithdrawalHold, Urgency::Days);
    says("口座が凍結されて出金できない、審査中とだけ", Kind::AccountRestricted, Urgency::Days);
    says("SOLの出金が一時停止中", Kind::NetworkSuspended, Urgency::Days);
    says("受取人情報が必要と出て出金できない", Kind::TravelRuleBlock, Urgency::Days);
    says("LINEの先生のサイトで出金に税金を払えと言われた", Kind::InvestmentScam, Urgency::Hours);
    assert_eq!(read("出金できない。助けて").question, Some(Question::TimerOrReview));
}

#[test]
fn trades_nobody_made_turn_on_the_key() {
    says("someone is trading on my account, not me", Kind::AccountTakeover, Urgency::Minutes);
    says("unknown trades through my api key", Kind::ApiKeyAbuse, Urgency::Minutes);
    says("my own bot has a bug and placed double orders", Kind::BotApiError, Urgency::Days);
}

#[test]
fn a_contact_is_told_by_what_it_claims() {
    says("バイナンスを名乗る電話が来たけど切った", Kind::PhishingContact, Urgency::Days);
    says("失ったコインを取り戻せるという業者から連絡", Kind::RecoveryScam, Urgency::Hours);
    says("LINEの投資グループに誘われて送金した。詐欺?", Kind::InvestmentScam, Urgency::Hours);
    says("サポートに画面共有してまだ繋がってる", Kind::DeviceMalware, Urgency::Minutes);
}

#[test]
fn locked_out_turns_on_who_changed_something() {
    says("cant log in, someone changed my email", Kind::AccountTakeover, Urgency::Minutes);
    says("cant log in, lost my phone with the authenticator", Kind::LoginLocked, Urgency::Days);
    says("binance restricted my account", Kind::AccountRestricted, Urgency::Days);
}

#[test]
fn a_bad_price_has_five_readings() {
    says("market order filled far below chart, slippage", Kind::BadFill, Urgency::Days);
    says("my long got liquidated", Kind::LiquidationAdl, Urgency::Hours);
    says("limit order not filled although price touched it", Kind::OrderNotFilled, Urgency::Days);
    says("fat fingered a market buy", Kind::OrderMistake, Urgency::Hours);
    says("bought because of a fake news tweet", Kind::FalseInfoTrade, Urgency::Days);
}

#[test]
fn urgency_is_what_can_still_be_lost_and_never_tone() {
    says("4000枚のタグ忘れ!!!助けて!!!", Kind::MissingMemo, Urgency::Days);
    says(
        "サポートを名乗る人に電話で認証コードを伝えた。今は安全と言われた",
        Kind::PhishingContact,
        Urgency::Minutes,
    );
    says(
        "去年ハッキングされて盗まれた。今から被害届は出せる?",
        Kind::AccountTakeover,
        Urgency::Days,
    );
    says("how do I set an ip whitelist so i dont get hacked", Kind::NotTrouble, Urgency::Days);
    says("P2Pの買い手が早くリリースしろと。口座に入金がない", Kind::FiatP2p, Urgency::Minutes);
}

#[test]
fn spelling_width_and_blanks_do_not_matter() {
    for text in [
        "ﾊﾞｲﾅﾝｽ乗っ取られた",
        "ばいなんす のっとられた",
        "乗 っ 取 ら れ た",
        "MY ACCOUNT GOT HACKED",
        "my acount got hackd by sombody",
        "myaccount hackedd",
    ] {
        assert_eq!(read(text).kind, Kind::AccountTakeover, "{text}");
    }
    assert_eq!(read("i forgott the destinaton tag").kind, Kind::MissingMemo);
}

#[test]
fn the_words_stand_where_they_are_said_to_stand() {
    for text in [
        "😱ｶﾞ\u{200b}朝起きたら、USDTが全部 出金されてた!!自分じゃない",
        "Ｍｙ　ａｃｃｏｕｎｔ was HACKED, e\u{301}moji 👩‍👩‍👧 and coins are gone",
    ] {
        let reading = read(text);
        let chars: Vec<char> = text.chars().collect();
        assert!(!reading.because.is_empty());
        let mut last = 0;
        for cue in &reading.because {
            let stands: String = chars[cue.start..cue.end].iter().collect();
            assert_eq!(stands, cue.text);
            assert!(cue.start >= last && cue.end > cue.start, "{cue:?}");
            last = cue.end;
        }
    }
}

#[test]
fn thin_texts_are_asked_about_and_treated_as_danger() {
    for text in ["", " ", "助けて", "help my binance", "たすけて!!", "🙏🙏"] {
        let reading = read(text);
        assert_eq!(reading.question, Some(Question::WhatHappened), "{text}");
        assert_eq!(reading.urgency, Urgency::Minutes, "{text}");
    }
}

#[test]
fn hostile_texts_are_read_to_the_end() {
    let long = 1 << 19;
    let texts = [
        "出金知らないログイン変更".repeat(long / 36),
        "a".repeat(long),
        "ab ".repeat(long / 3),
        "\u{301}".repeat(long / 2),
        "\u{fdfa}".repeat(long / 18),
        "か\u{3099}".repeat(long / 6),
        "withdraw not me ".repeat(long / 16),
        "\u{202e}\0\u{feff}\r\n".repeat(long / 9),
        ".!?,;'".repeat(long / 6),
        "cantlogin".repeat(long / 9),
    ];
    for text in texts {
        let reading = read(&text);
        assert!(reading.alternatives.len() <= 3);
        assert!(reading.because.iter().all(|cue| cue.end <= text.len()));
    }
    for c in (0..=0x0010_ffff).step_by(101).filter_map(char::from_u32) {
        read(&format!("{c}出金{c}gone{c}"));
    }
}

#[test]
fn every_question_has_two_to_four_answers_and_an_end() {
    for question in Question::ALL {
        let answers = question.answers();
        assert!((2..=4).contains(&answers.len()), "{question:?}");
        for answer in answers {
            let mut state = answered(*question, answer, &of_button(Button::Other));
            for _ in 0..Question::ALL.len() {
                let Some(next) = state.question else { break };
                let last = *next.answers().last().unwrap();
                state = answered(next, last, &state);
            }
            assert_eq!(state.question, None, "{question:?} {answer:?}");
            assert!(!state.alternatives.contains(&state.kind));
        }
    }
}

#[test]
fn the_fork_for_a_zero_balance_excludes_the_harmless_step_by_step() {
    use Answer::{No, Yes};
    let after = |answers: &[Answer]| {
        answers.iter().fold(of_button(Button::BalanceDown), |state: Reading, answer| {
            answered(state.question.unwrap(), *answer, &state)
        })
    };
    let outcome = |answers: &[Answer]| {
        let state = after(answers);
        (state.kind, state.urgency)
    };
    assert_eq!(outcome(&[Yes]), (Kind::AccountTakeover, Urgency::Minutes));
    assert_eq!(outcome(&[No]), (Kind::AccountTakeover, Urgency::Minutes));
    assert_eq!(outcome(&[No, Yes]), (Kind::NotTrouble, Urgency::Days));
    assert_eq!(outcome(&[No, No, Yes]), (Kind::LiquidationAdl, Urgency::Hours));
    assert_eq!(outcome(&[No, No, No, Yes]), (Kind::PlatformOutage, Urgency::Hours));
    assert_eq!(outcome(&[No, No, No, Yes, Yes]), (Kind::PlatformOutage, Urgency::Minutes));
    assert_eq!(outcome(&[No, No, No, No]), (Kind::AccountTakeover, Urgency::Minutes));
    assert_eq!(after(&[No, No, No, No]).question, None);
}

#[test]
fn an_answer_to_another_question_changes_nothing() {
    let state = of_button(Button::Contacted);
    assert_eq!(answered(Question::WhichDirection, Answer::Owner, &state), state);
}

#[test]
fn buttons_name_a_kind_and_ask() {
    for button in Button::ALL {
        let reading = of_button(*button);
        assert!(reading.question.is_some());
        assert!(!reading.alternatives.contains(&reading.kind));
    }
}

/// What can still be lost or stopped, whatever the kind: none of these may be told that it has days.
const MINUTES: [&str; 44] = [
    // Somebody has, or may have, access.
    "知らない出金が今も続いてる",
    "朝見たら知らない送金先が登録されてた",
    "withdrawals i did not make are going out right now",
    "my email on the account was changed and it was not me",
    "someone logged in from a country i have never been to",
    "認証コードが頼んでもいないのに次々届く",
    "2fa codes keep coming and i am not logging in",
    // Secrets just given.
    "電話で6桁の番号を教えてしまいました",
    "偽サイトにパスワードと認証コードを入れた",
    "メールのリンクからログインしたあと偽物だと気づいた",
    "i typed my password and code on a page that was not binance",
    "I read the code out to the support man, he said it is safe now",
    "シードフレーズをフォームに入力した",
    "gave my seed phrase to the telegram support",
    // The telephone number.
    "急に圏外になって、ショップで誰かがSIMを再発行したと言われた",
    "no signal since noon and the carrier says my number moved to another sim",
    // Remote control running, or a call.
    "遠隔操作アプリを入れて今も相手が画面を動かしている",
    "anydesk is still connected and he is moving my mouse",
    "いま警察を名乗る人とビデオ通話中で送金しろと言われている",
    "I am on the phone with binance security and they want me to move my coins now",
    // Malware and the clipboard.
    "コピペするとアドレスが別のものに変わる",
    "every time i paste my address a different one appears",
    "偽アプリを入れてログインした",
    // A leaked key.
    "APIキーをgithubに公開してしまった",
    "pushed my binance api secret to a public repo",
    "APIキーで知らない注文が大量に入っている",
    "trades through my api key that my bot did not place",
    // A withdrawal still in review.
    "アドレスを間違えて出金申請した。まだ審査中",
    "wrong address but the withdrawal is still processing, can i cancel it",
    "タグを付け忘れた出金がまだ処理中です",
    "typed the wrong network and the withdrawal is still under review",
    "似たアドレスに送ってしまったけど出金はまだ審査中",
    // P2P about to be released or cancelled.
    "P2Pの相手が入金していないのにリリースを迫ってくる",
    "p2p buyer wants me to release but no money came",
    "P2Pで振り込んだのに相手がキャンセルしようとしている",
    "i paid the p2p seller and the order timer is about to run out",
    // A leveraged position that cannot be managed.
    "アプリが落ちてレバのロングを決済できない",
    "exchange is down and my 20x short is open, cannot close it",
    "ログインできないのに先物のポジションが開いたまま",
    "margin call, about to be liquidated, what do i do",
    // An order that can still be cancelled.
    "桁を間違えた指値がまだ約定していない、取り消せますか",
    "put a limit order at the wrong price, it is still open",
    // A token approval that is still live.
    "エアドロのサイトでウォレットを承認したらトークンが抜かれ始めた",
    "approved a contract on an airdrop site and tokens are leaving my wallet",
];

#[test]
fn who_has_minutes_is_never_told_of_days() {
    let told: Vec<(&str, Reading)> = MINUTES.iter().map(|text| (*text, read(text))).collect();
    let late: Vec<_> = told.iter().filter(|(_, said)| said.urgency == Urgency::Days).collect();
    assert!(late.is_empty(), "{late:#?}");
    let in_time = told.iter().filter(|(_, said)| said.urgency == Urgency::Minutes).count();
    assert!(in_time * 10 >= MINUTES.len() * 9, "{told:#?}");
}

#[test]
fn the_same_examples_teach_the_same() {
    let examples = include_str!("examples/en.tsv");
    let some: String = examples.lines().step_by(20).flat_map(|line| [line, "\n"]).collect();
    let once = taught(&[&some]);
    assert!(once == taught(&[&some]));
    let learned = Learned::read(&once);
    let differ = |text: &&str| read_by(&learned, text) != read(text);
    assert!(MINUTES.iter().any(differ), "a part of the examples must not teach what all do");
}

/// A person who was robbed, in the fewest words, is never told that nothing is urgent.
#[test]
fn few_words_of_a_loss_are_no_comfort() {
    for text in [
        "全部盗まれた",
        "仮想通貨を盗まれました",
        "盗まれた",
        "ビットコインが盗まれた",
        "バイナンスから盗まれた",
        "詐欺にあいました",
        "どうしていいかわかりません",
        "詐欺にあった",
        "こわい",
        "i am scared",
        "someone stole my crypto",
    ] {
        let reading = read(text);
        assert_ne!(reading.kind, Kind::NotTrouble, "{text}");
        assert_ne!(reading.urgency, Urgency::Days, "{text}");
    }
}

#[test]
fn a_link_and_a_loss_is_more_than_a_contact() {
    for text in [
        "メールのリンクを開いてログインしたらお金が消えた",
        "フィッシングに引っかかって全部抜かれました",
        "SMSのリンクからログインしたら残高が0になった",
    ] {
        assert_eq!(read(text).kind, Kind::AccountTakeover, "{text}");
    }
}
