# The pages of the app. A frightened person reads them: short and calm.

help-app-no-browser = Start without opening a browser
help-app-port = The port to use (0: any that is free)
help-app-data = The folder for data (default: the usual place)
help-demo-open = Open the made-up case in the app
help-demo-no-browser = Start without opening a browser (with --open)
help-demo-port = The port to use (with --open)
help-demo-data = The folder for data (with --open)

app-started = Open the address above in a browser. It works on this computer only. Press Ctrl+C to end.
app-runs-already = Hikeshi is running already. Open the address above in a browser.

web-name = Hikeshi
web-line = first response to exchange trouble
web-skip = To the content
web-nav = Site
web-nav-first = Start
web-nav-cases = Cases
web-nav-prevent = Prevention
web-lang-other = 日本語
web-lang-other-tag = ja
web-tabs = This case
web-tab-steps = Do now
web-tab-exhibits = Evidence
web-tab-course = Course of events
web-tab-findings = Findings
web-tab-dossier = Dossier
web-tab-manage = Case settings
web-made-up = A made-up case, for practice
web-foot-secrets = There is never a need to enter a password, a code or a recovery phrase here.
web-foot-here = What you enter is kept on this computer only.
web-back-first = To the first page
web-look-again = See how far it is
web-refused = This page cannot be opened
web-refused-host = It was opened under another name. Use the address that Hikeshi printed when it started.
web-refused-origin = This was sent by another site, so nothing was done. If you did not expect it, there is nothing you need to do.
web-refused-token = Use the address that Hikeshi printed when it started (the one with “token=”). After a restart there is a new one.
web-try-again = Try again
web-stage-waiting = Waiting for its turn
web-stage-intake = Sealing
web-stage-examine = Examining
web-stage-dossier = Writing the dossier
web-stage-bundle = Making the bundle

first-title = What is happening?
first-danger = If money could still be leaving, start here: protect the account
first-see = Choose what you see
first-words = Put it in words
first-words-label = What is happening, as far as you can say
first-words-note = A few words will do. Nothing is kept yet. Do not write passwords or codes.
first-words-send = Show me what to do first
first-files = Begin with your files
first-files-note = If you have exports or mails at hand, you can add them first and have them examined.
first-files-begin = Add files
first-cases = Carry on
first-looks-like = It looks like
first-because = Because of the words:
first-nothing = Nothing in these words calls for haste. That does not mean that all is well.
first-again = Choose again
first-others = What else it could be
first-begin-title = Begin a record
first-begin-note = What you told so far becomes the first exhibit, and steps and evidence stay in one place. No registration.
first-begin = Begin the record of this case
first-things-of = First things: { $kind }

cases-title = Cases
cases-none = None yet.
cases-closed = closed
cases-begin = Begin a new case
cases-new = New case

manage-title = Case settings
manage-name = Name
manage-rename = Rename
manage-close-title = Close
manage-close-note = It moves to the end of the list. You can reopen it at any time. The evidence stays.
manage-close = Close this case
manage-reopen = Reopen
manage-delete-title = Delete
manage-delete-note = Removes all { $exhibits } exhibits and the records from this computer. This cannot be undone. Bundles and copies of the dossier that you saved elsewhere, and your own original files, stay.
manage-delete-sure = I understand that this cannot be undone
manage-delete = Delete this case
manage-delete-held = An exhibit is on legal hold, so the case cannot be deleted. Release it on the exhibit’s page first.

steps-title = Do now
steps-details = Details
steps-do = Done
steps-undo = Undo
steps-done-at = Done:
steps-answer = Answer
steps-clocks = Deadlines and waiting times
steps-clock-from = Counted from:
steps-clock-hours = { $hours ->
    [one] After 1 hour:
   *[other] After { $hours } hours:
}
steps-clock-left = { $hours } h { $minutes } min left
steps-clock-over = is over
steps-clock-start = Say from when
steps-clock-change = Change the start
steps-clock-when = When did it happen? ({ $zone })
steps-clock-set = Count from this time
steps-clock-now = Count from now
steps-clock-none = Stop counting
steps-kind-other = If it is something else
steps-kind = Kind of trouble
steps-kind-change = Take it for this kind

exhibits-title = Evidence
exhibits-drop = Add files (drop them here, or choose)
exhibits-drop-note = Exports (CSV, Excel, ZIP), mails (.eml), screenshots, notes. They are sealed as they are, and then examined.
exhibits-send = Add
exhibits-paste = Paste a text
exhibits-paste-label = A mail, a chat, an error message
exhibits-paste-note = Passwords and other secrets in it are masked before it is kept.
exhibits-paste-send = Keep it as an exhibit
exhibits-waiting = { $count ->
    [one] 1 file was received and will be sealed.
   *[other] { $count } files were received and will be sealed.
}
exhibits-none = No evidence yet.
exhibits-events = { $events ->
    [one] The custody log has 1 event.
   *[other] The custody log has { $events } events.
}
exhibits-problems = What could not be read
paste-own-words = In my own words
paste-pasted = Pasted text
exhibit-number = Exhibit { $number }
exhibit-grade = grade { $grade }
exhibit-grade-name = Origin grade
exhibit-size = { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
}
exhibit-held = on legal hold
exhibit-hash = SHA-256
exhibit-bytes = Size (bytes)
exhibit-cited = Cited places
exhibit-line = Line { $line }
exhibit-history = Custody
exhibit-original = Save the file as it came
exhibit-original-note = The original holds information that is not masked. To hand evidence on, use the bundle.
exhibit-hold = Put on legal hold (it can then not be deleted)
exhibit-release = Release from legal hold

