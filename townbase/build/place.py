"""Whose place a build would take: nothing foreign is written among, and no city's results give way unasked."""

from pathlib import Path

from townbase import versions
from townbase.findings import Finding, Refused

# What a build itself puts into a folder, and what systems put into every folder.
_OWN = ("townbase-", versions.POINTER, versions.RELEASES, versions.ATTEMPT, "build.lock", "build.note")
_EVERYWHERE = ("lost+found", "Thumbs.db", "desktop.ini")


def look_before_writing(db: Path, force: bool) -> None:
    """Raises Refused where nothing was published yet and other files lie; force lets it pass. And for a place that
    DuckDB cannot write to: it takes what stands behind a question mark for no part of the name."""
    if "?" in str(db.absolute()):
        raise Refused([Finding("error", str(db), "", "路径中有问号，数据库无法写到这里", "请用 --db 换一个路径")])
    if force or not db.is_dir() or versions.anything_published(db):
        return
    foreign = sorted(path.name for path in db.iterdir() if not _own(path.name))
    if foreign:
        shown = "、".join(foreign[:5]) + (f" 等 {len(foreign)} 个" if len(foreign) > 5 else "")
        what = f"发布文件夹里有别的文件（{shown}），其中还没有发布过结果"
        raise Refused([Finding("error", str(db), "", what, "请用 --db 指定一个空文件夹；确要发布到这里，请加 --force")])


def look_before_replacing(db: Path, city: str | None, sample: bool, force: bool) -> str:
    """Raises Refused where these results would be served in the place of another city's (None: not known yet). With
    force it returns whose, as a sentence, "" where nobody's."""
    what = replaced(db, city, sample)
    if what and not force:
        todo = "请用 --db 指定另一个文件夹；确要改为显示这批数据，请加 --force"
        raise Refused([Finding("error", str(db), "", what, todo)])
    return what or ""


def replaced(db: Path, city: str | None, sample: bool) -> str | None:
    """What would no longer be served, as a sentence; None where nothing but the same city or the sample gives way."""
    served = versions.current(db) or versions.pointed(db)
    record = versions.read_record(db, served) if served else None
    if sample and versions.anything_published(db) and not versions.only_sample(db):
        whose = f"{record.city}的结果" if record else "来历不明的结果"
        return f"这里发布的是{whose}，不是演示数据，演示数据不会自行取代它"
    if record and not record.sample and city is not None and record.city != city:
        return f"这里发布的是{record.city}的结果，这批数据是{city}的"
    return None


def _own(name: str) -> bool:
    return name.startswith((".", *_OWN)) or name in _EVERYWHERE
