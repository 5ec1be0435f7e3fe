#!/bin/sh
# test_table.sh - README's table of patterns is what the program lists. `make readme` writes it anew.
set -eu

if sh tools/readme-table.sh README.md "$O/conclab" patterns/verdicts | cmp -s - README.md; then
	echo "1 passed, 0 failed"
else
	echo "the table of patterns in README.md is not what conclab lists: run make readme"
	echo "0 passed, 1 failed"
	exit 1
fi
