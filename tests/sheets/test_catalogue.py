"""The shipped texts: their states, their words, their likeness across languages, and what approval is given to."""

import re
import tomllib
from datetime import date

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets import catalogue
from desktop_app.sheets.catalogue import languages, may_print, sheet_list, sheet_text, text_hash
from desktop_app.sheets.contacts import checked_long_ago, contacts
from desktop_app.sheets.content import SheetState, filled, paragraphs, words
from desktop_app.sheets.interview import interview_text

SHEET = "you-can-get-help"
OURS = ("fi", "sv", "en", "fi-simple")
OTHERS = (
    "ar", "bn", "ckb", "es", "et", "fa", "fil", "fr", "ne", "prs", "ro", "ru", "rw", "so", "th", "ti", "tr", "uk", "vi",
    "zh",
)  # fmt: skip
ALL = [(info.sheet_id, language) for info in sheet_list() for language in info.languages]


def whole(sheet, language):
    text = sheet_text(sheet, language)
    said = [text.title, text.summary]
    for block in text.blocks:
        said += [block.heading, *(paragraph.text for paragraph in block.paragraphs)]
    return "\n".join(said)


def test_the_languages_of_the_program_come_first():
    for info in sheet_list():
        assert info.languages[:4] == ("fi", "sv", "en", "fi-simple")
        assert sorted(info.languages[4:]) == list(info.languages[4:])


def test_every_sheet_is_there_in_every_language():
    assert [info.sheet_id for info in sheet_list()] == [
        "you-can-get-help", "your-rights", "what-permission-means", "important-numbers", "cue-card",
    ]  # fmt: skip
    assert {info.languages for info in sheet_list()} == {(*OURS, *OTHERS)}


def test_the_card_holds_the_twelve_questions_between_what_is_said_before_and_after():
    for language in languages("cue-card"):
        text = interview_text(language)
        assert list(text.questions) == [f"Q{number:02}" for number in range(1, 13)]
        headings = [block.heading for block in sheet_text("cue-card", language).blocks]
        assert headings[1:13] == [str(number) for number in range(1, 13)]


@pytest.mark.parametrize(("sheet", "language"), ALL)
def test_a_shipped_text_is_never_approved(sheet, language):
    state = sheet_text(sheet, language).state
    assert state is (SheetState.UNCONFIRMED if language in OURS else SheetState.DRAFT)


def test_only_drafts_may_not_be_printed():
    assert [state for state in SheetState if not may_print(state)] == [SheetState.DRAFT]


@pytest.mark.parametrize(("sheet", "language"), ALL)
def test_all_languages_say_the_same_things_in_the_same_order(sheet, language):
    shape, finnish = (
        [[paragraph.listed for paragraph in block.paragraphs] for block in sheet_text(sheet, each).blocks]
        for each in (language, "fi")
    )
    assert shape == finnish
    tokens, wanted = (sorted(re.findall(r"\{(?:phone|url)[^}]*\}", whole(sheet, each))) for each in (language, "fi"))
    assert tokens == wanted


@pytest.mark.parametrize(("sheet", "language"), ALL)
def test_the_texts_keep_to_the_words_of_the_house(sheet, language):
    text = whole(sheet, language)
    for name in ("Rikosuhripäivystys", "Victim Support Finland", "Brottsofferjouren"):
        text = text.replace(name, "")
    forbidden = r"!|\buhri|offer för|\bvictim|жертв(?!ам преступлений)|ضحية|toipumisaika|återhämtning|recovery period"
    assert not re.search(forbidden, text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Rikosilmoitusta ei tarvita. Poliisi voi saada tiedon, jos"),
        ("sv", "Ingen polisanmälan behövs. Polisen kan få veta om"),
        ("en", "You need no police report. The police may come to know if"),
        ("ru", "Заявление в полицию не нужно. Полиция может узнать, если"),
        ("ar", "لا حاجة إلى بلاغ للشرطة. قد تعلم الشرطة إذا"),
        ("fr", "Une plainte à la police n’est pas nécessaire. La police peut être informée si"),
        ("es", "No hace falta una denuncia a la policía. La policía puede llegar a saberlo si"),
        ("ro", "Nu este nevoie de o plângere la poliție. Poliția poate afla dacă"),
        ("tr", "Polise suç duyurusu gerekmez. Polis şu durumlarda öğrenebilir"),
        ("uk", "Заява до поліції не потрібна. Поліція може дізнатися, якщо"),
        ("et", "Avaldust politseile ei ole vaja. Politsei võib teada saada, kui"),
        ("so", "Looma baahna in booliiska loo dacwoodo. Booliisku waa ogaan karaa haddii"),
        ("fil", "Hindi kailangan ang sumbong sa pulisya. Maaaring malaman ng pulisya kung"),
        ("rw", "Si ngombwa kurega kuri polisi. Polisi ishobora kubimenya iyo"),
        ("fa", "به شکایت نزد پلیس نیازی نیست. پلیس ممکن است باخبر شود اگر"),
        ("prs", "به شکایت نزد پولیس نیازی نیست. پولیس ممکن است باخبر شود اگر"),
        ("ckb", "پێویست بە سکاڵا لای پۆلیس ناکات. پۆلیس دەشێت ئاگادار ببێت ئەگەر"),
        ("vi", "Không cần trình báo cảnh sát. Cảnh sát có thể biết nếu"),
        ("zh", "不需要向警察报案。在以下情况下警察可能会知道"),
        ("th", "ไม่จำเป็นต้องแจ้งความกับตำรวจ ตำรวจอาจรู้เรื่องได้ถ้า"),
        ("bn", "পুলিশে অভিযোগ করার দরকার নেই। পুলিশ জানতে পারে যদি"),
        ("ne", "प्रहरीमा उजुरी चाहिँदैन। प्रहरीले थाहा पाउन सक्छ यदि"),
        ("ti", "ናብ ፖሊስ ክሲ ምቕራብ ኣየድልን። ፖሊስ ክፈልጥ ዝኽእል"),
    ],
)
def test_the_police_sentence_is_the_true_one(language, sentence):
    (block,) = [
        block
        for block in sheet_text(SHEET, language).blocks
        if any(paragraph.text.replace("\u200b", "") == sentence for paragraph in block.paragraphs)
    ]
    assert sum(paragraph.listed for paragraph in block.paragraphs) == 4


