#!/bin/sh
# test_numbers.sh - no message of the program counts "1 steps", and numbers.sh finds those that would.
set -eu

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/lab" "$tree/patterns" "$tree/cmd"

failures=0

complain() {
	echo "$1"
	failures=$((failures + 1))
}

# accepts LINE: a source with that line passes.
accepts() {
	printf 'first\n%s\n' "$1" >"$tree/cmd/a.c"
	sh tests/numbers.sh "$tree" || complain "refused: $1"
}

# refuses LINES: they do not, and the place is told.
refuses() {
	printf 'first\n%s\n' "$1" >"$tree/cmd/a.c"
	if said=$(sh tests/numbers.sh "$tree"); then
		complain "accepted: $1"
	else
		case $said in
		cmd/a.c:[23]:*) ;;
		*) complain "unclear about $1: $said" ;;
		esac
	fi
}

accepts 'printf("%d step%s", n, text_s(n));'
accepts 'printf("lesson %d is next", n);'
accepts 'printf("%d..%d tasks left behind", least, most);'
accepts 'printf("at most %d steps at a time", MOST);'
accepts 'printf("%s steps", text);'
accepts 'text_count(out, n); buf_adds(out, n == 1 ? " file, " : " files, ");'
accepts 'printf("hints=%d done=%d", hints, done);'

refuses 'printf("%d steps", n);'
refuses 'printf("only %ld steps to take back", n);'
refuses 'printf("%zu bytes of it", n);'
refuses 'printf("%d of %d tasks can move", n, all);'
refuses 'printf("... and %d more tasks", n);'
refuses 'printf("%" PRId64 " items", n);'
refuses 'printf("there are %d step%s", n, text_s(n));'
refuses 'printf("%d "
       "steps", n);'
refuses 'text_count(out, n);
	buf_adds(out, " schedules");'

sh tests/numbers.sh || complain "there are such messages"
[ "$failures" -eq 0 ]
