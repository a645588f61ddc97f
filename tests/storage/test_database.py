"""The encrypted file itself: its key, its settings, its transactions and its migrations."""

import sqlite3
import threading
import time

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop_app.errors import LuotsiError
from desktop_app.storage.database import Database, migrations, statements
from tests.storage.laptops import KEY, SALT


def put(database, key, value="v"):
    with database.write() as connection:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (key, value))


def keys(database):
    with database.read() as connection:
        return [row[0] for row in connection.execute("SELECT key FROM meta ORDER BY key")]


def test_every_connection_is_durable_and_encrypted(database):
    with database.read() as connection:
        asked = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "cipher_page_size",
                "cipher_version",
            )
        }
    assert asked.pop("cipher_version")
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "cipher_page_size": "8192",
    }


def test_all_tables_are_strict(database):
    with database.read() as connection:
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
            "AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    assert loose == []


def test_another_key_or_salt_does_not_open_it(database):
    for key, salt in ((b"x" * 32, SALT), (KEY, b"x" * 16)):
        with pytest.raises(LuotsiError, match="wrong_key"):
            Database.open(database.path, key, salt)


def test_an_ordinary_sqlite_file_is_not_opened_as_a_store(tmp_path):
    path = tmp_path / "plain.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    with pytest.raises(LuotsiError, match=r"wrong_key|store_not_encrypted"):
        Database.open(path, KEY, SALT)


def test_the_file_does_not_begin_like_an_ordinary_sqlite_file(database):
    database.checkpoint()
    assert not database.path.read_bytes().startswith(b"SQLite format 3")


def test_a_missing_or_empty_file_is_never_made_anew(tmp_path):
    path = tmp_path / "luotsi.db"
    with pytest.raises(LuotsiError, match="store_missing"):
        Database.open(path, KEY, SALT)
    path.touch()
    with pytest.raises(LuotsiError, match="store_missing"):
        Database.open(path, KEY, SALT)


def test_a_store_that_is_there_is_not_made_again(database):
    with pytest.raises(LuotsiError, match="store_exists"):
        Database.create(database.path, KEY, SALT)


def test_a_store_of_a_newer_program_is_left_alone(database):
    with database.write() as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    with pytest.raises(LuotsiError, match="store_newer"):
        Database.open(database.path, KEY, SALT)


def test_a_write_that_fails_leaves_nothing(database):
    def fail():
        with database.write() as connection:
            connection.execute("INSERT INTO meta VALUES ('half', 'v')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert keys(database) == []


def test_a_write_inside_a_write_belongs_to_it(database):
    def fail():
        with database.write():
            put(database, "inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert keys(database) == []


def test_a_write_inside_a_read_is_a_bug(database):
    with pytest.raises(RuntimeError), database.read():
        put(database, "a")


def test_a_read_sees_one_state_while_another_thread_writes(database):
    put(database, "a")
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 1
        writer = threading.Thread(target=put, args=(database, "b"))
        writer.start()
        writer.join()
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 1
    assert keys(database) == ["a", "b"]


def test_many_threads_write_one_after_another(database):
    threads = [threading.Thread(target=put, args=(database, f"{n:02}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert keys(database) == [f"{n:02}" for n in range(20)]


def test_nothing_can_be_attached(database, tmp_path):
    with database.read() as connection, pytest.raises(sqlcipher.DatabaseError, match="not authorized"):
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "plain.db"),))


def test_no_message_holds_the_key(database):
    secret = (KEY + SALT).hex()
    with pytest.raises(LuotsiError) as wrong:
        Database.open(database.path, b"x" * 32, SALT)
    assert wrong.value.__cause__ is None
    with database.read() as connection, pytest.raises(sqlcipher.OperationalError) as bug:
        connection.execute("SELECT nothing FROM nowhere")
    for text in (repr(database), str(wrong.value), repr(wrong.value), str(bug.value)):
        assert secret not in text
        assert KEY.decode() not in text


def test_a_migration_that_ends_within_a_statement_is_refused():
    with pytest.raises(ValueError, match="middle"):
        list(statements("CREATE TABLE a (b"))


def test_triggers_stay_whole_when_a_migration_is_split():
    assert all(sql.count("BEGIN") == sql.count("END;") for migration in migrations() for sql in statements(migration))


def test_closing_waits_for_what_is_running_and_lets_nothing_new_begin(database):
    inside, said = threading.Event(), []

    def write_slowly():
        with database.write() as connection:
            inside.set()
            time.sleep(0.2)
            connection.execute("INSERT INTO meta VALUES ('slow', 'v')")
        said.append("written")

    writer = threading.Thread(target=write_slowly)
    writer.start()
    inside.wait()
    database.close()
    assert said == ["written"]
    writer.join()
    with pytest.raises(LuotsiError, match="store_closed"), database.read():
        pass
    again = Database.open(database.path, KEY, SALT)
    assert keys(again) == ["slow"]
    again.close()
