"""Canonical JSON has one form, and the parser takes no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ledger.canonical import Malformed, b64, canon, parse, unb64

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=7
)


@given(VALUES)
def test_every_value_has_one_form_that_parses_back(value):
    data = canon(value)
    assert parse(data) == value
    assert canon(parse(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"7.0",
        b"1e3",
        b"-0",
        b"9007199254740992",
        b"12345678901234567890123",
        b' {"a":1}',
        b'{"a":1}\n',
        b'{"a": 1}',
        b'{"a":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b'{"\xc3\xa9":1}',
        b'"\\ud800"',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000a"',
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b"NaN",
        b"[1,]",
        b"[[[[[[[[[]]]]]]]]]",
        b'{"a":[7.0]}',
        b'{"a":{"b":[null,true,1.5]}}',
    ],
)
def test_any_other_form_is_refused(data):
    with pytest.raises(Malformed):
        parse(data)


@pytest.mark.parametrize(
    "value", [1.0, 2**53, -(2**53), "\ud800", {"ä": 1}, {1: 2}, (1,), {"a": b""}, [[[[[[[[[]]]]]]]]], object()]
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(Malformed):
        canon(value)


def test_eight_levels_are_allowed():
    assert parse(canon([[[[[[[[1]]]]]]]])) == [[[[[[[[1]]]]]]]]


def test_keys_are_sorted_and_nothing_is_escaped_without_need():
    assert canon({"b": "ä\u2028\x7f", "a": ['\x00\n"\\/', True, None]}) == (
        b'{"a":["\\u0000\\n\\"\\\\/",true,null],"b":"\xc3\xa4\xe2\x80\xa8\x7f"}'
    )


@given(st.binary(max_size=50))
def test_base64_reads_back(data):
    assert unb64(b64(data)) == data
    assert unb64(b64(data), len(data)) == data


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "AA=", "A A", "AA\n", "+/+/", "ÄÄÄÄ", "AAAAA", "====", "=AAA"])
def test_base64_has_one_form_too(text):
    with pytest.raises(Malformed):
        unb64(text)


def test_base64_of_another_length_is_refused():
    with pytest.raises(Malformed):
        unb64("AAAA", 4)
