"""One language checked by one command: `pytest tests/sheets/test_translation.py -k "[rw]"`."""

import re
import tomllib

import pytest

from desktop_app.paths import resources
from desktop_app.sheets.catalogue import sheet_list

LANGUAGES = sorted({language for info in sheet_list() for language in info.languages} - {"en"})
EACH = pytest.mark.parametrize("language", LANGUAGES)
_TOKEN = re.compile(r"\{[a-z_]+:[^{}]*\}|\{[a-z]+\}")


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def pairs(language):
    """Every file of the language with the English one."""
    folders = [path for path in (resources() / "sheets").iterdir() if path.is_dir() and path.name != "papers"]
    for folder in sorted([*folders, resources() / "interview"]):
        if (folder / f"{language}.toml").is_file():
            yield folder.name, read(folder / f"{language}.toml"), read(folder / "en.toml")


def texts(value):
    """Every text of a file, the lines of a block apart; the names of languages are names."""
    if isinstance(value, str):
        yield from (line.strip() for line in value.splitlines() if line.strip())
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("languages", "state"):
                yield from texts(each)


def keys(value):
    """The names that a file uses, at every depth."""
    if isinstance(value, list):
        return [keys(each) for each in value]
    return (
        {name: keys(each) for name, each in sorted(value.items()) if name != "languages"}
        if isinstance(value, dict)
        else None
    )


@EACH
def test_it_has_the_same_keys_and_as_many_lines_as_english(language):
    for name, own, english in pairs(language):
        assert keys(own) == keys(english), name
        assert len(list(texts(own))) == len(list(texts(english))), name


@EACH
def test_no_english_line_is_left_untranslated(language):
    for name, own, english in pairs(language):
        left = {_TOKEN.sub("", text).strip() for text in texts(own)} & {
            _TOKEN.sub("", text).strip() for text in texts(english)
        }
        assert not [text for text in left if len(re.findall("[A-Za-z]{2,}", text)) > 1], name


@EACH
def test_the_tokens_of_each_line_are_those_of_english(language):
    for name, own, english in pairs(language):
        if name != "words":
            for said, wanted in zip(texts(own), texts(english), strict=True):
                ours, theirs = (
                    sorted(t for t in _TOKEN.findall(text) if "name:" not in t and "time:" not in t)
                    for text in (said, wanted)
                )
                assert ours == theirs, (name, said)
