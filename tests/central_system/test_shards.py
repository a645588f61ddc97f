"""The same SQL where an organisation is the shard: what the relay promises, with every table in partitions by `org`.

The tests of the relay, of row security and of twelve writers run again here, on the partitioned schema.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from central_system.database import connect
from central_system.embedded import Embedded
from tests.central_fixtures import CentralInTest
from tests.central_system import test_concurrent_push, test_relay
from tests.central_system.shards import SHARDS, make_sharded
from tests.central_system.writing import Laptop

SHARDED = "luotsi_sharded"
_numbers = itertools.count(1)

for module in (test_relay, test_concurrent_push):
    globals().update({name: value for name, value in vars(module).items() if name.startswith("test_")})


@pytest.fixture(scope="session")
def sharded_template(postgres: Embedded) -> str:
    make_sharded(postgres.address("postgres", "postgres"), SHARDED, postgres.address(SHARDED, "postgres"))
    return SHARDED


@pytest.fixture
def fresh_database(postgres: Embedded, sharded_template: str) -> Iterator[str]:
    """A database of this test's own, sharded: all fixtures above stand on it."""
    name = f"{sharded_template}_{next(_numbers)}"
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"create database {name} template {sharded_template} strategy file_copy".encode())
    yield name
    with connect(postgres.address("postgres", "postgres")) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


def test_every_table_of_organisations_is_in_shards(central: CentralInTest) -> None:
    with connect(central.owner) as connection:
        rows = connection.execute(
            "select c.relname, p.partattrs::int2[], (select count(*) from pg_inherits i where i.inhparent = c.oid)"
            " from pg_class c join pg_partitioned_table p on p.partrelid = c.oid"
        ).fetchall()
        whole = connection.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
            " and not relispartition"
        ).fetchall()
    assert {row[0] for row in rows} >= {"feed", "counter", "device", "stream", "erased", "quarantine", "chunk"}
    assert {row[2] for row in rows} == {SHARDS}
    assert {row[0] for row in whole} == {"directory", "device_home", "schema_version"}, "public, or found by device"


def test_a_push_and_a_page_touch_the_shard_of_their_organisation_alone(central: CentralInTest) -> None:
    org = central.add_organisation()
    central.client(org.admin).push(Laptop.of(org).several(3))
    asked = (
        "select * from feed where org = %s and seq > 0 order by seq limit 500",
        "select head from counter where org = %s for update",
        "select key from device where org = %s and dev = '\\x00' for update",
    )
    with connect(central.owner) as connection:
        for sql in asked:
            plan = "\n".join(row[0] for row in connection.execute(f"explain {sql}", (org.org,)).fetchall())
            assert plan.count("_0") + plan.count("_1") + plan.count("_2") + plan.count("_3") >= 1
            touched = {part for part in range(SHARDS) if f"_{part}" in plan}
            assert len(touched) == 1, plan
