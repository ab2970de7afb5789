"""sh that computes SHA-256 with what the host has."""

from typing import Final

DIGESTS: Final = r"""
# digest: SHA-256 of standard input in hex; nothing when the host cannot.
digest() {
    if have sha256sum; then sha256sum
    elif have shasum; then shasum -a 256
    elif have openssl; then openssl dgst -sha256 | sed -e 's/^.*= *//'
    fi 2>/dev/null | {
        digested=
        IFS=' ' read -r digested other
        printf '%s' "$digested"
    }
}
"""
