"""When a statement was said: which words date it, and what day they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements.marked import build, dates

from onrecord.schema import Said
from onrecord.statements.said import read_said


def only(marked: str, published: str | None = "2024-01-27") -> Said:
    """Return when the only statement was said; 27 January 2024 was a Saturday."""
    (said,) = dates(marked, published)
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("marked", "day", "words"),
    [
        ("⟦Ana Ruiz⟧ ‹said› on Friday {that the dam was safe}.", "2024-01-26", "on Friday"),
        ("⟦Ana Ruiz⟧ ‹said› Saturday {that the dam was safe}.", "2024-01-27", "Saturday"),
        ("{“The dam is safe,”} ‹said› ⟦Ana Ruiz⟧, Thursday.", "2024-01-25", "Thursday"),
        (
            "{“The dam is safe,”} ‹said› ⟦Ana Ruiz, the mayor,⟧ late on Thursday.",
            "2024-01-25",
            "late on Thursday",
        ),
        ("⟦Ana Ruiz⟧ on Friday ‹denied› {the charges}.", "2024-01-26", "on Friday"),
        ("On Friday, in a news conference, ⟦Ana Ruiz⟧ ‹denied› {the charges}.", "2024-01-26", "On Friday"),
        ("In a letter released Thursday, ⟦Ana Ruiz⟧ ‹denied› {the charges}.", "2024-01-25", "Thursday"),
        (
            "⟦Ana Ruiz⟧ ‹said› in an interview published on Thursday {that it was safe}.",
            "2024-01-25",
            "on Thursday",
        ),
        ("⟦Ana Ruiz⟧ ‹told› reporters in Lima on Wednesday night {that it was safe}.", "2024-01-24", None),
        ("⟦Ana Ruiz⟧ ‹said› yesterday {that it was safe}.", "2024-01-26", "yesterday"),
        ("⟦Ana Ruiz⟧ ‹said› this morning {that it was safe}.", "2024-01-27", "this morning"),
        ("⟦Ana Ruiz⟧ ‹said› last night {that it was safe}.", "2024-01-26", "last night"),
        ("Two days ago ⟦Ana Ruiz⟧ ‹said› {that it was safe}.", "2024-01-25", "Two days ago"),
        ("On January 3, ⟦Ana Ruiz⟧ ‹said› {that it was safe}.", "2024-01-03", "On January 3"),
        ("⟦Ana Ruiz⟧ ‹said› on Dec. 28 {that it was safe}.", "2023-12-28", "on Dec. 28"),
        ("⟦Ana Ruiz⟧ ‹said› on 3 March 2019 {that it was safe}.", "2019-03-03", "on 3 March 2019"),
        ("⟦Ana Ruiz⟧ ‹said› at Tuesday's briefing {that it was safe}.", "2024-01-23", "Tuesday's"),
        ("⟦Ana Ruiz⟧ ‹said in a Friday interview› {that it was safe}.", "2024-01-26", "Friday"),
        ("⟦Ana Ruiz⟧ ‹denied› {the charges} on Friday.", "2024-01-26", "on Friday"),
        ("⟦Ana Ruiz⟧ on Wednesday (24/1) ‹said› {that it was safe}.", "2024-01-24", "on Wednesday (24/1)"),
        ("Speaking on “Good Day” on Friday, ⟦Ana Ruiz⟧ ‹said› {it was safe}.", "2024-01-26", "on Friday"),
        ("In Lima on Friday, ⟦Ana Ruiz⟧ ‹said› {it was safe}.", "2024-01-26", "on Friday"),
        (
            "On Wednesday of last week, ⟦Ana Ruiz⟧ ‹said› {it was safe}.",
            "2024-01-17",
            "On Wednesday of last week",
        ),
    ],
)
def test_words_with_the_saying_give_its_day(marked: str, day: str, words: str | None) -> None:
    said = only(marked)
    assert (said.date, said.earliest, said.latest) == (day, None, None)
    assert words is None or said.text == words


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Ana Ruiz⟧ ‹said› {the attack happened on Friday}.",
        "⟦Ana Ruiz, who arrived on Friday,⟧ ‹said› {it was safe}.",
        "{“It is safe,”} ‹said› ⟦Ana Ruiz⟧, who resigned on Friday.",
        "On Friday rebels attacked the town, and ⟦Ana Ruiz⟧ ‹said› {it was lost}.",
        "⟦Ana Ruiz⟧ ‹said› of Friday's attack {that it was a crime}.",
        "⟦Ana Ruiz⟧ ‹said› before Friday's vote {that it was a farce}.",
        "⟦Ana Ruiz⟧ ‹will say› on Friday {that it was safe}.",
        "On Friday, ⟦Ana Ruiz⟧ ‹said›, {the gates had been shut}.",
        "{More storms} ‹are expected› on Friday.",
        "Yesterday they met in Lima — and tomorrow ⟦Ana Ruiz⟧ ‹plans› {to meet him}.",
        "⟦Ana Ruiz⟧ is expected to ‹announce› on Friday {a new plan}.",
        "⟦Ana Ruiz⟧ ‹said› next Friday {was the last day}.",
        "⟦Ana Ruiz⟧ ‹has until Friday to answer› {the charges}.",
        "Holding a sign on Friday, ⟦Ana Ruiz⟧ ‹said› {it was safe}.",
        "In one raid on Friday, ⟦Ana Ruiz⟧ ‹said› {three men were killed}.",
        "⟦Ana Ruiz⟧ ‹told› Russia Today {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹said› on 3 March 2030 {the term would end}.",
        "Today, ⟦people⟧ ‹say› {that it is safe}.",
        "⟦Ana Ruiz⟧ ‹said› after police had shot a man on Friday {that it was a crime}.",
    ],
)
def test_other_days_of_a_sentence_do_not_date_the_saying(marked: str) -> None:
    assert only(marked) == Said(None, None, "none", None, "2024-01-27")


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("Earlier in September", "2023-09-01", "2023-09-30"),
        ("Earlier in January", "2024-01-01", "2024-01-27"),
        ("Last week", "2024-01-14", "2024-01-21"),
        ("Earlier this week", "2024-01-22", "2024-01-27"),
        ("Last month", "2023-12-01", "2023-12-31"),
        ("Earlier this month", "2024-01-01", "2024-01-27"),
        ("Last year", "2023-01-01", "2023-12-31"),
        ("In 2010", "2010-01-01", "2010-12-31"),
        ("In March 2022", "2022-03-01", "2022-03-31"),
        ("A few weeks ago", None, "2024-01-27"),
        ("Last Monday", "2024-01-15", "2024-01-22"),
        ("On Sunday", "2024-01-21", "2024-01-28"),
    ],
)
def test_what_gives_no_single_day_gives_its_bounds(words: str, earliest: str | None, latest: str) -> None:
    said = only(f"{words}, ⟦Ana Ruiz⟧ ‹said› {{that it was safe}}.")
    assert said.text == words
    assert (said.date, said.earliest, said.latest) == (None, earliest, latest)


def test_a_weekday_that_is_the_day_of_publication_is_that_day() -> None:
    assert only("⟦Ana Ruiz⟧ ‹said› on Friday {it was safe}.", "2024-01-26").date == "2024-01-26"


def test_the_day_of_publication_is_the_one_that_the_outlet_prints() -> None:
    marked = "⟦Ana Ruiz⟧ ‹said› on Saturday {that it was safe}."
    for printed in ("2024-01-27T01:00+09:00", "2024-01-27T23:30-05:00", "2024-01-27T00:05Z"):
        assert only(marked, printed).date == "2024-01-27"


def test_yesterday_in_the_evening_may_be_the_day_of_tomorrows_paper() -> None:
    said = only("⟦Ana Ruiz⟧ ‹said› yesterday {that it was safe}.", "2024-01-27T22:10")
    assert (said.date, said.earliest, said.latest) == (None, "2024-01-26", "2024-01-27")
    assert only("⟦Ana Ruiz⟧ ‹said› yesterday {it was}.", "2024-01-27T10:00").date == "2024-01-26"


def test_without_a_day_of_publication_only_full_dates_are_resolved() -> None:
    weekday = only("⟦Ana Ruiz⟧ ‹said› on Friday {that it was safe}.", None)
    assert weekday == Said(None, "on Friday", "relative", None, None, ((14, 23),))
    full = only("⟦Ana Ruiz⟧ ‹said› on 3 March 2019 {that it was safe}.", None)
    assert (full.date, full.basis) == ("2019-03-03", "explicit")
    assert only("⟦Ana Ruiz⟧ ‹said› {that it was safe}.", None) == Said(None, None, "none")


def test_a_day_and_month_take_their_year_from_the_page_where_the_weekday_fits() -> None:
    marked = "⟦Ana Ruiz⟧ ‹said› Friday (26/1) {that it was safe}.\nThe drill is called Winter 2024."
    assert (only(marked, None).date, only(marked, None).basis) == ("2024-01-26", "explicit")
    other = "⟦Ana Ruiz⟧ ‹said› Friday (26/1) {that it was safe}.\nThe drill is called Winter 2022."
    assert only(other, None).date is None
    none = "⟦Ana Ruiz⟧ ‹said› Friday (26/1) {that it was safe}."
    assert only(none, None).date is None


def test_the_order_of_day_and_month_is_taken_where_the_weekday_settles_it() -> None:
    assert only("⟦Ana Ruiz⟧ ‹said› Tuesday (5/12) {it was safe}.").date == "2023-12-05"
    assert only("⟦Ana Ruiz⟧ ‹said› Friday (12/5) {it was safe}.").date == "2023-05-12"
    assert only("⟦Ana Ruiz⟧ ‹said› Monday (12/5) {it was safe}.").date is None


def test_a_month_and_year_of_publication_bound_but_do_not_date() -> None:
    said = only("⟦Ana Ruiz⟧ ‹said› {that it was safe}.", "2024-01")
    assert (said.date, said.latest) == (None, "2024-01-31")


def test_what_a_speaker_adds_in_the_same_sentence_has_the_same_day() -> None:
    said = dates("⟦Ana Ruiz⟧ ‹said› on Friday {it was safe}, ‹adding› {that it would hold}.")
    assert [one.date for one in said if one] == ["2024-01-26", "2024-01-26"]


def test_what_goes_on_with_a_speech_has_its_day() -> None:
    said = dates(
        "⟦Mayor Ana Ruiz⟧ ‹said› on Friday {that it was safe}.\n"
        "{“We looked at all of it,”} ⟦she⟧ ‹added›.\n"
        "⟦Ruiz⟧ ‹denied› {that she was asked to leave}.\n"
        "⟦Ruiz⟧ ‹has often said› {that the dam is old}.\n"
    )
    assert [one.date for one in said if one] == ["2024-01-26", "2024-01-26", "2024-01-26", None]


def test_another_speaker_and_another_day_end_a_speech() -> None:
    said = dates(
        "⟦Mayor Ana Ruiz⟧ ‹said› on Friday {that it was safe}.\n"
        "⟦Bo Ek of the dam watch⟧ ‹said› {nobody knew}.\n"
        "On Tuesday the gates had been opened.\n"
        "⟦Ruiz⟧ ‹denied› {that she was asked to leave}.\n"
    )
    assert [one.date for one in said if one] == ["2024-01-26", None, None]


def test_an_official_in_the_lead_is_the_first_who_is_named_by_the_same_words() -> None:
    said = dates(
        "{The mine is empty}, ⟦a finance official⟧ ‹said› on Friday.\n"
        "{“There is nothing left,”} ‹said› ⟦Bo Ek, head of the finance committee⟧.\n"
    )
    assert [one.date for one in said if one] == ["2024-01-26", "2024-01-26"]


def test_a_second_official_is_another_one() -> None:
    said = dates(
        "⟦A U.S. official⟧ ‹said› on Friday {it was safe}.\n⟦A second U.S. official⟧ ‹said› {it was not}."
    )
    assert [one.date for one in said if one] == ["2024-01-26", None]


def test_the_one_name_of_a_speaker_may_be_any_of_the_full_one() -> None:
    said = dates(
        "⟦Director Tedros Adhanom Ghebreyesus⟧ ‹said› on Friday {it was safe}.\n⟦Tedros⟧ ‹warned› {them}."
    )
    assert [one.date for one in said if one] == ["2024-01-26", "2024-01-26"]


def test_a_country_that_speaks_in_between_is_not_meant_by_she() -> None:
    said = dates(
        "⟦Norwegian spokeswoman Ana Ruiz⟧ ‹said› on Friday {that it was safe}.\n"
        "⟦Norway⟧ ‹said› {it would look at it}.\n"
        "⟦She⟧ ‹said› {that it would hold}.\n"
    )
    assert [one.date for one in said if one] == ["2024-01-26", None, "2024-01-26"]


def test_no_statements_have_no_dates() -> None:
    assert dates("Nobody spoke on Friday.") == []


DAYS = st.dates(date(1990, 1, 8), date(2060, 1, 1))
REAL = (
    "on Friday|last week|yesterday|in 2010|on May 31|last Sunday|over the weekend|this year|two months ago|"
)
ODD = "on 31 February|Monday (31/12)|9999 years ago|on 0 May 2020|on 29 February|2020-13-45|on 3 March 2045"
WORDS = st.sampled_from(f"{REAL}|{ODD}".split("|"))
MARKED = st.tuples(WORDS, WORDS).map(
    lambda words: f"{words[0]}, ⟦Ana Ruiz⟧ ‹said› {words[1]} {{that “it” was safe}} İ𝒻… {words[0]}."
)


@given(MARKED, DAYS, st.booleans())
def test_words_are_verbatim_and_no_day_is_after_tomorrow(marked: str, published: date, known: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    page, article, statements = build(marked, published.isoformat() if known else None)
    for said in read_said(page, article, statements):
        assert said is not None
        assert said.text == (page.text[slice(*said.spans[0])] if said.spans else None)
        days = [day for day in (said.earliest, said.date, said.latest) if day]
        assert days == sorted(days)
        if known:
            assert all(date.fromisoformat(day) <= published + timedelta(days=1) for day in days)


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01-08", "9999-12-31", "9999-12-31T23:59"])
@pytest.mark.parametrize(
    "words", ["on Friday", "last week", "yesterday", "last year", "this weekend", "tonight"]
)
def test_days_at_the_ends_of_the_calendar_are_counted_from_by_nobody(published: str, words: str) -> None:
    said = only(f"⟦Ana Ruiz⟧ ‹said› {words} {{that it was safe}}.", published)
    assert said.date is None
    assert said.earliest is None
