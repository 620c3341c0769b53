"""Agencies, newspapers, broadcasters and platforms, by the names that pages call them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from onrecord.schema import RelayKind, Span

_TOKEN: Final = re.compile(r"[\s“\"‘']*([\w.&/-]*[\w&](?:[’'](?!s\b)\w+)*)([’']s\b|[’'](?=\s))?")
_ADJECTIVE: Final = re.compile(
    r"(?:the|a|an|its|his|her|their|our|state|official|government|local|foreign|private|public|independent"
    r"|semi-?official|daily|weekly|monthly|national|international|regional|satellite|business|leading"
    r"|influential"
    r"|opposition|cable|news|financial|conservative|liberal|left-wing|right-wing|far-right|online|popular"
    r"|military"
    r"|rival|fellow|main|domestic|several|some|other|various|social|sister|global|morning|evening|Sunday"
    r"|English"
    r"|\w+-(?:language|based|run|owned|controlled|linked|backed|funded|affiliated|aligned|friendly)"
    r"|pro-[\w-]+)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"(?:U\.?S\.?|U\.?K\.?|American|British|French|German|Dutch|Greek|Swiss|Thai|Czech|Iraqi|Israeli|Saudi"
    r"|Qatari"
    r"|Kuwaiti|Emirati|Omani|Yemeni|Pakistani|Bangladeshi|Afghan|Azeri|North|South|New|[A-Z][a-z]+(?:ese"
    r"|ish|ian|ean|an|"
    r"ic|ese)|DPRK|UN|EU)"
)
_MEDIA: Final = re.compile(
    r"(?P<agency>(?:state |official |wire )?news agency|news agencies|agency|agencies|newswires?"
    r"|wire services?|news services?)"
    r"|(?P<platform>social media(?: platform| site| network)?|social network|messaging (?:app|service)"
    r"|microblog(?:ging site)?)"
    r"|(?P<outlet>newspapers?|daily|weekly|magazine|television(?: station| channel| network)?|TV(?: station"
    r"| channel"
    r"| network)?|radio(?: station| network)?|broadcasters?|channel|network|news website|news site|website"
    r"|web ?site"
    r"|news portal|portal|station|tabloid|journal|paper|media(?: outlets?| reports)?|press|outlets?|blog"
    r"|podcast)"
)
_PRESS: Final = re.compile(
    r"reporters|journalists|newsmen|correspondents|(?:the )?(?:press corps|media crew)|(?:a )?reporter"
    r"|(?:\w+ )?(?:news|press|media) (?:conference|briefing)s?|(?:the )?(?:press|media)(?= (?:on|in|at"
    r"|after|that|during|as)\b|[,.:])"
    r"|(?:a )?(?:daily |regular |weekly )?briefing"
)
_OUTLET_END: Final = re.compile(
    r"Bee|Broadcasting|Channel|Chronicle|Courier|Daily|Dispatch|Echo|Examiner|FM|Gazette|Globe|"
    r"Guardian|Herald|Ilbo|Inquirer|Journal|Magazine|Mail|Mirror|Monitor|News|Newspaper|Observer|"
    r"Online|Post|Press|Radio|Register|Review|Sentinel|Shimbun|Standard|Star|Sun|TV|Telegraph|"
    r"Television|Times|Today|Tribune|Weekly|Zeitung"
)
_OUTLET_START: Final = frozenset({"Radio", "Channel", "TV", "Daily", "Televisa", "Telewizja"})
_AGENCY_END: Final = ("News Agency", "Press Agency", "Press Association", "News Service", "Newswire")
_CALENDAR: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December"
)
_DETERMINERS: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "our"})
_NOBODY: Final = frozenset(
    {
        "agency",
        "paper",
        "press",
        "journal",
        "network",
        "channel",
        "station",
        "site",
        "blog",
        "daily",
        "weekly",
        "television",
        "TV",
        "radio",
        "media",
        "outlet",
        "outlets",
    }
)
"""Nouns that name no carrier by themselves."""
_LONGEST_NAME: Final = 6
_MOST_TOKENS: Final = 9
_SHORT: Final = 5


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carried words: the canonical name where it is known, the kind, and where the page names it."""

    name: str
    kind: RelayKind
    span: Span


