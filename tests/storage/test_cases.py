"""The list of cases: search, order, filters, counts, and cases that must not exist for this worker."""

import random
from datetime import date

import pytest

from desktop_app.domain.protective import most_protective
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.storage import case_rows, case_search, cases
from desktop_app.storage.database import migrations, statements
from desktop_app.storage.store import Store
from tests.storage.laptops import AT, case_id, make_store, minute, op, open_store, over


def add(store, reference, *, at=AT, person=None, **cover):
    """Save a case and return its id."""
    case = case_id()
    ops = [op("case", reference=reference, **cover)]
    if person:
        ops.append(op("person", **person))
    store.save(ops, case=case, at=at)
    return case


def references(store, query="", **asked):
    return [row.reference for row in store.cases.page(query, **asked).rows]


def test_references_sort_by_word_and_then_by_number(store):
    for reference in ("Koivu 11", "Öljy 1", "Koivu 3", "Aalto 2", "Äiti 1", "Åbo 7"):
        add(store, reference)
    sorted_up = ["Aalto 2", "Koivu 3", "Koivu 11", "Åbo 7", "Äiti 1", "Öljy 1"]
    assert references(store, order="reference", descending=False) == sorted_up
    assert references(store, order="reference", descending=True) == sorted_up[::-1]


def test_search_finds_any_part_of_references_and_names_without_case_and_diacritics(store):
    add(store, "Koivu 3", person={"called": "Thị Ánh", "family_name": "Ķalniņš"})
    add(store, "Koivu 11")
    add(store, "Aikoi 2")
    assert sorted(references(store, "KOI")) == ["Aikoi 2", "Koivu 11", "Koivu 3"]
    assert references(store, "kalni") == ["Koivu 3"]
    assert references(store, "thi an") == ["Koivu 3"]
    assert references(store, "anh kalnins") == ["Koivu 3"]
    assert references(store, "koivu 1") == ["Koivu 11"]
    assert references(store, "xyz") == []
    assert references(store, '"koi') == []


def test_one_or_two_letters_search_the_beginning_of_the_reference(store):
    for reference in ("Koivu 3", "Kuusi 1", "Aikoi 2"):
        add(store, reference)
    assert sorted(references(store, "k")) == ["Koivu 3", "Kuusi 1"]
    assert references(store, "ku") == ["Kuusi 1"]
    assert references(store, "oi") == []


def test_a_changed_name_is_found_and_the_old_one_is_not(store):
    case = add(store, "Koivu 3")
    person = op("person", called="Maria")
    store.save([person], case=case, at=AT)
    store.save([over(store, person.record, "person", called="Teresa")], case=case, at=minute(1))
    assert references(store, "teresa") == ["Koivu 3"]
    assert references(store, "maria") == []


def test_observations_and_accounts_are_never_searched(store):
    case = add(store, "Koivu 3")
    store.save([op("account_and_observations", account="secretword", observations="otherword")], case=case, at=AT)
    assert references(store, "secretword") == references(store, "otherword") == []


def test_the_last_opened_case_comes_first(store):
    first, second = add(store, "Aalto 1", at=AT), add(store, "Aalto 2", at=minute(1))
    assert references(store) == ["Aalto 2", "Aalto 1"]
    store.cases.touch_opened(first, minute(5))
    assert references(store) == ["Aalto 1", "Aalto 2"]
    store.save([op(text="x")], case=second, at=minute(9))
    store.rebuild()
    assert references(store) == ["Aalto 1", "Aalto 2"]


def test_filters_are_counted_and_combined(team):
    (store,) = (laptops := team(1)).stores
    me = b64(store.me().user)
    add(store, "Koivu 1", responsible_worker=me)
    add(store, "Koivu 2", responsible_worker=b64(new_id()), delete_on="2026-12-01")
    add(store, "Koivu 3", responsible_worker=me, closed_on="2026-11-01", delete_on="2027-05-01")
    laptops.push(store)
    add(store, "Koivu 4", responsible_worker=me)
    page = store.cases.page(filters=frozenset({"mine"}), order="reference", descending=False)
    assert [row.reference for row in page.rows] == ["Koivu 1", "Koivu 3", "Koivu 4"]
    assert (page.matching, page.total, page.exact) == (3, 4, True)
    assert references(store, filters=frozenset({"mine", "closed"})) == ["Koivu 3"]
    assert references(store, filters=frozenset({"unsent"})) == ["Koivu 4"]
    assert references(store, filters=frozenset({"erased_soon"})) == ["Koivu 2"]
    assert references(store, "koivu", filters=frozenset({"mine", "unsent"})) == ["Koivu 4"]
    assert references(store, filters=frozenset({"more_asked"})) == []


