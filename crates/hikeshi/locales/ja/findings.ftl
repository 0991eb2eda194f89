# 確認結果(finding)。番号ごとに、a・b・c の順で、事実がそろう最初の文を使う。

finding-withdrawal_to_new_address-title = 初めての送金先への出金
finding-withdrawal_to_new_address-many = これまでの記録にない送金先への出金が、ほかに{ $gathered }件あります。
finding-withdrawal_to_new_address-1a = { $span }に、これまでの記録にない送金先への出金が{ $count }件、合計{ $total }あります。
finding-withdrawal_to_new_address-1b = { $at }に、これまでの記録にない送金先への出金（{ $money }）があります。
finding-withdrawal_to_new_address-1c = これまでの記録にない送金先への出金があります。
finding-withdrawal_to_new_address-2a = 送金先は{ $address }（ネットワーク：{ $network }）です。
finding-withdrawal_to_new_address-2b = 送金先は{ $address }です。
finding-withdrawal_to_new_address-3a = 注意が必要と判断した理由は、{ $because }です。
finding-withdrawal_to_new_address-4a = { $share_percent ->
        [0] 出金額は、その時点の同じ通貨の残高の1%未満です。
       *[other] 出金額は、その時点の同じ通貨の残高の約{ $share_percent }%にあたります。
    }

finding-account_drained-title = 短時間での、資産の大部分の出金
finding-account_drained-1a = { $span }に、{ $money }が出金されています。
finding-account_drained-1b = { $from }に、{ $money }が出金されています。
finding-account_drained-1c = 24時間以内に、資産の大部分が出金されています。
finding-account_drained-2a = { $by ->
        [value] 直近の取引価格で計算すると、口座の資産の約{ $share_percent }%にあたります。
       *[count] 通貨の種類の数では、保有していたうちの約{ $share_percent }%にあたります。
    }
finding-account_drained-3a = 送金先は{ $address }です。

finding-conversion_before_withdrawal-title = 出金前の、1つの通貨への交換
finding-conversion_before_withdrawal-1a = { $span }に、{ $converted }が{ $asset }に交換されています。
finding-conversion_before_withdrawal-1b = 出金前の1時間に、複数の保有資産が{ $asset }に交換されています。
finding-conversion_before_withdrawal-1c = 出金前の1時間に、複数の保有資産が1つの通貨に交換されています。
finding-conversion_before_withdrawal-2a = 交換で受け取った量は{ $money }です。その後、同じ通貨が{ $address }へ出金されています。
finding-conversion_before_withdrawal-2b = 交換で受け取った量は{ $money }です。

finding-forced_losing_trades-title = 高く買って安く売る取引の繰り返し
finding-forced_losing_trades-1a = { $span }に、{ $symbol }で、買ってすぐに買値より安く売る取引が{ $count }回繰り返されています。
finding-forced_losing_trades-1b = { $symbol }で、買ってすぐに買値より安く売る取引が繰り返されています。
finding-forced_losing_trades-1c = 同じ銘柄で、買ってすぐに買値より安く売る取引が繰り返されています。
finding-forced_losing_trades-2a = これらの売買で減った額は、合計{ $loss }です。
finding-forced_losing_trades-3a = 買ってから売るまでの時間は、中央値（並べたときの真ん中の値）で{ $holding }です。

finding-trade_burst-title = ふだんと違う、取引の集中
finding-trade_burst-1a = { $span }に取引が集中しています。最も多い10分間の取引は{ $count }件です。
finding-trade_burst-1b = 最も多い10分間に、{ $count }件の取引があります。
finding-trade_burst-1c = 短い時間に取引が集中しています。
finding-trade_burst-2a = 最も多い1分間では{ $per_minute }件です。これまでのこの口座では、取引の多いときでも1分間に{ $usual }件ほどです。
finding-trade_burst-3a = 銘柄：{ $symbol }。

finding-first_trade_in_symbol-title = 初めての銘柄の取引
finding-first_trade_in_symbol-many = 記録の中では初めての銘柄の取引が、ほかに{ $gathered }件あります。
finding-first_trade_in_symbol-1a = { $at }に、記録の中では初めて、{ $symbol }が取引されています（{ $side }）。
finding-first_trade_in_symbol-1b = 記録の中では初めて、{ $symbol }が取引されています。
finding-first_trade_in_symbol-1c = 記録の中では初めての銘柄が取引されています。

