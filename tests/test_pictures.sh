#!/bin/sh
# test_pictures.sh - pictures of whole runs, in three widths and both sets of glyphs, are what tests/golden/NAME.picture says.
#
# Environment: O, the build folder. BLESS=1 writes the golden files anew: look at them before they are committed.
set -eu

program=$PWD/$O/conclab
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work" HOME="$work"
unset NO_COLOR CLICOLOR_FORCE CONCLAB_SET || :
bad=0

# drawn NAME RUN COMMAND...: what these commands show of a run.
drawn() {
	name=$1 line=$2
	shift 2
	for width in 40 80 160; do
		for locale in C.UTF-8 C; do
			printf '==== %s, %s columns, %s\n' "$line" "$width" "$locale"
			{
				printf 'run %s log=0 >/dev/null\n' "$line"
				printf '%s\n' "$@"
			} | COLUMNS=$width LC_ALL=$locale "$program" -n -k -f - 2>/dev/null || :
		done
	done >"$work/$name.picture" 2>&1
	if [ "${BLESS:-}" ]; then
		cp "$work/$name.picture" "tests/golden/$name.picture"
	elif ! diff -u "tests/golden/$name.picture" "$work/$name.picture"; then
		bad=1
	fi
}

# draw NAME RUN [OPTION]: its pictures.
draw() {
	drawn "$1" "$2" "watch ${3:-}"
}

# views NAME RUN: everything else that a run can be looked at with.
views() {
	drawn "$1" "$2" timeline 'timeline by=time' threads 'graph waits' 'graph locks' 'graph channels' 'graph topology' \
		'trace last=12' measure
}

draw dining 'dining seats=3 order=same-handed schedule="1 3 2"'
draw worker-pool 'worker-pool workers=3 buffer=2 seed=1' step=16
draw mutex 'mutex seed=1' step=5
draw bank 'patterns/pthread/bank.c seed=1'
views views-dining 'dining seats=3 order=same-handed schedule="1 3 2"'
views views-pool 'worker-pool workers=3 buffer=2 seed=1'
exit $bad