custody-collected = collected
custody-imported = taken in
custody-viewed = viewed
custody-derived = copy made
custody-exported = written out
custody-transferred = handed over
custody-received = received
custody-verified = checked
custody-sealed = sealed
custody-placed_on_hold = put on legal hold
custody-released_from_hold = released from legal hold
custody-deleted_request = deletion asked for
custody-step_done = step recorded

findings-nothing-yet = There is nothing to examine yet.
findings-add = Add files

dossier-page-note = A report for the police, the exchange or a lawyer, in Japanese and English.
dossier-page-make = Write the dossier
dossier-page-place = It lies in { $place }
bundle-page-title = Bundle
bundle-page-note = Evidence, dossier and custody log in one package in which any later change can be shown. Exhibits with secrets go along as masked copies.
bundle-page-make = Make the bundle
bundle-page-intact = read again and intact
bundle-page-broken = read again: something does not fit
bundle-page-unstamped = not time-stamped yet

prevent-title = Prevention
prevent-lead = What keeps the next trouble away.

err-bad-form = The form could not be read: { $subject }
rec-bad-form = Go back and try again.
err-case-held = An exhibit is on legal hold, so nothing was deleted.
rec-case-held = Release it on the exhibit’s page first.
err-foreign-form = This did not come from a page of Hikeshi, so nothing was done.
rec-foreign-form = Open the page again and retry.
err-internal = A fault of the program broke the work off.
rec-internal = What was received is still there. Please try again.
err-no-such-page = There is no page with this address.
rec-no-such-page = Start from the first page.
err-port = Port { $subject } cannot be used.
rec-port = Another program uses it. Name another with --port, or leave --port out.
err-serving = The browser can no longer be answered.
rec-serving = Start Hikeshi again. What was received is still there.
err-store = The app’s records cannot be read or written: { $subject }
rec-store = Check the free space and the permissions there, then start again. The evidence itself is sealed elsewhere.
err-store-busy = Another Hikeshi is using the app’s records.
rec-store-busy = Close the other one, or name another place with --data.
err-store-damaged = The app’s records are damaged: { $subject }
rec-store-damaged = The file was not touched. Rename it and start again for new records. Sealed evidence stays in the folder “cases”.
err-store-newer = The app’s records were written by a newer Hikeshi.
rec-store-newer = Please use the newer version.
err-store-read-only = The app’s records cannot be written: { $subject }
rec-store-read-only = Check the permissions there, or name another place with --data.
err-upload-broken = It broke off and was not received: { $subject }
rec-upload-broken = Please add it again, with the others you sent along.
err-upload-empty = No file was chosen.
rec-upload-empty = Go back and choose files.
err-upload-too-large = That is more than can be received at once: { $subject }
rec-upload-too-large = Add it in several goes (8 GB and 20,000 files at a time).
err-work-crashed = The program ended several times during this work, so the work was left alone.
rec-work-crashed = What was received is still there. Press “Try again”, or try the file that was added last in another case.

help-config = The settings file (see docs/SETTINGS.md)
help-completions = Print the completions for a shell
help-completions-shell = The shell: bash, zsh, fish, powershell, elvish
web-about = About Hikeshi
about-version = Hikeshi { $version } (first response to exchange trouble)
about-offline = It runs on this computer only. Something goes out only when you choose to whom and ask for it.
about-odds = Nobody can promise that what was lost comes back. Give neither money nor data to anyone who says it surely will.
about-diagnostics = To report a fault
about-diagnostics-note = It holds no name of a case, no evidence and none of your words. Read it before you send it.
about-diagnostics-label = Diagnostics
about-copy = Copy
about-place = The data lies in { $place }

web-nav-check = Check
check-title = Is this safe to trust?
check-lead = Paste one thing you are unsure about: an address, a link, a mail, a message, a transaction id, an account name, an error message.
check-label = What you are unsure about
check-note = What you paste is not opened, not sent and not kept. Do not paste passwords or recovery words.
check-more = Add what you know
check-chain = Network of the address (such as TRX, ETH, BTC)
check-server = Name of your own mail server (used for mails)
check-code = Your anti-phishing code, if you have set one
check-send = Check
check-file = Choose a mail as a file (.eml)
check-another = Check something else
prevent-checkups = Check-ups
checkup-password = Check a password
checkup-password-lead = How strong is a password you are about to use? It is looked at in memory only, not kept and not sent.
checkup-password-label = A password you are about to use (not one you use now)
checkup-password-own = Words about yourself: name, birthday, mail address
checkup-password-own-note = Separated by spaces. A password that holds one of them is weaker, so they are compared.
checkup-api-key = Check how API keys are kept
checkup-api-key-lead = Only questions. The keys themselves are entered nowhere.
checkup-document = Check a photo of an identity document
checkup-document-lead = Before you submit it: can it be read, is it still valid, which numbers must be masked? The photo is not kept and not sent.
checkup-document-label = The photo
checkup-back = To prevention