finding-withdrawal_rejected-title = 完了しなかった出金
finding-withdrawal_rejected-many = 完了しなかった出金が、ほかに{ $gathered }件あります。
finding-withdrawal_rejected-1a = { $at }の出金（{ $money }）は、完了していません。記録上の状態は「{ $status }」です。
finding-withdrawal_rejected-1b = { $money }の出金は完了していません。
finding-withdrawal_rejected-1c = 完了していない出金があります。
finding-withdrawal_rejected-2a = 記録に書かれている理由は「{ $reason }」です。
finding-withdrawal_rejected-2b = 理由は、記録には書かれていません。
finding-withdrawal_rejected-3a = 指定されていた送金先は{ $address }（ネットワーク：{ $network }）です。

finding-withdrawal_delayed-title = 時間がかかっている出金
finding-withdrawal_delayed-many = 記録の時点で完了していない出金が、ほかに{ $gathered }件あります。
finding-withdrawal_delayed-1a = { $at }の出金（{ $money }）は、記録の時点で「{ $status }」のままです。
finding-withdrawal_delayed-1b = { $money }の出金が、記録の時点で完了していません。
finding-withdrawal_delayed-1c = 記録の時点で完了していない出金があります。
finding-withdrawal_delayed-2a = 出金の記録から{ $waiting }たっています。このネットワークの通常の目安は{ $usual_wait }です。
finding-withdrawal_delayed-2b = 出金の記録から{ $waiting }たっています。
finding-withdrawal_delayed-3a = 取引ID（TXID）：{ $txid }
finding-withdrawal_delayed-3b = 取引ID（TXID）は、まだ記録にありません。

finding-deposit_pending-title = 反映が完了していない入金
finding-deposit_pending-many = 記録の時点で口座への反映が完了していない入金が、ほかに{ $gathered }件あります。
finding-deposit_pending-1a = { $at }の入金（{ $money }）は、記録の時点で、口座への反映が完了していません。
finding-deposit_pending-1b = { $money }の入金は、記録の時点で、口座への反映が完了していません。
finding-deposit_pending-1c = 記録の時点で、口座への反映が完了していない入金があります。
finding-deposit_pending-2a = { $stage ->
        [no_txid] 取引ID（TXID）がまだない段階です。送金が済んでいるかどうかとTXIDを、送った側で確かめる必要があります。
        [refused] 取引所が受け付けなかったと記録されています。理由は取引所に確かめる必要があります。
        [on_chain] ブロックチェーンには記録されている段階です。次は、取引所が定める承認数に達する必要があります。
        [credited_locked] 入金は受け付けられていますが、まだ出金できない段階です。次は、出金に必要な承認数に達する必要があります。
        [awaiting_answer] 取引所が、送付人（送った人）などの情報の回答を待っている段階です。回答は公式アプリの中で行います。
       *[unknown] いまどの段階にあるかは、記録からは分かりません。
    }
finding-deposit_pending-3a = 記録にある承認数は{ $confirmations }です。
finding-deposit_pending-4a = 取引ID（TXID）：{ $txid }

finding-deposit_missing_memo-title = メモ・タグのない入金
finding-deposit_missing_memo-many = 必要なメモ（タグ）が記録されていない入金が、ほかに{ $gathered }件あります。
finding-deposit_missing_memo-1a = { $at }の入金（{ $money }、ネットワーク：{ $network }）には、必要なメモ（タグ）が記録されていません。
finding-deposit_missing_memo-1b = { $money }の入金には、必要なメモ（タグ）が記録されていません。
finding-deposit_missing_memo-1c = メモ（タグ）が必要な入金に、その記録がありません。
finding-deposit_missing_memo-2a = 取引ID（TXID）：{ $txid }

finding-address_lookalike-title = 以前のアドレスとよく似た、別の送金先
finding-address_lookalike-many = 以前のアドレスとよく似た、別の送金先への出金が、ほかに{ $gathered }件あります。
finding-address_lookalike-1a = { $at }の出金（{ $money }）の送金先は、以前の記録にあるアドレスと見た目がよく似ていますが、別のアドレスです。
finding-address_lookalike-1b = 以前の記録にあるアドレスと見た目がよく似た、別の送金先があります。
finding-address_lookalike-2a = 先頭の{ $prefix }文字と末尾の{ $suffix }文字が同じです。偶然に一致する確率は、{ $chance }です。
finding-address_lookalike-2b = 先頭の{ $prefix }文字と末尾の{ $suffix }文字が同じです。
finding-address_lookalike-3a = 送金先は{ $address }、よく似た以前のアドレスは{ $resembles }です。
finding-address_lookalike-4a = このアドレスからは、{ $dust_at }にごく少額の入金がありました。履歴からの写し間違いを誘う手口（アドレスポイズニング）でも見られる動きです。

