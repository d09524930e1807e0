"""The files of deploy/: scripts that parse, a lock file that holds every library to the byte, no host of any kind."""

import re
import shutil
import subprocess

import pytest

from townbase.page_records import PAGES
from townbase.settings import ROOT

DEPLOY = ROOT / "deploy"
SCRIPTS = ("install", "rollback", "backup", "wheels")


@pytest.mark.skipif(shutil.which("sh") is None, reason="no sh on this machine")
@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_parses(name):
    subprocess.run(["sh", "-n", str(DEPLOY / name)], check=True)


def test_the_lock_file_holds_every_library_of_the_dashboard_with_its_hash():
    lines = [line for line in (DEPLOY / "requirements.lock").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    locked = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-"): line for line in lines}
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines)
    wanted = re.findall(r"^([\w-]+)[><=]", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.lower() for name in wanted} - {"pytest"} <= set(locked)


def test_nothing_in_deploy_names_a_host():
    own = {"@HOST@", "townbase", "{asked.name}:{asked.port}"}  # the template's own, the processes, what is printed
    for path in sorted(path for path in DEPLOY.rglob("*") if path.is_file()):
        assert set(re.findall(r"://([^/\s\"';（]+)", path.read_text(encoding="utf-8"))) <= own, path.name


def test_the_proxy_lets_every_page_through_and_nothing_unlisted():
    text = (DEPLOY / "nginx" / "townbase.conf").read_text(encoding="utf-8")
    pages = re.search(r"location ~ \^/\(([a-z|]+)\)\$ \{ proxy_pass", text).group(1)
    assert set(pages.split("|")) == set(PAGES) - {"overview"}
    assert "location / { return 404; }" in text
    assert "upload" not in re.sub(r"#.*", "", text)


def test_the_services_and_the_guide_speak_of_the_same_places():
    guide = (ROOT / "docs" / "deploy.zh-CN.md").read_text(encoding="utf-8")
    for name in ("townbase.service", "townbase-rebuild.service", "townbase-rebuild.timer", "townbase.env"):
        assert name in guide
        text = (DEPLOY / name).read_text(encoding="utf-8")
        assert all(place in guide for place in re.findall(r"/(?:opt|var/lib)/townbase(?:/current)?", text))
