"""Words said without a window are in the language of the system."""

import pytest

from desktop_app.i18n.system_language import system_language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI"}, "sv"),
        ({"LANG": "sv_SE.UTF-8@euro"}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "sv_FI", "LANG": "fi_FI"}, "sv"),
        ({"LC_ALL": "fi_FI", "LC_MESSAGES": "sv_FI", "LANG": "en_GB"}, "fi"),
    ],
)
def test_the_first_variable_that_is_set_decides(environment, expected):
    assert system_language(environment) == expected
