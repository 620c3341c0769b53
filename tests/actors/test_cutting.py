"""Where a name, a title or a phrase begins and ends, and who counts as named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import Actor

Speakers = Callable[..., list[Actor | None]]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Town\n[Ronald Bruce St. John], a scholar, said it was late.", "Ronald Bruce St. John", "scholar"),
        (
            "Town\nGeorge Klein, his wife and two children moved to Oslo. [Klein] said it was late.",
            "George Klein",
            None,
        ),
        (
            "Town\nAnn Ruiz, despite official rhetoric to the contrary, voted. [Ruiz] said it was late.",
            "Ann Ruiz",
            None,
        ),
        (
            "Town\nOne envoy chose to denounce leader Ann Ruiz. [Ruiz] said it was late.",
            "Ann Ruiz",
            "leader",
        ),
        ("Town\nBy the Hill Wire Staff [Rebels] said it was late.", "Rebels", None),
        ("Town\nThey live in caves [Libyan government official] says in a report.", None, None),
        ("Town\n[Libyan state TV] said it was late.", "Libyan state TV", None),
    ],
)
def test_a_run_of_words_is_cut_where_the_phrase_begins(
    speakers: Speakers, text: str, name: str | None, role: str | None
) -> None:
    actor = speakers(text)[0]
    assert actor is not None
    if name is None:
        assert actor.name == actor.role == "Libyan government official"
    else:
        assert (actor.name, actor.role) == (name, role)


@pytest.mark.parametrize(
    "source",
    [
        "Norway's state media",
        "South Korea's presidential office",
        "Libyan state television",
        "Egyptian state media",
    ],
)
def test_the_one_body_of_a_country_is_named(speakers: Speakers, source: str) -> None:
    actor = speakers(f"Town\nOn Monday [{source}] said it was late.")[0]
    assert actor is not None
    assert (actor.name, actor.kind, actor.anonymous) == (source, "organization", False)
    assert actor.country is not None


def test_any_body_of_a_country_is_not_named(speakers: Speakers) -> None:
    actor = speakers("Town\n[A Norwegian broadcaster] said it was late.")[0]
    assert actor is not None
    assert actor.anonymous


@pytest.mark.parametrize("word", ["An anonymous", "An unnamed", "An unidentified"])
def test_a_summary_and_its_article_speak_of_one_unnamed_official(speakers: Speakers, word: str) -> None:
    told = speakers(
        "Oslo accused\n[Dutch defense official] accuses Oslo of lying.\n"
        f"[{word} Dutch defense official] told Reuters it was late. [The official] gave no date."
    )
    assert len({actor.id for actor in told if actor}) == 1
    assert told[0] is not None
    assert told[0].anonymous
    assert (told[0].name, told[0].role) == ("Dutch defense official",) * 2


def test_two_who_are_nobody_do_not_speak_together(speakers: Speakers) -> None:
    assert speakers("Town\n[the he and he] said it was late.") == [None]


def test_one_of_somebodys_ministers_is_told_whole(speakers: Speakers) -> None:
    actor = speakers("Town\n[One of Ruiz's ministers] said it was late.")[0]
    assert actor is not None
    assert actor.name == "One of Ruiz's ministers"
