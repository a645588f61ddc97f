import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.telling import sentences_to_look_at, stems_of
from desktop_app.errors import LuotsiError
from tests.domain.data import data

STEMS = stems_of(data("interview/blame_hints.json"))


def found(text):
    return [text[start:end] for start, end in sentences_to_look_at(text, STEMS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hän teki töitä ilman lupaa puoli vuotta.",
        "Hän myi seksiä, koska oli velkaa!",
        "Hon sålde sex.",
        "Han stal mat.",
        "He sold drugs for them.",
    ],
)
def test_the_sentence_is_pointed_at_and_only_that_one(sentence):
    text = f"Hänellä ei ole passiaan. {sentence}  Hän pelkää."
    assert found(text) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Muut päättävät ja pitävät rahat, ja hän pelkää heitä.",
        "Andra bestämmer och behåller pengarna.",
        "Others decide and keep the money. It was a festival.",
        "",
    ],
)
def test_what_others_do_is_not_pointed_at(text):
    assert found(text) == []


@given(st.text())
def test_any_text_can_be_read_and_spans_lie_inside(text):
    for start, end in sentences_to_look_at(text, STEMS):
        assert 0 <= start < end <= len(text)


def test_without_hints_nothing_is_pointed_at():
    assert sentences_to_look_at("Hon sålde sex.", ()) == ()
    with pytest.raises(LuotsiError, match="hints_damaged"):
        stems_of([])
