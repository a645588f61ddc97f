"""Kinds of records that the program itself keeps beside those of the field catalogue."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, OrgKind, declare

#: The log of what was given to whom; id = the stream that it opened, if it opened one.
DISCLOSURE = Kind(
    "disclosure",
    (
        declare("reader", "org", "R", "S", "own", 2),
        declare("purpose", "code:consent_purpose", "R", "S", "own", 2),
        declare("basis", "code:disclosure_basis", "A", "S", "own", 1),
        declare("basis_section", "code:law_section", "c", "S", "own", 1),
        declare("consents", "refs:consent", "A", "S", "own", 1, concerns="working"),
        declare("consent_heads", "rows", "A", "S", "own", 1, concerns="working"),
        declare("how", "code:sent_how", "A", "S", "own", 1),
        declare("disclosed_at", "datetime", "A", "S", "own", 2),
        declare("copies", "rows", "A", "S", "own", 3, concerns="working"),
    ),
    concerns=Concerns.PERSON,
)

#: Opens the stream in which a reader answers.
REPLY = Kind(
    "reply",
    (declare("answers", "text", "R", "S", "own", 1), declare("reader", "org", "A", "S", "own", 1)),
    concerns=Concerns.WORKING,
)

#: That a person at the reader has opened a stream up to change `n` of device `dev`.
OPENED = Kind(
    "opened",
    (
        declare("opened_at", "datetime", "R", "S", "own", 1),
        declare("dev", "text", "A", "S", "own", 1),
        declare("n", "int", "A", "S", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

QUESTION = Kind(
    "question",
    (
        declare("asked_at", "datetime", "A", "S", "own", 1),
        declare("question", "long", "R", "O", "own", 3),
        declare("answered_at", "datetime", "o", "W", "own", 1),
        declare("answer", "long", "o", "W", "own", 3),
    ),
    open_to=frozenset({OrgKind.ASSISTANCE_SYSTEM, OrgKind.PROVIDER}),
    concerns=Concerns.PERSON,
)

WITHDRAWAL = Kind(
    "withdrawal",
    (
        declare("withdrawn_at", "datetime", "R", "W", "own", 1),
        declare("purpose", "code:consent_purpose", "o", "W", "own", 2),
    ),
    concerns=Concerns.PERSON,
)

#: A decision known from its paper, from the person or by phone: from anyone, and marked as such.
DECISION_ON_PAPER = Kind(
    "decision_on_paper",
    (
        declare("outcome", "code:decision_outcome", "R", "W", "own", 3),
        declare("decided_on", "date", "o", "W", "own", 3),
        declare("source", "code:decision_source", "A", "W", "own", 1),
    ),
    concerns=Concerns.PERSON,
)

#: A worker of the organisation; id = the user. `confirmed` says of which laptops an administrator has confirmed, under
#: which name, that they are this worker's; it counts only from an administrator's laptop.
MEMBER = Kind(
    "member",
    (
        declare("name", "text", "R", "W", "own", 2),
        declare("phone", "text", "o", "W", "own", 2),
        declare("reachable", "text", "o", "W", "own", 2),
        declare("devices", "rows", "A", "S", "own", 1),
        declare("confirmed", "rows", "A", "S", "own", 2),
    ),
    concerns=Concerns.WORKING,
)

#: That a case was opened, printed, exported or disclosed, or something of level 4 shown (906/2019, 17 §); never what it
#: said. It stands in no case, since one record kind of many cases is saved together; `of_case` names the case.
ACCESS = Kind(
    "access",
    (
        declare("what", "text", "R", "S", "own", 1),
        declare("of_case", "text", "A", "S", "own", 1),
        declare("kind", "text", "A", "S", "own", 1),
        declare("record", "ref:record", "A", "S", "own", 1),
        declare("field", "text", "A", "S", "own", 1),
        declare("shown_at", "datetime", "A", "S", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

SETTING = Kind(
    "setting",
    (declare("name", "text", "R", "Adm", "own", 1), declare("value", "long", "o", "Adm", "own", 1)),
    concerns=Concerns.WORKING,
)

#: A reviewer's word that a sheet's text may be printed.
TEXT_APPROVAL = Kind(
    "text_approval",
    (
        declare("sheet", "text", "R", "Adm", "own", 1),
        declare("language", "lang", "R", "Adm", "own", 1),
        declare("text_hash", "text", "R", "S", "own", 1),
        declare("reviewer", "text", "R", "Adm", "own", 1),
        declare("approved_on", "date", "R", "Adm", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

CASE_JOIN = Kind(
    "case_join",
    (
        declare("joined", "text", "R", "W", "own", 1),
        declare("joined_at", "datetime", "A", "S", "own", 1),
        declare("agreed", "yn", "o", "P", "own", 2),
    ),
    concerns=Concerns.WORKING,
)

#: That a child of a case has a case of its own. It stands in no case, so that neither of the two tells of the other.
CASE_LINK = Kind(
    "case_link",
    (
        declare("row", "text", "R", "S", "own", 1),
        declare("child", "text", "R", "S", "own", 1),
        declare("linked_at", "datetime", "A", "S", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

#: That something was erased, and when; never what it said.
ERASURE = Kind(
    "erasure",
    (
        declare("erased_on", "date", "R", "S", "own", 1),
        declare("kind", "text", "A", "S", "own", 1),
        declare("fields", "rows", "A", "S", "own", 1),
        declare("reason", "text", "o", "W", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

#: That a proposal came, in the Assistance System's own stream: statistics rest on that stream alone. `from` names it.
PROPOSAL_RECEIVED = Kind(
    "proposal_received",
    (
        declare("received_on", "date", "R", "S", "own", 1),
        declare("type", "code:proposal_type", "A", "S", "own", 1),
        declare("proposer_type", "code:referrer_type", "A", "S", "own", 1),
    ),
    open_to=frozenset({OrgKind.ASSISTANCE_SYSTEM}),
    concerns=Concerns.WORKING,
)

#: The figures of one period, fixed once; rows of table, cell and number.
STATISTICS = Kind(
    "statistics",
    (
        declare("period", "text", "R", "S", "own", 1),
        declare("figures", "rows", "A", "S", "own", 1),
    ),
    concerns=Concerns.WORKING,
)

PROGRAM_KINDS = (
    DISCLOSURE, REPLY, OPENED, QUESTION, WITHDRAWAL, DECISION_ON_PAPER, MEMBER, ACCESS, SETTING, TEXT_APPROVAL,
    CASE_JOIN, CASE_LINK, ERASURE, PROPOSAL_RECEIVED, STATISTICS,
)  # fmt: skip
