"""Articles out of text dumps: the example pages, and rules on pages built by hand."""

from __future__ import annotations

import hashlib
import textwrap
from pathlib import Path

import pytest

from onrecord.articles.dump import find_articles
from onrecord.schema import Article, Page, Problem, body_text

EXAMPLES = Path(__file__).parents[2] / "examples" / "pages"

COUNCIL = (
    "The city council of Porto Verde voted on Tuesday to close the old harbour bridge to lorries from May.",
    "Mayor Ana Duarte said the bridge, which was built in 1931, could no longer carry modern traffic.",
    "“We looked at every other way to keep it open,” Duarte told the council, “and there was none.”",
    "Hauliers have rejected the decision and said it would add forty minutes to every delivery.",
    "A spokesman for the national road agency said engineers would inspect the bridge before the winter.",
)
STORM = (
    "OSLO (Nordic Wire) - A storm that crossed the coast of Norway left four thousand homes without power.",
    "The grid operator said most of the lines would be repaired by Sunday, but warned of more wind.",
    "No one was reported hurt, the police in Kristiansand said in a statement on Saturday evening.",
)


def page(text: str) -> Page:
    data = text.encode()
    return Page("sha256:" + hashlib.sha256(data).hexdigest(), "page.txt", data, text, "text", "utf-8")


def articles(text: str) -> tuple[Article, ...]:
    outcome = find_articles(page(text))
    assert not isinstance(outcome, Problem), outcome
    return outcome


def the_article(text: str) -> Article:
    (article,) = articles(text)
    return article


def paragraphs(text: str, article: Article) -> list[str]:
    return [text[start:end] for start, end in article.body]


def problem_code(text: str) -> str:
    outcome = find_articles(page(text))
    assert isinstance(outcome, Problem), outcome
    assert outcome.page_id == page(text).id
    return outcome.code


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_bytes().decode()


ALAHED = "alahed-russia-north-korea-ties"
ACCUSES = "almayadeen-dprk-accuses-us"
NATO = "almayadeen-dprk-denounces-nato"
CLAIMS = "almayadeen-russia-rejects-us-claims"
THREE = "three-articles-russia-denies-accusations"

