# shellcheck shell=sh disable=SC2034
# install.sh - for the tests of what is installed: read with `.`, from the top of the tree.
#
# Gives $work, an empty folder that goes at the end; $version; fail WORDS...; build GOAL..., which is make with the build
# that is being tested, whose objects it uses, whatever flags they were made with, and whose words go to $work/log;
# skip WHY...; done_well, which ends the test.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
failures=0
version=$(find cmd -name version.h -exec sed -n 's/.*CONCLAB_VERSION "\(.*\)".*/\1/p' {} +)

fail() {
	echo "$*"
	failures=$((failures + 1))
}

build() {
	make -s BUILD="${O%/*}" VARIANT="${O##*/}" READLINE="$(sed -n 's/.* READLINE=\([a-z]*\) .*/\1/p' "$O/knobs")" \
		T= SKIP= -o "$O/config.mk" -o "$O/knobs" -o "$O/flags" "$@" >"$work/log" 2>"$work/errors" || {
		cat "$work/log" "$work/errors"
		fail "make $* fails"
	}
}

done_well() {
	[ "$failures" -eq 0 ] || exit 1
	echo "1 passed, 0 failed"
}

# skip WHY: unless something has failed.
skip() {
	[ "$failures" -eq 0 ] || exit 1
	echo "$*"
	exit 77
}
