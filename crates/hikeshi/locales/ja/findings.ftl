# 確認結果(finding)。番号ごとに、a・b・c の順で、事実がそろう最初の文を使う。

finding-withdrawal_to_new_address-title = 使ったことのない送金先への出金
finding-withdrawal_to_new_address-1a = { $span }に、これまでの記録にない送金先へ{ $count }件、合計{ $total }が出金されました。
finding-withdrawal_to_new_address-1b = { $at }に、これまでの記録にない送金先へ{ $money }が出金されました。
finding-withdrawal_to_new_address-1c = これまでの記録にない送金先への出金があります。
finding-withdrawal_to_new_address-2a = 送金先は{ $address }（{ $network }）です。
finding-withdrawal_to_new_address-2b = 送金先は{ $address }です。
finding-withdrawal_to_new_address-3a = 注意すべきと判断した理由：{ $because }。
finding-withdrawal_to_new_address-4a = 出金額は、その時点の同じ通貨の残高の約{ $share_percent }%にあたります。

finding-account_drained-title = 資産の大部分が短時間に口座の外へ
finding-account_drained-1a = { $span }に、{ $money }が口座の外へ出ています。
finding-account_drained-1b = { $from }に、{ $money }が口座の外へ出ています。
finding-account_drained-1c = 24時間以内に、資産の大部分が口座の外へ出ています。
finding-account_drained-2a = { $by ->
        [value] 最後の取引価格で数えて、口座の資産の約{ $share_percent }%にあたります。
       *[count] 保有していた通貨の種類で数えて、約{ $share_percent }%にあたります。
    }
finding-account_drained-3a = 送金先は{ $address }です。

finding-conversion_before_withdrawal-title = 出金の前に、保有資産が1つの通貨に集められた
finding-conversion_before_withdrawal-1a = { $span }に、{ $converted }が{ $asset }に換えられました。
finding-conversion_before_withdrawal-1b = 出金の前の1時間に、複数の保有資産が{ $asset }に換えられました。
finding-conversion_before_withdrawal-1c = 出金の前の1時間に、複数の保有資産が1つの通貨に換えられました。
finding-conversion_before_withdrawal-2a = 受け取った{ $money }は、その後{ $address }へ出金されています。
finding-conversion_before_withdrawal-2b = 換えて受け取った量は{ $money }です。

finding-forced_losing_trades-title = 高く買って安く売る取引のくり返し
finding-forced_losing_trades-1a = { $span }に、{ $symbol }で、買ってすぐ安く売る取引が{ $count }回くり返されています。
finding-forced_losing_trades-1b = { $symbol }で、買ってすぐ安く売る取引がくり返されています。
finding-forced_losing_trades-1c = 同じ銘柄で、買ってすぐ安く売る取引がくり返されています。
finding-forced_losing_trades-2a = この往復で減った額は、合わせて{ $loss }です。
finding-forced_losing_trades-3a = 買ってから売るまでの時間は、中央値で{ $holding }です。

finding-trade_burst-title = いつもと違う、急な取引の集中
finding-trade_burst-1a = { $span }に取引が集中しています。最も多い10分間の取引は{ $count }件です。
finding-trade_burst-1b = 最も多い10分間に、{ $count }件の取引があります。
finding-trade_burst-1c = 短い時間に取引が集中しています。
finding-trade_burst-2a = 1分あたり最大{ $per_minute }件でした。この口座のふだんの多い時間帯は、1分あたり{ $usual }件です。
finding-trade_burst-3a = 銘柄：{ $symbol }。

finding-first_trade_in_symbol-title = 初めての銘柄の取引
finding-first_trade_in_symbol-1a = { $at }に、これまでの記録にない銘柄{ $symbol }が初めて取引されました（{ $side }）。
finding-first_trade_in_symbol-1b = これまでの記録にない銘柄{ $symbol }が取引されました。
finding-first_trade_in_symbol-1c = これまでの記録にない銘柄が取引されました。

finding-withdrawal_rejected-title = 完了しなかった出金
finding-withdrawal_rejected-1a = { $at }の{ $money }の出金は完了していません（記録上の状態：「{ $status }」）。
finding-withdrawal_rejected-1b = { $money }の出金は完了していません。
finding-withdrawal_rejected-1c = 完了していない出金があります。
finding-withdrawal_rejected-2a = 記録に書かれている理由：「{ $reason }」。
finding-withdrawal_rejected-2b = 理由は、お預かりした記録には書かれていません。
finding-withdrawal_rejected-3a = 指定されていた送金先は{ $address }（{ $network }）です。

