"""One entry for all commands: the right one runs, and every failure is one line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.cli import main as entry
from tests.cli.running import commonweal
from tests.house.code import ROOT


def test_unknown_command_is_one_line_with_the_nearest(tmp_path: Path) -> None:
    answer = commonweal("serv", home=tmp_path / "home")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "There is no command 'serv'. Did you mean 'serve'?\n"
    assert not (tmp_path / "home").exists()


def test_unknown_option_is_one_line(tmp_path: Path) -> None:
    answer = commonweal("serve", "--prot", "80", home=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "unrecognized arguments: --prot 80. `commonweal serve --help` shows what it takes.\n"


def test_help_lists_every_command(tmp_path: Path) -> None:
    answer = commonweal("help", home=tmp_path / "home")
    assert answer.returncode == 0
    listed = {line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ")}
    assert listed >= {"backup", "demo", "restore", "serve", "work", "validate", "rollup"}
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", [*entry.file_commands(), *entry.site_commands()])
def test_every_command_says_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    for setting in ("COMMONWEAL_HOME", "COMMONWEAL_DATABASE"):  # the command sets them for its own process
        monkeypatch.setenv(setting, str(tmp_path))
    assert entry.main([name, "--help"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith("usage: ")
    assert f"commonweal {name}" in told.out.partition("xample")[2]


def test_list_of_commands_is_standard_library_only() -> None:
    code = "import sys; from commonweal.cli.main import list_of_commands; list_of_commands(); print(*sys.modules)"
    alone = {"PYTHONPATH": str(ROOT / "src")}
    answer = subprocess.run([sys.executable, "-S", "-c", code], env=alone, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in answer.stdout.split()}
    assert loaded - set(sys.stdlib_module_names) - {"__main__"} <= {"commonweal"}


def test_commands_on_files_read_no_settings(tmp_path: Path) -> None:
    code = (
        "import contextlib, os, sys; from commonweal.cli.main import main\n"
        "for name in sys.argv[1:]:\n"
        "    with contextlib.redirect_stdout(open(os.devnull, 'w')): main([name, '--help'])\n"
        "    print(name, 'django' in sys.modules)"
    )
    names = list(entry.file_commands())
    command = [sys.executable, "-c", code, *names]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == [f"{name} False" for name in names]
    assert list(tmp_path.iterdir()) == []


def test_folder_that_holds_the_demo_only_leads_to_its_data(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "commonweal.sqlite3").touch()
    answer = commonweal("lineage", "P1", home=tmp_path)
    assert (answer.returncode, answer.stderr) == (
        2,
        f"{tmp_path} has no data of its own. The demo's are in {tmp_path}/demo: set COMMONWEAL_HOME to that folder.\n",
    )


def test_data_that_are_not_prepared_are_one_line(tmp_path: Path) -> None:
    answer = commonweal("work", "--once", home=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == (
        f"The data in {tmp_path} has not been prepared for this version. `commonweal serve` prepares it.\n"
    )


def test_surprise_is_one_line_and_its_trace_goes_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    def stumble() -> int:
        raise KeyError("nobody thought of this")

    assert entry.guarded("rollup", stumble) == 2
    line = capsys.readouterr().err
    assert line.startswith("rollup stopped at something it did not expect (KeyError: 'nobody thought of this').")
    path = Path(line.split("Please send us ")[1].split(",")[0])
    assert "nobody thought of this" in path.read_text()
    path.unlink()


def test_ctrl_c_is_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert entry.guarded("rollup", interrupted) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_demo_never_shares_a_home_with_real_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path))
    assert entry.home_for("demo") == tmp_path / "demo"
    assert entry.home_for("serve") == tmp_path


def test_help_of_serve_names_every_setting_of_the_mail_server(tmp_path: Path) -> None:
    settings = (ROOT / "src/commonweal/config/settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"COMMONWEAL_(?:SMTP_\w+|FROM)", settings))
    told = commonweal("serve", "--help", home=tmp_path).stdout
    assert [name for name in sorted(named) if name not in told] == []
    assert len(named) == 6
