# 状況の確認・まずやること・対応手順。怖い思いをしている人が最初に読む文。短く、落ち着いて。

help-triage = 困っていることを言葉で入力すると、状況・急ぎの度合い・まずやることを示します
help-triage-text = 起きていること（日本語か英語、書ける範囲で。「-」なら標準入力から読みます）
help-triage-lang = 表示する言語：ja か en（指定しないときは、文章の言語）
help-triage-json = 機械で読める結果（JSON）だけを出力します
help-triage-lines = 標準入力の1行を1つの文章として読み、順に1行ずつ JSON で答えます
help-triage-button = 言葉のかわりに、見えていることで選びます：balance_down、cannot_log_in、not_arrived、cannot_withdraw、order_odd、contacted、other
help-triage-answer = 質問への答え（質問=答え）。順に何度でも付けられます
help-firstaid = まずやることを、電話でも紙でも読める1枚のページにします
help-firstaid-kind = トラブルの種類（--list で一覧）
help-firstaid-out = 書き出すファイル（HTML）
help-firstaid-lang = 言語：ja、en、both（指定しないときは both）
help-firstaid-list = トラブルの種類を一覧にします
help-firstaid-family = 家族や相談員など、そばで手伝う人のためのページにします
help-playbook = 対応手順を、はじめから終わりまで示します
help-playbook-kind = トラブルの種類（--list で一覧）
help-playbook-lang = 表示する言語：ja か en
help-playbook-json = 機械で読める形（JSON）で出力します
help-playbook-fact = 分かっていること（名前=値）。何度でも付けられます。例：money_left=yes、site=japan
help-playbook-family = 家族や相談員など、そばで手伝う人から見た手順と、電話での聞き取りの言葉
help-playbook-format = 出力の形：text、json、cacao（CACAO 2.0）
help-playbook-out = 書き出すファイル（指定しないときは画面に出します）
help-playbook-list = トラブルの種類を一覧にします

triage-said-kind = 考えられる状況：{ $kind }
triage-said-urgency = 急ぎの度合い：{ $urgency }
triage-said-because = 手がかりにした言葉：{ $words }
triage-said-others = ほかに考えられること：{ $kinds }
triage-said-ask = 先に1つだけ教えてください
triage-said-how = 答えるときは、同じ入力に「--answer 質問=答え」を付けます。たとえば：--answer { $example }
triage-said-meanwhile = はっきりするまでは、危ないほうに備えて動きます
triage-said-first = まずやること
triage-said-more = 続きの手順：hikeshi playbook { $kind }
triage-said-page = 印刷や電話で読める1枚：hikeshi firstaid { $kind } --out まずやること.html
triage-said-nothing = この言葉からは、急いで動くことは見当たりません。ただし、問題がないという意味ではありません。
triage-said-nothing-see = 見えていることから選ぶこともできます：
triage-urgency-minutes = いますぐ（数分の差が大事です）
triage-urgency-hours = 今日のうちに
triage-urgency-days = 数日のうちに

quoted = 「{ $text }」

ask-what_happened = いま、何が見えていますか。
ask-is_withdrawal_listed = 出金の履歴に、身に覚えのない出金がありますか。
ask-in_another_wallet = ほかのウォレット（現物・資金調達・先物・Earn）にありませんか。「少額の資産を隠す」も切ってみます。見つかりましたか。
ask-was_position_open = レバレッジの取引（先物・信用）をしていましたか。
ask-do_others_see_it = 公式のお知らせや、ほかの利用者も、障害を伝えていますか。
ask-which_direction = どちらへ動かしたものですか。
ask-timer_or_review = 画面には、何と出ていますか。
ask-who_changed = 入れなくなったきっかけは、だれの操作ですか。
ask-what_was_given = 相手に、何を渡しましたか。または、どこかに何を入力しましたか。
ask-which_order = 注文は、いまどうなっていますか。
ask-is_position_open = 操作できないまま、開いているレバレッジの取引（建玉）がありますか。

answer-yes = はい・ある
answer-no = いいえ・ない
answer-unknown = わからない・見られない
answer-money_gone = お金や暗号資産が減った、だれかが入っている
answer-cannot_enter = ログインできない
answer-transfer_or_order = 入出金や注文が思ったとおりにならない
answer-somebody_wrote = だれかから連絡が来た
answer-into_exchange = 取引所への入金
answer-out_of_exchange = 取引所からの出金
answer-at_bank = 銀行・カード・P2Pのお金
answer-timer = 「あと何時間」などの時間
answer-review = 時間のない、審査や制限
answer-closed = このコイン・ネットワーク・送り先は使えない
answer-money_first = 出金の前に、お金を払うように求められている
answer-owner = 自分（機種変更、メールの変更など）
answer-exchange = 取引所
answer-secret = パスワード・認証コード・復元用の言葉・鍵・承認
answer-personal_data = 名前・電話番号・本人確認書類
answer-nothing = 何も渡していない
answer-wrong_filled = 自分で間違えて出し、約定した
answer-wrong_open = 自分で間違えて出し、まだ約定していない
answer-bad_execution = 値段や約定のしかたが、思っていたのと違う
answer-nobody_placed = 自分は出していない

button-balance_down = 残高が減った・ゼロになった
button-cannot_log_in = ログインできない
button-not_arrived = 届かない
button-cannot_withdraw = 出せない
button-order_odd = 注文・約定がおかしい
button-contacted = 怪しい連絡が来た
button-other = その他・わからない

