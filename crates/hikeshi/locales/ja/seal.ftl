# 保全・提出用一式・タイムスタンプに関する文。

err-bundle = 提出用一式を作れませんでした：{ $subject }
rec-bundle = 空き容量と書き込みの権限を確かめて、もう一度実行してください。お手元の資料は変わっていません。
err-bundle-broken = 保全したときと異なる点があるため、ここで止めました：{ $subject }
rec-bundle-broken = hikeshi verify で、どこが異なるかを確かめられます。
err-bundle-unreadable = 提出用一式として開けませんでした：{ $subject }
rec-bundle-unreadable = フォルダーまたは zip ファイルを指定しているかを確かめてください。
err-case-damaged = 事案の中の資料が、欠けているか変わっています：{ $subject }
rec-case-damaged = この事案には、これ以上書き込まないでください。控えがあれば、hikeshi case restore で戻せます。
err-case-encrypted = パスフレーズで守られた事案では、この操作はできません。
rec-case-encrypted = hikeshi examine に --case を付けて、事案のまま調べてください。
err-case-in-doubt = 最後の書き込みが残ったかどうかを確かめられませんでした。
rec-case-in-doubt = もう一度開くと分かります。受け付けたと表示されたものは残っています。
err-case-locked = ほかで使われています：{ $subject }
rec-case-locked = そちらを閉じてから、もう一度実行してください。
err-case-name = 事案の名前に使えない文字があります：{ $subject }
rec-case-name = 半角の英数字と「-」「_」「.」で付けてください。
err-case-newer = 新しい版の Hikeshi で作られた事案です：{ $subject }
rec-case-newer = 新しい版で開いてください。中身には触れていません。
err-case-none = 事案のフォルダーではありません：{ $subject }
rec-case-none = 場所を確かめるか、hikeshi case new で新しく作ってください。
err-case-not-encrypted = この事案は、パスフレーズで守られていません。
rec-case-not-encrypted = 中身を暗号化するには、hikeshi case new に --encrypt を付けて新しい事案を作り、資料を加えてください。
err-case-older = 古い形式の事案です：{ $subject }
rec-case-older = hikeshi case migrate で新しい形式にできます。移す前とあとに、すべてを照合します。
err-case-outside = 資料は保全しましたが、事案の外に置く控え（チェックポイント）を書けませんでした。
rec-case-outside = データフォルダーの空き容量と権限を確かめてください。次に書き込んだときに、控えも書き直します。
err-case-rolled-back = 以前に控えた記録より前の状態に戻っています：{ $subject }
rec-case-rolled-back = 古い控えに戻したのであれば、新しいほうを使ってください。新しいほうを失ったときは、hikeshi case restore に --older を付けると戻せます。心当たりがなければ、この事案には書き込まないでください。
err-key-missing = 署名の鍵がありません。{ $subject }
rec-key-missing = 鍵をなくしたときは、hikeshi case new-key で新しい鍵に替えられます。以前の署名は、そのまま確かめられます。
err-key-other = この事案の鍵ではありません。
rec-key-other = 別のコンピューターで作った事案であれば、hikeshi case new-key で、このコンピューターの鍵に替えられます。以前の署名は、そのまま確かめられます。
err-no-data-folder = 鍵や設定を置く場所が分かりません。
rec-no-data-folder = --data で場所を指定してください。
err-no-randomness = 鍵を作るための乱数を、システムから得られませんでした。
rec-no-randomness = しばらくしてから、もう一度実行してください。
err-no-such-exhibit = この番号の資料はありません：{ $subject }
rec-no-such-exhibit = hikeshi case show で番号を確かめてください。
err-passphrase = パスフレーズがないか、違っています。
rec-passphrase = もう一度入力するか、--passphrase-file でファイルを指定してください。忘れた場合、中身を取り出す方法はありません。
err-passphrase-differs = 二回の入力が一致しませんでした。
rec-passphrase-differs = 何も変わっていません。もう一度実行してください。
err-settings = 設定を読み取れません：{ $subject }
rec-settings = ファイルを直すか、別の場所に移してから、もう一度実行してください。
err-stamp-none = タイムスタンプは増えていません。使えるものを受け取れなかった依頼先：{ $subject }
rec-stamp-none = 理由は上に表示しています。原因を直してもう一度実行するか、別の依頼先を指定してください。
err-unknown-authority = この名前の依頼先はありません：{ $subject }
rec-unknown-authority = hikeshi stamp --list で名前を確かめてください。URL が空の依頼先は、契約して URL を書き入れると使えます。

