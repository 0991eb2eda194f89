# Sentences about the seal, bundles and time stamps.

err-bundle = The bundle could not be made: { $subject }
rec-bundle = Check the free space and the permissions and run this again. Your own files are untouched.
err-bundle-broken = Something differs from what was sealed, so this stopped here: { $subject }
rec-bundle-broken = hikeshi verify names what differs.
err-bundle-unreadable = This cannot be opened as a bundle: { $subject }
rec-bundle-unreadable = Check that it is a folder or a zip file.
err-case-damaged = Exhibits of the case are missing or changed: { $subject }
rec-case-damaged = Write nothing more into this case. If you have a backup, bring it back with hikeshi case restore.
err-case-encrypted = This is not possible with a case protected by a passphrase.
rec-case-encrypted = Examine it as a case, with hikeshi examine --case.
err-case-in-doubt = It is not certain whether the last write was kept.
rec-case-in-doubt = Open the case again to see. Whatever was shown as taken in is there.
err-case-locked = It is in use elsewhere: { $subject }
rec-case-locked = Close it there and run this again.
err-case-name = A case cannot have this name: { $subject }
rec-case-name = Use letters, digits, “-”, “_” and “.”.
err-case-newer = The case was made by a newer Hikeshi: { $subject }
rec-case-newer = Open it with the newer one. Nothing in it was touched.
err-case-none = This is not the folder of a case: { $subject }
rec-case-none = Check the place, or make a new one with hikeshi case new.
err-case-not-encrypted = This case is not under a passphrase.
rec-case-not-encrypted = To encrypt its contents, make a new case with hikeshi case new --encrypt and add the material to it.
err-case-older = The case is in an older format: { $subject }
rec-case-older = hikeshi case migrate converts it to the new format. Every byte is compared before and after.
err-case-outside = The exhibits are sealed, but the checkpoint kept outside the case could not be written.
rec-case-outside = Check the free space and the permissions of the data folder. It is written again with the next write into the case.
err-case-rolled-back = The case is in an older state than one known before: { $subject }
rec-case-rolled-back = If you brought back an old backup, use the newer copy. If the newer one is lost, hikeshi case restore --older brings this one back. If neither, write nothing more into this case.
err-key-missing = There is no signing key. { $subject }
rec-key-missing = If the key is lost, hikeshi case new-key changes to a new one. What was signed before can still be verified.
err-key-other = This is not the key of this case.
rec-key-other = If the case was made on another computer, hikeshi case new-key changes to this computer’s key. What was signed before can still be verified.
err-no-data-folder = There is no known place for keys and settings.
rec-no-data-folder = Name one with --data.
err-no-randomness = The system gave no random bytes for making a key.
rec-no-randomness = Wait a little and run this again.
err-no-such-exhibit = There is no exhibit with this number: { $subject }
rec-no-such-exhibit = See the numbers with hikeshi case show.
err-passphrase = A passphrase is needed, or this is not the right one.
rec-passphrase = Type it again, or name a file with --passphrase-file. If it is forgotten there is no way to get at the contents.
err-passphrase-differs = The two passphrases are not the same.
rec-passphrase-differs = Nothing was changed. Run this again.
err-settings = These settings cannot be used: { $subject }
rec-settings = Correct the file or move it away, and run this again.
err-stamp-none = There is no new time stamp. Nothing usable came from: { $subject }
rec-stamp-none = The reason stands beside each name above. Ask another authority, or put right what is named and run this again.
err-unknown-authority = No time stamping authority is known by this name: { $subject }
rec-unknown-authority = See the names with hikeshi stamp --list. One without a URL can be used once you have a contract and have put the URL in.

