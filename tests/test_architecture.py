"""The layers, checked in every module's imports: the core is pure, edges do not know each
other, one place wires.
"""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "listbot"

CORE = (
    "listbot.alerting",
    "listbot.clock",
    "listbot.commands",
    "listbot.decide",
    "listbot.errors",
    "listbot.letter_gate",
    "listbot.letters",
    "listbot.letters_check",
    "listbot.logins.mending",
    "listbot.mail",
    "listbot.model",
    "listbot.pages",
    "listbot.policies",
    "listbot.proposals",
    "listbot.recap",
    "listbot.records",
    "listbot.recount",
    "listbot.redaction",
    "listbot.tickets",
    "listbot.votes",
)
"""Values in, values out."""

EDGES = (
    "listbot.inbound",
    "listbot.keys.lookup",
    "listbot.outbound",
    "listbot.store",
    "listbot.config",
    "listbot.schedule",
    "listbot.timekeeping",
    "listbot.trackers",
    "listbot.web",
)

IMPURE = {
    "aioimaplib", "aiosmtpd", "aiosmtplib", "alembic", "apscheduler", "asyncio", "click",
    "glob", "io",
    "logging", "msgspec", "multiprocessing", "os", "pathlib", "queue", "random", "secrets",
    "select",
    "shutil", "signal", "smtplib", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
"""Modules that read or change the world, or wait for it."""

PURE = {"urllib.parse"}

CLOCKS = {"now", "utcnow", "today", "localtime", "monotonic"}

KNOWN_IO = {
    "listbot.letters.loading": {"pathlib"},
    "listbot.pages.loading": {"pathlib"},
}
"""The modules in the core's packages that open files: templates, which are data. The core does
not import them.
"""

CONTRACTS = {
    "listbot.inbound",  # Source
    "listbot.inbound.cursor",  # what a source remembers and the store keeps
    "listbot.outbound",  # Carrier, Parcel
    "listbot.config",  # frozen values
    "listbot.config.types",
}
"""The modules that edges may know of each other."""

OUTBOX = {
    "listbot.store.outbox.echoes",
    "listbot.store.outbox.reconcile_receipts",
    "listbot.store.outbox.outbox",
    "listbot.store.outbox.pause",
    "listbot.store.outbox.receipts",
    "listbot.store.store",
    "listbot.store.transaction",
}
DRAIN = ("listbot.outbound.sender", "listbot.outbound.bookkeeper")
"""The sender is the one edge between two others: it drains the outbox, and its bookkeeper
records the outcome.
"""

WIRE = (
    "listbot.app",
    "listbot.wiring",
    "listbot.cli",
    "listbot.demo",
    "listbot.__main__",
    "listbot.pipeline",
    "listbot.replay",
    "listbot.trackers.builtin",
    "listbot.trackers.calling",
    "listbot.trackers.polling",
)
"""Modules that may know several edges: the composition root, the command line above it, and the
line itself, which treats a tracker as another way in.
"""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MOST_MODULES = 20  # in one folder


def modules() -> dict[str, Path]:
    """Every module of the package, by name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def tree(name: str) -> ast.Module:
    """A module, parsed."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports(name: str, *, also_typing: bool = True, at_import: bool = False) -> set[str]:
    """The modules that a module imports, each by its full name."""
    found: set[str] = set()
    for node in _nodes(tree(name), also_typing, at_import):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in MODULES else node.module for each in whole}
    return found


def _nodes(module: ast.Module, also_typing: bool, at_import: bool) -> Iterator[ast.AST]:
    queue: list[ast.AST] = [module]
    while queue:
        node = queue.pop()
        yield node
        is_typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if (is_typing and not also_typing) or (is_later and at_import):
            continue
        queue += ast.iter_child_nodes(node)


def is_in(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of these, or inside one."""
    return any(name == each or name.startswith(f"{each}.") for each in packages)


CORE_MODULES = [name for name in MODULES if is_in(name, CORE)]
EDGE_MODULES = [name for name in MODULES if is_in(name, EDGES) and not is_in(name, WIRE)]


@pytest.mark.parametrize("name", CORE_MODULES)
def test_the_core_does_nothing_but_think(name: str) -> None:
    """No I/O, no clock, no randomness, no logging, no waiting."""
    tops = {each.partition(".")[0] for each in imports(name) - PURE}
    assert tops & IMPURE - KNOWN_IO.get(name, set()) == set()
    clocks = [
        node.attr
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date", "time")
    ]
    assert clocks == []
    waits = [
        node for node in ast.walk(tree(name)) if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    assert waits == []
    calls = [ast.unparse(node.func) for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    assert {"open", "print", "input"} & set(calls) == set()


@pytest.mark.parametrize("name", CORE_MODULES)
def test_the_core_knows_no_edge(name: str) -> None:
    """Nor does it know the line, the command line or the composition root."""
    known = {each for each in imports(name) if is_in(each, EDGES + WIRE)}
    assert known == set()


def test_the_coverage_of_the_core_is_measured() -> None:
    """Of all its modules, and of no others."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    measured = {
        path.removesuffix("/*").removesuffix(".py").replace("/", ".")
        for path in settings["tool"]["coverage"]["run"]["include"]
    }
    assert set(CORE) == measured


