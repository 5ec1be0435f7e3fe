#!/bin/sh
# readme-table.sh README CONCLAB - print README with its table of patterns made anew from what the program lists.
set -eu

table=$("$2" --json patterns | sed -n 's/.*"name":"\([^"]*\)","summary":"\([^"]*\)".*/\1|\2/p' |
	awk -F'|' 'BEGIN { print "| pattern | what it is | file |"; print "|---|---|---|" }
	{ file = $1; gsub(/-/, "_", file); printf "| `%s` | %s | [%s.c](patterns/%s.c) |\n", $1, $2, file, file }')

awk -v table="$table" '
/^<!-- patterns -->$/  { print; print table; skip = 1; next }
/^<!-- \/patterns -->$/ { skip = 0 }
!skip' "$1"