phase-first = 最初に
phase-contain = 被害を止める
phase-preserve = 証拠を残す
phase-examine = 何が起きたか調べる
phase-report = 知らせる・届け出る
phase-follow_up = そのあと
phase-prevent = これからの備え

sheet-maker = 火消し（取引所トラブルの初動支援）
sheet-title = まずやること
sheet-rest = そのあとにすること
sheet-look-first = 残高が減って見えるときは、先に20秒だけ
sheet-look-then = どれかに当てはまれば、口座を止める必要はないかもしれません。身に覚えのない出金があるときは、すぐに1へ進みます。
sheet-narrow = 答えると、手順を絞れます（--fact 名前=答え）
sheet-where = 場所：{ $text }
sheet-avoid = 気をつけること：{ $text }
sheet-cost = 先に知っておくこと：{ $text }
sheet-say = 伝える言葉：{ $text }
sheet-why = なぜ：{ $text }
sheet-timer = 時間：{ $name}　{ $text }
sheet-perhaps = 当てはまるとき：{ $title }
sheet-minutes = 約{ $count }分
sheet-official = 公式の案内
sheet-practice = 実務での対応
sheet-unconfirmed = 公式の確認が取れていません
sheet-sources = 出典（アドレスは、ご自分で入力してください）
sheet-source-dated = { $name }（{ $dated }付、{ $seen }に確認）
sheet-source = { $name }（{ $seen }に確認）
sheet-uncertain = 古い、または裏づけが十分でない情報
sheet-overdue = 要確認
sheet-overdue-note = 「要確認」は、見直しの期限を過ぎた情報です。公式のページで確かめてから使ってください。
sheet-made = { $day }に作成
sheet-code = 電話で読み取ると、最初の3つが文字で出ます（通信は要りません）
sheet-secrets = パスワード・認証コード・復元用の言葉は、だれにも渡さないでください。このプログラムがお尋ねすることもありません。
sheet-other-language = 日本語
sheet-kinds = トラブルの種類
sheet-written = 書き出しました：{ $path }

family-title = そばで手伝う人へ
family-owner = ご本人にしてもらう：{ $title }
family-helper = あなたがする：{ $title }
family-either = どちらでも：{ $title }
family-rule-1 = 責めず、急がせず、ひとつずつ読み上げます。
family-rule-2 = パスワード・認証コード・復元用の言葉は、聞かず、見ず、預かりません。入力するのはご本人だけです。
family-rule-3 = 操作と送信は、ご本人がします。あなたは読む、書きとめる、時間を見る役です。
family-rule-4 = 遠隔操作のアプリは使いません。画面は、言葉で読んでもらいます。
consent-title = ご本人の同意
consent-text = 私は、手伝う人に、話を聞くこと、書きとめること、手順を読み上げることをお願いします。パスワード・認証コード・復元用の言葉は渡しません。操作と送信は私がします。書きとめたものは、このトラブルの対応だけに使い、終わったら私に返すか、消してもらいます。この同意は、いつでも取り消せます。
consent-owner = ご本人の名前
consent-helper = 手伝う人の名前
consent-day = 日付
consent-check = 電話のときは、この文を読み上げ、「はい」の返事と時刻を書きます
interview-title = 電話での聞き取り
interview-open = 「ゆっくりで大丈夫です。責める人はいません。パスワードや認証コードは、私には言わないでください。いま見えている画面を、そのまま読んでもらえますか。」
interview-ask = 順に聞き、答えに印を付けます。わからないものは「わからない」のまま先へ進みます。
interview-close = 「聞いたことを読み上げます。違うところがあれば教えてください。次にすることを、ひとつだけ一緒にやりましょう。」

err-no-words = 文章がありませんでした。
rec-no-words = 起きていることを短く書くか、--button で見えていることを選んでください。例：hikeshi triage "残高がゼロになった"
err-unknown-button = このボタンはありません：{ $subject }
rec-unknown-button = balance_down（残高が減った）、cannot_log_in（ログインできない）、not_arrived（届かない）、cannot_withdraw（出せない）、order_odd（注文がおかしい）、contacted（怪しい連絡）、other（その他）から選んでください。
err-bad-answer = この答えは使えませんでした：{ $subject }
rec-bad-answer = 「質問=答え」の形で、その質問に示された答えから選んでください。--answer を外すと、質問と答えが表示されます。
err-unknown-kind = この種類の手順はありません：{ $subject }
rec-unknown-kind = hikeshi firstaid --list で一覧が出ます。種類がわからないときは hikeshi triage に起きていることを入力してください。
err-bad-fact = この内容は読めませんでした：{ $subject }
rec-bad-fact = 「名前=値」の形で指定してください（例：money_left=yes、site=japan、hops=2）。はい・いいえは yes か no です。
err-file-exists = 同じ名前の別のファイルがあります：{ $subject }
rec-file-exists = 別の名前を --out で指定してください。何も書き換えていません。
err-playbooks = 手順のデータを読めませんでした：{ $subject }
rec-playbooks = プログラムの不具合です。入れ直しても直らないときは、この文を添えて知らせてください。急ぐときは、公式アプリを自分で開いて口座を止めてください。
err-input = 標準入力を読めませんでした。
rec-input = 入力元を確かめて、もう一度実行してください。
triage-said-joint = 、
