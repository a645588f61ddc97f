"""The import contracts of pyproject.toml as objects, and the graph of imports that they judge."""

import copy
import functools
from pathlib import Path

import grimp
from importlinter import Contract, api
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("desktop_app", "central_system")
TYPES: dict[str, type[Contract]] = {
    "forbidden": ForbiddenContract,
    "layers": LayersContract,
    "protected": ProtectedContract,
}


@functools.cache
def contracts() -> dict[str, Contract]:
    """All contracts by id."""
    read = api.read_configuration(str(ROOT / "pyproject.toml"))
    return {options["id"]: _contract(read["session_options"], options) for options in read["contracts_options"]}


@functools.cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def is_kept(contract: Contract, *, also: tuple[str, str] | None = None, stranger: str | None = None) -> bool:
    """Whether a contract holds, when one more import (`importer, imported`) or one more module is there."""
    graph = copy.deepcopy(_graph())
    if stranger:
        graph.add_module(stranger)
    if also:
        importer, imported = also
        if imported not in graph.modules:
            graph.add_module(imported, is_squashed=not imported.startswith(PACKAGES))
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
    return bool(contract.check(graph, verbose=False).kept)


def kind(name: str) -> str:
    """The type of the contract with an id."""
    return str(contracts()[name].contract_options["type"])


def modules() -> frozenset[str]:
    """The modules of the program."""
    return frozenset(module for module in _graph().modules if module.startswith(PACKAGES))


def _contract(session: dict[str, object], options: dict[str, object]) -> Contract:
    return TYPES[str(options["type"])](str(options["name"]), session, options)
