"""Whom a statement is aimed at: the accused, the warned, whoever made the claim that is denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.actors import lexicon
from onrecord.actors.aims import Aim, Aims
from onrecord.actors.claimants import Claimants
from onrecord.actors.fitness import Fitness
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import Scene
from onrecord.actors.verbs import stems
from onrecord.actors.voices import Voice
from onrecord.schema import ActLabel, Statement, Target

AIMED = lexicon.words(
    """
    accuse blame criticise criticize condemn denounce slam blast attack lambast lambaste rebuke mock fault
    decry deplore deride ridicule castigate chide scold insult assail berate bash hit rap charge sue
    call ask urge press order instruct implore beg exhort pressure challenge demand request tell
    warn threaten caution remind alert promise assure pledge guarantee offer invite
    thank praise support back defend endorse welcome applaud commend congratulate hail salute laud
    deny reject dismiss refute rebuff rebut dispute oppose refuse slap describe brand label
    """
)
"""Verbs whose object a statement is aimed at, or names what it is aimed at."""
SAYING = lexicon.words(
    """
    say says said saying add adds added adding state states stated stating tell tells told telling note notes
    noted noting claim claims claimed claiming argue argues argued arguing insist insists insisted insisting
    explain explains explained explaining write writes wrote writing declare declares declared declaring
    suggest suggests suggested suggesting believe believes believed believing think thinks thought alleged
    allege alleges alleging maintain maintains maintained maintaining assert asserts asserted asserting
    announce announces announced announcing stress stressed stresses stressing emphasised emphasized
    emphasizing reply replied answered continued concluded asked tweeted posted according that
    """
)
"""What a clause follows."""
SKIPPED = lexicon.words(
    "that if whether how why because and but so not only also then now clearly merely simply just both "
    "what it's again"
)
INTRODUCING = lexicon.words(
    "in at on after before by for with despite since when while during under as from through given unlike "
    "although though until amid without"
)
"""What opens a phrase before the subject, up to a comma."""
REGION_ENDS = (
    lexicon.STOPS
    | lexicon.MODALS
    | lexicon.PAST
    | lexicon.words("of for to who which against towards toward over on upon")
) - {"'s"}
MARKS = frozenset(".,;:!?()[]—–…")
PHRASE = 40
"""Words of a content within which its first phrase and what depends on it are looked for."""
GAP_WORDS = 14
"""Words that may stand between a verb and the content, the object among them."""
AROUND = 100
"""Statements around a denial among which its accuser is looked for."""
LEAD = 12
"""Words before a subject."""

LEADING = lexicon.words("against at on to of for with by from towards toward over")
"""What a cue ends in where the content begins with the target."""
STATES = lexicon.words("government administration country nation state regime")
OFFICES = lexicon.words(
    "president premier minister chancellor king secretary spokesman spokeswoman spokesperson ministry"
)

LINKED: dict[str, tuple[str, ...]] = {
    "accuse": ("by", "against", "at", "of", "from", "with", "on"),
    "criticise": ("by", "against", "at", "of", "from", "with", "on", "towards", "toward", "between"),
    "deny": ("by", "from"),
    "reject": ("by", "from", "with", "of", "against", "on", "to"),
    "warn": ("against", "to", "towards", "toward", "on", "from", "of", "with"),
    "demand": ("from", "on", "by", "of", "to", "for", "against"),
    "promise": ("to", "with", "for", "against", "from", "of"),
    "support": ("for", "by", "of", "with", "to", "behind"),
    "admit": ("to",),
}
"""The prepositions that lead to a target, by act, the surest first."""
GUESSED: frozenset[str] = frozenset({"reject", "warn", "promise", "support", "demand", "accuse", "criticise"})
"""Acts in whose object any other actor is taken where no slot tells one."""
CLAUSE_GUESSED: frozenset[str] = frozenset({"reject", "promise", "support"})
"""The same in a clause: "it will not accept any more Syrian refugees"."""
LINKED_CLAUSES: frozenset[str] = CLAUSE_GUESSED | {"warn"}
"""Acts that are aimed at somebody in a clause behind any of their prepositions."""
DONE_TO: frozenset[str] = frozenset({"accuse", "criticise", "warn", "support"})
"""Acts that do to somebody what an infinitive tells: "threatened to shell Haifa"."""
CLAUSE_OPENERS = lexicon.words("that whether if how why")
HARMS = lexicon.words(
    """
    attack attacks assault assaults crackdown killing killings murder murders violence shelling raid raids
    strike strikes
    airstrike airstrikes bombing bombings bombardment war repression massacre massacres persecution
    treatment abuse abuses torture beating beatings detention arrest arrests execution executions
    """
)
"""Nouns behind which a preposition leads to who suffers: ``the attacks on journalists``."""
AUDIENCE = lexicon.words("media press reporters")
"""Who is told something rather than asked or refused."""
BACKING = lexicon.words("support back endorse welcome stand applaud praise defend help")
SUBJECTS: frozenset[str] = frozenset({"accuse", "criticise", "demand", "support", "reject"})
"""Acts that are aimed at the subject of the clause that is said."""
ADDRESSED: frozenset[str] = GUESSED
"""Acts whose addressee, named between verb and content, is the target."""
ALLEGING: frozenset[str] = frozenset({"accuse", "criticise", "demand", "warn"})
ANSWERING: frozenset[str] = frozenset({"deny", "reject"})


class Targets:
    """Finds the targets of an article's statements."""

    def __init__(self, scene: Scene, portraits: Portraits) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.portraits = portraits
        self.aims = Aims(scene, portraits)
        self.fitness = Fitness(scene)
        self.claimants = Claimants(scene, portraits, self.aims)

    def read(
        self, statements: Sequence[Statement], voices: Sequence[Voice | None]
    ) -> list[tuple[Target, ...] | None]:
        """Return each statement's targets: none is (), and None stands where the act is not known."""
        found: list[tuple[Target, ...] | None] = []
        for statement, voice in zip(statements, voices, strict=True):
            if statement.act is None:
                found.append(None)
            elif statement.act.label == "state":
                found.append(())
            else:
                found.append(tuple(self._targets(statement, voice, statement.act.label)))
        for number, statement in enumerate(statements):
            if statement.act is not None and statement.act.label in ANSWERING and not found[number]:
                found[number] = self._accuser(number, statements, voices, found)
        for number, statement in enumerate(statements):
            if statement.act is not None and statement.act.label == "deny" and not found[number]:
                found[number] = self._denied_elsewhere(number, statements, voices, found)
        return found

    def _denied_elsewhere(
        self,
        number: int,
        statements: Sequence[Statement],
        voices: Sequence[Voice | None],
        found: Sequence[tuple[Target, ...] | None],
    ) -> tuple[Target, ...]:
        """Return whose claims the same side denies beside: ``all such claims``."""
        voice = voices[number]
        around = range(max(number - AROUND, 0), min(number + AROUND, len(statements)))
        for other in sorted(around, key=lambda n: abs(n - number)):
            act, also = statements[other].act, voices[other]
            if act is None or act.label != "deny" or voice is None or also is None or not found[other]:
                continue
            same = also.actor.country == voice.actor.country and also.actor.country is not None
            if same or also.actor.id == voice.actor.id:
                return found[other] or ()
        return ()

    def _targets(self, statement: Statement, voice: Voice | None, label: ActLabel) -> Iterator[Target]:
        """Yield the actors that the statement's own words are aimed at, each once."""
        aim = self._aim(statement, voice, label)
        seen: set[str] = {voice.actor.id} if voice else set()
        for one in self._together(aim) if aim else ():
            if one.actor.id not in seen and not (voice and one.is_of(voice)) and self._fits(one, statement):
                seen.add(one.actor.id)
                yield Target(one.actor, (one.span,))

    def _fits(self, aim: Aim, statement: Statement) -> bool:
        """Tell whether an actor can be whom a statement is aimed at, and is not who carried it."""
        start, end = aim.span
        relays = statement.via or ()
        if any(first < end and start < last for relay in relays for first, last in relay.spans):
            return False
        label = statement.act.label if statement.act is not None else "state"
        led = self.tokens[self.aims.link(aim)].end <= _start(statement)
        return self.fitness.allows(
            aim,
            self.aims.preposition(aim),
            from_there=label in {"demand", "reject", "promise"},
            led=led,
            on_it=led and label not in {"deny", "reject", "admit"},
        )

    def _together(self, aim: Aim) -> list[Aim]:
        """Return an aim and those that ``and`` puts beside it."""
        found = [aim]
        for other in self.aims.between(aim.last + 1, aim.last + PHRASE):
            if not self.aims.is_linked(found[-1], other):
                break
            found.append(other)
        return found

    def _aim(self, statement: Statement, voice: Voice | None, label: ActLabel) -> Aim | None:
        cue = self.scene.words_in(statement.cue.spans) if statement.cue else []
        content = self.scene.tokens_in(statement.content.spans)
        source = set(self.scene.tokens_in(statement.source.spans)) if statement.source else set()
        if cue and self._is_passive(cue, statement):
            subject = [a for a in self.aims.between(cue[0] - PHRASE, cue[0] - 1) if a.last < cue[0]]
            return subject[-1] if subject else None
        addressed = self._addressee(cue, content, source) if cue and label in ADDRESSED else None
        if addressed is not None and not (voice and addressed.is_of(voice)):
            return addressed
        if not content:
            return None
        claimant = self.claimants.before_claims(content) if label in ANSWERING else None
        if claimant is not None:
            return claimant
        if self._is_clause(cue, content):
            return self._in_clause(content, voice, label)
        against = self._linked(self._others(content, voice), ("against",)) if self._is_before(cue) else None
        return against or self._in_phrase(content, voice, label)

    def _is_before(self, cue: Sequence[int]) -> bool:
        """Tell ``filed a lawsuit in a Paris court against``: the court is not who is accused."""
        return bool(cue) and self.tokens[cue[-1]].lower in {"in", "with", "before"}

    def _is_passive(self, cue: Sequence[int], statement: Statement) -> bool:
        """Tell ``was accused by Kyiv of``: who is accused stands before the verb."""
        if statement.source is None:
            return False
        by = self.tokens[cue[-1]].lower == "by"
        after = cue[-1] + 1
        by = by or (after < len(self.tokens) and self.tokens[after].lower == "by")
        aimed = any(self._is_aimed(self.tokens[i].lower) for i in cue)
        return by and aimed and statement.source.spans[0][0] > self.tokens[cue[-1]].start

    def _is_aimed(self, word: str) -> bool:
        return any(form in AIMED for form in stems(word))

    def _is_clause(self, cue: Sequence[int], content: Sequence[int]) -> bool:
        """Tell whether a clause is said, where else a thing or somebody is named."""
        first = next((i for i in content if self.tokens[i].text[0].isalnum()), content[0])
        opening = self.tokens[first].lower
        if opening in CLAUSE_OPENERS or opening.endswith("ing"):
            return True
        verbs = [self.tokens[i].lower for i in cue]
        if any(self._is_aimed(verb) for verb in verbs):
            return False
        return not verbs or any(verb in SAYING for verb in verbs)

    def _addressee(self, cue: Sequence[int], content: Sequence[int], source: set[int]) -> Aim | None:
        """Return whom the cue names, or who stands between it and what is said: ``warned Oslo that``."""
        verb = next((i for i in cue if self.tokens[i].lower not in lexicon.MODALS), cue[0])
        last = cue[-1]
        if self.tokens[last].lower in LEADING and last + 1 in content:
            return None
        follow = next((i for i in content if i > last), None)
        if follow is not None and follow - last <= GAP_WORDS:
            last = follow - 1
        for aim in self.aims.between(verb + 1, last):
            own = not source.isdisjoint(range(aim.first, aim.last + 1))
            if not (own or aim.press or aim.located):
                return aim
        return None

    def _in_clause(self, content: Sequence[int], voice: Voice | None, label: ActLabel) -> Aim | None:
        start = self._subject_start(content)
        subject = self._head(start, content, voice, ("of", "by", "in")) if start is not None else None
        if subject is not None and label in SUBJECTS:
            return self._backed(subject, content, voice) if label == "support" else subject
        others = self._others(content, voice)
        if label in ANSWERING - CLAUSE_GUESSED:
            # What a denied clause tells of is nobody's claim.
            return None
        linked = self._linked(others, LINKED[label] if label in LINKED_CLAUSES else ("by", "against"))
        if linked is not None or label not in CLAUSE_GUESSED:
            return linked
        return _likely(others, label)

    def _backed(self, subject: Aim, content: Sequence[int], voice: Voice | None) -> Aim:
        """Return whom the subject of a clause is said to back: ``that Oslo supports Stockholm``."""
        verb = subject.last + 1
        backs = verb in content and any(form in BACKING for form in stems(self.tokens[verb].lower))
        return (self._head(verb + 1, content, voice, ("with", "behind")) if backs else None) or subject

    def _in_phrase(self, content: Sequence[int], voice: Voice | None, label: ActLabel) -> Aim | None:
        start = content[0]
        if self.tokens[start].lower in {"him", "her", "them", "it"} and not self.tokens[start].possessive:
            return next((aim for aim in self.aims.between(start, start) if aim.first == start), None)
        if self.tokens[start].lower == "to" and label in DONE_TO and content[2:]:
            start = content[2]
        head = self._head(start, content, voice, ())
        if head is not None:
            return head
        others = self._others(content, voice)
        linked = self._linked(others, LINKED[label])
        if linked is not None or label not in GUESSED:
            return linked
        return _likely(others, label)

    def _subject_start(self, content: Sequence[int]) -> int | None:
        """Return where the clause's subject begins, behind a phrase that opens it."""
        for number, index in enumerate(content[:LEAD]):
            token = self.tokens[index]
            if not token.text[0].isalnum() or token.lower in SKIPPED or token.lower.endswith("ly"):
                continue
            if token.lower not in INTRODUCING:
                return index
            comma = next((i for i in content[number:] if self.tokens[i].text == ","), None)
            return comma + 1 if comma is not None else None
        return None

    def _head(
        self, start: int, content: Sequence[int], voice: Voice | None, links: Sequence[str]
    ) -> Aim | None:
        """Return the actor in the phrase that begins at `start`: it, or who owns what it names."""
        end = min(content[-1] + 1, start + PHRASE)
        for aim in self.aims.between(start, end - 1):
            before = self.tokens[start : aim.first]
            ends = [t for t in before if t.lower in REGION_ENDS or t.text in MARKS]
            if ends and not (links and len(ends) == 1 and ends[0].lower in links):
                return None
            return None if voice is not None and self._is_own(aim, voice) else aim
        return None

    def _is_own(self, aim: Aim, voice: Voice) -> bool:
        """Tell whether an actor is the speaker's own side: a minister's country, a body's."""
        if aim.is_of(voice):
            return True
        if aim.figure is not None and aim.figure.sort == "nominal" and aim.figure.heads & STATES:
            # "The president said the government would not pay."
            return self._is_state(voice)
        return aim.actor.kind == "country" and aim.actor.country == voice.actor.country

    def _is_state(self, voice: Voice) -> bool:
        heads = {head for figure in voice.figures for head in figure.heads}
        return voice.actor.kind == "country" or bool(heads & OFFICES)

    def _others(self, content: Sequence[int], voice: Voice | None) -> list[Aim]:
        inside = set(content)
        near = self.aims.between(content[0], content[-1])
        found = [a for a in near if a.first in inside and not (voice is not None and self._is_own(a, voice))]
        return [a for a in found if not self._suffers(a) and not (a.figure and a.figure.heads & AUDIENCE)]

    def _suffers(self, aim: Aim) -> bool:
        """Tell whom something was done to from who did it: ``the killing of villagers``."""
        link = self.aims.link(aim)
        if link == 0 or self.tokens[link].lower not in {"of", "on", "against", "at"}:
            return False
        return self.tokens[link - 1].lower in HARMS

    def _linked(self, others: Sequence[Aim], links: Sequence[str]) -> Aim | None:
        """Return the actor behind the surest preposition, ``against the US`` before ``of the US``."""
        best: tuple[int, Aim] | None = None
        for aim in others:
            link = self.aims.preposition(aim)
            if link in links and (best is None or links.index(link) < best[0]):
                best = (links.index(link), aim)
        return best[1] if best is not None else None

    def _accuser(
        self,
        number: int,
        statements: Sequence[Statement],
        voices: Sequence[Voice | None],
        found: Sequence[tuple[Target, ...] | None],
    ) -> tuple[Target, ...]:
        """Return who made the claim that is denied: the last before who aimed one at the speaker."""
        voice = voices[number]
        if voice is None:
            return ()
        at = _start(statements[number])
        around = range(max(number - AROUND, 0), min(number + AROUND, len(statements)))
        for other in sorted(around, key=lambda n: -_start(statements[n])):
            act, accuser = statements[other].act, voices[other]
            if act is None or act.label not in ALLEGING or accuser is None or not accuser.spans:
                continue
            if _start(statements[other]) >= at or accuser.actor.id == voice.actor.id:
                continue
            if any(self._concerns(target, voice) for target in found[other] or ()):
                return (Target(accuser.actor, accuser.spans),)
        return ()

    def _concerns(self, target: Target, voice: Voice) -> bool:
        actor = target.actor
        same = actor.kind == "country" and actor.country == voice.actor.country
        return same or actor.id == voice.actor.id


def _start(statement: Statement) -> int:
    return statement.content.spans[0][0] if statement.content.spans else 0


def _likely(others: Sequence[Aim], label: ActLabel) -> Aim | None:
    """Return the first actor that is no place of what is told, without a name only if refused or warned."""
    unnamed = label in {"reject", "warn", "demand"}
    return next((aim for aim in others if not aim.located and (unnamed or not aim.actor.anonymous)), None)
