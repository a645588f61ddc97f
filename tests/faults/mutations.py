"""Mistakes that somebody could make, and the test that must notice each: for every invariant at least one.

A mutation replaces one text of one file by another. `tests/faults/test_mutations.py` makes each in a copy.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is changed where, which invariant of docs/protocol.md section 12 that breaks, and who must notice."""

    name: str
    invariant: int
    file: str
    old: str
    new: str
    test: str


CONVERGENCE, RELAY = "tests/sync/test_convergence.py", "tests/central_system/test_relay.py"
CONCURRENT, RECEIVING = "tests/central_system/test_concurrent_push.py", "tests/storage/test_receiving.py"
RULES, TRUST = "tests/ledger/test_stream_rules.py", "tests/ledger/test_trust.py"
RESTORED, SEALING = "tests/sync/test_restored_server.py", "tests/ledger/test_sealing.py"

MUTATIONS = (
    Mutation(
        "dropped base",
        1,
        "desktop_app/ledger/merge.py",
        "    heads = tuple(head for head in field.heads if head.dot not in base)\n",
        "    heads = field.heads\n",
        f"{CONVERGENCE}::test_the_order_of_delivery_makes_no_difference",
    ),
    Mutation(
        "dropped covered",
        1,
        "desktop_app/ledger/merge.py",
        "    if head.dot in field.covered:\n",
        "    if False:\n",
        f"{CONVERGENCE}::test_the_order_of_delivery_makes_no_difference",
    ),
    Mutation(
        "naive cursor, kept though its page was not",
        1,
        "desktop_app/storage/log_store.py",
        "            work.take_page(lines)\n            identity.move_cursor(connection, *cursor)\n",
        "            identity.move_cursor(connection, *cursor)\n            connection.execute('COMMIT')\n"
        "            connection.execute('BEGIN IMMEDIATE')\n            work.take_page(lines)\n",
        f"{RECEIVING}::test_the_cursor_and_the_page_are_saved_together",
    ),
    Mutation(
        "a failed save leaves a part",
        2,
        "desktop_app/storage/database.py",
        '                    connection.execute("ROLLBACK")\n',
        '                    connection.execute("COMMIT")\n',
        "tests/storage/test_database.py::test_a_write_that_fails_leaves_nothing",
    ),
    Mutation(
        "a receipt without looking whether it is for this change",
        2,
        "desktop_app/storage/delivery.py",
        "row is None or row[0] != proven.hash",
        "row is None",
        f"{RECEIVING}::test_a_receipt_for_other_bytes_or_by_another_key_is_not_believed",
    ),
    Mutation(
        "what a restored server lost is forgotten when the way breaks",
        2,
        "desktop_app/storage/log_store.py",
        '            self.set_setting(_OWED, "yes")\n',
        "",
        f"{RESTORED}::test_giving_back_goes_on_in_the_next_round_where_the_connection_broke",
    ),
    Mutation(
        "the pushed number runs ahead of what was stored",
        2,
        "central_system/relay.py",
        "        last = fresh[-1] if fresh else None\n",
        "        last = run.lines[-1]\n",
        f"{RELAY}::test_pushing_again_changes_nothing",
    ),
    Mutation(
        "no cover asked",
        3,
        "desktop_app/ledger/sealing.py",
        "            if cover is None or cover.reader != reader.org or not cover.allows(op.kind, name):\n",
        "            if False:\n",
        f"{SEALING}::test_sealing_without_cover_is_refused",
    ),
    Mutation(
        "sealed bytes not compared with the header",
        4,
        "desktop_app/ledger/sealing.py",
        "    if change.sealed is not None and digest(change.sealed) != change.parsed.sealed:\n",
        "    if False:\n",
        f"{SEALING}::test_sealed_bytes_of_another_change_are_refused",
    ),
    Mutation(
        "commitment to the key not compared",
        4,
        "desktop_app/ledger/sealing.py",
        "            if len(key) != 32 or commitment(key) != wrap.commit:\n",
        "            if len(key) != 32:\n",
        f"{SEALING}::test_a_reader_refuses_a_text_sealed_for_it_alone_under_the_commitment_of_the_stream",
    ),
    Mutation(
        "skipped verify at the laptop",
        4,
        "desktop_app/ledger/sealing.py",
        "    if verify_signature and not verify(device.key, purposes.CHANGE, change.header, change.sig):\n",
        "    if False:\n",
        f"{SEALING}::test_a_forged_signature_is_refused",
    ),
    Mutation(
        "skipped verify at the central system",
        4,
        "central_system/run.py",
        "        if not verify(key, purposes.CHANGE, line.header, line.sig):\n",
        "        if False:\n",
        f"{RELAY}::test_a_wrong_signature_sealed_part_or_chain_is_refused_and_nothing_is_taken",
    ),
    Mutation(
        "anybody decides",
        5,
        "desktop_app/ledger/stream_rules.py",
        "    if entry.kind is not OrgKind.ASSISTANCE_SYSTEM or DECIDE not in device.roles:\n",
        "    if entry.kind is not OrgKind.ASSISTANCE_SYSTEM:\n",
        f"{RULES}::test_a_decision_counts_from_an_assistance_system_with_the_role",
    ),
    Mutation(
        "delivered after the end of the stream",
        6,
        "central_system/delivery.py",
        "        if closed or header.stream in closing or ",
        "        if ",
        f"{RELAY}::test_after_the_close_nothing_more_reaches_the_reader",
    ),
    Mutation(
        "stream rows not locked",
        6,
        "central_system/delivery.py",
        " where org = %s and stream = any(%s) order by stream for update",
        " where org = %s and stream = any(%s) order by stream",
        "tests/faults/test_races.py::test_a_sender_waits_for_whoever_is_ending_the_stream",
    ),
    Mutation(
        "naive lock order: the own feed first",
        7,
        "central_system/delivery.py",
        "        for receiver in sorted({device.org, *(_reader(line) for line in passed "
        "if line.parsed.n not in withheld)}):\n",
        "        for receiver in sorted({device.org, *(_reader(line) for line in passed "
        "if line.parsed.n not in withheld)}, key=lambda org: (org != device.org, org)):\n",
        f"{CONCURRENT}::test_twelve_writers_to_overlapping_receivers",
    ),
    Mutation(
        "counter not locked",
        7,
        "central_system/migrations/0008_appending.sql",
        "from counter c where c.org = p_receiver for update;",
        "from counter c where c.org = p_receiver;",
        f"{CONCURRENT}::test_twelve_writers_to_overlapping_receivers",
    ),
    Mutation(
        "device not locked",
        7,
        "central_system/delivery.py",
        "where org = %s and dev = %s for update",
        "where org = %s and dev = %s",
        "tests/faults/test_races.py::test_of_two_copies_that_push_at_once_one_is_receipted_and_the_other_told_of_the_fork",
    ),
    Mutation(
        "missing unique key",
        7,
        "central_system/migrations/0001_initial.sql",
        "    primary key (org, seq),\n    unique (org, author, dev, n)\n",
        "    primary key (org, seq)\n",
        f"{RELAY}::test_the_feed_itself_takes_no_change_twice",
    ),
    Mutation(
        "what a receiver has is not skipped",
        7,
        "central_system/migrations/0008_appending.sql",
        "if p_ns[i] <> all(held) then",
        "if true then",
        f"{RELAY}::test_a_reader_can_give_back_what_a_restored_central_lost_and_nothing_is_doubled",
    ),
    Mutation(
        "a retired laptop goes on",
        8,
        "desktop_app/ledger/sealing.py",
        "    if change.parsed.n > last:\n",
        "    if False:\n",
        f"{RECEIVING}::test_what_a_retired_laptop_sends_late_is_set_aside_on_arrival",
    ),
    Mutation(
        "bases not renamed when issued again",
        9,
        "desktop_app/sync/reissue.py",
        "        return tuple(self.dots.get(dot, dot) for dot in base if dot not in self.left_out)\n",
        "        return tuple(dot for dot in base if dot not in self.left_out)\n",
        "tests/sync/test_reissue_shared.py::test_a_covered_disclosure_is_sealed_again_and_arrives",
    ),
    Mutation(
        "a fork is not noticed",
        9,
        "central_system/relay.py",
        "            if known.get(line.parsed.n) != line.hash:\n",
        "            if False:\n",
        f"{RELAY}::test_two_histories_of_one_device_are_a_fork_and_what_comes_after_is_set_aside",
    ),
    Mutation(
        "erasure without its closure",
        10,
        "desktop_app/ledger/erasure.py",
        "            coming.extend(bases(dot))\n",
        "",
        "tests/sync/test_erasure.py::test_after_any_erasure_no_rebuilding_offering_or_restoring_brings_the_value_back",
    ),
    Mutation(
        "what was erased comes back when it is offered",
        10,
        "central_system/delivery.py",
        '        connection.execute("select drop_erased(%s, %s)", names)\n',
        "",
        f"{RELAY}::test_what_comes_after_its_erasure_is_kept_without_its_sealed_bytes",
    ),
    Mutation(
        "an erased part is filled in where it is missing",
        10,
        "central_system/migrations/0006_missing_parts.sql",
        "            and not part_erased(me, f.dev, f.n, f.header);\n",
        "            ;\n",
        "tests/sync/test_missing_parts.py::test_what_has_been_erased_is_neither_sought_nor_brought_back",
    ),
    Mutation(
        "one root key counted twice",
        11,
        "desktop_app/ledger/directory.py",
        "        return frozenset(\n            key\n            for key, signature in signatures\n",
        "        return tuple(\n            key\n            for key, signature in signatures\n",
        f"{TRUST}::test_a_directory_under_the_threshold_is_refused_one_key_counted_once",
    ),
    Mutation(
        "a new root that the old one did not sign",
        11,
        "desktop_app/ledger/directory.py",
        "    for root in (before, directory.root):\n",
        "    for root in (directory.root,):\n",
        f"{TRUST}::test_a_new_root_is_signed_by_the_old_one_and_by_itself",
    ),
    Mutation(
        "a directory that is not chained",
        11,
        "desktop_app/ledger/trust.py",
        " or directory.prev != self.signed_directory.hash:\n",
        ":\n",
        f"{TRUST}::test_a_directory_that_skips_or_is_not_chained_is_refused",
    ),
    Mutation(
        "lengths not padded",
        12,
        "desktop_app/ledger/sealing.py",
        "    while size < length:\n        size *= 2\n    return size\n",
        "    return max(size, length)\n",
        "tests/sync/test_who_reads_what.py::test_headers_of_one_case_and_of_many_cannot_be_told_apart",
    ),
    Mutation(
        "the case in the stream's place",
        12,
        "desktop_app/storage/writing.py",
        "        sn=changes.next_in_stream(connection, me.dev, me.org, stream),\n",
        "        sn=1 + (part.case or b'\\0')[0] % me.n if me.n else 1,\n",
        "tests/sync/test_who_reads_what.py::test_headers_of_one_case_and_of_many_cannot_be_told_apart",
    ),
)