help-verify = 提出用一式が、保全したときのままかを確かめます
help-verify-bundle = 提出用一式のフォルダーまたは zip ファイル
help-verify-json = 結果を JSON で標準出力に出します
help-verify-trust = タイムスタンプの発行元から入手した証明書（PEM）のファイル、またはそのフォルダー
help-verify-checkpoint = 別に受け取ったチェックポイントのファイル
help-verify-vkey = 署名に使われたはずの鍵
help-verify-examine = 一式の資料をもう一度調べ、findings.json と一致するかも確かめます
help-stamp = 提出用一式にタイムスタンプを付けます
help-stamp-bundle = 提出用一式の zip ファイルまたはフォルダー（省くと、送れずにいるものを送ります）
help-stamp-authority = 依頼先の名前。いくつでも指定できます（指定しない限り、どこにも送りません）
help-stamp-list = 依頼先の一覧を表示します
help-stamp-forget = 送れずにいるもののうち、この一式の分を取り消します（省くと、なくなった一式の分を取り消します）
help-stamp-upgrade = 確定を待っている OpenTimestamps の証明を、依頼先に問い合わせて確定させます
help-stamp-block-header = ビットコインのブロックヘッダー（高さ=16進160文字）。ブロックエクスプローラーなどで調べたもの
help-stamp-json = 結果を JSON で標準出力に出します
help-case = 続けて使う事案を作り、資料を加え、提出用一式を作ります
help-case-new = 空のフォルダーに事案を作ります
help-case-add = 資料を事案に加えます
help-case-show = 事案の資料と取扱記録を表示します
help-case-export = 提出用一式を作ります
help-case-hold = 資料に「消去しない」という記録を付けます
help-case-release = 「消去しない」という記録を解除します
help-case-backup = 事案の控えを作り、すべて照合します
help-case-restore = 控えから事案を戻し、すべて照合します
help-case-check = 事案の資料が保全したときのままかを確かめます
help-case-new-key = 署名の鍵を新しいものに替えます
help-case-passphrase = 事案のパスフレーズを替えます
help-case-new-passphrase-file = 新しいパスフレーズを書いたファイル
help-case-receipt = 提出用一式を渡したことを記録します
help-case-recipient = 渡す相手
help-case-export-receipt = 相手の受付番号など
help-case-receipt-receipt = 相手の受付番号など
help-case-receipt-bundle = 渡した提出用一式（ハッシュ値を記録します）
help-case-note = そのほかに残しておくこと
help-case-migrate = 古い形式の事案を新しい形式にします
help-case-json = 結果を JSON で標準出力に出します
help-case-dir = 事案のフォルダー
help-case-name = 事案の名前（半角の英数字と - _ .）
help-case-encrypt = 事案の中身をパスフレーズで暗号化します
help-case-paths = 加えるファイルまたはフォルダー（いくつでも）
help-case-from = 控えのフォルダー
help-case-to = 作る場所（まだないか、空のフォルダー）
help-case-older = 新しいほうの事案を失ったため、古い控えを使います
help-case-out = 作る一式（.zip、またはまだないフォルダー）
help-case-exhibit = 資料の番号（例：E-0001）
help-case-reason = 理由
help-case-witness = 立ち会った人
help-case-whole = 秘密の情報があっても、元のまま入れる資料の番号
help-data = 鍵・設定・控えを置くフォルダー
help-passphrase-file = パスフレーズを書いたファイル
help-actor = 記録に残す、操作した人の名前（実名でなくてもよい）
help-examine-bundle = 提出用一式を作ります（.zip、またはまだないフォルダー）
help-examine-case = 資料を加えて調べる事案のフォルダー

bundle-made = 提出用一式：{ $place }
bundle-key-own = あなたの鍵で署名しました（{ $key }）。
bundle-key-ephemeral = この一式のためだけの鍵で署名しました。署名の後に変わっていないことは示せますが、だれが作ったかは示せません。
bundle-unstamped = タイムスタンプはまだありません。いつからあったかを第三者に示すには：hikeshi stamp { $place } --authority 名前
bundle-withheld = 秘密の情報が含まれるため、元のファイルを入れていない資料：{ $ids }（元のファイルのハッシュ値は入っています。個人番号や暗証番号のような短いものは、そこから推測される恐れがあります）
bundle-unsearched = 中に秘密の情報がないかを調べきれず、そのまま入れた資料：{ $ids }（画像、PDF、一部しか展開できなかった圧縮ファイルなど）。渡す前に、ご自身で確かめてください。
passphrase-ask = パスフレーズ：
passphrase-new = 新しいパスフレーズ：
passphrase-again = もう一度：

verify-examined-same = 資料をもう一度調べた結果は、findings.json と一致しました。
verify-examined-other = 資料をもう一度調べた結果は、findings.json と一致しませんでした。
verify-examined-rules = この一式は、別の版の規則（{ $theirs }）で調べられています。こちらの版は { $ours } です。結果が違っても、書き換えられたことを意味しません。
verify-examined-withheld = 元のファイルが入っていない資料があるため、もう一度調べることはできません：{ $ids }
verify-examined-missing = findings.json か、調べたときの条件の記録がないため、もう一度調べることはできません。

