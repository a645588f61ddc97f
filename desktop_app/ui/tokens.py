"""The colour tokens of the three themes, read from `resources/themes`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desktop_app.paths import resources

TOKEN_NAMES = (
    "paper", "surface", "raised", "sunken", "ink", "muted", "line", "field",
    "accent", "on_accent", "accent_hover", "accent_soft", "accent_ink",
    "amber", "amber_soft", "amber_ink",
    "danger", "on_danger", "danger_soft", "danger_ink", "focus",
)  # fmt: skip


class ThemeName(StrEnum):
    """The themes that ship; `hc` is for bright sun and weak sight."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "hc"


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Colours as `#RRGGBB` by token name, and the widths in px of control edges and of the focus ring."""

    name: ThemeName
    colours: dict[str, str]
    edge: int
    ring: int


@cache
def token_table(name: ThemeName) -> TokenTable:
    """The table of one theme; `KeyError` when the file lacks a token."""
    data = json.loads((resources() / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    colours = {token: data["tokens"][token] for token in TOKEN_NAMES}
    return TokenTable(name=name, colours=colours, edge=data["edge"], ring=data["ring"])


def luminance(colour: str) -> float:
    """Relative luminance 0…1 of `#RRGGBB` (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1…21 of two `#RRGGBB` colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
