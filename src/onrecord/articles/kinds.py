"""What each block of a text dump is: a paragraph, a heading, a caption, a label.

The labels are those in general use on English-language news sites; nothing here
knows any one site. A page is read by its structure, labels only help.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from onrecord.articles.bylines import is_byline
from onrecord.articles.dates import find_dates
from onrecord.articles.lines import Block

Kind: TypeAlias = Literal[
    "paragraph",  # prose: a sentence that ends
    "short",  # a sentence of a few words, or words that lead in
    "heading",  # words that no full stop ends
    "item",  # a bulleted sentence
    "bullet",  # a bulleted word or line
    "caption",  # what stands under a photograph
    "byline",
    "date",
    "aside",  # one line that points to another page: "Read more: …"
    "side",  # a label that opens a list of other articles: "Related", "Most Read"
    "tags",  # a label that opens the list of the article's subjects
    "stop",  # a label after which no article goes on: "Comments"
    "furniture",  # buttons, share counts, notices
]

_CLOSERS = "\"'”’»)]*_›"
_ENDS = ".!?…。؟！？"
_LEADS = ":,;—–"
_LABEL_WORDS = 8
_LABEL_LENGTH = 120
_PARAGRAPH_WORDS = 8
_PROSE_WORDS = 25
_INNER_WORDS = 12
_ITEM_WORDS = 7
_LEAD_WORDS = 4
_DATE_WORDS = 16
_DATE_LABEL = 24
_DATE_WORDS_BESIDE = frozenset(
    {"and", "by", "at", "on", "in", "of", "for", "the", "updated", "published", "last", "ago"}
)

_NOUN = (
    r"(?:news|stor(?:y|ies)|articles?|posts?|content|coverage|reading|topics?|links|videos?|headlines?|picks?|"
    r"choice|reads?|reports?|items|now|today|on this(?: story| topic)?|for you|by|stories? from .{1,30})"
)
_SIDE = re.compile(
    rf"(?:(?:related|recommended|trending|popular|latest|breaking|sponsored|promoted|featured|top|more|other|similar|"
    rf"editor['’]?s['’]?|our|suggested|paid|recent)\s*(?:{_NOUN}\s*){{0,3}}|"
    r"most (?:read|popular|viewed|shared|commented|recent|watched|discussed)(?: .{1,20})?|"
    r"(?:read|up|watch|what to read) next|(?:also|further) read(?:ing)?|read (?:also|more|this|on)|see also|"
    r"more (?:from|on|about|in|like) .{1,40}|(?:you|readers) (?:may|might)(?: also)? (?:like|be interested in|have missed)|"
    r"in case you missed it|don['’]t miss|must[- ]?reads?|(?:from|around) (?:the|our) (?:web|partners?|archives?|site)|"
    r"ticker|just in|headlines|paid content|coverage|(?:daily |our )?newsletters?|live updates)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:\(?\d+\)? )?comments?(?: \(?\d+\)?| section)?|(?:leave|post|add|write|view|show|read|join)"
    r"(?: (?:a|all|the|your|us))* ?(?:\d+ )?(?:comments?|reply|conversation|discussion)|responses|discussion|"
    r"previous (?:post|article|story)(?: next .{1,10})?|next (?:post|article|story)|post navigation|"
    r"about (?:us|the authors?)|contact(?: us)?|privacy(?: policy| notice)?|terms(?: (?:of|and|&) .{1,20})?|"
    r"cookie (?:policy|settings|preferences)|(?:© ?|copyright ).*|.*\ball rights reserved\b.*|"
    r"back to top|site ?map|advertise(?: with us)?",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:tags?|topics|tagged|keywords|filed under|in this (?:story|article)|categories)", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:also read|read also|read more|see also|see more|watch(?: also| more| now| live)?|listen|read|more|related|"
    r"recommended|up next|read next|don['’]t miss|opinion|explained|in pictures|must read|further reading|learn more|"
    r"click here(?: to .*)?|find out more|continue reading|more on this)\s?(?::|»|>|\||—|–)\s*\S|"
    r"(?:also read|read also|read more|see also|continue reading|click here|keep reading|find out more)\b"
    r"|story continues|article continues|(?:scroll|keep scrolling) (?:down )?(?:to|for)\b",
    re.IGNORECASE,
)
_TAG_LINE = re.compile(
    r"(?:tags?|topics|keywords|filed under|tagged(?: in| with| as)?)\s?:\s*\S", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"(?:\d[\d.,]*\s?k?\s+)?(?:shares?|views?|likes?|reads?)(?: \d+)?|(?:share|tweet|pin|print|e-?mail|save|copy link|"
    r"bookmark|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|youtube|pinterest|flipboard|listen|watch|"
    r"play|pause|close|menu|search|home|live|loading|advertisement|advertising|ads?|sponsored|next|previous|open|"
    r"sign ?in|sign ?up|log ?in|register|donate|skip to .{1,20}|please wait|no ?script|source:.{1,40}|gallery|photos?)"
    r"(?: (?:this|it|on|via|by|article|story|page|email|facebook|twitter|x|whatsapp|link|to .{1,15}|now|video|us|link))*|"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[- ]?(?:min(?:ute)?s?)\.?(?: to)?(?: of)? read(?:ing)?(?: time)?|"
    r"(?:estimated )?read(?:ing)? time\b.{0,20}|"
    r"(?:about |over )?(?:\d+|an?) (?:second|minute|hour|day|week|month|year)s? ago",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"(?:please\s+)?(?:(?:sign|log) (?:up|in)|subscri(?:be|ption)|follow|download|click|tap|join|enter|get (?:our|the|more|all)|"
    r"support|donate|register|already (?:a|have)|want (?:more|to)|don['’]t miss|stay (?:up|informed|connected)|"
    r"have (?:a|you)|to (?:continue|read|view|get|receive)|this (?:site|website|page|video|copy|material|content|article)|"
    r"(?:we|our) (?:site |website )?(?:use|uses|value|and our)|by (?:clicking|signing|subscribing|continuing|submitting|"
    r"entering|providing|using)|(?:please )?enable|your (?:browser|email|support|privacy)|you can (?:also )?(?:follow|"
    r"unsubscribe|find)|thank you for|an? error|sorry)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:newsletters?|e-?mail|inbox|subscri(?:be|bers?|ption|bing)|app store|google play|notifications?|alerts?|cookies?|"
    r"javascript|browser|account|privacy policy|terms of|whatsapp|telegram channel|on (?:facebook|twitter|instagram|x)|"
    r"podcast|copyright|republish|redistribut\w+|tip|donat\w+|membership|trial|log ?in|sign ?up|personal data|"
    r"@\w+)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"©|\bprivacy (?:notice|policy)\b|\bsend (?:us )?tips\b|\bfree of charge\b|\bfree trial\b|\bour newsletters?\b|"
    r"\bnewsletters? (?:brings|may|for|to)\b|\b(?:email|e-mail|follow) (?:him|her|them) (?:at|on)\b"
    r"|\ball rights reserved\b|(?:material|content|story|article|copy) may not be (?:published|reproduced)|\bcookies?\b.*"
    r"\b(?:policy|preferences|experience|consent)\b",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:AP|AFP|Reuters|EPA(?:-EFE)?|EFE|UPI|PA|Getty|Xinhua|TASS|Sputnik|ANSA|DPA|dpa|Anadolu|AA|NurPhoto|Shutterstock|"
    r"[Pp]hotos?|[Pp]hotographer|[Pp]icture|[Ii]mages?|[Ff]ile|[Ii]llustrat\w+|[Cc]ourtesy|[Hh]andout|[Ss]creen ?grab|"
    r"[Ss]creenshot|[Pp]ool|Archive|iStock|Alamy|Bloomberg|Wikimedia(?: Commons)?|Flickr|CC BY[\w -]*)"
)
_CAPTION_END = re.compile(
    rf"[(\[](?:[^()\[\]]*[\s/:;,–-])?{_AGENCY}(?:[\s/:;,.–-][^()\[\]]*)?[)\]]\.?$|"
    r"(?:[Pp]hoto(?:graph|s)?|[Ii]mages?|[Pp]icture|[Cc]redit|[Vv]ideo|[Ii]llustration|PHOTO|CREDIT|IMAGE|Source)"
    r"(?:\s?:|\s?/| by)\s?[^.:]{2,60}$|"
    r"(?:Getty(?: Images)?|/AFP|/Reuters|/AP|/REUTERS|AP Photo|EPA-EFE|Shutterstock|via (?:Getty|AP|Reuters)(?: Images)?)$"
)
_CAPTION_START = re.compile(
    r"(?:photo(?:graph)?|image|picture|credit|file(?: photo)?|pictured|caption|illustration|graphic|video|gallery|slide)"
    r"(?:\s+(?:by|credit|courtesy(?: of)?|source))?\s?(?::|/|\||-\s|–|—)|(?:photo|image|picture|illustration) by\s|"
    r"(?:photo|image) credits?\b|(?:getty|ap|afp|reuters|epa)(?: (?:images|photo))?$",
    re.IGNORECASE,
)
_BARE_AGENCY_END = re.compile(r"[.!?”\"]\s*\([A-Z][A-Za-z /]{1,20}\)$")
_INNER_END = re.compile(r"[a-z\d)\"”’][.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")
_WINDOW = 2000


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does, closing quotes and brackets aside."""
    bare = text[-8:].rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in _ENDS


