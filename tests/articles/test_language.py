"""Which language a text is in, and that only English passes."""

from __future__ import annotations

import pytest

from onrecord.articles import language
from onrecord.articles.language import foreign, identify, script
from onrecord.schema import Page

PAGE = Page("sha256:0", "page.txt", b"", "", "text", "utf-8")
ENGLISH = "The foreign ministry said on Friday that the country would not accept the proposal."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ENGLISH, "en"),
        ("Das Außenministerium sagte am Freitag, dass das Land den Vorschlag nicht annehmen werde.", "de"),
        ("Le ministère a déclaré vendredi que le pays n'accepterait pas cette proposition.", "fr"),
        ("Министерство заявило в пятницу, что страна не примет это предложение.", "ru"),
        ("قالت وزارة الخارجية يوم الجمعة إن البلاد لن تقبل هذا الاقتراح على الإطلاق.", "ar"),
        ("Kuthiwa uhulumeni uthe ngoLwesihlanu izwe ngeke lisamukele lesi siphakamiso sakhe.", "zu"),
        ("OK", None),
        ("123 456 — 789", None),
        ("", None),
    ],
)
def test_the_language_is_named_or_unknown(text: str, named: str | None) -> None:
    assert identify(text) == named


def test_english_passes_and_so_does_what_is_too_short_to_tell() -> None:
    assert foreign(PAGE, ENGLISH) is None
    assert foreign(PAGE, "Zakharova denies") is None


def test_another_language_is_a_problem_that_names_it() -> None:
    problem = foreign(
        PAGE, "Das Außenministerium sagte am Freitag, dass das Land den Vorschlag nicht annehme."
    )
    assert problem is not None
    assert problem.code == "article.language"
    assert "German" in problem.message
    assert problem.uri == "page.txt"


def test_a_short_text_in_other_letters_is_a_problem_that_names_the_script() -> None:
    problem = foreign(PAGE, "وزارة الخارجية")
    assert problem is not None
    assert "Arabic" in problem.message


def test_the_script_is_that_of_most_letters() -> None:
    assert script("Kim Jong Un — 김") == "Latin"
    assert script("Привет, Bob") == "Cyrillic"
    assert script("123") is None


PLAIN = (
    "The minister said on Friday that they would not take part in the talks, which had been set for "
    "the end of the month, and that it was up to the others to say what they wanted from the meeting."
)
ZULU = "Kuthiwa uhulumeni uthe ngoLwesihlanu izwe ngeke lisamukele lesi siphakamiso sakhe futhi."


def test_plain_english_is_told_without_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_identifier", _unwanted)
    assert identify(PLAIN) == "en"
    for doubtful in (f"{ENGLISH} ", f"{PLAIN} {ZULU}"):  # asked for the first time: answers are kept
        with pytest.raises(AssertionError):
            identify(doubtful)


def _unwanted() -> None:
    raise AssertionError("the identifier is asked")
