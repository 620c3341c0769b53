"""Who signs an article of a text dump, and where: its byline, a name beside its date, a closing credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.articles.bylines import (
    byline_text,
    is_agency,
    is_byline_label,
    is_name,
    is_organisation,
    is_role,
    names_of,
    signers,
)
from onrecord.articles.frames import Frame, beside, span_in, tail
from onrecord.articles.headings import fold
from onrecord.schema import Span

# Measured on 156 pages: of names behind "By" .93 were right, of those beside a date without it .89.
_BY, _UNDER_LABEL, _CLOSING, _ORGANISATION, _BESIDE_DATE = 0.93, 0.9, 0.8, 0.85, 0.87
_MOST_LISTED: Final = 12
_LINE: Final = 200
_LIST_END: Final = re.compile(r"[\s\d,&*†]+$")
_BY_AND_DATE: Final = re.compile(r"(?:written )?by:? \w", re.IGNORECASE)
_BUTTON: Final = re.compile(
    r"\s*[|,]?\s*(?:follow|profile|bio)$|\s*[|•·]\s*\d.*$"
    r"|\s+\d+\s?(?:comments?|shares?|views?|h|hrs?|m|mins?|minutes?|d|w)\b.*$",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"\s+in [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?=$|,| and )")
_CLOSES: Final = re.compile(
    r"[(\[]?(?:additional |original )?(?:reporting|writing|report|written|words|text) by:? "
    r"(?P<names>[^;.()\[\]]{3,150})",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\b(?:and|with|agenc(?:y|ies)|others)\b|[\s,&|·•]+")
_MENU_REACH: Final = 300
_BLOCKED: Final = ("caption", "aside", "side", "tags", "stop", "furniture")
_LAST_PARAGRAPHS: Final = 2


def read_signature(
    frame: Frame, employer: str | None = None, mastheads: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[Span, ...], float]:
    """Return who signs an article, where each line that says so stands, and how sure it is.

    Persons before organisations: an organisation ("Staff", "Agencies", the outlet itself) signs
    only where no person does. `employer` is the outlet where it is known, which may stand
    behind a name; `mastheads` are the folded lines that are the site's own. Looked for, in
    this order: a byline, names under a label ("Author of the article"), "Reporting by …"
    behind the body, a name beside the date.
    """
    for finds, score in ((_bylines, _BY), (_listed, _UNDER_LABEL), (_closing, _CLOSING)):
        found = list(finds(frame))
        if score == _CLOSING and not found:
            continue
        houses = [(line, span) for line, span in found if fold(line) in mastheads]
        lines = [entry for entry in found if entry not in houses]
        persons = [(name, span) for line, span in lines for name in _persons(line, employer)]
        if persons:
            return _each(persons, score)
        signed = [*houses, *((name, span) for line, span in lines for name in signers(line))]
        if signed:
            named = [entry for entry in _beside_date(frame, employer) if is_name(entry[0])]
            return _each(named, _BESIDE_DATE) if named else _each(signed, _ORGANISATION)
    return _each(_beside_date(frame, employer), _BESIDE_DATE)


def _each(found: list[tuple[str, Span]], score: float) -> tuple[tuple[str, ...], tuple[Span, ...], float]:
    names = tuple(dict.fromkeys(name for name, _ in found))
    return names, tuple(dict.fromkeys(span for _, span in found)), score


def _persons(line: str, employer: str | None) -> tuple[str, ...]:
    if employer and line.casefold().endswith(" " + employer.casefold()):
        line = line[: -len(employer)]
    elif employer and fold(line) == fold(employer):
        return ()
    return names_of(line)


def _bylines(frame: Frame) -> Iterator[tuple[str, Span]]:
    for index in beside(frame):
        text = frame.blocks[index].text[:_LINE]
        if frame.kinds[index] == "byline" or (frame.kinds[index] == "date" and _BY_AND_DATE.match(text)):
            line = byline_text(text)
            if line:
                start = text.index(line)
                yield line, span_in(frame.text, frame.blocks[index], start, start + len(line))


def _listed(frame: Frame) -> Iterator[tuple[str, Span]]:
    """Yield the lines of names right under a line that announces them."""
    zone = beside(frame)
    label = next((index for index in zone if is_byline_label(frame.blocks[index].text[:_LINE])), None)
    if label is None:
        return
    for index in range(label + 1, min(label + 1 + _MOST_LISTED, zone[-1] + 1)):
        block = frame.blocks[index]
        name = _LIST_END.sub("", byline_text(block.text[:_LINE]))
        if block.text in {"…", "...", ",", "&", "and"}:
            continue
        if not name or not (is_name(name) or index == label + 1):
            return
        start = block.text.index(name)
        yield name, span_in(frame.text, block, start, start + len(name))


def _closing(frame: Frame) -> Iterator[tuple[str, Span]]:
    """Yield the names of "Reporting by …" at the end of the body or right behind it."""
    for index in (*frame.body[-1:], *tail(frame)):
        block = frame.blocks[index]
        head = block.text[:_LINE]
        match = _CLOSES.match(head)
        if match is not None:
            yield match["names"], span_in(frame.text, block, *match.span("names"))


def _beside_date(frame: Frame, employer: str | None) -> list[tuple[str, Span]]:
    """Return the names of a line without "By" that stands beside the date, over a role or with a handle."""
    zone = beside(frame)
    for index in zone:
        block = frame.blocks[index]
        if frame.kinds[index] in _BLOCKED or len(block.text) > _LINE:
            continue
        bare = _PLACED.sub("", _BUTTON.sub("", byline_text(block.text)))
        marked = bare != block.text
        if employer and bare.casefold().endswith(" " + employer.casefold()):
            bare = bare[: -len(employer)].rstrip(" ,|·")
        names = (bare,) if is_agency(bare) else _persons(bare, employer)
        if "/" in bare:  # who stands on a photograph, and whose it is: "Ola Berg / AP"
            continue
        if not names or not (is_agency(bare) or (all(map(is_name, names)) and _is_names(bare, names))):
            continue
        if not (marked or _stands_as_signature(frame, zone, index)) or _is_subject(frame, names, index):
            continue
        start = max(0, block.text.find(bare))
        return [(name, span_in(frame.text, block, start, start + len(bare))) for name in names]
    return []


def _is_names(line: str, names: tuple[str, ...]) -> bool:
    """Say whether a line holds no more than names, "and", a role, an agency, a newspaper ("The …")."""
    rest = line
    for name in names:
        rest = re.sub(re.escape(name), " ", rest, count=1, flags=re.IGNORECASE)
    rest = _BETWEEN.sub(" ", rest).strip()
    return not rest or rest.isupper() or rest.startswith("The ") or is_role(rest) or is_organisation(rest)


def _stands_as_signature(frame: Frame, zone: Sequence[int], index: int) -> bool:
    """Say whether a date or role stands right beside a line, or a newsroom behind it, buttons aside."""
    for step in (-1, 1):
        other = index + step
        while other in zone and frame.kinds[other] == "furniture":
            other += step
        if other not in zone:
            continue
        text = frame.blocks[other].text[:_LINE]
        if frame.kinds[other] == "date" or is_role(text) or (step > 0 and is_organisation(text)):
            return True
    return False


def _is_subject(frame: Frame, names: tuple[str, ...], index: int) -> bool:
    """Say whether the title, the body or a menu speaks of one of the names: then it is no signature.

    Except at its end, where a paragraph that begins with the name may present the author.
    """
    last = frame.body[-_LAST_PARAGRAPHS:]
    spoken = [frame.blocks[at].text for at in frame.body if at != index]
    ends = [frame.blocks[at].text for at in last if at != index]
    if frame.heading is not None:
        spoken.append(frame.blocks[frame.heading].text)
        menus = frame.blocks[max(0, frame.heading - _MENU_REACH) : frame.heading]
        spoken += [block.text for block in menus if block.bullet]
    return any(
        name.casefold() in text.casefold() and not (text in ends and text.startswith(name))
        for name in names
        for text in spoken
    )
