"""Where things stand on disk, and the few settings a build is made with."""

import os
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
SQL = PACKAGE / "sql"
POLICY = PACKAGE / "policy"
SETTINGS_FILE = PACKAGE / "settings.toml"
# The hash of data/extracts as it ships (versions.delivered), held to the files by a test.
SHIPPED_SAMPLE = PACKAGE / "sample" / "shipped.sha256"

_ALLOWED = {
    "urban_level": ("city", "district"),
    "difference_formula": ("mean_difference", "mean_spread", "variance_share"),
}


class WrongSetting(ValueError):
    """A setting holds something that it cannot be; the text says which and what is allowed."""


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
    """The settings of settings.toml by name. Raises WrongSetting for a value outside its list."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"settings.toml 格式有误，无法读取（{error}）") from None
    for key, allowed in _ALLOWED.items():
        if key in settings and settings[key] not in allowed:
            raise WrongSetting(f"settings.toml：{key} 只能是 {'、'.join(allowed)}，现为 {settings[key]!r}")
    return settings
