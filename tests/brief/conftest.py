"""The sample city's pages answer; a brief is made on one and the same day, and read as a printed page is."""

import re
import shutil
from datetime import date
from functools import partial
from html import unescape
from io import BytesIO

import duckdb
import pytest
from docx import Document

from townbase import store, versions

MADE = date(2026, 11, 24)
YEAR = 2025


@pytest.fixture(scope="module")
def ask(sample_db):
    return partial(store.ask, store.open_session(sample_db))


@pytest.fixture(scope="session")
def marts(sample_db, tmp_path_factory):
    """sql(text, *values) -> rows, of the published file itself and not through any view.

    Of a copy: a plain connection is refused while the store reads the file with its locked one.
    """
    copy = tmp_path_factory.mktemp("marts") / "copy.duckdb"
    shutil.copyfile(versions.database(sample_db, versions.current(sample_db)), copy)
    with duckdb.connect(str(copy), read_only=True) as con:
        yield lambda text, *values: con.execute(text, list(values)).fetchall()


@pytest.fixture
def words_of():
    """The words of a document of either form, blanks left out: a line may break anywhere."""

    def read(content):
        if isinstance(content, str):
            text = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", "", content, flags=re.DOTALL)
            return re.sub(r"\s+", "", unescape(text))
        return re.sub(r"\s+", "", "".join(paragraphs(content)))

    return read


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph of a Word file, those of its tables, header and footer too, in reading order."""
    document = Document(BytesIO(content))
    parts = [document.element.body, *(part._element for section in document.sections for part in (section.header, section.footer))]
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(text.text or "" for text in p.iter(f"{tag}t")) for part in parts for p in part.iter(f"{tag}p")]
