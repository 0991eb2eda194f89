# Headings and body of the dossier.
dossier-title = Incident dossier
dossier-kind = On the records of a crypto-exchange account
dossier-demo = Sample: a made-up case. The person, account and transactions do not exist.
dossier-demo-short = Sample (made-up case)
dossier-as_of = As of
dossier-page = Page { $page } of { $pages }
dossier-footer = { $software }, rules { $rules }
dossier-none = none
dossier-unknown = not recorded
dossier-yes = yes
dossier-more = { $count } more
dossier-more-rows = { $count ->
        [one] { $count } more row is
       *[other] { $count } more rows are
    } in the annex { $file }.
dossier-separator = {", "}
dossier-cite = exhibit { $exhibit }, line { $line }
dossier-cite-short = Ex. { $exhibit }, line { $line }
dossier-exhibit = Exhibit { $exhibit }
dossier-lines-more = { $count ->
        [one] { $count } more place
       *[other] { $count } more places
    }

zone-japan = Japan time
zone-japan-column = Japan time (UTC+9)
zone-named-column = { $zone } time
zone-utc = UTC

first-heading = First things (for the owner)
first-disable_account = Stop the account
first-delete_api_keys = Stop the API keys
first-freeze_request = Ask for a freeze
first-police_report = Go to the police
first-police_report-text = Take this dossier, printed, and note the report or consultation number and the officer's name.
first-change_secrets = Change passwords

summary-heading = In short
summary-examined = { $exhibits ->
        [one] { $exhibits } exhibit
       *[other] { $exhibits } exhibits
    } with { $events ->
        [one] { $events } record
       *[other] { $events } records
    } were examined.
summary-period = The times in them range over { $span }.
summary-triage = Judging from the records, this looks most like: { $kind }. When to act: { $urgency }.
summary-alternatives = Other possible situations: { $kinds }.
summary-nothing = The checks that ran found nothing that calls for attention. This does not mean that nothing is wrong: what is not in the exhibits, and what could not be read, was not examined.
summary-no-records = Not one record could be read from the exhibits. This does not mean that nothing is wrong. “Exhibits” lists what was examined, and “What could not be read, and what was assumed” says why.
summary-found = Main findings
summary-found-more = { $count ->
        [one] { $count } more finding is
       *[other] { $count } more findings are
    } in section 2.
summary-money = Withdrawals that call for attention
summary-when = When
summary-how-much = How much
summary-where-to = Destination
summary-where-to-value = { $count ->
        [one] { $count } address
       *[other] { $count } addresses
    }
summary-txids = Transaction ids
transfers-no-prices = Amounts are in the currency that moved. A value in yen or dollars stands with a finding, and only where an exhibit holds a price for it.
summary-elsewhere = { $count } more in section 3 and in the annex.
summary-gaps = { $problems ->
        [0] Checks that could not run: { $checks }.
       *[other] { $checks ->
            [0] Not read or assumed: { $problems }.
           *[other] Not read or assumed: { $problems }. Checks that could not run: { $checks }.
        }
    }

ask-heading = What readers are asked to do
ask-exchange = The exchange
ask-police = The police
ask-lawyer = A lawyer

stop-title = Do not respond to offers to “get it back”
stop-body = Beware of anyone who says they can get money back and first asks for a fee, tax or deposit, or for a password, code or seed phrase: this can lead to a second loss. Do not contact “support” found by search, in ads or on social media; use the support inside the official app.

form-heading = To be filled in by the owner
form-note = These fields are printed empty; nothing is filled in automatically. Fill in what you can.
form-name = Name
form-contact = Contact (phone, mail)
form-address = Address
form-uid = User id at the exchange (UID)
form-ticket = Enquiry number at the exchange
form-police = Police report (or consultation) number and officer
form-date = Date
form-signature = Signature
form-statement = What happened, and which withdrawals or actions, if any, you do not recognise (in your own words)

timeline-heading = What happened, in order
timeline-intro = Events that belong to findings (●) and events before and after them (○), in order of time.
timeline-empty = No event with a known time.
timeline-caption = Timeline (upper labels { $zone }, lower labels UTC). Long empty stretches are shortened.
timeline-alt = Timeline of { $count } events from { $from } to { $to }, in four lanes: in, out, trades and exchanges, account notices. The table below says the same.
lane-in = In
lane-out = Out
lane-trade = Trades
lane-notice = Notices
col-no = No.
col-utc = UTC
col-what = What
col-amount = Amount
col-cite = Exhibit, line
trades-count = { $count ->
        [one] { $count } trade
       *[other] { $count } trades
    }