def test_nothing_pure_opens_files() -> None:
    """Only the composition root and the command line read templates."""
    assert [name for name in CORE_MODULES if imports(name) & set(KNOWN_IO)] == []


@pytest.mark.parametrize("name", EDGE_MODULES)
def test_edges_do_not_wire_each_other(name: str) -> None:
    """An edge knows the core and its own package; if it needs another edge, it takes that one's
    contract.
    """
    own = ".".join(name.split(".")[:2])
    others = {each for each in imports(name) if is_in(each, EDGES) and not is_in(each, (own,))}
    assert others - CONTRACTS - (OUTBOX if name in DRAIN else set()) == set()


@pytest.mark.parametrize("name", [name for name in MODULES if not is_in(name, WIRE)])
def test_only_the_root_is_above(name: str) -> None:
    """Only the command line, the demo and the entry point import the modules that wire."""
    assert {
        each
        for each in imports(name)
        if is_in(each, ("listbot.app", "listbot.wiring", "listbot.cli", "listbot.demo"))
    } == set()


def test_no_circles() -> None:
    """The modules have an order in which each imports only earlier ones; imports for types may
    look back.
    """
    left = {
        name: imports(name, also_typing=False, at_import=True) & set(MODULES) - {name}
        for name in MODULES
    }
    while free := [name for name, needs in left.items() if not needs]:
        for name in free:
            del left[name]
        for needs in left.values():
            needs.difference_update(free)
    assert left == {}


@pytest.mark.parametrize("name", list(MODULES))
def test_modules_fit_in_a_head(name: str) -> None:
    """At most 400 lines per module and 60 per function, and each module says what it is."""
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == {}
    assert ast.get_docstring(tree(name))


def test_folders_fit_in_a_head() -> None:
    """A folder has at most 20 modules."""
    folders = Counter(path.parent for path in MODULES.values())
    assert {folder for folder, count in folders.items() if count > MOST_MODULES} == set()


def test_presets_templates_and_demo_mails_are_data() -> None:
    """There is no code among them."""
    folders = [
        path
        for path in PACKAGE.rglob("*")
        if path.is_dir() and path.name in ("presets", "templates", "mails")
    ]
    assert len(folders) >= 3
    assert [path for folder in folders for path in folder.rglob("*.py")] == []


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """The sets of names that lead to each other, by Tarjan's algorithm, without single names."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        path.append(name)
        for other in sorted(arrows.get(name, ())):
            if other not in order:
                visit(other)
            if other in path:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            knot = path[path.index(name) :]
            del path[path.index(name) :]
            if len(knot) > 1:
                found.append(sorted(knot))

    for name in sorted(arrows):
        if name not in order:
            visit(name)
    return found


def test_no_file_leads_back_to_itself() -> None:
    """A reader who follows imports never comes back; imports for types alone count as well."""
    arrows = {name: imports(name) & MODULES.keys() - {name} for name in MODULES}
    assert told(circles(arrows), arrows) == ""


@pytest.mark.parametrize("depth", [2, 3])
def test_no_package_leads_back_to_itself(depth: int) -> None:
    """Folders have no circle either: those in `listbot`, and the folders in them."""
    files = {name: imports(name) & MODULES.keys() for name in MODULES if name != "listbot"}
    arrows: dict[str, set[str]] = {}
    shown: dict[str, set[str]] = {}
    for name, others in files.items():
        for other in others - {"listbot"}:
            here, there = package_of(name, depth), package_of(other, depth)
            if here != there:
                arrows.setdefault(here, set()).add(there)
                shown.setdefault(here, set()).add(f"{there} ({name} imports {other})")
    assert told(circles(arrows), shown) == ""


def package_of(name: str, depth: int) -> str:
    """The folder of a module, down to that depth; a module beside folders is its own."""
    parts = name.split(".")
    is_folder = MODULES[name].name == "__init__.py"
    return ".".join(parts[:depth] if is_folder or len(parts) > depth else parts)


def told(found: list[list[str]], arrows: dict[str, set[str]]) -> str:
    """The circles, each with the imports that close it."""
    lines = []
    for knot in found:
        lines.append(f"in a circle: {', '.join(knot)}")
        for name in knot:
            lines += [
                f"  {name} -> {other}"
                for other in sorted(arrows.get(name, ()))
                if other.split(" (")[0] in knot
            ]
    return "\n".join(lines)


def test_circles_are_found() -> None:
    """Of any length, whatever depends on them."""
    arrows = {
        "a": {"b"},
        "b": {"c", "d"},
        "c": {"a"},
        "d": {"e"},
        "e": set(),
        "f": {"g"},
        "g": {"f"},
    }
    assert circles(arrows) == [["a", "b", "c"], ["f", "g"]]
