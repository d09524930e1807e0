"""Edit the policy rows as a clerk would, rebuild, and look at the marts and the pages."""

import contextlib
import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from townbase import versions
from townbase.build import build
from townbase.settings import POLICY, ROOT
from townbase.ui.start import firststart

HEADLINE = "counted, met, not_met, not_assessable, needed, missing_to_needed"


@dataclass(frozen=True)
class Rebuilt:
    """A published city, its marts by SQL and its pages by name."""

    db: Path

    def rows(self, select: str) -> list[tuple]:
        path = versions.database(self.db, versions.current(self.db))
        with contextlib.closing(duckdb.connect(str(path), read_only=True)) as con:
            return con.execute(select).fetchall()

    def one(self, select: str) -> tuple:
        [row] = self.rows(select)
        return row

    def verdicts(self, indicator: str, year: int = 2025) -> dict[tuple[str, str], tuple]:
        """(township, stage) -> verdict and units short, of one indicator."""
        found = self.rows(
            "select township_id, stage, verdict, shortfall_units from progress"
            f" where indicator_id = '{indicator}' and school_year = {year} and township_id like 't%'"
        )
        return {row[:2]: row[2:] for row in found}

    def headline(self) -> tuple:
        """counted, met, not met, not assessable, needed, missing: the city in the judged year, strict."""
        which = "where area_kind = 'city' and school_year = 2025 and reading = 'strict'"
        return self.one(f"select {HEADLINE} from headline {which}")

    def goals_not_met(self, township: str) -> list[int]:
        which = f"where township_id = '{township}' and school_year = 2025 and reading = 'strict'"
        return [goal for (goal,) in self.rows(f"select goal from goal_progress {which} and status = 'not_met' order by 1")]

    def page(self, file: str, **query) -> str:
        """All that a page says, as markup."""
        app = AppTest.from_file(str(ROOT / file), default_timeout=90)
        app.query_params.update({key: str(value) for key, value in query.items()})
        app.run()
        assert not app.exception
        text = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
        assert "tb-error" not in text
        return text


@pytest.fixture
def before(eight_db) -> Rebuilt:
    """The eight townships under the rules as they are."""
    return Rebuilt(eight_db[1])


@pytest.fixture
def rebuild(eight_db, tmp_path, monkeypatch):
    """rebuild(rules=edit, extracts=edit) -> Rebuilt, after edits of a copy of the policy folder and of the extracts."""

    def run(rules=None, extracts=None) -> Rebuilt:
        policy = shutil.copytree(POLICY, tmp_path / "policy", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        delivered = shutil.copytree(eight_db[0], tmp_path / "extracts") if extracts else eight_db[0]
        for edit, folder in ((rules, policy), (extracts, delivered)):
            if edit:
                edit(folder)
        monkeypatch.setenv("TOWNBASE_POLICY", str(policy))
        monkeypatch.setenv("TOWNBASE_EXTRACTS", str(delivered))
        monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "db"))
        firststart._forget()
        build(delivered, tmp_path / "db")
        return Rebuilt(tmp_path / "db")

    yield run
    firststart._forget()


def change(file: str, key: str, **cells):
    """An edit: these cells of the row of a policy file whose first column is `key`; of a key nobody has, a new row."""

    def edit(folder: Path) -> None:
        path = folder / file
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        first = next(iter(rows[0]))
        if key not in {row[first] for row in rows}:
            rows.append({**dict.fromkeys(rows[0], ""), first: key})
        for row in rows:
            if row[first] == key:
                assert set(cells) <= set(row)
                row.update(cells)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")

    return edit
