"""Speakers without a name: what they are, whom they work for, why they are not named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors.unnamed import type_of
from onrecord.schema import Actor

Speakers = Callable[..., list[Actor | None]]


def only(found: list[Actor | None]) -> Actor:
    """Return the one speaker."""
    assert len(found) == 1
    assert found[0] is not None
    return found[0]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official", "official"),
        ("A Swedish diplomat", "diplomat"),
        ("A source close to the talks", "source"),
        ("A person familiar with the talks", "source"),
        ("Two eyewitnesses", "witness"),
        ("Villagers", "resident"),
        ("Government troops", "soldier"),
        ("An economist", "analyst"),
        ("A nurse at the hospital", "doctor"),
        ("Protesters", "activist"),
        ("A spokeswoman", "spokesperson"),
        ("Rebels", "fighter"),
        ("A bishop", "bishop"),
        ("A man", "person"),
    ],
)
def test_what_the_page_calls_them_is_normalised(speakers: Speakers, source: str, kind: str) -> None:
    actor = only(speakers(f"Talks go on\nSnow fell. [{source}] said it was late."))
    assert actor.anonymous
    assert actor.type == kind


@pytest.mark.parametrize(
    ("source", "organization", "country"),
    [
        ("A Swedish foreign ministry official", "Foreign ministry of Sweden", "SWE"),
        ("An official of the Acme Company", "Acme Company", None),
        ("An official at the Foreign Ministry", "Foreign Ministry", None),
        ("A White House official", "White House", "USA"),
        ("A United Nations diplomat", "United Nations", None),
        ("Officials in Oslo", None, "NOR"),
        ("A diplomat in Oslo", None, None),
        ("A senior defense ministry official", "defense ministry", None),
    ],
)
def test_whom_they_work_for_is_told(
    speakers: Speakers, source: str, organization: str | None, country: str | None
) -> None:
    actor = only(speakers(f"Talks go on\nSnow fell. [{source}] said it was late."))
    if organization is not None:
        assert actor.organization == organization
    assert actor.country == country


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "[A diplomat], who spoke on condition of anonymity because he feared his ministry, said no.",
            "spoke on condition of anonymity because he feared his ministry",
        ),
        (
            "[A diplomat] said it was late. He asked not to be named, citing U.S. law.",
            "asked not to be named, citing U.S. law",
        ),
        (
            "Speaking on condition of anonymity, [a diplomat] said it was late.",
            "Speaking on condition of anonymity",
        ),
        (
            '"It is late," said [a woman who declined to give her name for fear of reprisals].',
            "declined to give her name for fear of reprisals",
        ),
        ("Mayor Ana Ruiz asked not to be named. [A diplomat] said it was late.", None),
        ("[A diplomat] said it was late.", None),
    ],
)
def test_why_they_are_not_named_is_said_in_the_words_of_the_page(
    speakers: Speakers, text: str, reason: str | None
) -> None:
    assert only(speakers(f"Talks go on\n{text}")).reason == reason


def test_the_same_one_in_an_article_is_one_and_across_articles_two(speakers: Speakers) -> None:
    text = "Talks go on\n[A senior official] said it was late. [The official] added that it was cold."
    first, second = speakers(text)
    assert first == second
    (other,) = {actor.id for actor in speakers(text, name="b") if actor}
    assert first is not None
    assert other != first.id


def test_a_pair_with_an_unnamed_member_belongs_to_its_article(speakers: Speakers) -> None:
    text = "Talks go on\nMayor Ana Ruiz left. [Ruiz and an official] said it was late."
    assert only(speakers(text)).id != only(speakers(text, name="b")).id


def test_who_has_a_name_has_no_type(speakers: Speakers) -> None:
    actor = only(speakers("Talks go on\n[Swedish diplomat Ana Ruiz] said it was late."))
    assert (actor.anonymous, actor.type, actor.organization, actor.reason) == (False, None, None, None)


def test_a_crowd_told_by_number_has_no_type() -> None:
    assert type_of(["many"]) is None
