"""Whether words beside a statement belong to its saying: by where they stand in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.schema import Span, Statement
from onrecord.statements.clauses import Setting

OCCASION: Final = (
    r"(?:news |press |joint )?(?:conference|briefing|statement|interview|speech|address|hearing|debate"
    r"|meeting"
    r"|announcement|remarks|comments|testimony|appearance|broadcast|edition|editorial|column|report|letter"
    r"|note"
    r"|post|tweet|blog|e-?mail|session|summit|talks|rally|forum|event|call|show|article|memo|op-ed"
    r"|program(?:me)?)s?"
)
"""A pattern of what words are said at or in."""

# Words that open a clause of their own, or are its verb: what stands behind them is not the cue's.
_CLAUSE: Final = re.compile(
    r"[;:?!“”\"—]|[.](?=\s+[A-Z]\w+\s)|\b(?:that|who|which|whose|whom|where|when|while|after|before|because"
    r"|since"
    r"|if|although|though|until|unless|but|than|whether|how|why|what|is|are|was|were|be|been|has|have|had"
    r"|will"
    r"|would|could|can|may|might|should|must|did|does|do|says?|said|told|tells|began|broke|came|fell|fled"
    r"|gave|got"
    r"|hit|kept|left|led|lost|made|met|paid|ran|rose|shot|spoke|struck|took|went|won|became|saw"
    r"|(?!(?:published|released|broadcast|issued|posted|aired|televised|recorded|printed|delivered|emailed"
    r"|e-mailed"
    r"|carried|prepared|taped|scheduled|distributed|received|obtained|circulated|joined|signed|reached"
    r"|asked|heated"
    r"|based|related|closed|packed|crowded|called|prerecorded|pre-recorded|besieged|unnamed|named|red"
    r"|united|quoted"
    r"|cited|reported|translated|conveyed|relayed|viewed|reviewed|unscheduled|detailed|written|sworn)\b)"
    r"[a-z-]+(?<!e)ed"
    r"|(?!(?:meeting|briefing|hearing|recording|speaking|gathering|sitting|writing|appearing|addressing|testifying"
    r"|morning"
    r"|evening|opening|during|following|responding|answering|commenting|closing|ruling|including|offering"
    r"|building"
    r"|according|fundraising|polling|wedding|spring|broadcasting|visiting|accompanying|welcoming|hosting"
    r"|announcing|talking)\b)[a-z-]{2,}ing)\b",
)
_AFTER_OCCASION: Final = re.compile(
    rf"\b(?:after|before)\s+(?:(?:a|an|the|his|her|their|its|talks"
    rf"|\w+ing)\s+)?(?:[\w'’-]+\s+){{0,3}}{OCCASION}\b",
    re.IGNORECASE,
)
_SHOW: Final = re.compile(r"\b(?:on|['’]s|programme?|show)\s+[“\"‘][^“”\"’]{2,40}[”\"’]")
_RELATIVE: Final = re.compile(r"\b(?:who|whose|whom|which|that|where|when)\b")
_DOING: Final = re.compile(
    r"(?!Speaking|Appearing|Addressing|Testifying|Talking|Writing|Responding|Answering|Commenting|During"
    r"|Following"
    r"|According|Campaigning|Posting|Tweeting|Asked|Reached|Interviewed|Questioned"
    r"|Pressed)[A-Z][a-z]+(?:ing|ed)\b"
)
_NOUN: Final = re.compile(
    r"\b(?!(?:[Ii]n|[Aa]t|[Oo]n|[Ff]rom|the|a|an|his|her|their|its|and|of|by|with|as|to|for|phone|late|early|also)\b)"
    r"[a-z][\w-]+"
)
_OCCASIONAL: Final = re.compile(
    rf"\b(?:{OCCASION}|[Ss]peaking|[Tt]alking|[Aa]ddressing|[Aa]ppearing|[Aa]sked|[Rr]eached|[Ww]riting|[Qq]uestioned"
    r"|[Ii]nterviewed|[Rr]esponding|[Cc]ommenting|[Tt]estifying|reporters|article|poll|survey|study"
    r"|recording|video|message|tape|memo|filing|book)\b",
    re.IGNORECASE,
)
_FRONT: Final = re.compile(
    r"[^\w]*(?:(?:And|But|Also|Meanwhile|Separately|However|Then|Still|Yet|Later|Previously),?\s*)?"
)
_PARTICIPLE: Final = re.compile(r"^(?:\w+ly )?[a-z]+ing\b")
_EARLIER: Final = re.compile(
    r"\b(?:had|has|have|previously|earlier|repeatedly|often|already|once)\b", re.IGNORECASE
)
_LONGEST_GAP: Final = 170
_LONGEST_FRONT: Final = 130
_BESIDE_SOURCE: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement's source and cue stand in their sentence; `source` only where it is in it."""

    statement: Statement
    sentence: Span
    cue: Span
    source: Span | None

    @property
    def first(self) -> int:
        """Return where the attribution begins."""
        return min(self.cue[0], self.source[0] if self.source else self.cue[0])


