"""The servers that are held against each other: as shipped, one that remembers no page, and the floor."""

import os
import sys
from pathlib import Path

from tests.e2e.conftest import running

# Streamlit as ever, with no room for a page that is to be remembered.
FORGETFUL = """
import sys
from townbase.ui.memory import kept
kept.pages = kept.Pages(0)
from streamlit.web.cli import main
sys.argv[0] = "streamlit"
sys.exit(main())
"""


class forgetful(running):
    program = (sys.executable, "-c", FORGETFUL, "run", "app.py")


class floor(running):
    """messages: a file that holds, by label, what a page sent"""

    program = (sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name("floor_app.py")))

    def __init__(self, db: Path, home: Path, messages: Path) -> None:
        super().__init__(db, home)
        self.environment |= {"TOWNBASE_FLOOR": str(messages), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
