"""What the tests of this room share."""

from tests.governance.deciding import opened, proposed, table

__all__ = ["opened", "proposed", "table"]
