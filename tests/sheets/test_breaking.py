"""Where lines may break and where they may not."""

import unicodedata

import pytest

from desktop_app.sheets.breaking import segments
from desktop_app.sheets.font_faces import font_face
from desktop_app.sheets.isolates import isolated
from desktop_app.sheets.scripts import script_of, scripts_of
from tests.sheets.test_bidi import unicode_file


def pieces(text):
    return [text[segment.start : segment.after] for segment in segments(text)]


def test_the_pieces_together_are_the_text():
    for text in ("", " ", "a", "  a  b ", "yksi-kaksi kolme", "中文。（中文）", "a\u200bb"):
        assert "".join(pieces(text)) == text


def test_lines_break_after_spaces_and_hyphens_between_letters():
    assert pieces("harkinta-aika on pitkä") == ["harkinta-", "aika ", "on ", "pitkä"]
    assert pieces("9-15 ja 9–15, -5") == ["9-15 ", "ja ", "9–15, ", "-5"]


@pytest.mark.parametrize("text", ["029 546 3177", "+358 29 546 3177", "arkisto/2026-11-23", "klo 9–15"])
def test_numbers_and_references_never_break(text):
    assert pieces(isolated(text)) == [isolated(text)]


def test_a_no_break_space_keeps_words_together():
    assert pieces("24\u00a0h auki") == ["24\u00a0h ", "auki"]


def test_a_zero_width_space_is_a_break():
    assert pieces("ก\u200bข") == ["ก\u200b", "ข"]


def test_chinese_breaks_anywhere_but_before_closing_and_after_opening_signs():
    assert pieces("帮助（免费）。") == ["帮", "助", "（免", "费）。"]


def test_chinese_keeps_dots_dashes_and_quotes_where_they_belong():
    assert pieces("等等……吧") == ["等", "等……", "吧"]
    assert pieces("我——你") == ["我", "——", "你"]
    assert pieces("说“好”。") == ["说", "“好”。"]


def test_chinese_does_not_break_beside_glue_and_breaks_around_an_isolated_number():
    assert pieces("中\u00a0文") == ["中\u00a0文"]
    assert pieces("中\u2060文") == ["中\u2060文"]
    number = isolated("029 546 3177")
    assert pieces(f"拨打{number}。好") == ["拨", "打", f"{number}。", "好"]


def test_a_mark_stays_with_its_letter():
    assert pieces("-\u0301a") == ["-\u0301a"]
    assert pieces("中\u0301文") == ["中\u0301", "文"]


def test_the_script_of_a_sign_is_that_of_its_neighbour():
    assert scripts_of("(Да) 112") == ["Cyrl"] * 8
    assert scripts_of("1 ب") == ["Arab"] * 3
    assert scripts_of("123") == ["Latn"] * 3


# Letters that exist only for phonetics or for old encodings: they take the script of their neighbour.
KNOWN_TO_DIFFER = {
    0x1D26,
    0x1D27,
    0x1D28,
    0x1D29,
    0x1D2A,
    0x1D2B,
    0x2126,
    0x212A,
    0x212B,
    0x2132,
    0x214E,
    0x2183,
    0x2184,
    0xAB65,
}


def test_the_letters_of_our_fonts_have_the_script_of_the_published_table():
    names = {"Latin": "Latn", "Greek": "Grek", "Cyrillic": "Cyrl", "Arabic": "Arab"}
    covered = {*font_face("NotoSans-Regular").face.unicodes, *font_face("NotoSansArabic-Regular").face.unicodes}
    wrong = set()
    for line in unicode_file("Scripts.txt"):
        entry = line.split("#")[0].strip()
        if entry:
            points, name = (part.strip() for part in entry.split(";"))
            first, _, last = points.partition("..")
            places = range(int(first, 16), int(last or first, 16) + 1) if name in names else ()
            codes = {code for code in places if code in covered}
            letters = {code for code in codes if unicodedata.category(chr(code)) in ("Lu", "Ll", "Lo")}
            wrong |= {code for code in letters if script_of(chr(code)) != names[name]}
    assert wrong == KNOWN_TO_DIFFER