finding-withdrawal_delayed-title = 完了していない出金（通常より長い待ち時間）
finding-withdrawal_delayed-1a = { $at }の{ $money }の出金は、記録の時点で「{ $status }」のままです。
finding-withdrawal_delayed-1b = { $money }の出金が、まだ完了していません。
finding-withdrawal_delayed-1c = まだ完了していない出金があります。
finding-withdrawal_delayed-2a = 待ち時間は{ $waiting }です。このネットワークの通常の目安は{ $usual_wait }です。
finding-withdrawal_delayed-2b = 待ち時間は{ $waiting }です。
finding-withdrawal_delayed-3a = 取引ID（TXID）：{ $txid }
finding-withdrawal_delayed-3b = 取引ID（TXID）は、まだ記録にありません。

finding-deposit_pending-title = 口座に反映されていない入金
finding-deposit_pending-1a = { $at }の{ $money }の入金は、記録の時点で口座に反映されていません。
finding-deposit_pending-1b = { $money }の入金が、記録の時点で口座に反映されていません。
finding-deposit_pending-1c = 記録の時点で口座に反映されていない入金があります。
finding-deposit_pending-2a = { $stage ->
        [no_txid] いまの段階：取引ID（TXID）がありません。まず送る側に、送信されたかどうかとTXIDの確認が必要です。
        [on_chain] いまの段階：ブロックチェーンには載っています。次に必要なのは、取引所が定める承認数に達することです。
        [credited_locked] いまの段階：入金は受け付けられ、まだ使えない状態です。次に必要なのは、引き出しに必要な承認数に達することです。
        [awaiting_answer] いまの段階：取引所が、送付人などの情報の回答を待っています。回答は公式アプリの中で行います。
       *[unknown] いまどの段階にあるかは、お預かりした記録からは分かりません。
    }
finding-deposit_pending-3a = 記録にある承認数は{ $confirmations }です。
finding-deposit_pending-4a = 取引ID（TXID）：{ $txid }

finding-deposit_missing_memo-title = メモ・タグの付いていない入金
finding-deposit_missing_memo-1a = { $at }の{ $money }の入金（{ $network }）には、必要なメモ（タグ）が記録されていません。
finding-deposit_missing_memo-1b = { $money }の入金には、必要なメモ（タグ）が記録されていません。
finding-deposit_missing_memo-1c = メモ（タグ）の必要な入金に、その記録がありません。
finding-deposit_missing_memo-2a = 取引ID（TXID）：{ $txid }

finding-address_lookalike-title = 以前の宛先とよく似た、別の送金先
finding-address_lookalike-1a = { $at }の{ $money }の送金先は、以前使った宛先と見た目がよく似ていますが、別のアドレスです。
finding-address_lookalike-1b = 送金先の1つは、以前使った宛先と見た目がよく似ていますが、別のアドレスです。
finding-address_lookalike-2a = 先頭の{ $prefix }文字と末尾の{ $suffix }文字が同じです。偶然そうなる割合は、おおよそ{ $chance }です。
finding-address_lookalike-2b = 先頭の{ $prefix }文字と末尾の{ $suffix }文字が同じです。
finding-address_lookalike-3a = 送金先は{ $address }、似ている以前の宛先は{ $resembles }です。
finding-address_lookalike-4a = このアドレスからは、{ $dust_at }にごく少額の入金がありました。履歴からの写し間違いを誘う手口（アドレスポイズニング）で見られる形です。

finding-address_invalid-title = 形式の正しくないアドレス
finding-address_invalid-1a = 記録にあるアドレスは、{ $network }のアドレスの決まりに合いません（{ $reason }）。
finding-address_invalid-1b = 記録にあるアドレスは、指定されたネットワークの決まりに合いません。
finding-address_invalid-2a = 対象のアドレスは{ $address }です。
finding-address_invalid-3a = { $near }文字目のあたりをご確認ください。
finding-address_invalid-4a = { $at }の{ $money }の記録に使われています。
finding-address_invalid-4b = { $money }の記録に使われています。

finding-wrong_network-title = アドレスとネットワークの食い違い
finding-wrong_network-1a = 記録では{ $network }が指定されていますが、このアドレスは{ $valid_on }の形式です。
finding-wrong_network-1b = 指定されたネットワークと、アドレスの形式が一致しません。
finding-wrong_network-2a = 対象のアドレスは{ $address }です。
finding-wrong_network-3a = { $at }の{ $money }の記録に使われています。
finding-wrong_network-3b = { $money }の記録に使われています。