finding-address_invalid-title = 形式が合わないアドレス
finding-address_invalid-many = ネットワークの形式に合わないアドレスが、ほかに{ $gathered }件あります。
finding-address_invalid-1a = 記録にあるアドレスは、{ $network }のアドレスの形式に合いません（{ $reason }）。
finding-address_invalid-1b = 記録にあるアドレスは、指定されたネットワークの形式に合いません。
finding-address_invalid-2a = 対象のアドレスは{ $address }です。
finding-address_invalid-3a = { $near }文字目のあたりをご確認ください。
finding-address_invalid-4a = このアドレスは、{ $at }の記録（{ $money }）で使われています。
finding-address_invalid-4b = このアドレスは、{ $money }の記録で使われています。

finding-wrong_network-title = アドレスとネットワークの食い違い
finding-wrong_network-many = 指定されたネットワークと形式が一致しないアドレスが、ほかに{ $gathered }件あります。
finding-wrong_network-1a = 記録では{ $network }が指定されていますが、アドレスは{ $valid_on }の形式です。
finding-wrong_network-1b = 指定されたネットワークと、アドレスの形式が一致しません。
finding-wrong_network-2a = 対象のアドレスは{ $address }です。
finding-wrong_network-3a = このアドレスは、{ $at }の記録（{ $money }）で使われています。
finding-wrong_network-3b = このアドレスは、{ $money }の記録で使われています。

finding-order_mistake-title = ふだんと大きく違う注文
finding-order_mistake-many = ふだんと大きく違う注文が、ほかに{ $gathered }件あります。
finding-order_mistake-1a = { $what ->
        [price] { $at }の{ $symbol }の注文（{ $side }）は、価格がふだんと大きく違います。
        [side] { $at }の{ $symbol }の注文は、売買の向きが本人の説明と逆です（記録では{ $side }）。
       *[quantity] { $at }の{ $symbol }の注文（{ $side }）は、数量がふだんと大きく違います。
    }
finding-order_mistake-1b = { $symbol }に、ふだんと大きく違う注文があります。
finding-order_mistake-1c = ふだんと大きく違う注文があります。
finding-order_mistake-2a = 価格は{ $price }、この口座のふだんの価格は{ $usual_price }です。
finding-order_mistake-2b = 数量は{ $amount }、この口座のふだんの数量は{ $usual }です（約{ $times }倍）。
finding-order_mistake-2c = 数量は{ $amount }、この口座のふだんの数量は{ $usual }です。
finding-order_mistake-3a = 記録上の状態は「{ $status }」です。

finding-fill_off_market-title = 市場の価格から離れた約定
finding-fill_off_market-many = その時刻の市場の価格から離れた約定が、ほかに{ $gathered }件あります。
finding-fill_off_market-1a = { $at }の{ $symbol }の約定価格は{ $price }です。同じ{ $by ->
        [second] 1秒間
       *[minute] 1分間
    }の市場の値幅は{ $low }〜{ $high }です。
finding-fill_off_market-1b = { $symbol }に、その時刻の市場の価格から離れた約定があります。
finding-fill_off_market-1c = その時刻の市場の価格から離れた約定があります。
finding-fill_off_market-2a = 同じ時間の市場の平均価格との差は{ $percent }%（{ $difference_bp }ベーシスポイント）、金額では{ $loss }です。
finding-fill_off_market-2b = 同じ時間の市場の平均価格との差は{ $percent }%（{ $difference_bp }ベーシスポイント）です。

finding-order_not_filled-title = 約定しなかった注文
finding-order_not_filled-many = 約定しなかった注文が、ほかに{ $gathered }件あります。
finding-order_not_filled-1a = { $at }の{ $symbol }の注文（{ $side }、価格{ $price }）は、約定していません。記録上の状態は「{ $status }」です。
finding-order_not_filled-1b = { $symbol }の注文が約定していません。
finding-order_not_filled-1c = 約定していない注文があります。
finding-order_not_filled-2a = { $reached ->
        [reached] その間に、市場価格は注文の価格に達していました（値幅は{ $low }〜{ $high }、注文の価格に達した取引の出来高は{ $volume }）。
        [not_reached] その間に、市場価格は注文の価格に達していませんでした（値幅は{ $low }〜{ $high }）。
       *[unknown] 市場価格が注文の価格に達したかどうかは、記録からは分かりません。
    }
