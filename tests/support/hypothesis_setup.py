"""Random cases by hypothesis where it is installed; without it only the tests that draw them are skipped, and say so.

Use as `from tests.support.hypothesis_setup import given, settings, st`. A gate must give the same answer to the same code, so the cases are
the same on every run; TOWNBASE_NEW_CASES=1 draws new ones.
"""

from __future__ import annotations

import os
from unittest.mock import MagicMock

import pytest

try:
    from hypothesis import HealthCheck, assume, given, settings
    from hypothesis import strategies as st

    settings.register_profile("townbase", derandomize=not os.environ.get("TOWNBASE_NEW_CASES"), deadline=None)
    settings.load_profile("townbase")
except ImportError:
    st = MagicMock()
    HealthCheck = MagicMock()
    assume = MagicMock()

    def given(*_strategies, **_named):
        return pytest.mark.skip(reason="hypothesis is not installed (pip install -r tests/requirements.txt)")

    def settings(*_limits, **_named):
        return lambda test: test