finding-order_mistake-title = いつもと大きく違う注文
finding-order_mistake-1a = { $what ->
        [price] { $at }の{ $symbol }の注文（{ $side }）は、価格がふだんと大きく違います。
        [side] { $at }の{ $symbol }の注文は、売買の向きが本人の意図と逆です（記録は{ $side }）。
       *[quantity] { $at }の{ $symbol }の注文（{ $side }）は、数量がふだんと大きく違います。
    }
finding-order_mistake-1b = { $symbol }に、ふだんと大きく違う注文があります。
finding-order_mistake-1c = ふだんと大きく違う注文があります。
finding-order_mistake-2a = 価格は{ $price }、この口座のふだんの価格は{ $usual_price }です。
finding-order_mistake-2b = 数量は{ $amount }、この口座のふだんの数量は{ $usual }です（約{ $times }倍）。
finding-order_mistake-2c = 数量は{ $amount }、この口座のふだんの数量は{ $usual }です。
finding-order_mistake-3a = 記録上の状態は「{ $status }」です。

finding-fill_off_market-title = 市場の値幅から外れた約定
finding-fill_off_market-1a = { $at }の{ $symbol }の約定価格は{ $price }でした。同じ{ $by ->
        [second] 1秒
       *[minute] 1分
    }の市場の値幅は{ $low }〜{ $high }です。
finding-fill_off_market-1b = { $symbol }に、その時刻の市場の値幅から外れた約定があります。
finding-fill_off_market-1c = その時刻の市場の値幅から外れた約定があります。
finding-fill_off_market-2a = 市場との差は{ $difference_bp }ベーシスポイント（{ $percent }%）、金額では{ $loss }です。
finding-fill_off_market-2b = 市場との差は{ $difference_bp }ベーシスポイント（{ $percent }%）です。

finding-order_not_filled-title = 約定しなかった注文
finding-order_not_filled-1a = { $at }の{ $symbol }の注文（{ $side }、価格{ $price }）は、約定していません（記録上の状態：「{ $status }」）。
finding-order_not_filled-1b = { $symbol }の注文が約定していません。
finding-order_not_filled-1c = 約定していない注文があります。
finding-order_not_filled-2a = { $reached ->
        [reached] 市場価格は注文の価格に達していました（その間の値幅：{ $low }〜{ $high }、達した範囲の出来高：{ $volume }）。
        [not_reached] 市場価格は注文の価格に達していませんでした（その間の値幅：{ $low }〜{ $high }）。
       *[unknown] 市場価格が注文の価格に達したかどうかは、お預かりした記録からは分かりません。
    }
finding-order_not_filled-2b = { $reached ->
        [reached] 市場価格は注文の価格に達していました。
        [not_reached] 市場価格は注文の価格に達していませんでした。
       *[unknown] 市場価格が注文の価格に達したかどうかは、お預かりした記録からは分かりません。
    }
finding-order_not_filled-3a = 発動価格は{ $trigger }です。

finding-liquidation-title = 強制決済などの記録
finding-liquidation-1a = { $span }に、強制決済・追証・自動減額（ADL）の記録が{ $count }件あります。
finding-liquidation-1b = { $from }に、強制決済・追証・自動減額（ADL）の記録があります。
finding-liquidation-1c = 強制決済・追証・自動減額（ADL）の記録があります。
finding-liquidation-2a = 残高の動きは{ $money }です。
finding-liquidation-3a = 銘柄：{ $symbol }。

finding-hold_running-title = 出金などの一時停止の期間
finding-hold_running-1a = { $from }の変更（{ $reason }）により、{ $hours }時間の停止があります。終わる時刻は{ $to }です。
finding-hold_running-1b = { $hours }時間の停止があります。終わる時刻は{ $to }です。
finding-hold_running-1c = 出金などの一時停止の記録があります。

finding-platform_outage-title = 取引所の障害の時間帯
finding-platform_outage-1a = この口座で失敗した操作{ $count }件が、取引所の障害の時間帯（{ $span }）に入っています。
finding-platform_outage-1b = { $span }に、取引所の障害の記録があります。
finding-platform_outage-1c = { $from }から、取引所の障害の記録があります。
finding-platform_outage-1d = 取引所の障害の記録があります。
finding-platform_outage-2a = 障害の根拠：{ $reason }。

