# 状況報告書の見出しと本文。
dossier-title = 状況報告書
dossier-kind = 暗号資産取引所の口座の記録について
dossier-demo = 見本 ― 架空の事案です。人物・口座・取引は実在しません。
dossier-demo-short = 見本（架空の事案）
dossier-as_of = 基準の日時
dossier-page = { $page } / { $pages } ページ
dossier-footer = { $software }・規則 { $rules }
dossier-none = なし
dossier-unknown = 記録なし
dossier-yes = あり
dossier-more = ほか{ $count }件
dossier-more-rows = ここに載せきれない{ $count }行は、別添の { $file } にあります。
dossier-separator = 、
dossier-cite = 資料{ $exhibit }・{ $line }行目
dossier-cite-short = 資料{ $exhibit }・{ $line }行
dossier-exhibit = 資料{ $exhibit }
dossier-lines-more = ほか{ $count }か所

zone-japan = 日本時間
zone-japan-column = 日本時間（UTC+9）
zone-named-column = { $zone }の時刻
zone-utc = UTC

first-heading = まずやること（ご本人）
first-disable_account = 口座を止める
first-delete_api_keys = APIキーを止める
first-freeze_request = 取引所に凍結を頼む
first-police_report = 警察に相談する
first-police_report-text = この報告書を印刷して持って行き、受理番号（または相談受付番号）と担当者名を控える。
first-change_secrets = パスワードを変える

summary-heading = 要点
summary-examined = 資料{ $exhibits }点、記録{ $events }件を調べました。
summary-period = 資料にある日時は{ $span }です。
summary-triage = 記録から推測すると、「{ $kind }」に近い状況です（対応の目安：{ $urgency }）。
summary-alternatives = ほかに考えられる状況は、{ $kinds }です。
summary-nothing = 行った確認では、注意が必要な点は見つかりませんでした。問題がないという意味ではありません。資料にないことと、読み取れなかった箇所は、調べていません。
summary-no-records = 資料から、記録を1件も読み取れませんでした。問題がないという意味ではありません。調べた資料は「証拠資料」に、読み取れなかった理由は「読み取れなかった箇所と仮定」にあります。
summary-found = 主な確認結果
summary-found-more = ほかの確認結果{ $count }件は、2章にあります。
summary-money = 注意が必要な出金
summary-when = いつ
summary-how-much = いくら
summary-where-to = 送金先
summary-where-to-value = { $count }か所
summary-txids = 取引ID（TXID）
transfers-no-prices = 数量は、動いた通貨のままで示しています。円やドルでの金額は、価格を示す資料がある場合に限り、「確認結果」に書き添えています。
summary-elsewhere = ほか{ $count }件は、3章と別添にあります。
summary-gaps = { $problems ->
        [0] 行えなかった確認が{ $checks }項目あります。
       *[other] { $checks ->
            [0] 読み取れなかった箇所と仮定した箇所が、合わせて{ $problems }件あります。
           *[other] 読み取れなかった箇所と仮定した箇所が合わせて{ $problems }件、行えなかった確認が{ $checks }項目あります。
        }
    }

ask-heading = お読みになる方へのお願い
ask-exchange = 取引所の方へ
ask-police = 警察の方へ
ask-lawyer = 弁護士の方へ

stop-title = 「取り戻せます」という誘いに応じないでください
stop-body = お金を取り戻すと言って、先に手数料・税金・保証金を求めたり、パスワード・認証コード・シードフレーズ（復元用の単語）を聞いたりする相手とのやり取りは、二次被害につながるおそれがあります。検索・広告・SNSで見つけた「サポート」には連絡せず、公式アプリの中の窓口を使ってください。

form-heading = 本人が記入する欄
form-note = 空欄のまま印刷しています。自動で入る項目はありません。書けるところだけご記入ください。
form-name = 氏名
form-contact = 連絡先（電話・メール）
form-address = 住所
form-uid = 取引所のユーザーID（UID）
form-ticket = 取引所の問い合わせ番号
form-police = 警察の受理番号（または相談受付番号）・担当者
form-date = 記入日
form-signature = 署名
form-statement = 何が起きたか（身に覚えのない出金や操作があれば、どれか。ご自身の言葉で）

