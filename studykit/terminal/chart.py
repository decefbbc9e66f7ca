"""A small bar chart of Unicode block characters."""

from __future__ import annotations

from collections.abc import Sequence

ROWS = 3
"""The height of the longest bar, in lines."""

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def columns(values: Sequence[int], rows: int = ROWS) -> list[str]:
    """Return lines of vertical bars, two columns each; the largest value fills all `rows`.

    Every value above 0 can be seen.
    """
    most = max(values, default=0)
    heights = [-(-value * rows * 8 // most) if most else 0 for value in values]
    return [
        "".join(_EIGHTHS[min(8, max(0, height - 8 * row))] + " " for height in heights).rstrip()
        for row in reversed(range(rows))
    ]
