"""What the law asks, in words: by which section, as the law was read when, and what is still to be confirmed."""

from __future__ import annotations

from datetime import date

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import N_, screen_language, tr
from desktop_app.use_cases.law_days import LawDay

#: What a county does by when; the short ones stand in a list.
_SENTENCES = {
    "urgent_need": N_("The need of urgent help is assessed at once."),
    "assessment_begun_for_child": N_(
        "The assessment of a child who needs special support begins on {day} at the latest."
    ),
    "assessment_done_for_child": N_(
        "The assessment of a child who needs special support is done on {day} at the latest."
    ),
}
_SHORT = {
    "urgent_need": N_("urgent need at once"),
    "assessment_begun_for_child": N_("assessment begins by {day}"),
    "assessment_done_for_child": N_("assessment is done by {day}"),
}


def section_words(labels: Labels, section: str, as_of: date, *, confirmed: bool) -> str:
    """Return the section with the day of the text that was read, and that it is to be confirmed where it is."""
    language = screen_language()
    name = labels.code("law_section", section, language)
    said = tr("{section}, law as of {day}", section=name, day=formats.date(as_of, language))
    return said if confirmed else tr("{law}, to be confirmed by the authority", law=said)


def county_words(labels: Labels, days: tuple[LawDay, ...]) -> str:
    """Return what is asked of the county as sentences, with the section behind them; empty for nothing."""
    if not days:
        return ""
    language = screen_language()
    said = [tr(_SENTENCES[each.code], day=formats.date(each.on, language)) for each in days]
    if len(days) > 1:
        said.append(tr("Counted from the day on which the referral was sent."))
    rule = days[0].rule
    said.append(f"{section_words(labels, rule.section, rule.as_of, confirmed=rule.confirmed)}.")
    return "\n".join(said)


def short_words(day: LawDay) -> str:
    """Return what is asked first as it stands in a list."""
    said = tr(_SHORT[day.code], day=formats.date(day.on, screen_language()))
    return said if day.rule.confirmed else tr("{what} (to be confirmed)", what=said)
