# Findings. Per number, the first of a, b, c whose facts are all there is used.

finding-withdrawal_to_new_address-title = Withdrawal to an address not used before
finding-withdrawal_to_new_address-many = There are { $gathered } more withdrawals to addresses not seen before in the records.
finding-withdrawal_to_new_address-1a = On { $span }, { $count } withdrawals with a total of { $total } went to addresses that do not appear earlier in the records.
finding-withdrawal_to_new_address-1b = On { $at }, { $money } was withdrawn to an address that does not appear earlier in the records.
finding-withdrawal_to_new_address-1c = There is a withdrawal to an address that does not appear earlier in the records.
finding-withdrawal_to_new_address-2a = Destination: { $address } (network: { $network }).
finding-withdrawal_to_new_address-2b = Destination: { $address }.
finding-withdrawal_to_new_address-3a = Why it stands out: { $because }.
finding-withdrawal_to_new_address-4a = { $share_percent ->
        [0] The amount is less than 1% of what the account held of that coin at that time.
       *[other] The amount is about { $share_percent }% of what the account held of that coin at that time.
    }

finding-account_drained-title = Most of the assets were withdrawn within a short time
finding-account_drained-1a = On { $span }, { $money } was withdrawn.
finding-account_drained-1b = On { $from }, { $money } was withdrawn.
finding-account_drained-1c = Within 24 hours, most of what the account held was withdrawn.
finding-account_drained-2a = { $by ->
        [value] Counted at the last traded prices, this is about { $share_percent }% of the account.
       *[count] Counted by the number of coins held, this is about { $share_percent }%.
    }
finding-account_drained-3a = Destination: { $address }.

finding-conversion_before_withdrawal-title = Holdings were gathered into one coin before a withdrawal
finding-conversion_before_withdrawal-1a = On { $span }, { $converted } were exchanged for { $asset }.
finding-conversion_before_withdrawal-1b = In the hour before a withdrawal, several holdings were exchanged for { $asset }.
finding-conversion_before_withdrawal-1c = In the hour before a withdrawal, several holdings were exchanged for one coin.
finding-conversion_before_withdrawal-2a = The amount received was { $money }. Afterwards the same coin was withdrawn to { $address }.
finding-conversion_before_withdrawal-2b = The amount received was { $money }.

finding-forced_losing_trades-title = Repeated buying high and selling low
finding-forced_losing_trades-1a = On { $span }, { $symbol } was bought and soon sold at a lower price { $count } times.
finding-forced_losing_trades-1b = { $symbol } was repeatedly bought and soon sold at a lower price.
finding-forced_losing_trades-1c = One pair was repeatedly bought and soon sold at a lower price.
finding-forced_losing_trades-2a = These round trips reduced the balance by { $loss } in all.
finding-forced_losing_trades-3a = The median (middle) time between buying and selling is { $holding }.

finding-trade_burst-title = An unusual burst of trades
finding-trade_burst-1a = On { $span }, many trades came close together. The busiest 10 minutes hold { $count ->
        [one] { $count } trade
       *[other] { $count } trades
    }.
finding-trade_burst-1b = The busiest 10 minutes hold { $count ->
        [one] { $count } trade
       *[other] { $count } trades
    }.
finding-trade_burst-1c = Many trades came close together.
finding-trade_burst-2a = The busiest minute has { $per_minute }. Until then, even in busy minutes, this account had about { $usual }.
finding-trade_burst-3a = Pairs: { $symbol }.

finding-first_trade_in_symbol-title = First trade in a pair
finding-first_trade_in_symbol-many = There are { $gathered } more first trades in a symbol.
finding-first_trade_in_symbol-1a = On { $at }, { $symbol } was traded for the first time in the records ({ $side }).
finding-first_trade_in_symbol-1b = { $symbol } was traded for the first time in the records.
finding-first_trade_in_symbol-1c = A pair was traded for the first time in the records.

finding-withdrawal_rejected-title = Withdrawal that was not completed
finding-withdrawal_rejected-many = { $gathered } more withdrawals were not completed.
finding-withdrawal_rejected-1a = The withdrawal of { $money } on { $at } was not completed (status in the records: “{ $status }”).
finding-withdrawal_rejected-1b = A withdrawal of { $money } was not completed.
finding-withdrawal_rejected-1c = A withdrawal was not completed.
finding-withdrawal_rejected-2a = Reason as written in the records: “{ $reason }”.
finding-withdrawal_rejected-2b = The records do not give a reason.
finding-withdrawal_rejected-3a = The destination entered was { $address } (network: { $network }).

