"""The administrator's door: exit codes, one line for a wrong option, the list for a bad bundle."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.__main__ import main
from tests.integration.test_reports_gold import GOLD


@pytest.fixture
def door(tmp_path, monkeypatch, capsys):
    """Run a command on a database of one's own: exit code, lines of stdout, lines of stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'door.db'}")

    def run(*argv):
        code = main([str(word) for word in argv])
        shown = capsys.readouterr()
        return code, shown.out.splitlines(), shown.err.splitlines()

    return run


@pytest.fixture
def tiny(door):
    assert door("import", GOLD / "tiny" / "bundle")[0] == 0
    return door


def test_import_migrates_tells_what_it_did_and_what_it_left_out(door, tmp_path):
    code, out, err = door("import", GOLD / "tiny" / "bundle")
    assert (code, err) == (0, [])
    assert "clients: 12 added, 0 changed, 0 as they were" in out
    assert not any("left out" in line for line in out)
    assert "clients: 0 added, 0 changed, 12 as they were" in door("import", GOLD / "tiny" / "bundle")[1]
    more = tmp_path / "more"
    shutil.copytree(GOLD / "tiny" / "bundle", more)
    (more / "recipes.csv").write_text("id\n", encoding="utf-8")
    assert (
        "left out, there is no place for it yet: recipes.csv: no file of a bundle" in door("import", more)[1]
    )


def test_a_report_is_one_json_object(tiny):
    gold = json.loads((GOLD / "tiny" / "expected" / "001-funnel.json").read_text(encoding="utf-8"))
    code, out, _ = tiny(*gold["args"], "--json")
    assert code == 0
    assert len(out) == 1
    assert json.loads(out[0]) == gold["expect"]


def test_a_report_is_a_table_without_json(tiny):
    code, out, _ = tiny("report", "funnel", "--pipeline", "react", "--month", "2026-10")
    assert code == 0
    assert out[0].startswith("funnel: from 2026-10-01")
    assert any(line.split()[:2] == ["need", "7"] for line in out)
    assert tiny("report", "activity", "--month", "2026-10")[0] == 0
    assert tiny("report", "forgotten", "--as-of", "2026-11-19")[0] == 0


FUNNEL = ["report", "funnel", "--pipeline", "react", "--month", "2026-10"]
WRONG = [
    [],
    ["dance"],
    ["import"],
    ["import", "x", "--force"],
    ["report"],
    ["report", "dance"],
    ["report", "kpi", "--month", "2026-10"],
    ["report", "funnel", "--month", "2026-10"],
    ["report", "funnel", "--pipeline", "react"],
    [*FUNNEL, "--pipeline", "reach"],
    [*FUNNEL, "--from", "2026-10-01"],
    [*FUNNEL, "--mode", "sideways"],
    [*FUNNEL, "--mode", "flow", "--as-of", "2026-10-31"],
    [*FUNNEL, "--kind", "old"],
    [*FUNNEL, "--owner", "e77"],
    [*FUNNEL, "--team", "Никто"],
    [*FUNNEL, "--channel", "ch77"],
    [*FUNNEL, "--employee", "e1"],
    [*FUNNEL, "--lift", "leads=1"],
    [*FUNNEL, "--jso"],
    [*FUNNEL[:3], "nowhere", *FUNNEL[4:]],
    ["report", "funnel", "--pipeline", "react", "--month", "2026-13"],
    ["report", "funnel", "--pipeline", "react", "--month", "9999-12"],
    ["report", "funnel", "--pipeline", "react", "--from", "2026-10-02", "--to", "2026-10-01"],
    ["report", "forgotten"],
    ["report", "forgotten", "--as-of", "20261120"],
    ["report", "forgotten", "--as-of", "0001-01-01"],
    ["report", "forgotten", "--as-of", "2026-11-20", "--kind", "new"],
    ["report", "forgotten", "--month", "2026-10"],
    ["report", "activity", "--month", "2026-10", "--employee", "e77"],
]


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_a_wrong_option_is_one_line_and_exit_2(tiny, argv):
    code, out, err = tiny(*argv)
    assert (code, out, len(err)) == (2, [], 1)


def test_a_wrong_setting_is_one_line(door, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://secret")
    code, _, err = door("migrate")
    assert (code, len(err)) == (2, 1)
    assert "secret" not in err[0]


def test_a_bad_bundle_is_exit_1_with_the_list(door, tmp_path):
    bundle = tmp_path / "bad"
    shutil.copytree(GOLD / "tiny" / "bundle", bundle)
    with (bundle / "channels.csv").open("a", encoding="utf-8") as file:
        file.write("ch9\nch1,Другой\n")
    code, out, err = door("import", bundle)
    assert (code, out) == (1, [])
    assert [line.split(": ")[0] for line in err[:2]] == ["channels.csv, line 5", "channels.csv, line 6, id"]
    code, out, _ = door("import", bundle, "--skip-bad")
    assert code == 0
    assert (bundle / "rejected.csv").exists()


def test_without_a_company_one_line_says_so(door):
    assert door("migrate")[0] == 0
    for argv in (["report", "forgotten", "--as-of", "2026-11-20"], ["export", "out"]):
        code, _, err = door(*argv)
        assert (code, len(err)) == (1, 1)


def test_export_wants_a_folder(tiny, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert tiny("export", tmp_path / "file")[0] == 2
    assert tiny("export", tmp_path / "deep" / "out")[0] == 0
    assert (tmp_path / "deep" / "out" / "company.json").exists()


def test_capture_reads_by_the_clients_of_the_database(tiny):
    code, out, _ = tiny("capture", "--now", "2026-11-20T10:00", "позвонил в АО Молот, дорого")
    assert code == 0
    assert json.loads(out[0])["client"] == "АО Молот"


def test_the_door_opens_as_a_module(tmp_path):
    settings = os.environ | {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"}
    root = Path(__file__).parents[2]
    found = subprocess.run(
        [sys.executable, "-m", "core", "report", "nothing"],
        cwd=root,
        env=settings,
        capture_output=True,
        check=False,
    )
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, b"", 1)