stamp-list-head = 依頼先の一覧（--authority で名前を指定したときだけ、送信します）
stamp-list-row = {"  "}{ $name }  { $operator }{ $accredited ->
        [none] {""}
       *[other] {"、"}{ $accredited }
    }
stamp-list-url = {"    "}{ $url ->
        [none] URL が設定されていません
       *[other] { $url }
    }
stamp-list-note = {"    "}{ $note }
stamp-list-source = {"    "}出典：{ $source }（{ $seen } に確認）
stamp-gives-away = 送るのは、一式のファイル一覧（tagmanifest-sha256.txt）のハッシュ値だけです。送り先には、このコンピューターの IP アドレスも伝わります。
stamp-asking = 送信します：{ $name }（{ $url }）
stamp-made = { $name }：{ $at } の時刻でタイムスタンプを付けました。
stamp-made-unproven = { $name }：{ $at } とするタイムスタンプを受け取りました。この依頼先の証明書が設定にないため、まだ証明とはいえません。
stamp-pending = { $name }：受け付けられました。ビットコインのブロックに記録されるまで、数時間かかります。
stamp-complete = { $name }：ブロック { $height } に記録されました。
stamp-still-pending = { $name }：まだ記録されていません。数時間おいて、もう一度 --upgrade を付けて実行してください。
stamp-failed = { $name }：受け取れませんでした（{ $why }）。
stamp-queued = 送れなかったものは控えました。インターネットにつながるときに hikeshi stamp を実行すると、もう一度送ります。
stamp-queue-empty = 送れずにいるものはありません。
stamp-gone = { $name }：一式が見つかりません：{ $place }（hikeshi stamp --forget で、控えから消せます）
stamp-forgot = 控えから消しました：{ $name }、{ $place }
stamp-forgot-none = 控えから消すものはありませんでした。
stamp-there = { $name }：すでに付いています。

case-made = 事案を作りました：{ $place }
case-key-made = 署名の鍵は { $place } にあります。控えを取っておくと、別のコンピューターでも続けられます。
case-added = { $fresh }件の資料を保全しました。
case-known = { $known }件は、すでに同じものがあります。
case-head = 事案 { $name }（資料 { $exhibits }件、取扱記録 { $events }件）
case-row = {"  "}{ $id }  { $grade }  { $name }{ $held ->
        [yes] {"　（消去しない）"}
       *[other] {""}
    }
case-held = 記録しました：{ $id }
case-copied = 控えを作り、すべて照合しました：{ $place }
case-restored = 控えから戻し、すべて照合しました：{ $place }
case-intact = すべて、保全したときのままです（資料 { $exhibits }件）。
case-broken = 保全したときと異なる資料があります。
case-broken-row = {"  "}{ $id }　{ $name }：{ $what ->
        [missing] ありません
        [changed] 変わっています
       *[other] 読み取れません
    }
case-new-key = 新しい鍵に替えました。以前の署名は、そのまま確かめられます。
case-passphrase-changed = パスフレーズを替えました。以前に作った控えは、前のパスフレーズで開きます。
case-handed-over = 渡したことを記録しました：{ $name }
case-recovered = 前回、途中で終わった書き込みを片付けました（受け付けたと表示したものは、残っています）。
case-migrated = 新しい形式にし、すべて照合しました：{ $place }
stamp-header = { $name }：ヘッダーの時刻は { $at } です。ブロックのハッシュ値を、ブロックエクスプローラーの表示と見比べてください：{ $hash }

help-keys = メールの署名を確かめる鍵を取り寄せます（--from を付けない限り、どこにも問い合わせません）
help-keys-paths = メールのファイル、またはそれを含むフォルダー
help-keys-from = 問い合わせ先（HTTPS で DNS に答える窓口の URL。例：https://dns.google/resolve）
help-keys-out = 鍵を置くフォルダー。調べる資料と一緒に渡してください
keys-none = 署名のあるメールはありませんでした。
keys-would-ask = 問い合わせるのは、次の名前です。--from と --out を付けると、実際に問い合わせます。問い合わせ先には、どの送信元のメールを持っているかが伝わります。
keys-gives-away = { $url } に問い合わせます。どの送信元の鍵を調べたかが、問い合わせ先と送信元のドメインの管理者に伝わることがあります。問い合わせ先には、このコンピューターの IP アドレスも伝わります。
keys-asking = 問い合わせ：{ $name }
keys-kept = { $name }：取り寄せました（{ $place }）
keys-failed = { $name }：取り寄せられませんでした（{ $why }）
