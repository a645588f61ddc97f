"""The demo's search of the disks finds a word that lies there in the clear, however it was written down."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from desktop_app.demo.traces import search

WORDS = "Tavataan kirjastossa, jos hän haluaa"
WAYS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda words: words.encode(),
    "UTF-16": lambda words: words.encode("utf-16-le"),
    "JSON": lambda words: json.dumps(words).encode(),
    "base64": lambda words: base64.b64encode(words.encode()),
    "base64 inside": lambda words: base64.b64encode(b"x" + words.encode() + b"y"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_word_in_the_clear_is_found_and_named_by_its_number_alone(tmp_path, way):
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "page").write_bytes(b"\x00\x01" + WAYS[way](WORDS) + b"\x02")
    found = search([tmp_path / "disk"], ["Something else entirely", WORDS])
    assert found.found == (("disk/page", 1),)
    assert WORDS not in repr(found)


def test_a_disk_without_it_is_searched_whole_and_clean(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"nothing here")
    found = search([tmp_path], [WORDS])
    assert (found.files, found.bytes, found.found) == (2, 24, ())
