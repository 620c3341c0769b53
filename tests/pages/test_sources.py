"""Files, folders, standard input and gzip: what can be read is read, the rest is said."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.pages import LARGEST_PAGE, Source, list_sources, open_blobs, sources
from onrecord.schema import Blob, Problem


def codes(paths: list[str | Path]) -> list[str]:
    return [item.code if isinstance(item, Problem) else item.uri for item in open_blobs(paths)]


def test_a_folder_is_read_recursively_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.txt", ".hidden", ".git/config", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = list(open_blobs([tmp_path]))
    assert [item.uri for item in found] == [
        f"{tmp_path}/{name}" for name in ("a.txt", "b/a.txt", "b/z.txt", "c/d/e.txt")
    ]
    assert [source.uri for source in list_sources([tmp_path])] == [item.uri for item in found]


def test_the_uri_is_the_path_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("a")
    monkeypatch.chdir(tmp_path)
    assert codes(["pages", "pages/a.txt"]) == ["pages/a.txt", "pages/a.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".page.txt").write_text("text")
    assert codes([tmp_path / ".page.txt"]) == [f"{tmp_path}/.page.txt"]


def test_a_dash_stands_for_standard_input_plain_or_gzip(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"some text", gzip.compress(b"some text")):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        assert list(open_blobs(["-"])) == [Blob("-", b"some text")]


def test_gzip_is_told_by_its_first_bytes_and_its_members_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    assert [item.data for item in open_blobs([path]) if isinstance(item, Blob)] == [b"one two"]


def cut(data: bytes) -> bytes:
    return data[:-20]


def flip(data: bytes) -> bytes:
    return data[:30] + bytes(255 - byte for byte in data[30:40]) + data[40:]


def garbage(data: bytes) -> bytes:
    return data + b"garbage"


@pytest.mark.parametrize("damage", [cut, flip, garbage])
def test_damaged_gzip_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    good = gzip.compress(os.urandom(4000))
    (tmp_path / "a.gz").write_bytes(damage(good))
    (tmp_path / "b.gz").write_bytes(good)
    assert codes([tmp_path]) == ["page.gzip", f"{tmp_path}/b.gz"]


def test_a_gzip_bomb_is_a_problem_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(LARGEST_PAGE // (1 << 20) + 8):
            file.write(bytes(1 << 20))
    assert codes([path]) == ["page.too_large"]


def test_a_line_of_200_mb_is_a_problem_at_once(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert codes([path]) == ["page.too_large"]


def test_an_empty_file_and_a_missing_path_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "full.txt").write_bytes(b"full")
    paths: list[str | Path] = [tmp_path / "empty.txt", tmp_path / "none", "", "a\0b", tmp_path / "full.txt"]
    assert codes(paths) == ["page.empty", *["page.missing"] * 3, f"{tmp_path}/full.txt"]


def test_links_that_lead_round_in_a_ring_or_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "page.txt").write_text("text")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert codes([tmp_path]) == [f"{tmp_path}/folder/page.txt", "page.unreadable", "page.missing"]


def test_a_folder_that_is_very_deep_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("page.txt").write_text("text")
    os.chdir(tmp_path)
    try:
        assert codes(["d"]) == ["d/" * depth + "page.txt"]
    finally:  # the folder is too deep to be removed recursively
        os.chdir("d/" * depth)
        Path("page.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()


def test_a_pipe_in_a_folder_is_a_problem_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert codes([tmp_path]) == ["page.unreadable"]


def test_a_pipe_that_is_named_is_waited_for_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PIPE_PATIENCE", 0.1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert codes([pipe]) == ["page.empty"]
    writer = threading.Thread(target=pipe.write_text, args=("text",))
    writer.start()
    assert list(open_blobs([pipe])) == [Blob(str(pipe), b"text")]
    writer.join()


def test_what_must_not_be_read_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("shut/page.txt", "secret.txt", "open.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    user = os.geteuid()
    if user == 0:  # root may read everything
        os.seteuid(65534)
    try:
        assert codes(["."]) == ["open.txt", "page.unreadable", "page.unreadable"]
    finally:
        os.seteuid(user)
        (tmp_path / "shut").chmod(0o755)


def test_a_name_that_is_not_utf8_gives_a_uri_that_can_be_stored(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("text")
    assert codes([tmp_path]) == [f"{tmp_path}/caf\\xe9.txt"]


def test_sources_are_counted_without_being_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10**12)
    assert list_sources([tmp_path, "-"]) == [
        Source(f"{tmp_path}/huge.txt", tmp_path / "huge.txt"),
        Source("-", None),
    ]
