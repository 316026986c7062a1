"""manage.py on a machine that has nothing but Python and pip: a small house of its own, with one small package."""

import ast
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import PATIENCE
from tests.house.code import ROOT

BASE = getattr(sys, "_base_executable", sys.executable)
COMMAND = "import sys, tiny\nprint('ran', tiny.VERSION, *sys.argv[1:])\n"


class House:
    """A copy of manage.py beside a package and a lock of our own, and a folder of wheels instead of a network."""

    def __init__(self, folder: Path) -> None:
        self.root, self.wheels = folder / "house", folder / "wheels"
        (self.root / "src/commonweal/cli").mkdir(parents=True)
        (self.root / "src/commonweal/__init__.py").touch()
        (self.root / "src/commonweal/cli/__init__.py").touch()
        (self.root / "src/commonweal/cli/main.py").write_text(COMMAND)
        (self.root / "requirements").mkdir()
        (self.root / "manage.py").write_bytes((ROOT / "manage.py").read_bytes())
        self.wheels.mkdir()
        self.lock("1.0")

    def lock(self, version: str) -> None:
        self.write_lock(self.locked("tiny", version, f"VERSION = {version!r}\n"))

    def locked(self, name: str, version: str, module: str) -> str:
        """A package of one module, made here; and its line in a lock."""
        wheel = self.wheels / f"{name}-{version}-py3-none-any.whl"
        about = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{name}.py", module)
            archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{about}/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"

    def write_lock(self, text: str, name: str = "run.txt") -> None:
        (self.root / "requirements" / name).write_text(text)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        only_wheels = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return subprocess.Popen(
            [BASE, str(self.root / "manage.py"), *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            # No uv on this path: what is tested is what a bare machine has.
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.root.parent), "PIP_CONFIG_FILE": os.devnull, **only_wheels,
                 **environment},
        )  # fmt: skip

    def run(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def pip() -> None:
    if not subprocess.run([BASE, "-m", "pip", "--version"], capture_output=True, text=True, check=False).stdout:
        pytest.skip("the Python that runs the tests has no pip")


@pytest.fixture
def house(pip: None, tmp_path: Path) -> House:
    return House(tmp_path)


def test_first_run_makes_the_environment_and_runs_the_command(house: House) -> None:
    status, out, err = house.run("validate", "figures.csv")
    assert (status, out) == (0, "ran 1.0 validate figures.csv\n")
    assert err.startswith(f"Setting up Commonweal in {house.root / '.venv'}.")


def test_second_run_says_nothing_and_writes_nothing(house: House) -> None:
    house.run("validate")
    before = sorted(house.root.rglob("*"))
    assert house.run("validate") == (0, "ran 1.0 validate\n", "")
    assert sorted(house.root.rglob("*")) == before


def test_changed_lock_is_installed(house: House) -> None:
    house.run("validate")
    house.lock("2.0")
    assert house.run("validate")[:2] == (0, "ran 2.0 validate\n")


def test_installation_that_was_cut_off_is_repaired(house: House) -> None:
    house.run("validate")
    venv = house.root / ".venv"
    (venv / "commonweal-whole").rename(venv / "commonweal-unfinished")
    next(venv.rglob("tiny.py")).write_text("half of")
    assert house.run("validate")[:2] == (0, "ran 1.0 validate\n")
    assert not (venv / "commonweal-unfinished").exists()


def test_environment_of_somebody_else_is_added_to_and_never_emptied(house: House) -> None:
    subprocess.run([BASE, "-m", "venv", "--without-pip", str(house.root / ".venv")], check=True)
    (house.root / ".venv/theirs.txt").touch()
    assert house.run("validate")[:2] == (0, "ran 1.0 validate\n")
    house.lock("2.0")
    assert house.run("validate")[:2] == (0, "ran 2.0 validate\n")
    assert (house.root / ".venv/theirs.txt").exists()


def test_two_first_runs_at_once_both_work(house: House) -> None:
    both = [house.start("validate"), house.start("rollup")]
    assert [process.communicate(timeout=PATIENCE)[0] for process in both] == ["ran 1.0 validate\n", "ran 1.0 rollup\n"]


def test_package_that_is_not_the_locked_one_is_refused(house: House) -> None:
    house.write_lock("tiny==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    status, out, err = house.run("validate")
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].startswith("A package is not the one that the lock names, so nothing was installed.")


def test_no_network_is_one_line(house: House) -> None:
    nobody = "http://127.0.0.1:9/simple"
    status, _out, err = house.run("validate", PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL=nobody)
    assert status == 2
    assert err.splitlines()[-1] == (
        "The packages could not be fetched: there is no network. Connect, and run the same command again."
    )


def test_environment_elsewhere_leaves_the_checkout_alone(house: House, tmp_path: Path) -> None:
    before = sorted(house.root.rglob("*"))
    assert house.run("validate", COMMONWEAL_VENV=str(tmp_path / "env"))[:2] == (0, "ran 1.0 validate\n")
    assert sorted(path for path in house.root.rglob("*") if "__pycache__" not in path.parts) == before


def test_tests_keep_their_bytecode_where_nothing_else_may(house: House) -> None:
    """The stand-in for pytest says what it was told about bytecode."""
    says = "import sys\nprint(sys.dont_write_bytecode, sys.pycache_prefix)\n"
    house.write_lock(house.locked("pytest", "1.0", says), "test.txt")
    status, out, _ = house.run("test", PYTHONDONTWRITEBYTECODE="1")
    assert (status, out) == (0, f"False {house.root / '.venv-test' / 'bytecode'}\n")


def test_home_is_beside_the_file_from_wherever_it_is_called(house: House) -> None:
    (house.root / "src/commonweal/cli/main.py").write_text("import os; print(os.environ['COMMONWEAL_HOME'])")
    assert house.run("validate")[1] == f"{house.root / 'var'}\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become somebody who may not write")
def test_read_only_folder_is_one_line() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        house = House(Path(folder))
        answer = subprocess.run(
            ["/usr/bin/python3", str(house.root / "manage.py"), "validate"],
            user=65534, group=65534, extra_groups=[], capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        f"{house.root} cannot be written: the folder is read-only. Copy Commonweal to a folder of yours, or name "
        "two with COMMONWEAL_VENV (environment) and COMMONWEAL_HOME (data).\n"
    )


@pytest.fixture
def manage() -> Any:
    spec = importlib.util.spec_from_file_location("manage", ROOT / "manage.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_other_python_is_one_line(manage: Any, monkeypatch: Any, capsys: Any, version: tuple[int, int]) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    assert manage.main(["demo"]) == 2
    line = capsys.readouterr().err
    assert line.startswith(f"Commonweal runs on Python 3.11, 3.12 and 3.13; this is Python {version[0]}.{version[1]}.")
    assert line.count("\n") == 1


def test_old_python_can_parse_the_file() -> None:
    ast.parse((ROOT / "manage.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_nothing_but_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "manage.py").read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    # The list of commands, which is standard library only itself (`test_main.py`).
    assert {name.split(".")[0] for name in plain + named} - set(sys.stdlib_module_names) == {"commonweal"}


def test_help_needs_no_environment(manage: Any, capsys: Any) -> None:
    assert manage.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "python3 manage.py demo" in out
    assert "validate" in out


def test_help_of_the_tests(manage: Any, capsys: Any) -> None:
    assert manage.main(["test", "--help"]) == 0
    assert capsys.readouterr().out == manage.TEST_HELP