GOLDEN = {
    ALAHED: [
        (
            "Russia, North Korea Strengthen Ties in Pyongyang Meeting",
            9,
            "Russia’s Security Council Secretary, Sergei Shoigu, met",
            "expansion of US-led military alliances in the region.",
        )
    ],
    ACCUSES: [
        (
            "DPRK accuses US of “reckless remarks” on fake arms sales allegations",
            15,
            'DPRK defense official accuses the US of "tarnishing"',
            "an agreement signed in 2019 when he met with Putin.",
        )
    ],
    NATO: [
        (
            "DPRK denounces NATO summit’s anti-Pyongyang declaration",
            12,
            "The DPRK denounces a declaration at the NATO summit",
            "Kim Yo Jong said in a statement carried by state media.",
        )
    ],
    CLAIMS: [
        (
            "Russia rejects US claims of military cooperation with DPRK",
            12,
            "Russian Foreign Ministry spokesperson Maria Zakharova has rejected",
            "concern that the war might also come to Sweden.",
        )
    ],
    THREE: [
        (
            "Russia denies accusations of military cooperation with North Korea",
            14,
            "MOSCOW - Russia firmly denies accusations",
            "state that has not ratified Sweden's accession.",
        ),
        (
            "Nasser Hospital in Gaza is running out of fuel, food and supplies",
            8,
            "London - Director General of the World Health Organization",
            "damaged or even destroyed, according to the UN.",
        ),
        (
            (
                'Vice President: Foreign Minister Retno\'s "walk out" action '
                "emphasized that Indonesia supports Palestine"
            ),
            13,
            "Jakarta - Vice President Ma'ruf Amin said",
            "KH Moch. Zaim Ahmad Ma'shoem.",
        ),
    ],
}
FURNITURE = {
    ALAHED: ["Add to favorites", "months ago", "Agencies", "Comments", "Breaking news", "Please Wait"],
    ACCUSES: [
        *("Berri:", "Iranian Foreign Ministry", "Al-Zaytoun", "Min Read", "Shares", "(AFP)", "Related News"),
        *(
            "As Gaza burns",
            "Pro-Palestine Sydney",
            "Read more",
            "sanctions on DPRK",
            "AP Photo",
            "IMF reserves",
        ),
        *(
            "Russia and DPRK expand relations",
            "Sheinbaum",
            "Epstein",
            "Khashoggi",
            "All Rights",
            "Independent Media",
        ),
    ],
    NATO: [
        *(
            "Araghchi",
            "IAEA",
            "Listen",
            "(AP)",
            "pipe dream",
            "US-led hegemony",
            "joint military drills\n",
            "Ryanair",
        ),
        *("Jolie", "Donbass", "Most Read", "Read Next", "Independent Media"),
    ],
    CLAIMS: [
        *(
            "Al-Nakhalah",
            "Cuba",
            "(AP)",
            "ready to greet",
            "Russia slams NATO",
            "Boracay",
            "Is Sweden prepared",
        ),
        *("Hungary backs", "bio-labs", "Tucker", "Hamas", "Brik", "Independent Media"),
    ],
    THREE: ["Also read", "Israeli tanks attack", "Previous Post"],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_each_example_page_gives_its_articles_with_title_and_whole_body(name: str) -> None:
    text = example(name)
    found = articles(text)
    assert [article.title for article in found] == [title for title, *_ in GOLDEN[name]]
    for article, (title, count, first, last) in zip(found, GOLDEN[name], strict=True):
        body = paragraphs(text, article)
        assert len(body) == count
        assert body[0].startswith(first)
        assert body[-1].endswith(last)
        assert article.title_span is not None
        start, end = article.title_span
        assert text[start:end] == title
        assert end <= article.body[0][0]
        assert article.language == "en"


@pytest.mark.parametrize("name", FURNITURE)
def test_no_line_of_furniture_is_in_a_body_of_the_example_pages(name: str) -> None:
    text = example(name)
    bodies = "\n".join(body_text(text, article) for article in articles(text))
    assert [line for line in FURNITURE[name] if line in bodies] == []


def test_credits_of_the_example_pages() -> None:
    (accuses,), (nato,), (claims,) = (articles(example(name)) for name in (ACCUSES, NATO, CLAIMS))
    assert [accuses.published, nato.published, claims.published] == [
        "2022-09-22T11:03",
        "2024-07-13T14:02",
        "2024-01-27T09:39",
    ]
    assert {accuses.outlet, nato.outlet, claims.outlet} == {"Al Mayadeen English"}
    assert accuses.byline == nato.byline == claims.byline == ("Al Mayadeen English",)
    assert nato.tags == ("Pyongyang", "Nato", "DPRK", "North Korea")
    assert claims.tags[2] == "Maria Zakharova"
    first = articles(example(THREE))[0]
    assert first.title_span is not None
    assert first.body[0][0] - first.title_span[1] == len("\n\n")
    (alahed,) = articles(example(ALAHED))
    assert (alahed.published, alahed.byline, alahed.outlet) == (None, ("Staff", "Agencies"), "Al-Ahed")
    assert [article.published for article in articles(example(THREE))] == [None, None, None]


def test_plain_paragraphs_without_a_title_are_an_article() -> None:
    text = "\n".join(COUNCIL)
    article = the_article(text)
    assert article.title is None
    assert article.title_span is None
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_first_line_without_full_stop_is_the_title() -> None:
    text = "\n".join(("Porto Verde closes harbour bridge to lorries", *COUNCIL))
    article = the_article(text)
    assert article.title == "Porto Verde closes harbour bridge to lorries"
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_first_line_that_asks_is_the_title() -> None:
    text = "\n\n".join(("Can the harbour bridge of Porto Verde be saved?", *COUNCIL))
    article = the_article(text)
    assert article.title == "Can the harbour bridge of Porto Verde be saved?"
    assert paragraphs(text, article) == list(COUNCIL)


def test_one_sentence_is_an_article_when_it_is_all_there_is() -> None:
    assert paragraphs(COUNCIL[0], the_article(COUNCIL[0])) == [COUNCIL[0]]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
def test_line_ends_of_any_kind_stay_outside_the_paragraphs(ends: str) -> None:
    text = ends.join(("  Porto Verde closes harbour bridge  ", *COUNCIL, ""))
    assert paragraphs(text, the_article(text)) == list(COUNCIL)


MENU = """The Valley Courier
  • News
    • Local
    • Business
  • Sport
  • Weather"""
FOOTER = """The Valley Courier
  • Privacy Policy
  • About Us
© 2023 The Valley Courier"""


def site(*middle: str) -> str:
    return "\n\n".join((MENU, *middle, FOOTER))


def test_menus_and_footer_stay_out() -> None:
    text = site("Porto Verde closes harbour bridge to lorries", "By Jane Roe", *COUNCIL)
    article = the_article(text)
    assert article.title == "Porto Verde closes harbour bridge to lorries"
    assert paragraphs(text, article) == list(COUNCIL)
    assert article.byline == ("Jane Roe",)
    assert article.outlet == "The Valley Courier"


def test_a_ticker_without_full_stops_stays_out() -> None:
    ticker = """LATEST
Council chair: The old bridge of the harbour will be looked at again by engineers next spring
Our reporter: Two ferries collided in the outer harbour this morning and no one was hurt in it.
Finance minister: There will be no new tax on fuel before the election in the autumn"""
    text = site(ticker, "Porto Verde closes harbour bridge to lorries", "  • 3 May 2023 08:15", *COUNCIL)
    article = the_article(text)
    assert article.title == "Porto Verde closes harbour bridge to lorries"
    assert paragraphs(text, article) == list(COUNCIL)
    assert article.published == "2023-05-03T08:15"


@pytest.mark.parametrize(
    "label", ["Related", "Related Stories", "Recommended for you", "You may also like", "Trending"]
)
def test_a_list_of_other_stories_interrupts_the_body_and_no_more(label: str) -> None:
    teasers = ("Ferry fares to rise again in the spring", "Why the valley’s orchards are dying")
    text = site("Harbour bridge closed to lorries", *COUNCIL[:2], label, *teasers, *COUNCIL[2:])
    assert paragraphs(text, the_article(text)) == list(COUNCIL)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ferry fares to rise again in the spring",
        "Also read: Ferry fares to rise again",
        "SEE ALSO: Why the valley’s orchards are dying",
        "Advertisement",
        "Story continues below advertisement",
        "Sign up for our newsletter to get the day’s best stories in your inbox.",
        "Share this article",
        "4 Min Read",
        "The old harbour bridge, seen from the quay last week. (AFP)",
        "Lorries wait at the harbour bridge. Photo: Jane Roe/Getty Images",
    ],
)
def test_a_line_that_is_no_part_of_the_story_is_dropped_from_its_middle(line: str) -> None:
    text = site("Harbour bridge closed to lorries", *COUNCIL[:3], line, *COUNCIL[3:])
    assert paragraphs(text, the_article(text)) == list(COUNCIL)


