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

# draw NAME RUN [OPTION]: the pictures of a run.
draw() {
	for width in 40 80 160; do
		for locale in C.UTF-8 C; do
			printf '==== %s, %s columns, %s\n' "$2" "$width" "$locale"
			COLUMNS=$width LC_ALL=$locale "$program" -n -c "run $2 log=0 > /dev/null" -c "watch ${3:-}" </dev/null || :
		done
	done >"$work/$1.picture" 2>&1
	if [ "${BLESS:-}" ]; then
		cp "$work/$1.picture" "tests/golden/$1.picture"
	elif ! diff -u "tests/golden/$1.picture" "$work/$1.picture"; then
		bad=1
	fi
}

draw dining 'dining seats=3 order=same-handed schedule="1 3 2"'
draw worker-pool 'worker-pool workers=3 buffer=2 seed=1' step=16
draw mutex 'mutex seed=1' step=5
draw bank 'patterns/pthread/bank.c seed=1'
exit $bad
