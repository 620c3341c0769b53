"""The commands: `onrecord quotes`, `articles`, `add`, `find`, `show`, `export` and `verify`."""

from onrecord.cli.app import app, main

__all__ = ["app", "main"]
