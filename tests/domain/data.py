"""The data of `resources`, read for the tests."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

from desktop_app import paths


@cache
def data(name: str) -> Any:
    return json.loads((paths.resources() / name).read_text(encoding="utf-8"))


@cache
def municipalities() -> list[dict[str, str]]:
    with (paths.resources() / "codes" / "municipalities.csv").open(encoding="utf-8") as file:
        return [*csv.DictReader(file)]


@cache
def code_lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(row["code"] for row in each["codes"]) for name, each in data("codes/lists.json").items()}
