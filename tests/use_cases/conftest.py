"""A real store of one worker for the use cases."""

from __future__ import annotations

import pytest

from desktop_app.use_cases import store_access
from desktop_app.vault.derivation import KdfCost


@pytest.fixture
def session(tmp_path):
    made = store_access.create(tmp_path / "store", "koe salalause vain", "Sanna L.", cost=CHEAP)
    yield made.session
    store_access.lock(made.session)


CHEAP = KdfCost(memory=64, passes=1, lanes=1)
