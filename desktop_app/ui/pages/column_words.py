"""The names of the columns of fields that hold rows."""

from __future__ import annotations

from desktop_app.ui.language import N_

COLUMN_LABELS = {
    ("needs_assessment", "areas", "area"): N_("Area of life"),
    ("needs_assessment", "areas", "situation"): N_("Situation"),
    ("needs_assessment", "areas", "need"): N_("Need of help"),
    ("needs_assessment", "areas", "urgent"): N_("Urgent"),
    ("needs_assessment", "areas", "person_view"): N_("The person's own view"),
}
