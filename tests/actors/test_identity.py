"""One actor across articles: what two names tell of each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors.identity import Judgement, identity_keys, same_actor
from onrecord.schema import Actor, ActorKind, content_id


def actor(
    name: str, kind: ActorKind = "person", country: str | None = None, role: str | None = None
) -> Actor:
    return Actor(content_id("ac", kind, name, country, role), name, kind, role, country)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ana Ruiz", "Kenyan Port Authority spokeswoman Ana Ruiz"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Jong-un Kim", "Kim Jong Un"),
        ("Yoon Suk-yeol", "Yun Seok Youl"),
        ("Tobias Lindstroem", "Tobias Lindström"),
        ("Muammar Gaddafi", "Moammar el-Qaddafi"),
        ("Muammar Gaddafi", "Muammar Kadhafi"),
        ("Moammar Gadhafi", "Muammar Khadafy"),
        ("Sergei Lavrentyev", "Sergey Lavrentyev"),
        ("Lavrentyev Sergei", "Sergey Lavrentyev"),
        ("Ivan Petrovich Sidorov", "Ivan Sidorov"),
        ("Mohamed ElGhazaly", "Mohammed al-Ghazali"),
        ("Abdel Rahman Nasr", "Abd al-Rahman Nasr"),
        ("Saif al-Din Haddad", "Seif al Deen Haddad"),
        ("Bill Ashworth", "William Ashworth"),
        ("Marie-Anne Dubois", "Marie Anne Dubois"),
        ("Haddad, Karim", "Karim Haddad"),
        ("John Ashworth", "John F. Ashworth"),
        ("J. Edgar Marsh", "Edgar Marsh"),
    ],
)
def test_spellings_and_forms_of_one_name_are_one(left: str, right: str) -> None:
    judged = same_actor(actor(left), actor(right))
    assert judged is not None
    assert judged.verdict == "same"
    assert judged.score >= 0.75
    assert set(identity_keys(actor(left))) & set(identity_keys(actor(right)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Bill Ashworth", "Helen Ashworth"),
        ("George W. Marsh", "George H. W. Marsh"),
        ("Hassan Nouri", "Hussein Nouri"),
        ("Gamal Nouri", "Kamal Nouri"),
        ("Paul Marsh Jr.", "Paul Marsh Sr."),
        ("Pope Benedict XVI", "Pope Benedict XV"),
    ],
)
def test_other_own_names_are_a_conflict(left: str, right: str) -> None:
    judged = same_actor(actor(left), actor(right))
    assert judged is not None
    assert judged.verdict == "different"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("John Brown", "John Braun"),
        ("Ivan Petrov", "Ivan Petrova"),
        ("Ana Ruiz", "Ana Torres"),
        ("Omar Hassan", "Omar Hussein"),
    ],
)
def test_likeness_of_letters_alone_tells_nothing(left: str, right: str) -> None:
    judged = same_actor(actor(left), actor(right))
    assert judged is None or judged.verdict == "different"


def test_a_family_name_alone_is_a_weak_hint_and_stronger_within_one_country() -> None:
    alone = same_actor(actor("Haddad"), actor("Karim Haddad"))
    beside = same_actor(actor("Haddad", country="LBN"), actor("Karim Haddad", country="LBN"))
    assert alone is not None
    assert beside is not None
    assert alone.score < beside.score < 0.75
    assert same_actor(actor("Haddad", country="LBN"), actor("Karim Haddad", country="SYR")) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Russian Foreign Ministry", None), ("Foreign Ministry of Russia", "RUS")),
        (("Russia's Ministry of Foreign Affairs", None), ("Foreign Ministry", "RUS")),
        (("French Defense Ministry", None), ("Ministry of Defence", "FRA")),
        (("IAEA", None), ("International Atomic Energy Agency", None)),
        (("The Harbour Workers' Union", None), ("Harbour Workers' Union", None)),
        (("Kenya Ports Organisation", None), ("Kenyan Ports Organization", "KEN")),
    ],
)
def test_a_body_is_one_however_its_name_is_built(
    left: tuple[str, str | None], right: tuple[str, str | None]
) -> None:
    one, other = actor(left[0], "organization", left[1]), actor(right[0], "organization", right[1])
    judged = same_actor(one, other)
    assert judged is not None
    assert judged.verdict == "same"
    assert set(identity_keys(one)) & set(identity_keys(other))


def test_ministries_of_two_countries_are_not_one() -> None:
    assert (
        same_actor(
            actor("Defense Ministry", "organization", "GBR"), actor("Defence Ministry", "organization", "AUS")
        )
        is None
    )
    assert (
        same_actor(
            actor("Foreign Ministry", "organization"), actor("Italian Foreign Ministry", "organization")
        )
        is None
    )


def test_who_has_no_name_is_never_one_with_another() -> None:
    here = Actor("ac_1", "official", "person", None, "NLD", anonymous=True)
    there = Actor("ac_2", "official", "person", None, "NLD", anonymous=True)
    assert identity_keys(here) == ()
    assert same_actor(here, there) is None
    assert same_actor(here, actor("official", country="NLD")) is None


PARTS = """
    Kim Jong Un Il Yo Lee Hassan Hussein al el bin Abdel Rahman Gaddafi Qaddafi Bush George W. H. Bill
    Clinton van der von Jr. II Maria Ivanovich Petrov Sergei Sergey King spokesman Ministry Foreign of
    Russian Russia Republic News Agency IAEA US the de la O'Neil Al-Sisi ElBaradei Jong-un , " ’s ( é
"""
WORDS = st.sampled_from(PARTS.split())
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join) | st.text(max_size=12)
KINDS: st.SearchStrategy[ActorKind] = st.sampled_from(
    ["person", "organization", "country", "group", "document", "unknown"]
)
COUNTRIES = st.sampled_from([None, "RUS", "PRK", "LBY", "USA"])
ACTORS = st.builds(actor, NAMES, KINDS, COUNTRIES, st.sampled_from([None, "king", "leader"]))


@settings(max_examples=400)
@given(ACTORS, ACTORS)
def test_a_judgement_is_symmetric_and_stands_on_a_shared_key(left: Actor, right: Actor) -> None:
    judged = same_actor(left, right)
    assert judged == same_actor(right, left)
    if judged is not None:
        assert isinstance(judged, Judgement)
        assert 0.0 < judged.score < 1.0
        assert judged.left < judged.right
        assert judged.reason.endswith(".")
        if judged.verdict == "same":
            assert set(identity_keys(left)) & set(identity_keys(right))
