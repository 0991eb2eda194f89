//! The words by which each kind of notice is known.

use super::NoticeKind::{
    self, AntiPhishingCodeChanged, ApiKeyCreated, ApiKeyDeleted, ApiKeyEdited, Deposit,
    DeviceAuthorised, EmailChanged, ErrorText, IdentityRefused, LawEnforcement, NewLogin,
    PasswordChanged, PhoneChanged, Restricted, TwoFactorChanged, TwoFactorDisabled, TwoFactorReset,
    UnderReview, WhitelistOff, WithdrawalAddressAdded, WithdrawalRequested, WithdrawalSuccessful,
};
use super::sentence::{Sentence, advises, asks, clause, denies, holds, supposes, words};

/// Something of the account (`what`) had something done to it.
struct Change {
    kind: NoticeKind,
    what: &'static str,
    /// Past participles.
    done: &'static str,
    /// Nouns that take する.
    did: &'static str,
    /// Names of the event in lists and subjects.
    named: &'static str,
}

const TWO_FACTOR: &str = "2fa|two-factor|two factor|2-factor|google authenticator|authenticator app|\
     authenticator|sms authentication|passkey|security key|google認証|二段階認証|\
     2段階認証|二要素認証|2要素認証|認証アプリ|パスキー";
const API: &str = "api key|apiキー|api";

const CHANGES: [Change; 13] = [
    Change {
        kind: PasswordChanged,
        what: "password|パスワード",
        done: "changed|reset|updated|modified",
        did: "変更|リセット|再設定|更新",
        named: "password reset|password change|change password|changed password|\
             reset password|パスワード変更|パスワードの変更|パスワードリセット|\
             パスワードのリセット",
    },
    Change {
        kind: TwoFactorDisabled,
        what: TWO_FACTOR,
        done: "disabled|removed|deleted|turned off|switched off|unbound",
        did: "解除|無効化|削除|オフ",
        named: "disable google authenticator|disable 2fa|unbind google|disable sms|\
             2fa disabled|2段階認証解除|二段階認証解除|二段階認証の解除|2段階認証の解除",
    },
    Change {
        kind: TwoFactorReset,
        what: TWO_FACTOR,
        done: "reset",
        did: "リセット|再設定",
        named: "reset google authenticator|reset 2fa|2fa reset|reset sms|2faリセット|\
             二段階認証リセット|2段階認証のリセット|二段階認証のリセット",
    },
    Change {
        kind: TwoFactorChanged,
        what: TWO_FACTOR,
        done: "changed|replaced|modified",
        did: "変更|機種変更",
        named: "change google authenticator|change 2fa|2段階認証変更|二段階認証変更",
    },
    Change {
        kind: EmailChanged,
        what: "email address|e-mail address|email|e-mail|メールアドレス|メアド|登録メール",
        done: "changed|updated|modified|replaced",
        did: "変更|更新",
        named: "email change|change email|changed email|メールアドレス変更|\
             メールアドレスの変更",
    },
    Change {
        kind: PhoneChanged,
        what: "phone number|mobile number|phone|電話番号|携帯番号",
        done: "changed|updated|modified|replaced|removed",
        did: "変更|更新|削除",
        named: "change phone|phone change|電話番号変更|電話番号の変更",
    },
    Change {
        kind: DeviceAuthorised,
        what: "new device|device|デバイス|端末",
        done: "authorized|authorised|added|approved",
        did: "承認|認証|追加|許可",
        named: "authorized new device|new device authorized|デバイス承認|\
             新しいデバイスの承認完了",
    },
    Change {
        kind: ApiKeyCreated,
        what: API,
        done: "created|generated|added|issued",
        did: "作成|発行|追加|生成",
        named: "create api|api creat|created api|api作成|apiキー作成|apiキーの作成|api 作成",
    },
    Change {
        kind: ApiKeyEdited,
        what: API,
        done: "edited|modified|updated|changed",
        did: "編集|変更|更新",
        named: "edit api|edited api|api edit|apiキー編集|apiキーの編集|api編集|api変更",
    },
    Change {
        kind: ApiKeyDeleted,
        what: API,
        done: "deleted|removed",
        did: "削除",
        named: "delete api|deleted api|api delet|apiキー削除|apiキーの削除|api削除",
    },
    Change {
        kind: WithdrawalAddressAdded,
        what: "withdrawal address|withdraw address|new address|address book|\
             address management|whitelist|出金先|出金アドレス|送金先|アドレス帳|\
             ホワイトリスト",
        done: "added|whitelisted|saved",
        did: "追加|登録",
        named: "add withdrawal address|added withdrawal address|add address|\
             whitelist address added|出金アドレス追加|出金アドレスの追加|出金先追加|\
             アドレス追加",
    },
    Change {
        kind: WhitelistOff,
        what: "whitelist|ホワイトリスト",
        done: "disabled|turned off|switched off|deactivated",
        did: "無効化|オフ|解除",
        named: "disable whitelist|whitelist disabled|whitelist off|turn off whitelist|\
             ホワイトリスト解除|ホワイトリスト無効|ホワイトリストオフ",
    },
    Change {
        kind: AntiPhishingCodeChanged,
        what: "anti-phishing code|anti phishing code|アンチフィッシングコード|\
             フィッシング対策コード|フィッシング防止コード",
        done: "changed|reset|updated|modified|disabled|removed|deleted",
        did: "変更|更新|リセット|削除|無効化",
        named: "change anti-phishing code|anti-phishing code change|\
             アンチフィッシングコード変更",
    },
];

