"""What stands around a name, and is no part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.schema import Actor

Names = Callable[..., list[str | None]]
Speakers = Callable[..., list[Actor | None]]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Netherlands and Belgium", "Netherlands and Belgium"),
        ("both Oslo and the EU", "Norway and European Union"),
        ("Canada, Mexico and other nations", "Canada, Mexico and other nations"),
        ("Canada and its partners", "Canada and its partners"),
        (
            "The Harrow School District and the Harrow Police Department",
            "Harrow School District and Harrow Police Department",
        ),
    ],
)
def test_a_group_is_named_by_its_members(named: Names, source: str, name: str) -> None:
    assert named(f"News\nOn Monday [{source}] said the lake had risen.") == [name]


def test_members_of_a_group_have_their_full_names(named: Names) -> None:
    found = named("News\nAda Quist met Gil Tanner. [Quist and Tanner] said it went well.")
    assert found == ["Ada Quist and Gil Tanner"]


def test_two_names_with_a_comma_are_a_group(named: Names) -> None:
    found = named("[Quist, Tanner] trade blows\nAda Quist met Gil Tanner on Monday.")
    assert found == ["Ada Quist and Gil Tanner"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Welcoming [Denmark], the minister spoke.", "Denmark"),
        ("Praising [Ada Quist], he spoke.", "Ada Quist"),
        ("Outside [Brussels] it said no.", "Belgium"),
        ("[Boeing] said no.", "Boeing"),
        ("[Sterling Hayes] said no.", "Sterling Hayes"),
        ("[Housing Minister Ada Quist] said no.", "Ada Quist"),
        ("[Banking Committee] said no.", "Banking Committee"),
    ],
)
def test_a_word_that_opens_a_sentence_is_no_part_of_a_name(named: Names, sentence: str, name: str) -> None:
    assert named(f"News\n{sentence}") == [name]


@pytest.mark.parametrize(
    ("source", "after", "name", "kind"),
    [
        ("Media reports", "indicate that he left", "Media reports", "document"),
        ("Local press reports", "say that he left", "Local press reports", "document"),
        ("Reuters", "reports that he left", "Reuters", "organization"),
        ("Estimates", "suggest 300 farmers left", "Estimates", "document"),
        ("Polls there", "are mixed", "Polls", "document"),
        ("The anchorwoman", "said he left", "anchorwoman", "person"),
        ("A spokesman for Kenya's government", "said he left", "spokesman", "person"),
        ("Drivers", "said he left", "Drivers", "group"),
        ("Asians", "said he left", "Asians", "group"),
        ("chief executive of Italian oil firm Acmo", "said he left", "chief executive", "person"),
        ("RoadWatcher", "said he left", "RoadWatcher", "organization"),
        ("documents made public by the board", "say he left", "documents", "document"),
    ],
)
def test_a_noun_and_the_verb_after_it_are_told_apart(
    speakers: Speakers, source: str, after: str, name: str, kind: str
) -> None:
    actor = speakers(f"News\n[{source}] {after}.")[0]
    assert actor is not None
    assert (actor.name, actor.kind) == (name, kind)


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Kenyan author and teacher Grace Njeri Otieno", "Grace Njeri Otieno", "Kenyan author and teacher"),
        ("Deputy head of Hill Bank, Rosa Lind,", "Rosa Lind", "Deputy head of Hill Bank"),
        (
            "Deputy dean of the Cork branch of the University of Munster Orla Byrne",
            "Orla Byrne",
            "Deputy dean of the Cork branch of the University of Munster",
        ),
        ("Fleet spokesman Rear Adm. Jim Stone", "Jim Stone", "Fleet spokesman"),
        ("Navy Vice Adm. Jim Stone", "Jim Stone", "Navy Vice Adm."),
        ("Lt. Cmdr. Jim Stone", "Jim Stone", "Lt. Cmdr."),
        ("Georgia Gov. Jim Stone", "Jim Stone", "Georgia Gov."),
        ("Radio talk show host Jim Stone", "Jim Stone", "Radio talk show host"),
        (
            "Jim Stone, a fellow at the Council on Rural Life,",
            "Jim Stone",
            "fellow at the Council on Rural Life",
        ),
        ("his spokeswoman, Rosa Lind,", "Rosa Lind", "spokeswoman"),
        ("Acme chief of staff Jim Stone", "Jim Stone", "Acme chief of staff"),
        ("Former Acme chief of staff Jim Stone", "Jim Stone", "Former Acme chief of staff"),
        ("Professor of animal science Jim Stone", "Jim Stone", "Professor of animal science"),
        ("Secretary of State Laura Stone", "Laura Stone", "Secretary of State"),
        ("JIM STONE", "Jim Stone", None),
        ("JANE O'NEIL-MCCABE", "Jane O'Neil-McCabe", None),
    ],
)
def test_a_role_is_whole_and_without_debris(
    speakers: Speakers, source: str, name: str, role: str | None
) -> None:
    actor = speakers(f"News\n[{source}] said the lake had risen.")[0]
    assert actor is not None
    assert (actor.name, actor.role, actor.kind) == (name, role, "person")


def test_who_works_for_somebody_is_not_that_somebody(speakers: Speakers) -> None:
    first, second = speakers(
        "News\n[Mr. Lind] hired Orla Byrne, pollster for Mr. Lind. Removing leader [Otto Lind] failed."
    )
    assert first is not None
    assert second is not None
    assert first == second
    assert second.role == "leader"


def test_a_clause_is_no_name(named: Names) -> None:
    found = named(
        "George Hale Selling Off The House He Used To Live In\n"
        "[Hale] said no. Hale hires officials. [Hale] said so. Hale will campaign. [The campaign] went on."
    )
    assert found == ["George Hale", "George Hale", "campaign"]


def test_who_is_the_person_before_it(named: Names) -> None:
    found = named("News\nIt went to Orla Byrne of the Harbour Board, [who] said it was too much.")
    assert found == ["Orla Byrne"]


def test_what_belongs_to_a_body_is_not_the_body(named: Names) -> None:
    found = named("News\n[The party's top donors] said no. [The agency's records] show it.")
    assert found == ["party's top donors", "agency's records"]


def test_a_family_name_that_is_an_adjective_is_a_name(named: Names) -> None:
    found = named("News\nHarry Black came. [Black, who has known friends for years], said no.")
    assert found == ["Harry Black"]


def test_a_country_is_no_one_s_family_name_and_a_person_may_have_one(named: Names) -> None:
    found = named(
        "News\nRail In Present Day Hungary\nRail in present-day Hungary is old. Michael Jordan came with Lee "
        "Lawrence. [Hungary] said no. [Jordan] said no. [Lawrence] said no. [Brig. Gen. Otto Lind] said no."
    )
    assert found == ["Hungary", "Michael Jordan", "Lee Lawrence", "Otto Lind"]


def test_a_place_that_speaks_is_kept_by_its_words(named: Names) -> None:
    assert named("News\n[British and French citizens] said no.") == ["British and French citizens"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Lao People's Democratic Republic", "Laos"),
        ("The People’s Republic of China", "China"),
        ("The Islamic Republic of Iran (IRI)", "Iran"),
        ("the Organization of American States", "Organization of American States"),
    ],
)
def test_an_official_name_is_read_whole_across_its_small_words(named: Names, source: str, name: str) -> None:
    assert named(f"News\nOn Monday [{source}] said the lake had risen.") == [name]


def test_a_longer_name_is_not_cut_at_the_official_one_inside(named: Names) -> None:
    assert named("News\nThe [Islamic Republic of Iran Shipping Lines] said no.") != ["Iran"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("most of the rural mayors", "most of the rural mayors"),
        ("the FIFA bigwig", "FIFA bigwig"),
        ("The Office of the Inspector General for Prisons", "Office of the Inspector General for Prisons"),
        ("Former Secretary of State Zadie Orwell", "Zadie Orwell"),
        ("Acme Forex.com analyst Daniel Wong", "Daniel Wong"),
        ("Ann Gale, the Miller and Hart Chair", "Ann Gale"),
        ("Lourdes Garcia and her Chilean colleague Ashraf Khalil", "Lourdes Garcia and Ashraf Khalil"),
        ("a 2008 Chilean cable", "2008 Chilean cable"),
        ("1,500 miners", "1,500 miners"),
    ],
)
def test_a_long_phrase_is_named_by_what_it_is_built_on(named: Names, source: str, name: str) -> None:
    assert named(f"News\nOn Monday [{source}] said it was late.") == [name]


def test_a_clause_behind_a_place_is_no_title(named: Names) -> None:
    found = named("News\nIt was calm in Zawada, [an eyewitness] told us. [The eyewitness] left.")
    assert found == ["eyewitness", "eyewitness"]


def test_a_rank_gives_way_to_what_stands_behind_the_name(speakers: Speakers) -> None:
    found = speakers("News\n[Col. Jo Ibra, a spokesman for the fleet], said no. [Ibra] left.")
    assert [actor.role for actor in found if actor] == ["spokesman for the fleet"] * 2


def test_a_commander_for_a_land_is_not_of_it(speakers: Speakers) -> None:
    found = speakers("News\n[Chuck Boud, NATO commander for the Libya campaign], said no.")
    assert [actor.country for actor in found if actor] == [None]


def test_a_heading_s_verb_is_no_part_of_a_name(named: Names) -> None:
    found = named("Marine Lepic Backs Harder Line\nThe vote is on. [Marine Lepic] said yes. [Lepic] left.")
    assert found == ["Marine Lepic", "Marine Lepic"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("local municipalities in Italy", "local municipalities in Italy"),
        ("a count by the Associated Press", "count by the Associated Press"),
        ("the president of the Lombardy region, Roberto Mari,", "Roberto Mari"),
        ("the Sea Org", "Sea Org"),
        ("the former CEO of Hewlett", "CEO"),
    ],
)
def test_a_name_behind_a_preposition_is_where_others_belong(named: Names, source: str, name: str) -> None:
    text = "News\nThe Sea Org requires members to work. So said {}[{}] on Monday."
    assert named(text.format("", source)) == [name]


def test_a_capital_noun_is_short_for_the_body_before_it(named: Names) -> None:
    found = named("News\nThe Lund Council met. [The Council] said no. [The council] said yes.")
    assert found == ["Lund Council", "Lund Council"]


def test_an_ambassador_is_of_the_land_that_sent_him(speakers: Speakers) -> None:
    found = speakers("News\n[Afghan Ambassador to the United States Hamdullah Mohib] said no.")
    assert [actor.country for actor in found if actor] == ["AFG"]


def test_a_clause_begun_by_a_title_gives_no_name_its_role(speakers: Speakers) -> None:
    found = speakers(
        "News\nAccording to Mark Rath, a detective for the office was told. [Rath] said no. "
        "On the way to his mother, Tom Alto was held. [Alto] said no."
    )
    assert [actor.role for actor in found if actor] == [None, None]
