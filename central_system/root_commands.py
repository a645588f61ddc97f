"""The commands of the root ceremony, for a machine without a network: new keys, replaced keys, signatures."""

import argparse
from getpass import getpass
from pathlib import Path

from central_system import root_ceremony, root_replacement
from central_system.clock import utc_now
from desktop_app.errors import LuotsiError

_SHORTEST_PASSPHRASE = 12


def new(arguments: argparse.Namespace) -> None:
    """Make the root keys."""
    ask = None if arguments.without_passphrase else _new_passphrases(_passphrases(arguments.passphrase_file), arguments)
    for path in root_ceremony.make_root(arguments.output, ask):
        print(path)
    print("Give each key to another person, to be kept apart and offline. The public file goes to init --root.")


def sign(arguments: argparse.Namespace) -> None:
    """Sign a directory file, having shown what it says."""
    signed, root = root_ceremony.read_directory(arguments.file), None
    print(root_ceremony.describe(signed.parsed()))
    if arguments.before is not None:
        before = root_replacement.directory_before(signed, root_ceremony.read_directory(arguments.before))
        print(root_replacement.describe_changes(signed.parsed(), before))
        root = before.root
    signed = root_ceremony.sign_file(arguments.file, arguments.key, _passphrases(arguments.passphrase_file), root)
    print(root_replacement.describe_signatures(signed, root))


def replace(arguments: argparse.Namespace) -> None:
    """Replace root keys: the next directory with a new root, signed by old keys and by the new ones."""
    print(root_ceremony.describe(root_ceremony.read_directory(arguments.file).parsed()))
    if not arguments.number:
        _tell_numbers(arguments)
    ask = _passphrases(arguments.passphrase_file)
    ask_new = None if arguments.without_passphrase else _new_passphrases(ask, arguments)
    done = root_replacement.replace_keys(
        arguments.file, arguments.number, arguments.key, arguments.output, utc_now(), ask, ask_new
    )
    for path in done.made:
        print(path)
    print(root_replacement.describe_signatures(done.signed, done.before))
    print("Give each new key to another person, to be kept apart and offline; destroy the keys that went.")
    if not root_replacement.complete(done.signed, done.before):
        print(f"Next: root sign {done.file} --before {arguments.file} --key KEY, by holders of the old root.")
    print(
        f"{'Then' if not root_replacement.complete(done.signed, done.before) else 'Next'},"
        f" on the server: directory --signed {done.file.name}"
    )


def _tell_numbers(arguments: argparse.Namespace) -> None:
    """Say which key of the directory each given file is; raises `wrong_number`, since none was named to go."""
    keys = root_ceremony.read_directory(arguments.file).parsed().root.keys
    for path in arguments.key:
        public = root_ceremony.public_of(path)
        print(f"{path} is {f'key {keys.index(public) + 1}' if public in keys else 'none of them'}")
    raise LuotsiError("wrong_number")


def _passphrases(file: Path | None) -> root_ceremony.AskPassphrase:
    if file is None:
        return lambda name: getpass(f"Passphrase of {name}: ")
    lines = file.read_text("utf-8").splitlines()
    rest = iter(lines)
    return lambda _name: next(rest, lines[-1]) if lines else ""


def _new_passphrases(ask: root_ceremony.AskPassphrase, arguments: argparse.Namespace) -> root_ceremony.AskPassphrase:
    def ask_twice(name: str) -> str:
        passphrase = ask(name)
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            raise LuotsiError("passphrase_too_short")
        if arguments.passphrase_file is None and getpass(f"Again, passphrase of {name}: ") != passphrase:
            raise LuotsiError("passphrase_differs")
        return passphrase

    return ask_twice