def test_sub_headings_are_neither_paragraphs_nor_titles() -> None:
    text = site(
        "Harbour bridge closed to lorries",
        *COUNCIL[:2],
        "Hauliers object",
        *COUNCIL[2:4],
        "What next?",
        COUNCIL[4],
    )
    article = the_article(text)
    assert article.title == "Harbour bridge closed to lorries"
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_lone_short_question_among_paragraphs_is_one_of_them() -> None:
    lines = (*COUNCIL[:2], "So what now?", *COUNCIL[2:])
    text = "\n\n".join(("Harbour bridge closed to lorries", *lines))
    assert paragraphs(text, the_article(text)) == list(lines)


def test_what_follows_most_read_is_not_the_article() -> None:
    after = (
        "Most Read",
        "A new ferry is launched at the yard in Porto Verde, Sept. 27, 2022. (Nordic Photo/Ola Berg)",
        "Ferry yard launches its largest ship",
        "  • Business\n  • 14 Nov 2022",
        "Comments",
        "I have driven over this bridge for thirty years and it was never safe in winter, whatever they say.",
    )
    text = site("Harbour bridge closed to lorries", *COUNCIL, *after)
    article = the_article(text)
    assert paragraphs(text, article) == list(COUNCIL)
    assert article.published is None


def test_a_caption_printed_twice_is_no_paragraph() -> None:
    caption = "Lorries queue on the harbour bridge of Porto Verde in heavy rain."
    text = site("Harbour bridge closed to lorries", "  • " + caption + "\n    " + caption, *COUNCIL)
    assert paragraphs(text, the_article(text)) == list(COUNCIL)