finding-order_not_filled-2b = { $reached ->
        [reached] その間に、市場価格は注文の価格に達していました。
        [not_reached] その間に、市場価格は注文の価格に達していませんでした。
       *[unknown] 市場価格が注文の価格に達したかどうかは、記録からは分かりません。
    }
finding-order_not_filled-3a = 発動価格は{ $trigger }です。

finding-liquidation-title = 強制決済などの記録
finding-liquidation-1a = { $span }に、強制決済・追証・自動デレバレッジ（ADL）のいずれかの記録が{ $count }件あります。
finding-liquidation-1b = { $from }に、強制決済・追証・自動デレバレッジ（ADL）のいずれかの記録があります。
finding-liquidation-1c = 強制決済・追証・自動デレバレッジ（ADL）のいずれかの記録があります。
finding-liquidation-2a = 残高の増減は{ $money }です。
finding-liquidation-3a = 銘柄：{ $symbol }。

finding-hold_running-title = 出金などの一時停止
finding-hold_running-1a = { $from }の手続き（{ $reason }）により、出金などが{ $hours }時間停止されます。計算上の終了は{ $to }です。
finding-hold_running-1b = 出金などの{ $hours }時間の一時停止があります。計算上の終了は{ $to }です。
finding-hold_running-1c = { $from }の手続き（{ $reason }）により、出金などが停止されます。停止の長さは資料に書かれていません。よくある長さは24時間と48時間で、計算上の終了はそれぞれ{ $to }です。
finding-hold_running-1d = 出金などの一時停止の記録があります。

finding-platform_outage-title = 取引所の障害との重なり
finding-platform_outage-1a = 取引所の障害の記録があります。期間は{ $span }です。この口座で失敗した操作のうち{ $count }件が、この間にあります。
finding-platform_outage-1b = { $span }に、取引所の障害の記録があります。
finding-platform_outage-1c = { $from }から、取引所の障害の記録があります。
finding-platform_outage-1d = 取引所の障害の記録があります。
finding-platform_outage-2a = 障害についての資料：{ $reason }。

finding-balance_gap-title = 数の合わない記録
finding-balance_gap-many = 数の合わない箇所が、ほかに{ $gathered }件あります。
finding-balance_gap-1a = { $reason ->
        [below_zero] { $asset }の残高が、{ $at }の行で、計算上マイナスになります。差は{ $gap_money }です。
        [missing_in_statement] 個別の履歴にある{ $asset }の増減が、取引履歴に見当たりません。差は{ $gap_money }、最初の箇所は{ $at }です。
        [exports_disagree] 同じ期間の2つの記録で、{ $asset }の数が合いません。差は{ $gap_money }、最初の箇所は{ $at }です。
       *[other] { $asset }の記録の数が合いません。差は{ $gap_money }、最初の箇所は{ $at }です。
    }
finding-balance_gap-1b = { $reason ->
        [below_zero] { $asset }の残高が、計算上マイナスになります。
        [missing_in_statement] 個別の履歴にある{ $asset }の増減が、取引履歴に見当たりません。
        [exports_disagree] 同じ期間の2つの記録で、{ $asset }の数が合いません。
       *[other] { $asset }の記録の数が合いません。
    }
finding-balance_gap-1c = 記録の数が合わない箇所があります。
finding-balance_gap-2a = 記録に抜けがある場合や、期間の途中から始まる記録の場合にも起こります。

finding-security_change-title = セキュリティ設定の変更
finding-security_change-many = セキュリティ設定の変更の記録が、ほかに{ $gathered }件あります。
finding-security_change-1a = { $at }に、「{ $reason }」の記録があります。
finding-security_change-1b = 「{ $reason }」の記録があります。
finding-security_change-1c = セキュリティ設定の変更の記録があります。
finding-security_change-2a = { $before_money ->
        [yes] この変更の後に、資産の動きがあります。
       *[no] この変更の後の資産の動きは、調べた記録の中には見つかりませんでした。
    }

