"""Every import contract holds, and bites when somebody breaks it."""

import itertools

import pytest

from tests.architecture.contracts import contracts, is_kept, kind, modules

FORBIDDEN = [name for name in contracts() if kind(name) == "forbidden"]
LAYERED = [name for name in contracts() if kind(name) == "layers"]


def _options(name):
    return contracts()[name].contract_options


def _layers(name):
    container = _options(name)["containers"][0]
    for line in _options(name)["layers"]:
        separated = line.replace("|", ":").replace("(", "").replace(")", "").split(":")
        places = [f"{container}.{part.strip()}" for part in separated]
        yield [place for place in places if place in modules()], "|" in line


@pytest.mark.parametrize("name", contracts())
def test_a_contract_holds(name):
    assert is_kept(contracts()[name])


@pytest.mark.parametrize("name", FORBIDDEN)
def test_every_forbidden_import_breaks_its_contract(name):
    pairs = itertools.product(_options(name)["source_modules"], _options(name)["forbidden_modules"])
    unnoticed = [pair for pair in pairs if is_kept(contracts()[name], also=pair)]
    assert unnoticed == []


@pytest.mark.parametrize("name", LAYERED)
def test_an_import_from_a_lower_to_the_next_higher_layer_breaks_the_layers(name):
    layers = [places for places, _independent in _layers(name) if places]
    steps = [(low, high) for upper, lower in itertools.pairwise(layers) for high in upper for low in lower]
    assert steps
    unnoticed = [step for step in steps if is_kept(contracts()[name], also=step)]
    assert unnoticed == []


@pytest.mark.parametrize("name", LAYERED)
def test_an_import_between_independent_neighbours_breaks_the_layers(name):
    neighbours = [
        pair for places, independent in _layers(name) if independent for pair in itertools.permutations(places, 2)
    ]
    unnoticed = [pair for pair in neighbours if is_kept(contracts()[name], also=pair)]
    assert unnoticed == []


def test_a_new_package_must_be_given_a_place():
    assert not is_kept(contracts()["layers"], stranger="desktop_app.stranger")


def test_a_protected_module_is_reached_by_those_named_alone():
    unnoticed = []
    for name in contracts():
        if kind(name) != "protected":
            continue
        options = _options(name)
        allowed = {*options["allowed_importers"], *options["protected_modules"]}
        outsiders = sorted(module for module in modules() if not any(module.startswith(part) for part in allowed))
        pairs = itertools.product(outsiders, options["protected_modules"])
        unnoticed += [pair for pair in pairs if is_kept(contracts()[name], also=pair)]
    assert unnoticed == []
