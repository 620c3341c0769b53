"""Phrases that name who carried words: ``told reporters``, ``carried by TASS``, ``in a statement``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from onrecord.schema import Relay, Span
from onrecord.statements.carriers import Carrier, carrier_at, load

Sort: TypeAlias = Literal["told", "occasion", "carried", "citing", "tail", "closing", "handed", "written"]

_DOCUMENT: Final = (
    r"(?:statement|letter|note|memo|memorandum|report|e-?mail|communiqu[eé]|press release|news release"
    r"|release"
    r"|op-ed|editorial|essay|text message|filing|declaration|petition|complaint|affidavit|cable"
    r"|video message|video"
    r"|audio message|audio recording|recording|audiotape|videotape|fax|bulletin|dispatch|newsletter|memoir"
    r"|blog post|blog|post|tweet|message|document|paper|research note)s?"
)
_DETERMINER: Final = r"(?:an?|his|her|its|their|the|another|this|that|one|two|separate|several)"
_TOLD: Final = re.compile(r"\b(?:told|tells|telling|informed)\s+")
_EMPLOYED: Final = re.compile(r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}\sof\s(?:the\s)?(?=[A-Z])")
_AND: Final = re.compile(r"\s+and\s+(?=[A-Z]|the\s[A-Z])")
_TALK: Final = re.compile(
    r"\b(?:interview(?:s|ed)?|conversation|comments?|remarks?|appearance|spoke|speaking|talking|appearing|appeared"
    r"|testimony|call|article|op-ed|column|editorial|editorial board"
    r"|statement|letter|message|e-?mail|note)(?=\s)",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"\b(?:in|during|from|at)\s+", re.IGNORECASE)
_SHOW: Final = re.compile(
    r"['’]?s?\s+(?:[\w“”\"‘’-]+\s+){0,2}?(?:interview|appearance|broadcast|programme|program|show|debate"
    r"|town hall|op-ed"
    r"|column|editorial|article|podcast|special)\b"
)
_WRITING: Final = re.compile(
    r"\b(?:wrote|writing|writes|argued|argues|published|said|says|noted|reported|penned)\W+$"
)
_ON: Final = re.compile(r"\b(?:on|via)\s+", re.IGNORECASE)
_CONFERENCE: Final = re.compile(
    rf"\b(?:in|at|during)\s+(?:{_DETERMINER}\s+)?(?:[\w.’'-]+\s+){{0,4}}?"
    r"(?P<name>(?:news|press|media)\s+(?:conference|briefing)s?|briefing(?!\s+\w+(?:book|paper|room)))\b",
    re.IGNORECASE,
)
_CARRIED: Final = re.compile(
    r"\b(?:carried|quoted|cited|reported|published|broadcast|aired|distributed|released|run|relayed|televised"
    r"|obtained|seen|shown|conveyed|appeared|appearing|printed|received|reviewed|provided|circulated|sent|leaked"
    r"|translated|monitored|posted|disclosed|revealed|delivered|issued|viewed|uploaded|shared|uncovered)(?=\s)"
)
_TO: Final = re.compile(r"\b(?:with|to|on|for|by|in|through|via|at)\s+")
_CLAUSE_END: Final = re.compile(r"[.;:!?“”\"]\s|,\s(?!(?:by|in|on|with)\b)|\b(?:that|who|said|says|and)\s")
_CITING: Final = re.compile(r"\b(?:citing|quoting)\s+")
_ACCORDING: Final = re.compile(r"\b(?:[Aa]ccording\s+to|as\s+per)\s+")
_COMMA: Final = re.compile(r"(?:[,”\"]|-)\s+(?=(?:the|state|official|local)\b|[A-Z]|al-)")
_REPORTED: Final = re.compile(
    r"(?:\s*\([A-Z][\w ]{1,20}\))?\s+(?:has\s+|have\s+|also\s+|later\s+|earlier\s+|had\s+)?"
    r"(?:reported|reports|said|says|quoted|wrote|cited|showed)\b"
)
_WRITTEN: Final = re.compile(
    rf"\b(?:in|through|via|by|with|from|issued?|released?|sent|posted?|read|wrote|published?|issues|issuing|releasing)\s+{_DETERMINER}\s+"
    rf"(?P<name>(?:[\w’'.-]+\s+){{0,3}}?{_DOCUMENT})\b(?!\s+(?:conference|card|office)\b)|"
    rf"\b[Ii]n\s+(?P<bare>(?:prepared|written|official|joint)\s(?:statement|remarks)|statement)\b(?=\s+(?:on|to"
    rf"|issued|released|carried))",
    re.IGNORECASE,
)
_TWEET: Final = re.compile(r"\b(?:re)?tweet(?:s|ed|ing)?\b", re.IGNORECASE)
_KEPT: Final = re.compile(
    r"^(?:joint|written|press|news|text|video|audio|blog|research|open|prepared)\b", re.IGNORECASE
)
_AUTHORITY: Final = re.compile(
    r"(?:(?:an?|the|its|their|his|her)\s+)?"
    r"(?P<name>(?:(?!(?:as|that|who|which|said|on|in|saying|and said)\b)[\w’'.-]+(?:\s+|(?=[,.;]|$))){1,6})"
)
_PEOPLE: Final = re.compile(
    r"officials?|sources?|witness(?:es)?|spokes(?:man|woman|person|people)|diplomats?|polic|ministr"
    r"|minister|lawmakers?"
    r"|activists?|residents?|experts?|analysts?|documents?|media|reports?|aides?|commanders?|doctors?"
    r"|people|army|figures"
    r"|intelligence|authorit|advis|prosecutors?|relatives?|lawyers?|study|studies|data|polls?|department"
    r"|agency|office"
)
_NOUN: Final = re.compile(rf"(?<![\w-]){_DOCUMENT}$|remarks$", re.IGNORECASE)
_PLATFORM: Final = re.compile(r"\b[A-Z]\w*(?: Social| Weibo)?\b")
_BARE: Final = frozenset({"television", "TV", "radio", "media", "press", "paper", "channel", "podcast"})
_IS_X: Final = re.compile(
    r"\s*(?:$|[.,;:)]|(?:that|on|late|early|in|and|to|along|after|with|platform|account)\b)"
)
_QUOTED: Final = re.compile(
    r"\b(?:quoted|cited|quotes|cites|quoting|reported|reports|said|says|showed"
    r"|broadcast)(?:\s+(?:on\s+)?\w+day)?(?:\s+that)?"
    r"(?:\s+(?:the|an?))?\s+$"
)
_FRONT: Final = re.compile(r"(?:(?:But|And|Meanwhile|Later|Earlier|However|On \w+day|\w+day),?\s+)?")
_LETTER: Final = (
    r"(?:joint statement|written statement|statement|letter|note|memo|e-?mail|communiqu[eé]|press release"
    r"|news release|message|fax|bulletin|post|tweet|op-ed|telegram|cable)s?"
)
_OWN_LETTER: Final = re.compile(
    rf"(?:['’]s?\s|\b(?:his|her|its|their|an?|the|that|this|another|one|two)\s|^)\s*(?:[\w-]+\s+){{0,2}}?"
    rf"(?P<name>{_LETTER})(?=\s*$|,|\s+(?:to|from|of|on|in|that|which|by|issued|released|sent|posted|published|dated"
    rf"|obtained|signed|carried|attributed)\b)",
    re.IGNORECASE,
)
_DEEP: Final = re.compile(r",|\b(?:who|which|that|in|to|from|with|of)\s")
_FROM: Final = re.compile(
    r"\s+(?:issued\s+|released\s+|distributed\s+)?(?:from|by)\s+(?:the\s+)?"
    r"(?P<name>(?:[A-Z][\w’'-]*)(?:\s+(?:(?:of|the|for|and)\s+){0,2}[A-Z][\w’'-]*){1,12})"
)
_SITE: Final = re.compile(r"\b(?:website|web site|site|blog)$")
_LANGUAGE: Final = re.compile(r"\w+-language ")
_REACH: Final = 60
_REST: Final = 40
_NEAR: Final = 24
_WEAK: Final = frozenset({"post", "tweet", "message", "video", "blog post", "posts", "tweets", "videos"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a sentence that names who carried words: how it says so, its span, whom it names."""

    sort: Sort
    span: Span
    relay: Relay


