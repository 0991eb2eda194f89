#!/bin/sh
# Checks this folder with the tools of this computer and says what it could and could not check.
# Exit: 0 nothing wrong was found by the checks that ran, 1 something is wrong, 2 too little could be checked.
# このフォルダを、お使いのコンピューターにある道具で確認します。
cd "$(dirname "$0")" || exit 2
wrong=0
skipped=0
ok() { printf 'ok        %s\n' "$1"; }
bad() { printf 'WRONG     %s\n' "$1"; wrong=1; }
skip() { printf 'not done  %s\n' "$1"; skipped=1; }
have() { command -v "$1" >/dev/null 2>&1; }

if have sha256sum; then sum='sha256sum'
elif have shasum; then sum='shasum -a 256'
else
    skip 'hashes: neither sha256sum nor shasum is here'
    echo 'Nothing could be checked. 何も確認できませんでした。'
    exit 2
fi

for list in tagmanifest-sha256.txt manifest-sha256.txt; do
    if [ ! -s "$list" ]; then
        bad "$list is missing or empty"
    elif $sum -c "$list" >/dev/null 2>&1; then
        ok "every file in $list has the hash it names"
    else
        bad "$list: these files are not what it says:"
        $sum -c "$list" 2>/dev/null | grep -v ': OK$'
    fi
done

# A hash list says nothing of files that were added.
extra=$({
    cut -c 67- tagmanifest-sha256.txt manifest-sha256.txt 2>/dev/null
    find . -type f | sed 's|^\./||' | grep -v -e '^seal/' -e '^tagmanifest-sha256\.txt$'
} | sort | uniq -u | while IFS= read -r name; do [ ! -e "$name" ] || printf '%s\n' "$name"; done)
if [ -z "$extra" ]; then ok 'no file was added'; else bad "files that no list names: $extra"; fi

if [ -n "$(find . -type l)" ]; then bad 'there are symbolic links'; fi

stamps=0
for reply in seal/tagmanifest-sha256.txt.*.tsr; do
    [ -e "$reply" ] || continue
    stamps=1
    if ! have openssl; then
        skip "$reply: openssl is not here"
        continue
    fi
    # The certificates must come from the authority itself: export TRUST=/path/to/roots.pem
    if [ -n "$TRUST" ]; then
        if openssl ts -verify -data tagmanifest-sha256.txt -in "$reply" -CAfile "$TRUST" >/dev/null 2>&1; then
            ok "$reply under the certificates in $TRUST: $(openssl ts -reply -in "$reply" -text 2>/dev/null | grep '^Time stamp:')"
        else
            bad "$reply does not hold under the certificates in $TRUST"
        fi
    else
        skip "$reply: set TRUST=file with the authority's own certificates, got from the authority"
    fi
done
if [ -e seal/tagmanifest-sha256.txt.ots ]; then
    stamps=1
    skip 'OpenTimestamps: run  ots verify -f tagmanifest-sha256.txt seal/tagmanifest-sha256.txt.ots'
fi
[ "$stamps" = 1 ] || skip 'there is no time stamp: somebody who rewrote everything cannot be noticed'
skip 'the log (order, signature, proofs): run  hikeshi-verify .'

if [ "$wrong" = 1 ]; then
    echo 'RESULT: something is wrong, see above. 結果: 一致しない点があります。上の WRONG をご覧ください。'
    exit 1
fi
echo 'RESULT: the checks that ran found nothing wrong. What was not done is listed above.'
echo '結果: 実行できた確認では、一致しない点は見つかりませんでした。行っていない確認は not done の行にあります。'
exit 0
