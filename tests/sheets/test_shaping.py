"""From text to glyphs and lines: direction, fonts, ligatures, missing characters, and input that nobody expects."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets.font_faces import Weight, font_face, own_family
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.lines import fill_lines
from desktop_app.sheets.shaping import clean, shape_words
from tests.sheets.sentences import SENTENCES

NASTY = (
    "",
    " ",
    "\u2066\u2066\u2069",
    "\x00\x07\t\r\n\x1b[31m",
    "\u202eabc\u202c \u2067אבג",
    "e\u0301\u0301\u0301\u0301",
    "\u0301alku",
    "\ud800 yksin",
    "a" * 10_000,
    "ب" * 10_000,
    "abc ابج где 112 " * 300,
    "👩‍👩‍👧 中文 ไทย हिन्दी አማርኛ",
    "\u200b" * 500,
    "(" * 500 + ")" * 500,
)


def line_of(text, language, weight=Weight.REGULAR):
    (line,) = fill_lines(shape_words(text, language, weight), float("inf"))
    return line


def test_arabic_stands_from_right_to_left_and_its_digits_from_left_to_right():
    assert line_of("رقم 112", "ar").text == "112 مقر"


def test_a_number_in_groups_keeps_its_order_only_when_isolated():
    assert line_of(f"رقم {isolated('029 546 3177')}", "ar").text == "029\u00a0546\u00a03177 مقر"
    assert line_of("رقم 029 546 3177", "ar").text == "3177 546 029 مقر"


def test_persian_digits_are_not_turned_round():
    assert line_of(isolated("۰۸۰۰ ۱۲۳"), "fa").text == "۰۸۰۰\u00a0۱۲۳"


def test_letters_of_latin_stay_apart():
    assert [glyph.text for run in line_of("office fi", "fi").runs for glyph in run.glyphs] == list("office fi")


def test_every_glyph_stands_for_at_most_one_character_in_right_to_left_text():
    line = line_of("شيئًا الله تُبلَّغ", "ar")
    assert all(len(glyph.text) == 1 for run in line.runs for glyph in run.glyphs)


def test_a_decomposed_letter_is_composed_first():
    assert shape_words("a\u0308iti", "fi", Weight.REGULAR) == shape_words("äiti", "fi", Weight.REGULAR)


@pytest.mark.parametrize("text", ["ꀀ", "\U0001f600", "ក"])
def test_a_character_without_a_glyph_is_an_error_and_not_a_box(text):
    with pytest.raises(LuotsiError) as raised:
        shape_words(f"abc {text}", "fi", Weight.REGULAR)
    assert raised.value.code == "missing_glyph"
    assert raised.value.details == {"code_point": f"U+{ord(text):04X}", "name": unicodedata.name(text)}


def test_a_missing_character_may_be_shown_as_such():
    words = shape_words("Ry ꀀ", "fi", Weight.REGULAR, replace_missing=True)
    assert [word.text for word in words] == ["Ry", "\ufffd"]


def test_controls_become_spaces():
    assert clean("a\x00b\nc\u2028d\ud800") == "a b c d\ufffd"


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("language", ["fi", "ar"])
def test_no_input_breaks_the_setting_of_lines(text, language):
    words = shape_words(text, language, Weight.REGULAR, replace_missing=True)
    assert all(line.width <= 9000 for line in fill_lines(words, 9000))


@pytest.mark.parametrize("word", ["sana", "คำ", "字", "كلمة", "слово", "শব্দ", "👩\u200d👧"])
def test_ten_thousand_words_without_a_space_are_set_whole_and_within_the_column(word):
    words = shape_words(word * 10_000, "fi", Weight.REGULAR, replace_missing=True)
    lines = fill_lines(words, 40_000)
    assert all(line.width <= 40_000 for line in lines)
    shown = sum(len(glyph.text) for line in lines for run in line.runs for glyph in run.glyphs)
    assert shown == 10_000 * len(clean(word))


def test_an_emoji_is_named_on_a_sheet_and_marked_on_a_paper():
    with pytest.raises(LuotsiError) as raised:
        shape_words("Apua 🙂", "fi", Weight.REGULAR)
    assert raised.value.details == {"code_point": "U+1F642", "name": "SLIGHTLY SMILING FACE"}
    _, mark = shape_words("Apua 🙂", "fi", Weight.REGULAR, replace_missing=True)
    assert mark.text == "\ufffd"
    assert mark.width > 0


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_all_its_letters(text):
    words = shape_words(text, "ar", Weight.REGULAR, replace_missing=True)
    lines = fill_lines(words, float("inf"))
    shown = sorted("".join(line.text for line in lines).replace(" ", ""))
    assert shown == sorted(
        "".join(glyph.text for word in words for run in word.runs for glyph in run.glyphs).replace(" ", "")
    )


def test_lines_hold_as_many_words_as_fit():
    rng = random.Random(1)
    text = " ".join("sana" * rng.randint(1, 4) for _ in range(60))
    words = shape_words(text, "fi", Weight.REGULAR)
    lines = fill_lines(words, 20_000)
    assert all(line.width <= 20_000 for line in lines)
    assert " ".join(line.text for line in lines) == text


def test_a_word_wider_than_the_line_is_cut_between_letters():
    lines = fill_lines(shape_words("a" * 100, "fi", Weight.REGULAR), 6000)
    assert "".join(line.text for line in lines) == "a" * 100
    assert len(lines) > 5


def test_a_cut_arabic_word_keeps_its_letters_in_order():
    word = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
    lines = fill_lines(shape_words(word, "ar", Weight.REGULAR), 5000)
    assert "".join(line.text[::-1] for line in lines) == word


def test_the_fonts_cover_what_the_offered_languages_need():
    for weight in Weight:
        latin, arabic = (font_face(f"{name}-{weight.value}") for name in ("NotoSans", "NotoSansArabic"))
        assert all(map(latin.covers, "ÅÄÖåäöŠšŽžőțşığəđẵ’”–·•…€ЖЩЪЁёїєґ"))
        assert all(map(arabic.covers, "ءآأؤإئابةتپچژگکیەۆڵێ،؛؟۰۹0123456789()."))
        assert not latin.covers("字")


def test_every_font_comes_with_its_licence():
    folder = resources() / "fonts"
    families = {path.stem.split("-")[0] for path in folder.glob("*.ttf")}
    assert families == {own_family(language) for language in SENTENCES}
    for family in families:
        assert "SIL Open Font License, Version 1.1" in (folder / f"{family}-LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("quoted", ["٣٩٠٧", "۰۸۰۰", "০১২", "०१२", "๑๒๓", "中文，甲", "،؛؟", "ابْن"])
def test_what_a_finnish_letter_quotes_of_another_script_is_drawn_and_not_replaced(quoted):
    words = shape_words(f"Sanoi {quoted} eilen", "fi", Weight.REGULAR, replace_missing=True)
    assert "\ufffd" not in "".join(glyph.text for word in words for run in word.runs for glyph in run.glyphs)


def test_no_chinese_character_is_left_alone_on_the_last_line():
    words = shape_words("只要您有可能受到过剥削并且需要帮助就足够了。", "zh", Weight.REGULAR)
    whole = sum(word.width for word in words)
    lines = fill_lines(words, whole - 500)
    assert [line.text for line in lines] == ["只要您有可能受到过剥削并且需要帮助就足", "够了。"]
    assert "".join(line.text for line in fill_lines(words, 3000)) == "只要您有可能受到过剥削并且需要帮助就足够了。"
    finnish = shape_words("Apu on vapaaehtoista ja maksutonta työtä ja", "fi", Weight.REGULAR)
    room = sum(word.width + word.space_width for word in finnish) - 500
    assert fill_lines(finnish, room)[-1].text == "ja", "words with spaces between them stay where they are"
