"""The sample city 示例市: invented from its names to its last figure, the same for the same seed."""

from pathlib import Path

from townbase import policy
from townbase.sample import assemble, delivery


def write(out: Path, seed: int = 1) -> None:
    """Write the whole delivery (all extracts and delivery.toml) into the folder `out`; same seed, same files."""
    delivery.write_all(Path(out), assemble.extracts(policy.tables(), seed), seed)
