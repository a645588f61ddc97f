"""Signed requests: the RFC's own vector, and that nothing of a request can be changed."""

from __future__ import annotations

import base64

import pytest

from desktop_app.ledger.http_signature import content_digest, read_signature, sign_request, signature_base
from desktop_app.ledger.keys import DeviceKey, SigningKey, verify
from desktop_app.ledger.refusal import Refused

TARGET = "https://central.example/v1/push?after=3"


def test_the_vector_of_rfc_9421_b_2_6() -> None:
    components = (
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@method", "POST"),
        ("@path", "/foo"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    )
    parameters = (
        '("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"'
    )
    signed = signature_base(components, parameters)
    public = base64.b64decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")[-32:]
    signature = base64.b64decode(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    assert verify(public, b"", signed, signature)
    key = SigningKey(base64.b64decode("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF")[-32:])
    assert (key.public, key.sign(b"", signed)) == (public, signature)


def test_the_digest_of_rfc_9530() -> None:
    assert content_digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


def headers_of(key: DeviceKey, body: bytes = b"{}", created: int = 1_795_000_000) -> dict[str, str]:
    signed = sign_request(key, "POST", TARGET, body, created=created, nonce=bytes(16))
    return {name.lower(): value for name, value in signed.items()}


def test_a_signed_request_is_read_and_checked() -> None:
    key = DeviceKey.generate()
    headers = headers_of(key)
    signature = read_signature(headers)
    assert (signature.dev, signature.created, signature.nonce) == (key.dev, 1_795_000_000, bytes(16))
    signature.check(key.public, "POST", TARGET, b"{}", headers["content-digest"])


def test_nothing_of_a_request_can_be_changed() -> None:
    key = DeviceKey.generate()
    headers = headers_of(key)
    digest = headers["content-digest"]
    for public, method, target, body, given, code in (
        (DeviceKey.generate().public, "POST", TARGET, b"{}", digest, "signature_wrong"),
        (key.public, "GET", TARGET, b"{}", digest, "signature_wrong"),
        (key.public, "POST", TARGET + "0", b"{}", digest, "signature_wrong"),
        (key.public, "POST", TARGET.replace("central", "other"), b"{}", digest, "signature_wrong"),
        (key.public, "POST", TARGET, b"{ }", digest, "digest_wrong"),
        (key.public, "POST", TARGET, b"{ }", content_digest(b"{ }"), "signature_wrong"),
        (key.public, "POST", TARGET, b"{}", "", "digest_wrong"),
    ):
        with pytest.raises(Refused) as refused:
            read_signature(headers).check(public, method, target, body, given)
        assert refused.value.code == code
    for changed in ("created=1795000001", "created=179500000"):
        later = {**headers, "signature-input": headers["signature-input"].replace("created=1795000000", changed)}
        with pytest.raises(Refused):
            read_signature(later).check(key.public, "POST", TARGET, b"{}", digest)


@pytest.mark.parametrize(
    "changed",
    [
        {"signature-input": None},
        {"signature": None},
        {"signature-input": ""},
        {"signature-input": "luotsi=()"},
        {"signature": "luotsi=:AAAA:"},
        {"signature": "other=:" + "A" * 86 + "==:"},
    ],
)
def test_anything_but_this_profile_is_refused(changed: dict[str, str | None]) -> None:
    headers = {name: value for name, value in (headers_of(DeviceKey.generate()) | changed).items() if value is not None}
    with pytest.raises(Refused) as refused:
        read_signature(headers)
    assert refused.value.code in ("signature_missing", "signature_malformed")


def test_other_components_or_parameters_are_refused() -> None:
    headers = headers_of(DeviceKey.generate())
    given = headers["signature-input"]
    for old, new in (
        ('"@target-uri" ', ""),
        ('"@method" "@target-uri"', '"@target-uri" "@method"'),
        ('alg="ed25519"', 'alg="hmac-sha256"'),
        (';nonce="', ';expires=3;nonce="'),
        ("luotsi=", "luotsi=  "),
    ):
        with pytest.raises(Refused) as refused:
            read_signature({**headers, "signature-input": given.replace(old, new)})
        assert refused.value.code == "signature_malformed"
