"""The commands of the command line: each reads its arguments, acts, and prints what a person needs next."""

import argparse
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from central_system import organisations, root_ceremony
from central_system.clock import utc_now
from central_system.database import migrate
from central_system.keys import FILE_NAME as KEYS_NAME
from central_system.keys import NEXT_NAME, ServerKeys, put_in_force, write_secret
from central_system.place import Place
from central_system.serving import Listening
from central_system.serving import serve as serve_until_stopped
from central_system.settings import FILE_NAME as SETTINGS_NAME
from central_system.settings import Settings, checked_url, read_token
from desktop_app import paths
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import Directory, OrgKind
from desktop_app.ledger.file_messages import MAX_BUNDLE, BundleResult
from desktop_app.ledger.ids import DeviceId, OrgId
from desktop_app.ledger.refusal import Refused

Command: TypeAlias = Callable[[argparse.Namespace], None]


def init(arguments: argparse.Namespace) -> None:
    """Make a central system, take its signed first directory in, or bring the database of one to a newer program."""
    place = Place(arguments.data, arguments.database)
    if arguments.signed is not None:
        _take(place, arguments.signed)
        print("The directory is taken in. Next: serve.")
        return
    settings = _settings(arguments, place)
    if not (place.folder / KEYS_NAME).exists():
        ServerKeys.generate().save(place.folder)
    with place.owner() as owner:
        version = migrate(owner)
        begun = organisations.has_begun(owner)
    if begun:
        print(f"The database is at schema {version}.")
        return
    unsigned = organisations.first_directory(settings.url, settings.root, ServerKeys.load(place.folder), utc_now())
    output = arguments.output or organisations.default_output(place.folder, unsigned)
    root_ceremony.write_directory(output, unsigned)
    print(f"The database is at schema {version}; the server's keys lie in {place.folder / KEYS_NAME}: back them up.")
    print(f"Unsigned directory: {output}")
    print("Next, where the root keys are: root sign FILE --key K1 --key K2; then: init --signed FILE.")


def _settings(arguments: argparse.Namespace, place: Place) -> Settings:
    """Return what a central system is made with; one that is there needs not be told it again."""
    if arguments.url is None and arguments.root is None and (place.folder / SETTINGS_NAME).exists():
        return Settings.load(place.folder)
    if arguments.url is None or arguments.root is None:
        raise LuotsiError("wrong_use")
    settings = Settings(checked_url(arguments.url), root_ceremony.read_root(arguments.root))
    settings.save(place.folder)
    return settings


def serve(arguments: argparse.Namespace) -> None:
    """Serve until interrupted."""
    token = "" if arguments.metrics_token_file is None else read_token(arguments.metrics_token_file)
    listening = Listening(arguments.host, arguments.port, arguments.certificate, arguments.key, token)
    listening.check()
    with Place(arguments.data, arguments.database).opened() as (central, settings):
        if not organisations.names_keys(organisations.newest(central)[1], central.keys):
            raise LuotsiError("server_keys_differ")
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
        with place.opened() as (central, _):
            for pending in central.enrolment.pending_organisations():
                ticket = organisations.short_ticket(pending.ticket)
                print(f"{ticket}  {pending.name}\n    {organisations.words_of(central, pending)}")
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


def directory(arguments: argparse.Namespace) -> None:
    """Write the newest signed directory for a ceremony, or take the next one in."""
    place = Place(arguments.data, arguments.database)
    if arguments.signed is not None:
        _take(place, arguments.signed)
        print("The directory is taken in. Laptops follow by themselves at their next contact.")
        return
    with place.opened() as (central, _):
        signed = organisations.newest(central)[0]
    if arguments.output.exists():
        raise LuotsiError("file_exists", name=arguments.output.name)
    root_ceremony.write_directory(arguments.output, signed)
    print(f"Newest directory: {arguments.output}")


def _take(place: Place, file: Path) -> None:
    settings, signed = Settings.load(place.folder), root_ceremony.read_directory(file)
    new_keys = _names_next_keys(place, signed.parsed())
    with place.owner() as owner:
        migrate(owner)
        try:
            taken, replaced = organisations.take_directory(owner, signed, settings)
        except Refused as error:
            if not new_keys or error.code != "older_directory":
                raise
            taken, replaced = signed.parsed(), False  # taken in before: only the keys did not get in force
    print(root_ceremony.describe(taken))
    if new_keys:
        put_in_force(place.folder)
        print(f"The new keys lie in {place.folder / KEYS_NAME}: back them up. Start serve again, everywhere.")
    if replaced:
        print("The root is replaced: invite anew every first laptop that was invited before and still waits.")


def _names_next_keys(place: Place, directory: Directory) -> bool:
    """Return whether a directory names the next keys, not the present ones; raises `server_keys_differ` for others."""
    if organisations.names_keys(directory, ServerKeys.load(place.folder)):
        return False
    if not (place.folder / NEXT_NAME).exists():
        raise LuotsiError("server_keys_differ")
    if not organisations.names_keys(directory, ServerKeys.load(place.folder, NEXT_NAME)):
        raise LuotsiError("server_keys_differ")
    return True


def renew_keys(arguments: argparse.Namespace) -> None:
    """Make other keys of the server and the directory that names them; the present ones stay until it is taken in."""
    place = Place(arguments.data, arguments.database)
    if not (place.folder / NEXT_NAME).exists():
        ServerKeys.generate().save(place.folder, NEXT_NAME)
    with place.opened() as (central, _):
        unsigned = organisations.directory_with_keys(central, ServerKeys.load(place.folder, NEXT_NAME), utc_now())
    output = arguments.output or organisations.default_output(place.folder, unsigned)
    root_ceremony.write_directory(output, unsigned)
    print(f"Unsigned directory: {output}")
    print("Next: root sign FILE --before THE_DIRECTORY_BEFORE --key K1 --key K2; then stop serve, and:")
    print("directory --signed FILE.")


def _write_next_directory(place: Place, arguments: argparse.Namespace) -> None:
    if not arguments.name or not arguments.kind or not arguments.type:
        raise LuotsiError("wrong_use")
    if arguments.type not in _types():
        raise LuotsiError("wrong_type", name=", ".join(_types()))
    kind = OrgKind(arguments.kind)
    new = organisations.NewOrganisation(arguments.name, kind, arguments.type, arguments.authority)
    with place.opened() as (central, _):
        pending = organisations.find_pending(central, arguments.ticket)
        unsigned = organisations.next_directory(central, pending, new, utc_now())
        words = organisations.words_of(central, pending)
    output = arguments.output or organisations.default_output(place.folder, unsigned)
    root_ceremony.write_directory(output, unsigned)
    print(f"Compare these words with those on the laptop's screen, by voice, before the root signs:\n    {words}")
    print(f"Unsigned directory: {output}")
    print("Next: root sign FILE --before THE_DIRECTORY_BEFORE --key K1 --key K2; then: add-organisation --signed FILE.")


def _types() -> tuple[str, ...]:
    lists = json.loads((paths.resources() / "codes" / "lists.json").read_text("utf-8"))
    return tuple(code["code"] for code in lists["referrer_type"]["codes"])
