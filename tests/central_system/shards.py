"""The schema with the organisation as the shard: every table of organisations in partitions by the hash of `org`."""

from __future__ import annotations

import re

from central_system import database
from central_system.database import connect, create_database, migrations

SHARDS = 4
_TABLE = re.compile(r"create table (\w+) \(\n(.*?)\n\);\n", re.DOTALL)
_STORED = re.compile(r"alter table (\w+) set \((toast_tuple_target = \d+)\);")


def sharded(sql: str) -> str:
    """A migration with every table whose key begins with `org` in partitions; all other statements stay as they are."""

    def table(found: re.Match[str]) -> str:
        name, columns = found.groups()
        if not re.search(r"primary key \(org\b|^    org\s+bytea\s+primary key", columns, re.MULTILINE):
            return found.group()
        parts = "".join(
            f"create table {name}_{part} partition of {name} for values with (modulus {SHARDS}, remainder {part});\n"
            for part in range(SHARDS)
        )
        return f"create table {name} (\n{columns}\n) partition by hash (org);\n{parts}"

    def stored(found: re.Match[str]) -> str:
        name, setting = found.groups()
        return "\n".join(f"alter table {name}_{part} set ({setting});" for part in range(SHARDS))

    return _STORED.sub(stored, _TABLE.sub(table, sql))


def make_sharded(server: str, name: str, owner: str) -> None:
    """Make a database of that name with all migrations, sharded."""
    create_database(server, name)
    with connect(owner) as connection:
        database._create_roles(connection)
        connection.execute(
            "create table schema_version (version integer primary key, applied timestamptz default now())"
        )
        for number, text in migrations():
            database._apply(connection, number, sharded(text))
