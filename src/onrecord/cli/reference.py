"""The reference of all commands, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from onrecord.cli.app import app


def reference() -> str:
    """Return every command with its arguments and options, and their help, as Markdown."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup), "there are several commands"
    parts = []
    for name, one in group.commands.items():
        arguments = [item for item in one.params if item.param_type_name == "argument"]
        usage = " ".join(["onrecord", name, *map(_argument, arguments), "[OPTIONS]"])
        parts.append(f"## {name}\n\n```\n{usage}\n```\n\n{one.help}\n")
        parts.append("| | |\n|---|---|\n" + "".join(_rows(one.params)))
    return "\n".join(parts)


def _argument(parameter: object) -> str:
    metavar = getattr(parameter, "metavar", None)
    many = "…" if getattr(parameter, "nargs", 1) == -1 else ""
    return f"{metavar}{many}" if getattr(parameter, "required", False) else f"[{metavar}{many}]"


def _rows(parameters: object) -> Iterator[str]:
    assert isinstance(parameters, list)
    for item in parameters:
        names = [item.metavar] if item.param_type_name == "argument" else [*item.opts]
        shown = ", ".join(f"`{name}`" for name in names)
        if item.param_type_name == "option" and item.metavar:
            shown += f" {item.metavar}"
        yield f"| {shown} | {' '.join(item.help.split())} |\n"
