"""The commands: `onrecord quotes`, `articles`, `add`, `find`, `show`, `export` and `verify`."""


def main() -> None:
    """Run the command that the command line names; leave with its exit code."""
    # Each process of a crew imports this module again, and needs nothing of the commands.
    from onrecord.cli.app import app  # noqa: PLC0415

    app(prog_name="onrecord")
