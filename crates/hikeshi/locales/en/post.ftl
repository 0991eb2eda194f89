# Words of `hikeshi post`, a look before something is shown in public.

help-post = Find and remove personal data before you write in public (nothing is kept or sent)
help-post-text = The text you want to post (“-” or nothing reads standard input)
help-post-picture = A picture to free from places and other notes (JPEG, PNG, WebP or GIF)
help-post-out = Where to write the picture anew, pixels only (PNG)
help-post-json = Print only the machine-readable result (JSON)
help-post-lang = Language: ja or en

post-advice-do_not_post = The advice is not to post. Go on in the official app, with the police and with public offices.
post-warning-impostors_answer = Cries for help are often answered by people who pose as support or experts.
post-warning-no_direct_message = Do not go on in a direct message you receive. Genuine support does not work there either.
post-warning-not_everything_is_seen = Not everything can be found. Read it once more yourself for names, places and nicknames.

post-removed = Removed
post-removed-line = { $name } ({ $count ->
    [one] 1 place
   *[other] { $count } places
}): { $danger }
post-nothing-found = Nothing to remove was found. That is no promise that posting it does no harm.
post-risks = Still risky
post-cleaned = The text without it
post-picture = Written anew from pixels only: { $path }. It holds no note of place or camera. Look yourself for notices, balances and names in it.

post-class-secret = Password or other secret
post-class-user_id = User id (UID)
post-class-mail = Mail address
post-class-phone = Phone number
post-class-name = Name
post-class-postal_address = Postal address
post-class-birth_date = Date of birth
post-class-my_number = My Number
post-class-document_number = Number of an identity document
post-class-card_number = Card number
post-class-bank_account = Bank account
post-class-wallet_address = Wallet address
post-class-transaction_id = Transaction id (TXID)
post-class-order_id = Order or withdrawal id
post-class-ticket_number = Ticket or report number
post-class-loss_amount = Amount
post-class-ip_address = IP address
post-class-handle = Account name on a service
post-class-unknown_number = Long number

post-danger-secret = Whoever sees it can use it. If it is already out, change it now.
post-danger-user_id = Somebody can pretend to know your account.
post-danger-mail = It becomes the target of mails in the exchange's name.
post-danger-phone = It is used for calls, SMS and for taking over the number.
post-danger-name = Strangers know whom to address. Somebody else's name brings harm and dispute.
post-danger-postal_address = It shows where you live.
post-danger-birth_date = It answers questions that check who you are.
post-danger-my_number = By law in Japan this number may hardly be shown to anybody.
post-danger-document_number = It is used to act in your name.
post-danger-card_number = It is used for payments.
post-danger-bank_account = It is used for false contacts and to find the holder.
post-danger-wallet_address = Its balance and all transfers can be read.
post-danger-transaction_id = It shows amount, time and the other side.
post-danger-order_id = It makes false support look genuine.
post-danger-ticket_number = “I am in charge of this ticket” begins with it.
post-danger-loss_amount = Who knows the amount looks like genuine support.
post-danger-ip_address = It shows roughly where you are, and your line.
post-danger-handle = It is a way to contact you directly.
post-danger-unknown_number = What it is could not be told; it was removed to be careful.

post-seen-label = by the words before it
post-seen-form = by the way it is written
post-seen-check_digits = by its check digits
post-seen-title = by a title
post-seen-introduction = by an introduction
post-seen-surname = by a common surname
post-seen-length = by its length

post-instead-secret = [secret removed]
post-instead-user_id = [UID]
post-instead-mail = [mail]
post-instead-phone = [phone]
post-instead-name = [name]
post-instead-postal_address = [address]
post-instead-birth_date = [date of birth]
post-instead-my_number = [My Number]
post-instead-document_number = [document number]
post-instead-card_number = [card number]
post-instead-bank_account = [bank account]
post-instead-wallet_address = [wallet]
post-instead-transaction_id = [TXID]
post-instead-order_id = [order id]
post-instead-ticket_number = [ticket]
post-instead-loss_amount = [amount]
post-instead-ip_address = [IP address]
post-instead-handle = [account name]
post-instead-unknown_number = [number]

post-risk-not_all_read = It is too long: only the beginning was looked at, and the rest is left out of the cleaned text.
post-risk-secret_was_there = A secret stood in it. If it may be out anywhere, change it now.
post-risk-asks_for_contact = It asks for contact, which makes it easy for impostors.
post-risk-asks_for_help = It asks for help; impostors look for such posts.
post-risk-exact_time = It names a day or time. With public records that can tell which transfer it was.
post-risk-place_named = It names a place.
post-risk-age_told = It tells an age.
post-risk-picture_mentioned = It speaks of a picture. Look at what it shows and at its hidden notes before you add it.
post-risk-link_left = A link is left. A link to an explorer, for example, shows the transfer.
post-risk-accuses = It points at somebody. If that is wrong, it harms them and you.
