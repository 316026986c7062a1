"""What a test does, read from its code: whether it reads or writes through a page, or runs a command.

It follows the functions that a test calls and the fixtures that it asks for, as far as they stand under `tests`.
Words prove nothing: neither the test's name, nor a client that is asked for and not used.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
Part = Function | ast.ClassDef | ast.Assign
#: What makes a client of Django, and what one asks of it; tables and files have a `get` too.
CLIENTS = {"client", "Client", "signed_in"}
READS = {"get", "head", "put"}
#: What only a page knows; and what somebody does on it who does not only look.
OPENS = {"goto", "post"}
WRITES = {"fill", "check", "press", "select_option", "set_input_files", "post"}
PROCESSES = {"subprocess.run", "subprocess.Popen", "call_command"}


@dataclass(frozen=True)
class Module:
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def own(self) -> dict[str, Part]:
        """Its functions, classes and tables by their names."""
        named = [node for node in self.tree.body if isinstance(node, Part)]
        return {name_of(node.targets[0]) if isinstance(node, ast.Assign) else node.name: node for node in named}

    @cached_property
    def taken(self) -> dict[str, tuple[str, str]]:
        """The module and the name in it, by the name that it has here."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom) and node.module]
        return {each.asname or each.name: (str(node.module), each.name) for node in found for each in node.names}


Found = tuple[Module, Part]


class Tests:
    """All files of a folder of tests, so that a name leads to what it stands for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.modules = {path: Module(path) for path in sorted(folder.rglob("*.py"))}
        self.everywhere = [module for path, module in self.modules.items() if path.parent == folder]

    def marked(self) -> list[Module]:
        """Those that name a row; the others are read only where a name leads there."""
        return [each for path, each in self.modules.items() if "covers(" in path.read_text(encoding="utf-8")]

    def drives(self, module: Module, test: Function) -> bool:
        """Opens a page or runs a command; who opens pages only to hold them against `Axe` shows nothing else."""
        done = {deed for where, part in self.reached(module, test) for deed in self.deeds(where, part)}
        return "drives" in done and ("looks" not in done or "acts" in done)

    @cache  # noqa: B019 - one reading of the tests, and then it goes
    def deeds(self, module: Module, part: Part) -> set[str]:
        calls = calls_in(part)
        acts = any(isinstance(call.func, ast.Attribute) and call.func.attr in WRITES for call in calls)
        looks = any(name_of(call.func) == "Axe" for call in calls)
        drives = runs_command(module, part) or any(self.opens(module, part, call) for call in calls)
        told = {"looks": looks, "acts": acts, "drives": drives}
        return {deed for deed, done in told.items() if done}

    def reached(self, module: Module, part: Part) -> Iterator[Found]:
        """The test and whatever of ours it calls or asks for, each once."""
        waiting, seen = [(module, part)], set()
        while waiting:
            where, each = waiting.pop()
            if each not in seen:
                seen.add(each)
                yield where, each
                waiting += [found for name in sorted(names_in(each)) if (found := self.find(where, name))]

    @cache  # noqa: B019
    def find(self, module: Module, name: str) -> Found | None:
        """What a name stands for here: something of this module, or a fixture of this room or of all."""
        folders = [each for each in module.path.parents if each.is_relative_to(self.folder)]
        rooms = [self.modules.get(folder / "conftest.py") for folder in folders]
        places = [each for each in (module, *rooms, *self.everywhere) if each]
        return next((found for place in places if (found := self.in_module(place, name))), None)

    def in_module(self, module: Module, name: str) -> Found | None:
        if name in module.own:
            return module, module.own[name]
        dotted, there = module.taken.get(name, ("", ""))
        path = self.folder.parent.joinpath(*dotted.split("."))
        taken = self.modules.get(path.with_suffix(".py")) if dotted else None
        return self.in_module(taken, there) if taken else None

    def opens(self, module: Module, part: Part, call: ast.Call) -> bool:
        """`page.goto(…)`, `….post(…)`, and what is asked of a client."""
        if not isinstance(call.func, ast.Attribute):
            return False
        asks = call.func.attr in READS and bool(call.args)
        return call.func.attr in OPENS or (asks and self.is_client(module, part, call.func.value))

    def is_client(self, module: Module, part: Part, thing: ast.expr, deep: int = 4) -> bool:
        """A client by its name, or a variable or a fixture that holds one."""
        name = name_of(thing.func if isinstance(thing, ast.Call) else thing)
        if name in CLIENTS or not deep:
            return name in CLIENTS
        if any(each.arg == name and "Client" in ast.unparse(each) for each in arguments_of(part)):
            return True
        if any(self.is_client(module, part, each, deep - 1) for each in held_by(part, name)):
            return True
        found = self.find(module, name)
        return bool(found) and any(self.is_client(*found, each, deep - 1) for each in given_by(found[1]))


def runs_command(module: Module, part: Part) -> bool:
    """The `main` of a command, by itself or of its module, or a process of its own."""
    ours = {name: there for name, (dotted, there) in module.taken.items() if dotted.startswith("commonweal.cli")}
    nodes = list(ast.walk(part))
    mains = {name for name, there in ours.items() if there == "main"}
    by_name = any(isinstance(each, ast.Name) and each.id in mains for each in nodes)
    of_module = any(isinstance(each, ast.Attribute) and each.attr == "main" for each in nodes)
    return by_name or (bool(ours) and of_module) or any(ast.unparse(call.func) in PROCESSES for call in calls_in(part))


@cache
def calls_in(part: Part) -> list[ast.Call]:
    return [each for each in ast.walk(part) if isinstance(each, ast.Call)]


def name_of(thing: ast.expr) -> str:
    return thing.attr if isinstance(thing, ast.Attribute) else thing.id if isinstance(thing, ast.Name) else ""


def arguments_of(part: Part) -> list[ast.arg]:
    return [*part.args.args, *part.args.kwonlyargs] if isinstance(part, Function) else []


def held_by(part: Part, name: str) -> Iterator[ast.expr]:
    """What a variable is set to, alone or as one of several."""
    for assign in [each for each in ast.walk(part) if isinstance(each, ast.Assign)]:
        target, value = assign.targets[0], assign.value
        several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        pairs = zip(target.elts, value.elts, strict=False) if several else [(target, value)]
        yield from (given for one, given in pairs if name_of(one) == name)


def given_by(part: Part) -> list[ast.expr]:
    return [each.value for each in ast.walk(part) if isinstance(each, ast.Return) and each.value]


@cache
def names_in(part: Part) -> set[str]:
    """What it calls or hands on, the fixtures it takes, and those it asks for by name."""
    used = {each.id for each in ast.walk(part) if isinstance(each, ast.Name)}
    asked = [each.args[0] for each in calls_in(part) if name_of(each.func) == "getfixturevalue" and each.args]
    by_name = {str(each.value) for each in asked if isinstance(each, ast.Constant)}
    return used | by_name | {each.arg for each in arguments_of(part)}
