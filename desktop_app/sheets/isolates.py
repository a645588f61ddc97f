"""Phone numbers, addresses and references inside text of any direction: kept whole and in their own order.

A phone number with spaces is turned round group by group by every correct bidirectional engine. Isolating it and
joining its groups is the only cure; sheets and screens use this one function. Nothing heavy is imported here.
"""

from __future__ import annotations

import re

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
_IN_CITATION = re.compile(
    r"(?<=\d) (?=§|[a-z] §|mom\.|kohta|punkten)|(?<=\d [a-z]) (?=§)"
    r"|(?:(?<=§)|(?<=\bmom\.)|(?<=\bitem)|(?<=\bsection)) (?=\d)"
)


def isolated(text: str) -> str:
    """The text as one unbreakable left-to-right unit: LRI … PDI, no-break spaces, joined at hyphens and slashes."""
    joined = text.replace(" ", NO_BREAK_SPACE)
    for separator in ("-", "\u2013", "/"):
        joined = joined.replace(separator, f"{WORD_JOINER}{separator}{WORD_JOINER}")
    return f"{LEFT_TO_RIGHT_ISOLATE}{joined}{POP_ISOLATE}"


def with_whole_citations(text: str) -> str:
    """The text with no-break spaces inside what cites a law: "38 f § 1 mom. 2 kohta", "section 24"."""
    return _IN_CITATION.sub(NO_BREAK_SPACE, text)
