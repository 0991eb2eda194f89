# What the console says. Short, calm, no blame.

help = Hikeshi: first response to trouble at a crypto exchange. It turns what you have into a dossier
help-examine = Examine exports, mails and notes, and write a dossier
help-demo = Write a sample dossier from a made-up case
help-check = Says what a pasted address, link, mail, ID or message is, and what to watch for; nothing is fetched
help-check-thing = What to check (from standard input when not given; never a secret)
help-check-file = A file to check: a mail (.eml) or text
help-check-lines = Checks each line of standard input and prints one JSON object per line; a line CHAIN[TAB]ADDRESS asks for that network
help-check-json = Prints the result as JSON
help-check-lang = Language: ja or en
help-check-chain = The network the address is to be used on: BTC, ETH, BSC, TRX and so on
help-check-mail-server = Name of the receiving server whose results you trust
help-check-code = Your anti-phishing code (never printed)
help-examine-paths = Files or folders to examine, as many as you like
help-out = Folder to write the dossier into
help-examine-out = Folder to write the dossier into (without it the result is only shown)
help-demo-out = Folder to write the sample into (default: ./hikeshi-demo)
help-lang = Languages of the dossier: ja, en or both (default: both); ja and en also set the console's
help-examine-json = Print only the machine-readable result (JSON) on standard output
help-examine-tz = Time zone you live in, such as Asia/Tokyo or +09:00 (default: this computer's)
help-examine-zone = Time zone of files that do not name theirs, such as Asia/Tokyo or +09:00
help-examine-as-of = What to take as “now” (default: the newest time in the material)
help-examine-answers = File with your answers (TOML)
help-font-dir = Folder with the Japanese font for the PDF
help-examine-title = Title on the first page of the dossier

stage-intake = Sealing the material
stage-examine = Examining
stage-dossier = Writing the dossier

summary-title = Hikeshi — first response to exchange trouble
summary-made-up = This is a sample made from an invented case. It has nothing to do with real people, accounts or trades.
summary-read =
    { $exhibits ->
        [one] { $exhibits } exhibit
       *[other] { $exhibits } exhibits
    } taken in, { $rows ->
        [one] { $rows } record
       *[other] { $rows } records
    } read
console-found =
    { $count ->
        [one] { $count } finding
       *[other] { $count } findings
    } ({ $critical } urgent, { $warning } needing attention, { $info } for information)
summary-critical = {"  "}[urgent] { $text }
summary-warning = {"  "}[attention] { $text }
summary-info = {"  "}[information] { $text }
summary-problems = Could not be read: { $count }
summary-more = {"  "}and { $count } more
summary-not-run = Checks that could not run because material is missing: { $count }
summary-no-all-clear = What is not listed here is not thereby cleared.
summary-stale = The newest record is { $days ->
        [one] { $days } day
       *[other] { $days } days
    } old. If anything happened since, export your history again and add it.
summary-place = Dossier: { $dir }
summary-font = Font of the PDF: { $family }
summary-no-out = To write the dossier, run this again with --out FOLDER.
summary-kept-back = Secrets were found, so the originals of these exhibits were not copied out: { $ids }

font-missing = No Japanese font was found, so no PDF was made. The HTML has the same content.
font-advice-linux = Install a font and run this again. On Debian or Ubuntu: sudo apt-get install fonts-morisawa-bizud-gothic
font-advice-macos = Install BIZ UDPGothic from https://fonts.google.com/specimen/BIZ+UDPGothic and run this again.
font-advice-windows = Add “Japanese Supplemental Fonts” under Settings, Optional features, and run this again.

demo-title = [Sample] Withdrawals at night

readme-made-up =
    SAMPLE. Everything in this folder is made up. It has nothing to do with real people, accounts or trades.
readme = Dossier written by Hikeshi (first response to exchange trouble)
readme-dossier-ja-pdf = the dossier in Japanese, to print and hand over
readme-dossier-ja-html = the same, to read in a browser
readme-dossier-en-pdf = the dossier in English, to print and hand over
readme-dossier-en-html = the same, to read in a browser
readme-annex = addresses, transaction ids, cited rows and more (CSV)
readme-exhibits = copies of the material, numbered as in the dossier
readme-SHA256SUMS = hashes of the copies; check them with “sha256sum --check SHA256SUMS”
readme-findings-json = the machine-readable result
readme-kept-back =
    In these exhibits a secret such as a password or a key, or a personal number, was found. Only a copy with
    that part masked (redacted.txt or redacted.csv) is here, or no copy at all. The originals are where they
    were: keep them, do not delete them.
readme-unsearched =
    These exhibits could not be searched for secrets (pictures, PDFs and the like). Their copies are here as
    they are. Look inside before you give them to anybody.
readme-seal =
    A hash shows that a copy has not changed since. It does not show that the material is genuine.

err-answers-unreadable = The file with the answers could not be opened: { $subject }
rec-answers-unreadable = Check its place and name.
err-bad-as-of = This could not be read as a time: { $subject }
rec-bad-as-of = Write it as 2026-03-02T09:00:00+09:00 or 2026-03-02.
err-bad-zone = This could not be read as a time zone: { $subject }
rec-bad-zone = Write it as Asia/Tokyo or +09:00.
err-console = The console could not be written to.
rec-console = Check where the output goes and run this again.
err-disk-full = The disk is full: { $subject }
rec-disk-full = Make room, or choose another place with --out. Nothing half-written was left behind.
err-nothing-opened = None of the inputs could be opened.
rec-nothing-opened = Check their places and names, and whether you may read them.
err-out-changed-files = A file of the earlier dossier was changed after it was written: { $subject }
rec-out-changed-files = Move the changed file elsewhere to keep it, or choose another folder with --out. Nothing was deleted.
err-out-foreign-files = Another file was added to the earlier dossier: { $subject }
rec-out-foreign-files = Move that file elsewhere, or choose another folder with --out. Nothing was deleted.
err-out-not-empty = The output folder is not empty: { $subject }
rec-out-not-empty = Choose a new folder with --out. Nothing was deleted.
err-out-not-a-folder = The output path is not a folder: { $subject }
rec-out-not-a-folder = Name a folder with --out.
err-vault = The material could not be sealed: { $subject }
rec-vault = Check the free space and the permissions of the folder for temporary files, and run this again. Your own files are untouched.
err-write = This could not be written: { $subject }
rec-write = Check the permissions, close any open PDF of an earlier dossier, and run this again. Nothing half-written was left behind.
