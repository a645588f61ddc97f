"""Modules that a library imports whether it needs them or not, loaded when they are first used."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec


def imported_late(name: str) -> None:
    """Let `name`, a module of a package, be imported at once and loaded when something of it is asked for.

    A module that is loaded already is left alone.
    """
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    package, _, own = name.rpartition(".")
    setattr(import_module(package), own, module)
