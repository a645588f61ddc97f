"""Commands without a window: verify, sync, bundle, export, sheet and demo."""

from __future__ import annotations

import argparse
import getpass
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.cli_output import Exit, fail, flush, in_words, let_go, say, tr, write_new, write_over
from desktop_app.errors import LuotsiError
from desktop_app.i18n.error_words import WORDS
from desktop_app.use_cases import (
    access,
    bundles,
    commands,
    export,
    records,
    sheets,
    statistics,
    statistics_file,
    store_access,
    verification,
)
from desktop_app.use_cases.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator


EXIT_CODES = """exit codes:
  0    done
  1    verify found something wrong
  2    the command was not understood
  3    the store could not be opened (no store, wrong passphrase, damaged key slots, open elsewhere)
  4    no network, or the central system did not answer
  5    anything else that could not be done; the reason is printed
  130  broken off with Ctrl+C
"""

#: A passphrase is shorter; what does not end is no passphrase.
_LONGEST_LINE = 10_000


class NotOpened(LuotsiError):
    """The store could not be opened; the code says why."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is said in the system's language, with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter is no failure
    try:
        code = _run(arguments)
        flush()
    except KeyboardInterrupt:
        return Exit.BROKEN_OFF
    except OSError as error:
        let_go(sys.stdout)
        return fail(in_words(error))
    return code


def _run(arguments: Sequence[str]) -> int:
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as left:
        return int(left.code or 0)
    run: Callable[[argparse.Namespace], Exit] = chosen.run
    try:
        return run(chosen)
    except LuotsiError as error:
        message = tr(WORDS.get(error.code, WORDS["unexpected"]), **error.details)
        failed = fail(f"{message} ({error.code})")
        if isinstance(error, NotOpened):
            return Exit.NOT_OPENED
        return Exit.NO_NETWORK if error.code.startswith("central_") else failed
    except OSError:
        raise
    except Exception as error:  # a bug: its text may quote what was typed
        place = traceback.extract_tb(error.__traceback__)[-1]
        return fail(f"{tr(WORDS['unexpected'])} ({type(error).__name__}, {Path(place.filename).name}:{place.lineno})")


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
    carried = _bundle_commands(commands)
    case = _command(commands, "export", _export, "write one case as JSON")
    case.add_argument("--case", required=True, metavar="REFERENCE", help='reference of the case, such as "Koivu 3"')
    case.add_argument("--output", type=Path, required=True, help="file to write; it must not exist")
    for command in (verify, sync, *carried, case, _statistics_command(commands)):
        command.add_argument("--store", type=Path, help="folder of the store (default: the usual data folder)")
        command.add_argument(
            "--passphrase-from",
            choices=("ask", "stdin"),
            default="ask",
            help="ask on the terminal (default) or read one line",
        )
    _sheet_command(commands)
    demo = _command(commands, "demo", _demo, "drive the window through the whole story with invented people")
    demo.add_argument("--output", type=Path, required=True, help="folder for pictures, PDFs and summary.json")
    return parser


def _sheet_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    sheet.add_argument("--output", type=Path, help="file to write, also over an older one")


def _statistics_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    command = _command(commands, "statistics", _statistics, "write the statistics of a period as CSV or PDF")
    command.add_argument("--list", action="store_true", help="list the periods that have ended, and which are fixed")
    command.add_argument("--period", help="a year such as 2025, or half of one: 2025-1, 2025-2")
    command.add_argument("--fix", action="store_true", help="count the period and fix its figures first, once for ever")
    command.add_argument("--language", choices=statistics_file.LANGUAGES, default="fi", help="fi (default), sv or en")
    command.add_argument("--output", type=Path, help="file to write, .csv or .pdf; it must not exist")
    return command


def _bundle_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> tuple[argparse.ArgumentParser, ...]:
    bundle = commands.add_parser("bundle", help="carry changes on a stick where there is no network")
    steps = bundle.add_subparsers(required=True, metavar="step")
    save = _command(steps, "save", _bundle_save, "write everything unsent, with its files, as sealed bundles")
    answer = _command(steps, "answer", _bundle_answer, "write receipts and news for laptops that sent bundles")
    take_in = _command(steps, "take-in", _bundle_take_in, "take in bundles of the own organisation, or receipts")
    for command in (save, answer):
        command.add_argument("folder", type=Path, help="folder to write into, such as the stick")
    take_in.add_argument("files", type=Path, nargs="+", help="bundles, in any order")
    return save, answer, take_in


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


@contextmanager
def _opened(chosen: argparse.Namespace) -> Iterator[Session]:
    """An open store until the block ends. Raises `NotOpened`."""
    passphrase = _passphrase(chosen)
    try:
        session = store_access.unlock(chosen.store or paths.data_folder(), passphrase)
    except LuotsiError as error:
        raise NotOpened(error.code, **error.details) from None
    except OSError:
        raise NotOpened("disk_failed") from None
    try:
        yield session
    finally:
        store_access.lock(session)


def _passphrase(chosen: argparse.Namespace) -> str:
    """Read the passphrase: on the terminal without showing it, or as one line of standard input."""
    try:
        if chosen.passphrase_from == "stdin":
            return sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # never type a passphrase that is shown
            return getpass.getpass(tr("Passphrase: "))
    except (getpass.GetPassWarning, EOFError, OSError, AttributeError):
        raise NotOpened("no_terminal") from None
    except UnicodeError:
        raise NotOpened("wrong_passphrase") from None


def _verify(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        report = verification.verify(session)
    for finding in report.findings:
        say(tr("Wrong: {code}, {place}", code=finding.code, place=finding.place))
    counts = {"changes": report.changes, "records": report.records, "findings": len(report.findings)}
    say(tr("Changes: {changes}. Records: {records}. Faults found: {findings}.", **counts))
    return Exit.DONE if report.sound else Exit.FAULT_FOUND


def _sync(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        records.save_all(session)  # as in the window: what was typed goes too
        report = commands.exchange_by_hand(session)
    say(tr("Sent: {sent}. Received: {received}.", sent=report.pushed, received=report.pulled))
    return Exit.DONE


def _bundle_save(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        records.save_all(session)
        saved = bundles.save(session, chosen.folder)
    return _say_saved(saved)


def _bundle_answer(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        saved = bundles.save_answer(session, chosen.folder)
    return _say_saved(saved)


def _say_saved(saved: bundles.Saved) -> Exit:
    for path in saved.paths:
        say(str(path))
    say(tr("Written. Changes: {changes}. Receipts: {receipts}.", changes=saved.changes, receipts=saved.receipts))
    return Exit.DONE


def _bundle_take_in(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        done = bundles.take_in(session, chosen.files)
    for name, code in done.refused:
        fail(f"{name}: {tr(WORDS[code])} ({code})")
    counts = {"new": done.taken.changes, "delivered": done.taken.delivered, "waiting": done.taken.waiting}
    say(tr("New here: {new}. Delivered by receipt: {delivered}. Cannot be read yet: {waiting}.", **counts))
    return Exit.FAILED if done.refused else Exit.DONE


def _export(chosen: argparse.Namespace) -> Exit:
    with _opened(chosen) as session:
        text = export.case_as_json(session, export.find(session, chosen.case))
    write_new(chosen.output, text.encode())
    say(tr("Written. The file holds personal data in clear text: keep it safe, and remove it when it is not needed."))
    return Exit.DONE


def _statistics(chosen: argparse.Namespace) -> Exit:
    if not chosen.list and not (chosen.period and chosen.output and chosen.output.suffix in (".csv", ".pdf")):
        fail(tr("Give --period and --output with the ending .csv or .pdf, or --list."))
        return Exit.WRONG_USE
    with _opened(chosen) as session:
        if chosen.list:
            for period in statistics.periods(session):
                say(f"{period.code}  {'fixed' if period.fixed else '-'}")
            return Exit.DONE
        if chosen.fix:
            statistics.fix(session, chosen.period)
        written = statistics_file.as_file(session, chosen.period, chosen.language, chosen.output.suffix)
        write_new(chosen.output, written)
        statistics.note_file(session, access.EXPORTED)
    say(tr("Written. The file holds rounded figures, and nothing of a single person."))
    return Exit.DONE


def _sheet(chosen: argparse.Namespace) -> Exit:
    if chosen.list:
        for info in sheets.sheet_list():
            for text in info.texts:
                say(f"{info.sheet_id}  {text.language}  {text.state}  revision {text.revision}  {text.title}")
        return Exit.DONE
    if not (chosen.sheet and chosen.language and chosen.output):
        fail(tr("Give a sheet, --language and --output, or --list."))
        return Exit.WRONG_USE
    form, discreet = sheets.Form(chosen.form), chosen.discreet
    drawn = sheets.preview(None, chosen.sheet, chosen.language, chosen.beside, form=form, discreet=discreet).sheet
    write_over(chosen.output, drawn.pdf)
    say(tr("Pages: {pages}. State of the text: {state}.", pages=drawn.pages, state=drawn.state))
    return Exit.DONE


def _demo(chosen: argparse.Namespace) -> Exit:
    from desktop_app.demo import story

    return Exit.DONE if story.run(chosen.output) else Exit.FAILED
