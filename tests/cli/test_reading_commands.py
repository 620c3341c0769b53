"""quotes and articles: what they print, where, and with which exit code."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from cli.conftest import Run, command, environment
from run import standin


def test_piped_quotes_are_json_lines_on_stdout_and_words_on_stderr(run: Run, news: Path) -> None:
    done = run("quotes", "news")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 0
    assert [row["content"]["text"] for row in rows] == ['"It is so,"', '"We – go,"', '"It is not,"']
    assert {row["schema"] for row in rows} == {"onrecord.statement/1"}
    assert rows[2]["page"]["uri"] == "news/b.txt"
    assert done.err == "3 statements in 2 articles on 2 pages\n"
    assert news.exists()


def test_a_verbose_run_says_what_was_read_of_each_page(run: Run, news: Path) -> None:
    assert "news/a.txt: 1 article, 2 statements\n" in run("quotes", news.name, "-v").err
    # Whoever asks for articles has no statements read.
    assert "news/a.txt: 1 article\n" in run("articles", news.name, "-v").err


def test_json_is_utf8_whatever_the_locale_says(run: Run, news: Path) -> None:
    done = run("quotes", str(news), "-q", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.status, done.err) == (0, "")
    assert "We – go" in done.out


def test_with_closed_streams_it_goes_on_into_nowhere(news: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    for arguments, status in ((["quotes", str(news)], 0), (["articles", "-"], 3)):
        done = subprocess.run([*closed, *command(*arguments)], env=environment(), check=False)
        assert done.returncode == status


def test_the_listing_names_title_speaker_words_and_place(run: Run, news: Path) -> None:
    done = run("quotes", "news", "--listing", "-q")
    assert news.exists()
    assert done.out == (
        "News of Áland\n"
        "2 statements · news/a.txt\n"
        "\n"
        "  Ann Lee\n"
        '    "It is so,"\n'
        "      — Ann Lee said · line 3\n"
        "\n"
        "  Bo Ek\n"
        '    "We – go,"\n'
        "      — Bo Ek warned · line 5\n"
        "\n"
        "News of Bern\n"
        "1 statement · news/b.txt\n"
        "\n"
        "  Ann Lee\n"
        '    "It is not,"\n'
        "      — Ann Lee asserted · line 5\n"
    )


def test_by_speaker_puts_who_said_most_first(run: Run, news: Path) -> None:
    done = run("quotes", str(news), "--by-speaker", "-q")
    assert done.out == (
        "Ann Lee · 2 statements, 2 articles\n"
        '    "It is so,"\n'
        "      — Ann Lee said · a.txt:3\n"
        '    "It is not,"\n'
        "      — Ann Lee asserted · b.txt:5\n"
        "\n"
        "Bo Ek · 1 statement\n"
        '    "We – go,"\n'
        "      — Bo Ek warned · a.txt:5\n"
    )


@pytest.mark.parametrize("columns", ["40", "60", "160"])
def test_a_listing_keeps_to_the_width_and_loses_no_word(run: Run, tmp_path: Path, columns: str) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    (tmp_path / "long.txt").write_bytes(standin.page("x", f'"{words}," Ann Lee said.'))
    done = run("quotes", "long.txt", "--listing", "-q", COLUMNS=columns)
    assert max(map(len, done.out.splitlines())) <= min(int(columns), 108)
    assert words in " ".join(done.out.split())
    assert all(not line.endswith(" ") for line in done.out.splitlines())


def test_a_page_cannot_play_with_the_terminal(run: Run, tmp_path: Path) -> None:
    text = 'Evil \x1b[2J \u202enews\n\n"A\x07 red\u2028word," Ann Lee said.'
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
    done = run("quotes", "evil.txt", "--listing")
    assert done.out.count("Ann Lee") == 2
    assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(done.out)


def test_standard_input_gzip_and_limit(run: Run) -> None:
    data = gzip.compress(standin.page("in", '"One," Ann Lee said.', '"Two," Ann Lee said.'))
    done = run("quotes", "-", "--limit", "1", given=data)
    assert (done.status, len(done.out.splitlines())) == (0, 1)
    assert json.loads(done.out)["page"]["uri"] == "-"


def test_articles_have_their_own_rows_and_listing(run: Run, news: Path) -> None:
    rows = [json.loads(line) for line in run("articles", str(news)).out.splitlines()]
    assert [row["schema"] for row in rows] == ["onrecord.article/1"] * 2
    text = run("articles", str(news), "--text", "-q", "--limit", "1").out
    assert "paragraphs · " in text


BAD = {
    "empty.txt": (b"", "page.empty"),
    "nul.txt": (b"News\0of", "page.binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "page.binary"),
    "cut.txt.gz": (gzip.compress(b"News\n\nof the day" * 99)[:-20], "page.gzip"),
    "bare.txt": (b"one paragraph alone", "article.none"),
    "crash.txt": (standin.page("c", "CRASH"), "page.crashed"),
}


@pytest.mark.parametrize("name", [*BAD, "missing.txt"])
def test_a_bad_input_is_named_exits_3_and_the_rest_is_done(run: Run, news: Path, name: str) -> None:
    data, code = BAD.get(name, (None, "page.missing"))
    if data is not None:
        (news / name).write_bytes(data)
    done = run("quotes", f"news/{name}", "news/a.txt")
    assert done.status == 3
    assert len(done.out.splitlines()) == 2
    assert f"news/{name}: " in done.err
    assert f"({code})" in done.err
    assert "1 problem\n" in done.err
    assert "Traceback" not in done.err


def test_a_broken_install_stops_at_once_with_one_sentence(run: Run, tmp_path: Path) -> None:
    for index in range(30):
        (tmp_path / f"{index}.txt").write_bytes(standin.page("x", "MISSING"))
    for jobs in ("1", "2"):
        done = run("quotes", ".", "--jobs", jobs, "-q")
        assert (done.status, done.out) == (1, "")
        assert "onrecord is not installed whole: tokenizers cannot be imported." in done.err
        assert len(done.err.splitlines()) == 1, done.err


def test_wrong_options_exit_2_with_a_word(run: Run, news: Path) -> None:
    assert news.exists()
    for arguments in (
        ["quotes"],
        ["quotes", "news", "--json", "--listing"],
        ["quotes", "news", "--jobs", "0"],
        ["quotes", "news", "--no-such"],
        ["no-such"],
    ):
        done = run(*arguments)
        assert (done.status, done.out) == (2, ""), arguments
        assert done.err


def test_a_wrong_setting_exits_2_with_a_sentence(run: Run, news: Path) -> None:
    done = run("quotes", str(news), ONRECORD_JOBS="many")
    assert done.status == 2
    assert "ONRECORD_JOBS" in done.err


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("onrecord ")
    done = run("--help")
    assert done.status == 0
    assert "quotes" in done.out


def test_a_reader_who_has_enough_is_no_error(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_bytes(standin.page(str(number), *['"Yes," Ann Lee said.'] * 50))
    for options in (["--json"], ["--listing"], ["--json", "--jobs", "2"]):
        with subprocess.Popen(
            command("quotes", str(tmp_path), *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141


def test_the_first_statement_comes_before_the_last_page_is_read(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_bytes(standin.page(str(number), '"Yes," Ann Lee said.'))
    with subprocess.Popen(
        command("quotes", str(tmp_path), "--jobs", "1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(STANDIN_SECONDS="2"),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        assert process.poll() is None
        process.kill()


def test_ctrl_c_stops_with_a_word_and_130(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_bytes(standin.page(str(number), '"Yes," Ann Lee said.'))
    with subprocess.Popen(
        command("quotes", str(tmp_path), "--jobs", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(STANDIN_SECONDS="0.1"),
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read() == b"onrecord: Stopped.\n"
    assert process.returncode == 130