/// How する says that it is done; the first two letters of a sentence that goes on are enough.
const DONE_JA: &str = "されました|された|されて|されとる|しました|してしまい|しており|したら|したところ|\
     したので|したため|したと|した。|が完了|完了|済み|が行われ|に成功|になりました|\
     になって";
/// What stands before a past participle that reports.
const DONE_EN: &str =
    "been|was|were|successfully|you|i|have|has|had|someone|somebody|they|got|just|now|he";
/// What stands before a past participle that has somebody do it to the thing named behind.
const DOER: &str = "successfully|you|i|have|has|had|someone|somebody|they|just|he";
/// In a list or subject these make a name a mere request or a failure.
const NO_TITLE: &str = "verification|verify|request|code|link|confirm|required|expire|failed|cancel|\
     リクエスト|コード|申請|失敗|期限|キャンセル|お願い|ください";

/// All kinds a sentence reports, holds excepted.
pub(super) fn events(sentence: &Sentence) -> Vec<NoticeKind> {
    let mut out = Vec::new();
    let text = clause(&sentence.folded);
    let asked = asks(text) || text.len() == sentence.folded.len() && asks(&sentence.folded);
    out.extend(errors(&sentence.folded));
    if asked || supposes(text) {
        return out;
    }
    let told = !advises(text) && !text.contains("will be");
    let denied = denies(text);
    for change in &CHANGES {
        let named = sentence.title && holds(text, change.named) && !no_title(text, change.kind);
        if named && !denied || told && !denied && reported(text, change) {
            out.push(change.kind);
        }
    }
    if told && !denied && login(text) {
        out.push(NewLogin);
    }
    if told {
        out.extend(states(text));
    }
    if !denied {
        out.extend(money(text, told));
    }
    // One sentence, one change of the second factor; a whitelist entry is not its switch.
    if out.contains(&TwoFactorReset) {
        out.retain(|it| *it != TwoFactorChanged);
    }
    // "2FA has been disabled on your account" restricts nobody.
    if out.iter().any(|it| it.is_security_change()) {
        out.retain(|it| *it != Restricted);
    }
    if out.contains(&WhitelistOff) {
        out.retain(|it| *it != WithdrawalAddressAdded);
    }
    out
}

