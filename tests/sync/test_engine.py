"""A round of sync: what one laptop wrote reaches the others, whatever is lost on the way."""

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable, FeedLine, FeedPage, PushReply
from desktop_app.ledger.roster import SignedRoster, next_roster
from tests.storage.laptops import case_id, make_store


def test_what_one_wrote_the_others_have(found):
    office = found(3)
    one, two, three = office.laptops
    case = case_id()
    record = one.write(text="a", case=case)
    report = one.sync()
    assert (report.pushed, report.pulled, report.cases) == (1, 1, {case})
    assert two.sync().cases == {case}
    assert two.values(record) == {"text": "a"}
    two.write(record, case=case, text="b")
    office.settle()
    assert {laptop.values(record)["text"] for laptop in office.laptops} == {"b"}
    assert one.everything() == two.everything() == three.everything()
    assert one.store.unsent_count().changes == 0


def test_a_receipt_beyond_a_shorter_run_is_taken_for_what_it_says(found):
    """A long run arrives and its reply is lost; then the line is slow and only shorter runs get through."""
    office = found(2)
    one, two = office.laptops
    records = [one.write(text=str(n)) for n in range(5)]
    one.line.lose_reply = True
    with pytest.raises(CentralUnavailable):
        one.sync()
    one.line.lose_reply, one.line.most_lines = False, 1
    assert one.sync().pushed == 5
    assert one.store.unsent_count().changes == 0
    one.line.most_lines = 500
    office.settle()
    assert [two.values(record)["text"] for record in records] == ["0", "1", "2", "3", "4"]


def test_nothing_new_is_one_short_round(found):
    office = found(2)
    office.laptops[0].write(text="a")
    office.settle()
    pushes = office.laptops[0].line.pushes
    report = office.laptops[0].sync()
    assert (report.pushed, report.pulled, report.cases, report.doubts) == (0, 0, frozenset(), ())
    assert office.laptops[0].line.pushes == pushes


def test_a_lost_request_leaves_everything_as_it_was(found):
    office = found(2)
    one = office.laptops[0]
    record = one.write(text="a")
    before = one.everything(), one.store.unsent_count()
    one.line.lose_request = True
    with pytest.raises(CentralUnavailable):
        one.sync()
    assert (one.everything(), one.store.unsent_count()) == before
    one.line.lose_request = False
    office.settle()
    assert office.laptops[1].values(record) == {"text": "a"}


def test_a_lost_reply_does_not_double_anything(found):
    office = found(2)
    one, two = office.laptops
    records = [one.write(text=str(n)) for n in range(5)]
    one.line.lose_reply = True
    for _ in range(3):
        with pytest.raises(CentralUnavailable):
            one.sync()
    assert one.store.unsent_count().changes == 5
    one.line.lose_reply = False
    office.settle()
    assert len(office.feed()) == 5
    assert one.store.unsent_count().changes == 0
    assert [two.values(record)["text"] for record in records] == list("01234")


def test_a_run_that_does_not_get_through_is_halved(found):
    office = found(2)
    one, two = office.laptops
    for n in range(20):
        one.write(text=str(n))
    one.line.most_lines = 3
    assert one.sync().pushed == 20
    two.sync()
    assert one.everything() == two.everything()


def test_large_changes_go_in_runs_that_fit(found):
    office = found(2)
    one, two = office.laptops
    for n in range(5):
        one.write(text=f"x{n}" * 200_000)
    one.sync()
    two.sync()
    assert one.everything() == two.everything()


def test_concurrent_edits_stand_side_by_side_everywhere(found):
    office = found(3)
    one, two, three = office.laptops
    record = one.write(text="a", place="x")
    office.settle()
    one.write(record, text="b")
    two.write(record, text="c")
    office.settle()
    assert one.everything() == two.everything() == three.everything()
    (conflict,) = three.store.conflicts()
    assert {version.value for version in conflict.versions} == {"b", "c"}
    three.write(record, text="d")
    office.settle()
    assert one.values(record)["text"] == "d"
    assert one.store.conflicts() == ()


def test_a_laptop_that_is_not_enrolled_does_not_sync(found, tmp_path):
    office = found()
    store = make_store(tmp_path / "other.db")
    office.laptops[0].store, kept = store, office.laptops[0].store
    with pytest.raises(LuotsiError, match="not_enrolled"):
        office.laptops[0].sync()
    store.close()
    office.laptops[0].store = kept


