"""The question banks of the shared data; what needs them is skipped where they are absent."""

import pytest

from tests.engines.measures.shared_data import SHARED

BANKS = SHARED / "data" / "question_banks"
needs_banks = pytest.mark.skipif(
    not BANKS.is_dir(), reason="the shared data is not here: set COMMONWEAL_SHARED, or put it in ../shared"
)
