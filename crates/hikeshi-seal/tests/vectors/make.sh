#!/bin/sh
# Makes the stamps of this folder with OpenSSL 3: authorities of several kinds, good stamps and bad
# ones, all over the line below. Keys are new each time and thrown away. usage: make.sh FOLDER
set -eu
mkdir -p "$1"; out=$(cd "$1" && pwd); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
printf 'hikeshi stamps this line\n' > data
cp data "$out/data"

cat > conf <<'CONF'
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[nosign]
basicConstraints = critical,CA:TRUE
keyUsage = critical,digitalSignature
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[noeku]
basicConstraints = critical,CA:FALSE
[softeku]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = timeStamping
[twoeku]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping,emailProtection
CONF

# root NAME KEYARGS... ; leaf NAME CA SECTION KEYARGS...
root() { name=$1; shift
  openssl req -x509 -config conf -extensions ca -subj "/C=JP/O=Test/CN=Root $name" -days 36500 \
    -nodes -newkey "$@" -sha256 -keyout "$name.key" -out "$name.pem" 2>/dev/null; }
leaf() { name=$1 ca=$2 section=$3; shift 3
  openssl req -new -config conf -subj "/C=JP/O=Test/CN=TSA $name" -nodes -newkey "$@" \
    -keyout "$name.key" -out "$name.csr" 2>/dev/null
  openssl x509 -req -in "$name.csr" -CA "$ca.pem" -CAkey "$ca.key" -days 36000 -sha256 \
    -set_serial "0x7f$(openssl rand -hex 8)" -extfile conf -extensions "$section" -out "$name.pem" 2>/dev/null; }
# stamp FILE LEAF DIGEST PRECISION ESS-DIGEST QUERY-DIGEST [FURTHER-CERTIFICATE]
stamp() {
  cat > ts.conf <<CONF
[tsa]
default_tsa = one
[one]
serial = ./serial
signer_cert = ./$2.pem
signer_key = ./$2.key
${7:+certs = ./$7.pem}
signer_digest = $3
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_alg = $5
clock_precision_digits = $4
CONF
  openssl ts -query -config ts.conf -data data "-$6" -cert -out "$out/$1.tsq" 2>/dev/null
  openssl ts -reply -config ts.conf -queryfile "$out/$1.tsq" -out "$out/$1.tsr" 2>/dev/null; }

root rsa rsa:2048;                          leaf rsa2048 rsa tsa rsa:2048; leaf rsa4096 rsa tsa rsa:4096
root ec256 ec -pkeyopt ec_paramgen_curve:P-256; leaf p256 ec256 tsa ec -pkeyopt ec_paramgen_curve:P-256
root ec384 ec -pkeyopt ec_paramgen_curve:P-384; leaf p384 ec384 tsa ec -pkeyopt ec_paramgen_curve:P-384
leaf nosign ec256 nosign ec -pkeyopt ec_paramgen_curve:P-256; leaf under nosign tsa ec -pkeyopt ec_paramgen_curve:P-256
for ca in rsa ec256 ec384; do cp $ca.pem "$out/$ca.pem"; done

# An authority that uses RSA-PSS, in its certificates too; and a key that is for nothing else.
pss="rsa_padding_mode:pss"
openssl req -x509 -config conf -extensions ca -subj "/C=JP/O=Test/CN=Root pss" -days 36500 -nodes \
  -newkey rsa:2048 -sha256 -sigopt $pss -sigopt rsa_pss_saltlen:32 -keyout pss.key -out pss.pem 2>/dev/null
cp pss.pem "$out/pss.pem"
for kind in rsa:2048 rsa-pss; do
  openssl req -new -config conf -subj "/C=JP/O=Test/CN=TSA pss" -nodes -newkey $kind \
    -keyout "pss-$kind.key" -out pss.csr 2>/dev/null
  openssl x509 -req -in pss.csr -CA pss.pem -CAkey pss.key -days 36000 -sha256 -sigopt $pss \
    -sigopt rsa_pss_saltlen:32 -set_serial "0x7f$(openssl rand -hex 8)" -extfile conf -extensions tsa \
    -out "pss-$kind.pem" 2>/dev/null