finding-withdrawal_delayed-title = Withdrawal that takes longer than usual
finding-withdrawal_delayed-many = { $gathered } more withdrawals were not completed when the records were made.
finding-withdrawal_delayed-1a = The withdrawal of { $money } on { $at } still had the status “{ $status }” when the records end.
finding-withdrawal_delayed-1b = A withdrawal of { $money } was not completed when the records end.
finding-withdrawal_delayed-1c = A withdrawal was not completed when the records end.
finding-withdrawal_delayed-2a = Time passed since it was recorded: { $waiting }. The usual time on this network is about { $usual_wait }.
finding-withdrawal_delayed-2b = Time passed since it was recorded: { $waiting }.
finding-withdrawal_delayed-3a = Transaction id (TXID): { $txid }
finding-withdrawal_delayed-3b = The records do not hold a transaction id (TXID) yet.

finding-deposit_pending-title = Deposit not fully credited
finding-deposit_pending-many = { $gathered } more deposits were not credited in full when the records were made.
finding-deposit_pending-1a = The deposit of { $money } on { $at } was not fully credited when the records end.
finding-deposit_pending-1b = A deposit of { $money } was not fully credited when the records end.
finding-deposit_pending-1c = A deposit was not fully credited when the records end.
finding-deposit_pending-2a = { $stage ->
        [no_txid] There is no transaction id (TXID) yet. The sending side has to confirm that it was sent, and give the TXID.
        [refused] The records show that the exchange did not accept it. The reason has to be asked there.
        [on_chain] It is on the blockchain. Next it needs the number of confirmations the exchange asks for.
        [credited_locked] It was accepted but cannot be withdrawn yet. Next it needs the confirmations required for withdrawal.
        [awaiting_answer] The exchange is waiting for information such as who sent it. Answer inside the official app.
       *[unknown] The records do not show which stage it is at.
    }
finding-deposit_pending-3a = Confirmations in the records: { $confirmations }.
finding-deposit_pending-4a = Transaction id (TXID): { $txid }

finding-deposit_missing_memo-title = Deposit without memo or tag
finding-deposit_missing_memo-many = { $gathered } more deposits have no memo (tag) on record although they need one.
finding-deposit_missing_memo-1a = The deposit of { $money } on { $at } (network: { $network }) has no memo (tag) in the records, and one is needed.
finding-deposit_missing_memo-1b = The deposit of { $money } has no memo (tag) in the records, and one is needed.
finding-deposit_missing_memo-1c = A deposit that needs a memo (tag) has none in the records.
finding-deposit_missing_memo-2a = Transaction id (TXID): { $txid }

finding-address_lookalike-title = Destination that resembles an earlier address
finding-address_lookalike-many = { $gathered } more withdrawals went to addresses that look like an earlier one but differ from it.
finding-address_lookalike-1a = The destination of { $money } on { $at } looks much like an address that appears earlier in the records, but is a different one.
finding-address_lookalike-1b = A destination looks much like an address that appears earlier in the records, but is a different one.
finding-address_lookalike-2a = The first { $prefix } and the last { $suffix } characters are the same. The odds of this by chance are { $chance }.
finding-address_lookalike-2b = The first { $prefix } and the last { $suffix } characters are the same.
finding-address_lookalike-3a = The destination is { $address }; the earlier address it resembles is { $resembles }.
finding-address_lookalike-4a = On { $dust_at } a very small deposit came from this address. This is also seen in address poisoning, a trick that counts on copying the wrong address from the history.

finding-address_invalid-title = Address whose form does not fit
finding-address_invalid-many = { $gathered } more addresses do not fit the form of their network.
finding-address_invalid-1a = An address in the records does not have the form of { $network } addresses ({ $reason }).
finding-address_invalid-1b = An address in the records does not have the form of the network named.
finding-address_invalid-2a = The address is { $address }.
finding-address_invalid-3a = Please look near character { $near }.
finding-address_invalid-4a = It is used in the record of { $money } on { $at }.
finding-address_invalid-4b = It is used in the record of { $money }.

finding-wrong_network-title = Address and network do not match
finding-wrong_network-many = { $gathered } more addresses do not have the form of the network named.
finding-wrong_network-1a = The record names { $network }, but this address has the form of { $valid_on }.
finding-wrong_network-1b = The network named and the form of the address do not match.
finding-wrong_network-2a = The address is { $address }.
finding-wrong_network-3a = It is used in the record of { $money } on { $at }.
finding-wrong_network-3b = It is used in the record of { $money }.

