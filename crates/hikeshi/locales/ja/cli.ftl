# 画面(コンソール)の文。です・ます、短く、落ち着いて、責めない。

help = 火消し（取引所トラブルの初動支援）：手元の資料から状況報告書を作ります
help-examine = 取引所の履歴・メール・メモなどを調べ、状況報告書を作ります
help-demo = 架空の事案で、できあがりの見本を作ります
help-check = アドレス、リンク、メール、取引ID、メッセージなどが何で、何に気をつけるかを調べます（通信はしません）
help-check-thing = 調べるもの（指定しないときは標準入力から読みます。秘密の情報は入れないでください）
help-check-file = 調べるファイル：メール（.eml）または文章
help-check-lines = 標準入力の1行ごとに調べ、1行ずつ JSON を出力します。「ネットワーク名[TAB]アドレス」の行は、そのネットワークで正しいかを調べます
help-check-json = 機械で読める結果（JSON）を出力します
help-check-lang = 画面の言語：ja または en
help-check-chain = アドレスを使うネットワーク：BTC、ETH、BSC、TRX など
help-check-mail-server = 検査結果を信頼する受信サーバーの名前
help-check-code = 登録したフィッシング対策コード（結果には表示しません）
help-examine-paths = 調べるファイルまたはフォルダー（いくつでも）
help-out = 状況報告書を書き出すフォルダー
help-examine-out = 状況報告書を書き出すフォルダー（指定しないときは結果を画面に出すだけです）
help-demo-out = 見本を書き出すフォルダー（指定しないときは ./hikeshi-demo）
help-lang = 状況報告書の言語：ja、en、both（指定しないときは both）。ja と en は画面の言語にもなります
help-examine-json = 機械で読める結果（JSON）だけを出力します
help-examine-tz = お住まいの地域のタイムゾーン：Asia/Tokyo、+09:00 など（指定しないときはこのコンピューターの設定）
help-examine-zone = タイムゾーンが書かれていないファイルに使うタイムゾーン：Asia/Tokyo、+09:00 など
help-examine-as-of = 「現在」とみなす日時（指定しないときは、資料の中で最も新しい日時）
help-examine-answers = 質問への回答を書いたファイル（TOML）
help-font-dir = PDF に使う日本語フォントのあるフォルダー
help-examine-title = 報告書の表紙に書く件名

stage-intake = 資料を保全しています
stage-examine = 調べています
stage-dossier = 状況報告書を作っています

summary-title = 火消し（取引所トラブルの初動支援）
summary-made-up = これは架空の事案による見本です。実在の人物・口座・取引とは関係ありません。
summary-read = 読み込んだ資料：{ $exhibits }点、読み取った記録：{ $rows }件
console-found = わかったこと：{ $count }件（至急{ $critical }、要対応{ $warning }、参考{ $info }）
summary-critical = {"  "}【至急】{ $text }
summary-warning = {"  "}【要対応】{ $text }
summary-info = {"  "}【参考】{ $text }
summary-problems = 読み取れなかった箇所：{ $count }件
summary-more = {"  "}ほか{ $count }件
summary-not-run = 資料が足りないなどの理由で、行えなかった確認：{ $count }項目
summary-no-all-clear = ここに出ていないことも、問題がないという意味ではありません。
summary-stale = 最も新しい記録は{ $days }日前のものです。その後の動きがあれば、履歴をもう一度書き出して加えてください。
summary-place = 状況報告書：{ $dir }
summary-font = PDF のフォント：{ $family }
summary-no-out = 状況報告書を作るには、--out フォルダー名 を付けてもう一度実行してください。
summary-kept-back = 秘密の情報が見つかったため、元のファイルを書き出していない資料があります：{ $ids }

