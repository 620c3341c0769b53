"""A name, short or long, is one person, with the title that stands beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import Actor

Names = Callable[..., list[str | None]]
Speakers = Callable[..., list[Actor | None]]


def test_a_family_name_gets_its_full_name_role_and_country(speakers: Speakers) -> None:
    found = speakers(
        "Treaty talks resume\n"
        "Talks resume on Monday, [Finnish Defence Ministry spokeswoman Aino Lehtonen] said.\n"
        "[Lehtonen] declined to give details."
    )
    first, second = found
    assert first == second
    assert first is not None
    assert (first.name, first.kind, first.country) == ("Aino Lehtonen", "person", "FIN")
    assert first.role == "Finnish Defence Ministry spokeswoman"
    assert first.aliases == ("Lehtonen",)


@pytest.mark.parametrize(
    ("sentence", "name", "role", "country"),
    [
        (
            "[Chile's Mining Ministry spokesman Pedro Soto] said so.",
            "Pedro Soto",
            "Chile's Mining Ministry spokesman",
            "CHL",
        ),
        (
            "The [Foreign Minister, Aurelija Kazlauskaite], said so.",
            "Aurelija Kazlauskaite",
            "Foreign Minister",
            None,
        ),
        ("[Peru's UN Ambassador, Victor Quispe], said so.", "Victor Quispe", "Peru's UN Ambassador", "PER"),
        ("[Harbour board manager Inga Dahl] said so.", "Inga Dahl", "Harbour board manager", None),
        (
            "[Director General of the World Trade Organization (WTO) Ama Owusu Mensah] said so.",
            "Ama Owusu Mensah",
            "Director General of the World Trade Organization",
            None,
        ),
        (
            "[Ruth Ogilvie, chair of the parish council], said so.",
            "Ruth Ogilvie",
            "chair of the parish council",
            None,
        ),
        (
            "[Kenyan Ambassador to the UN Grace Wanjiru] said so.",
            "Grace Wanjiru",
            "Kenyan Ambassador to the UN",
            "KEN",
        ),
        ("[Sen. Elmer Q. Pratt] said so.", "Elmer Q. Pratt", "Sen.", None),
        ("[WALTER HINES:] said so.", "Walter Hines", None, None),
        ("[Khalid al-Rumaithi] said so.", "Khalid al-Rumaithi", None, None),
        ("[Ludovic van der Meer] said so.", "Ludovic van der Meer", None, None),
        ("[Vice Premier Ru'yat N'Diaye-O'Connor] said so.", "Ru'yat N'Diaye-O'Connor", "Vice Premier", None),
    ],
)
def test_a_title_beside_a_name_is_its_role(
    speakers: Speakers, sentence: str, name: str, role: str | None, country: str | None
) -> None:
    actor = speakers("Meeting held\n" + sentence)[0]
    assert actor is not None
    assert (actor.name, actor.role, actor.country, actor.kind) == (name, role, country, "person")


def test_any_part_of_a_name_finds_the_person(named: Names) -> None:
    found = named(
        "Clinic reopens\n"
        "Health Minister Wondimu Haile Tadesse opened the clinic with Foreign Minister Sulistyo Hartono.\n"
        "[Wondimu] said it was late. [Minister Sulistyo] said it was early. [Tadesse] said more will follow."
    )
    assert found == ["Wondimu Haile Tadesse", "Sulistyo Hartono", "Wondimu Haile Tadesse"]


def test_a_shared_family_name_is_the_one_last_spoken_of(named: Names) -> None:
    found = named(
        "Siblings at odds\n"
        "Park Min Ho spoke first. [Park] said the port was closed.\n"
        "His sister Park So Yeon spoke next. [Park] said the port was open.\n"
        "[Mr. Park] denied it."
    )
    assert found[:2] == ["Park Min Ho", "Park So Yeon"]


def test_a_courtesy_title_tells_namesakes_apart(named: Names) -> None:
    found = named(
        "Couple testify\n"
        "Laura Brandt and Peter Brandt came to court.\n"
        "[Mrs. Brandt] said she saw nothing. [Mr. Brandt] said he saw everything."
    )
    assert found == ["Laura Brandt", "Peter Brandt"]


def test_a_name_in_a_title_is_not_the_speaker(named: Names) -> None:
    found = named(
        "Race\n[Okafor campaign manager Tunde Bello] said so. [The mayor's lawyer Ana Ruiz] said so."
    )
    assert found == ["Tunde Bello", "Ana Ruiz"]


def test_a_letter_speaks_for_its_writer(named: Names) -> None:
    found = named("Post\nHelena Maric wrote to Igor Babic. [Maric's letter] said the bridge is safe.")
    assert found == ["Helena Maric"]


def test_a_headline_in_capitals_is_read_by_the_names_of_the_body(named: Names) -> None:
    found = named(
        "[Nkemelu] Slams Budget As Minister Walks Out\n"
        "The budget is a mistake, senator Chidi Nkemelu said on Friday."
    )
    assert found == ["Chidi Nkemelu"]


def test_the_same_name_is_one_actor_in_every_article(speakers: Speakers) -> None:
    first = speakers("One\n[Police chief Dario Conti] said so.", name="one")[0]
    second = speakers("Two\nDario Conti left. [Conti] said so.", name="two")[0]
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_who_holds_office_on_the_day_is_named_in_full(speakers: Speakers) -> None:
    now = speakers("Visit\n[Pashinyan] said so.", published="2024-02-01")[0]
    assert now is not None
    assert (now.name, now.country, now.role) == ("Nikol Pashinyan", "ARM", "Prime Minister")
    before = speakers("Visit\n[Pashinyan] said so.", published="2010-02-01")[0]
    assert before is not None
    assert before.name == "Pashinyan"
    assert before.role is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Her press officer, Nils Berg,", "Nils Berg"),
        ("Pulitzer laureate Dr. Mina Qureshi", "Mina Qureshi"),
        ("Rosa Lind, the former mayor and presidential candidate", "Rosa Lind"),
        ("former Orebro mayor Rosa Lind", "Rosa Lind"),
        (
            "Latvia's Deputy Director of the Fish and Water Department of the River Board, Janis Ozols,",
            "Janis Ozols",
        ),
        ("Sheikh Omar Darwish, head of the tribal council,", "Omar Darwish"),
    ],
)
def test_a_long_phrase_is_the_person_it_is_built_on(named: Names, source: str, name: str) -> None:
    assert named(f"News\nOn Monday [{source}] said the lake had risen.") == [name]


def test_a_clause_before_a_title_is_no_part_of_it(speakers: Speakers) -> None:
    actor = speakers("News\nThe rain may well delay Senator Ada Quist, aides said. [Quist] said no.")[0]
    assert actor is not None
    assert (actor.name, actor.role) == ("Ada Quist", "Senator")


def test_a_role_outside_any_country_gives_none(speakers: Speakers) -> None:
    actor = speakers("News\n[UN chief Antonio Guterres] said so.")[0]
    assert actor is not None
    assert (actor.role, actor.country) == ("UN chief", None)