done

for digits in 0 6; do
  stamp rsa2048-$digits rsa2048 sha256 $digits sha256 sha256
  stamp rsa4096-$digits rsa4096 sha512 $digits sha256 sha256
  stamp p256-$digits    p256    sha256 $digits sha256 sha256
  stamp p384-$digits    p384    sha384 $digits sha512 sha256
done
stamp ess-sha1     p256 sha256 0 sha1 sha256         # RFC 2634 name of the certificate
stamp imprint-512  p256 sha256 0 sha256 sha512
stamp with-root    rsa2048 sha256 6 sha256 sha256 rsa  # a certificate too many
leaf mid ec256 ca ec -pkeyopt ec_paramgen_curve:P-384; leaf deep mid tsa ec -pkeyopt ec_paramgen_curve:P-256
stamp two-steps deep sha256 0 sha256 sha256 mid        # a certificate between signer and root
stamp bad-imprint-sha1 p256 sha256 0 sha256 sha1
stamp bad-signed-sha1  rsa2048 sha1 0 sha256 sha256

# What `openssl ts -reply` will not make: sign the same statement by hand.
openssl ts -reply -in "$out/p256-0.tsr" -token_out -out token 2>/dev/null
openssl cms -verify -inform DER -in token -noverify -out info 2>/dev/null
sign() { file=$1; shift
  openssl cms -sign -binary -nodetach -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 \
    -in info -md sha256 "$@" -out "$out/$file.tst"; }
for kind in noeku softeku twoeku; do
  leaf $kind ec256 $kind ec -pkeyopt ec_paramgen_curve:P-256
  sign bad-$kind -cades -signer $kind.pem -inkey $kind.key
done
sign bad-issuer -cades -signer under.pem -inkey under.key -certfile nosign.pem
sign hand-made -cades -signer p256.pem -inkey p256.key
# What of RSA-PSS is believed and what not; and SHA-512 with an elliptic curve.
sign_pss() { file=$1 key=$2 digest=$3 salt=$4
  openssl cms -sign -binary -nodetach -cades -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 -in info \
    -md "$digest" -signer "pss-$key.pem" -inkey "pss-$key.key" -keyopt $pss -keyopt rsa_pss_saltlen:$salt \
    -out "$out/$file.tst"; }
sign_pss pss-sha256 rsa:2048 sha256 32; sign_pss pss-sha384 rsa:2048 sha384 48; sign_pss pss-sha512 rsa:2048 sha512 64
sign_pss bad-pss-salt rsa:2048 sha256 20
sign_pss bad-pss-key rsa-pss sha256 32
openssl cms -sign -binary -nodetach -cades -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 -in info \
  -md sha512 -signer p256.pem -inkey p256.key -out "$out/bad-ec-sha512.tst"
leaf other ec256 tsa ec -pkeyopt ec_paramgen_curve:P-256
sign bad-two-signers -cades -signer p256.pem -inkey p256.key -signer other.pem -inkey other.key
sign bad-unbound -signer p256.pem -inkey p256.key
sign bad-no-attributes -noattr -signer p256.pem -inkey p256.key
sign bad-no-certificate -cades -nocerts -signer p256.pem -inkey p256.key
# Expired long before the stamp.
openssl req -new -config conf -subj "/CN=TSA old" -key other.key -out old.csr
mkdir -p db && : > db/index && echo 01 > db/serial
cat > ca.conf <<'CONF'
[ca]
default_ca = one
[one]
database = db/index
serial = db/serial
new_certs_dir = db
policy = any
default_md = sha256
[any]
commonName = supplied
CONF
openssl ca -batch -config ca.conf -extfile conf -extensions tsa -cert ec256.pem -keyfile ec256.key -notext \
  -startdate 20100101000000Z -enddate 20200101000000Z -in old.csr -out old.pem 2>/dev/null
sign bad-expired -cades -signer old.pem -inkey other.key
# An authority that refuses.
sed -i 's/^digests.*/digests = sha512/' ts.conf
openssl ts -reply -config ts.conf -queryfile "$out/p256-0.tsq" -out "$out/refused.tsr" 2>/dev/null
