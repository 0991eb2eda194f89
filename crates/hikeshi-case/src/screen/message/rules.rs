//! Which words make which pattern? A rule holds groups of words, and fires when each group is met.
//!
//! The words are written as [`super::fold`] leaves them: lower case, between spaces, a space between
//! Latin and Japanese letters. A word that begins with a space begins a word.

use super::Pattern;

/// One way to recognise a pattern.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) groups: &'static [Words],
}

/// Words, several to a line with bars between them.
type Words = &'static [&'static str];

/// Whether one of the words stands in the sentence.
fn met(words: Words, sentence: &str) -> bool {
    words.iter().flat_map(|line| line.split('|')).any(|word| sentence.contains(word))
}

impl Rule {
    /// One bit for every group of which the sentence holds a word.
    pub(super) fn hits(&self, sentence: &str) -> u8 {
        self.groups
            .iter()
            .enumerate()
            .filter(|(_, words)| met(words, sentence))
            .fold(0, |a, (at, _)| a | 1 << at)
    }
}

/// Whether the sentence warns of what the rules look for.
pub(super) fn is_warning(sentence: &str) -> bool {
    const WARNINGS: Words = &[
        " never ask| never share| never enter| never send| never contact| never call| never tell",
        " never give| never reply| never install| will never| not ask you| do not share",
        " do not give| do not tell anyone your| do not enter| do not follow| do not install",
        " do not send| do not reply| don t share| don t give| don t send| don t enter| beware",
        " scam alert| is a scam| are scams| fraudsters | scammers pretend| watch out for",
        " be careful of| stay alert|教えないで|伝えないで|入力しないで|送らないで|返信しないで",
        "共有しないで|接続しないで|送金しないで|インストールしないで|応じないで|ことはありません",
        "ことはございません|一切ありません|一切ございません|にご注意|注意ください",
        "注意してください|詐欺の疑い|詐欺です|疑ってください|注意喚起|求めません",
    ];
    met(WARNINGS, sentence)
}

const MESSENGER: Words = &[
    " telegram| whatsapp| line | wechat| signal | discord| instagram| dm |テレグラム|ライン",
    "インスタ| t me | hotline|ワッツアップ| facebook| messenger | skype| inbox me|カカオ",
    "フェイスブック|メッセンジャー",
];
const STAFF: Words = &[
    " support| customer service| customer care| help desk| helpdesk| agent| representative",
    " account manager| live agent|サポート|カスタマー|担当|窓口|運営|公式| technical desk",
    " staff| officer| operator| moderator| admin|スタッフ|職員|管理者|センター",
];
const VOUCHED: Words = &[
    " fixed it for me| helped me| solved my| resolved my| recovered my|解決してくれ",
    "直してくれ|助けてくれ",
];
const REACH: Words = &[
    " contact| message | dm | call | add | write to| reach| text | chat with|追加|連絡|対応",
    "登録|メッセージ|友だち|友達|お電話| via | talk to| speak | get in touch| join|検索|承り",
    "相談|お話",
];
const ASK: Words = &[
    " send| tell | reply| give| forward| read me| provide| share| enter| type | need your",
    " import| confirm| submit|返信|教えて|伝え|送って|送信して|入力|お知らせ|共有|提出|転送",
    " what are| what is your| upload| photo of| paste| write down| need them|記入|見せて",
    "貼り付け|順番に",
];
const CODE: Words = &[
    " digit code| verification code| otp| one time | 2fa code| authenticator| sms code",
    " security code| login code| code you| code that| my code| the code|認証コード|確認コード",
    "ワンタイム|認証番号|桁の番号|桁の数字|桁のコード| sms で届いた|セキュリティコード",
    "検証コード| six digits| 6 digits| digits| passcode| number you received|数字|届いた番号",
    "届いたコード|暗証|コードを",
];
/// What is asked of somebody who holds a code; typing it into the exchange's own page is no request.
const CODE_ASK: Words = &[
    " send me| send us| send the| tell | reply| give| forward| read | provide| share",
    " need your| text me|返信|教えて|伝え|送って|送信して|お知らせ|共有|転送|読み上げ|言って",
    "見せて",
];
const SECRET: Words = &[
    " seed phrase| recovery phrase| private key| secret key| word seed| 12 word| 24 word",
    " 12 words| mnemonic| password| api key| keystore|シードフレーズ|復元フレーズ|秘密鍵",
    "リカバリーフレーズ|単語|パスワード| api キー|ニーモニック| twelve words| english words",
    " words written| backup phrase| backup words| login details| credentials|英単語|フレーズ",
    "プライベートキー|ログイン情報",
];
const WALLET: Words =
    &[" wallet| metamask| ledger| dapp|ウォレット|メタマスク| phantom| nft|トラストウォレット"];
