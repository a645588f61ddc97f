"""The small pool: a connection whose server went away is not handed out, and a silent machine is given up."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from central_system.database import Database, connect, migrate
from tests.central_fixtures import CentralInTest


def test_connections_that_ended_while_idle_fail_no_request(central: CentralInTest) -> None:
    """A switch to a standby ends all connections at once; who comes next must not pay for it."""
    database = Database(central.application, size=3)
    ended: list[int] = []
    for _ in range(2):
        with database.transaction() as one, database.transaction() as two, database.transaction() as three:
            ended += [connection.info.backend_pid for connection in (one, two, three)]
        with connect(central.owner) as owner:
            for pid in ended[-3:]:
                assert owner.execute("select pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)
    for _ in range(4):
        with database.transaction() as connection:
            assert connection.execute("select 1").fetchone() == (1,)
            assert connection.info.backend_pid not in ended
    database.close()


def test_a_connection_that_breaks_in_use_is_not_used_again(central: CentralInTest) -> None:
    database = Database(central.application, size=1)
    with pytest.raises(psycopg.OperationalError):
        end_in_use(database, central.owner)
    with database.transaction() as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    database.close()


def end_in_use(database: Database, owner: str) -> None:
    with database.transaction() as connection:
        with connect(owner) as other:
            other.execute("select pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))
        connection.execute("select 1")


def test_a_machine_that_says_nothing_any_more_is_given_up_unless_the_address_says_otherwise(
    central: CentralInTest,
) -> None:
    with connect(central.owner) as connection:
        known = connection.info.get_parameters()
    assert {name: known[name] for name in ("keepalives_idle", "tcp_user_timeout")} == {
        "keepalives_idle": "10",
        "tcp_user_timeout": "15000",
    }
    with connect(f"{central.owner} tcp_user_timeout=5000") as connection:
        assert connection.info.get_parameters()["tcp_user_timeout"] == "5000"


def test_a_migration_gives_way_to_what_is_being_written_and_tries_again(
    central: CentralInTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes locks in its own order: of a deadlock, or a wait, with a push nobody hears."""
    slow = "lock table device in exclusive mode; select pg_sleep(1); alter table feed add column later integer;"
    monkeypatch.setattr("central_system.database.migrations", lambda: ((9001, slow),))
    with connect(central.owner) as writing, ThreadPoolExecutor(1) as pool, writing.transaction():
        writing.execute("lock table feed in row exclusive mode")
        migrating = pool.submit(migrate, central.owner)
        for _ in range(200):
            held = writing.execute("select from pg_locks where relation = 'device'::regclass and granted").fetchone()
            if held is not None:
                break
            time.sleep(0.02)
        writing.execute(
            "set local deadlock_timeout = '1min'"
        )  # the other one finds it first, and is the one to give way
        writing.execute("lock table device in row exclusive mode")
        assert not migrating.done()
    assert migrating.result(timeout=30) == 9001
    with connect(central.owner) as connection:
        assert connection.execute("select later from feed").fetchall() == []
