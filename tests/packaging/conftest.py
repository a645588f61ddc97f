"""Makes the scripts of the folder packaging importable, as they are for each other."""

import sys

from tests.architecture.sources import ROOT

sys.path.insert(0, str(ROOT / "packaging"))
