"""Two spellings of one name are heard as one, and a time of birth that does not fit is another person."""

import pytest

from desktop_app.domain.likeness import alike, birth, look, sound


@pytest.mark.parametrize(
    "spellings",
    [
        "Mohammed Muhamad Mohamed محمد Мохаммед",
        "Natalya Nataliia Наталья Natalja Наталія",
        "Khadija Hadija Khadijah",
        "Zhanna Жанна",
        "Nguyễn Nguyen",
        "Olena Олена Olenna",
        "Hussein Husein حسين Hossein",
        "Yousef Jusuf يوسف",
        "Yulia Julija Юлия",
    ],
)
def test_spellings_and_scripts_of_one_name_are_one(spellings):
    assert len({sound(one) for one in spellings.split()}) == 1


def test_other_names_are_other_names():
    assert len({sound(one) for one in ("Maria", "Marta", "Mohammed", "Natalia", "Ana", "Ida", "Ada")}) == 7


def person(**values):
    return look([values])


def test_the_order_of_names_does_not_matter():
    one = person(given_names="Arun Kumar", family_name="Testilä")
    other = person(given_names="Testila", called="Kumar")
    assert alike(one, other)
    assert one.keys() & other.keys()


def test_one_name_needs_a_birth_or_a_language_that_fits():
    one = person(called="Arun", date_of_birth="1999-04-07", mother_tongue="ne")
    assert not alike(person(called="Arun"), one)
    for other in ({"date_of_birth": "1999-07-04"}, {"date_of_birth": "1999"}, {"mother_tongue": "ne"}):
        asked = person(called="Aroon", **other)
        assert alike(asked, one)
        assert asked.keys() & one.keys(), "the index finds it"
    assert not alike(person(called="Arun", mother_tongue="ne", date_of_birth="1988"), one)


def test_birth_tells_how_it_fits():
    one = person(called="x", date_of_birth="1999-04-07")
    told = [birth(person(date_of_birth=day), one) for day in ("1999-04-07", "1999-07-04", "1999", "1998-04-07")]
    assert told == ["same", "swapped", "year", "different"]
    assert birth(person(), one) == "unknown"


def test_what_stands_in_two_versions_is_compared_in_both():
    both = look([{"called": "Arun", "date_of_birth": "1999"}, {"called": "Kumar", "date_of_birth": "2001"}])
    assert alike(both, person(called="Kumar", date_of_birth="2001"))
    assert alike(both, person(called="Arun", date_of_birth="1999"))