const VALIDATE: Words = &[
    " validate| validated| verify your wallet| re verify| synchroni| sync | rectify",
    " authenticat| migrate| import your| connect your wallet|認証|再認証|検証|同期|未認証",
    "承認| re link| relink| reconnect| security patch| re connect| link your wallet",
    " wallet verification|接続確認|再接続|アップグレード|移行",
];
const LINKED: Words = &[
    " link| click| connect| portal| page| form| validate| verify| today| within| suspend",
    " approve| http|リンク|接続|クリック| url|ページ|期限|ください",
];
const PAY: Words = &[
    " pay | paid| payment| deposit| top up| fee| transfer| charge| recharge| invest|支払|入金",
    "振り込|振込|送金|手数料|費用|着手金|前払い|保証金|チャージ|認証金| settle| commission",
    " put in| remit| wire |負担|デポジット|払って|払う",
];
const RELEASE: Words = &[
    " withdraw| release| unlock| your balance| your profit| your winnings|出金|解除|引き出",
    "引出|凍結| cash out| cashout| payout| your earnings| your funds| get your money|審査",
    "受け取",
];
const PRETEXT: Words = &[
    " tax| verification deposit| gas fee| credit score| money laundering| customs| refundable",
    " conversion charge| margin fee| processing fee| security deposit| unlock|税|保証金",
    "認証金|マネーロンダリング|手数料|信用スコア|担保|解除するには|ガス代| outstanding",
    " insurance| penalty| audit| activation|デポジット|確認金|違約金|保険|返金され",
];
const FIRST: Words = &[
    " first| before| required| must| need| pay the| please| today|先に|必要|まず|解除するには",
    "ためには|支払わないと|いただければ|してから|事前| have to| upfront| prior to| until you",
    " unless|先払い|しないと",
];
const LOST: Words = &[
    " recover| stolen| lost | scammed| traced| get back| scammer| returned|取り戻|失った|被害",
    "回収|取り返|返金| you lost| send them back| reclaim| trace the| retrieve|返ってくる",
    "戻ってくる|被害金|返還|取り戻せ",
];
const HELPER: Words = &[
    " recovery| hacker| forensic| experts| specialist| firm| fraud department| investigat",
    " agency|代行|専門|調査|ハッカー|回収でき|取り戻し|弁護士|エンジニア| cyber unit| lawyer",
    " attorney| our team| our agents| program|制度|探偵|機関|チーム|申請",
];
const LURE: Words = &[
    " pay | fee| deposit| contact| located| upfront| charge|着手金|手数料|費用|成功率|必ず",
    "発見|連絡|前払い| commission| we just need| we only need| percent|負担|報酬|依頼|申し込",
];
const PROFIT: Words = &[
    " profit| return| earn| signal| trading bot| double| daily| 1000 per day| per day",
    " trade for you| roi |利益|儲|配当|月利|日利|利回り|シグナル|稼|運用|投資| watch it grow",
    " passive income| bot | a day|稼げ|収益|増やせ|増え|勝率",
];
const SURE: Words = &[
    " guarantee| no risk| zero risk| risk free| fixed return| without risk| every day",
    " in 24 hours| in a month| doubles your| inside information| vip | professor| mentor|保証",
    "必ず|確実|絶対|損しない|先生|著名|ノーリスク|内部情報| never lose| exclusive",
    " secret method| always win|限定|負けない|秘密|必勝|少額から",
];
const JOIN: Words = &[
    " join| deposit| invest| send| group| start| trade| minimum| connect|参加|入金|送金",
    "グループ|始め| line |無料で|登録| put in| sign up| members|教えます|こちら",
];
const REMOTE: Words = &[
    " anydesk| any desk| teamviewer| team viewer| quicksupport| ultraviewer| rustdesk",
    " remote desktop| remote access| remotely| screen share| share your screen",
    " screen sharing| control of the phone| control of your|遠隔操作|遠隔で|画面共有",
    "リモートで|リモート操作|チームビューア|エニーデスク| remote session| remote connection",
    " remote support| mirror your|画面を共有|画面を見せ|リモート接続|リモートアプリ|遠隔",
];
const REMOTE_ASK: Words = &[
    " install| download| share| connect| call | open | give| tell|インストール|入れて|教えて",
    "お知らせ|オンに|ログイン|確認します|設定|お電話|ダウンロード| allow| so that|お待ち",
    "一緒に|許可|いただければ",
];
const EXCHANGE: Words = &[
    " account| wallet| app| computer| withdraw| transaction| exchange| address| support",
    "お客様|取引所|口座|パソコン|サポート|アドレス|ウォレット|番号| phone| device|スマホ|携帯",
    "端末",
];
const SICK: Words = &[" infected| virus| hacked|感染|ウイルス"];
const CALL: Words = &[" call | microsoft| engineer| technician|電話|技術者|サポート"];
const TASK: Words = &[
    " part time| online job| remote work| hr from| tasks| task | hired| salary| earn money",
    " commission|副業|在宅|お仕事|高額報酬|日給|タスク|報酬| from home| daily pay| side job",
    " data entry| people to rate|作業|バイト|動画を見る|レビュー|仕事",
];
const EASY: Words = &[
    " like youtube| per day| usdt| crypto| deposit| recharge| no experience| a day",
    " training fee|簡単|いいね| 1 日|だけで|チャージ| line |先に| minutes per day| daily pay",
    " easy | 万円|暗号資産|即日",
];
const LOVE: Words = &[
    " my dear| darling| honey| sweetheart| baby | my love| in love with| love you| our future",
    "結婚|愛して|大好き|マッチングアプリ|二人の将来|私たちの未来|あなただけ| babe | miss you",
    " sweetie| marry| soulmate|会いたい|二人で|好きです|運命",
];
const LOVE_MONEY: Words = &[
    " invest| bitcoin| crypto| usdt| deposit| platform| pay |投資|ビットコイン|暗号資産|送金",
    "入金|口座| exchange| money| trade| bank|資金|運用|お金",
];
const GIFT: Words = &[
    " airdrop| giveaway| giving away| give away| free usdt| reward| prize| gift| unclaimed",
    " claim | congratulations|エアドロップ|当選|プレゼント|無料で|キャンペーン|配布|記念",
    "おめでとう| distributing| free mint| anniversary| bonus|ミント|ボーナス|抽選|特典",
];
const GIFT_ASK: Words = &[
    " connect your wallet| connect wallet| send | pay the| to claim| claim your| get 0",
    " receive double| double| approve| activation fee|接続| 倍|送ると|を送る|請求ページ",
    "受け取るには| you will get| will receive| get back| link your wallet| 000 back|つないで",
    "つなぐ|返って",
];
const POLICE: Words = &[
    " police| interpol| officer| arrest| warrant| prosecut| customs| fbi ",
    " financial services agency| government|警察|警視庁|県警|検察|逮捕|総務省|金融庁|捜査",
    "裁判所| detective| cybercrime| fraud case| court| law enforcement|刑事|府警|警部|検事",
    "国税",
];
const POLICE_ASK: Words = &[
    " transfer| send | move the money| deposit the| do not tell anyone| stay on the line",
    " safe account| you will be arrested| seized|送金|移して|誰にも話さ|ビデオ通話|指定の",
    "電話をつな|停止されます|保釈金|潔白| line | transferring| be checked| keep this secret",
    " confidential|送ってください|指定先|口外|秘密|暗号資産に替え",
];
const SAFE: Words = &[
    " secure wallet| safe wallet| safe account| safe custody| vault address| holding wallet",
    " new wallet| self custody wallet| seed phrase we| this recovery phrase",
    " wallet we created| temporary wallet| protected wallet|安全なウォレット|保護用|避難用",
    "指定のアドレス|指定のウォレット|安全なアドレス|安全な口座|用意した| protected address",
    " safe address| secure address| secure vault| safe place| protected account",
    "保護ウォレット|保護口座|退避|安全な場所|専用ウォレット",
];
const SAFE_MOVE: Words = &[
    " move | transfer| send | withdraw everything| set up| create a|移し|移動|送金|出金して",
    " put |退避|避難|移す|送って",
];
const DANGER: Words = &[
    " under attack| protect| secure | risk| withdrawing from| investigation| detected| hack",
    " repair|守る|不正|ハッキング|保護|調査|防ぐ|検知| hackers| compromised| unsafe|被害|危険",
    "狙われ|流出",
];
const ACCOUNT: Words = &[
    " account| sign in| security alert| wallet access|アカウント|口座|ご利用|本人情報|利用",
    " access| your details| your profile|ログイン|会員",
];
const BLOCKED: Words = &[
    " suspended| suspend| locked| restricted| expires| expire| unusual| deactivat",
    " lose access| limited| noticed a withdrawal| blocked| disabled|制限|停止しました|停止",
    "凍結|不正ログイン|ロック|失効| will end| terminated| will be closed| could not confirm",
    " could not verify| unable to verify| on hold|ロックされ|確認できません|確認が取れ",
];
const FOLLOW: Words = &[
    " click| link| here | tap | http| log in immediately|リンク| url|クリック|こちらから",
    "以下より|下記| sign in at| page below| visit | button|はこちら|ボタン",
];
const BORROW: Words = &[
    " borrow your| rent out your| buy verified| your kyc verified account| verified account",
    " use your account| verified binance account| verified exchange accounts",
    " your own exchange account|アカウントを貸|口座を貸|口座を高く買|口座を買|アカウントを買",
    "アカウントを売|口座を売| verified accounts| use your id| your account for a|名義の口座",
    "アカウントを使わせ|口座を使わせ|名義を貸",
];
const BORROW_PAY: Words = &[
    " pay| price| commission| keep | get paid| dollars| monthly|謝礼|支払|報酬|現金| euro",
    " per account| reward|お礼",
];
const CREDIT: Words = &[
    "消費者金融|ローンを組|お金を借り|銀行口座に振り込| to your bank account| take a loan",
    " borrow money from",
];
const CREDIT_SEND: Words = &["送って|転送|送金|買って| buy usdt| buy crypto| buy bitcoin| send it"];

