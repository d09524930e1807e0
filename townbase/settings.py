"""Where things stand on disk, and the few settings a build is made with."""

import os
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
SQL = PACKAGE / "sql"
POLICY = PACKAGE / "policy"
SETTINGS_FILE = PACKAGE / "settings.toml"

_ALLOWED = {
    "urban_level": ("city", "district"),
    "difference_formula": ("mean_difference", "mean_spread", "variance_share"),
}


def extracts_dir() -> Path:
    """The delivery to build from: TOWNBASE_EXTRACTS, else the shipped sample city."""
    return Path(os.environ.get("TOWNBASE_EXTRACTS") or ROOT / "data" / "extracts")


def published_dir() -> Path:
    """Where versions are published and read: TOWNBASE_DB, else data/published."""
    return Path(os.environ.get("TOWNBASE_DB") or ROOT / "data" / "published")


def policy_dir() -> Path:
    """The policy's text and rows: TOWNBASE_POLICY (a city that keeps its own), else those of this package."""
    return Path(os.environ.get("TOWNBASE_POLICY") or POLICY)


def load_settings(path: Path = SETTINGS_FILE) -> dict[str, str | float]:
    """The settings of settings.toml by name. Raises ValueError for a value outside its list."""
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    for key, allowed in _ALLOWED.items():
        if key in settings and settings[key] not in allowed:
            raise ValueError(f"settings.toml：{key} 只能是 {'、'.join(allowed)}，现为 {settings[key]!r}")
    return settings
