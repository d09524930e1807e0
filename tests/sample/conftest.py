"""The city of seed 1, drawn once, as frames by extract and as a folder."""

import pyarrow.parquet as pq
import pytest

from townbase.sample import write


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Folder of a delivery drawn with seed 1."""
    folder = tmp_path_factory.mktemp("drawn")
    write(folder, seed=1)
    return folder


@pytest.fixture(scope="session")
def city(drawn):
    """The same as frames, by extract."""
    return {path.stem: pq.read_table(path).to_pandas() for path in drawn.glob("*.parquet")}
