# Triage, first things, playbooks: what a frightened person reads first. Short and calm.

help-triage = Say in your own words what is wrong: what it is, how urgent, and what to do first
help-triage-text = What is happening, in English or Japanese, as well as you can (“-” reads standard input)
help-triage-lang = Language of the answer: en or ja (default: the language of the text)
help-triage-json = Print only the machine-readable result (JSON)
help-triage-lines = Read each line of standard input as one text and answer each with one line of JSON, in order
help-triage-button = Instead of words, choose what you see: balance_down, cannot_log_in, not_arrived, cannot_withdraw, order_odd, contacted, other
help-triage-answer = Answer to a question, as question=answer; may be given several times, in order
help-firstaid = Write the first things to do as one page, for a phone or a sheet of paper
help-firstaid-kind = Kind of trouble (--list shows them)
help-firstaid-out = File to write (HTML)
help-firstaid-lang = Language: ja, en or both (default: both)
help-firstaid-list = List the kinds of trouble
help-firstaid-family = Write the page for family or a counsellor who helps
help-playbook = Show all steps for a kind of trouble, from first to last
help-playbook-kind = Kind of trouble (--list shows them)
help-playbook-lang = Language: ja or en
help-playbook-json = Print the plan in machine-readable form (JSON)
help-playbook-fact = Something known, as name=value; may be given several times: money_left=yes, site=japan
help-playbook-family = The same steps as seen by family or a counsellor, with the words for a telephone interview
help-playbook-format = Form of the output: text, json or cacao (CACAO 2.0)
help-playbook-out = File to write (default: shown here)
help-playbook-list = List the kinds of trouble

triage-said-kind = What it looks like: { $kind }
triage-said-urgency = How urgent: { $urgency }
triage-said-because = Words that led there: { $words }
triage-said-others = It could also be: { $kinds }
triage-said-ask = One question first
triage-said-how = To answer, add “--answer question=answer” to the same command, for example: --answer { $example }
triage-said-meanwhile = Until that is clear, act as if it were the serious case
triage-said-first = First things
triage-said-more = All the steps: hikeshi playbook { $kind }
triage-said-page = One page to print or keep on a phone: hikeshi firstaid { $kind } --out first-things.html
triage-said-nothing = Nothing in these words calls for haste. That does not mean that all is well.
triage-said-nothing-see = You can also choose by what you see:
triage-urgency-minutes = now (minutes count)
triage-urgency-hours = today
triage-urgency-days = within days

quoted = “{ $text }”

ask-what_happened = What do you see right now?
ask-is_withdrawal_listed = Does the withdrawal history list a withdrawal you do not recognise?
ask-in_another_wallet = Is it in another wallet (Spot, Funding, Futures, Earn), or does it appear when “hide small balances” is off?
ask-was_position_open = Did you have a leveraged position (Futures, Margin)?
ask-do_others_see_it = Does the official status page, or do other users, report a fault?
ask-which_direction = Which way was it going?
ask-timer_or_review = What does the screen say?
ask-who_changed = Whose change keeps you out?
ask-what_was_given = What did you give them, or type in somewhere?
ask-which_order = What is the state of the order?
ask-is_position_open = Is a leveraged position open that you cannot manage?

answer-yes = Yes
answer-no = No
answer-unknown = I do not know, or cannot look
answer-money_gone = Money or coins are gone, or somebody is inside
answer-cannot_enter = I cannot log in
answer-transfer_or_order = A transfer or an order does not do what it should
answer-somebody_wrote = Somebody contacted me
answer-into_exchange = Into the exchange
answer-out_of_exchange = Out of the exchange
answer-at_bank = Money at the bank, by card or P2P
answer-timer = A time, such as hours left
answer-review = A review or restriction without a time
answer-closed = This coin, network or destination is not available
answer-money_first = It asks me to pay before it pays out
answer-owner = My own (new phone, changed mail and so on)
answer-exchange = The exchange's
answer-secret = A password, code, recovery words, key or approval
answer-personal_data = A name, telephone number or identity document
answer-nothing = Nothing
answer-wrong_filled = My own mistake, and it was filled
answer-wrong_open = My own mistake, still open
answer-bad_execution = The price or the fill was not what I expected
answer-nobody_placed = I did not place it

