#!/bin/sh
# The main job on examples/pages: what stands on the pages, who said it, and a record of it.
# Usage: demo.sh [ONRECORD]
set -eu
onrecord=${1:-onrecord}
pages=$(dirname "$0")/pages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
ONRECORD_DB=$work/demo.db
export ONRECORD_DB

step() {
    printf '\n\n$ onrecord %s\n\n' "$*"
}

step articles "$pages"
"$onrecord" articles --listing -q "$pages"

step quotes --by-speaker "$pages"
"$onrecord" quotes --by-speaker "$pages"

step add "$pages"
"$onrecord" add "$pages"

step find --by Zakharova --limit 2
"$onrecord" find --by Zakharova --limit 2 --listing

id=$("$onrecord" find --by Zakharova --limit 1 --json -q | sed -n 's/.*"id": "\(st_[0-9a-f]*\)".*/\1/p')
step show "$id"
"$onrecord" show "$id"

step verify
"$onrecord" verify

cat <<END


To look further:

  $onrecord quotes $pages
      who said what, article by article; piped, it is JSON Lines
  $onrecord add --db news.db FOLDER
      a record of your own pages
  $onrecord find --db news.db WORDS
      search it: --by, --about, --outlet, --since, --until
  $onrecord --help
      all commands
END
