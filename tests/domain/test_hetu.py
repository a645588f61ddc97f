import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.hetu import CENTURIES, CHECK_CHARACTERS, check_character, check_identity_code, written

#: The published fictitious codes; individual numbers from 900 belong to nobody.
CODES = """
010594Y9032 010594Y9021 020594X903P 020594X902N 030594W903B 030694W9024 040594V9030
040594V902Y 050594U903M 050594U902L 010516B903X 010516B902W 020516C903K 020516C902J
030516D9037 030516D9026 010501E9032 020502E902X 020503F9037 020504A902E 020504B904H
"""
PUBLISHED = tuple(CODES.split())
SEPARATOR = 6


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_published_fictitious_code_is_valid(code):
    assert check_identity_code(code) is None
    assert check_identity_code(code.lower()) is None


@pytest.mark.parametrize("code", PUBLISHED)
def test_no_single_wrong_character_goes_unnoticed(code):
    for place, right in enumerate(code):
        if place == SEPARATOR:
            continue
        for wrong in CHECK_CHARACTERS + "GIOQZ":
            if wrong != right:
                assert check_identity_code(code[:place] + wrong + code[place + 1 :]) is not None


def test_the_sign_of_the_century_is_checked_although_it_is_not_in_the_check_character():
    assert check_identity_code("010594Z9032") == "identity_code_century"
    assert check_identity_code("010594Y9032") is None
    assert check_identity_code("010594-9032") is None
    assert set(CENTURIES) == set("+-YXWVUABCDEF")


def test_days_that_do_not_exist_are_said_to_be_so():
    assert check_identity_code("310294-9" + "03X") == "identity_code_date"
    last = check_character("290200903")
    assert check_identity_code(f"290200A903{last}") is None
    assert check_identity_code(f"290200-903{last}") == "identity_code_date"


@given(st.text(max_size=14))
def test_any_text_gets_an_answer_and_no_failure(text):
    assert (check_identity_code(text) or "identity_code_").startswith("identity_code_")


@given(st.dates(), st.integers(2, 999))
def test_a_code_made_by_the_rule_is_valid(day, number):
    signs = [sign for sign, century in CENTURIES.items() if century == day.year // 100 * 100]
    digits = f"{day:%d%m}{day.year % 100:02}{number:03}"
    for sign in signs:
        assert check_identity_code(f"{digits[:6]}{sign}{digits[6:]}{check_character(digits)}") is None


def test_nobody_has_the_numbers_000_and_001():
    assert check_identity_code(f"010594-000{check_character('010594000')}") == "identity_code_number"


def test_it_is_kept_in_capitals():
    assert written(" 010594y9032 ") == "010594Y9032"