button-balance_down = The balance is lower or zero
button-cannot_log_in = I cannot log in
button-not_arrived = Something has not arrived
button-cannot_withdraw = I cannot take something out
button-order_odd = An order or a fill is odd
button-contacted = A suspicious message came
button-other = Something else, or not sure

phase-first = First
phase-contain = Stop it
phase-preserve = Keep evidence
phase-examine = Find out what happened
phase-report = Report
phase-follow_up = Afterwards
phase-prevent = From now on

sheet-maker = Hikeshi — first response to exchange trouble
sheet-title = First things
sheet-rest = After that
sheet-look-first = If the balance only looks lower: twenty seconds first
sheet-look-then = If one of these explains it, there may be no need to disable the account. If a withdrawal is listed that you do not recognise, go to step 1 at once.
sheet-narrow = Answers that narrow the steps (--fact name=answer)
sheet-where = Where: { $text }
sheet-avoid = Take care: { $text }
sheet-cost = Know before: { $text }
sheet-say = Words to use: { $text }
sheet-why = Why: { $text }
sheet-timer = Time: { $name}. { $text }
sheet-perhaps = If it applies: { $title }
sheet-minutes = about { $count } min
sheet-official = official
sheet-practice = practice
sheet-unconfirmed = not officially confirmed
sheet-sources = Sources (type addresses yourself)
sheet-source-dated = { $name } (dated { $dated }, read { $seen })
sheet-source = { $name } (read { $seen })
sheet-uncertain = old, or not well supported
sheet-overdue = to be confirmed
sheet-overdue-note = “To be confirmed”: its date of review has passed. Check the official page before you rely on it.
sheet-made = made on { $day }
sheet-code = Read with a phone, this gives the first three things as text, without a network
sheet-secrets = Give your password, codes and recovery words to nobody. Hikeshi never asks for them.
sheet-other-language = English
sheet-kinds = Kinds of trouble
sheet-written = Written: { $path }

family-title = For whoever is helping
family-owner = Have them do this: { $title }
family-helper = You do this: { $title }
family-either = Either of you: { $title }
family-rule-1 = No blame and no hurry. Read out one step at a time.
family-rule-2 = Do not ask for, look at or keep passwords, codes or recovery words. Only the owner types them.
family-rule-3 = The owner acts and sends. You read, write down and watch the time.
family-rule-4 = Use no remote-control app. Have the screen read to you.
consent-title = The owner's consent
consent-text = I ask the helper to listen, to take notes and to read out the steps. I hand over no password, code or recovery words. I act and send myself. The notes serve this matter only and are returned to me or deleted when it is over. I can withdraw this consent at any time.
consent-owner = Name of the owner
consent-helper = Name of the helper
consent-day = Date
consent-check = On the telephone: read this out, and write down the “yes” with its time
interview-title = Telephone interview
interview-open = “Take your time. Nobody blames you. Please do not tell me your password or any code. Could you read out what is on the screen, just as it is?”
interview-ask = Ask in this order and mark the answers. Where they do not know, leave it at that and go on.
interview-close = “I will read back what I wrote. Tell me what is wrong. Then let us do the next thing together, just one.”

err-no-words = There was no text.
rec-no-words = Write in a few words what is happening, or choose what you see with --button. For example: hikeshi triage "my balance is zero"
err-unknown-button = There is no such button: { $subject }
rec-unknown-button = Choose one of: balance_down, cannot_log_in, not_arrived, cannot_withdraw, order_odd, contacted, other.
err-bad-answer = This answer could not be used: { $subject }
rec-bad-answer = Write it as question=answer, with one of the answers shown for that question. Without --answer the question and its answers are shown.
err-unknown-kind = There is no playbook for this kind: { $subject }
rec-unknown-kind = hikeshi firstaid --list shows them. If you do not know the kind, tell hikeshi triage what is happening.
err-bad-fact = This could not be read: { $subject }
rec-bad-fact = Write it as name=value, such as money_left=yes, site=japan or hops=2. Flags are yes or no.
err-file-exists = There is another file of that name: { $subject }
rec-file-exists = Choose another name with --out. Nothing was changed.
err-playbooks = The data of the steps could not be read: { $subject }
rec-playbooks = This is a fault of the program. If installing it again does not help, please report this message. If it is urgent, open the official app yourself and disable the account there.
err-input = Standard input could not be read.
rec-input = Check where the input comes from and run this again.
triage-said-joint = {"; "}