findings-heading = Findings
findings-intro = The most urgent first. The sentences are made automatically from the records; each finding shows the exhibits and lines it rests on.
findings-none = The checks that ran found nothing of the kinds they look for. This does not mean that nothing is wrong.
finding-facts = Facts in the records
finding-rows = Rows it rests on
finding-rows-more = { $count ->
        [one] { $count } more row is
       *[other] { $count } more rows are
    } in the annex cited_rows.csv.
finding-rows-unquoted = For the content of the rows please open the exhibit: { $cites }
finding-limit = Not shown by this
finding-steps = What the owner does
finding-severity = How urgent
finding-confidence = How sure
finding-row = Content of the row
finding-masked = A copy of exhibit { $exhibit } with secrets and personal numbers masked is attached.
finding-withheld = No copy of exhibit { $exhibit } is attached, because secrets or personal numbers are inside it.

transfers-heading = Money in and out
transfers-intro = Deposits to the account and withdrawals from it, in order of time. Addresses and transaction ids are complete. The annex transfers.csv holds the same list.
transfers-empty = No record of money in or out.
col-direction = Direction, amount
col-network = Network
col-address = Address / transaction id (TXID)
col-status = Status
direction-in = In
direction-out = Out
transfers-fee = fee { $fee }
transfers-memo = memo { $memo }
transfers-txid = TXID
transfers-marked = in a finding
balances-heading = Sum of the movements in the transaction history
balances-note = The movements in the transaction history, added up by coin. Balances from before its period are not included, so this can differ from the real balance.
col-asset = Coin

charts-heading = Prices
charts-caption = { $symbol } (every { $step }). Vertical lines run from low to high; ▲ bought, ▼ sold. Upper labels { $zone }, lower labels UTC. Market data: { $exhibits }.
charts-joined = { $count } values of the market data, of { $known } each, are joined into { $drawn } lines of { $step } each. Every low and every high lies within its line.
charts-more-marks = ▲ and ▼ mark only the { $marked } trades nearest to the time of the finding. Within the time shown the account has { $count } more { $count ->
        [one] trade
       *[other] trades
    }.
charts-alt = Price chart of { $symbol } from { $from } to { $to }, low { $low }, high { $high }, with { $count } of the account's own trades marked.
charts-note = Market data shows the range that was traded at a time. It does not show why, or who moved it.