const fn rule(pattern: Pattern, groups: &'static [Words]) -> Rule {
    Rule { pattern, groups }
}

/// Every rule; a pattern may have several.
pub(super) const RULES: &[Rule] = &[
    rule(Pattern::SecretRequest, &[SECRET, ASK]),
    rule(Pattern::CodeRequest, &[CODE, CODE_ASK]),
    rule(Pattern::RemoteControl, &[REMOTE, REMOTE_ASK, EXCHANGE]),
    rule(Pattern::RemoteControl, &[SICK, CALL]),
    rule(Pattern::SafeWallet, &[SAFE, SAFE_MOVE, DANGER]),
    rule(Pattern::FakePolice, &[POLICE, POLICE_ASK]),
    rule(Pattern::WalletVerify, &[WALLET, VALIDATE, LINKED]),
    rule(Pattern::PayFirst, &[RELEASE, PRETEXT, PAY, FIRST]),
    rule(Pattern::RecoveryScam, &[LOST, HELPER, LURE]),
    rule(Pattern::FakeSupport, &[STAFF, MESSENGER, REACH]),
    rule(Pattern::FakeSupport, &[STAFF, VOUCHED, REACH]),
    rule(Pattern::AccountThreat, &[ACCOUNT, BLOCKED, FOLLOW]),
    rule(Pattern::AirdropScam, &[GIFT, GIFT_ASK]),
    rule(Pattern::InvestmentScam, &[PROFIT, SURE, JOIN]),
    rule(Pattern::JobScam, &[TASK, EASY]),
    rule(Pattern::JobScam, &[BORROW, BORROW_PAY, &[" commission", "報酬"]]),
    rule(Pattern::RomanceScam, &[LOVE, LOVE_MONEY]),
    rule(Pattern::LendAccount, &[BORROW, BORROW_PAY]),
    rule(Pattern::LendAccount, &[CREDIT, CREDIT_SEND]),
];
