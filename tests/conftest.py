"""What every test stands on: no screen, no real home folder, and one place for the fixtures that all share."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
