"""The commands of the command line: each reads its arguments, acts, and prints what a person needs next."""

import argparse
import json
import secrets
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TypeAlias

from central_system import organisations, root_ceremony
from central_system.clock import utc_now
from central_system.database import migrate
from central_system.keys import FILE_NAME as KEYS_NAME
from central_system.keys import ServerKeys, write_secret
from central_system.place import Place
from central_system.serving import Listening
from central_system.serving import serve as serve_until_stopped
from central_system.settings import Settings, checked_url, read_token
from desktop_app import paths
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.file_messages import MAX_BUNDLE, BundleResult
from desktop_app.ledger.ids import DeviceId, OrgId

Command: TypeAlias = Callable[[argparse.Namespace], None]

_SHORTEST_PASSPHRASE = 12


def init(arguments: argparse.Namespace) -> None:
    """Make a central system, or take its signed first directory in."""
    place = Place(arguments.data, arguments.database)
    if arguments.signed is not None:
        _take(place, arguments.signed)
        print("The directory is taken in. Next: serve.")
        return
    if arguments.url is None or arguments.root is None:
        raise LuotsiError("wrong_use")
    settings = Settings(checked_url(arguments.url), root_ceremony.read_root(arguments.root))
    settings.save(place.folder)
    if not (place.folder / KEYS_NAME).exists():
        ServerKeys.generate().save(place.folder)
    with place.owner() as owner:
        version = migrate(owner)
    unsigned = organisations.first_directory(settings.url, settings.root, ServerKeys.load(place.folder), utc_now())
    output = arguments.output or organisations.default_output(place.folder, unsigned)
    root_ceremony.write_directory(output, unsigned)
    print(f"The database is at schema {version}; the server's keys lie in {place.folder / KEYS_NAME}: back them up.")
    print(f"Unsigned directory: {output}")
    print("Next, where the root keys are: root sign FILE --key K1 --key K2; then: init --signed FILE.")


def serve(arguments: argparse.Namespace) -> None:
    """Serve until interrupted."""
    token = "" if arguments.metrics_token_file is None else read_token(arguments.metrics_token_file)
    listening = Listening(arguments.host, arguments.port, arguments.certificate, arguments.key, token)
    listening.check()
    with Place(arguments.data, arguments.database).opened() as (central, settings):
        organisations.newest(central)
        print(f"Serving {settings.url} on {listening.host}:{listening.port}", flush=True)
        serve_until_stopped(central, settings.url, listening)
    print("Stopped.")


def invite(arguments: argparse.Namespace) -> None:
    """Print an invitation for the first laptop of a new organisation, or where one is that comes back by its sheet."""
    with Place(arguments.data, arguments.database).opened() as (central, settings):
        if arguments.lost is not None:
            print(organisations.place_of(central, settings, OrgId(organisations.read_id(arguments.lost))))
            return
        print(organisations.invite_new_organisation(central, settings))


def add_organisation(arguments: argparse.Namespace) -> None:
    """List who waits, write the next directory, or take it in signed."""
    place = Place(arguments.data, arguments.database)
    if arguments.signed is not None:
        _take(place, arguments.signed)
        print("The directory is taken in. The laptop goes on by itself at its next contact.")
    elif arguments.list:
        with place.opened() as (central, settings):
            for pending in central.enrolment.pending_organisations():
                ticket = organisations.short_ticket(pending.ticket)
                print(f"{ticket}  {pending.name}\n    {organisations.words_of(pending, settings)}")
    else:
        _write_next_directory(place, arguments)


def suspend(arguments: argparse.Namespace) -> None:
    """Suspend a laptop or lift it."""
    org, dev = OrgId(organisations.read_id(arguments.organisation)), DeviceId(organisations.read_id(arguments.device))
    with Place(arguments.data, arguments.database).opened() as (central, _):
        organisations.suspend(central, org, dev, lift=arguments.lift)
    print("Lifted; what was set aside is delivered." if arguments.lift else "Suspended; what it sends is set aside.")


def bundle(arguments: argparse.Namespace) -> None:
    """Take in bundles that somebody brought, and write the answers."""
    with Place(arguments.data, arguments.database).opened() as (central, _):
        for file in arguments.file:
            done = central.bundles.take_by_hand(_read_bundle(file))
            for result in done.results:
                print(_told(result))
            for answer in done.answers if arguments.answer is not None else ():
                path = arguments.answer / f"data-{secrets.token_hex(4)}.bin"
                write_secret(path, answer)
                print(path)


