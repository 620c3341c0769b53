"""Reads names out of capitalised runs, and the titles that stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.appositions import title_after, title_country
from onrecord.actors.bearers import Bearers, bound_head, full_name_in, is_within_title, opens_clause
from onrecord.actors.mentions import Chunks, Mention, Sort, Vocabulary, gender_of, given_gender
from onrecord.actors.official import official_names
from onrecord.actors.tokens import Token
from onrecord.actors.verbs import is_verb

TITLE_WORDS = 10
"""How far a title may reach from a name; longer runs are clauses."""
BREAKS = (
    (lexicon.STOPS | lexicon.DETERMINERS | lexicon.SPEECH_VERBS | lexicon.CALENDAR)
    | {"of", "for", "to", "at"}
) - {"show"}
BODY_WORDS = 18
"""How long the body may be that somebody is the head of."""
KNOWN_WORDS = 20
"""How many words the longest name in the actor file has."""
ACRONYM_LETTERS = 6
RELATED = lexicon.words("counterpart predecessor successor opponent rival friend colleague member")
"""Nouns that tell nothing of a person without the other one they point to."""
LONG_NAME = 4
TWO_WORDS = 2
NAME_LENGTHS = (2, 3)


class Names:
    """Finds the named mentions of one article."""

    def __init__(self, text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.text = text
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.actors = vocabulary.actors
        self.families: set[str] = set()

    def read(self) -> list[Mention]:
        """Return the named mentions and bare capitalised titles, in text order."""
        found: list[Mention] = []
        runs = Chunks(self.tokens, self.vocabulary)
        chunks = runs.read()
        official = official_names(self.tokens, chunks, self.actors)
        taken = {index for mention in official for index in range(mention.first, mention.last + 1)}
        chunks = [chunk for chunk in chunks if taken.isdisjoint(range(*chunk))]
        self.families = {self.tokens[end - 1].text for start, end in chunks if self._may_be_full(start, end)}
        bearers = Bearers(self.tokens, self.vocabulary)
        for start, end in bearers.cut(chunks):
            mention = self._parse(start, end)
            if mention is None or (mention.name and mention.name[-1] == "Staff"):
                continue
            mention.possessive = self.tokens[mention.last].possessive
            mention.heading = self.tokens[start].paragraph in runs.headlines
            if start in bearers.titles:
                self._read_far_title(mention, *bearers.titles[start])
            elif mention.sort in {"person", "name"}:
                self._read_title_before(mention)
                self._read_title_after(mention)
            if mention.sort in {"person", "name"}:
                mention.gender = mention.gender or given_gender(mention.name)
            # A name inside the title of the next one ("Clinton campaign manager Robby Mook") is no mention.
            while found and mention.first <= found[-1].first:
                found.pop()
            found.append(mention)
        return sorted((*found, *official), key=lambda mention: mention.first)

    def _may_be_full(self, start: int, end: int) -> bool:
        words = [word.lower() for word in self._words(start, end)]
        return len(words) in NAME_LENGTHS and not lexicon.ORGANIZATION_HEADS.intersection(words)

    def _words(self, start: int, end: int) -> list[str]:
        return [token.text for token in self.tokens[start:end]]

    def _parse(self, start: int, end: int) -> Mention | None:
        words = self._words(start, end)
        whole = self._parse_known(start, end, " ".join(words))
        if whole is not None:
            return whole
        if " ".join(words) in self.actors.demonyms:
            return self._people(start, end)
        if end - start == 1 and self._is_no_name(words[0], end):
            return None
        titled = self._parse_title(start, end)
        if titled is not None:
            return titled
        if self._is_body(words):
            country = self.vocabulary.country(words) or self._owner_country(start)
            return Mention("body", start, end - 1, tuple(words), head=_body_head(words), country=country)
        return self._parse_person(start, end)

    def _is_no_name(self, word: str, end: int) -> bool:
        """Tell of a lone capitalised word whether it is an adjective or an abbreviation."""
        low = word.lower()
        if low in lexicon.ACRONYM_STOP and low in lexicon.ORGANIZATION_HEADS and word.isupper():
            # "state TV said"
            return True
        if word in self.families or self._speaks_at(end):
            return False
        return low in lexicon.PROPER_ADJECTIVES or (low in lexicon.ACRONYM_STOP and word.isupper())

    def _parse_known(self, start: int, end: int, name: str) -> Mention | None:
        known = self.actors.known(name)
        if known is None and start > 0 and self.tokens[start - 1].lower == "the":
            known = self.actors.known(f"The {name}")
        if known is not None:
            return Mention("known", start, end - 1, tuple(name.split()), country=known.country, known=known)
        if name in self.actors.places and not self._speaks_at(end):
            return Mention("place", start, end - 1, (name,), country=self.actors.places[name])
        return None

    def _people(self, start: int, end: int) -> Mention | None:
        following = self.tokens[end] if end < len(self.tokens) else None
        plural = self.tokens[end - 1].lower.endswith("s")
        if not plural and following is not None and self.vocabulary.head(following.lower):
            return None
        if not plural and not self._speaks_at(end):
            return None
        words = self._words(start, end)
        return Mention(
            "people", start, end - 1, tuple(words), country=self.vocabulary.country(words), plural=True
        )

    def _parse_title(self, start: int, end: int) -> Mention | None:
        """Split a run at its last title word: what follows is the name."""
        tokens, persons = self.tokens, self.vocabulary.persons
        honorific = lexicon.HONORIFICS
        places = [
            i
            for i in range(start, end)
            if (tokens[i].lower in persons or tokens[i].lower in honorific) and tokens[i].capital
        ]
        if not places or self._is_given_name(start, end, places):
            return None
        last = next((i for i in reversed(places) if i < end - 1), places[-1])
        if last == end - 1 or tokens[last + 1].lower in lexicon.PARTICLES - {"al", "el", "abu"}:
            if tokens[end - 1].lower in honorific - persons:
                return None
            return self._bare_title(start, end, places[-1])
        name = tuple(self._words(last + 1, end))
        if self._is_body(name):
            return None
        if not tokens[last + 1].capital and tokens[last + 1].lower not in lexicon.PARTICLES:
            # "The Office of the Inspector General for Prisons" is no person named "for Prisons".
            return (
                None
                if self._is_body(self._words(start, last + 1))
                else self._bare_title(start, last + 1, last)
            )
        words = self._words(start, last + 1)
        role_end = last if tokens[last].lower in persons else last - 1
        role = self._slice(start, role_end) if role_end >= start else None
        sort = "person" if len(name) > 1 or tokens[last].lower in honorific else "name"
        return Mention(
            "person" if sort == "person" or role else "name",
            start,
            end - 1,
            name,
            role=self._without_rank(role),
            head=_head(tokens[last].lower, persons),
            country=self.vocabulary.country(words),
            gender=gender_of(words),
        )

    def _is_given_name(self, start: int, end: int, places: Sequence[int]) -> bool:
        """Tell ``Stephen King`` from ``Virginia Senator Ann Lee`` and ``Georgia Gov. Ann Lee``."""
        if given_gender(self._words(start, end)) is None:
            return False
        if all(place > start and self.tokens[place].lower == "st." for place in places):
            # "Ronald Bruce St. John"
            return True
        abbreviated = any(self.tokens[place].text.endswith(".") for place in places if place < end - 1)
        return not abbreviated and self.tokens[start].text not in self.actors.places

    def _without_rank(self, role: str | None) -> str | None:
        """Leave a rank out of a role that says more: ``Pentagon spokesman Rear Adm.``."""
        words = (role or "").split()
        while words and words[-1].lower() in lexicon.RANKS:
            words.pop()
        titled = words and words[-1].lower() in self.vocabulary.persons
        return " ".join(words) if titled else role

    def _bare_title(self, start: int, end: int, head: int) -> Mention:
        words = self._words(start, end)
        return Mention(
            "nominal",
            start,
            end - 1,
            head=_head(self.tokens[head].lower, self.vocabulary.persons),
            modifiers=tuple(word.lower() for word in words[: head - start]),
            country=self.vocabulary.country(words) or self._owner_country(start),
            gender=gender_of(words),
            definite=start == 0 or self.tokens[start - 1].lower not in lexicon.INDEFINITES,
        )

    def _is_body(self, words: Sequence[str]) -> bool:
        if len(words) == TWO_WORDS and given_gender(words) is not None:
            return False
        if len(words) == 1:
            low = words[0].lower()
            return (
                words[0].isupper()
                and 1 < len(words[0]) <= ACRONYM_LETTERS
                and low not in lexicon.ACRONYM_STOP
            ) or (low in lexicon.ORGANIZATION_HEADS and low not in {"house", "church", "force", "nation"})
        return any(word.lower() in lexicon.ORGANIZATION_HEADS for word in words)

    def _parse_person(self, start: int, end: int) -> Mention | None:
        """Take what is left as a name, without the country or body that it opens with."""
        first = start
        for cut in range(min(end - 1, start + KNOWN_WORDS), start, -1):
            prefix = " ".join(self._words(start, cut))
            strips = prefix in self.actors.demonyms or (self.actors.known(prefix) and (end - cut > 1))
            if strips:
                first = cut
                break
        if end - first > LONG_NAME:
            at, size = full_name_in(self._words(first, end))
            first, end = first + at, first + size
        words = self._words(first, end)
        if not words or not any(word[0].isupper() and len(word.rstrip(".")) > 1 for word in words):
            return None
        country = self.vocabulary.country(self._words(start, first)) if first > start else None
        sort: Sort = "person" if len(words) > 1 else "name"
        return Mention(sort, start, end - 1, tuple(words), country=country)

    def _speaks_at(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].lower in lexicon.SPEECH_VERBS

    def _owner_country(self, start: int) -> str | None:
        if start == 0 or not self.tokens[start - 1].possessive:
            return None
        return self.vocabulary.country(self._words(max(start - 3, 0), start))

    def _slice(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _read_far_title(self, mention: Mention, first: int, head: int) -> None:
        """Note the title that opens the sentence as the role of the name that ends its phrase."""
        words = self._words(first, mention.first)
        mention.role = self._slice(first, mention.first - 1)
        mention.first, mention.sort = first, "person"
        mention.head = self.tokens[head].lower
        mention.country = self.vocabulary.country(words)
        mention.gender = gender_of(words)

    def _read_title_before(self, mention: Mention) -> None:
        """Widen a name leftwards over ``Russian Foreign Ministry spokesperson``, and note the title."""
        tokens = self.tokens
        index = mention.first - 1 if mention.role else mention.last - len(mention.name)
        if index < 0 or tokens[index].paragraph != tokens[mention.first].paragraph:
            return
        comma = tokens[index].text == "," and index > 0
        if comma:
            index -= 1
        last = index
        if tokens[index].text == ")":
            while index > 0 and tokens[index].text != "(" and last - index < TITLE_WORDS:
                index -= 1
            index, last = index - 1, index - 1
        head = self._title_head(index)
        if head is None and not mention.role:
            return
        first = self._title_start(
            head if head is not None else mention.first - 1, tokens[mention.first].paragraph
        )
        if first > last or (comma and not self._is_titular(first, head, mention.last)):
            return
        if comma and mention.role:
            return
        mention.first = first
        mention.sort = "person"
        words = self._words(first, mention.last + 1 - len(mention.name))
        end = last if head is not None and not mention.role else mention.last - len(mention.name)
        mention.role = self._without_rank(self._slice(first, end))
        mention.head = mention.head or (_head(tokens[head].lower, self.vocabulary.persons) if head else "")
        mention.country = self.vocabulary.country(words) or mention.country
        mention.gender = mention.gender or gender_of(words)

    def _title_head(self, index: int) -> int | None:
        """Return where the title that ends at `index` has its noun: there, or before an ``of`` phrase."""
        tokens, persons = self.tokens, self.vocabulary.persons
        if index < 0 or tokens[index].possessive:
            return None
        if tokens[index].lower in persons:
            return index
        if not tokens[index].capital:
            return bound_head(tokens, index, persons)
        for step in range(index, max(index - BODY_WORDS, 0), -1):
            token = tokens[step]
            if token.lower in {"of", "for", "to", "at"} and tokens[step - 1].lower in persons:
                # "A pollster for Mr. Lee" does not make Lee a pollster.
                between = (t.lower in lexicon.HONORIFICS for t in tokens[step + 1 : index + 1])
                return None if all(between) else step - 1
            if not (token.capital or token.lower in {"the", "and", "of", "for"}):
                return None
        return None

    def _title_start(self, index: int, paragraph: int) -> int:
        """Walk left over the words of a title; stop at determiners, marks and verbs."""
        tokens, persons = self.tokens, self.vocabulary.persons
        first = index + 1
        for step in range(index, max(index - TITLE_WORDS, -1), -1):
            token = tokens[step]
            if token.paragraph != paragraph or not token.text[0].isalnum():
                break
            if token.lower in {"of", "for", "to", "at"} and step > 0 and tokens[step - 1].lower in persons:
                continue
            if token.lower == "of" and step > 0 and tokens[step - 1].lower in lexicon.ORGANIZATION_HEADS:
                continue
            if token.lower == "the" and step > 0 and tokens[step - 1].lower in {"of", "for", "to", "at"}:
                continue
            if step != index and is_within_title(tokens, step, self.vocabulary):
                continue
            if token.lower == "and" and self._couples_titles(step, index):
                continue
            if token.lower in BREAKS or token.text.isdigit() or opens_clause(token) or is_verb(tokens, step):
                break
            # Left of a capital only an adjective of titles goes on; other words are the clause before.
            if tokens[step + 1].capital and not token.capital and not self._may_open_title(token):
                break
            first = step
        return first

    def _couples_titles(self, step: int, head: int) -> bool:
        """Tell ``academic and professor Ann Lee`` from ``the president and Professor Ann Lee``."""
        tokens = self.tokens
        if step == 0 or step >= head or tokens[step - 1].lower not in self.vocabulary.persons:
            return False
        first = self._title_start(step - 1, tokens[step].paragraph)
        return first == 0 or tokens[first - 1].lower not in lexicon.DETERMINERS

    def _may_open_title(self, token: Token) -> bool:
        low = token.lower
        return (
            low in self.vocabulary.persons
            or low in lexicon.TITLE_ADJECTIVES
            or "-" in token.text
            or token.possessive
        )

    def _is_titular(self, first: int, head: int | None, last: int) -> bool:
        """Allow a comma after ``Russia's UN Ambassador`` and in ``the mayor, Ann Lee,``."""
        if head is None:
            return False
        before = self.tokens[first - 1].lower if first > 0 else ""
        if before in {"the", "a", "an"} | lexicon.POSSESSIVES and self.tokens[last + 1 : last + 2]:
            return self.tokens[last + 1].text in {",", "."}
        if self.tokens[first].opens:
            return self.tokens[head].lower not in RELATED
        words = self._words(first, head)
        owned = any(token.possessive for token in self.tokens[first:head])
        return owned or self.tokens[head].capital or self.vocabulary.country(words) is not None

    def _read_title_after(self, mention: Mention) -> None:
        """Read an apposition: ``Robert Klein, chairman of the institute,``; a mere rank gives way to it."""
        ranked = mention.role is not None and all(w.lower() in lexicon.RANKS for w in mention.role.split())
        title = None if mention.role and not ranked else title_after(self.tokens, self.vocabulary, mention)
        if title is None or mention.possessive:
            return
        start, head, end = title
        words = self._words(start, end + 1)
        mention.sort = "person"
        mention.role = self._slice(start, end)
        mention.head = self.tokens[head].lower
        mention.country = mention.country or title_country(words, head - start, self.vocabulary)
        mention.gender = mention.gender or gender_of(words)


def _head(word: str, persons: frozenset[str] | set[str]) -> str:
    expanded = lexicon.ABBREVIATED_ROLES.get(word, word)
    return expanded.split()[-1] if word in persons else ""


def _body_head(words: Sequence[str]) -> str:
    return next((word.lower() for word in words if word.lower() in lexicon.ORGANIZATION_HEADS), "")
