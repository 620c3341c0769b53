"""Names and outlet out of a byline ("By Jane Doe and John Roe, Political Editor")."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:story |written |words |report |reported |posted |published )?by:?\s+", re.IGNORECASE
)
_PARTICLE = r"(?:de|da|del|della|der|di|do|dos|du|el|al|bin|bint|ibn|la|le|ten|ter|van|von|y|zu|of|the|at)"
_SEPARATOR = re.compile(r"\s*(?:,|;|\||•|·|\n|\s[–—-]\s|\band\b|\bin [A-Z][a-z]+\b|&|\bwith\b|/)\s*")
_FOLLOWER = re.compile(
    r"\s*(?:\||•|·|,|\s[–—-]|\bon\b|\bpublished\b|\bupdated\b|\bposted\b|\bfor\b)?\s*"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|mon|tue|wed|thu|fri|sat|sun)\b[,.]?\s*)?"
    r"(?:published|updated|posted|last|(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    r"nov|dec)[a-z]*\.?\s+\d|\d{1,4}[-/.:]\d|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago).*$",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\s+(?:for\s+.*|(?:follow|twitter|x|facebook|e-?mail|linkedin|instagram|share|profile)\b.*)$",
    re.IGNORECASE,
)
_NAME = re.compile(
    rf"(?:Dr\.? |Sir |Dame |Prof\.? )?[^\W\d_][\w.'’-]*(?: (?:{_PARTICLE}|[^\W\d_][\w.'’-]*)){{0,4}}",
    re.UNICODE,
)
_NO_PERSON = re.compile(
    r"\b(?:staff|agenc(?:y|ies)|correspondents?|reporters?|editors?|editorial|desk|newsroom|news|press|team|wires?|"
    r"reuters|afp|ap|dpa|efe|ansa|upi|tass|xinhua|bureau|writers?|contributors?|columnists?|analysts?|guest|admin|"
    r"producers?|author|service|services|media|online|digital|web|board|international|world|network|times|post|"
    r"officer|director|professor|fellow|head|chief|university|institute|associated|sources?|websites?|others)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.'’-]+")
_ROLE_WORDS = frozenset({"by", "and", "for", "with", "in", "the", "of", "at", "to", "from"})
_MOST_WORDS = 14
_WITH_ROLE = re.compile(
    r"(?:[A-Z][\w.'’-]{1,20},? ){2,5}(?:Correspondent|Editor|Reporter|Writer|Columnist|Staff)", re.UNICODE
)


def is_byline(text: str) -> bool:
    """Say whether a line is a byline: "By" and then nothing but names, roles and a date.

    Without "By" a line passes when it ends in a journalist's role ("Jane Doe Science Editor").
    """
    opening = _OPENING.match(text)
    if opening is None:
        return _WITH_ROLE.fullmatch(text) is not None
    rest = _FOLLOWER.sub("", text[opening.end() :]).rstrip(" |·•,")
    words = _WORD.findall(rest)
    if not 0 < len(words) <= _MOST_WORDS or rest[-1:] in {"?", "!", ":"}:
        return False
    if rest.endswith(".") and len(words[-1]) > len("Jr."):
        return False
    return all(_may_stand_in_name(word) for word in words) and words[0][0].isupper()


def _may_stand_in_name(word: str) -> bool:
    return (
        word[0].isupper()
        or word.lower() in _ROLE_WORDS
        or re.fullmatch(_PARTICLE, word) is not None
        or _NO_PERSON.fullmatch(word) is not None
    )


def byline_text(text: str) -> str:
    """Return a byline without its "By" and without the date behind it."""
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return _FOLLOWER.sub("", rest).strip(" |·•,")


def names_of(byline: str) -> tuple[str, ...]:
    """Return the persons that a byline (without "By") names, in its order.

    Agencies, desks, roles and "Staff" are no persons: of them nothing is kept.
    """
    names: list[str] = []
    for part in _SEPARATOR.split(_EMPLOYER.sub("", byline)):
        name = part.strip(" .,")
        if not name or _NO_PERSON.search(name) or not _NAME.fullmatch(name) or not name[0].isupper():
            continue
        if " " not in name and names:
            continue
        if name not in names:
            names.append(name.title() if name.isupper() and " " in name else name)
    return tuple(names)
