"""Who signs an article, out of its byline ("By Jane Doe and John Roe, Political Editor, in Moscow")."""

from __future__ import annotations

import re
from typing import Final

_OPENING: Final = re.compile(
    r"(?:story |written |words |text |report |reported |posted |published |authored )?by:?\s+"
    r"|(?:authors?|writers?|reporters?|correspondents?|written)(?: of the article)?\s?:\s*",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:(?:story |written |words |text |report |reported |posted |authored )?by"
    r"|(?:the )?(?:authors?|writers?|reporters?)(?: of (?:the|this) (?:article|story))?)\s?:?",
    re.IGNORECASE,
)
_PARTICLE: Final = (
    r"(?:de|da|del|della|der|den|di|do|dos|du|el|al|bin|bint|ibn|la|le|ten|ter|van|von|y|zu|of|the|at)"
)
_SEPARATOR: Final = re.compile(r"\s*(?:,|;|\||•|·|…|\n|\s[–—-]\s|\band\b|\bin [A-Z][a-z]+\b|&|\bwith\b|/)\s*")
_FOLLOWER: Final = re.compile(
    r"\s*(?:\||•|·|,|\s[–—-]|\bon\b|\bpublished\b|\bupdated\b|\bposted\b|\bfor\b)?\s*"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|mon|tue|wed|thu|fri|sat|sun)\b[,.]?\s*)?"
    r"(?:(?:(?<!\w)|(?-i:(?<=[a-z])(?=[A-Z])))"
    r"(?:published|updated|posted|last (?:updated|modified|changed|edited))"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d"
    r"|\d{1,4}[-/.:]\d|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago|\d+ min(?:ute)?s? read"
    r"|\S+@\S+|@\w+|\(@).*$",
    re.IGNORECASE,
)
_EMPLOYER: Final = re.compile(
    r"\s+(?:for\s+.*|(?:follow|twitter|x|facebook|e-?mail|linkedin|instagram|share|profile)\b.*)$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    rf"(?:Dr\.? |Sir |Dame |Prof\.? )?[^\W\d_][\w.'’-]*(?: (?:{_PARTICLE}|[^\W\d_][\w.'’-]*)){{0,4}}",
    re.UNICODE,
)
_ROLE: Final = (
    r"(?:senior|junior|deputy|assistant|associate|acting|executive|managing|contributing|guest|staff|special|freelance"
    r"|chief|head|lead|political|foreign|science|sports?|health|home|diplomatic|defen[cs]e|security|business|economics?"
    r"|technology|environment|education|legal|crime|royal|world|international|national|regional|digital|online|multimedia"
    r"|web|investigations?|features?|entertainment|culture|data|video|breaking|parliamentary|editorial"
    r"|correspondents?|reporters?|editors?|journalists?|writers?|columnists?|contributors?|producers?|analysts?"
    r"|author|team|desk|director|professor|fellow|officer)"
)
_ROLES: Final = re.compile(
    rf"(?:(?:{_ROLE}|news)\s+)*(?:correspondents?|reporters?|editors?|journalists?|writers?|columnists?|contributors?|producers?)",
    re.IGNORECASE,
)
_ORGANISATION: Final = (
    r"(?:staff|agenc(?:y|ies)|desk|newsroom|news|press|team|wires?|reuters|afp|ap|dpa|efe|ansa|upi|tass|xinhua|kcna"
    r"|bureau|admin|service|services|media|board|network|times|post|university|institute|associated|sources?"
    r"|websites?|others|bloomberg|magazine|herald|tribune|journal|gazette|daily|radio|tv|television|bbc|cnn|voice)"
)
_AGENCY: Final = re.compile(
    r"(?:The )?Associated Press|AP|Agence France-Presse|AFP|Reuters|dpa|DPA|EFE|ANSA|UPI|TASS|Xinhua|KCNA"
    r"|Bloomberg|PA(?: Media)?|Press Association|Anadolu(?: Agency)?|IANS|PTI|ANI|Interfax|Yonhap|AAP"
    r"|Kyodo(?: News)?"
    r"|(?:The )?Canadian Press|United Press International|Deutsche Presse-Agentur"
)
_NO_PERSON: Final = re.compile(rf"\b(?:{_ORGANISATION}|{_ROLE})\b", re.IGNORECASE)
_TAIL: Final = re.compile(
    rf"\s+(?:The\s|(?:Reuters|AFP|AP|DPA|EFE|ANSA|UPI|TASS|Xinhua|Bloomberg|BBC|CNN|Associated|Agence)\b"
    rf"|(?i:{_ROLE})\b).*$"
)
_HOUSE: Final = re.compile(
    r"\s+(?P<first>\S+)\s+(?:News|Press|Post|Times|Media|Network|Herald|Tribune|Journal)$"
)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_WORD: Final = re.compile(r"[\w.'’-]+")
_ROLE_WORDS: Final = frozenset({"by", "and", "for", "with", "in", "the", "of", "at", "to", "from"})
_MOST_WORDS: Final = 24
_WITH_ROLE: Final = re.compile(
    r"(?:[A-Z][\w.'’-]{1,20},? ){2,5}(?:Correspondent|Editor|Reporter|Writer|Columnist|Staff)", re.UNICODE
)
_INITIAL: Final = re.compile(r"(?<!\w)(?P<start>mc|o['’]|d['’])(?P<letter>\w)", re.IGNORECASE)
_NO_NAME_WORD: Final = re.compile(
    r"(?:"
    r"about|account|ads|advertisement|all|analysis|app|article|audio|august|back|best|blog|books"
    r"|breaking|business|by|climate|close|comment|comments|contact|content|cookies|copy|cover|crime"
    r"|culture|data|december|east|economy|education|election|email|entertainment|environment|europe"
    r"|events|exclusive|explore|facebook|featured|features|february|follow|food|for|free|from|gallery|get"
    r"|global|go|health|help|home|house|how|image|in|index|instagram|international|interview|january|july"
    r"|june|just|key|latest|law|life|lifestyle|link|list|listen|live|local|log|main|map|march|markets"
    r"|menu|middle|more|most|motoring|music|national|new|news|newsletter|newsletters|next|north|november"
    r"|now|october|of|on|open|opinion|our|page|photo|photos|picture|pictures|podcast|policy|politics"
    r"|popular|powered|press|preview|previous|print|privacy|profile|published|quick|read|real|recent"
    r"|related|report|reports|review|reviews|saved|science|search|section|security|see|september|series"
    r"|share|sign|site|social|society|south|special|sport|sports|stay|stories|story|subscribe|support"
    r"|tags|tech|technology|terms|the|today|top|topic|topics|travel|trending|tv|twitter|updated|us"
    r"|version|video|videos|view|war|watch|weather|west|what|who|why|with|world|write|wrong|year|your"
    r")",
    re.IGNORECASE,
)
_SHORTEST: Final = 2


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