def test_a_standfirst_between_byline_and_caption_is_the_first_paragraph() -> None:
    deck = "Engineers say the bridge of 1931 cannot carry modern traffic, and hauliers disagree."
    caption = "  • x\n  • The harbour bridge of Porto Verde (Reuters)"
    text = site(
        "Harbour bridge closed to lorries", "  • By Jane Roe\n  • 3 May 2023", deck, caption, *COUNCIL
    )
    assert paragraphs(text, the_article(text)) == [deck, *COUNCIL]


@pytest.mark.parametrize(
    "heading",
    [
        "Porto Verde closes harbour bridge Porto Verde closes harbour bridge",
        "Porto Verde closes harbour bridge\n\nPorto Verde closes harbour bridge",
        "Porto Verde closes harbour bridge | The Valley Courier",
    ],
)
def test_a_title_said_more_than_once_is_said_once(heading: str) -> None:
    text = "\n\n".join((heading, *COUNCIL))
    article = the_article(text)
    assert article.title == "Porto Verde closes harbour bridge"
    assert article.title_span is not None
    assert text[slice(*article.title_span)] == article.title


def test_a_title_stands_over_its_standfirst() -> None:
    deck = "Mayor Ana Duarte says the old bridge cannot carry modern traffic, as hauliers reject the decision"
    text = site(
        "Porto Verde council closes harbour bridge", deck, "Jane Roe Transport Correspondent", *COUNCIL
    )
    article = the_article(text)
    assert article.title == "Porto Verde council closes harbour bridge"
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_line_that_the_page_repeats_over_and_over_is_no_part_of_the_body() -> None:
    refrain = "This video has failed to load, so please try it again."
    lines = [line for paragraph in COUNCIL for line in ("Article content", refrain, paragraph)]
    text = site("Harbour bridge of Porto Verde closed to lorries", *lines)
    article = the_article(text)
    assert article.title == "Harbour bridge of Porto Verde closed to lorries"
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_quoted_post_signed_with_a_date_begins_no_article() -> None:
    post = "So the harbour bridge of Porto Verde is closed to all lorries now?!\n\n— Ola (@ola) May 3, 2023"
    text = site("Harbour bridge closed to lorries", "By Jane Roe", *COUNCIL[:3], post, *COUNCIL[3:])
    article = the_article(text)
    assert article.published is None
    assert paragraphs(text, article)[-1] == COUNCIL[-1]


def test_a_teaser_with_a_date_in_the_middle_of_the_body_begins_no_article() -> None:
    teaser = "Related\n\nHauliers reject closing of harbour bridge\n\n2 May 2023"
    text = site("Harbour bridge closed to lorries", "By Jane Roe", *COUNCIL[:3], teaser, *COUNCIL[3:])
    article = the_article(text)
    assert article.published is None
    assert paragraphs(text, article) == list(COUNCIL)


def test_a_dateline_under_a_heading_begins_another_article() -> None:
    text = "\n\n".join(
        ("Harbour bridge closed to lorries", *COUNCIL, "Storm cuts power in southern Norway", *STORM)
    )
    bridge, storm = articles(text)
    assert (bridge.title, storm.title) == (
        "Harbour bridge closed to lorries",
        "Storm cuts power in southern Norway",
    )
    assert paragraphs(text, bridge) == list(COUNCIL)
    assert paragraphs(text, storm) == list(STORM)


def test_a_byline_and_date_under_a_heading_begin_another_article() -> None:
    plain = (STORM[0].removeprefix("OSLO (Nordic Wire) - "), *STORM[1:])
    second = ("Storm cuts power to homes in southern Norway", "By Ola Berg", "4 May 2023", *plain)
    text = "\n\n".join(("Harbour bridge closed to lorries", "By Jane Roe", "3 May 2023", *COUNCIL, *second))
    bridge, storm = articles(text)
    assert (bridge.byline, bridge.published) == (("Jane Roe",), "2023-05-03")
    assert (storm.byline, storm.published) == (("Ola Berg",), "2023-05-04")
    assert paragraphs(text, bridge) == list(COUNCIL)
    assert paragraphs(text, storm) == list(plain)