timeline-heading = 経緯
timeline-intro = 確認結果に関わる出来事（●）と、その前後の出来事（○）を、時刻の順に並べています。
timeline-empty = 時刻の分かる出来事はありませんでした。
timeline-caption = 経緯の図。上段は{ $zone }、下段はUTCです。間の空いたところは縮めています。
timeline-alt = 経緯の図。{ $from }から{ $to }までの{ $count }件の出来事を、入金、出金、売買・交換、口座の通知に分けて並べたもの。内容はすぐ下の表と同じです。
lane-in = 入金
lane-out = 出金
lane-trade = 売買・交換
lane-notice = 口座の通知
col-no = 番号
col-utc = UTC
col-what = 出来事
col-amount = 数量
col-cite = 資料・行
trades-count = { $count }件

findings-heading = 確認結果
findings-intro = 急ぎのものから順に並べています。文章は記録をもとに自動で作られ、それぞれに根拠の資料と行を示しています。
findings-none = 行った確認では、該当する記録は見つかりませんでした。問題がないという意味ではありません。
finding-facts = 記録にある事実
finding-rows = 根拠の行
finding-rows-more = ほか{ $count }行は、別添の cited_rows.csv にあります。
finding-rows-unquoted = 行の中身は、元の資料をご覧ください：{ $cites }
finding-limit = 分からないこと
finding-steps = 本人が行うこと
finding-severity = 急ぎの度合い
finding-confidence = 確からしさ
finding-row = 行の中身
finding-masked = 資料{ $exhibit }については、秘密の情報や個人番号（マイナンバー）を伏せた写しを添えています。
finding-withheld = 資料{ $exhibit }は、秘密の情報や個人番号（マイナンバー）が含まれているため、写しを添えていません。

transfers-heading = 入出金の一覧
transfers-intro = 口座への入金と口座からの出金を、時刻の順に並べています。アドレスと取引IDは省略していません。同じ一覧は、別添の transfers.csv にあります。
transfers-empty = 入出金の記録はありませんでした。
col-direction = 向き・数量
col-network = ネットワーク
col-address = アドレス/取引ID（TXID）
col-status = 状態
direction-in = 入金
direction-out = 出金
transfers-fee = 手数料 { $fee }
transfers-memo = メモ { $memo }
transfers-txid = TXID
transfers-marked = 確認結果に関わる
balances-heading = 取引履歴の増減の合計
balances-note = 取引履歴にある増減を、通貨ごとに足し合わせたものです。期間より前の残高を含まないため、実際の残高とは違うことがあります。
col-asset = 通貨

charts-heading = 価格の動き
charts-caption = { $symbol }（{ $step }ごと）。縦の線は安値から高値まで、▲は買い、▼は売りです。横軸の上段は{ $zone }、下段はUTCです。{ $exhibits }の市場データによります。
charts-joined = 市場データの{ $known }ごとの値{ $count }件を、{ $step }ごとの{ $drawn }本にまとめて描いています。どの安値も高値も、まとめた線の中に含まれています。
charts-more-marks = ▲▼は、この確認結果の時刻に近い取引{ $marked }件だけに付けています。この図の時間帯には、この口座の取引がほかに{ $count }件あります。
charts-alt = { $symbol }の価格の図。{ $from }から{ $to }まで、安値{ $low }、高値{ $high }。この口座の取引{ $count }件の印があります。
charts-note = 市場データは、その時刻に取引された価格の幅を示すものです。なぜその価格になったか、だれが動かしたかは示しません。