def test_marks_of_the_day_follow_the_day(database):
    day = [date(2026, 11, 1)]
    store = Store(database, most_protective, lambda: day[0])
    store.start_identity("Sanna L.", AT)
    add(store, "Koivu 2", delete_on="2026-12-24")
    assert references(store, filters=frozenset({"erased_soon"})) == []
    day[0] = date(2026, 11, 24)
    assert references(store, filters=frozenset({"erased_soon"})) == ["Koivu 2"]
    day[0] = date(2026, 11, 23)
    assert references(store, filters=frozenset({"erased_soon"})) == []


@pytest.mark.parametrize("order", sorted(cases.ORDERS))
def test_pages_follow_one_another_without_gap_or_repetition(store, order):
    expected = {f"Koivu {n}" for n in range(25)}
    for n in range(25):
        add(store, f"Koivu {n}", at=minute(n % 3), delete_on=f"2027-0{n % 4 + 1}-01")
    for descending in (True, False):
        seen = [
            row.reference
            for offset in range(0, 30, 10)
            for row in store.cases.page(order=order, descending=descending, limit=10, offset=offset).rows
        ]
        assert len(seen) == 25
        assert set(seen) == expected


def test_every_plan_gives_the_same_answer(store, monkeypatch):
    rng = random.Random(5)
    me = b64(store.me().user)
    for n in range(60):
        who = me if rng.random() < 0.4 else b64(new_id())
        add(store, f"{rng.choice(('Koivu', 'Aikoi', 'Lumi'))} {n}", responsible_worker=who)
    asked = [
        {"query": query, "filters": filters, "order": "reference", "limit": 7, "offset": offset}
        for query in ("", "koi", "k", "koivu 2")
        for filters in (frozenset[str](), frozenset({"mine"}))
        for offset in (0, 5)
    ]
    found = {}
    for scattered, counted in ((10**9, 1000), (0, 1000), (1, 2)):
        monkeypatch.setattr(cases, "SCATTERED", scattered)
        monkeypatch.setattr(case_search, "COUNTED_WORDS", counted)
        monkeypatch.setattr(case_search, "COUNTED_PREFIX", counted)
        found[scattered] = [[row.reference for row in store.cases.page(**each).rows] for each in asked]
    assert found[10**9] == found[0] == found[1]


def test_more_hits_than_are_counted_say_so(store, monkeypatch):
    monkeypatch.setattr(case_search, "COUNTED_WORDS", 3)
    for n in range(5):
        add(store, f"Koivu {n}")
    page = store.cases.page("koivu", limit=2)
    assert (page.matching, page.exact, len(page.rows)) == (3, False, 2)
    everything = store.cases.page("koivu", limit=200)
    assert (everything.matching, everything.exact, len(everything.rows)) == (5, True, 5)


def test_a_case_whose_team_leaves_the_worker_out_does_not_exist(team):
    laptops = team(2)
    mine, colleague = laptops.stores
    me, them = b64(mine.me().user), b64(colleague.me().user)
    case, cover = case_id(), op("case", reference="Koivu 3", case_team=[me, them])
    note = op(text="x")
    mine.save([cover, note], case=case, at=AT)
    laptops.sync()
    assert references(colleague) == ["Koivu 3"]
    colleague.drafts.put(RecordId(new_id()), "note", case, None, {"text": ("x", ())}, AT)
    mine.save([over(mine, cover.record, "case", case_team=[me])], case=case, at=minute(1))
    laptops.sync()
    page = colleague.cases.page()
    assert (page.rows, page.matching, page.total) == ((), 0, 0)
    assert colleague.cases.page("koivu").rows == ()
    assert colleague.cases.row(case) is None
    assert colleague.case_records(case) == ()
    assert colleague.case_changes(case) == ()
    me_there = colleague.me()
    assert colleague.record(me_there.org, me_there.own_stream, note.record) is None
    assert colleague.history(me_there.org, me_there.own_stream, note.record) == ()
    assert colleague.drafts.for_case(case) == colleague.drafts.all() == ()
    mine.save([over(mine, cover.record, "case", case_team=[me, them])], case=case, at=minute(2))
    laptops.sync()
    assert references(colleague, "koi") == ["Koivu 3"]


