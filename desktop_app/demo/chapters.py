"""The chapters of the story in their order, and who is on the stage in each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial

from desktop_app.demo import colleague, deciding, invented, meeting, second_meeting, sheets, telling
from desktop_app.demo.founding import found, join
from desktop_app.demo.laptop import DEMO_COST, Laptop
from desktop_app.demo.opening import first_start
from desktop_app.demo.patience import Stuck
from desktop_app.demo.stage import Stage
from desktop_app.demo.traces import search
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases, verification
from desktop_app.use_cases.session import Session

SANNA, OONA, MIKAEL = range(3)
SAFES = 3


def set_up_authority(stage: Stage) -> None:
    """Root keys in three safes, a database, a signed directory, a server."""
    stage.authority.set_up()
    stage.diary.note("key_derivation", f"cheap, for this demo alone: Argon2id with {DEMO_COST.memory} KiB")


def start_sannas_laptop(stage: Stage) -> None:
    """A fresh laptop, no network."""
    first_start(stage.new_laptop("outreach-1", invented.SANNA), pictures=True)


def meet(stage: Stage) -> None:
    """The first contact, written offline."""
    laptop = stage.laptops[SANNA]
    case = meeting.first_contact(laptop)
    stage.diary.note("case_reference", laptop.do(partial(_reference, case=case)))


def meet_again(stage: Stage) -> None:
    """Person, safety, signs, account, permissions, sheet and proposal, still offline."""
    laptop = stage.laptops[SANNA]
    case = the_case(laptop)
    telling.write_person(laptop)
    telling.write_safety(laptop)
    telling.write_signs(laptop)
    telling.write_account(laptop)
    sheets.look_at_sheets(laptop, stage.papers)
    sheets.record_as_read_aloud(laptop, laptop.do(partial(_reference, case=case)))
    second_meeting.ask_permissions(laptop)
    second_meeting.write_proposal(laptop)
    stage.diary.note("permissions", laptop.do(partial(_permissions, case=case)))
    stage.diary.note("recorded", laptop.do(partial(_counts, case=case)))
    typed = invented.typed(datetime.now().astimezone().date())
    stage.diary.note("keystrokes_typed", sum(len(text) for text in typed))
    stage.diary.note("keystrokes_lost", sum(laptop.do(partial(_lost, case=case, text=text)) for text in typed))
    _note_state(stage)


def found_system(stage: Stage) -> None:
    """Elsewhere: the Assistance System's first laptop."""
    stage.laptops[SANNA].put_away()
    oona = stage.new_laptop("officer", invented.OONA)
    first_start(oona)
    found(oona, stage.authority, invented.SYSTEM, stage.papers / "recovery-sheet-system.pdf", (1, 2))
    oona.put_away()


def found_union(stage: Stage) -> None:
    """The network is back: Sanna's organisation is founded."""
    sanna = stage.laptops[SANNA]
    sanna.use()
    found(sanna, stage.authority, invented.UNION, stage.papers / "recovery-sheet-union.pdf", (2, 3))


def send(stage: Stage) -> None:
    """What leaves is shown, the proposal is sent, and arrives sealed."""
    sanna = stage.laptops[SANNA]
    second_meeting.send_proposal(sanna)
    _note_state(stage)
    _sync(stage, SANNA)
    _note_state(stage)


def let_mikael_in(stage: Stage) -> None:
    """A colleague's laptop joins and sees the case once he belongs to its team."""
    mikael, sanna = stage.new_laptop("outreach-2", invented.MIKAEL), stage.laptops[SANNA]
    first_start(mikael)
    join(mikael, sanna)
    _sync(stage, MIKAEL, SANNA)
    colleague.add_to_team(sanna, mikael)
    _sync(stage, SANNA, MIKAEL)
    sanna.put_away()


def write_apart(stage: Stage) -> None:
    """No network: both write into the same field; with the network both versions stand until a person decides."""
    sanna, mikael = stage.laptops[SANNA], stage.laptops[MIKAEL]
    sanna.use()
    stage.authority.stop()
    colleague.write_both(sanna, mikael)
    stage.authority.serve()
    _sync(stage, SANNA, MIKAEL, SANNA)
    stage.diary.note("conflict_versions", colleague.versions(sanna))
    stage.diary.note("conflict_field", colleague.resolve(mikael))
    _sync(stage, MIKAEL, SANNA)
    stage.diary.note("conflicts_left", colleague.versions(sanna) + colleague.versions(mikael))
    mikael.put_away()
    sanna.put_away()


