#!/bin/sh
# Build the wheel, install it alone into a fresh environment, and do the main job with it from elsewhere.
set -eu
python=${1:-python3}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip wheel --quiet --no-deps --wheel-dir "$work" "$root"
wheel=$(echo "$work"/onrecord-*.whl)
"$work/venv/bin/python" -m pip install --quiet "$wheel"
size=$(wc -c < "$wheel")
[ "$size" -lt 30000000 ] || { echo "the wheel has $size bytes" >&2; exit 1; }
cd "$work"
onrecord="$work/venv/bin/onrecord"
"$onrecord" --version
"$onrecord" quotes --json "$root/examples/pages" > quotes.jsonl
"$onrecord" add -q --db wheel.db "$root/examples/pages"
"$onrecord" verify -q --db wheel.db
"$work/venv/bin/python" - quotes.jsonl <<'PY'
import json
import sys
from pathlib import Path

rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
titles = {row["article"]["title"] for row in rows}
assert len(rows) > 40, f"only {len(rows)} statements"
assert len(titles) == 7, titles
assert any(row["speaker"] and row["speaker"]["name"] == "Maria Zakharova" for row in rows)
print(f"wheel: {len(rows)} statements from {len(titles)} articles")
PY
