"""Reads the code, without running it, and names each breach of a rule of the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
LINES_OF_LIB = 1500
ARGUMENTS = 5
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
#: A journey knows pages, a browser, files and days.
KNOWN_TO_JOURNEYS = (
    "tests.journeys.", "tests.browser.", "tests.evaluators_script.", "tests.looks.", "django.test.Client",
    "django.core.files.", "django.utils.", "django.conf.settings", "pytest", "openpyxl", "collections.", "csv",
    "datetime.", "html.", "io", "json", "pathlib.", "re", "typing.", "zipfile", "zlib.", "zoneinfo.", "commonweal.lib.",
)  # fmt: skip
#: Ways in and out that need no import.
BACK_DOORS = {"__import__", "force_login", "DATABASES"}
MOCKS = {"mock", "mocker", "MagicMock", "Mock", "AsyncMock", "create_autospec"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def sources(folder: Path, shelf: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """The code of each file, or of those on one shelf alone: to read all of it takes seconds."""
    for path in files(folder):
        if not shelf or shelf in (path.stem, path.parent.name):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def lines_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def long_files(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} has {lines_of(path)} lines"
        for path in files(folder)
        if lines_of(path) > LINES_OF_A_FILE
    ]


def heavy_functions(folder: Path) -> list[str]:
    """Functions that have grown too long, or ask for too much."""
    found = []
    for path, tree in sources(folder):
        for function in functions(tree):
            where = f"{path.relative_to(folder)}:{function.name}"
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                found.append(f"{where} has {length} lines")
            if len(asked_for(function)) > ARGUMENTS:
                found.append(f"{where} takes {len(asked_for(function))} arguments")
    return found


def asked_for(function: Function) -> list[str]:
    """The arguments a caller has to think about: not the actor and the clock of a verb, and none with a default."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    optional = positional[len(positional) - len(arguments.defaults) :] if arguments.defaults else []
    needed = [argument.arg for argument in positional if argument not in optional]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    needed += [argument.arg for argument, default in pairs if default is None]
    return [name for name in needed if name not in {"self", "cls", "by", "at"}]


def lib_over_budget(lib: Path) -> list[str]:
    lines = sum(lines_of(path) for path in lib.rglob("*.py"))
    return [f"lib has {lines} lines"] if lines > LINES_OF_LIB else []


def drawers(folder: Path) -> list[str]:
    """Files and folders whose name says nothing about what is in them."""
    paths = [path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts]
    return [str(path.relative_to(folder)) for path in paths if path.stem in DRAWERS]


def loose_verbs(folder: Path) -> list[str]:
    """Operations that write, and do not say who acts, first and by keyword."""
    found = []
    for path, tree in sources(folder, shelf="operations"):
        inner = inner_functions(tree)
        for function in [node for node in functions(tree) if is_verb(node) and node not in inner]:
            names = [argument.arg for argument in function.args.kwonlyargs]
            positional = [argument.arg for argument in [*function.args.posonlyargs, *function.args.args]]
            if set(positional) - {"self", "cls"} or names[:1] != ["by"]:
                found.append(f"{path.relative_to(folder)}:{function.name}{ast.unparse(function.args).join('()')}")
    return found


def inner_functions(tree: ast.Module) -> list[Function]:
    """What a function keeps to itself; methods are for everybody."""
    return [
        inner
        for outer in functions(tree)
        for inner in ast.walk(outer)
        if isinstance(inner, Function) and inner is not outer
    ]


def is_verb(function: Function) -> bool:
    decorators = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    acts = "atomic" in decorators or "record" in calls or writes(function)
    return acts and not function.name.startswith("_")


def writes(function: Function) -> bool:
    """True where the function itself changes rows: `row.save()`, `Model.objects.create(…)`."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in WRITES and is_rows(call) for call in calls)


def is_rows(call: ast.Attribute) -> bool:
    """Only tables `create` and `delete`; what has an `update` may be a dictionary too."""
    return call.attr != "update" or any(
        word in ast.unparse(call) for word in ("objects", ".filter(", ".exclude(", ".all(")
    )


def mocks(folder: Path) -> list[str]:
    """Tests that replace our own code by something that only looks like it."""
    found = []
    for path, tree in sources(folder):
        ours = names_from_the_house(tree)
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else ""
            if name in MOCKS or (isinstance(node, ast.ImportFrom) and node.module == "unittest.mock"):
                found.append(f"{path.relative_to(folder)}:{node.lineno} uses a mock")
            if isinstance(node, ast.Call) and is_replacement(node.func) and node.args:
                target = ast.unparse(node.args[0])
                if target.strip("'\"").split(".")[0] in ours | {"commonweal"}:
                    found.append(f"{path.relative_to(folder)}:{node.lineno} replaces {target}")
    return found


def is_replacement(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "setattr"
        and ast.unparse(function) == "monkeypatch.setattr"
    )


def names_from_the_house(tree: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").split(".")[0] == "commonweal"]
    return {alias.asname or alias.name for node in ours for alias in node.names}


def shortcuts(journeys: Path, cast: Path) -> list[str]:
    """Where a journey finds something that no page brought in: it knows a room, the database, or one of the cast."""
    made = {each.name for each in functions(ast.parse(cast.read_text(encoding="utf-8"))) if each.decorator_list}
    found = []
    for path, tree in sources(journeys):
        nodes = list(ast.walk(tree))
        asked = {name for name in modules_asked(tree) if not name.startswith(KNOWN_TO_JOURNEYS)}
        taken = {node.arg for node in nodes if isinstance(node, ast.arg)} & made
        by_name = {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in made}
        used = {ast.unparse(node).split(".")[-1] for node in nodes if isinstance(node, ast.Name | ast.Attribute)}
        all_ = asked | taken | (by_name if used & {"getfixturevalue", "usefixtures"} else set()) | (used & BACK_DOORS)
        found += [f"{path.relative_to(journeys)}: {name}" for name in sorted(all_)]
    return found


def modules_asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
