"""The central system's own keys: it signs receipts and states, and couriers seal bundles to it."""

import os
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64, canon, parse, unb64
from desktop_app.ledger.keys import KEM_SEED_LENGTH, SIGN_LENGTH, KemKey, SigningKey

FILE_NAME = "server_keys.json"
#: Keys that are to come in the place of those, once a signed directory names them.
NEXT_NAME = "server_keys_next.json"


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """`signing` for receipts and states, `kem` for bundles; the directory names both public halves."""

    signing: SigningKey
    kem: KemKey

    @classmethod
    def generate(cls) -> "ServerKeys":
        """Random keys of a new central system."""
        return cls(SigningKey.generate(), KemKey.generate())

    def save(self, folder: Path, name: str = FILE_NAME) -> None:
        """Write the keys once, readable by the service alone; raises `server_keys_exist`."""
        folder.mkdir(parents=True, exist_ok=True)
        data = canon({"kem": b64(self.kem.seed), "signing": b64(self.signing.seed)})
        write_secret(folder / name, data)

    @classmethod
    def load(cls, folder: Path, name: str = FILE_NAME) -> "ServerKeys":
        """Read the keys; raises `server_keys_missing` or `server_keys_damaged`."""
        try:
            value = parse((folder / name).read_bytes())
        except FileNotFoundError:
            raise LuotsiError("server_keys_missing") from None
        except Malformed as error:
            raise LuotsiError("server_keys_damaged") from error
        if not isinstance(value, dict):
            raise LuotsiError("server_keys_damaged")
        signing, kem = value.get("signing"), value.get("kem")
        if not isinstance(signing, str) or not isinstance(kem, str):
            raise LuotsiError("server_keys_damaged")
        return cls(SigningKey(unb64(signing, SIGN_LENGTH)), KemKey(unb64(kem, KEM_SEED_LENGTH)))


def put_in_force(folder: Path) -> None:
    """Put the next keys in the place of the present ones, which are gone then."""
    (folder / NEXT_NAME).replace(folder / FILE_NAME)


def write_secret(path: Path, data: bytes) -> None:
    """Write a new file that only its owner can read; raises `file_exists`, never overwrites."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise LuotsiError("file_exists", name=path.name) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
