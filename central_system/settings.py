"""What the data folder remembers: the public address and the root whose hash everybody pins. Nothing secret."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, canon
from desktop_app.ledger.directory import RootKeys
from desktop_app.ledger.members import Members

FILE_NAME = "central.json"
SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """`url` is the address laptops use, `root` the public root keys and their threshold."""

    url: str
    root: RootKeys

    def save(self, folder: Path) -> None:
        """Write the settings; raises `already_made` rather than change the root of a central system."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE_NAME
        if path.exists():
            if self.load(folder) == self:
                return
            raise LuotsiError("already_made")
        path.write_bytes(canon({"root": self.root.to_json(), "url": self.url}))

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read the settings; raises `not_made` where no central system was made."""
        try:
            members = Members.of((folder / FILE_NAME).read_bytes())
            settings = cls(members.text("url", 500), RootKeys.from_members(members.members("root")))
        except FileNotFoundError:
            raise LuotsiError("not_made") from None
        except Malformed as error:
            raise LuotsiError("settings_damaged") from error
        return settings


def checked_url(text: str) -> str:
    """Return an address that laptops can use, without a slash at its end; raises `wrong_url`."""
    url = text.rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise LuotsiError("wrong_url")
    return url


def read_token(path: Path) -> str:
    """Return the token that a monitor shows; raises `file_unreadable`, `token_too_short`."""
    try:
        token = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise LuotsiError("file_unreadable", name=path.name) from None
    if len(token) < SHORTEST_TOKEN:
        raise LuotsiError("token_too_short")
    return token