def test_a_bullet_list_of_subjects_behind_the_body_gives_tags() -> None:
    text = site(
        "Harbour bridge closed to lorries",
        *COUNCIL,
        "  • Porto Verde\n  • Bridges\n  • Ana Duarte",
        "Most Read",
    )
    assert the_article(text).tags == ("Porto Verde", "Bridges", "Ana Duarte")


def test_share_buttons_behind_the_body_are_no_tags() -> None:
    text = site("Harbour bridge closed to lorries", *COUNCIL, "  • Facebook\n  • Twitter\n  • Email")
    assert the_article(text).tags == ()


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Published: January 27, 2024", "2024-01-27", None),
        ("27 Jan 2024 09:39", "2024-01-27T09:39", None),
        ("Updated 28 January 2024", None, "2024-01-28"),
        ("Published 27 January 2024 Updated 28 January 2024", "2024-01-27", "2024-01-28"),
        ("2 months ago", None, None),
        ("03/04/2024", None, None),
        ("Friday (26/1)", None, None),
    ],
)
def test_a_date_beside_the_byline_is_the_article_s(
    line: str, published: str | None, updated: str | None
) -> None:
    text = site("Harbour bridge closed to lorries", "By Jane Roe", line, *COUNCIL)
    article = the_article(text)
    assert (article.published, article.updated) == (published, updated)


def test_dates_of_teasers_and_of_the_story_itself_are_not_the_article_s() -> None:
    told = "The bridge was last repaired on January 27, 2004, and the harbour office has the papers."
    before = "Ferry fares to rise again in the spring\n\n  • 1 May 2023"
    text = site(
        before, "Harbour bridge of Porto Verde closed to lorries", told, *COUNCIL, "More news", "2 May 2023"
    )
    article = the_article(text)
    assert (article.title, article.published) == ("Harbour bridge of Porto Verde closed to lorries", None)


def test_a_note_on_the_author_is_no_paragraph() -> None:
    note = "Jane Roe is a reporter for the Courier and covers the harbour towns of the valley."
    text = site("Harbour bridge closed to lorries", "By Jane Roe", *COUNCIL, note)
    assert paragraphs(text, the_article(text)) == list(COUNCIL)


@pytest.mark.parametrize("width", [72, 80])
def test_lines_wrapped_at_a_width_are_joined_into_paragraphs(width: int) -> None:
    text = "\n\n".join(textwrap.fill(line, width) for line in ("Harbour bridge closed to lorries", *COUNCIL))
    article = the_article(text)
    assert [" ".join(paragraph.split()) for paragraph in paragraphs(text, article)] == list(COUNCIL)
    assert any("\n" in paragraph for paragraph in paragraphs(text, article))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n\t\n",
        "\x00\x01\x02",
        MENU + "\n" + FOOTER,
        "\n".join("  • An item of a list that ends as a sentence would end." for _ in range(40)),
        "\n\n".join(
            line
            for n in range(12)
            for line in (
                f"Heading number {n} about the valley",
                f"Story {n} is told in one short sentence on this page.",
            )
        ),
        "Search results for bridge\n\n1–10 of 240\n\nNext",
    ],
)
def test_a_page_without_an_article_is_a_problem(text: str) -> None:
    assert problem_code(text) == "article.none"


def test_an_article_in_another_language_is_found_with_a_doubt() -> None:
    text = (
        "Le conseil a voté mardi la fermeture du vieux pont du port aux camions dès le mois de mai.\n\n"
        "La maire a déclaré que le pont, construit en 1931, ne supportait plus le trafic moderne.\n\n"
        "Les transporteurs ont rejeté cette décision et affirmé qu’elle allongerait chaque livraison."
    )
    article = the_article(text)
    assert article.language == "fr"
    assert [doubt.code for doubt in article.doubts] == ["article.language"]


def test_a_list_of_headlines_is_said_to_be_one() -> None:
    lines = [f"Council of valley number {n} closes its old bridge\n\n2 hours ago" for n in range(12)]
    outcome = find_articles(page(MENU + "\n\n" + "\n\n".join(lines)))
    assert isinstance(outcome, Problem)
    assert outcome.code == "article.none"
    assert outcome.message.endswith("it is a list of 12 headlines.")


def test_ids_follow_content() -> None:
    text = "\n\n".join(("Harbour bridge closed to lorries", *COUNCIL))
    assert the_article(text).id == the_article(text).id
    assert the_article(text).id != the_article(text + "\n").id
