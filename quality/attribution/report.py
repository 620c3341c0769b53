"""The tables that the bench prints, and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from attribution.bootstrap import Figure, Measured
from attribution.sources import TYPES
from attribution.tallies import QUOTATION, RELATION, Key

Results: TypeAlias = Mapping[Key, Measured]

WIDE = 22
CELL = 18
ORDER = {"mode": ("direct", "mixed", "indirect"), "source": TYPES}


def headline_table(results: Results, human: Results) -> str:
    """Return a line a figure: F1, precision and recall with intervals, counts, the human F1."""
    head = ["F1", "precision", "recall"]
    lines = [_line("", [*head, "gold", "read", *(["human F1"] if human else [])])]
    for key, one in results.items():
        if key[1]:
            continue
        gold, read = one.tally.gold, one.tally.predicted
        cells = [_cell(one.f1, gold + read), _cell(one.precision, read), _cell(one.recall, gold)]
        cells += [str(gold), str(read)]
        cells += [_cell(human[key].f1, human[key].tally.gold)] if key in human else []
        lines.append(_line(key[0], cells))
    return "\n".join(lines)


def trait_table(results: Results, human: Results, trait: str) -> str:
    """Return a line a value of a trait; empty when fewer than two values are there."""
    values = sorted({key[2] for key in results if key[1] == trait}, key=lambda value: _rank(trait, value))
    if len(values) < len(("one", "other")):
        return ""
    head = ["gold", "quotation recall", "relation recall", "read", "quotation prec.", "relation prec."]
    lines = [_line(f"by {trait}", head + (["human quot. rec.", "human rel. rec."] if human else []))]
    for value in values:
        keys = [(name, trait, value) for name in (QUOTATION, RELATION)]
        both = [results[key] for key in keys]
        gold, read = both[0].tally.gold, both[0].tally.predicted
        cells = [str(gold), *(_cell(one.recall, gold) for one in both)]
        cells += [str(read), *(_cell(one.precision, read) for one in both)]
        cells += [_cell(human[key].recall, human[key].tally.gold) for key in keys if key in human]
        lines.append(_line(value, cells))
    return "\n".join(lines)


def tables(results: Results, human: Results) -> str:
    """Return all tables, a blank line between them."""
    by_trait = [trait_table(results, human, trait) for trait in ("mode", "source", "publisher", "half")]
    return "\n\n".join(table for table in (headline_table(results, human), *by_trait) if table)


def as_json(results: Results) -> dict[str, Any]:
    """Return the figures as nested objects: all, then trait, value, figure."""
    found: dict[str, Any] = {"all": {}}
    for (name, trait, value), one in results.items():
        place = found.setdefault(trait, {}).setdefault(value, {}) if trait else found["all"]
        place[name] = _row(one)
    return found


def _row(one: Measured) -> dict[str, Any]:
    figures = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    rounded = {
        name: [round(number, 4) for number in (figure.value, figure.low, figure.high)]
        for name, figure in figures.items()
    }
    tally = one.tally
    counts = {"found": tally.found, "gold": tally.gold, "right": tally.right, "predicted": tally.predicted}
    return rounded | counts


def _rank(trait: str, value: str) -> tuple[int, str]:
    order = ORDER.get(trait, ())
    return (order.index(value) if value in order else len(order)), value


def _cell(figure: Figure, counted: int) -> str:
    if not counted:
        return "–"
    return " ".join(f"{number:.3f}".removeprefix("0") for number in (figure.value, figure.low, figure.high))


def _line(name: str, cells: list[str]) -> str:
    widths = [CELL if "." in cell or not cell.isdigit() else 6 for cell in cells]
    return f"{name:{WIDE}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