finding-order_mistake-title = Order far from the usual
finding-order_mistake-many = { $gathered } more orders differ widely from what is usual for this account.
finding-order_mistake-1a = { $what ->
        [price] The { $symbol } order on { $at } ({ $side }) has a price far from the usual.
        [side] The { $symbol } order on { $at } goes the opposite way of what the owner says was intended (the record says { $side }).
       *[quantity] The { $symbol } order on { $at } ({ $side }) has a quantity far from the usual.
    }
finding-order_mistake-1b = There is an order in { $symbol } that is far from the usual.
finding-order_mistake-1c = There is an order that is far from the usual.
finding-order_mistake-2a = The price is { $price }; the usual price of this account is { $usual_price }.
finding-order_mistake-2b = The quantity is { $amount }; the usual quantity of this account is { $usual } (about { $times } times).
finding-order_mistake-2c = The quantity is { $amount }; the usual quantity of this account is { $usual }.
finding-order_mistake-3a = Status in the records: “{ $status }”.

finding-fill_off_market-title = Fill far from the market's price
finding-fill_off_market-many = { $gathered } more orders were filled away from the market price of their time.
finding-fill_off_market-1a = The { $symbol } fill on { $at } was at { $price }. In the same { $by ->
        [second] second
       *[minute] minute
    } the market traded between { $low } and { $high }.
finding-fill_off_market-1b = A fill in { $symbol } is far from the price the market traded at.
finding-fill_off_market-1c = A fill is far from the price the market traded at.
finding-fill_off_market-2a = The difference is { $difference_bp } basis points ({ $percent }%), in money { $loss }. It is measured from the market's average price of that time.
finding-fill_off_market-2b = The difference is { $difference_bp } basis points ({ $percent }%). It is measured from the market's average price of that time.

finding-order_not_filled-title = Order that was not filled
finding-order_not_filled-many = { $gathered } more orders were not filled.
finding-order_not_filled-1a = The { $symbol } order on { $at } ({ $side }, price { $price }) was not filled (status in the records: “{ $status }”).
finding-order_not_filled-1b = An order in { $symbol } was not filled.
finding-order_not_filled-1c = An order was not filled.
finding-order_not_filled-2a = { $reached ->
        [reached] The market did reach the order's price (range meanwhile: { $low } to { $high }; volume at or beyond that price: { $volume }).
        [not_reached] The market did not reach the order's price (range meanwhile: { $low } to { $high }).
       *[unknown] The records do not show whether the market reached the order's price.
    }
finding-order_not_filled-2b = { $reached ->
        [reached] The market did reach the order's price.
        [not_reached] The market did not reach the order's price.
       *[unknown] The records do not show whether the market reached the order's price.
    }
finding-order_not_filled-3a = The trigger price is { $trigger }.

finding-liquidation-title = Liquidation records
finding-liquidation-1a = On { $span } there { $count ->
        [one] is { $count } record
       *[other] are { $count } records
    } of liquidation, margin call or auto-deleveraging (ADL).
finding-liquidation-1b = On { $from } there is a record of liquidation, margin call or auto-deleveraging (ADL).
finding-liquidation-1c = There are records of liquidation, margin call or auto-deleveraging (ADL).
finding-liquidation-2a = The balance changed by { $money }.
finding-liquidation-3a = Pair: { $symbol }.

finding-hold_running-title = Temporary hold on withdrawals
finding-hold_running-1a = After a change on { $from } ({ $reason }), withdrawals and similar actions are held for { $hours } hours. By calculation this ends on { $to }.
finding-hold_running-1b = There is a hold of { $hours } hours. By calculation it ends on { $to }.
finding-hold_running-1c = After a change on { $from } ({ $reason }), withdrawals and similar actions are held. The material does not say for how long: 24 hours and 48 hours are usual, and by calculation these end on { $to }.
finding-hold_running-1d = There is a record of a temporary hold.

finding-platform_outage-title = Overlap with an exchange outage
finding-platform_outage-1a = An outage of the exchange is recorded on { $span }. Failed actions of this account within it: { $count }.
finding-platform_outage-1b = An outage of the exchange is recorded on { $span }.
finding-platform_outage-1c = An outage of the exchange is recorded from { $from }.
finding-platform_outage-1d = An outage of the exchange is recorded.
finding-platform_outage-2a = Source for the outage: { $reason }.

