"""What a catalog must keep: complete, not fuzzy, the same fields and mnemonics, and really translated."""

import json
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from catalog_files import messages

_MNEMONIC = re.compile(r"&&|&(.)")
_ENDINGS = ("…", ":", "?", ".", " ")


def identical_allowed(root: Path) -> Mapping[str, Collection[str]]:
    """Per language the messages whose translation is rightly the English text."""
    document = json.loads((root / "translations" / "identical.json").read_text(encoding="utf-8"))
    return {language: frozenset(texts) for language, texts in document.items()}


def allow_identical(root: Path, language: str, msgid: str) -> None:
    """Note that a message is rightly the English text in a language."""
    texts = {name: sorted(known) for name, known in identical_allowed(root).items()}
    texts[language] = sorted({*texts.get(language, ()), msgid})
    text = json.dumps(texts, ensure_ascii=False, indent=2, sort_keys=True)
    (root / "translations" / "identical.json").write_text(f"{text}\n", encoding="utf-8")


def fields(text: str) -> frozenset[str]:
    """The named fields of a text; raises `ValueError` for unnamed fields and unbalanced braces."""
    names = {name for _literal, name, _format, _conversion in string.Formatter().parse(text) if name is not None}
    if unnamed := sorted(name for name in names if not name.isidentifier()):
        raise ValueError(f"fields need names: {unnamed}")
    return frozenset(names)


def mnemonic(text: str) -> str | None:
    """The letter that `&` marks, in lower case."""
    return next((match[1].lower() for match in _MNEMONIC.finditer(text) if match[1]), None)


def duplicate_mnemonics(texts: Iterable[str]) -> dict[str, list[str]]:
    """The letters that several texts of one form or menu claim, each with these texts."""
    claimed: dict[str, list[str]] = {}
    for text in texts:
        if letter := mnemonic(text):
            claimed.setdefault(letter, []).append(text)
    return {letter: owners for letter, owners in claimed.items() if len(owners) > 1}


def text_problems(source: str, translation: str, *, may_drop: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with one translation of one English text; fields in `may_drop` need not come back."""
    try:
        wanted, given = fields(source), fields(translation)
    except ValueError as error:
        yield str(error)
        return
    if given - wanted or wanted - given - frozenset(may_drop):
        yield f"fields differ: {sorted(wanted)} became {sorted(given)}"
    if (mnemonic(source) is None) != (mnemonic(translation) is None):
        yield "a mnemonic (&) was lost or added"
    if "!" in translation:
        yield "exclamation mark"
    if translation != translation.strip() and source == source.strip():
        yield "space at an end"
    if _ending(source) != _ending(translation):
        yield f"ends with {_ending(translation)!r} instead of {_ending(source)!r}"


def message_problems(message: Message, language: str, identical: Collection[str]) -> Iterator[str]:
    """What is wrong with one message of a catalog."""
    sources, translations = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not translations or not all(translations) or (len(sources) > 1 and len(translations) < 2):
        yield "not translated"
        return
    if language == "en":
        if translations != sources:
            yield "the English catalog differs from the source"
        return
    for number, translation in enumerate(translations):
        source = sources[min(number, len(sources) - 1)]
        yield from text_problems(source, translation, may_drop=("n",) if len(sources) > 1 and number == 0 else ())
        if translation == source and _has_words(source) and source not in identical:
            yield "same as the English text (allowed only when translations/identical.json names it)"


def catalog_problems(template: Catalog, catalog: Catalog, language: str, identical: Collection[str]) -> Iterator[str]:
    """What is wrong with a whole catalog, one line per finding."""
    wanted = {message.id for message in messages(template)}
    have = {message.id for message in messages(catalog)}
    for msgid in sorted(wanted - have, key=str):
        yield f"{language}: {_shown(msgid)}: missing"
    for msgid in sorted(have - wanted, key=str):
        yield f"{language}: {_shown(msgid)}: used nowhere (prune drops it)"
    for message in messages(catalog):
        if message.id in wanted:
            for problem in message_problems(message, language, identical):
                yield f"{language}: {_shown(message.id)}: {problem}"


def _forms(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    return ((texts,) if texts else ()) if texts is None or isinstance(texts, str) else tuple(texts)


def _ending(text: str) -> str:
    return text[-1] if text.endswith(_ENDINGS) else ""


def _has_words(text: str) -> bool:
    literals = "".join(literal for literal, _name, _format, _conversion in string.Formatter().parse(text))
    return any(character.isalpha() for character in literals)


def _shown(msgid: str | Iterable[str]) -> str:
    return json.dumps(_forms(msgid)[0], ensure_ascii=False)
