"""A letter counts its pages, keeps headings with their text, says that a draft is one, and takes any text."""

from __future__ import annotations

import pytest

from desktop_app.sheets.drawing import Colour, Text
from desktop_app.sheets.isolates import with_whole_citations
from desktop_app.sheets.letter import Letter, LetterHead, LetterPart, write_letters
from desktop_app.sheets.letter_setting import Setter
from tests.sheets.reading import count_colour, missing_words, opened, picture, plain, text_of
from tests.sheets.test_shaping import NASTY

SENTENCE = "Henkilö kertoi työstä, velasta ja siitä, kuka passia säilyttää. "


def letter(*parts: LetterPart, draft: bool = False, language: str = "fi") -> Letter:
    head = LetterHead(
        "Esitys", "Esitys auttamisjärjestelmään", "28.11.2026", ("Salassa pidettävä", "621/1999"), ("Esimerkki ry",),
        ("Vastaanottaja",), draft,
    )  # fmt: skip
    return Letter(head, parts, language, "Viranomainen ei ole vahvistanut")


def page_texts(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [plain(document[number].get_textpage().get_text_range()) for number in range(len(document))]


def long_part(paragraphs: int, sentences: int = 9) -> LetterPart:
    text = "\n".join(f"Kappale {number}. " + SENTENCE * sentences for number in range(paragraphs))
    return LetterPart("Kertomus", (("Mitä on kerrottu", text),))


@pytest.mark.parametrize("paragraphs", [0, 3, 40, 280])
def test_every_page_says_its_number_of_all_and_what_it_belongs_to(paragraphs):
    texts = page_texts(write_letters([letter(long_part(paragraphs))]))
    if paragraphs == 280:
        assert len(texts) >= 50
    for number, text in enumerate(texts, start=1):
        assert f"{number} {len(texts)}" in text
        assert "Esitys" in text
        assert "Salassa pidettävä" in text
        assert "Esimerkki ry" in text


def test_a_long_text_comes_back_whole_and_in_its_order():
    part = long_part(60)
    copied = text_of(write_letters([letter(part)]))
    assert missing_words(part.lines[0][1], copied) == []
    places = [copied.index(f"Kappale {number}.") for number in range(60)]
    assert places == sorted(places)


@pytest.mark.parametrize("filling", range(20, 60))
def test_no_heading_and_no_line_stands_alone_at_a_page_break(filling):
    """Whatever stands before it, a heading has two lines of text below it and a paragraph two on either side."""
    setter = Setter("fi")
    setter.head(("Esimerkki ry",), ("Esitys", "28.11.2026"), ("Salassa pidettävä",))
    for number in range(filling):
        setter.part("", (("", f"Rivi {number}"),), (), ())
    before = [len(page) for page in setter.flow.pages]
    setter.part("Viimeinen otsikko", (("Seloste", SENTENCE * 9),), (), ())
    marks = [mark for page in setter.flow.pages for mark in page]
    new = marks[sum(before) :]
    heading_page = next(
        number
        for number, page in enumerate(setter.flow.pages)
        if any("otsikko" in mark.line.text for mark in page if isinstance(mark, Text))
    )
    by_page = {
        number: [mark for mark in page if mark in new and isinstance(mark, Text) and mark.size == 11.0]
        for number, page in enumerate(setter.flow.pages)
    }
    counts = [len(marks) for number, marks in by_page.items() if marks]
    assert by_page[heading_page], "the heading stands on the page of its text"
    assert all(count >= 2 for count in counts)


def test_a_signature_stands_with_its_heading():
    for filling in range(20, 60):
        setter = Setter("fi")
        for number in range(filling):
            setter.part("", (("", f"Rivi {number}"),), (), ())
        setter.part("Allekirjoitus", (), (), ("Paikka ja päiväys", "Allekirjoitus", "Nimenselvennys"))
        last = setter.flow.pages[-1]
        said = [mark.line.text for mark in last if isinstance(mark, Text)]
        assert said[-4:] == ["Allekirjoitus", "Paikka ja päiväys", "Allekirjoitus", "Nimenselvennys"]


def test_a_draft_says_so_on_every_page_and_a_letter_does_not():
    for draft in (True, False):
        pdf = write_letters([letter(long_part(40), draft=draft)])
        pages = len(page_texts(pdf))
        found = [count_colour(picture(pdf, number), Colour.WATERMARK) > 500 for number in range(pages)]
        assert found == [draft] * pages


def test_letters_in_one_document_count_their_own_pages_and_keep_their_structure():
    pdf = write_letters([letter(long_part(40)), letter(LetterPart("Toinen", (("", "Lyhyt."),)))])
    texts = page_texts(pdf)
    assert "1 1" in texts[-1]
    assert "Toinen" in texts[-1]
    assert pdf.count(b"/S /H1") == 2


@pytest.mark.parametrize("text", NASTY)
def test_no_text_keeps_a_letter_from_being_printed(text):
    pdf = write_letters([letter(LetterPart(text, ((text, text * 3),), (text,), (text,)))])
    with opened(pdf) as document:
        assert len(document) >= 1
        assert document.get_metadata_value("Title") == "Luotsi"
        assert not document.get_metadata_value("Author")
    assert "Esitys auttamisjärjestelmään" in text_of(pdf)


@pytest.mark.parametrize(("word", "first"), [("x", "x"), ("sanaq", "q"), ("слово", "в"), ("字", "字"), ("คำ", "ค")])
def test_ten_thousand_words_without_a_space_stay_inside_the_column(word, first):
    pdf = write_letters([letter(LetterPart("Pitkä", (("Sana", word * 10_000),)))])
    assert text_of(pdf).replace(" ", "").count(first) >= 10_000
    with opened(pdf) as document:
        for page in list(document)[:: max(len(document) // 10, 1)]:
            text = page.get_textpage()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            assert max(right for _, _, right, _ in boxes) < page.get_width() - 40
            assert min(bottom for _, bottom, _, _ in boxes) > 20


def test_the_lines_of_a_list_item_stand_under_each_other_behind_their_bullet():
    setter = Setter("sv")
    setter.part("Hjälp", (), (), (), ("rådgivning", SENTENCE * 3))
    marks = [mark for mark in setter.flow.pages[0] if isinstance(mark, Text) and mark.size == 11.0]
    bullets = [mark for mark in marks if mark.line.text == "•"]
    words = [mark for mark in marks if mark.line.text != "•"]
    assert len(bullets) == 2
    assert len(words) > 3
    assert len({round(mark.x, 3) for mark in words}) == 1
    assert max(mark.x for mark in bullets) < words[0].x


def test_items_keep_their_heading_company():
    for filling in range(20, 60):
        setter = Setter("fi")
        for number in range(filling):
            setter.part("", (("", f"Rivi {number}"),), (), ())
        setter.part("Apua", (), (), (), ("neuvontaa", "asunto"))
        for page in setter.flow.pages:
            said = [mark.line.text for mark in page if isinstance(mark, Text)]
            assert said[-1] != "Apua"


def test_the_last_short_line_of_a_part_takes_the_one_before_it_along():
    for filling in range(20, 60):
        setter = Setter("fi")
        for number in range(filling):
            setter.part("", (("", f"Rivi {number}"),), (), ())
        setter.part(
            "Liite", (("Kenelle", "Järjestelmälle"), ("Milloin", "23.11.2026"), ("Miten", "suullisesti")), (), ()
        )
        last = [mark.line.text for mark in setter.flow.pages[-1] if isinstance(mark, Text)]
        assert last[-4:] == ["Milloin", "23.11.2026", "Miten", "suullisesti"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("tutkinnassa avustava henkilö (35 § 2 mom.)", ["35_§_2_mom.)"]),
        ("38 f § 1 mom. 2 kohta ja muuta", ["38_f_§_1_mom._2_kohta"]),
        ("offer (1 mom. 3 punkten)", ["(1_mom._3_punkten)"]),
        ("Act (621/1999), section 24, item 3", ["section_24,", "item_3"]),
    ],
)
def test_what_cites_a_law_is_never_divided(text, whole):
    said = with_whole_citations(text).replace("\u00a0", "_")
    assert all(each in said for each in whole)
    assert said.replace("_", " ") == text
