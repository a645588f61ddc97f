"""The search finds a secret in whatever form it lies on a disk, and nothing that is not there."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import zipfile
import zlib

import pytest

from desktop_app.demo.traces import search
from desktop_app.storage.folding import fold

SECRET = "Äänettömyys on kultaa"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", content)
    return file.getvalue()


@pytest.mark.parametrize(
    "written",
    [
        SECRET.encode(),
        SECRET.encode("utf-16-le"),
        json.dumps({"text": SECRET}).encode(),
        base64.b64encode(SECRET.encode()),
        base64.b64encode(b"x" + SECRET.encode() + b"end"),
        base64.urlsafe_b64encode(b"xy" + SECRET.encode()),
        SECRET.encode("utf-16-be"),
        SECRET.encode().hex().encode(),
        fold(SECRET).encode(),
        zlib.compress(b"before " + SECRET.encode() + b" after"),
        zlib.compress(bytes(range(256)) * 99 + SECRET.encode() + os.urandom(5_000))[:-2_000],
        gzip.compress(json.dumps({"text": SECRET}).encode()),
        zipped(SECRET.encode("utf-16-le")),
    ],
    ids=[
        "utf-8", "utf-16", "json", "base64", "base64 shifted by one", "base64 shifted by two", "utf-16 big first",
        "hexadecimal", "folded for search", "zlib", "zlib broken off", "gzip with json", "zip with utf-16",
    ],
)  # fmt: skip
def test_a_secret_is_found_in_every_form(tmp_path, written):
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "random").write_bytes(bytes(range(256)) * 100 + written + bytes(100))
    found = search([disk], ["not there at all", SECRET])
    assert found.found == (("disk/random", 1),)


def test_every_file_is_looked_at_and_a_clean_disk_is_clean(tmp_path):
    disk = tmp_path / "disk"
    (disk / "deep" / "deeper").mkdir(parents=True)
    for path in (disk / "a", disk / "deep" / "b", disk / "deep" / "deeper" / "c"):
        path.write_bytes(b"sealed")
    found = search([disk], [SECRET])
    assert (found.files, found.bytes, found.found) == (3, 18, ())


def test_equal_files_are_each_named(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    for name in ("a", "b"):
        (disk / name).write_text(SECRET, "utf-8")
    assert [file for file, _ in search([disk], [SECRET]).found] == ["disk/a", "disk/b"]