finding-balance_gap-title = 記録の数が合わない箇所
finding-balance_gap-1a = { $reason ->
        [below_zero] { $asset }の残高が、{ $at }の行で計算上マイナスになります（差は{ $gap_money }）。
        [missing_in_statement] 個別の履歴にある{ $asset }の動きが、取引履歴に見あたりません（差は{ $gap_money }、最初は{ $at }）。
        [exports_disagree] 同じ期間の2つの記録で、{ $asset }の数が合いません（差は{ $gap_money }、最初は{ $at }）。
       *[other] { $asset }の記録の数が合いません（差は{ $gap_money }、最初は{ $at }）。
    }
finding-balance_gap-1b = { $reason ->
        [below_zero] { $asset }の残高が、計算上マイナスになります。
        [missing_in_statement] 個別の履歴にある{ $asset }の動きが、取引履歴に見あたりません。
        [exports_disagree] 同じ期間の2つの記録で、{ $asset }の数が合いません。
       *[other] { $asset }の記録の数が合いません。
    }
finding-balance_gap-1c = 記録の数が合わない箇所があります。
finding-balance_gap-2a = 記録に抜けがある、期間の途中から始まっている、などの場合にも起こります。

finding-security_change-title = セキュリティ設定の変更
finding-security_change-1a = { $at }に、セキュリティ設定の変更の記録があります：{ $reason }。
finding-security_change-1b = セキュリティ設定の変更の記録があります：{ $reason }。
finding-security_change-1c = セキュリティ設定の変更の記録があります。
finding-security_change-2a = { $before_money ->
        [yes] この変更の後に、お金の動きがあります。
       *[no] この変更の後に、お金の動きは見つかっていません。
    }

finding-unknown_login-title = 見覚えのないログイン
finding-unknown_login-1a = { $at }に、本人の記録または説明では見覚えのないログインがあります（場所：{ $place }、端末：{ $device }）。
finding-unknown_login-1b = { $at }に、本人の記録または説明では見覚えのないログインがあります。
finding-unknown_login-1c = 本人の記録または説明では見覚えのないログインがあります。
finding-unknown_login-2a = 記録にあるIPアドレスは{ $address_ip }です。

finding-account_restricted-title = 口座の制限・審査の通知
finding-account_restricted-1a = { $at }に、取引所から口座についての通知があります：{ $reason }。
finding-account_restricted-1b = 取引所から口座についての通知があります：{ $reason }。
finding-account_restricted-1c = 取引所から、口座の制限についての通知があります。
finding-account_restricted-2a = 通知の言葉：「{ $quoted }」

finding-mail_spoofed-title = 差出人を装った疑いのあるメール
finding-mail_spoofed-1a = { $at }のメール「{ $subject }」は、{ $brand }を名乗っていますが、そう確認できない点があります。
finding-mail_spoofed-1b = { $brand }を名乗るメールに、そう確認できない点があります。
finding-mail_spoofed-1c = 取引所を名乗るメールに、そう確認できない点があります。
finding-mail_spoofed-2a = 確認できない点：{ $spoof }。
finding-mail_spoofed-3a = 表示された差出人は{ $sender }です。

finding-url_imitates_exchange-title = 取引所に似せたリンク
finding-url_imitates_exchange-1a = { $brand }に似せたリンクが{ $count }か所にあります。
finding-url_imitates_exchange-1b = { $brand }に似せたリンクがあります。
finding-url_imitates_exchange-1c = 取引所に似せたリンクがあります。
finding-url_imitates_exchange-2a = リンクは{ $url }です（開かないよう、文字を変えて示しています）。
finding-url_imitates_exchange-3a = 似せていると判断した理由：{ $reason }。

finding-secret_exposed-title = 秘密の情報が書かれた証拠資料
finding-secret_exposed-1a = 証拠資料の{ $count }か所に、秘密の情報（{ $kind }）と思われるものが書かれています。この報告書では伏せてあります。
finding-secret_exposed-1b = 証拠資料に、秘密の情報（{ $kind }）と思われるものが書かれています。この報告書では伏せてあります。
finding-secret_exposed-1c = 証拠資料に、秘密の情報と思われるものが書かれています。この報告書では伏せてあります。

finding-time_zone_assumed-title = 時間帯を仮定した記録
finding-time_zone_assumed-1a = { $count }行の時刻には時間帯が書かれていないため、{ $zone }と仮定しました（理由：{ $reason }）。
finding-time_zone_assumed-1b = 時間帯が書かれていない記録を、{ $zone }と仮定しました。
finding-time_zone_assumed-1c = 時間帯が書かれていない記録があり、仮定して読みました。