@dataclass(frozen=True, slots=True)
class Attachment:
    """Tells of the words of one article whether they belong to a statement's saying."""

    setting: Setting

    def place(self, statement: Statement) -> Place | None:
        """Return where a statement's cue stands, None where it has none."""
        if statement.cue is None or not statement.cue.spans:
            return None
        cue = statement.cue.spans[0]
        source = statement.source.spans[0] if statement.source and statement.source.spans else None
        sentence = self.setting.sentence(cue[0])
        if source is not None and not sentence[0] <= source[0] < sentence[1]:
            source = None
        return Place(statement, sentence, cue, source)

    def behind(self, place: Place, words: Span) -> bool:
        """``said in a statement on Friday``, ``said Ana Ruiz, the mayor, on Friday``."""
        if place.cue[0] <= words[0] < place.cue[1]:
            return True
        end = place.cue[1]
        if place.source and place.source[0] >= end:
            if place.source[0] <= words[0] < place.source[1]:
                return self._closes(place.source, words)
            if self.setting.text[end : place.source[0]].strip(" ,") == "":
                if self._is_open(place.source):
                    return False
                end = place.source[1]
        return end <= words[0] and self.is_plain(end, words[0])

    def between(self, place: Place, words: Span) -> bool:
        """``Ana Ruiz on Friday said``, ``Ana Ruiz, speaking on Friday, said``."""
        if place.source is None or place.source[0] > place.cue[0]:
            return False
        low, high = place.source[1], place.cue[0]
        if place.source[0] <= words[0] < place.source[1]:
            beside = high - low <= _BESIDE_SOURCE and self.is_plain(low, high)
            return beside and self._closes(place.source, words)
        inside = low <= words[0] <= low + _BESIDE_SOURCE and words[1] <= high
        return inside and self.is_plain(low, words[0]) and self.is_plain(words[1], high)

    def ahead(self, place: Place, words: Span) -> bool:
        """``On Friday, in a news conference, Ana Ruiz said``, ``In a letter sent late Monday, she wrote``."""
        if words[1] > place.first or words[0] - place.sentence[0] > _LONGEST_FRONT:
            return False
        if self._is_reduced(place) or self._is_inserted(place):
            return False
        start = place.cue[0]
        if place.source and place.source[0] < start:
            start = place.source[0]
        front = _FRONT.match(self.setting.text, place.sentence[0], words[0])
        low = front.end() if front else place.sentence[0]
        before = self.setting.text[low : words[0]]
        whole = self.setting.text[low : words[1]]
        if _DOING.match(before) or (_NOUN.search(before) and not _OCCASIONAL.search(whole)):
            return False
        return self.is_plain(low, words[0]) and self.is_plain(words[1], start)

    def at_end(self, place: Place, words: Span) -> bool:
        """``denied the charges on Friday``: what is no part of what was said, right behind it."""
        last = max((end for _, end in place.statement.content.spans if end <= words[0]), default=-1)
        if last < place.cue[1] or place.statement.mode != "indirect":
            return False
        after = self.setting.text[words[1] : words[1] + 2].strip()
        return not self.setting.text[last : words[0]].strip() and (not after or after[0] in ".,;")

    def goes_on(self, place: Place, at: int) -> bool:
        """Tell whether a cue goes on with one utterance: ``said on Friday that …, adding that …``.

        `at` is where the words stand that belong to an earlier cue of the same source.
        """
        cue = self.setting.text[slice(*place.cue)]
        if at > place.cue[0] or _EARLIER.search(cue):
            return False
        if _PARTICIPLE.match(cue):
            return True
        low = self.setting.said_until(place.cue[0])
        return self.setting.text[low : place.cue[0]].strip(" ,") in {"and", "and also", "but"}

    def is_plain(self, low: int, high: int) -> bool:
        """Tell whether between two places is no clause of its own: no verb, no other cue, no one's words."""
        if high - low > _LONGEST_GAP or self.setting.said_between(low, high):
            return False
        if self.setting.cue_between(low, high):
            return False
        words = _SHOW.sub(" ", _AFTER_OCCASION.sub(" ", self.setting.text[low:high]))
        return _CLAUSE.search(words) is None

    def _closes(self, source: Span, words: Span) -> bool:
        """Tell whether words at the end of a source phrase are not part of a clause about the source."""
        rest = self.setting.text[words[1] : source[1]].strip(" ,")
        return not rest and self.is_plain(source[0], words[0])

    def _is_open(self, source: Span) -> bool:
        """Tell whether a source phrase ends within a clause: ``Ana Ruiz, who resigned`` (on Friday)."""
        words = self.setting.text[slice(*source)]
        return not words.endswith(",") and _RELATIVE.search(words) is not None

    def _is_inserted(self, place: Place) -> bool:
        """Tell whether source and cue stand within what was said: ``In 2008, she said, the dam was new``."""
        behind = self.setting.text[place.cue[1] : place.cue[1] + 2]
        return behind == ", " and place.statement.mode == "indirect"

    def _is_reduced(self, place: Place) -> bool:
        """Tell whether the cue is no main verb but a participle of the source: ``the law approving …``."""
        if place.source is None or place.source[1] > place.cue[0]:
            return False
        cue = self.setting.text[slice(*place.cue)]
        near = not self.setting.text[place.source[1] : place.cue[0]].strip()
        return near and _PARTICIPLE.match(cue) is not None
