"""The access log's page: lines without content, filters, and a way there on an administrator's laptop only."""

from desktop_app.i18n.labels import Labels
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.pages.access_log_page import AccessLogPage
from desktop_app.ui.view_models.access_log import AccessLogViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import access, case_view, cases
from tests.end_to_end.test_access_log import SECRET, two
from tests.end_to_end.test_story import write
from tests.ui.pages.fit import clipped_in_any_language

__all__ = ["two"]


def words_of(part) -> str:
    return " ".join(label.text() for label in part.findChildren(Label) if label.isVisibleTo(part))


def test_lines_say_what_was_done_and_a_filter_leaves_what_fits(two, look, qtbot):
    sanna, mikael, case = two
    other, _ = cases.open_new(sanna.session)
    case_view.view(sanna.session, other)
    access.log_shown(mikael.session, case, "safety_assessment", ["contact_detail"])
    write(mikael, "note", case, {"text": SECRET})
    write(sanna, "note", other, {"text": "x"})
    mikael.sync(), sanna.sync()
    background = Background()
    around = Surroundings(sanna.session, background, ChangeFeed(), Labels.load())
    page = AccessLogPage(AccessLogViewModel(around))
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    reference = cases.read(sanna.session, case).summary().reference
    qtbot.waitUntil(lambda: reference in words_of(page))
    words = words_of(page)
    assert SECRET not in words
    assert "Mikael" in words
    assert not any(clipped_in_any_language(page, qtbot).values())
    page.resize(1254, 500)
    look.choose(look.name, 200)
    qtbot.waitUntil(lambda: page.narrow and f"{reference} · shown (safety)" in words_of(page._grid))
    qtbot.wait(100)
    assert not any(clipped_in_any_language(page, qtbot).values()), "nothing is squeezed where everything is large"
    look.choose(look.name, 100)
    page._reference.editor.setText(cases.read(sanna.session, other).summary().reference)
    page._reference.editor.edited.emit()  # Qt's test keyboard has no ä
    qtbot.waitUntil(lambda: reference not in words_of(page._grid))
    background.close()
