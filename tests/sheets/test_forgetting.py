"""After the lock no text that was drawn is remembered."""

import gc

from desktop_app.sheets.case_reference import CaseReference
from desktop_app.sheets.forgetting import _REMEMBERING, forget_texts
from desktop_app.sheets.letter import LetterPart, write_letters
from desktop_app.sheets.render import render_sheet
from tests.sheets.test_letter import letter

SECRET = "Salaisuussana"


def remembered():
    """Texts in the memory of this process that hold the word, but for those of this test."""
    gc.collect()
    found = set()
    for each in gc.get_objects():
        text = getattr(each, "text", None) if str(type(each).__module__).startswith("desktop_app.sheets") else None
        if isinstance(text, str) and SECRET in text:
            found.add(text)
    return found


def test_letters_and_references_are_forgotten():
    write_letters([letter(LetterPart("Osa", (("Kenttä", f"{SECRET} kirjeessä"),)))])
    render_sheet("important-numbers", "fi", own=CaseReference(f"{SECRET} 1"))
    assert remembered()
    forget_texts()
    assert not remembered()


def test_everything_that_remembers_texts_is_named():
    for module, names in _REMEMBERING.items():
        for name in names:
            assert getattr(__import__(module, fromlist=[name]), name).cache_info().maxsize
