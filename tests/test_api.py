"""The public Python interface."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.statements.tagger import MODEL

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"


def test_only_what_is_promised_is_public() -> None:
    assert onrecord.__all__ == ["Reading", "Record", "open_record", "read"]
    assert dir(onrecord) == onrecord.__all__
    assert all(getattr(onrecord, name).__doc__ for name in onrecord.__all__)
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        getattr(onrecord, "reed")  # noqa: B009 - the attribute is not there


def test_importing_it_imports_nothing_heavy() -> None:
    program = "import sys, onrecord; print(len(sys.modules), 'lxml' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    count, *heavy = done.stdout.split()
    assert heavy == ["False", "False"]
    assert int(count) < 200


def test_a_record_opens_by_its_path(tmp_path: Path) -> None:
    with onrecord.open_record(str(tmp_path / "r.db")) as record:
        assert record.counts().pages == 0


@pytest.mark.skipif(not (MODEL / "tagger.onnx").exists(), reason="the tagger's weights are not there")
def test_the_example_pages_are_read_in_one_call() -> None:
    reading = onrecord.read(EXAMPLES)
    assert len(reading.pages) == 5
    assert len(reading.articles) == 7
    assert len(reading.statements) > 40
    assert len(reading.rows()) == len(reading.statements)
    texts = {page.page.id: page.page.text for page in reading.pages}
    for statement in reading.statements:
        for start, end in statement.content.spans:
            assert texts[statement.page_id][start:end] in statement.content.text