help-verify = Check whether a bundle is still what was sealed
help-verify-bundle = Folder or zip file of the bundle
help-verify-json = Print the result as JSON on standard output
help-verify-trust = Certificates you got from the authority itself (PEM): a file, or a folder of them
help-verify-checkpoint = File of a checkpoint that you received another way
help-verify-vkey = The key that must have signed
help-verify-examine = Also examine the exhibits of the bundle again and compare with its findings.json
help-stamp = Put time stamps on a bundle
help-stamp-bundle = Zip file or folder of the bundle (without it, what could not be sent before is sent)
help-stamp-authority = Name of an authority to ask; may be given more than once (nothing is sent to anybody who is not named)
help-stamp-list = List the authorities that can be asked
help-stamp-forget = Drop what waits to be sent for this bundle (without one: for bundles that are no longer there)
help-stamp-upgrade = Ask the calendars of pending OpenTimestamps proofs to complete them
help-stamp-block-header = Header of a Bitcoin block (height=160 hex digits), looked up in a block explorer or node
help-stamp-json = Print the result as JSON on standard output
help-case = Make a case that lasts, add exhibits, make its bundle
help-case-new = Make a case in an empty folder
help-case-add = Add material to a case
help-case-show = Show the exhibits and the custody log of a case
help-case-export = Make the bundle of a case
help-case-hold = Record that an exhibit must not be deleted
help-case-release = Lift that record
help-case-backup = Copy a case and compare every byte
help-case-restore = Bring back a case from a backup and compare every byte
help-case-check = Check whether the exhibits of a case are what was sealed
help-case-new-key = Change to a new signing key
help-case-passphrase = Put a case under another passphrase
help-case-new-passphrase-file = File that holds the new passphrase
help-case-receipt = Record that a bundle was handed over
help-case-recipient = To whom
help-case-export-receipt = Their reference for it, such as a receipt number
help-case-receipt-receipt = Their reference for it, such as a receipt number
help-case-receipt-bundle = The bundle that was handed over (its hash is recorded)
help-case-note = Anything else to remember
help-case-migrate = Convert a case of an older format to the new one
help-case-paths = Files or folders to add
help-case-json = Print the result as JSON on standard output
help-case-dir = Folder of the case
help-case-name = Name of the case (letters, digits, - _ .)
help-case-encrypt = Encrypt the contents of the case with a passphrase
help-case-from = Folder of the backup
help-case-to = Where to make it (not there yet, or an empty folder)
help-case-older = Use an older backup, because the newer case is lost
help-case-out = Bundle to make (.zip, or a folder that is not there yet)
help-case-exhibit = Number of the exhibit, such as E-0001
help-case-reason = Why
help-case-witness = Who watched
help-case-whole = Number of an exhibit that goes along as it is even if it holds a secret
help-data = Folder of keys, settings and checkpoints
help-passphrase-file = File that holds the passphrase
help-actor = Who did this, for the custody log (a pseudonym is fine)
help-examine-bundle = Bundle to make (.zip, or a folder that is not there yet)
help-examine-case = Folder of a case to add the material to and examine

bundle-made = Bundle: { $place }
bundle-key-own = Signed with your key ({ $key }).
bundle-key-ephemeral = Signed with a key made for this bundle alone. It shows that nothing changed since then, not who made it.
bundle-unstamped = It has no time stamp yet. To show others that it has existed since a certain time: hikeshi stamp { $place } --authority NAME
bundle-withheld = Secrets were found, so the originals of these exhibits are not in it: { $ids } (their hashes are; something as short as a personal number or a PIN could be guessed from one)
bundle-unsearched = These exhibits are in it as they are, and nobody could look inside all of them for secrets: { $ids } (pictures, PDFs, archives that opened only in part). Look through them before you hand it over.
passphrase-ask = Passphrase:{" "}
passphrase-new = New passphrase:{" "}
passphrase-again = The same again:{" "}

verify-examined-same = Examined again, the exhibits give the same findings.json.
verify-examined-other = Examined again, the exhibits do not give the same findings.json.
verify-examined-rules = This bundle was examined by another version of the rules ({ $theirs }); this one is { $ours }. A difference does not mean tampering.
verify-examined-withheld = It cannot be examined again, because originals are not in it: { $ids }
verify-examined-missing = It cannot be examined again, because findings.json or the record of how it was examined is not in it.

