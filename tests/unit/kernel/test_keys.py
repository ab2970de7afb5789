"""A signature serves one purpose, one key, one text; sealed text opens with one key."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe, jws
from joserfc.jwk import ECKey, OctKey
from msgspec import Struct

from bonghwa.kernel.errors import Invalid, SignatureRefused, TooLarge
from bonghwa.kernel.keys import (
    DataKey,
    SigningKey,
    approver_key,
    device_key,
    new_data_key,
    public_key_from_jwk,
    seal,
    sealing,
    sign,
    signing_key_from_file,
    unseal,
    verify,
    write_key_file,
)
from bonghwa.kernel.keys.ring import KeyRing


class Statement(Struct, frozen=True):
    what: str
    number: int = 0


TYPE = "bonghwa-test+jws"
SAID = Statement("restart", 7)
KEYS = {"device": device_key(), "approver": approver_key()}


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


@pytest.mark.parametrize("kind", KEYS)
def test_what_was_signed_is_read_again(kind: str) -> None:
    key = KEYS[kind]
    assert verify(key.public(), TYPE, sign(key, TYPE, SAID), Statement) == SAID


def _altered(token: str, part: int) -> str:
    parts = token.split(".")
    raw = bytearray(base64.urlsafe_b64decode(parts[part] + "=="))
    raw[len(raw) // 2] ^= 1
    parts[part] = _b64(bytes(raw))
    return ".".join(parts)


@pytest.mark.parametrize("kind", KEYS)
def test_signatures_that_do_not_hold(kind: str) -> None:
    key, token = KEYS[kind], sign(KEYS[kind], TYPE, SAID)
    header, payload, signature = token.split(".")
    fresh = device_key() if kind == "device" else approver_key()
    for bad in (
        sign(key, "bonghwa-other+jws", SAID),
        sign(fresh, TYPE, SAID),
        *(_altered(token, part) for part in range(3)),
        f"{header}.{payload}.",
        f"{header}.{payload}",
        f"{header}..{signature}",
        token + ".x",
        "",
        "…",
        "x" * (1024 * 1024 + 1),
    ):
        with pytest.raises(SignatureRefused):
            verify(key.public(), TYPE, bad, Statement)


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES256", "Ed25519", "EdDSA", "RS256"])
def test_the_header_does_not_choose_the_algorithm(kind: str, algorithm: str) -> None:
    key = KEYS[kind]
    token = sign(key, TYPE, SAID)
    if algorithm == key.algorithm:
        return
    header = _b64(json.dumps({"alg": algorithm, "typ": TYPE}).encode())
    with pytest.raises(SignatureRefused):
        verify(key.public(), TYPE, ".".join([header, *token.split(".")[1:]]), Statement)


@pytest.mark.parametrize("kind", KEYS)
def test_the_public_key_is_no_shared_secret(kind: str) -> None:
    public = KEYS[kind].public()
    secret = OctKey.import_key(json.dumps(public.jwk()).encode())
    forged = jws.serialize_compact({"alg": "HS256", "typ": TYPE}, b'{"what":"x"}', secret)
    with pytest.raises(SignatureRefused):
        verify(public, TYPE, forged, Statement)


@pytest.mark.parametrize(
    "header",
    [b"[1]", b'"x"', b"1", b"null", b"{", b"[" * 100_000, b'{"alg":1}', b'{"alg":["ES256"]}', b"\xff\xfe"],
)
def test_hostile_headers_are_refused(header: bytes) -> None:
    for key in KEYS.values():
        with pytest.raises(SignatureRefused):
            verify(key.public(), TYPE, f"{_b64(header)}.{_b64(b'{}')}.{_b64(b'x' * 64)}", Statement)


@settings(max_examples=60)
@given(
    st.text(max_size=200) | st.lists(st.binary(max_size=60).map(_b64), min_size=3, max_size=3).map(".".join)
)
def test_no_text_crashes_the_check(token: str) -> None:
    with pytest.raises(SignatureRefused):
        verify(KEYS["device"].public(), TYPE, token, Statement)


def test_what_does_not_have_the_shape_is_refused_although_signed() -> None:
    key = KEYS["device"]
    with pytest.raises(SignatureRefused):
        verify(key.public(), TYPE, sign(key, TYPE, {"what": 5}), Statement)


PRIVATE = {str(k): str(v) for k, v in KEYS["approver"].jose.as_dict(private=True).items()}
BAD_JWKS: list[dict[str, Any]] = [
    {},
    {"kty": "RSA", "n": "x", "e": "AQAB"},
    {"kty": "oct", "k": "x"},
    {"kty": "EC", "crv": "P-384", "x": "x", "y": "y"},
    {"kty": "EC", "crv": "P-256"},
    {"kty": "EC", "crv": "P-256", "x": "!!", "y": "??"},
    {"kty": "EC", "crv": "P-256", "x": _b64(b"\1" * 32), "y": _b64(b"\2" * 32)},
    {"kty": "OKP", "crv": "Ed25519", "x": "short"},
    {"kty": "OKP", "crv": "X25519", "x": _b64(b"\1" * 32)},
    PRIVATE,
]


@pytest.mark.parametrize("jwk", BAD_JWKS)
def test_only_public_keys_of_our_two_kinds_are_read(jwk: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        public_key_from_jwk(jwk)


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_file_is_private_and_comes_back(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "a.key"
    write_key_file(path, KEYS[kind])
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing_key_from_file(path).id == KEYS[kind].id
    assert "d" not in KEYS[kind].jwk()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"not json", b'{"kty":"OKP"}', b'{"kty":5}'])
def test_a_broken_key_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.key"
    path.write_bytes(content)
    with pytest.raises(Invalid, match=r"broken\.key"):
        signing_key_from_file(path)
    with pytest.raises(Invalid, match=r"missing\.key"):
        signing_key_from_file(tmp_path / "missing.key")


DATA = new_data_key()


def test_sealed_text_opens_with_the_private_half_only() -> None:
    text = "원문 로그 raw\x00".encode() * 1000
    token = seal(DataKey(DATA.public_jwk()), text)
    assert "raw" not in token
    assert unseal(DATA, token) == text
    assert unseal(DataKey(DATA.private_jwk()), token) == text
    with pytest.raises(SignatureRefused):
        unseal(new_data_key(), token)
    with pytest.raises(SignatureRefused):
        unseal(DataKey(DATA.public_jwk()), token)


@pytest.mark.parametrize("part", range(5))
def test_sealed_text_does_not_open_altered(part: int) -> None:
    parts = seal(DATA, b"secret" * 50).split(".")
    raw = bytearray(base64.urlsafe_b64decode(parts[part] + "=="))
    raw[len(raw) // 2] ^= 1
    parts[part] = _b64(bytes(raw))
    with pytest.raises(SignatureRefused):
        unseal(DATA, ".".join(parts))


def _sealed(plaintext: bytes) -> str:
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, plaintext, DATA.jose, algorithms=list(header.values()))


@pytest.mark.parametrize("content", [b"", b"not compressed", zlib.compress(b"cut short" * 99)[:-9]])
def test_anyone_may_seal_and_nonsense_is_still_refused(content: bytes) -> None:
    with pytest.raises(SignatureRefused):
        unseal(DATA, _sealed(content))


def test_a_small_token_does_not_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MAX_SEALED", 100_000)
    assert len(unseal(DATA, seal(DATA, b"0" * 99_999))) == 99_999
    with pytest.raises(TooLarge):
        unseal(DATA, seal(DATA, b"0" * 100_001))


@pytest.mark.parametrize("jwk", [{}, {"kty": "oct"}, {"kty": "EC", "crv": "P-256", "x": 1}])
def test_a_data_key_is_a_p256_key(jwk: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        DataKey(jwk)
    with pytest.raises(Invalid):
        DataKey({str(k): v for k, v in ECKey.generate_key("P-521").as_dict(private=True).items()})


def test_the_ring_keeps_its_keys_and_lets_the_root_key_go(tmp_path: Path) -> None:
    first = KeyRing(tmp_path / "keys")
    root = first.root
    assert isinstance(root, SigningKey)
    (tmp_path / "keys" / "root.key").unlink()
    again = KeyRing(tmp_path / "keys")
    assert again.root is None
    assert again.root_public.id == root.id
    assert (again.order.id, again.data.id) == (first.order.id, first.data.id)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert modes == {"order.key": 0o600, "data.key": 0o600, "root.jwk": 0o644}