finding-unknown_login-title = 見覚えのないログイン
finding-unknown_login-many = 本人の記録や説明と合わないログインが、ほかに{ $gathered }件あります。
finding-unknown_login-1a = { $at }に、本人の記録や説明と合わないログインがあります（場所：{ $place }、端末：{ $device }）。
finding-unknown_login-1b = { $at }に、本人の記録や説明と合わないログインがあります。
finding-unknown_login-1c = 本人の記録や説明と合わないログインがあります。
finding-unknown_login-2a = 記録にあるIPアドレスは{ $address_ip }です。

finding-account_restricted-title = 口座の制限・審査の通知
finding-account_restricted-many = 取引所からとされる通知が、ほかに{ $gathered }件あります。
finding-account_restricted-1a = { $at }に、取引所からとされる通知があります（内容：{ $reason }）。
finding-account_restricted-1b = 取引所からとされる通知があります（内容：{ $reason }）。
finding-account_restricted-1c = 口座の制限などについて、取引所からとされる通知があります。
finding-account_restricted-2a = 通知には「{ $quoted }」と書かれています。

finding-mail_spoofed-title = 差出人を確認できないメール
finding-mail_spoofed-many = 差出人が本物かどうかを確認できない点のあるメールが、ほかに{ $gathered }通あります。
finding-mail_spoofed-1a = { $at }のメール「{ $subject }」は{ $brand }を名乗っていますが、差出人が本物かどうかを確認できない点があります。
finding-mail_spoofed-1b = { $brand }を名乗るメールに、差出人が本物かどうかを確認できない点があります。
finding-mail_spoofed-1c = 取引所を名乗るメールに、差出人が本物かどうかを確認できない点があります。
finding-mail_spoofed-2a = 確認できない理由は、{ $spoof }です。
finding-mail_spoofed-3a = 表示されている差出人は{ $sender }です。
finding-mail_spoofed-4a = { $own_sites }

finding-url_imitates_exchange-title = 取引所に似せたリンク
finding-url_imitates_exchange-many = 取引所に似せたリンクについての確認結果が、ほかに{ $gathered }件あります。
finding-url_imitates_exchange-1a = { $brand }に似せたリンクが{ $count }か所にあります。
finding-url_imitates_exchange-1b = { $brand }に似せたリンクがあります。
finding-url_imitates_exchange-1c = 取引所に似せたリンクがあります。
finding-url_imitates_exchange-2a = リンクは{ $url }です（誤って開かないよう、一部の文字を変えて示しています）。
finding-url_imitates_exchange-3a = 似せたものと判断した理由は、{ $reason }です。
finding-url_imitates_exchange-4a = { $own_sites }

finding-secret_exposed-title = 秘密の情報が書かれた資料
finding-secret_exposed-1a = { $kind }と思われるものが、証拠資料の{ $count }か所に書かれています。この報告書では伏せています。
finding-secret_exposed-1b = { $kind }と思われるものが、証拠資料に書かれています。この報告書では伏せています。
finding-secret_exposed-1c = 秘密の情報と思われるものが、証拠資料に書かれています。この報告書では伏せています。

finding-time_zone_assumed-title = タイムゾーンを仮定した記録
finding-time_zone_assumed-1a = { $count }行の時刻には、タイムゾーン（日本時間、UTCなど）が書かれていません。{ $zone }と仮定して読みました（理由：{ $reason }）。
finding-time_zone_assumed-1b = タイムゾーン（日本時間、UTCなど）が書かれていない記録を、{ $zone }と仮定して読みました。
finding-time_zone_assumed-1c = タイムゾーン（日本時間、UTCなど）が書かれていない記録を、仮定して読みました。

finding-rows_unreadable-title = 読み取れなかった行
finding-rows_unreadable-1a = { $count }行を読み取れませんでした（理由：{ $reason }）。
finding-rows_unreadable-1b = { $count }行を読み取れませんでした。
finding-rows_unreadable-1c = 読み取れなかった行があります。
finding-rows_unreadable-2a = 内訳は「読み取れなかった箇所と仮定」の章と、別添の problems.csv にあります。

finding-operation_unknown-title = 意味の分からない操作名
finding-operation_unknown-many = 意味を示す資料のない操作名が、ほかに{ $gathered }種類あります。
finding-operation_unknown-1a = 操作名「{ $operation }」の行が{ $count }行あります。意味を示す資料がないため、行はそのまま残し、件数に含めています。
finding-operation_unknown-1b = 操作名「{ $operation }」の意味を示す資料がありません。
finding-operation_unknown-1c = 意味の分からない操作名の行があります。
finding-operation_unknown-2a = 対象の通貨：{ $asset }。

