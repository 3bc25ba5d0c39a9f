#!/bin/sh
# Makes the certificates that the tests use (test/support/certificates): an authority, a server for 127.0.0.1 and a client.
# They are valid until 2126, and worth nothing.
set -eu
cd "$(dirname "$0")/../test/support/certificates"
new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
new_key ca.key
openssl req -x509 -new -key ca.key -subj /CN=rollcall-test-ca -days 36500 -out ca.crt
for name in server client; do
    new_key "$name.key"
    openssl req -new -key "$name.key" -subj "/O=rollcall-test/CN=test-$name" -out "$name.csr"
    printf 'subjectAltName=IP:127.0.0.1,DNS:alpha.example\n' >"$name.ext"
    openssl x509 -req -in "$name.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 36500 -extfile "$name.ext" -out "$name.crt"
    rm "$name.csr" "$name.ext"
done
rm -f ca.key ca.srl
