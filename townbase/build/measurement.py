"""The long form of the wide school extracts, written from their contracts: a new column is a new measure by itself."""

from townbase.contracts.contract import Contract

VIEW = "measurement_delivered"
_KEY = ("school_id", "school_year", "stage")


def measured(contracts: dict[str, Contract]) -> dict[str, list[str]]:
    """The extracts that are keyed by school, year and stage alone, with their measures."""
    return {
        name: [column.name for column in contract.columns if column.name not in _KEY]
        for name, contract in contracts.items()
        if contract.key == _KEY
    }


def measurement_view(contracts: dict[str, Contract]) -> str:
    """`create view measurement_delivered`: one row per delivered value that is not null."""
    parts = [_long(extract, measures) for extract, measures in measured(contracts).items()]
    return f"create view {VIEW} as\n" + "\nunion all\n".join(parts)


def _long(extract: str, measures: list[str]) -> str:
    listed = ", ".join(measures)
    numbers = ", ".join(f"cast({measure} as double) as {measure}" for measure in measures)
    return (
        f"select '{extract}' as extract, delivered_id, school_year, stage, measure, value, source_file, source_row from ("
        f"select school_id as delivered_id, school_year, stage, source_file, source_row, {numbers} from {extract}"
        f") as wide_{extract} unpivot (value for measure in ({listed}))"
    )
