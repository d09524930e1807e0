"""The sample city as three viewers see it: the city, a district, two districts."""

from __future__ import annotations

import duckdb
import pytest

from tests.support.open_page import published, sample_served
from townbase import store
from townbase.ui import viewer


@pytest.fixture(scope="module")
def city(sample_db):
    with sample_served(sample_db) as db:
        yield db


@pytest.fixture(scope="module")
def con(city):
    with published(city) as opened:
        yield opened


@pytest.fixture(scope="module")
def districts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """id -> name"""
    return dict(con.execute("select district_id, min(district_name) from township group by 1 order by 1").fetchall())


@pytest.fixture
def sign_in(city, tmp_path, monkeypatch):
    """sign_in("示例一区", …): the pages are looked at by somebody of that scope; returns nothing."""

    def as_viewer(scope: str, role: str = "查看") -> None:
        path = tmp_path / "accounts.csv"
        path.write_text(f"账号,姓名,范围,角色\nZhao@example.org,赵老师,{scope},{role}\n", encoding="utf-8")
        monkeypatch.setenv("TOWNBASE_ACCOUNTS", str(path))
        monkeypatch.setenv("TOWNBASE_ACCESS_LOG", str(tmp_path / "log"))
        monkeypatch.setattr(viewer, "claims", lambda: {"email": "zhao@example.org", "is_logged_in": True})

    yield as_viewer
    store.close_all()


@pytest.fixture(scope="module")
def strange(con, districts) -> set[str]:
    """Names and ids of districts, townships and schools that lie outside the second district and are not also one's own."""
    own = list(districts)[1]

    def named(where: str) -> set[str]:
        rows = con.execute(
            f"select unnest([district_id, district_name, township_id, name]) from township where {where}"
            f" union select unnest([school_id, name]) from school where {where}"
        ).fetchall()
        return {text for (text,) in rows if text}

    return named(f"district_id <> '{own}'") - named(f"district_id = '{own}'")