def _read_bundle(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BUNDLE:
            raise LuotsiError("not_a_bundle", name=file.name)
        return file.read_bytes()
    except OSError:
        raise LuotsiError("file_unreadable", name=file.name) from None


def _told(result: BundleResult) -> str:
    """Say what became of one laptop's changes."""
    laptop, reply = result.dev.hex(), result.reply
    if reply is None:
        return f"{laptop}  refused: {result.code}"
    aside = f", {len(reply.quarantined)} set aside" if reply.quarantined else ""
    rest = f"; the rest refused: {result.code}" if result.code else ""
    return f"{laptop}  held up to {reply.acked}{aside}{rest}"


def status(arguments: argparse.Namespace) -> None:
    """Tell how everything stands."""
    with Place(arguments.data, arguments.database).opened() as (central, settings):
        for line in organisations.status_lines(central, settings):
            print(line)


def root_new(arguments: argparse.Namespace) -> None:
    """Make the root keys."""
    ask = None if arguments.without_passphrase else _new_passphrases(arguments.passphrase_file)
    for path in root_ceremony.make_root(arguments.output, ask):
        print(path)
    print("Give each key to another person, to be kept apart and offline. The public file goes to init --root.")


def root_sign(arguments: argparse.Namespace) -> None:
    """Sign a directory file, having shown what it says."""
    print(root_ceremony.describe(root_ceremony.read_directory(arguments.file).parsed()))
    ask = _passphrases(arguments.passphrase_file)
    directory, count = root_ceremony.sign_file(arguments.file, arguments.key, ask)
    print(f"Signed by {count} of its root's keys; {directory.root.threshold} are needed.")
    others = len(root_ceremony.read_directory(arguments.file).sigs) - count
    if others:
        print(f"{others} of the signatures are by keys of another root: they count only where the root changes.")


def _take(place: Place, file: Path) -> None:
    settings, keys = Settings.load(place.folder), ServerKeys.load(place.folder)
    signed = root_ceremony.read_directory(file)
    with place.owner() as owner:
        migrate(owner)
        print(root_ceremony.describe(organisations.take_directory(owner, signed, settings, keys)))


def _write_next_directory(place: Place, arguments: argparse.Namespace) -> None:
    if not arguments.name or not arguments.kind or not arguments.type:
        raise LuotsiError("wrong_use")
    if arguments.type not in _types():
        raise LuotsiError("wrong_type", name=", ".join(_types()))
    kind = OrgKind(arguments.kind)
    new = organisations.NewOrganisation(arguments.name, kind, arguments.type, arguments.authority)
    with place.opened() as (central, settings):
        pending = organisations.find_pending(central, arguments.ticket)
        unsigned = organisations.next_directory(central, pending, new, utc_now())
        words = organisations.words_of(pending, settings)
    output = arguments.output or organisations.default_output(place.folder, unsigned)
    root_ceremony.write_directory(output, unsigned)
    print(f"Compare these words with those on the laptop's screen, by voice, before the root signs:\n    {words}")
    print(f"Unsigned directory: {output}")
    print("Next: root sign FILE --key K1 --key K2; then: add-organisation --signed FILE.")


def _types() -> tuple[str, ...]:
    lists = json.loads((paths.resources() / "codes" / "lists.json").read_text("utf-8"))
    return tuple(code["code"] for code in lists["referrer_type"]["codes"])


def _passphrases(file: Path | None) -> root_ceremony.AskPassphrase:
    if file is None:
        return lambda name: getpass(f"Passphrase of {name}: ")
    lines = file.read_text("utf-8").splitlines()
    rest = iter(lines)
    return lambda _name: next(rest, lines[-1]) if lines else ""


def _new_passphrases(file: Path | None) -> root_ceremony.AskPassphrase:
    ask = _passphrases(file)

    def ask_twice(name: str) -> str:
        passphrase = ask(name)
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            raise LuotsiError("passphrase_too_short")
        if file is None and getpass(f"Again, passphrase of {name}: ") != passphrase:
            raise LuotsiError("passphrase_differs")
        return passphrase

    return ask_twice
