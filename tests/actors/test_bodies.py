"""Countries, bodies, groups and documents speak too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import Actor

Speakers = Callable[..., list[Actor | None]]


@pytest.mark.parametrize(
    ("sources", "name", "code"),
    [
        (("Brazil", "Brasilia"), "Brazil", "BRA"),
        (("Moscow", "the Kremlin", "Russia", "The Russian Federation"), "Russia", "RUS"),
        (("DPRK", "Pyongyang", "North Korea"), "North Korea", "PRK"),
        (("Washington", "the White House", "The United States", "The US"), "United States", "USA"),
        (("Turkey", "Ankara", "Türkiye"), "Turkey", "TUR"),
        (("Seoul", "South Korea"), "South Korea", "KOR"),
    ],
)
def test_capitals_and_seats_speak_for_their_country(
    speakers: Speakers, sources: tuple[str, ...], name: str, code: str
) -> None:
    found = speakers("Answer given\n" + " ".join(f"Later [{source}] said no." for source in sources))
    assert {(actor.name, actor.kind, actor.country, actor.anonymous) for actor in found if actor} == {
        (name, "country", code, False)
    }
    assert len({actor.id for actor in found if actor}) == 1
    assert None not in found


@pytest.mark.parametrize(
    ("source", "name", "country"),
    [
        ("WHO", "World Health Organization", None),
        ("the UN", "United Nations", None),
        ("Yonhap", "Yonhap", "KOR"),
        ("the Korean Central News Agency", "Korean Central News Agency", "PRK"),
        ("AFP", "Agence France-Presse", "FRA"),
        ("the Portuguese Foreign Ministry", "Foreign Ministry of Portugal", "PRT"),
        ("Portugal's Foreign Ministry", "Foreign Ministry of Portugal", "PRT"),
        ("the Ministry of Foreign Affairs of Portugal", "Foreign Ministry of Portugal", "PRT"),
        ("Japan's Kyodo news agency", "Kyodo News", "JPN"),
        ("state news agency IRNA", "IRNA", "IRN"),
        ("Lakeside University", "Lakeside University", None),
    ],
)
def test_bodies_have_one_name_however_printed(
    speakers: Speakers, source: str, name: str, country: str | None
) -> None:
    actor = speakers(f"News\nOn Monday, [{source}] said the talks went well.")[0]
    assert actor is not None
    assert (actor.name, actor.kind, actor.country) == (name, "organization", country)


def test_the_ministry_is_the_one_named_before(speakers: Speakers) -> None:
    first, second = speakers("News\n[The Swedish Health Ministry] said yes. [The ministry] added a date.")
    assert first is not None
    assert first == second


def test_two_that_speak_as_one_are_a_group(speakers: Speakers) -> None:
    actor = speakers("News\n[Norway and Iceland] have claimed the reef.")[0]
    assert actor is not None
    assert (actor.name, actor.kind, actor.country, actor.anonymous) == (
        "Norway and Iceland",
        "group",
        None,
        False,
    )


@pytest.mark.parametrize(
    ("source", "kind", "country", "anonymous"),
    [
        ("an unnamed Kenyan port official", "person", "KEN", True),
        ("a senior Downing Street official who asked not to be named", "person", "GBR", True),
        ("Two Bolivian officials", "group", "BOL", True),
        ("critics", "group", None, True),
        ("sources close to the family", "group", None, True),
        ("Egyptian state media", "organization", "EGY", False),
        ("Democrats", "group", None, False),
        ("The statement", "document", None, False),
        ("polls", "document", None, False),
        ("many local council officials", "group", None, True),
        ("56 percent", "group", None, True),
        ("a source", "person", None, True),
    ],
)
def test_who_has_no_name_is_kept_and_typed(
    speakers: Speakers, source: str, *, kind: str, country: str | None, anonymous: bool
) -> None:
    actor = speakers(f"News\nOn Monday [{source}] said the road is closed.")[0]
    assert actor is not None
    assert (actor.kind, actor.country, actor.anonymous) == (kind, country, anonymous)


def test_an_anonymous_source_is_one_in_an_article_and_never_one_across_articles(speakers: Speakers) -> None:
    text = (
        "Tender\n[An anonymous Dutch customs official] told Reuters of the raid.\n"
        "[The official] said it failed. [The Dutch official] also said nobody was hurt. [He] gave no date."
    )
    here = speakers(text, name="here")
    there = speakers(text, name="there")
    assert len({actor.id for actor in here if actor}) == 1
    assert here[0] is not None
    assert here[0].anonymous
    assert here[0].role == here[0].name == "Dutch customs official"
    assert there[0] is not None
    assert here[0].id != there[0].id


def test_a_source_without_any_known_noun_is_kept_by_its_words(speakers: Speakers) -> None:
    actor = speakers("News\n[the grapevine] says the shop will close.")[0]
    assert actor is not None
    assert (actor.name, actor.kind, actor.anonymous) == ("grapevine", "unknown", True)
