"""Names that versions are kept under for good: one file in the published folder, a meeting's name and its version."""

from __future__ import annotations

import json
import re
from pathlib import Path

from townbase.versions.replacing import write_whole

RELEASES = "releases.json"
LONGEST_NAME = 40
_VERSION = re.compile("[0-9a-f]{12}")


def releases(directory: Path) -> dict[str, str]:
    """Name -> version, in the order in which they were named. A file that cannot be read names none."""
    try:
        held = json.loads((Path(directory) / RELEASES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {name: version for name, version in held.items() if isinstance(version, str) and _VERSION.fullmatch(version)}


def name_release(directory: Path, name: str, version: str) -> None:
    """Keep a version under a name. Raises ValueError for a name that is no name or is another version's, and OSError."""
    if fault := wrong_name(name):
        raise ValueError(fault)
    held = releases(directory)
    if held.get(name, version) != version:
        raise ValueError(f"“{name}”已是版本 {held[name]} 的名称")
    text = json.dumps({**held, name: version}, ensure_ascii=False, indent=1) + "\n"
    write_whole(Path(directory) / RELEASES, text)


def wrong_name(name: str) -> str:
    """Why a text cannot name a release; '' where it can."""
    if not name.strip() or name != name.strip() or not name.isprintable():
        return "名称不能为空，首尾不能有空格，也不能有看不见的字符"
    if len(name) > LONGEST_NAME:
        return f"名称不能超过 {LONGEST_NAME} 个字"
    return "名称不能写成版本号或 published 的样子" if _VERSION.fullmatch(name) or name == "published" else ""
