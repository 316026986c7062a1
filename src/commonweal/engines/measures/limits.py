"""How large a file may be; a caller on the web passes smaller numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    #: One byte below 2 GB: more than any partner's table.
    file_bytes: int = (2 << 30) - 1
    #: An ordinary workbook has ten to thirty parts.
    workbook_parts: int = 200
    #: What a workbook may unpack to, by what its parts really hold.
    workbook_bytes: int = 50 << 20
