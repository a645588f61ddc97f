"""Extracts, updates, compiles, checks and fills the catalogs of the window's words."""

import argparse
import json
import sys
import tokenize
from collections.abc import Mapping, Sequence
from pathlib import Path

import catalog_rules
from babel.messages.catalog import Catalog
from catalog_files import (
    LANGUAGES,
    ROOT,
    as_text,
    catalog_path,
    compile_catalog,
    extract,
    messages,
    read,
    template_path,
    write,
)


def update(root: Path) -> None:
    """Extract the messages and bring every catalog up to date; translations of unknown messages stay."""
    template = extract(root)
    write(template, template_path(root))
    for language in LANGUAGES:
        catalog = read(catalog_path(root, language), language)
        _add_missing(catalog, template)
        _write_catalog(root, language, catalog)


def prune(root: Path) -> list[str]:
    """Drop the messages that no source marks any more; their texts are returned."""
    wanted = {message.id for message in messages(extract(root))}
    dropped: set[str] = set()
    for language in LANGUAGES:
        catalog = read(catalog_path(root, language), language)
        for message in list(messages(catalog)):
            if message.id not in wanted:
                catalog.delete(message.id)
                dropped.add(message.id if isinstance(message.id, str) else message.id[0])
        _write_catalog(root, language, catalog)
    return sorted(dropped)


def add(root: Path, entries: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Merge translations into the catalogs; when any entry is wrong nothing is written and the problems are returned.

    An entry is `{"fi": "…", "sv": "…"}`, or with a plural `{"plural": "…", "fi": ["…", "…"], "sv": ["…", "…"]}`;
    `"same": ["sv"]` names the languages in which the English text is right.
    """
    catalogs = {language: read(catalog_path(root, language), language) for language in LANGUAGES}
    for msgid, entry in entries.items():
        for language in _languages_of(entry.get("same")):
            catalog_rules.allow_identical(root, language, msgid)
    identical = catalog_rules.identical_allowed(root)
    problems: list[str] = []
    for msgid, entry in entries.items():
        plural = entry.get("plural")
        key = (msgid, str(plural)) if plural else msgid
        for language in LANGUAGES:
            value = key if language == "en" else entry.get(language, "")
            text = tuple(str(form) for form in value) if isinstance(value, (list, tuple)) else str(value)
            catalogs[language].delete(msgid)
            message = catalogs[language].add(key, text)
            found = catalog_rules.message_problems(message, language, identical.get(language, ()))
            problems += [f"{language}: {msgid!r}: {problem}" for problem in found]
    if not problems:
        for language, catalog in catalogs.items():
            _write_catalog(root, language, catalog)
    return problems


def check(root: Path) -> list[str]:
    """Everything that keeps the catalogs from being released."""
    template = extract(root)
    path = template_path(root)
    problems = []
    if not path.exists() or path.read_text(encoding="utf-8") != as_text(template):
        problems.append("translations/interface.pot is not up to date (run: catalogs.py update)")
    identical = catalog_rules.identical_allowed(root)
    for language in LANGUAGES:
        catalog = read(catalog_path(root, language), language)
        problems += catalog_rules.catalog_problems(template, catalog, language, identical.get(language, ()))
    return problems


def missing(root: Path) -> dict[str, dict[str, object]]:
    """Entries for `add` of every message that lacks a translation, to be filled in."""
    catalogs = {language: read(catalog_path(root, language), language) for language in LANGUAGES if language != "en"}
    entries: dict[str, dict[str, object]] = {}
    for message in messages(extract(root)):
        singular, *plural = (message.id,) if isinstance(message.id, str) else message.id
        known = {language: catalog.get(message.id) for language, catalog in catalogs.items()}
        if all(entry and entry.id == message.id and entry.string and all(entry.string) for entry in known.values()):
            continue
        empty: object = ["", ""] if plural else ""
        entries[singular] = {**({"plural": plural[0]} if plural else {}), **dict.fromkeys(catalogs, empty)}
    return dict(sorted(entries.items()))


def compile_all(root: Path) -> None:
    """Make the compiled catalogs, which are never committed."""
    for language in LANGUAGES:
        compile_catalog(root, language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned."""
    options = _parser().parse_args(arguments)
    root: Path = options.root
    if options.command == "extract":
        write(extract(root), template_path(root))
    elif options.command == "update":
        update(root)
    elif options.command == "compile":
        compile_all(root)
    elif options.command == "prune":
        _report(prune(root))
    elif options.command == "missing":
        print(json.dumps(missing(root), ensure_ascii=False, indent=1))
    elif options.command == "check":
        return _report(check(root))
    else:
        return _add_file(root, options.file)
    return 0


def _add_file(root: Path, file: Path) -> int:
    problems = add(root, json.loads(file.read_text(encoding="utf-8")))
    if problems:
        print("nothing was added:")
        return _report(problems)
    try:
        update(root)
    except (SyntaxError, UnicodeDecodeError, tokenize.TokenError) as error:
        print(f"added; the template was not extracted again: {error}")
    return 0


def _languages_of(value: object) -> list[str]:
    return [language for language in LANGUAGES if isinstance(value, list) and language in value]


def _report(lines: Sequence[str]) -> int:
    for line in lines:
        print(line)
    return 1 if lines else 0


def _add_missing(catalog: Catalog, template: Catalog) -> None:
    for message in messages(template):
        known = catalog.get(message.id)
        if known is None:
            catalog.add(message.id)
        elif known.id != message.id:  # the plural of a known singular changed or is new
            forms = known.string
            catalog.delete(known.id)
            catalog.add(message.id, forms if isinstance(forms, tuple) == isinstance(message.id, tuple) else "")


def _write_catalog(root: Path, language: str, catalog: Catalog) -> None:
    if language == "en":
        for message in messages(catalog):
            message.string = message.id
    write(catalog, catalog_path(root, language))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="catalogs.py", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="top folder of the project")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="write the template with all messages of the sources")
    commands.add_parser("update", help="extract and add new messages to every catalog")
    commands.add_parser("compile", help="make the compiled catalogs")
    commands.add_parser("check", help="report what keeps the catalogs from being released")
    commands.add_parser("prune", help="drop messages that no source marks any more")
    commands.add_parser("missing", help="print what lacks a translation as JSON, to be filled in and added")
    adding = commands.add_parser("add", help="merge translations from a JSON file")
    adding.add_argument("file", type=Path, help='{"msgid": {"fi": "…", "sv": "…"}}')
    return parser


if __name__ == "__main__":
    sys.exit(main())