def is_byline_label(text: str) -> bool:
    """Say whether a line only announces names that follow on lines of their own ("Written by")."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_role(text: str) -> bool:
    """Say whether a line is what a journalist is and no more ("Senior Political Correspondent")."""
    return _ROLES.fullmatch(text.strip(" ,|")) is not None


def is_agency(text: str) -> bool:
    """Say whether a line is the name of a news agency and no more."""
    return _AGENCY.fullmatch(text.strip()) is not None


def is_organisation(text: str) -> bool:
    """Say whether a line looks like a newsroom's name: capitalised words, "News" or its like among them."""
    words = text.split()
    return (
        len(words) <= len("five!")
        and all(word[0].isupper() or word in {"of", "and"} for word in words)
        and re.search(rf"\b{_ORGANISATION}\b", text, re.IGNORECASE) is not None
    )


def _may_stand_in_name(word: str) -> bool:
    return (
        word[0].isupper()
        or word.lower() in _ROLE_WORDS
        or re.fullmatch(_PARTICLE, word) is not None
        or _NO_PERSON.fullmatch(word) is not None
    )


def byline_text(text: str) -> str:
    """Return a byline without its "By" and without the date, the address or the handle behind it."""
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return _FOLLOWER.sub("", rest).strip(" |·•,")


def names_of(byline: str) -> tuple[str, ...]:
    """Return the persons that a byline (without "By") names, in its order.

    Agencies, desks, roles, places and "Staff" are no persons: of them nothing is
    kept. A name in capitals is written as names are.
    """
    names: list[str] = []
    for part in _SEPARATOR.split(_EMPLOYER.sub("", _BRACKETS.sub("", byline))):
        name = _TAIL.sub("", part.strip(" .,")).strip(" .,0123456789")
        house = _HOUSE.search(name)
        if house is not None and name.count(" ") > _SHORTEST:
            name = name[: house.start()]
        if name != part.strip(" .,") and " " not in name:
            continue
        if not name or _NO_PERSON.search(name) or not _NAME.fullmatch(name) or not name[0].isupper():
            continue
        if " " not in name and names:
            continue
        if (written := as_written(name)) not in names:
            names.append(written)
    return tuple(names)


def signers(byline: str) -> tuple[str, ...]:
    """Return who a byline (without "By") says has signed: its persons.

    Where it names no person, the organisations and desks it names instead, as they stand there:
    "Staff, Agencies" are two.
    """
    persons = names_of(byline)
    if persons:
        return persons
    parts = (part.strip(" .,") for part in _SEPARATOR.split(_EMPLOYER.sub("", byline)))
    return tuple(dict.fromkeys(as_written(part) for part in parts if part and part[0].isalnum()))


def is_name(text: str) -> bool:
    """Say whether a line by its looks is the name of one person: two to four capitalised words."""
    words = text.split()
    capitals = [word.strip(".") for word in words if word[0].isupper()]
    return (
        len(capitals) >= _SHORTEST
        and max(map(len, capitals)) > _SHORTEST
        and len(words) <= len("four")
        and _NAME.fullmatch(text) is not None
        and not _NO_PERSON.search(text)
        and not any(map(_NO_NAME_WORD.fullmatch, words))
        and all(word[0].isupper() or re.fullmatch(_PARTICLE, word) is not None for word in words)
    )


def as_written(name: str) -> str:
    """Return a name of several words in capitals as names are written ("MARY O'NEILL": "Mary O'Neill")."""
    if not name.isupper() or " " not in name:
        return name
    words = [word.title() for word in name.split()]
    words = [word.lower() if index and re.fullmatch(_PARTICLE, word.lower()) else word
             for index, word in enumerate(words)]  # fmt: skip
    return _INITIAL.sub(lambda match: match["start"].title() + match["letter"].upper(), " ".join(words))