def find_phrases(text: str, start: int, end: int) -> list[Phrase]:
    """Return the phrases of a sentence; of those that name the same words the first sort stays."""
    found: dict[Span, Phrase] = {}
    for finder in (_told, _carried, _citing, _tail, _occasions, _conferences, _written, _platforms, _tweets):
        for phrase in finder(text, start, end):
            span = phrase.relay.spans[0]
            if not any(low < span[1] and span[0] < high for low, high in found):
                found[span] = phrase
    return sorted(found.values(), key=lambda phrase: phrase.span)


def _phrase(sort: Sort, start: int, carrier: Carrier) -> Phrase:
    return Phrase(sort, (start, carrier.span[1]), Relay(carrier.name, carrier.kind, (carrier.span,)))


def _told(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _TOLD.finditer(text, start, end):
        employed = _EMPLOYED.match(text, match.end(), end)
        at: int | None = employed.end() if employed else match.end()
        while at is not None:
            carrier = carrier_at(text, at, end)
            at = None
            if carrier is not None and carrier.kind != "platform":
                yield _phrase("told", match.start(), carrier)
                other = _AND.match(text, carrier.span[1], end)
                at = other.end() if other else None


def _carried(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _CARRIED.finditer(text, start, end):
        carrier = _behind(text, match.end(), end)
        if carrier is not None and carrier.kind != "press":
            yield _phrase("carried", match.start(), _own_site(carrier))


def _behind(text: str, at: int, end: int) -> Carrier | None:
    """Return the first carrier behind a preposition near: ``(released) late on Friday by TASS``."""
    stop = min(end, at + _REACH)
    bound = _CLAUSE_END.search(text, at, stop)
    for match in _TO.finditer(text, at, bound.start() if bound else stop):
        carrier = carrier_at(text, match.end(), end)
        if carrier is not None:
            return carrier
    return None


def _own_site(carrier: Carrier) -> Carrier:
    """Take a site without a name of its own (``on its website``) for a platform."""
    site = _SITE.search(carrier.name)
    if site is None or (carrier.name[0].isupper() and not _LANGUAGE.match(carrier.name)):
        return carrier
    end = carrier.span[1]
    return Carrier(site[0], "platform", (end - len(site[0]), end))


def _citing(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _CITING.finditer(text, start, end):
        carrier = carrier_at(text, match.end(), end)
        if carrier is None:
            authority = _AUTHORITY.match(text, match.end(), end)
            if authority is None or not _PEOPLE.search(authority["name"]):
                continue
            name = authority["name"].strip(" ,.;")
            low = authority.start("name")
            carrier = Carrier(name, "source", (low, low + len(name)))
        yield _phrase("citing", match.start(), carrier)


def _tail(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _ACCORDING.finditer(text, start, end):
        carrier = carrier_at(text, match.end(), end)
        if carrier is not None and carrier.kind != "press":
            yield _phrase("tail", match.start(), carrier)
    for match in _COMMA.finditer(text, start, end):
        carrier = carrier_at(text, match.end(), end)
        if carrier is None or carrier.kind in {"press", "platform"}:
            continue
        if _REPORTED.match(text, carrier.span[1], end):
            yield _phrase(
                "closing" if _is_last(text, carrier.span[1], end) else "tail", match.start(), carrier
            )


def _is_last(text: str, at: int, end: int) -> bool:
    """Tell whether a carrier and its verb close a sentence: ``…, TASS reported on Friday``."""
    return end - at <= _REST and "," not in text[at:end]


def _occasions(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield interviews, broadcasts, and papers that somebody wrote in."""
    for match in _TALK.finditer(text, start, end):
        carrier = _behind(text, match.end(), end)
        if carrier is not None:
            yield _phrase("occasion", match.start(), _own_site(carrier))
    for match in _IN.finditer(text, start, end):
        carrier = carrier_at(text, match.end(), end)
        if carrier is None or carrier.kind not in {"outlet", "agency"}:
            continue
        named = load().find(carrier.name) is not None
        opens = named and match.start() == start and text[carrier.span[1] : carrier.span[1] + 1] == ","
        shown = opens or _SHOW.match(text, carrier.span[1], end) is not None
        if shown or (named and _WRITING.search(text, max(start, match.start() - _NEAR), match.start())):
            yield _phrase("occasion", match.start(), carrier)


def _conferences(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _CONFERENCE.finditer(text, start, end):
        span = match.span("name")
        yield Phrase("occasion", match.span(), Relay(text[slice(*span)], "press", (span,)))


def _written(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _WRITTEN.finditer(text, start, end):
        group = "name" if match["name"] else "bare"
        span = match.span(group)
        words = text[slice(*span)]
        for platform in _PLATFORM.finditer(words):
            known = load().find(platform[0])
            if known is not None and known[1] == "platform":
                place = (span[0] + platform.start(), span[0] + platform.end())
                yield Phrase("written", match.span(), Relay(known[0], "platform", (place,)))
                break
        else:
            low = span[1] - len(_core(words))
            if _TWEET.fullmatch(text, low, span[1]):
                yield Phrase("written", match.span(), Relay("Twitter", "platform", ((low, span[1]),)))
            else:
                document = Relay(text[low : span[1]], "document", ((low, span[1]),))
                yield Phrase("written", match.span(), document)
                yield from _issuer(text, match.start(), span[1], end)


def _issuer(text: str, start: int, at: int, end: int) -> Iterator[Phrase]:
    """Yield the body that handed a document out: ``in a statement from the Press Bureau``."""
    match = _FROM.match(text, at, end)
    if match is not None:
        span = match.span("name")
        yield Phrase("handed", (start, span[1]), Relay(text[slice(*span)], "source", (span,)))


def _core(words: str) -> str:
    """Return a document's noun with the word before it that says what kind it is: ``joint statement``."""
    noun = _NOUN.search(words)
    assert noun is not None, "the pattern of documents ends in one"
    before = words[: noun.start()].split()
    kind = before[-1] if before and _KEPT.match(before[-1]) else ""
    return words[words.rindex(kind, 0, noun.start()) :] if kind else noun[0]


def _platforms(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield ``on X``, ``on his Facebook page``, ``on state television``, ``on its website``."""
    for match in _ON.finditer(text, start, end):
        carrier = carrier_at(text, match.end(), end)
        if carrier is None or carrier.kind not in {"platform", "outlet"} or carrier.name in _BARE:
            continue
        if carrier.name == "X" and not _IS_X.match(text, carrier.span[1], end):
            continue
        yield _phrase("occasion", match.start(), _own_site(carrier))


def _tweets(text: str, start: int, end: int) -> Iterator[Phrase]:
    for match in _TWEET.finditer(text, start, end):
        yield Phrase("told", match.span(), Relay("Twitter", "platform", (match.span(),)))


def head_of(text: str, start: int, end: int) -> Phrase | None:
    """Return the carrier that a sentence begins with and whose report another's words are: ``TASS quoted``.

    `end` is where the source begins that it reports on.
    """
    link = _QUOTED.search(text, start, end)
    if link is None:
        return None
    front = _FRONT.match(text, start, end)
    at = front.end() if front else start
    carrier = carrier_at(text, at, end)
    if carrier is None or carrier.kind in {"press", "platform"} or link.start() - carrier.span[1] > _NEAR:
        return None
    return _phrase("tail", at, carrier) if carrier.span[1] <= link.start() else None


def letter_of(text: str, source: Span) -> Phrase | None:
    """Return the document that is a source and has an owner: ``Kim's letter``, ``her statement``."""
    match = _OWN_LETTER.search(text, *source)
    if match is None or _DEEP.search(text, source[0], match.start("name")):
        return None
    span = match.span("name")
    if _TWEET.fullmatch(text, *span):
        return Phrase("written", source, Relay("Twitter", "platform", (span,)))
    return Phrase("written", source, Relay(text[slice(*span)], "document", (span,)))


def is_weak(relay: Relay) -> bool:
    """Tell whether a document is no more than the form of what stands on a platform: ``a post on X``."""
    return relay.kind == "document" and relay.name.lower() in _WEAK
