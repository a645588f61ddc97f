"""Commands without a window: verify, sync, export, sheet and demo."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path

from desktop_app import paths
from desktop_app.errors import LuotsiError
from desktop_app.use_cases import export, sheets, store_access, synchronising, verification
from desktop_app.use_cases.session import Session


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    FAULT_FOUND = 1
    WRONG_USE = 2
    NOT_OPENED = 3
    NO_NETWORK = 4
    FAILED = 5


EXIT_CODES = """exit codes:
  0  done
  1  verify found something wrong
  2  the command was not understood
  3  the store could not be opened (no store, wrong passphrase, damaged key slots)
  4  no network, or the central system did not answer
  5  anything else that could not be done; the reason is printed
"""

_NOT_OPENED = frozenset(
    {"wrong_passphrase", "wait_first", "slots_missing", "slots_damaged", "slots_old", "store_missing", "store_damaged"}
)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Messages are in English, codes as in the program's own log."""
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as left:
        return int(left.code or 0)
    run: Callable[[argparse.Namespace], Exit] = chosen.run
    try:
        return run(chosen)
    except LuotsiError as error:
        print(f"{parser.prog}: {error.code}", file=sys.stderr)
        if error.code in _NOT_OPENED:
            return Exit.NOT_OPENED
        return Exit.NO_NETWORK if error.code.startswith("central_") else Exit.FAILED
    except OSError as error:
        print(f"{parser.prog}: {error.strerror}", file=sys.stderr)
        return Exit.FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "luotsi",
        description="Luotsi without its window. Without a command the window opens.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    verify = _command(commands, "verify", _verify, "check the store: file, chains, signatures, projection")
    sync = _command(commands, "sync", _sync, "exchange changes with the central system once")
    case = _command(commands, "export", _export, "write one case as JSON")
    for command in (verify, sync, case):
        command.add_argument("--store", type=Path, help="folder of the store (default: the usual data folder)")
        command.add_argument(
            "--passphrase-from",
            choices=("ask", "stdin"),
            default="ask",
            help="ask on the terminal (default) or read one line",
        )
    case.add_argument("--case", required=True, metavar="REFERENCE", help='reference of the case, such as "Koivu 3"')
    case.add_argument("--output", type=Path, required=True, help="file to write; it must not exist")
    sheet = _command(commands, "sheet", _sheet, "write an information sheet as PDF; needs no store")
    sheet.add_argument("sheet", nargs="?", help="name of the sheet, see --list")
    sheet.add_argument("--list", action="store_true", help="list the sheets and their languages")
    sheet.add_argument("--language", help="the person's language, such as ar")
    sheet.add_argument("--beside", help="the worker's language beside it: fi, sv or en")
    sheet.add_argument(
        "--form",
        choices=[form.value for form in sheets.Form],
        default=sheets.Form.STANDARD.value,
        help="a page (default), letters of at least 18 pt, or one page to fold into a booklet",
    )
    sheet.add_argument(
        "--discreet", action="store_true", help="without the code and without every line that tells what it is about"
    )
    sheet.add_argument("--output", type=Path, help="file to write")
    demo = _command(commands, "demo", _demo, "drive the window through the whole story with invented people")
    demo.add_argument("--output", type=Path, required=True, help="folder for pictures, PDFs and summary.json")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], Exit],
    words: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=words,
        description=words,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _open(chosen: argparse.Namespace) -> Session:
    folder: Path = chosen.store or paths.data_folder()
    if chosen.passphrase_from == "stdin":
        passphrase = sys.stdin.readline().rstrip("\r\n")
    else:
        passphrase = getpass.getpass("Passphrase: ")
    return store_access.unlock(folder, passphrase)


def _verify(chosen: argparse.Namespace) -> Exit:
    session = _open(chosen)
    try:
        report = verification.verify(session)
    finally:
        store_access.lock(session)
    for finding in report.findings:
        print(f"wrong: {finding}")
    print(f"changes: {report.changes}, records: {report.records}, findings: {len(report.findings)}")
    return Exit.DONE if report.sound else Exit.FAULT_FOUND


def _sync(chosen: argparse.Namespace) -> Exit:
    session = _open(chosen)
    try:
        report = synchronising.sync_now(session)
    finally:
        store_access.lock(session)
    print(f"sent: {report.pushed}, received: {report.pulled}")
    return Exit.DONE


def _export(chosen: argparse.Namespace) -> Exit:
    session = _open(chosen)
    try:
        text = export.case_as_json(session, export.find(session, chosen.case))
    finally:
        store_access.lock(session)
    _write_private(chosen.output, text.encode())
    print("written: personal data in clear text; keep it safe and remove it when it is no longer needed")
    return Exit.DONE


def _sheet(chosen: argparse.Namespace) -> Exit:
    if chosen.list:
        for info in sheets.sheet_list():
            for text in info.texts:
                print(f"{info.sheet_id}  {text.language}  {text.state}  revision {text.revision}  {text.title}")
        return Exit.DONE
    if not (chosen.sheet and chosen.language and chosen.output):
        print("luotsi sheet: give a sheet, --language and --output, or --list", file=sys.stderr)
        return Exit.WRONG_USE
    form, discreet = sheets.Form(chosen.form), chosen.discreet
    drawn = sheets.preview(None, chosen.sheet, chosen.language, chosen.beside, form=form, discreet=discreet).sheet
    chosen.output.write_bytes(drawn.pdf)
    print(f"{drawn.pages} page(s), {drawn.state}")
    return Exit.DONE


def _demo(chosen: argparse.Namespace) -> Exit:
    from desktop_app.demo import story

    return Exit.DONE if story.run(chosen.output) else Exit.FAILED


def _write_private(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read; never over an existing one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
