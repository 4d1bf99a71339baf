"""Makes `targets` importable: what is fuzzed by coverage is tried here with made inputs as well."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "fuzz"))
