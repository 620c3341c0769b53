"""The import table of the design: a room imports only what stands above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "onrecord"
ROOMS = (
    "schema",
    "settings",
    "pages",
    "articles",
    "statements",
    "actors",
    "links",
    "record",
    "exports",
    "run",
    "web",
    "cli",
)
# The front doors stand below all rooms.
DOORS = ("__init__", "__main__")
MODULES = sorted(SOURCE.rglob("*.py"))


def _room(module: Path) -> str:
    inside = module.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def _imports(module: Path) -> Iterator[str]:
    """Yield the full name of everything that a module imports, wherever it does."""
    package = ("onrecord", *module.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join((*base, *filter(None, [node.module])))
            yield from (f"{source}.{name.name}" for name in node.names)


def _caught(module: Path) -> Iterator[str]:
    """Yield the name of each exception that a module catches or suppresses."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        kinds: list[ast.expr] = []
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield "BaseException"
            else:
                kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            kinds = node.args
        yield from (ast.unparse(kind).rpartition(".")[2] for kind in kinds)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_keeps_to_its_room(module: Path) -> None:
    room = _room(module)
    assert room in ROOMS + DOORS, f"{room} is no room of the house"
    above = ROOMS if room in DOORS else ROOMS[: ROOMS.index(room) + 1]
    for name in _imports(module):
        parts = name.split(".")
        if parts[0] == "onrecord" and len(parts) > 1 and parts[1] in ROOMS:
            assert parts[1] in above, f"{room} imports {name}, which stands below it"
            assert room != "schema", "schema imports nothing of ours"
        if parts[0] in {"sqlalchemy", "sqlite3"}:
            assert room == "record", "only record/ speaks SQL"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_only_settings_reads_the_environment(module: Path) -> None:
    if _room(module) == "settings":
        return
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os":
            assert node.attr not in {"environ", "environb", "getenv", "getenvb"}
    read = {"os.environ", "os.environb", "os.getenv", "os.getenvb"}
    assert read.isdisjoint(_imports(module))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_only_run_catches_everything(module: Path) -> None:
    if _room(module) != "run":
        assert {"Exception", "BaseException"}.isdisjoint(_caught(module))


def test_run_catches_everything_in_one_place() -> None:
    caught = [name for module in MODULES if _room(module) == "run" for name in _caught(module)]
    assert sum(name in {"Exception", "BaseException"} for name in caught) <= 1


def test_the_table_sees_what_it_forbids(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "import os, sqlite3\nfrom contextlib import suppress\ndef f():\n    from onrecord.cli import main\n"
        "    with suppress(Exception): pass\n    try: pass\n    except (ValueError, OSError): pass\n"
        "    try: pass\n    except: pass\n"
    )
    assert sorted(_caught(sample)) == ["BaseException", "Exception", "OSError", "ValueError"]
