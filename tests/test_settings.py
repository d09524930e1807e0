"""Settings and places: the environment says where, settings.toml says what is computed."""

import pytest

from townbase.settings import POLICY, ROOT, extracts_dir, load_settings, policy_dir, published_dir


def test_without_environment_the_sample_is_built_into_data_published(monkeypatch):
    monkeypatch.delenv("TOWNBASE_EXTRACTS", raising=False)
    monkeypatch.delenv("TOWNBASE_DB", raising=False)
    monkeypatch.delenv("TOWNBASE_POLICY", raising=False)
    assert policy_dir() == POLICY
    assert extracts_dir() == ROOT / "data" / "extracts"
    assert published_dir() == ROOT / "data" / "published"


def test_the_environment_moves_all_three(monkeypatch, tmp_path):
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(tmp_path / "in"))
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "out"))
    monkeypatch.setenv("TOWNBASE_POLICY", str(tmp_path / "rows"))
    assert (extracts_dir(), published_dir(), policy_dir()) == (tmp_path / "in", tmp_path / "out", tmp_path / "rows")


def test_towns_are_held_against_the_whole_citys_urban_schools():
    assert load_settings()["urban_level"] == "city"


def test_a_value_outside_its_list_is_refused(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('urban_level = "county"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="urban_level 只能是 city、district"):
        load_settings(path)