finding-rows_unreadable-title = 読み取れなかった行
finding-rows_unreadable-1a = { $count }行を読み取れませんでした（理由：{ $reason }）。
finding-rows_unreadable-1b = { $count }行を読み取れませんでした。
finding-rows_unreadable-1c = 読み取れなかった行があります。
finding-rows_unreadable-2a = 1行ずつの一覧は「読み取れなかった箇所」にあります。

finding-operation_unknown-title = 意味の分からない操作名
finding-operation_unknown-1a = 操作名「{ $operation }」の行が{ $count }行あります。意味を記した資料がないため、そのまま残して数えています。
finding-operation_unknown-1b = 操作名「{ $operation }」の意味を記した資料がありません。
finding-operation_unknown-1c = 意味の分からない操作名の行があります。
finding-operation_unknown-2a = 対象の通貨：{ $asset }。

# 確認項目の名前
check-withdrawal_to_new_address = 使ったことのない送金先への出金
check-account_drained = 資産の大部分が短時間に出ていないか
check-conversion_before_withdrawal = 出金前に資産が1つの通貨に集められていないか
check-forced_losing_trades = 高く買って安く売る取引のくり返し
check-trade_burst = 取引の急な集中
check-first_trade_in_symbol = 初めての銘柄の取引
check-withdrawal_rejected = 完了しなかった出金
check-withdrawal_delayed = 遅れている出金
check-deposit_pending = 反映されていない入金
check-deposit_missing_memo = 入金のメモ・タグ
check-address_lookalike = よく似た別の送金先
check-address_invalid = アドレスの形式
check-wrong_network = アドレスとネットワークの一致
check-order_mistake = いつもと大きく違う注文
check-fill_off_market = 市場の値幅から外れた約定
check-order_not_filled = 約定しなかった注文
check-liquidation = 強制決済などの記録
check-hold_running = 出金などの一時停止
check-platform_outage = 取引所の障害との重なり
check-balance_gap = 記録の数が合うか
check-security_change = セキュリティ設定の変更
check-unknown_login = 見覚えのないログイン
check-account_restricted = 口座の制限・審査の通知
check-mail_spoofed = 差出人を装ったメール
check-url_imitates_exchange = 取引所に似せたリンク
check-secret_exposed = 秘密の情報の有無
check-time_zone_assumed = 時刻の時間帯
check-rows_unreadable = 読み取れない行の有無
check-operation_unknown = 操作名の意味

# この結果だけでは分からないこと
limit-who_did_it = だれが操作したかは、この記録からは分かりません。
limit-owner_may_have_done_it = 本人が行った操作である可能性も残ります。身に覚えがあるかどうかは、本人だけが言えることです。
limit-counterparty_unknown = 取引の相手がだれか、つながりがあるかどうかは、この記録からは分かりません。
limit-not_wrong_in_itself = 初めての銘柄を取引すること自体は、おかしなことではありません。
limit-exchange_reasons = 取引所がそう判断した理由は、記録に書かれていること以上には分かりません。
limit-cause_unknown = 原因は、この記録だけでは分かりません。
limit-recoverable = 取り戻せるかどうかは分かりません。受け取った側の判断によります。
limit-intent_unknown = 意図や思い違いがあったかどうかは、この記録からは分かりません。
limit-where_it_went = 送られたものがいまどこにあるかは、この記録からは分かりません。
limit-manipulation = だれかが価格を動かしたことを示すものではありません。
limit-queue_position = 板の中での注文の順番は、公開されている市場データからは分かりません。
limit-fairness = 決済の計算が正しかったかどうかは、この記録だけでは判断できません。
limit-cannot_be_shortened = 終わる時刻は記録からの計算です。実際の表示を優先してください。この停止は途中で解除できないと案内されています。
limit-compensation = 補償の対象になるかどうかは分かりません。
limit-passing_is_not_genuine = この確認で問題が出ないメールであっても、本物と証明されるわけではありません。
limit-site_not_visited = リンク先は開いていません。中身は確認していません。
limit-not_known_if_misused = だれかに使われたかどうかは、この記録からは分かりません。
limit-times_may_be_off = 仮定が違っていれば、時刻が数時間ずれます。前後関係の判断も変わることがあります。
limit-rows_may_matter = 読み取れなかった行に、大事な記録が含まれている可能性があります。
limit-meaning_unknown = この操作が何を意味するかは分かりません。残高の計算にも影響しえます。