def test_a_laptop_enrolled_last_reads_everything(found):
    office = found(2)
    records = [office.laptops[n % 2].write(text=str(n)) for n in range(6)]
    office.settle()
    late = office.add_laptop()
    late.sync()
    assert [late.values(record)["text"] for record in records] == list("012345")
    record = late.write(text="late")
    office.settle()
    assert office.laptops[0].values(record) == {"text": "late"}


def test_a_change_of_a_laptop_not_known_yet_counts_as_soon_as_its_roster_is_here(found):
    office = found(2)
    late = office.add_laptop()
    record = late.write(text="late")
    late.sync()
    one = office.laptops[0]
    rosters, one.line.rosters = one.line.rosters, lambda org, after: ()
    assert one.sync().waiting == 1
    assert one.values(record) is None
    one.line.rosters = rosters
    assert one.sync().waiting == 0
    assert one.values(record) == {"text": "late"}


@pytest.mark.parametrize("wrong", ["hash", "order", "gap", "stolen"])
def test_a_feed_that_does_not_chain_is_not_taken(found, wrong):
    office = found(2)
    one, two = office.laptops
    for n in range(3):
        one.write(text=str(n))
    one.sync()
    honest = two.line.feed

    def forged(after, known, limit=500, wait=0):
        page = honest(after, known, limit, wait)
        lines = list(page.lines)
        if wrong == "hash":
            lines[1] = FeedLine(lines[1].seq, lines[0].feed_hash, lines[1].received, False, lines[1].change)
        elif wrong == "order":
            lines.reverse()
        elif wrong == "gap":
            del lines[1]
        else:
            lines[1] = FeedLine(lines[1].seq, lines[1].feed_hash, lines[1].received, False, lines[0].change)
        return FeedPage(tuple(lines), page.head)

    two.line.feed = forged
    before = two.everything()
    with pytest.raises(CentralUnavailable):
        two.sync()
    assert two.everything() == before


def test_a_receipt_that_is_not_for_what_was_sent_is_not_taken(found):
    office = found()
    one = office.laptops[0]
    one.write(text="a")
    one.sync()
    one.write(text="b")
    honest, receipts = one.line.push, []

    def stale(lines):
        receipts.append(honest(lines))
        return PushReply(receipts[-1].acked, None)

    one.line.push = stale
    with pytest.raises(CentralUnavailable):
        one.sync()
    assert one.store.unsent_count().changes == 1


def test_a_rotation_reaches_everybody_and_what_is_written_under_it_is_read(found):
    office = found(3)
    one, two, three = office.laptops
    office.settle()
    admin, ring = office.organisation.admin, one.store.ring().rotated()
    roster = next_roster(office.organisation.roster, admin, ring=ring)
    receivers = [two.store.me().dev, three.store.me().dev, None]
    one.line.publish(roster, [make_handover(roster.parsed(), to, ring, admin) for to in receivers])
    one.store.add_ring(ring)
    record = one.write(text="under the new secret")
    one.sync()
    two.sync()
    assert two.values(record) == {"text": "under the new secret"}
    assert two.store.ring() == ring


def test_a_doubtful_roster_of_somebody_else_stops_nothing(found):
    office = found()
    one = office.laptops[0]
    other = found().organisation
    honest = one.line.rosters
    false = (SignedRoster(other.roster.bytes, bytes(64)),)
    one.line.rosters = lambda org, after: false if org == other.org else honest(org, after)
    record = one.write(text="a")
    report = one.sync()
    assert (report.pushed, report.doubts) == (1, ("wrong_signature",))
    assert one.store.trust().newest_roster(other.org) is None
    one.line.rosters = honest
    assert one.sync().doubts == ()
    assert one.store.trust().newest_roster(other.org) is not None
    assert one.values(record) == {"text": "a"}


def test_an_older_state_is_a_doubt_and_stops_nothing(found):
    office = found()
    one = office.laptops[0]
    stale = one.line.state()
    office.add_laptop()
    one.sync()
    one.line.state = lambda: stale
    one.write(text="a")
    report = one.sync()
    assert (report.pushed, report.doubts) == (1, ("older_roster",))


def test_a_program_that_is_too_old_still_hands_in_what_only_it_has(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text="a")

    def too_old():
        raise CentralRefused("program_too_old")

    one.line.state = too_old
    with pytest.raises(CentralRefused) as refused:
        one.sync()
    assert refused.value.code == "program_too_old"
    assert one.store.unsent_count().changes == 0
    two.sync()
    assert two.values(record) == {"text": "a"}