def test_a_blocked_colleague_gets_nothing_even_inside_the_team(team):
    laptops = team(2)
    mine, colleague = laptops.stores
    me, them = b64(mine.me().user), b64(colleague.me().user)
    case = case_id()
    mine.save([op("case", reference="Koivu 3", case_team=[me, them], blocked_users=[them])], case=case, at=AT)
    laptops.sync()
    assert references(colleague) == []
    assert colleague.case_records(case) == ()
    assert references(mine) == ["Koivu 3"]


def test_the_responsible_worker_is_shown_and_sorted_by_name(team):
    laptops = team(2)
    mine, colleague = laptops.stores
    add(mine, "Koivu 1", responsible_worker=b64(mine.me().user))
    add(mine, "Koivu 2", responsible_worker=b64(colleague.me().user))
    laptops.sync()
    user = colleague.me().user
    colleague.save([over(colleague, user, "member", name="Aino A.")], case=None, at=minute(1))
    laptops.sync()
    rows = mine.cases.page(order="responsible", descending=False).rows
    assert [(row.reference, row.responsible_name) for row in rows] == [("Koivu 2", "Aino A."), ("Koivu 1", "Worker 0")]


def test_counts_stay_true_through_changes_and_rebuilding(store):
    case = add(store, "Koivu 1")
    add(store, "Koivu 2")
    cover = next(record for record in store.case_records(case) if record.kind == "case")
    store.save([over(store, cover.record, "case", closed_on="2026-11-20")], case=case, at=minute(1))
    for _ in range(2):
        page = store.cases.page(filters=frozenset({"closed"}))
        assert (page.matching, page.total) == (1, 2)
        store.rebuild()
    with store._database.read() as connection:
        counted = dict(connection.execute("SELECT flags, number FROM case_count WHERE number <> 0").fetchall())
        rows = dict(connection.execute("SELECT flags, count(*) FROM case_row GROUP BY flags").fetchall())
    assert counted == rows
    assert sum(bool(flags & case_rows.CLOSED) for flags in rows) == 1


def test_rows_that_an_older_program_made_otherwise_are_made_anew(tmp_path):
    path = tmp_path / "luotsi.db"
    store = make_store(path)
    add(store, "Koivu 1")
    with store._database.write() as connection:
        connection.execute("UPDATE case_row SET reference_key = 'otherwise'")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'projection'")
    store.close()
    store = open_store(path)
    assert store.verify().sound
    assert references(store, "ko") == ["Koivu 1"]
    store.close()


def test_days_of_a_store_that_kept_them_without_their_steps_are_there_with_them(tmp_path):
    path = tmp_path / "luotsi.db"
    store = make_store(path)
    case = case_id()
    agreed = op("contact", occurred_at="2026-11-23T10:00+02:00", next_step="Soitetaan 1.12.2026")
    store.save([op("case", reference="Koivu 1"), agreed, op("person", removal_on="2026-12-02")], case=case, at=AT)
    with store._database.write() as connection:
        connection.execute("DROP TABLE case_day")
        connection.execute("CREATE TABLE case_day (day TEXT NOT NULL, case_id BLOB NOT NULL)")
        connection.execute("INSERT INTO case_day VALUES ('2026-12-02', ?)", (case,))
        connection.execute("CREATE INDEX case_day_of_case ON case_day (case_id)")
        for statement in statements(next(sql for sql in migrations() if "DROP TABLE case_day" in sql)):
            connection.execute(statement)
        connection.execute("UPDATE meta SET value = '6' WHERE key = 'projection'")
    store.close()
    store = open_store(path)
    assert store.steps("2026-11-24", "2026-12-31", 5) == ((case, "Koivu 1", "2026-12-01", "agreed_step"),)
    assert store.days_near("2026-12-02", "2026-12-02", 5) == ((case, "Koivu 1"),)
    assert store.verify().sound
    store.close()