font-missing = 日本語フォントが見つからないため、PDF は作っていません。同じ内容の HTML があります。
font-advice-linux = フォントを入れてもう一度実行してください。Debian・Ubuntu では：sudo apt-get install fonts-morisawa-bizud-gothic
font-advice-macos = https://fonts.google.com/specimen/BIZ+UDPGothic の BIZ UDPGothic をインストールしてから、もう一度実行してください。
font-advice-windows = 設定 →「オプション機能」から「日本語補助フォント」を追加してから、もう一度実行してください。

demo-title = 【見本】夜間の出金について

readme-made-up =
    【見本】このフォルダーの内容はすべて架空です。実在の人物・口座・取引とは関係ありません。
readme = 火消し（取引所トラブルの初動支援）の状況報告書
readme-dossier-ja-pdf = 状況報告書（印刷・提出用）
readme-dossier-ja-html = 同じ内容をブラウザーで読むためのもの
readme-dossier-en-pdf = 英語版（印刷・提出用）
readme-dossier-en-html = 英語版をブラウザーで読むためのもの
readme-annex = アドレス・取引ID・根拠の行などの一覧（CSV）
readme-exhibits = 資料の写し。番号は報告書の「資料」の番号と同じです
readme-SHA256SUMS = 写しのハッシュ値。「sha256sum --check SHA256SUMS」で照合できます
readme-findings-json = 機械で読める結果
readme-kept-back =
    次の資料には、パスワードや秘密鍵などの秘密の情報、または個人番号（マイナンバー）が含まれていました。
    その部分を伏せた写し（redacted.txt または redacted.csv）だけを入れるか、写しを入れていません。
    元のファイルは元の場所に残っています。消さずに保管してください。
readme-unsearched =
    次の資料は、秘密の情報が含まれていないかを調べられませんでした（写真・PDFなど）。
    写しは元のまま入っています。ほかの人に渡す前に、中身を確かめてください。
readme-seal =
    ハッシュ値で分かるのは、写しがその後変わっていないことだけです。
    資料の内容が事実かどうか、本物かどうかは分かりません。

err-answers-unreadable = 回答のファイルを開けませんでした：{ $subject }
rec-answers-unreadable = ファイルの場所と名前を確かめてください。
err-bad-as-of = 日時として読めませんでした：{ $subject }
rec-bad-as-of = 2026-03-02T09:00:00+09:00 または 2026-03-02 の形で指定してください。
err-bad-zone = タイムゾーンとして読めませんでした：{ $subject }
rec-bad-zone = Asia/Tokyo や +09:00 の形で指定してください。
err-console = 画面に書き出せませんでした。
rec-console = 出力先を確かめて、もう一度実行してください。
err-disk-full = 空き容量が足りません：{ $subject }
rec-disk-full = 空きを作るか、--out で別の場所を指定してください。書きかけのものは残していません。
err-nothing-opened = 開ける資料が1つもありませんでした。
rec-nothing-opened = ファイルの場所と名前、読み取りの権限を確かめてください。
err-out-changed-files = 前回の状況報告書のファイルが、作成後に変更されています：{ $subject }
rec-out-changed-files = 残しておきたいファイルを別の場所へ移すか、--out で別のフォルダーを指定してください。何も消していません。
err-out-foreign-files = 前回の状況報告書のフォルダーに、別のファイルが加えられています：{ $subject }
rec-out-foreign-files = そのファイルを別の場所へ移すか、--out で別のフォルダーを指定してください。何も消していません。
err-out-not-empty = 書き出し先のフォルダーが空ではありません：{ $subject }
rec-out-not-empty = 新しいフォルダー名を --out で指定してください。何も消していません。
err-out-not-a-folder = 書き出し先がフォルダーではありません：{ $subject }
rec-out-not-a-folder = フォルダー名を --out で指定してください。
err-vault = 資料を保全できませんでした：{ $subject }
rec-vault = 一時フォルダーの空き容量と書き込みの権限を確かめて、もう一度実行してください。お手元の資料はそのままです。
err-write = 書き出せませんでした：{ $subject }
rec-write = 書き込みの権限を確かめ、開いている PDF などを閉じてから、もう一度実行してください。書きかけのものは残していません。
