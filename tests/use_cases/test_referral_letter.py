"""The letter of a referral says what would leave, in its language, and nothing of how the person is reached."""

from __future__ import annotations

import pypdfium2
import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.sheets.letter import write_letters
from desktop_app.use_cases import referral_letter
from tests.end_to_end.test_referral import CODE, agree, ana, county, hospital, sanna, written

__all__ = ["county", "hospital", "sanna"]


def words_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace("\r", "")


def pdf(laptop, case, record, groups=None) -> bytes:
    return write_letters([referral_letter.letter(laptop.session, case, record, groups)])


def test_the_letter_is_swedish_marked_secret_and_cites_the_ground(sanna):
    case = ana(sanna)
    agree(sanna, case, "social_services", "list:county_social", "identity", "identity_code", "contact_way", "residence")
    more: dict[str, Json] = {"language": "sv", "reason": "Behöver en bostad.", "grounds": ["swa_11_5"]}
    one = written(sanna, case, "county_social", "list:county_social", **more)
    words = words_of(pdf(sanna, case, one))
    joined = " ".join(words.split())
    for expected in (
        "Sekretessbelagd",
        "Remiss",
        "utnyttjande",
        "Behöver en bostad.",
        "Keksitty",
        "Råd om offrets",
    ):
        assert expected in joined
    assert "Västra Nylands välfärdsområde\nVälfärdsområdets socialservice\n" in words
    assert words.count(CODE) == 1
    for hidden in ("040 000 0000", "Raseborg", "Raasepori", "710", "Salainen"):
        assert hidden not in joined


def test_what_is_not_ticked_stands_in_no_letter_and_without_permission_there_is_none(sanna):
    case = ana(sanna)
    one = written(sanna, case, "shelter", "list:shelter", language="fi")
    with pytest.raises(LuotsiError, match="no_consent_for_referral"):
        pdf(sanna, case, one)
    agree(sanna, case, "shelter", "list:shelter", "identity", "identity_code")
    words = words_of(pdf(sanna, case, one, {"identity"}))
    assert "Salassa pidettävä" in words
    assert "Keksitty" in words
    assert CODE not in words
