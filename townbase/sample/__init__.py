"""The sample city 示例市: invented from its names to its last figure, the same for the same seed."""

from pathlib import Path

from townbase import policy
from townbase.sample import assemble, delivery, onepage


def write(out: Path, seed: int = 1) -> None:
    """Write the whole delivery (all extracts and delivery.toml) into the folder `out`; same seed, same files."""
    delivery.write_all(Path(out), assemble.extracts(policy.tables(), seed), seed)


def describe(seed: int = 1) -> str:
    """One page of figures about the city of this seed: ranges, shares that fail a row, changes from year to year."""
    tables = policy.tables()
    return onepage.page(assemble.extracts(tables, seed), tables, seed)
