"""A record is a draft at each key and one signed change at each save."""

from __future__ import annotations

from desktop_app.use_cases import cases, records


def test_what_is_typed_is_a_draft_and_becomes_one_change(session):
    case, _ = cases.open_new(session)
    form = records.new_form(session, "contact", case)
    before = session.store.me().n
    records.keep_draft(session, form, {"person_wishes": "Haluan passini"})
    assert session.store.me().n == before
    assert records.open_form(session, form.record).values()["person_wishes"] == "Haluan passini"
    saved = records.save(session, form.record)
    assert saved.cases == {case}
    assert session.store.me().n == before + 1
    assert session.store.drafts.get(form.record) is None


def test_the_first_draft_carries_what_the_program_filled_in(session):
    case, _ = cases.open_new(session)
    form = records.new_form(session, "contact", case)
    records.keep_draft(session, form, {"danger": "threatened"})
    values = records.open_form(session, form.record).values()
    assert values["written_afterwards"] is True
    assert values["place_type"] == "not_recorded"


def test_a_date_that_cannot_be_read_stays_and_stops_nothing_else(session):
    case, _ = cases.open_new(session)
    form = records.new_form(session, "contact", case)
    records.keep_draft(session, form, {"occurred_at": {"raw": "31.2. illalla"}, "how_met": "outreach"})
    saved = records.save(session, form.record)
    assert [problem.field for problem in saved.problems] == ["occurred_at"]
    shown = records.open_form(session, form.record)
    assert shown.exists
    assert shown.fields["occurred_at"].value == {"raw": "31.2. illalla"}
    assert shown.fields["how_met"].value == "outreach"


def test_a_second_edit_is_based_on_the_first_save(session):
    case, _ = cases.open_new(session)
    form = records.new_form(session, "contact", case)
    records.keep_draft(session, form, {"next_step": "Soitetaan"})
    records.save(session, form.record)
    again = records.open_form(session, form.record)
    records.keep_draft(session, again, {"next_step": "Soitetaan torstaina"})
    records.save(session, form.record)
    shown = records.open_form(session, form.record)
    assert shown.fields["next_step"].value == "Soitetaan torstaina"
    assert not shown.fields["next_step"].conflict


def test_an_anonymous_consultation_belongs_to_no_case(session):
    form = records.new_form(session, "consultation", None)
    records.keep_draft(session, form, {"question": "Voiko hakea ilman varmuutta?"})
    records.save(session, form.record)
    assert records.open_form(session, form.record).case is None
    assert cases.page(session, cases.ListRequest()).total == 0
