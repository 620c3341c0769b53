"""How large a page may be, for all doors alike."""

from __future__ import annotations

from typing import Final

LARGEST_PAGE: Final = 32 * 1024 * 1024
"""Bytes a page may have after unpacking. The largest of 156 news pages measured has 1.7 MB."""
