"""The catalogs as files: extracting messages, reading, writing and compiling them."""

import configparser
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv", "en")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"tr": None, "ntr": (1, 2), "N_": None}

_UNSTABLE_HEADERS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team):.*\n', re.M
)
_HEADER = "# Words of the window of Luotsi."


def template_path(root: Path) -> Path:
    """Where the template with all messages lies."""
    return root / "translations" / "interface.pot"


def catalog_path(root: Path, language: str) -> Path:
    """Where the catalog of a language lies."""
    return root / "translations" / language / "LC_MESSAGES" / "interface.po"


def extract(root: Path) -> Catalog:
    """All messages that the sources mark; raises `tokenize.TokenError` or `SyntaxError` for a broken source."""
    template = _empty(None)
    found = extract_from_dir(root, method_map=_mapping(root), keywords=KEYWORDS)
    for _path, _line, msgid, _comments, _context in found:
        template.add(msgid)
    return template


def read(path: Path, language: str | None = None) -> Catalog:
    """The catalog in a file, or an empty one when there is no file yet."""
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    catalog.obsolete.clear()
    return catalog


def messages(catalog: Catalog) -> Iterable[Message]:
    """The messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def as_text(catalog: Catalog) -> str:
    """A catalog as it is stored: sorted, each text on one line, no dates and places, so that differences read well."""
    for message in messages(catalog):
        message.locations.clear()
        message.flags.discard("python-format")
    catalog.header_comment = _HEADER
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return _UNSTABLE_HEADERS.sub("", buffer.getvalue().decode("utf-8"))


def write(catalog: Catalog, path: Path) -> bool:
    """Store a catalog in one step; tells whether the file changed."""
    text = as_text(catalog)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    _write_bytes(path, text.encode("utf-8"))
    return True


def compile_catalog(root: Path, language: str) -> Path:
    """Make the compiled catalog of a language, newer than its source."""
    source = catalog_path(root, language)
    buffer = io.BytesIO()
    write_mo(buffer, read(source, language))
    target = source.with_suffix(".mo")
    _write_bytes(target, buffer.getvalue())
    return target


def _mapping(root: Path) -> list[tuple[str, str]]:
    sources = configparser.ConfigParser()
    sources.read(root / "translations" / "babel.cfg", encoding="utf-8")
    return [(pattern.strip(), method) for method, pattern in (name.split(":", 1) for name in sources.sections())]


def _empty(language: str | None) -> Catalog:
    return Catalog(locale=language, project="luotsi", version="1", charset="utf-8", fuzzy=False)


def _write_bytes(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