exhibits-heading = 証拠資料
exhibits-intro = 調べた資料と、ファイルの中身から計算した値（SHA-256）です。ファイルが少しでも変わると、この値も変わります。
exhibits-empty = 資料はありませんでした。
exhibit-name = ファイル名
exhibit-of = 取り出し元
exhibit-format = 形式
exhibit-rows = 読み取った行数
exhibit-period = 期間
exhibit-zone = タイムゾーン
exhibit-zone-value = { $zone }（{ $from }による）
exhibit-grade = 入手経路の区分
exhibit-sha256 = SHA-256
exhibit-size = 大きさ
exhibit-size-value = { $count }バイト
exhibit-corroborated = 同じ内容を示す資料
exhibit-copy = 添付する写し
copy-masked = 秘密の情報や個人番号（マイナンバー）が書かれていたため、その部分を伏せた写しを添えています。元のファイルは本人が保管しています。
copy-masked-picture = 秘密の情報や個人番号（マイナンバー）が写っていたため、その行を塗りつぶし、撮影情報を取り除いた写しを添えています。元の画像は本人が保管しています。
copy-masked-workbook = 秘密の情報や個人番号（マイナンバー）が書かれていたため、その部分を伏せてCSVに書き直した写しを添えています。元のファイルは本人が保管しています。
copy-withheld = 写しは添えていません。このファイルの中に、秘密の情報や個人番号（マイナンバー）が含まれているためです。元のファイルは本人が保管しています。
copy-unsearched = 元のままの写しです。秘密の情報や個人番号（マイナンバー）が含まれているかどうかは、調べられませんでした。
grades-heading = 入手経路の区分（A〜D）の意味
users-mixed = 記録には複数の口座のものが含まれていて、どの口座のものか区別できない行があります。そのため、これまでの使い方や残高と比べた結果は「可能性」としてだけ示し、残高の計算は行っていません。
users-note = 記録に書かれているユーザーID（UID）：{ $users }

checks-heading = 行った確認と、行えなかった確認
checks-intro = 「該当なし」は、調べた資料の中に該当する記録が見つからなかった、という意味です。問題がないという意味ではありません。
checks-run = 行った確認
checks-not-run = 行えなかった確認
col-check = 確認項目
col-result = 結果
col-why = 行えなかった理由
checks-found = { $count }件
checks-silent = 該当なし
checks-none-run = 行えた確認はありませんでした。
checks-all-run = 行えなかった確認はありませんでした。
left-out-heading = 件数が多く、一部だけを調べた確認
left-out-exports_compared = 同じ期間の記録どうしの突き合わせ：{ $count }組は、1行ずつの比較をしていません。
left-out-steps_before_withdrawal = 出金前の交換や売買：1回の出金につき、直前の交換2,000件と取引2,000件までを調べました。調べていないものが、最も多い出金で{ $count }件あります。
left-out-withdrawals_weighed = 資産の大部分の出金：新しい出金から調べました。それより前の{ $count }件は調べていません。
left-out-addresses_closely = 形式が合わないアドレス：{ $count }件は、どの文字が違うかまでは調べていません。
left-out-legs_named = 約定に対応する取引履歴の行：区別のつかない行が多いため、挙げていない行が、1つの約定で最大{ $count }行あります。
left-out-moments_told = 経緯：ほかに{ $count }件の出来事があり、この報告書と timeline.csv には載せていません。元の記録にはすべてあります。
left-out-trades_marked = 価格の図：この口座の取引のうち{ $count }件には、図に印を付けていません。元の記録にはすべてあります。
left-out-charts_drawn = 価格の図：ほかに{ $count }件の確認結果について、図を載せていません。

problems-heading = 読み取れなかった箇所と仮定
problems-intro = 読み取れなかったものと、仮定して読んだものの一覧です。読み取れなかったものは確認に使われていません。仮定して読んだものは、仮定のまま確認に使われています。
problems-empty = 読み取れなかった箇所、仮定して読んだ箇所はありませんでした。
problems-assumed = タイムゾーンの仮定
problems-by-kind = 種類ごとの数
col-count = 件数
col-problem = 内容
col-value = 書かれていたもの
col-where = 場所

limits-heading = この報告書では証明できないこと
limits-seal = SHA-256の値は、ファイルが変わっていないかを確かめるためのものです。タイムスタンプがある場合は、その時点までに存在していたことも示します。どちらも、内容が事実であることや、本物であることは示しません。
limits-source = 本人が用意した資料を、そのまま読み取ったものです。取引所の内部の記録とは照らし合わせていません。
limits-who = だれが操作したか、だれの責任かは述べていません。アドレスの持ち主も特定していません。
limits-recovery = 資産が戻る見込みについては述べていません。
limits-silence = ここに書かれていないことが、起きていないとは限りません。
limits-advice = 法律上の助言でも、売買の助言でもありません。

