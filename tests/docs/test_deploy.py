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


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_reads_every_unit_without_a_word(tmp_path):
    """The program and its user are not on this machine: what they are called is put in their place."""
    units = [path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer")]
    for path in units:
        text = path.read_text(encoding="utf-8").replace("/opt/townbase/current/.venv/bin/python", "/bin/true")
        (tmp_path / path.name).write_text(text.replace("User=townbase", "User=root"), encoding="utf-8")
    found = subprocess.run(["systemd-analyze", "verify", *(str(tmp_path / path.name) for path in units)], capture_output=True, text=True, check=False)
    told = [line for line in found.stderr.splitlines() if str(tmp_path) in line or "townbase" in line]
    assert len(units) == 3 and not told


def test_every_step_of_the_container_names_a_file_that_is_there():
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[-2] for line in lines if line.startswith("COPY")]
    assert copied == ["deploy/requirements.lock", "."] and all((ROOT / name).exists() for name in copied)
    started = next(line for line in lines if line.startswith("CMD"))
    assert "app.py" in started and (ROOT / "app.py").is_file()


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
