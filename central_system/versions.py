"""Which versions of the protocol a central system speaks, and what a program that is too old may still do."""

from dataclasses import dataclass
from typing import Final

from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.messages import PROTOCOL, TOO_OLD, CentralRefused

REPLY_HEADER: Final = "Luotsi-Versions"
#: Handing in what only this laptop has, and asking whether it is needed: open to every version for ever.
ALWAYS: Final = frozenset({"/health", "/metrics", "/v1/openapi.json", "/v1/push", "/v1/have", "/v1/bundles"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """The oldest and the newest version that are spoken; a newer program speaks the newest of these."""

    oldest: int = PROTOCOL
    newest: int = PROTOCOL

    @property
    def text(self) -> str:
        """What every reply says of it."""
        return f"{self.oldest}-{self.newest}"

    def check(self, path: str, given: str | None) -> None:
        """Raise `CentralRefused("program_too_old")`, or `Malformed`; who says nothing speaks version 1."""
        if given is not None and not (given.isascii() and given.isdigit() and 0 < len(given) <= 4):
            raise Malformed("wrong_version")
        if int(given or 1) < self.oldest and path not in ALWAYS:
            raise CentralRefused(TOO_OLD)


#: What this program speaks.
SPOKEN: Final = Spoken()
