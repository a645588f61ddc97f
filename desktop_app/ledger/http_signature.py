"""Signed requests: the one profile of HTTP Message Signatures (RFC 9421) that laptops and the central system use."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import ID_LENGTH, DeviceId
from desktop_app.ledger.keys import DeviceKey, verify
from desktop_app.ledger.refusal import Refused

COMPONENTS: Final = ("@method", "@target-uri", "content-digest")
NONCE_LENGTH: Final = 16
LEEWAY: Final = 300

_NAME: Final = "luotsi"
_ID: Final = "[A-Za-z0-9_-]{22}"
_COVERED: Final = "(" + " ".join(f'"{name}"' for name in COMPONENTS) + ")"
_INPUT: Final = re.compile(
    rf'{_NAME}=({re.escape(_COVERED)};created=([0-9]{{1,12}});nonce="({_ID})";keyid="({_ID})";alg="ed25519")'
)
_SIGNATURE: Final = re.compile(rf"{_NAME}=:([A-Za-z0-9+/]{{86}}==):")


@dataclass(frozen=True, slots=True)
class RequestSignature:
    """What a request says of its signature: who signed (`dev`), when (`created`, Unix seconds), a nonce used once."""

    dev: DeviceId
    created: int
    nonce: bytes
    parameters: str
    signature: bytes

    def check(self, public: bytes, method: str, target: str, body: bytes, digest: str) -> None:
        """Raise `Refused` unless the body has this digest and `public` signed method, target URI and digest.

        `digest` is the Content-Digest header as it came. Codes: `digest_wrong`, `signature_wrong`.
        """
        if digest != content_digest(body):
            raise Refused("digest_wrong")
        self.check_head(public, method, target, digest)

    def check_head(self, public: bytes, method: str, target: str, digest: str) -> None:
        """Raise `Refused("signature_wrong")` unless `public` signed method, target URI and digest; the body is unread.

        What a stranger sends need not be kept until it has come whole.
        """
        signed = signature_base(tuple(zip(COMPONENTS, (method, target, digest), strict=True)), self.parameters)
        if not verify(public, b"", signed, self.signature):
            raise Refused("signature_wrong")


def sign_request(
    key: DeviceKey, method: str, target: str, body: bytes, *, created: int, nonce: bytes
) -> dict[str, str]:
    """Return the three headers that sign a request: Content-Digest, Signature-Input and Signature.

    `target` is the whole URI with its query, `nonce` 16 random bytes, `created` Unix seconds.
    """
    digest = content_digest(body)
    parameters = f'{_COVERED};created={created};nonce="{b64(nonce)}";keyid="{b64(key.dev)}";alg="ed25519"'
    signed = signature_base(tuple(zip(COMPONENTS, (method, target, digest), strict=True)), parameters)
    signature = base64.b64encode(key.sign(b"", signed)).decode("ascii")
    return {
        "Content-Digest": digest,
        "Signature-Input": f"{_NAME}={parameters}",
        "Signature": f"{_NAME}=:{signature}:",
    }


def read_signature(headers: Mapping[str, str]) -> RequestSignature:
    """Return the signature that the headers (lower-case names) carry; it is not checked yet.

    Raises `Refused("signature_missing")` or, for anything but this very profile, `Refused("signature_malformed")`.
    """
    given, value = headers.get("signature-input"), headers.get("signature")
    if given is None or value is None:
        raise Refused("signature_missing")
    parameters, signature = _INPUT.fullmatch(given), _SIGNATURE.fullmatch(value)
    if parameters is None or signature is None:
        raise Refused("signature_malformed")
    covered, created, nonce, dev = parameters.groups()
    try:
        raw = base64.b64decode(signature[1], validate=True)
    except binascii.Error as error:
        raise Refused("signature_malformed") from error
    return RequestSignature(DeviceId(unb64(dev, ID_LENGTH)), int(created), unb64(nonce, NONCE_LENGTH), covered, raw)


def content_digest(body: bytes) -> str:
    """Return the Content-Digest (RFC 9530) of a body, SHA-256."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def signature_base(components: Sequence[tuple[str, str]], parameters: str) -> bytes:
    """Return what is signed (RFC 9421 section 2.5): the covered components as name and value, then the parameters."""
    lines = [f'"{name}": {value}' for name, value in components]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("ascii", "strict")