fn no_title(text: &str, kind: NoticeKind) -> bool {
    let code = kind == AntiPhishingCodeChanged;
    words(NO_TITLE).any(|it| text.contains(it) && !(code && (it == "code" || it == "コード")))
}

fn reported(text: &str, change: &Change) -> bool {
    words(change.what).any(|what| {
        text.match_indices(what).take(8).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + what.len()..).unwrap_or_default();
            if starts_longer(behind, what, change.kind) {
                return false;
            }
            japanese(behind, change.did)
                || passive(behind, change.done)
                || active(before, change.done)
        })
    })
}

/// "email" of "email address" is fine, "password" of "password reset link" is not the thing itself.
fn starts_longer(behind: &str, what: &str, kind: NoticeKind) -> bool {
    let joined = behind.chars().next().is_some_and(|c| c.is_ascii_alphabetic() && c != 's');
    let log = kind == EmailChanged
        && (behind.starts_with(" notification")
            || behind.starts_with("で")
            || behind.starts_with("に"));
    what.is_ascii() && joined || log
}

/// 「…が変更されました」 within a short distance.
fn japanese(behind: &str, did: &'static str) -> bool {
    words(did).any(|stem| {
        behind.find(stem).filter(|&at| at <= 60).is_some_and(|at| {
            let between = behind.get(..at).unwrap_or_default();
            let tail = behind.get(at + stem.len()..).unwrap_or_default();
            let done = words(DONE_JA).any(|it| tail.starts_with(it))
                || tail == "した"
                || tail.starts_with("した ");
            let told = words("の通知が|のメールが|通知が|メールが|のお知らせが")
                .any(|it| tail.starts_with(it));
            (done || told) && !between.contains(['。', '、'])
                || done && between.matches('、').count() == 1 && at <= 30
        })
    }) || did.contains("変更")
        && (behind.starts_with("が変わって")
            || behind.starts_with("が変わった")
            || behind.starts_with("が変えられ")
            || behind.starts_with("を変えられ")
            || behind.starts_with("変えられ")
            || behind.starts_with("変えたら")
            || behind.starts_with("を変えたら"))
}

/// "… has been changed", "… was successfully reset", "… changed successfully".
fn passive(behind: &str, done: &'static str) -> bool {
    words(done).any(|verb| {
        behind.match_indices(verb).take(3).any(|(at, _)| {
            let between = behind.get(..at).unwrap_or_default();
            let tail = behind.get(at + verb.len()..).unwrap_or_default().trim_start();
            let gap: Vec<&str> = between.split_whitespace().collect();
            let led = gap.last().is_some_and(|it| {
                words(DONE_EN).any(|word| word == *it) && *it != "you" && *it != "i"
            });
            let plain = gap.is_empty()
                && (tail.is_empty()
                    || tail.starts_with(['-', '.', '|', '!', ','])
                    || tail.starts_with("success"));
            at <= 60
                && gap.len() <= 8
                && (led || plain || tail.starts_with("successfully"))
                && !between.contains(';')
        })
    })
}

/// "you have changed your …", "someone reset my …", "you've successfully removed the …".
fn active(before: &str, done: &'static str) -> bool {
    words(done).any(|verb| {
        before.rfind(verb).is_some_and(|at| {
            let between = before.get(at + verb.len()..).unwrap_or_default();
            let lead = before.get(..at).unwrap_or_default().trim_end();
            let led = lead
                .split_whitespace()
                .next_back()
                .is_some_and(|it| words(DOER).any(|word| word == it) || it.ends_with("'ve"));
            between.split_whitespace().count() <= 4 && led && !between.contains([',', ';'])
        })
    })
}

const NEW: &str = "new device|new ip|new location|new browser|unknown device|unknown ip|\
     unknown location|unrecognized|unrecognised|unfamiliar|different ip|different device|\
     another device|unusual|suspicious|strange device|don't recognize|新しいデバイス|\
     新しい端末|新しいip|新しい場所|新規デバイス|新規端末|異なるip|異なる端末|未知の|\
     知らない端末|知らないデバイス|知らない場所|知らないip|見覚えのない|身に覚えのない|\
     別の端末|未登録の端末|不審な|知らん端末";
