"""docs/problems.md says of each problem code what happened and what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


def codes() -> Iterator[str]:
    """Yield the codes with which the source makes a Problem, or a Fault that becomes one."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "src").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    constants = {
        node.target.id: node.value
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        code = node.args[0]
        if isinstance(code, ast.Name):
            code = constants.get(code.id) or code
        if node.func.id in {"Problem", "Fault"} and isinstance(code, ast.Constant):
            yield str(code.value)


def test_every_problem_code_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    documented = re.findall(r"^\| `([a-z_.]+)` \| .+ \| .+ \|$", page, re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(documented) == set(codes())