finding-balance_gap-title = Records that do not add up
finding-balance_gap-many = There are { $gathered } more places where the figures do not add up.
finding-balance_gap-1a = { $reason ->
        [below_zero] By arithmetic, the balance of { $asset } goes below zero at the row of { $at }. The difference is { $gap_money }.
        [missing_in_statement] Movements of { $asset } in a separate history are missing from the transaction history. The difference is { $gap_money }; the first place is { $at }.
        [exports_disagree] Two records of the same period disagree about { $asset }. The difference is { $gap_money }; the first place is { $at }.
       *[other] The records of { $asset } do not add up. The difference is { $gap_money }; the first place is { $at }.
    }
finding-balance_gap-1b = { $reason ->
        [below_zero] By arithmetic, the balance of { $asset } goes below zero.
        [missing_in_statement] Movements of { $asset } in a separate history are missing from the transaction history.
        [exports_disagree] Two records of the same period disagree about { $asset }.
       *[other] The records of { $asset } do not add up.
    }
finding-balance_gap-1c = The records do not add up somewhere.
finding-balance_gap-2a = This also happens when records are missing or begin in the middle of a period.

finding-security_change-title = Change of a security setting
finding-security_change-many = There are { $gathered } more records of changed security settings.
finding-security_change-1a = On { $at } the records show: { $reason }.
finding-security_change-1b = The records show: { $reason }.
finding-security_change-1c = A change of a security setting is recorded.
finding-security_change-2a = { $before_money ->
        [yes] Assets moved after this change.
       *[no] The records examined show no movement of assets after this change.
    }

finding-unknown_login-title = Login the owner does not recognise
finding-unknown_login-many = { $gathered } more logins do not fit the owner’s records or account.
finding-unknown_login-1a = On { $at } there is a login that does not fit the owner's records or words (place: { $place }, device: { $device }).
finding-unknown_login-1b = On { $at } there is a login that does not fit the owner's records or words.
finding-unknown_login-1c = There is a login that does not fit the owner's records or words.
finding-unknown_login-2a = The IP address in the records is { $address_ip }.

finding-account_restricted-title = Notice of a restriction or review
finding-account_restricted-many = There are { $gathered } more notices that present themselves as the exchange’s.
finding-account_restricted-1a = On { $at } there is a notice that says it is from the exchange: { $reason }.
finding-account_restricted-1b = There is a notice that says it is from the exchange: { $reason }.
finding-account_restricted-1c = There is a notice, saying it is from the exchange, about a restriction of the account.
finding-account_restricted-2a = The notice says: “{ $quoted }”

finding-mail_spoofed-title = Mail whose sender cannot be confirmed
finding-mail_spoofed-many = { $gathered } more mails have points that keep their sender from being confirmed.
finding-mail_spoofed-1a = The mail “{ $subject }” of { $at } says it is from { $brand }, but not everything about it confirms this.
finding-mail_spoofed-1b = A mail says it is from { $brand }, but not everything about it confirms this.
finding-mail_spoofed-1c = A mail says it is from the exchange, but not everything about it confirms this.
finding-mail_spoofed-2a = What does not fit: { $spoof }.
finding-mail_spoofed-3a = The sender shown is { $sender }.
finding-mail_spoofed-4a = { $own_sites }

finding-url_imitates_exchange-title = Link that imitates an exchange
finding-url_imitates_exchange-many = There are { $gathered } more findings about links that imitate an exchange.
finding-url_imitates_exchange-1a = A link that imitates { $brand } was found in { $count ->
        [one] { $count } place
       *[other] { $count } places
    }.
finding-url_imitates_exchange-1b = There is a link that imitates { $brand }.
finding-url_imitates_exchange-1c = There is a link that imitates an exchange.
finding-url_imitates_exchange-2a = The link is { $url } (some characters are changed so that it does not open by mistake).
finding-url_imitates_exchange-3a = Why it counts as an imitation: { $reason }.
finding-url_imitates_exchange-4a = { $own_sites }

finding-secret_exposed-title = Exhibit that contains a secret
finding-secret_exposed-1a = What looks like a secret ({ $kind }) was found in { $count ->
        [one] { $count } place
       *[other] { $count } places
    } of the exhibits. It is masked in this report.
finding-secret_exposed-1b = What looks like a secret ({ $kind }) was found in an exhibit. It is masked in this report.
finding-secret_exposed-1c = What looks like a secret was found in an exhibit. It is masked in this report.

finding-time_zone_assumed-title = Records whose time zone was assumed
finding-time_zone_assumed-1a = { $count ->
        [one] { $count } row has
       *[other] { $count } rows have
    } times without a time zone; { $zone } was assumed (reason: { $reason }).