const LOGIN: &str = "login|log in|logged in|logged into|log-in|sign-in|sign in|signed in|signin|accessed|\
     ログイン|サインイン|アクセスがあ|アクセスされ";

fn login(text: &str) -> bool {
    let alone = "login attempted from new|new device login|new ip login";
    let report = holds(text, NEW) && holds(text, LOGIN);
    // Rules of the house name the same words in the present tense.
    let rule = holds(
        text,
        "すべての|each new|any new|every new|requires|問い合わせ|を見つけたら|\
             ログインする|ログイン可能",
    );
    holds(text, alone) || report && !rule
}

/// Restrictions: what the exchange says about the account now.
fn states(text: &str) -> Vec<NoticeKind> {
    let mut out = Vec::new();
    let future = holds(
        text,
        "will be|would be|to be |may result|されます|となります|恐れ|おそれ|可能性|\
             しないと",
    );
    if !future {
        let account = "account|アカウント|口座";
        let barred = "been restricted|is restricted|was restricted|been suspended|is suspended|\
             was suspended|temporarily suspended|been frozen|is frozen|was frozen|\
             got frozen|got restricted|been locked|is locked|been limited|been blocked|\
             been disabled|is disabled|temporarily locked|account restricted|\
             制限されました|制限された|制限されて|制限がかか|制限中|凍結されました|\
             凍結された|凍結されて|凍結中|停止されました|停止された|停止されて|ロックされ|\
             利用停止|止められ|制限。|アカウント制限";
        if holds(text, account) && holds(text, barred) {
            out.push(Restricted);
        }
        let subject = "account|withdrawal|verification|identity|kyc|アカウント|口座|出金|本人確認|\
             書類";
        if holds(text, subject)
            && holds(text, "under review|being reviewed|審査中|レビュー中|審査を行っており")
        {
            out.push(UnderReview);
        }
        let paper = "identity|kyc|verification|document|id card|passport|本人確認|身分証|書類|\
             免許証";
        let refused = "rejected|declined|not approved|refused|denied|unsuccessful|has failed|\
             verification failed|否認|却下|拒否されました|拒否された|承認されませんでした|\
             認められませんでした|受理されませんでした|通りませんでした|不承認|\
             確認できませんでした|失敗しました|審査に落ち";
        let other = holds(text, "withdrawal|出金|アドレス|payment")
            && !holds(text, "identity|kyc|本人確認|身分証");
        if holds(text, paper) && holds(text, refused) && !other {
            out.push(IdentityRefused);
        }
    }
    let office = "law enforcement|police|court order|法執行機関|捜査機関|警察";
    let wish = "request of|requested by|request from|at the request|law enforcement request|\
         court order|要請|の依頼|命令";
    let act = "restrict|frozen|freeze|froze|suspend|hold|locked|凍結|制限|停止|ロック";
    if holds(text, office) && holds(text, wish) && holds(text, act) {
        out.push(LawEnforcement);
    }
    out
}

