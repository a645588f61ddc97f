import pytest

from desktop_app.errors import LuotsiError


def test_an_error_is_its_code_and_its_details():
    error = LuotsiError("wait_first", seconds=30)
    assert error.code == "wait_first"
    assert error.details == {"seconds": 30}
    assert str(error) == "wait_first (seconds=30)"


def test_an_error_can_be_caught_as_any_other():
    with pytest.raises(LuotsiError, match="wrong_passphrase"):
        raise LuotsiError("wrong_passphrase")
