"""The command line of the central system: `python -m central_system COMMAND`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg

from central_system import commands, root_commands
from central_system.serving import HOST, PORT
from central_system.words import words_for
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind

_EXITS = {"wrong_use": 2, "database_away": 3, "embedded_database_missing": 3, "embedded_database_failed": 3}
_EXIT_CODES = """\
exit codes:
  0  done
  1  refused: the sentence on standard error says why
  2  wrong use of the command
  3  the database cannot be had
  130  interrupted

Without --database (or LUOTSI_CENTRAL_DATABASE) PostgreSQL runs inside the data folder. With one, init and
whatever takes --signed need the login that owns the tables; all else needs one that is a member of luotsi_app."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    parsed = parser().parse_args(arguments)
    try:
        parsed.run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has enough, as behind `status | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except LuotsiError as error:
        print(words_for(error), file=sys.stderr)
        return _EXITS.get(error.code, 1)
    except psycopg.Error as error:
        print(f"The database refused: {type(error).__name__} [database_failed]", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="python -m central_system",
        description="Relays sealed changes between organisations; reads none of them.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    chosen = whole.add_subparsers(required=True, metavar="COMMAND")
    _init(chosen)
    _serve(chosen)
    _add_organisation(chosen)
    _directory(chosen)
    text = "make other keys of the server, where somebody may know the present ones, and the directory that names them"
    renew = _command(chosen, "renew-keys", commands.renew_keys, text)
    renew.add_argument("--output", type=Path, metavar="FILE", help="where the unsigned directory goes")
    invite = _command(chosen, "invite", commands.invite, "print what a laptop without an administrator begins with")
    kind = invite.add_mutually_exclusive_group(required=True)
    kind.add_argument(
        "--new-organisation", action="store_true", help="an invitation for an organisation's first laptop"
    )
    kind.add_argument("--lost", metavar="ORG", help="where an organisation is that comes back with its recovery sheet")
    suspend = _command(chosen, "suspend", commands.suspend, "set aside what a laptop sends, until lifted")
    suspend.add_argument("organisation", metavar="ORG", help="id of the organisation, as status shows it")
    suspend.add_argument("device", metavar="DEV", help="id of the laptop, as status shows it")
    suspend.add_argument("--lift", action="store_true", help="take it up again and deliver what was set aside")
    bundle = _command(chosen, "bundle", commands.bundle, "take in bundles that somebody brought on a stick")
    bundle.add_argument(
        "file", type=Path, nargs="+", metavar="FILE", help="a bundle; any number of times, in any order"
    )
    bundle.add_argument("--answer", type=Path, metavar="DIR", help="where receipts and news for its laptops go")
    _command(chosen, "status", commands.status, "tell how everything stands")
    _root(chosen)
    return whole


def _init(chosen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    init = _command(chosen, "init", commands.init, "make the database, the server's keys and the first directory")
    init.add_argument("--url", help="address that laptops use, such as https://central.example")
    init.add_argument("--root", type=Path, metavar="FILE", help="root-public.json of `root new`")
    init.add_argument("--output", type=Path, metavar="FILE", help="where the unsigned directory goes")
    init.add_argument("--signed", type=Path, metavar="FILE", help="take the signed first directory in")


def _serve(chosen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = _command(chosen, "serve", commands.serve, "serve laptops until interrupted")
    serve.add_argument("--host", default=HOST, help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    serve.add_argument("--certificate", type=Path, metavar="FILE", help="certificate chain, PEM; TLS 1.3 only")
    serve.add_argument("--key", type=Path, metavar="FILE", help="private key of the certificate, PEM")
    serve.add_argument("--metrics-token-file", type=Path, metavar="FILE", help="offer /metrics to who has this token")


def _add_organisation(chosen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _command(chosen, "add-organisation", commands.add_organisation, "let an organisation in, step by step")
    step = add.add_mutually_exclusive_group(required=True)
    step.add_argument("--list", action="store_true", help="show first laptops that wait, with their six words")
    step.add_argument("--ticket", metavar="T", help="write the next directory with the laptop of this ticket")
    step.add_argument("--signed", type=Path, metavar="FILE", help="take the signed directory in")
    add.add_argument("--name", help="official name of the organisation")
    add.add_argument("--kind", choices=[kind.value for kind in OrgKind], help="what it may write")
    add.add_argument("--type", metavar="CODE", help="a code of the list referrer_type")
    add.add_argument("--authority", action="store_true", help="it is an authority")
    add.add_argument("--output", type=Path, metavar="FILE", help="where the unsigned directory goes")


def _directory(chosen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "write the newest directory for a root ceremony, or take the next one in"
    step = _command(chosen, "directory", commands.directory, text).add_mutually_exclusive_group(required=True)
    step.add_argument("--output", type=Path, metavar="FILE", help="where the newest signed directory goes")
    step.add_argument("--signed", type=Path, metavar="FILE", help="take the signed next directory in")


def _root(chosen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    steps = chosen.add_parser("root", help="make root keys, sign directories; needs no server, network or database")
    inner = steps.add_subparsers(required=True, metavar="STEP")
    new = inner.add_parser("new", help="make three root keys, two of which must sign")
    new.set_defaults(run=root_commands.new)
    replace = inner.add_parser(
        "replace", help="make new keys in the place of lost ones, and the directory that says so"
    )
    replace.set_defaults(run=root_commands.replace)
    replace.add_argument("file", type=Path, metavar="FILE", help="the newest signed directory; it is only read")
    replace.add_argument(
        "--number",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help="which key is replaced; repeat; without it, which is which is told",
    )
    sign = inner.add_parser("sign", help="add signatures to a directory file")
    sign.set_defaults(run=root_commands.sign)
    sign.add_argument("file", type=Path, metavar="FILE", help="the directory file; it is rewritten")
    sign.add_argument("--before", type=Path, metavar="FILE", help="the directory before, to see what changes")
    for step in (replace, sign):
        sign_with = "a root key that is there and signs; repeat"
        step.add_argument("--key", type=Path, action="append", required=True, metavar="FILE", help=sign_with)
    for step in (new, replace):
        step.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for the keys")
        step.add_argument(
            "--without-passphrase", action="store_true", help="readable keys, for tests and demonstrations"
        )
    for step in (new, replace, sign):
        step.add_argument("--passphrase-file", type=Path, metavar="FILE", help="one passphrase for all, or a line each")


def _command(
    chosen: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: commands.Command, text: str
) -> argparse.ArgumentParser:
    command = chosen.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    command.add_argument("--data", type=Path, default=Path("central-data"), metavar="DIR", help="default: central-data")
    database = os.environ.get("LUOTSI_CENTRAL_DATABASE")
    command.add_argument("--database", default=database, metavar="URL", help="PostgreSQL 15 or newer")
    return command


if __name__ == "__main__":
    sys.exit(main())
