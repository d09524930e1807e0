"""Random cases by hypothesis where it is installed; without it only the tests that draw them are skipped, and say so.

Use as `from tests.laws import given, settings, st`.
"""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest

try:
    from hypothesis import HealthCheck, assume, given, settings
    from hypothesis import strategies as st
except ImportError:
    st = MagicMock()
    HealthCheck = MagicMock()
    assume = MagicMock()

    def given(*_strategies, **_named):
        return pytest.mark.skip(reason="hypothesis is not installed (pip install -r tests/requirements.txt)")

    def settings(*_limits, **_named):
        return lambda test: test
