import shutil
import string
import subprocess

import catalogs
import pytest
from catalog_files import LANGUAGES, catalog_path, messages, read

from tests.architecture.sources import ROOT


def test_the_words_of_the_window_are_complete_and_sound_in_every_language():
    assert catalogs.check(ROOT) == []


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_itself_finds_nothing_to_mend(language, tmp_path):
    command = [
        "msgfmt",
        "--check-format",
        "--check-domain",
        "--output-file",
        str(tmp_path / "x.mo"),
        str(catalog_path(ROOT, language)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_filled_in(language):
    for message in messages(read(catalog_path(ROOT, language), language)):
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for form in forms:
            names = {name for _text, name, _format, _conversion in string.Formatter().parse(form) if name}
            assert "{" not in form.format(**dict.fromkeys(names, "x")).replace("{{", "")


def test_the_person_is_never_a_victim_a_target_or_a_client():
    words = ("victim", "target", "client", "perpetrator")
    texts = [str(message.id) for message in messages(read(catalog_path(ROOT, "en"), "en"))]
    # The name of the authority, and what social welfare law calls the tie between it and whom it helps.
    allowed = ("Assistance System for Victims of Human Trafficking", "client relationship")

    def without_names(text):
        for name in allowed:
            text = text.replace(name, "")
        return text.lower()

    assert [text for text in texts if any(word in without_names(text) for word in words)] == []