def decide(stage: Stage) -> None:
    """The officer opens the proposal and decides; the proposer sees opened, then outcome and date."""
    sanna, oona = stage.laptops[SANNA], stage.laptops[OONA]
    _sync(stage, OONA)
    deciding.open_proposal(oona)
    _sync(stage, OONA, SANNA)
    _note_state(stage)
    deciding.decide(oona)
    stage.diary.note("identified_by_decision", oona.do(partial(_identified, case=the_case(oona))))
    _sync(stage, OONA, SANNA)
    _note_state(stage)
    deciding.see_outcome(sanna)
    stage.diary.note("told_to_proposer", sanna.do(partial(_told, case=the_case(sanna))))


def look_everything_over(stage: Stage) -> None:
    """Verify every store, close everything, and search every disk for what may not lie there in the clear."""
    for laptop in stage.laptops:
        laptop.use()
    stage.diary.note("unsent_in_the_end", sum(laptop.unsent() for laptop in stage.laptops))
    reports = [laptop.do(verification.verify) for laptop in stage.laptops]
    stage.diary.note("findings_in_stores", sum(len(report.findings) for report in reports))
    stage.diary.note("changes_verified", sum(report.changes for report in reports))
    stage.diary.note("central_system", list(stage.authority.status()))
    for laptop in stage.laptops:
        laptop.close()
    asked = stage.disks / "server-asked"
    stage.authority.dump(asked / "everything.sql")
    stage.authority.stop()
    secrets = stage.secrets()
    disks = [laptop.folder for laptop in stage.laptops]
    found = search([*disks, stage.temporary, stage.authority.place, asked], secrets)
    stage.diary.note("clear_text_searched", {"secrets": len(secrets), "files": found.files, "bytes": found.bytes})
    stage.diary.note("clear_text_found", [f"{file}: secret {number}" for file, number in found.found])
    public = search([stage.authority.place, asked], [invented.UNION.name]).found
    stage.diary.note("public_text_found", {file.split("/")[0] for file, _ in public} == {"server", "server-asked"})
    stage.diary.note("root_keys_on_server", len(search([stage.authority.place, asked], _root_keys(stage)).found))


def the_case(laptop: Laptop) -> CaseId:
    """Return the one case of the story on this laptop."""
    return laptop.do(partial(cases.page, request=cases.ListRequest())).rows[0].case


def _sync(stage: Stage, *laptops: int) -> None:
    for number in laptops:
        laptop = stage.laptops[number]
        laptop.use()
        report = laptop.sync()
        stage.diary.add("exchanged", {"laptop": laptop.folder.name, "sent": report.pushed, "received": report.pulled})


def _note_state(stage: Stage) -> None:
    sanna = stage.laptops[SANNA]
    stage.diary.add("proposal_states", sanna.do(partial(_state, case=the_case(sanna))))


def _state(session: Session, case: CaseId) -> str:
    return cases.read(session, case).proposal_state()


def _reference(session: Session, case: CaseId) -> str:
    return cases.read(session, case).summary().reference


def _counts(session: Session, case: CaseId) -> dict[str, int]:
    kinds = [record.kind for record in cases.read(session, case).records]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def _permissions(session: Session, case: CaseId) -> dict[str, str]:
    """Return what stands in the store about each permission."""
    consents = [record for record in cases.read(session, case).records if record.kind == "consent"]
    return {str(record.text("purpose")): str(record.text("answer")) for record in consents}


def _lost(session: Session, case: CaseId, text: str) -> int:
    """Return how many letters of a typed text are in no field of the case, as near as any field comes to it."""
    fields = [value for record in cases.read(session, case).records for value in record.values.values()]
    kept = (SequenceMatcher(None, text, field, autojunk=False) for field in fields if isinstance(field, str))
    most = max((sum(block.size for block in one.get_matching_blocks()) for one in kept), default=0)
    return len(text) - most


def _identified(session: Session, case: CaseId) -> bool:
    return cases.read(session, case).identified()


def _told(session: Session, case: CaseId) -> list[str]:
    decision = cases.read(session, case).newest("decision")
    return sorted(decision.values) if decision else []


def _root_keys(stage: Stage) -> list[str]:
    files = sorted(stage.authority.keys.glob("safe-*/root-key.json"))
    if len(files) != SAFES:
        raise Stuck("a root key in every safe")
    return [str(json.loads(file.read_text("utf-8"))["clear"]) for file in files]


CHAPTERS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("A fresh laptop, no network", start_sannas_laptop),
    ("First contact", meet),
    ("Second meeting: what was told, permissions, sheet, proposal", meet_again),
    ("The authority sets up the central system", set_up_authority),
    ("The Assistance System's first laptop", found_system),
    ("The network is back: the organisation is founded", found_union),
    ("The proposal is sent", send),
    ("A colleague's laptop joins", let_mikael_in),
    ("Two write in one field without a network", write_apart),
    ("The officer opens and decides", decide),
    ("Every store is verified, every disk searched", look_everything_over),
)