@dataclass(slots=True)
class Directory:
    """The packaged list: canonical name and kind by name; `plain` are words or people's names too."""

    names: dict[str, tuple[str, RelayKind]] = field(default_factory=dict)
    folded: dict[str, tuple[str, RelayKind]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)

    def find(self, name: str) -> tuple[str, RelayKind] | None:
        """Return who bears a name; only long names may differ in case, hyphens and accents' absence."""
        found = self.names.get(name)
        if found is None and len(name) >= _SHORT:
            found = self.folded.get(_folded(name))
        return found

    def is_plain(self, name: str) -> bool:
        """Tell whether a name needs a word like ``newspaper`` beside it to count."""
        return name in self.plain


def _folded(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ").replace("-", " ").casefold()


@cache
def load() -> Directory:
    """Read the packaged list once a process."""
    directory = Directory()
    listed: set[str] = set()
    text = resources.files("onrecord.statements").joinpath("data/carriers.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        row = json.loads(line)
        known: tuple[str, RelayKind] = (row["name"], row["kind"])
        for name in (row["name"], *row.get("aliases", ())):
            directory.names[name] = known
            listed.add(name)
            directory.folded.setdefault(_folded(name), known)
        directory.plain |= set(row.get("plain", ()))
    for name in [name for name in directory.names if name.startswith("The ")]:
        bare = name.removeprefix("The ")
        if directory.names.setdefault(bare, directory.names[name]) and bare not in listed:
            directory.plain.add(bare)
    return directory


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    owner: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or (
            self.text[:3] in {"al-", "an-", "as-", "el-"} and self.text[3:4].isupper()
        )


def _words(text: str, at: int, end: int) -> list[_Word]:
    """Return the words from a place on, up to the first punctuation that ends a phrase."""
    found: list[_Word] = []
    while len(found) < _MOST_TOKENS:
        match = _TOKEN.match(text, at, end)
        if match is None or (found and not match[0][0].isspace()):
            break
        word = match[1]
        stop = match.end(1)
        if word.endswith(".") and word.count(".") == 1:
            word, stop = word[:-1], stop - 1
        if word:
            found.append(_Word(word, match.start(1), stop, match[2] is not None))
        at = match.end()
    return found


def carrier_at(text: str, at: int, end: int) -> Carrier | None:
    """Return the carrier that the phrase at a place names, or None if it names something else."""
    words = _words(text, at, end)
    for index, word in enumerate(words):
        titled = any(before.text.lower() not in _DETERMINERS for before in words[:index])
        known = _known(text, words[index:], end, preceded=titled)
        if known is not None:
            return known
        press = _PRESS.match(text, word.start, end) if _is_bare(words[:index]) else None
        if press is not None and (press.end() == end or not text[press.end()].isalnum()):
            return Carrier(_bare(press[0]), "press", (press.end() - len(_bare(press[0])), press.end()))
        media = _media(text, word.start, end)
        if media is not None:
            return _after(text, words, media, at) or _generic(text, words[: index + 1], media)
        place = word.is_capital and _PLACE.fullmatch(word.text)
        if word.owner or place or _ADJECTIVE.fullmatch(word.text):
            unknown = _unknown(text, words[index:], end) if _may_begin(word) else None
            if unknown is not None:
                return unknown
            continue
        return _unknown(text, words[index:], end) if word.is_capital else None
    return None


def _may_begin(word: _Word) -> bool:
    """Tell whether a word like ``Daily`` may begin a name; ``Lima-based`` does not."""
    return word.is_capital and not word.owner and "-" not in word.text


def _is_bare(words: list[_Word]) -> bool:
    """Tell whether nothing stands before a noun that says whose it is: ``state media`` are no listeners."""
    return not words or words[-1].text.lower() not in {"state", "official", "local", "foreign"}


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|a) ", "", phrase)


def _media(text: str, at: int, end: int) -> re.Match[str] | None:
    match = _MEDIA.match(text, at, end)
    return match if match and (match.end() == end or not text[match.end()].isalnum()) else None


def _kind(media: re.Match[str]) -> RelayKind:
    if media["agency"]:
        return "agency"
    return "platform" if media["platform"] else "outlet"


def _known(text: str, words: list[_Word], end: int, *, preceded: bool) -> Carrier | None:
    if not words[0].is_capital and words[0].text != "dpa":
        return None
    directory = load()
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        last = words[count - 1]
        name = text[words[0].start : last.end]
        found = directory.find(name)
        if found is None:
            continue
        media = None if last.owner else _media(text, last.end + 1, end)
        if media is not None and media[0] in {"media", "press"} and directory.is_plain(name):
            continue
        if media is None and count == 1 and (_runs_on(words) or (directory.is_plain(name) and not preceded)):
            continue
        return Carrier(*found, (words[0].start, media.end() if media else last.end))
    return None


def _runs_on(words: list[_Word]) -> bool:
    """Tell whether a single word is the beginning of another name: ``Time Warner``, ``Fox Sports``."""
    if len(words) == 1 or words[0].owner or words[0].text.isupper():
        return False
    return words[1].is_capital and not _CALENDAR.fullmatch(words[1].text)


def _capitals(words: list[_Word]) -> list[_Word]:
    run: list[_Word] = []
    for word in words:
        if not (word.is_capital or (run and word.text in {"of", "the", "and", "&", "de", "del", "la", "le"})):
            break
        run.append(word)
        if word.owner:
            break
    while run and not run[-1].is_capital:
        run.pop()
    return [word for word in run if not _CALENDAR.fullmatch(word.text)] if run else run


def _unknown(text: str, words: list[_Word], end: int) -> Carrier | None:
    """Return a carrier that the list does not have, by the form of its name or the noun behind it."""
    run = _capitals(words)
    if not run:
        return None
    while len(run) > 1 and _PLACE.fullmatch(run[0].text) and run[0].text not in {"North", "South", "New"}:
        run = run[1:]
    if _ADJECTIVE.fullmatch(run[-1].text):
        return None
    name = text[run[0].start : run[-1].end]
    media = None if run[-1].owner else _media(text, run[-1].end + 1, end)
    if media is not None and not _PLACE.fullmatch(name):
        return Carrier(name, _kind(media), (run[0].start, media.end()))
    if name.endswith(_AGENCY_END):
        return Carrier(name, "agency", (run[0].start, run[-1].end))
    if len(run) > 1 and (_OUTLET_END.fullmatch(run[-1].text) or run[0].text in _OUTLET_START):
        return Carrier(name, "outlet", (run[0].start, run[-1].end))
    return None


def _after(text: str, words: list[_Word], media: re.Match[str], at: int) -> Carrier | None:
    """``the newspaper Dagens Nyheter``: the name stands behind the noun."""
    behind = [word for word in words if word.start >= media.end()]
    if not behind or not behind[0].is_capital or behind[0].start != media.end() + 1:
        return None
    known = _known(text, behind, behind[-1].end, preceded=True)
    if known is not None:
        return Carrier(known.name, known.kind, known.span)
    run = _capitals(behind)
    if not run or media[0].endswith("s"):
        return None
    return Carrier(text[run[0].start : run[-1].end], _kind(media), (max(at, run[0].start), run[-1].end))


def _generic(text: str, words: list[_Word], media: re.Match[str]) -> Carrier | None:
    """``state television``, ``local media``: a carrier without a name."""
    first = next((w for w in words if w.text.lower() not in _DETERMINERS and not w.owner), words[-1])
    start = min(first.start, media.start())
    name = text[start : media.end()]
    if name in _NOBODY:
        return None
    return Carrier(name, _kind(media), (start, media.end()))
