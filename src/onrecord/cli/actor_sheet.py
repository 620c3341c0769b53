"""How an actor looks when people read it, and as a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rich.text import Text

from onrecord.cli.desk import clean, number
from onrecord.cli.sheet import Sheet, described
from onrecord.exports import actor_facts
from onrecord.record import Merge, Profile, RoleMet, Tally

ACTOR_SCHEMA: Final = "onrecord.actor/1"
_LABEL: Final = 10  # columns that the names of facts take
_SHORT_ID: Final = 11


class ActorSheet:
    """Prints what a record tells of an actor.

    Args:
        sheet: where to.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def put(self, profile: Profile) -> None:
        """Print all but the statements."""
        actor = profile.actor
        self._sheet.put(Text(clean(actor.name), style="bold italic" if actor.anonymous else "bold cyan"))
        facts = " · ".join(filter(None, (actor.kind, described(actor))))
        self._sheet.put(Text(facts, style="dim"))
        self._sheet.gap()
        self._fact("said", number(profile.statements, "statement"))
        self._lines("unnamed", (actor.type, actor.organization, actor.reason))
        self._lines("names", (f"{clean(name.name)} {name.count}" for name in profile.names))
        self._lines("known as", (clean(alias) for alias in actor.aliases))
        self._rows("roles", [_role(met) for met in profile.roles])
        self._rows("acts", [(act.name, f"{act.count:,}") for act in profile.acts])
        self._lines("aimed at", (f"{clean(one.name)} {one.count}" for one in profile.targets))
        self._lines("via", (f"{clean(one.name)} {one.count}" for one in profile.vias))
        for merge in profile.merges:
            self._fact("decided" if merge.by_person else "judged", _judged(merge))
        others = [member for member in profile.members if member != actor.id]
        self._lines("ids", (actor.id, *others))

    def _fact(self, name: str, value: str) -> None:
        for position, line in enumerate(self._sheet.wrapped(Text(value), _LABEL + 1)):
            label = name if position == 0 else ""
            self._sheet.line(Text.assemble((label.ljust(_LABEL + 1), "dim"), line))

    def _lines(self, name: str, values: Iterable[str | None]) -> None:
        """Print values in a row, on as many lines as they need."""
        if found := [value for value in values if value]:
            room = self._sheet.width - _LABEL - 1
            lines = [found[0]]
            for value in found[1:]:
                if len(lines[-1]) + len(value) + 3 <= room:
                    lines[-1] += f" · {value}"
                else:
                    lines.append(value)
            for position, line in enumerate(lines):
                self._fact(name if position == 0 else "", line)

    def _rows(self, name: str, rows: Sequence[tuple[str, ...]]) -> None:
        """Print a small table, its last column to the right; its first one is cut where it is too long."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        room = self._sheet.width - _LABEL - 1
        widths[:1] = [min(width, room - sum(widths[1:]) - 2 * len(widths[1:])) for width in widths[:1]]
        for position, row in enumerate(rows):
            first = row[0] if len(row[0]) <= widths[0] else row[0][: widths[0] - 1].rstrip() + "…"
            cells = [first.ljust(widths[0]), *row[1:-1], row[-1].rjust(widths[-1])]
            label = name if position == 0 else ""
            self._sheet.line(Text.assemble((label.ljust(_LABEL + 1), "dim"), "  ".join(cells)))


def actor_row(profile: Profile, latest: Sequence[str]) -> dict[str, Any]:
    """Return an actor as a row of `onrecord.actor/1`, with the ids of its latest statements."""
    actor = profile.actor
    return {
        "schema": ACTOR_SCHEMA,
        **actor_facts(actor),
        "aliases": list(actor.aliases),
        "ids": list(profile.members),
        "statements": profile.statements,
        "names": _tallies(profile.names),
        "roles": [
            {"role": met.role, "first": met.first, "last": met.last, "count": met.count}
            for met in profile.roles
        ],
        "acts": _tallies(profile.acts),
        "targets": _tallies(profile.targets),
        "via": _tallies(profile.vias),
        "judgements": [_judgement(merge) for merge in profile.merges],
        "latest": list(latest),
    }


def _judgement(merge: Merge) -> dict[str, Any]:
    return {
        "left": {"id": merge.left_id, "name": merge.left},
        "right": {"id": merge.right_id, "name": merge.right},
        "verdict": merge.verdict,
        "score": merge.score,
        "reason": merge.reason,
        "made_by": merge.made_by,
        "made": merge.made,
        "by_person": merge.by_person,
    }


def _tallies(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    return [{"name": tally.name, "count": tally.count} for tally in tallies]


def _role(met: RoleMet) -> tuple[str, str, str]:
    days = " to ".join(dict.fromkeys(day for day in (met.first, met.last) if day))
    return clean(met.role), days.ljust(24), f"{met.count:,}"


def _judged(merge: Merge) -> str:
    if not merge.by_person:
        return f"{merge.score:.2f} {clean(merge.reason)}"
    ids = f"{merge.left_id[:_SHORT_ID]} and {merge.right_id[:_SHORT_ID]}"
    names = f"{clean(merge.left)} and {clean(merge.right)} ({ids})"
    are = "are one" if merge.verdict == "same" else "are two"
    return f"{names} {are}: {clean(merge.reason)} ({clean(merge.made_by)}, {merge.made[:10]})"