finding-time_zone_assumed-1b = Some records have times without a time zone; { $zone } was assumed.
finding-time_zone_assumed-1c = Some records have times without a time zone; one was assumed.

finding-rows_unreadable-title = Rows that could not be read
finding-rows_unreadable-1a = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    } could not be read (reason: { $reason }).
finding-rows_unreadable-1b = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    } could not be read.
finding-rows_unreadable-1c = Some rows could not be read.
finding-rows_unreadable-2a = Details are in the section “What could not be read, and what was assumed” and in the annex problems.csv.

finding-operation_unknown-title = Operation whose meaning is not known
finding-operation_unknown-many = { $gathered } more operations have a name that no list explains.
finding-operation_unknown-1a = The operation “{ $operation }” appears in { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }. No source explains it, so the rows are kept as they are and counted.
finding-operation_unknown-1b = No source explains the operation “{ $operation }”.
finding-operation_unknown-1c = There are rows with an operation whose meaning is not known.
finding-operation_unknown-2a = Coins concerned: { $asset }.

# Many findings of one kind, told as one beside the weightiest and latest.
gathered-many = { $gathered } more of the kind “{ $title }” are put together here.
gathered-money-a = Together they are { $money }, the largest { $largest }.
gathered-money-b = Together they are { $money }.
gathered-span = Dates: { $span }.
gathered-apart = There are so many that they are told as one; the weightiest and the latest stand on their own.


# Names of the checks
check-withdrawal_to_new_address = Withdrawals to addresses not used before
check-account_drained = Most of the assets withdrawn within a short time
check-conversion_before_withdrawal = Holdings gathered into one coin before a withdrawal
check-forced_losing_trades = Repeated buying high and selling low
check-trade_burst = Bursts of trades
check-first_trade_in_symbol = First trades in a pair
check-withdrawal_rejected = Withdrawals that were not completed
check-withdrawal_delayed = Withdrawals that take longer than usual
check-deposit_pending = Deposits not fully credited
check-deposit_missing_memo = Deposits without memo or tag
check-address_lookalike = Destinations that resemble earlier addresses
check-address_invalid = Addresses whose form does not fit
check-wrong_network = Address and network that do not match
check-order_mistake = Orders far from the usual
check-fill_off_market = Fills far from the market's price
check-order_not_filled = Orders that were not filled
check-liquidation = Liquidation records
check-hold_running = Temporary holds
check-platform_outage = Overlap with exchange outages
check-balance_gap = Records that do not add up
check-security_change = Changes of security settings
check-unknown_login = Logins the owner does not recognise
check-account_restricted = Notices of restriction or review
check-mail_spoofed = Mails whose sender cannot be confirmed
check-url_imitates_exchange = Links that imitate an exchange
check-secret_exposed = Secrets in the exhibits
check-time_zone_assumed = Records whose time zone was assumed
check-rows_unreadable = Rows that could not be read
check-operation_unknown = Operations whose meaning is not known

# What a finding alone does not show
limit-who_did_it = The records do not show who acted.
limit-owner_may_have_done_it = The records alone do not show whether the owner did this. Whether they recognise it is for the owner to say.
limit-counterparty_unknown = The records do not show who the other side was, or whether there is a connection.
limit-not_wrong_in_itself = Trading a pair for the first time does not by itself mean that anything is wrong.
limit-exchange_reasons = The exchange's reasons are not known beyond what the records say.
limit-cause_unknown = The cause cannot be told from these records alone.
limit-recoverable = Whether it can be returned is not known. The receiving side decides.
limit-intent_unknown = The records do not show what was intended or how it came about.
limit-where_it_went = The records do not show where it is now.
limit-manipulation = This does not show that anyone moved the price.
limit-queue_position = Public market data does not show an order's place in the queue.
limit-fairness = Whether the calculation and the procedure were correct cannot be judged from these records alone.
limit-cannot_be_shortened = The end is calculated from the records. If the app shows another time, go by the app. The exchange says such a hold cannot be lifted early.
limit-compensation = Whether there is compensation is not known.
limit-passing_is_not_genuine = A mail in which this check finds nothing is not proved genuine by that.
limit-site_not_visited = The link was not opened and what is behind it was not looked at.
limit-not_known_if_misused = The records do not show whether anyone used it.
limit-times_may_be_off = If the assumption is wrong, times are off by hours, and the order of events may change.
limit-rows_may_matter = The rows that could not be read may contain something important.
limit-meaning_unknown = What this operation means is not known. It may also affect the balances.
