"""Fills in who speaks, where the page names the speaker, and whom a statement is aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.actorfile import load
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import Scene
from onrecord.actors.targets import Targets
from onrecord.actors.voices import Voices
from onrecord.schema import Article, Outcome, Page, Problem, Statement


class Resolver:
    """Resolves speakers and targets of statements, article by article. It holds no state between articles."""

    def resolve(
        self, batch: Sequence[tuple[Page, Article, tuple[Statement, ...]]]
    ) -> list[Outcome[tuple[Statement, ...]]]:
        """Return each article's statements in their order, `speaker`, `named` and `targets` filled.

        A statement's speaker stays None where it has neither a source nor a verb that another
        one's subject goes on with, or where its source is a pronoun that nobody in the article
        fits. `targets` stays None where its act is not known. Statements whose spans leave
        the page are a Problem ``actors.span``.
        """
        return [self._resolve(page, article, statements) for page, article, statements in batch]

    def _resolve(
        self, page: Page, article: Article, statements: tuple[Statement, ...]
    ) -> Outcome[tuple[Statement, ...]]:
        for statement in statements:
            excerpts = (statement.source, statement.cue, statement.content)
            spans = [span for excerpt in excerpts if excerpt for span in excerpt.spans]
            if any(not 0 <= start <= end <= len(page.text) for start, end in spans):
                message = "A statement's words lie outside its page; was the page's text changed?"
                return Problem("actors.span", message, page.uri, page.id)
        if not statements:
            return ()
        scene = Scene(page, article, statements)
        portraits = Portraits(scene, article, load())
        voices = Voices(scene, portraits)
        heard = [voices.of(statement) for statement in statements]
        aims = Targets(scene, portraits).read(statements, heard)
        return tuple(
            replace(
                statement,
                speaker=voice.actor if voice else None,
                named=voice.spans if voice else (),
                targets=targets,
            )
            for statement, voice, targets in zip(statements, heard, aims, strict=True)
        )
