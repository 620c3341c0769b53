"""What a statement did, to whom, when and through whom, in a reader's words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from onrecord.cli.desk import clean
from onrecord.schema import ActLabel, Relay, Said, Spans, Statement, Target

ARROW: Final = " ← "
_MOST_TARGETS: Final = 3
_LIKELY: Final = 0.5
_VERBS: Final[dict[ActLabel, tuple[str, str]]] = {
    "accuse": ("accuses", ""),
    "criticise": ("criticises", ""),
    "deny": ("denies", "claims of "),
    "reject": ("rejects", ""),
    "warn": ("warns", ""),
    "demand": ("demands", "of "),
    "promise": ("promises", "to "),
    "support": ("supports", ""),
    "admit": ("admits,", "to "),
    "state": ("states", "on "),
}


def circumstances(statement: Statement, shared: int = 0) -> list[tuple[str, str]]:
    """Return what is known of a statement besides its words, each with the style that shows it.

    A mere statement goes without saying, and so does a date that is not told. An act that is
    less likely than not has a question mark.

    Args:
        statement: told of.
        shared: how many links of the chain, from the outlet's side on, are told already.
    """
    found: list[tuple[str, str]] = []
    if statement.act is not None and (statement.act.label != "state" or statement.targets):
        verb, to = _VERBS[statement.act.label]
        aimed_at = named_targets(statement.targets or ())
        if statement.act.score < _LIKELY:
            verb = verb.rstrip(",") + "?"
        found.append((f"{verb} {to}{aimed_at}" if aimed_at else verb.rstrip(","), "magenta"))
    if statement.said is not None and (when := days(statement.said)):
        found.append((f"said {when}", "dim"))
    if statement.via and (own := statement.via[shared:]):
        found.append((f"via {chain(own)}", "dim"))
    return found


def common_chain(statements: Sequence[Statement]) -> tuple[Relay, ...]:
    """Return the links that all of several statements came through, from the outlet's side on."""
    chains = [statement.via or () for statement in statements]
    if len(chains) <= 1:
        return ()
    same = takewhile(
        lambda links: len({(link.name, link.kind) for link in links}) == 1, zip(*chains, strict=False)
    )
    return tuple(links[0] for links in same)


def evident(statement: Statement) -> Iterator[tuple[str, str, Spans]]:
    """Yield each value of a statement with its name and the spans of the words that it was taken from."""
    speaker, act, said = statement.speaker, statement.act, statement.said
    if speaker is not None:
        yield "speaker", f"{speaker.id}  {speaker.name}", statement.named
        unnamed = (speaker.type, speaker.organization, speaker.reason)
        if told := " · ".join(filter(None, unnamed)):
            yield "unnamed", told, ()
    if act is not None:
        yield "act", f"{act.label} ({act.score:.2f})", act.spans
    for target in statement.targets or ():
        country = f", {target.actor.country}" if target.actor.country else ""
        yield "target", f"{target.actor.id}  {target.actor.name}{country}", target.spans
    if said is not None:
        yield "said", f"{days(said) or 'day not told'} ({said.basis})", said.spans
    for relay in statement.via or ():
        yield "via", f"{relay.name}, {relay.kind}", relay.spans


def named_targets(targets: tuple[Target, ...]) -> str:
    """Return whom an act is aimed at, the first three by name."""
    names = list(dict.fromkeys(clean(target.actor.name) for target in targets))
    more = f" and {len(names) - _MOST_TARGETS} more" if len(names) > _MOST_TARGETS else ""
    return ", ".join(names[:_MOST_TARGETS]) + more


def chain(via: tuple[Relay, ...]) -> str:
    """Return through whom a statement came, from the outlet's side on."""
    return ARROW.join(clean(relay.name) for relay in via)


def days(said: Said) -> str:
    """Return when it was said: a day, a month, a year, or from when to when; nothing where it is not told."""
    if said.date:
        return said.date
    if said.earliest and said.latest:
        return _whole(said.earliest, said.latest) or f"{said.earliest} to {said.latest}"
    if said.earliest:
        return f"since {said.earliest}"
    return f"{said.latest} or before" if said.latest and said.basis != "none" else ""


def _whole(first: str, last: str) -> str | None:
    """Return the month or year that two days bound, None where they bound another time."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if (start.month, start.day, end.month, end.day, start.year) == (1, 1, 12, 31, end.year):
        return first[:4]
    ends = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return first[:7] if ends and first[:7] == last[:7] else None
