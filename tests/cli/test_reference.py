"""docs/commands.md says what the commands say. Run this file to write it anew."""

from __future__ import annotations

from pathlib import Path

from onrecord.cli.reference import reference

COMMANDS = Path(__file__).parent.parent.parent / "docs" / "commands.md"
BEGIN = "<!-- begin: made from the commands by tests/cli/test_reference.py -->\n\n"
END = "\n<!-- end -->\n"


def _renewed(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + reference() + END + rest.partition(END)[2]


def test_the_page_of_the_commands_is_up_to_date() -> None:
    page = COMMANDS.read_text("utf-8")
    assert page == _renewed(page), "run python tests/cli/test_reference.py"


def test_every_command_argument_and_option_has_a_help_text() -> None:
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert len(rows) > 40
    assert all(len(row.split("|")[2].split()) >= 2 for row in rows)


if __name__ == "__main__":
    COMMANDS.write_text(_renewed(COMMANDS.read_text("utf-8")), "utf-8")
