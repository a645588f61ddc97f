"""What a kind of record is: its fields, and for each what may be in it, who fills it in and how far it may travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final


class FieldType(StrEnum):
    """What a field holds; the JSON form of each is in `desktop_app.domain.check`."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    PDATE = "pdate"
    DATETIME = "datetime"
    YN = "yn"
    FLAG = "yes/no"
    INT = "int"
    CODE = "code"
    CODES = "codes"
    LANG = "lang"
    LANGUAGES = "lang+code"
    COUNTRIES = "countries"
    MUNICIPALITY = "municipality"
    ORG = "org"
    REF = "ref"
    REFS = "refs"
    ROWS = "rows"
    HETU = "hetu"


class Need(StrEnum):
    """Whether a record may exist without the field."""

    AUTO = "A"
    REQUIRED = "R"
    CASE = "c"
    OPTIONAL = "o"


class By(StrEnum):
    """Who fills the field in."""

    WORKER = "W"
    PERSON = "P"
    OFFICER = "O"
    COUNTY = "C"
    ADMIN = "Adm"
    PROGRAM = "S"
    OFFICER_OR_COUNTY = "O/C"
    WORKER_OR_OFFICER = "W/O"
    OFFICER_AND_WORKER = "O+W"


class Stream(StrEnum):
    """Where a field lives and how far a copy of it may go."""

    OWN = "own"
    OWN_PRO = "own>pro"
    OWN_REF = "own>ref"
    OWN_BOTH = "own>pro+ref"
    PRO = "pro"
    REF = "ref"
    AS = "AS"
    AS_PRO = "AS>pro"
    COUNTY_REF = "C>ref"
    AS_OR_COUNTY = "AS/C"


class Sensitivity(IntEnum):
    """How secret a field is: lists show level 1 only; level 4 stands behind a press, and each showing is logged."""

    WORKING = 1
    PERSONAL = 2
    SECRET = 3
    SAFETY = 4


class Concerns(StrEnum):
    """Whom a field tells about: what the person has a right to get in an extract (2016/679, article 15), and what not.

    `person`: the person. `child`: the person where the person is a child, somebody else's child otherwise. `others`:
    somebody else. `worker`: the worker's own safety. `chosen`: the person, but given only after a choice: a worker's
    memory aid, and notifications of which the person may not have heard. `working`: marks of the program's own.
    """

    PERSON = "person"
    CHILD = "child"
    OTHERS = "others"
    WORKER = "worker"
    CHOSEN = "chosen"
    WORKING = "working"


class OrgKind(StrEnum):
    """Kinds of organisations, as the directory names them."""

    OUTREACH = "outreach"
    PROVIDER = "provider"
    ASSISTANCE_SYSTEM = "assistance_system"


#: The data group of text that belongs to the proposal, referral or consent itself and goes with its purpose.
WITH_ITS_PURPOSE: Final = "purpose"

#: The section of a form that stands first: the starred fields.
FIRST: Final = "first"

EVERYBODY: Final = frozenset(OrgKind)

_INTO_PROPOSAL = frozenset({Stream.OWN_PRO, Stream.OWN_BOTH, Stream.PRO})
_INTO_REFERRAL = frozenset({Stream.OWN_REF, Stream.OWN_BOTH, Stream.REF})
_TOLD_BACK = frozenset({Stream.AS_PRO, Stream.COUNTY_REF})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a field that holds rows."""

    name: str
    type: FieldType
    code_list: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record, as the field catalogue declares it.

    `code_list` names the list of a code (of the level, in LANGUAGES), `target` the kind that a REF points at, `group`
    the data group that a consent must name before the field leaves (None: it never leaves), `safety` that the most
    protective value shows while several stand, `section` the group of the form it stands in, `stays`
    that it never goes into a copy: it is derived from receipts and replies, or names records the reader never meets;
    `concerns` whom it tells about where that is not whom its kind does.
    """

    name: str
    type: FieldType
    need: Need
    by: By
    stream: Stream
    sens: int
    code_list: str | None = None
    star: bool = False
    group: str | None = None
    safety: bool = False
    section: str = "all"
    target: str | None = None
    columns: tuple[Column, ...] = ()
    stays: bool = False
    concerns: Concerns | None = None

    @property
    def into_proposal(self) -> bool:
        """Whether it may stand in a proposal stream."""
        return self.stream in _INTO_PROPOSAL and not self.stays

    @property
    def sent_with_proposal(self) -> bool:
        """Whether it is written for the proposal itself and goes out with it."""
        return self.into_proposal and self.group == WITH_ITS_PURPOSE

    @property
    def into_referral(self) -> bool:
        """Whether it may stand in a referral stream."""
        return self.stream in _INTO_REFERRAL and not self.stays

    @property
    def sent_with_referral(self) -> bool:
        """Whether it is written for the referral itself and goes out with it."""
        return self.into_referral and self.group == WITH_ITS_PURPOSE

    @property
    def told_back(self) -> bool:
        """Whether it may stand in a reply to the proposer or to the sender of a referral."""
        return self.stream in _TOLD_BACK


@dataclass(frozen=True)
class Kind:
    """A kind of record: its fields in the order of the catalogue, and the kinds of organisations that may write it.

    `snapshot`: a change is a new record and the newest counts; otherwise each record is a thing of its own. `concerns`
    says for an extract whom its fields tell about: every kind has to say it.
    """

    name: str
    fields: tuple[Field, ...]
    open_to: frozenset[OrgKind] = field(default=EVERYBODY)
    snapshot: bool = False
    concerns: Concerns | None = None

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return MappingProxyType({each.name: each for each in self.fields})

    def whom(self, field_: Field) -> Concerns:
        """Return whom a field tells about; of what is not decided nothing is given."""
        return field_.concerns or self.concerns or Concerns.OTHERS

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """The groups of the form: the starred fields first, then the others as the catalogue has them."""
        groups: dict[str, list[Field]] = {FIRST: []} if any(each.star for each in self.fields) else {}
        for each in self.fields:
            groups.setdefault(FIRST if each.star else each.section, []).append(each)
        return tuple((name, tuple(fields)) for name, fields in groups.items())


_LISTED = frozenset({FieldType.CODE, FieldType.CODES, FieldType.LANGUAGES})


def declare(
    name: str,
    type_: str,
    need: str,
    by: str,
    stream: str,
    sens: int,
    group: str | None = None,
    *,
    star: bool = False,
    safety: bool = False,
    section: str = "all",
    columns: tuple[Column, ...] = (),
    stays: bool = False,
    concerns: str | None = None,
) -> Field:
    """Return a field from the signs of the catalogue's table, such as `codes:immediate_need`, `o`, `P`, `own>pro`, 3.

    Raises ValueError for a sign that the catalogue does not have.
    """
    word, _, rest = type_.partition(":")
    field_type = FieldType(word)
    return Field(
        name,
        field_type,
        Need(need),
        By(by),
        Stream(stream),
        Sensitivity(sens),
        code_list=_code_list(field_type, rest),
        star=star,
        group=group,
        safety=safety or sens == Sensitivity.SAFETY,
        section=FIRST if star else section,
        target=None if field_type in _LISTED else rest or None,
        columns=columns,
        stays=stays,
        concerns=None if concerns is None else Concerns(concerns),
    )


def _code_list(field_type: FieldType, rest: str) -> str | None:
    if field_type is FieldType.YN:
        return "yes_no_unknown"
    return rest if field_type in _LISTED else None
