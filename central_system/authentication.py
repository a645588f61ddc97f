"""Who sends a request: signature, clock and nonce, in this order."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from central_system.caller import Caller
from central_system.central import Central
from desktop_app.errors import LuotsiError
from desktop_app.ledger.http_signature import LEEWAY, read_signature
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.refusal import Refused

_KEPT: Final = timedelta(seconds=2 * LEEWAY + 60)


class NotAuthenticated(LuotsiError):
    """A request that nobody known signed, or not now; `wrong_clock` carries the server's time (Unix seconds)."""


def check_head(central: Central, method: str, target: str, headers: Mapping[str, str]) -> None:
    """Raise `NotAuthenticated` for a request that no known laptop signed, before its body is taken in."""
    try:
        signature = read_signature(headers)
        known = central.caller(signature.dev)
        signature.check_head(known.key, method, target, headers.get("content-digest", ""))
    except (Refused, CentralRefused) as error:
        raise NotAuthenticated(error.code) from error


def authenticate(central: Central, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Caller:
    """Return the laptop that signed the request; raises `NotAuthenticated`.

    Codes: `signature_missing`, `signature_malformed`, `unknown_device`, `digest_wrong`, `signature_wrong`,
    `wrong_clock`, `nonce_used`.
    """
    try:
        signature = read_signature(headers)
        known = central.caller(signature.dev)
        signature.check(known.key, method, target, body, headers.get("content-digest", ""))
    except (Refused, CentralRefused) as error:
        raise NotAuthenticated(error.code) from error
    now = int(central.clock().timestamp())
    if abs(now - signature.created) > LEEWAY:
        raise NotAuthenticated("wrong_clock", time=now)
    if not _use_nonce(central, known.caller, signature.nonce):
        raise NotAuthenticated("nonce_used")
    return known.caller


def _use_nonce(central: Central, caller: Caller, nonce: bytes) -> bool:
    """Remember the nonce as long as its request could be sent again; returns whether it is new."""
    now = central.clock()
    with central.database.transaction(caller.org, durable=False) as connection:
        connection.execute(
            "delete from request_nonce where org = %s and dev = %s and at < %s", (caller.org, caller.dev, now - _KEPT)
        )
        added = connection.execute(
            "insert into request_nonce (org, dev, nonce, at) values (%s, %s, %s, %s) on conflict do nothing",
            (caller.org, caller.dev, nonce, now),
        )
        return added.rowcount == 1
