"""Settings and places: the environment says where, settings.toml says what is computed."""

import pytest

from townbase.settings import POLICY, ROOT, SETTINGS_FILE, extracts_dir, load_settings, policy_dir, published_dir


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
    path.write_text(written(urban_level='"county"'), encoding="utf-8")
    with pytest.raises(ValueError, match="urban_level 只能是 city、district，现为 'county'"):
        load_settings(path)


@pytest.mark.parametrize("value", ["80", '"0.8"', "true", "-0.1"])
def test_a_share_outside_0_and_1_or_no_number_is_refused(tmp_path, value):
    path = tmp_path / "settings.toml"
    path.write_text(written(enough_returned=value), encoding="utf-8")
    with pytest.raises(ValueError, match="enough_returned 应当是 0 到 1 的数"):
        load_settings(path)


def test_all_that_is_missing_is_named_at_once(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('urban_level = "city"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"difference_formula .*；.*held_high "):
        load_settings(path)


def written(**changed):
    """settings.toml as it stands, with these values instead."""
    lines = SETTINGS_FILE.read_text(encoding="utf-8").splitlines()
    return "\n".join(next((f"{key} = {value}" for key, value in changed.items() if line.startswith(f"{key} =")), line) for line in lines)
