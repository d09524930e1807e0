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
# Numbers, each with the smallest and the largest value that makes sense.
_NUMBERS = {
    "enough_returned": (0, 1),
    "year_complete": (0, 1),
    "same_townships": (0, 1),
    "held_high": (0, 1),
    "few_people": (0, 1000),
    "townships_needed": (0, 1),
    "slightly_below_points": (0, 1),
    "slightly_below_part": (0, 1),
    "issued_year": (2000, 2100),
    "action_in_progress_from": (0, 1),
    "action_judged_from": (0, 1),
    "class_size_preschool": (1, 100),
    "class_size_primary": (1, 100),
    "class_size_junior": (1, 100),
}
_YES_OR_NO = ("slightly_below_schools", "overdue_tasks_hold_back")
# What a delivery may cost is read by limits.py and changes no figure.
_TABLES = ("limits",)


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


def accounts_file() -> Path | None:
    """Who may sign in and see what: TOWNBASE_ACCOUNTS. Without it nobody signs in and everybody sees the whole city."""
    named = os.environ.get("TOWNBASE_ACCOUNTS")
    return Path(named) if named else None


def access_log_dir() -> Path:
    """Where the access log is kept while there are accounts: TOWNBASE_ACCESS_LOG, else beside the published folder."""
    return Path(os.environ.get("TOWNBASE_ACCESS_LOG") or published_dir().parent / "access-log")


def load_settings(path: Path = SETTINGS_FILE) -> dict[str, str | float]:
    """The settings of settings.toml by name, every one of them. Raises WrongSetting: one is missing or outside its bounds."""
    settings = {key: value for key, value in _read(path).items() if key not in _TABLES}
    if wrong := [*_wrong_words(settings), *_wrong_numbers(settings), *_wrong_answers(settings)]:
        raise WrongSetting("；".join(f"settings.toml：{sentence}" for sentence in wrong))
    return settings


def load_limits(path: Path = SETTINGS_FILE) -> dict:
    """The table [limits] as it stands; limits.py knows what may stand there. Raises WrongSetting."""
    limits = _read(path).get("limits", {})
    if not isinstance(limits, dict):
        raise WrongSetting("settings.toml：limits 应写成一段 [limits]，下面逐行写各项上限")
    return limits


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"settings.toml 格式有误，无法读取（{error}）") from None


def _wrong_words(settings: dict) -> list[str]:
    return [
        f"{key} 只能是 {'、'.join(allowed)}，现为 {settings.get(key)!r}"
        for key, allowed in _ALLOWED.items()
        if settings.get(key) not in allowed
    ]


def _wrong_numbers(settings: dict) -> list[str]:
    return [
        f"{key} 应当是 {least} 到 {most} 的数，现为 {settings.get(key)!r}"
        for key, (least, most) in _NUMBERS.items()
        if not _is_number(settings.get(key)) or not least <= settings[key] <= most
    ]


def _wrong_answers(settings: dict) -> list[str]:
    return [
        f"{key} 只能是 true 或 false，现为 {settings.get(key)!r}"
        for key in _YES_OR_NO
        if not isinstance(settings.get(key), bool)
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