# 同じ内容の確認結果が多いとき、重いもの・新しいもの以外を1つにまとめる文
gathered-many = 「{ $title }」にあたるものが、ほかに{ $gathered }件あります。
gathered-money-a = 合計は{ $money }、1件で最も多いものは{ $largest }です。
gathered-money-b = 合計は、{ $money }です。
gathered-span = 期間は、{ $span }です。
gathered-apart = 件数が多いため、ここにまとめています。重いもの・新しいものは、1件ずつ別に示しています。

# 確認項目の名前
check-withdrawal_to_new_address = 初めての送金先への出金
check-account_drained = 短時間での、資産の大部分の出金
check-conversion_before_withdrawal = 出金前の、1つの通貨への交換
check-forced_losing_trades = 高く買って安く売る取引の繰り返し
check-trade_burst = 取引の急な集中
check-first_trade_in_symbol = 初めての銘柄の取引
check-withdrawal_rejected = 完了しなかった出金
check-withdrawal_delayed = 時間がかかっている出金
check-deposit_pending = 反映が完了していない入金
check-deposit_missing_memo = メモ・タグのない入金
check-address_lookalike = 以前のアドレスとよく似た、別の送金先
check-address_invalid = 形式が合わないアドレス
check-wrong_network = アドレスとネットワークの食い違い
check-order_mistake = ふだんと大きく違う注文
check-fill_off_market = 市場の価格から離れた約定
check-order_not_filled = 約定しなかった注文
check-liquidation = 強制決済などの記録
check-hold_running = 出金などの一時停止
check-platform_outage = 取引所の障害との重なり
check-balance_gap = 数の合わない記録
check-security_change = セキュリティ設定の変更
check-unknown_login = 見覚えのないログイン
check-account_restricted = 口座の制限・審査の通知
check-mail_spoofed = 差出人を確認できないメール
check-url_imitates_exchange = 取引所に似せたリンク
check-secret_exposed = 秘密の情報が書かれた資料
check-time_zone_assumed = タイムゾーンを仮定した記録
check-rows_unreadable = 読み取れなかった行
check-operation_unknown = 意味の分からない操作名

# この結果だけでは分からないこと
limit-who_did_it = だれが操作したかは、この記録からは分かりません。
limit-owner_may_have_done_it = 本人の操作かどうかは、記録だけでは分かりません。身に覚えがあるかどうかは、本人の説明によります。
limit-counterparty_unknown = 取引の相手がだれか、本人と関係があるかどうかは、この記録からは分かりません。
limit-not_wrong_in_itself = 初めての銘柄の取引というだけで、問題があるとはいえません。
limit-exchange_reasons = 取引所がそう判断した理由は、記録に書かれていること以外は分かりません。
limit-cause_unknown = 原因は、この記録だけでは分かりません。
limit-recoverable = 戻るかどうかは分かりません。受け取った側の判断によります。
limit-intent_unknown = どのような意図や経緯によるものかは、この記録からは分かりません。
limit-where_it_went = 送られた資産がいまどこにあるかは、この記録からは分かりません。
limit-manipulation = だれかが価格を動かしたことを示すものではありません。
limit-queue_position = ほかの注文に対する順番は、公開されている市場データからは分かりません。
limit-fairness = 計算や手続きが正しかったかどうかは、この記録だけでは判断できません。
limit-cannot_be_shortened = 終了の時刻は、記録から計算したものです。アプリの表示と違うときは、アプリの表示を優先してください。途中での解除はできないと案内されています。
limit-compensation = 補償の対象になるかどうかは分かりません。
limit-passing_is_not_genuine = ほかのメールでこの確認に問題が出なくても、本物と証明されたわけではありません。
limit-site_not_visited = リンク先は開いておらず、内容は確認していません。
limit-not_known_if_misused = だれかに使われたかどうかは、この記録からは分かりません。
limit-times_may_be_off = 仮定が違っていれば、時刻が数時間ずれ、出来事の前後が変わることがあります。
limit-rows_may_matter = 読み取れなかった行に、大事な記録が含まれている可能性があります。
limit-meaning_unknown = この操作が何を意味するかは分かりません。残高の計算に影響することもあります。