about-heading = 作成の記録
about-software = ソフトウェア
about-rules = 確認の規則（版）
about-schema = 結果の形式（版）
about-as_of = 基準の日時
about-as_of-note = 資料の中の最も新しい日時、または指定された日時です。印刷した日時ではありません。
about-zone = 時刻の表示
about-zone-value = { $zone }とUTC
about-font = PDFの書体
about-font-value = { $name }（SHA-256：{ $sha256 }）
about-font-none = 指定なし
about-same = 同じ資料を同じ版・同じ設定で調べると、まったく同じ報告書になります。
about-annex = 別添（CSV）
about-annex-value = timeline.csv（経緯）、transfers.csv（入出金）、addresses.csv（アドレス）、transaction_ids.csv（取引ID）、cited_rows.csv（根拠の行）、findings.csv（確認結果）、problems.csv（読み取れなかった箇所）、exhibits.csv（証拠資料）

# 別添の見出し
annex-time_local = 日時（本人のタイムゾーン）
annex-time_utc = 日時（UTC）
annex-kind = 種類
annex-detail = 内容
annex-amount = 数量
annex-in_finding = 確認結果に関わる
annex-cites = 資料・行
annex-direction = 向き
annex-asset = 通貨
annex-fee = 手数料
annex-network = ネットワーク
annex-address = アドレス
annex-memo = メモ・タグ
annex-txid = 取引ID（TXID）
annex-status = 状態
annex-exhibit = 資料
annex-line = 行
annex-code = コード
annex-cells = 行の中身
annex-no = 番号
annex-title = 確認結果
annex-severity = 急ぎの度合い
annex-confidence = 確からしさ
annex-limit = この結果だけでは分からないこと
annex-steps = 本人が行うこと
annex-name = ファイル名
annex-value = 書かれていたもの
annex-of = 取り出し元
annex-sha256 = SHA-256
annex-size = 大きさ（バイト）
annex-format = 形式
annex-format_key = 形式（記号）
annex-rows = 読み取った行数
annex-from_utc = はじめの日時（UTC）
annex-to_utc = おわりの日時（UTC）
annex-zone = タイムゾーン
annex-zone_from = タイムゾーンの根拠
annex-grade = 入手経路の区分
annex-copy = 添付する写し

# 公開の市場データの列
market-open_time = 開始時刻
market-open = 始値
market-high = 高値
market-low = 安値
market-close = 終値
market-volume = 出来高
market-close_time = 終了時刻
market-quote_volume = 売買代金
market-trades = 取引回数
market-buy_volume = 買い注文による出来高
market-buy_quote_volume = 買い注文による売買代金
market-trade_id = 取引番号
market-price = 価格
market-quantity = 数量
market-quote_quantity = 代金
market-time = 時刻
market-buyer_maker = 買い手の注文が先に出ていたか
market-best_match = 最良価格での約定か
market-first_id = 最初の取引番号
market-last_id = 最後の取引番号

# 入手経路の区分の理由
exhibit-grade-value = { $grade }（{ $why }）
origin-dkim_verified = 送信元のドメインの電子署名を、一緒に保全した鍵で計算し直して確かめました
origin-dkim_other_domain = 送信元とは別のドメインの署名しか確かめられませんでした
origin-dkim_broken = 署名と内容が一致しません。転送などで変わることもあります
origin-dkim_no_key = 署名はありますが、確かめるための鍵がありません
origin-dkim_weak = 署名の方式が古い、署名の範囲が足りないなどの理由で、確かめられません
origin-dkim_none = 送信元のドメインの署名がありません
origin-public_data = 公開されているデータで、だれでも取り直せます
origin-published_key = 公開されている鍵の記録です
origin-one_source = 入手元が1か所だけのファイルです
origin-picture = 画像、または画像から読み取った文字です
origin-typed = 手で入力された文章です
origin-not_recognised = 種類を見分けられなかったファイルです
