"""A build in a process of its own: it may run out of memory or be killed, and the server that asked for it goes on.

The child writes one JSON object a line: {"step": [n, of, label]}, then {"done": version}, {"refused": [finding]},
{"machine": [finding]} or {"error": traceback}. It ends when its parent does, because then its input ends.
"""

import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

from townbase import faults
from townbase.build import build
from townbase.findings import Finding, Refused
from townbase.settings import ROOT

_ENDED = Finding("error", "计算进程", "", "意外结束，可能内存不够或被系统终止", "请关闭其他程序后重试")


def build_apart(extracts: Path, db: Path, progress: Callable[[int, int, str], None]) -> None:
    """Run build(extracts, db) in a child process and wait for it. Raises Refused, faults.Broken (a Refused), and
    RuntimeError with the child's traceback for anything else."""
    command = [sys.executable, "-m", "townbase.build.apart", str(Path(extracts).resolve()), str(Path(db).resolve())]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "encoding": "utf-8",
        "env": environment,
    }
    last = {}
    with subprocess.Popen(command, **pipes) as child:
        for line in child.stdout or ():
            last = json.loads(line)
            if "step" in last:
                progress(*last["step"])
    _end_of(last)


def _end_of(last: dict) -> None:
    if "done" in last:
        return
    if "refused" in last:
        raise Refused(Finding(*values) for values in last["refused"])
    if "error" in last:
        raise RuntimeError(last["error"])
    raise faults.Broken(Finding(*values) for values in last.get("machine", [astuple(_ENDED)]))


def _child(extracts: Path, db: Path) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        result = build(extracts, db, lambda *step: _tell({"step": step}))
        _tell({"done": result.version})
    except faults.Broken as broken:
        _tell({"machine": [astuple(finding) for finding in broken.findings]})
    except Refused as refused:
        _tell({"refused": [astuple(finding) for finding in refused.findings]})
    except Exception:
        _tell({"error": traceback.format_exc()})


def _tell(what: dict) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def _end_with_parent() -> None:
    """What is half written is cleared away by the next build, as after any other kill."""
    sys.stdin.read()
    os._exit(3)


if __name__ == "__main__":
    _child(Path(sys.argv[1]), Path(sys.argv[2]))