stamp-list-head = Who can be asked (nothing is sent unless you name one with --authority)
stamp-list-row = {"  "}{ $name }  { $operator }{ $accredited ->
        [none] {""}
       *[other] , { $accredited }
    }
stamp-list-url = {"    "}{ $url ->
        [none] no address set
       *[other] { $url }
    }
stamp-list-note = {"    "}{ $note }
stamp-list-source = {"    "}Source: { $source } (seen { $seen })
stamp-gives-away = What is sent is a hash of the bundle’s list of files (tagmanifest-sha256.txt) and nothing else. Whoever is asked also learns this computer’s IP address.
stamp-asking = Asking { $name } ({ $url })
stamp-made = { $name }: stamped with the time { $at }.
stamp-made-unproven = { $name }: sent a stamp that says { $at }. The settings hold no certificate of this authority, so it is not proof yet.
stamp-pending = { $name }: accepted. It takes some hours until it is in a Bitcoin block.
stamp-complete = { $name }: recorded in block { $height }.
stamp-still-pending = { $name }: not in a block yet. Wait some hours and run this again with --upgrade.
stamp-failed = { $name }: nothing came back ({ $why }).
stamp-queued = What could not be sent is noted. Run hikeshi stamp when you are online to send it again.
stamp-queue-empty = Nothing is waiting to be sent.
stamp-gone = { $name }: the bundle is not there: { $place } (hikeshi stamp --forget drops it from the list)
stamp-forgot = Dropped from the list: { $name }, { $place }
stamp-forgot-none = Nothing on the list was dropped.
stamp-there = { $name }: already there.

case-made = Case made: { $place }
case-key-made = Your signing key is in { $place }. Keep a copy of it, and you can go on from another computer.
case-added = { $fresh ->
        [one] { $fresh } exhibit
       *[other] { $fresh } exhibits
    } sealed.
case-known = { $known ->
        [one] { $known } was
       *[other] { $known } were
    } there already.
case-head = Case { $name } ({ $exhibits ->
        [one] { $exhibits } exhibit
       *[other] { $exhibits } exhibits
    }, { $events } custody events)
case-row = {"  "}{ $id }  { $grade }  { $name }{ $held ->
        [yes] {"  (on hold)"}
       *[other] {""}
    }
case-held = Recorded: { $id }
case-copied = Backup made and compared byte for byte: { $place }
case-restored = Brought back and compared byte for byte: { $place }
case-intact = Everything is as it was sealed ({ $exhibits ->
        [one] { $exhibits } exhibit
       *[other] { $exhibits } exhibits
    }).
case-broken = Some exhibits are not as they were sealed.
case-broken-row = {"  "}{ $id }  { $name }: { $what ->
        [missing] missing
        [changed] changed
       *[other] unreadable
    }
case-new-key = Changed to a new key. What was signed before can still be verified.
case-passphrase-changed = The passphrase is changed. Backups made before still open with the old one.
case-handed-over = Recorded as handed over to: { $name }
case-recovered = A write that had stopped halfway was tidied up. Whatever was shown as taken in is there.
case-migrated = Converted to the new format and compared byte for byte: { $place }
stamp-header = { $name }: the header says { $at }. Compare the hash of the block with what a block explorer shows: { $hash }

help-keys = Fetch the keys that mails are signed with (nobody is asked without --from)
help-keys-paths = Mails, or folders that hold them
help-keys-from = Whom to ask: the URL of a resolver that answers over HTTPS, such as https://dns.google/resolve
help-keys-out = Folder for the keys; hand it in together with the mails
keys-none = No mail here is signed.
keys-would-ask = These names would be asked for. Add --from and --out to ask. Whoever is asked learns which senders you have mail from.
keys-gives-away = Asking { $url }. It, and whoever runs the senders’ domains, may learn whose keys were looked up; it also learns this computer’s IP address.
keys-asking = Asking for { $name }
keys-kept = { $name }: kept ({ $place })
keys-failed = { $name }: nothing came back ({ $why })