def test_the_hash_changes_with_the_text_and_with_nothing_else(monkeypatch):
    before = {(sheet, language): text_hash(sheet, language) for sheet, language in ALL}
    assert len(set(before.values())) == len(ALL)
    assert before == {(sheet, language): text_hash(sheet, language) for sheet, language in ALL}
    path = resources() / "sheets" / SHEET / "fi.toml"
    assert len(text_hash(SHEET, "fi")) == 64
    assert tomllib.loads(path.read_text(encoding="utf-8"))["title"] == sheet_text(SHEET, "fi").title


def test_one_changed_letter_asks_for_a_new_approval(tmp_path, monkeypatch):
    before = text_hash(SHEET, "ru")
    folder = tmp_path / "sheets" / SHEET
    folder.mkdir(parents=True)
    text = (resources() / "sheets" / SHEET / "ru.toml").read_text(encoding="utf-8")
    (folder / "ru.toml").write_text(text.replace("бесплатная", "Бесплатная"), encoding="utf-8")
    monkeypatch.setattr(catalogue, "resources", lambda: tmp_path)
    catalogue.sheet_list.cache_clear()
    try:
        assert text_hash(SHEET, "ru") != before
    finally:
        monkeypatch.undo()
        catalogue.sheet_list.cache_clear()
    assert text_hash(SHEET, "ru") == before


@pytest.mark.parametrize("language", languages(SHEET))
def test_every_language_has_all_words_around_the_sheet(language):
    said = words(language)
    assert set(said.states) == set(SheetState)
    named = set(said.languages)
    assert named >= (set(languages(SHEET)) if language in ("fi", "sv", "en") else {language})
    assert all([said.numbers, said.emergency, said.advice, said.from_abroad, said.more, said.draft_word])
    assert "{revision}" in said.revision


def test_phone_numbers_come_from_one_file():
    for path in (resources() / "sheets").rglob("*.toml"):
        assert not re.search(r"\d{3} ?\d{3}|\b112\b", path.read_text(encoding="utf-8")), path


def test_tokens_become_isolated_values():
    assert filled("Soita {phone:emergency}.") == "Soita \u2066112\u2069."
    assert filled("{phone:assistance}") == "\u2066029\u00a0546\u00a03177\u2069"
    assert filled("{time:9–15}") == "\u20669\u2060–\u206015\u2069"


@pytest.mark.parametrize(
    ("text", "code"), [("{phone:nobody}", "no_such_contact"), ("{fax:assistance}", "no_such_token")]
)
def test_an_unknown_token_is_an_error(text, code):
    with pytest.raises(LuotsiError, match=code):
        filled(text)


def test_items_begin_with_a_hyphen():
    assert [paragraph.listed for paragraph in paragraphs("Yksi\n- kaksi\n\n kolme ")] == [False, True, False]


def test_contact_details_older_than_a_year_are_noticed():
    assert not checked_long_ago(date(2026, 11, 2), date(2027, 11, 2))
    assert checked_long_ago(date(2026, 11, 2), date(2027, 11, 3))
    assert not checked_long_ago(date(2024, 2, 29), date(2025, 3, 1))
    assert checked_long_ago(date(2024, 2, 29), date(2025, 3, 2))


def test_contact_details_are_to_be_confirmed_by_the_authority():
    assert contacts().entries
    assert not any(contact.confirmed for contact in contacts().entries.values())