def ends_with_sign_off(text: str) -> bool:
    """Say whether a sentence is followed by nothing but an agency in brackets."""
    return _BARE_AGENCY_END.search(text[-40:]) is not None


def kind_of(block: Block) -> Kind:
    """Return what a block is, by its own words."""
    label = _label(block)
    if label is not None:
        return label
    text = block.text
    if _CAPTION_START.match(text) or _CAPTION_END.search(text[-160:]):
        return "caption"
    prose = _prose(block)
    if prose is None:
        return "bullet" if block.bullet else "heading"
    if block.bullet:
        return "item" if block.words >= _ITEM_WORDS else "bullet"
    return prose


def _label(block: Block) -> Kind | None:
    text, words = block.text, block.words
    if words <= _LABEL_WORDS and len(text) <= _LABEL_LENGTH:
        bare = text.rstrip(" :.…>»→|-+").lstrip("|>»- ")
        if _FURNITURE.fullmatch(bare) or not any(map(str.isalnum, bare)):
            return "furniture"
        for kind, pattern in _LABELS:
            if pattern.fullmatch(bare):
                return kind
    head = text[:_WINDOW]
    if words <= _DATE_WORDS:
        if is_byline(head):
            return "byline"
        if _is_date(head):
            return "date"
    if _TAG_LINE.match(head) and words <= _PROSE_WORDS:
        return "tags"
    if _ASIDE.match(head) and words <= _PROSE_WORDS:
        return "aside"
    if words <= 2 * _PROSE_WORDS and ((_APPEAL.match(head) and _OFFER.search(head)) or _NOTICE.search(head)):
        return "furniture"
    return None


_LABELS: tuple[tuple[Kind, re.Pattern[str]], ...] = (("side", _SIDE), ("tags", _TAGS), ("stop", _STOP))


def _is_date(text: str) -> bool:
    dates = find_dates(text)
    if not dates:
        return False
    if ends_sentence(text) and not text.endswith("m."):
        return False
    rest = text[: dates[0][1]] + text[dates[-1][2] :]
    return len(rest) <= _DATE_LABEL or all(
        word[0].isupper() or not word[0].isalpha() or word in _DATE_WORDS_BESIDE for word in rest.split()
    )


def _prose(block: Block) -> Kind | None:
    text, words = block.text, block.words
    if ends_sentence(text):
        return "paragraph" if words >= _PARAGRAPH_WORDS else "short"
    if words >= _PROSE_WORDS:
        return "paragraph"
    if words >= _INNER_WORDS and _INNER_END.search(text[:_WINDOW]):
        return "paragraph"
    if text[-1] in _LEADS and words >= _LEAD_WORDS:
        return "short"
    return None