exhibits-heading = Exhibits
exhibits-intro = What was examined, and the value calculated from the bytes of each file (SHA-256). If a file changes even slightly, so does its value.
exhibits-empty = There are no exhibits.
exhibit-name = File name
exhibit-of = Taken from
exhibit-format = Format
exhibit-rows = Rows read
exhibit-period = Period
exhibit-zone = Time zone of its times
exhibit-zone-value = { $zone } (from: { $from })
exhibit-grade = Origin grade
exhibit-sha256 = SHA-256
exhibit-size = Size
exhibit-size-value = { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
exhibit-corroborated = Exhibits that say the same
exhibit-copy = Copy attached
copy-masked = A copy with secrets or personal numbers masked, because the file held some. The owner keeps the original.
copy-masked-picture = A copy with the lines that hold secrets or personal numbers painted over, and without the data a camera adds. The owner keeps the original.
copy-masked-workbook = A copy rewritten as CSV with secrets or personal numbers masked, because the file held some. The owner keeps the original.
copy-withheld = None, because secrets or personal numbers are inside this file. The owner keeps the original.
copy-unsearched = The file as it is. It could not be searched for secrets or personal numbers.
grades-heading = What the origin grades A to D mean
users-note = User ids in the records: { $users }
users-mixed = The records belong to several accounts, and for some rows it cannot be told which. Results that compare with what the account did or held before are therefore given only as possible, and balances were not added up.

checks-heading = Checks that ran, and checks that could not
checks-intro = “None found” means that the exhibits examined hold no record of that kind. It does not mean that nothing is wrong.
checks-run = Checks that ran
checks-not-run = Checks that could not run
col-check = Check
col-result = Result
col-why = Why it could not run
checks-found = { $count } found
checks-silent = none found
checks-none-run = No check could run.
checks-all-run = No check was left out.
left-out-heading = Looked at in part, because there is so much
left-out-exports_compared = Exports of the same period: { $count ->
        [one] one pair was
       *[other] { $count } pairs were
    } not compared row by row.
left-out-steps_before_withdrawal = Conversions and trades before a withdrawal: up to 2,000 of each, the latest, were looked at for each withdrawal. For one withdrawal there are { $count } more.
left-out-withdrawals_weighed = Most of the account withdrawn: the latest withdrawals were looked at. { $count ->
        [one] One earlier one was
       *[other] { $count } earlier ones were
    } not.
left-out-addresses_closely = Addresses of the wrong form: for { $count } of them, which character is wrong was not looked into.
left-out-legs_named = Rows of the statement that belong to a fill: where many rows cannot be told apart, up to { $count } of one fill are not named.
left-out-moments_told = Timeline: { $count } more { $count ->
        [one] event stands
       *[other] events stand
    } neither in this report nor in timeline.csv. The records hold all of them.
left-out-trades_marked = Price charts: { $count ->
        [one] one of the account's own trades is
       *[other] { $count } of the account's own trades are
    } not marked. The records hold all of them.
left-out-charts_drawn = Price charts: { $count ->
        [one] one more finding has
       *[other] { $count } more findings have
    } none.

problems-heading = What could not be read, and what was assumed
problems-intro = What could not be read, and what was read under an assumption. What could not be read was not used in the checks; what was assumed was used as assumed.
problems-empty = Nothing was left unread, and nothing was assumed.
problems-assumed = Assumed time zones
problems-by-kind = How many of each kind
col-count = Count
col-problem = What
col-value = What was there
col-where = Where

limits-heading = What this dossier does not prove
limits-seal = A SHA-256 value serves to check that a file has not changed. A time stamp, where there is one, also shows that it existed by that time. Neither shows that the content is true or genuine.
limits-source = The material the owner provided was read as it is. It was not compared with the exchange's internal records.
limits-who = Nothing is said about who acted or who is responsible. The holders of addresses are not identified.
limits-recovery = Nothing is said about whether assets can be returned.
limits-silence = Something may have happened even if it is not written here.
limits-advice = This is neither legal advice nor advice to trade.

about-heading = How this was made
about-software = Software
about-rules = Version of the rules
about-schema = Version of the result format
about-as_of = As of
about-as_of-note = The latest time in the exhibits, or the time that was specified. Not the time of printing.
about-zone = Times are shown in
about-zone-value = { $zone } and UTC
about-font = Font of the PDF
about-font-value = { $name } (SHA-256: { $sha256 })
about-font-none = not specified
about-same = The same exhibits, examined with the same versions and settings, give exactly the same dossier.
about-annex = Annex (CSV)
about-annex-value = timeline.csv, transfers.csv, addresses.csv, transaction_ids.csv, cited_rows.csv (rows the findings rest on), findings.csv, problems.csv (what could not be read), exhibits.csv

# Headings of the annex
annex-time_local = Time (owner's zone)
annex-time_utc = Time (UTC)
annex-kind = Kind
annex-detail = Content
annex-amount = Amount
annex-in_finding = In a finding
annex-cites = Exhibit, line
annex-direction = Direction
annex-asset = Coin
annex-fee = Fee
annex-network = Network
annex-address = Address
annex-memo = Memo or tag
annex-txid = Transaction id (TXID)
annex-status = Status
annex-exhibit = Exhibit
annex-line = Line
annex-code = Code
annex-cells = Content of the row
annex-no = No.
annex-title = Finding
annex-severity = How urgent
annex-confidence = How sure
annex-limit = What this alone does not show
annex-steps = What the owner does
annex-name = File name
annex-value = What was there
annex-of = Taken from
annex-sha256 = SHA-256
annex-size = Size (bytes)
annex-format = Format
annex-format_key = Format (key)
annex-rows = Rows read
annex-from_utc = Period from (UTC)
annex-to_utc = Period to (UTC)
annex-zone = Time zone of its times
annex-zone_from = Zone taken from
annex-grade = Origin grade
annex-copy = Copy attached

# Columns of public market data
market-open_time = Open time
market-open = Open
market-high = High
market-low = Low
market-close = Close
market-volume = Volume
market-close_time = Close time
market-quote_volume = Quote volume
market-trades = Trades
market-buy_volume = Taker buy volume
market-buy_quote_volume = Taker buy quote volume
market-trade_id = Trade id
market-price = Price
market-quantity = Quantity
market-quote_quantity = Quote quantity
market-time = Time
market-buyer_maker = Buyer was maker
market-best_match = Best price match
market-first_id = First trade id
market-last_id = Last trade id

# Why an exhibit has its origin grade
exhibit-grade-value = { $grade } ({ $why })
origin-dkim_verified = the signature of the sender’s domain was computed again with the key sealed beside it
origin-dkim_other_domain = only another domain’s signature could be confirmed, not the sender’s
origin-dkim_broken = the signature does not fit the contents, which forwarding can cause
origin-dkim_no_key = it is signed, but the key to check it with is not here
origin-dkim_weak = its signature is too old or covers too little to confirm anything
origin-dkim_none = it carries no signature of the sender’s domain
origin-public_data = public data that anybody can fetch again
origin-published_key = a record of a published key
origin-one_source = a file from one source
origin-picture = a picture, or words read from one
origin-typed = words typed by hand
origin-not_recognised = a file of unknown kind