fn money(text: &str, told: bool) -> Vec<NoticeKind> {
    let mut out = Vec::new();
    let sent = "withdrawal successful|successfully withdrawn|successfully withdrew|\
         withdrawal has been completed|withdrawal completed|withdrawal was successful|\
         withdrawal is complete|you have withdrawn|withdrawal has been processed|\
         withdrawal has been sent|been withdrawn|was withdrawn|出金完了|出金が完了|\
         出金に成功|出金されました|出金された|出金されて|出金処理が完了|出金が成功";
    let asked = "withdrawal requested|withdrawal request|withdraw request|requested a withdrawal|\
         requested to withdraw|request to withdraw|confirm your withdrawal|\
         initiated a withdrawal|出金リクエスト|出金申請|出金の申請|出金依頼|\
         出金のリクエスト|出金確認のメール|出金確認メール|出金の確認メール";
    let came = "deposit successful|deposit confirmed|deposit has been|deposit was successful|\
         deposit is complete|deposit completed|successfully deposited|has been deposited|\
         入金完了|入金が完了|入金されました|入金が確認|着金しました|入金が反映|\
         入金を確認しました";
    if told && holds(text, sent) {
        out.push(WithdrawalSuccessful);
    } else if holds(text, asked)
        && !holds(text, "方法|how to|できます|手順|you can|never |限度|limit")
    {
        out.push(WithdrawalRequested);
    }
    if told && holds(text, came) {
        out.push(Deposit);
    }
    out
}

/// Texts of the exchange's own screens and interface. Sources: refusal reasons of withdrawals and the error
/// list of the API as documented, and the withdrawal risk text of the help pages (2026-11).
fn errors(text: &str) -> Option<NoticeKind> {
    let known = "the address is not valid|invalid api-key, ip, or permissions|\
         insufficient balance|filter failure:|too many requests|system is busy|\
         system busy|network is suspended|withdrawals are suspended for this|\
         this withdrawal has been rejected|withdrawal failed|timestamp for this request|\
         signature for this request is not valid|出金がリスクにさらされている|\
         出金に失敗しました|無効なアドレス|アドレスが無効|残高が不足|システムが混み合|\
         ネットワークが停止";
    holds(text, known).then_some(ErrorText)
}

const OUT: &str = "withdraw|出金|引き出し|引出|送金|出庫|payout";
const STOPPED: &str = "suspended|disabled|unavailable|paused|restricted|frozen|on hold|not be able|cannot|\
     can't|unable|locked|blocked|not allowed|stopped|try again|停止|できません|できない|\
     出来ない|出来ません|制限|ロック|不可|利用いただけ|利用できなく|保留|凍結|再度お試し|\
     止まって";

/// A stop for some hours: how many, and whether it is told as a general rule. `before` is the
/// sentence before, for texts that name the withdrawal there.
pub(super) fn hold(sentence: &Sentence, before: &str) -> Option<(u8, bool)> {
    let text = sentence.folded.as_str();
    let hours = hours(text)?;
    let again = holds(text, "再度お試し|try again");
    let out = holds(text, OUT) || again && holds(before, OUT);
    if !out || !holds(text, STOPPED) || asks(text) {
        return None;
    }
    let within = holds(
        text,
        "以内|within 24|within 48|take up to|最大24|最大48|限度|per 24|24h limit|\
             24-hour limit|in the last|過去24",
    );
    let clause = clause(text);
    let advised = holds(
        clause,
        "please note that you can|方法|how to|don't |do not |しないで|避けるため|\
             to avoid",
    );
    if within || advised || supposes(clause) {
        return None;
    }
    let rule = holds(
        text,
        "変更後は|リセット後は|after you |after any|after a |after each|\
             after changing|after resetting|following a|後は、|後、",
    );
    let own =
        holds(text, "your recent|you have|you recently|このたび|したため|したので|したら|って出");
    Some((hours, rule && !own))
}

fn hours(text: &str) -> Option<u8> {
    [(24, "24"), (48, "48"), (72, "72")].into_iter().find_map(|(hours, digits)| {
        text.match_indices(digits)
            .any(|(at, _)| {
                let before = text.get(..at).and_then(|it| it.chars().next_back());
                let tail = text.get(at + 2..).unwrap_or_default().trim_start_matches([' ', '-']);
                let alone = !before.is_some_and(|c| c.is_ascii_digit() || c == '.');
                alone
                    && (tail.starts_with("時間")
                        || tail.starts_with("hour")
                        || tail.starts_with("hr")
                        || tail.starts_with("h "))
            })
            .then_some(hours)
    })
}
