"""A city built once and kept between runs of pytest: a build costs seconds, and it gives the same file for the same content.

What is kept lies in pytest's own cache folder (`pytest --cache-clear` empties it). A version's name is a hash over all that
decides its content, so that whatever changes is built anew; each session works on a copy of its own.
"""

import shutil
from pathlib import Path

import pytest


def built_once(config: pytest.Config, name: str, extracts: Path, into: Path) -> Path:
    """The folder `into`, in which the extracts are published as the last build published them, or as one does now."""
    from townbase import versions
    from townbase.build import build

    if not config.pluginmanager.hasplugin("cacheprovider"):
        build(extracts, into)
        return into
    kept = Path(config.cache.mkdir(f"built-{name}"))
    build(extracts, kept, accept_shrink=True)  # what is kept may be another city's: it is no earlier version of this one
    version = versions.current(kept)
    into.mkdir(parents=True, exist_ok=True)
    for path in [kept / "current", *kept.glob(f"townbase-{version}.*")]:
        shutil.copy2(path, into / path.name)
    return into
