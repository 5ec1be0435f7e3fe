#!/bin/sh
# test_add_pattern.sh - README's section "Add a pattern" is true: its file and its line, added to a copy of the tree, build without
# a warning and do what the section says. And what is not true would be noticed.
#
# Environment: O, the build folder, whose objects are used again; VARIANT.
set -eu

case $VARIANT in
asan | tsan)
	echo "what README says is the same in every variant, and this builds a program"
	exit 77 ;;
esac

readme=${1:-README.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build=build/$VARIANT
failures=0

section() {
	awk '/^## / { inside = $0 == "## Add a pattern" } inside' "$readme"
}

# block N LANGUAGE: the N-th block of this language in the section.
block() {
	section | awk -v n="$1" -v opening="\`\`\`$2" '
	/^```/ { if (inside) inside = 0; else inside = ($0 == opening && ++seen == n); next }
	inside'
}

fail() {
	echo "$*"
	failures=$((failures + 1))
}

# Everything the build has, but for the tests.
copy_tree() {
	mkdir -p "$work/tree/$build"
	cp -pR Makefile mk LESSONS.md lab cmd patterns tools "$work/tree"
	for part in "$O"/lab "$O"/cmd "$O"/patterns "$O"/[a-z]*.[a-z]* "$O"/knobs "$O"/flags "$O"/objects "$O"/embedded; do
		case $part in
		*/README.md | */LESSONS*) ;;
		*) cp -pR "$part" "$work/tree/$build" ;;
		esac
	done
}

# Build `goal` with warnings as errors, whatever the objects that are there were built with.
build() {
	(cd "$work/tree" && make -s BUILD=build VARIANT="$VARIANT" READLINE="$readline" WERROR=1 T= SKIP= \
		-o "$build/config.mk" -o "$build/knobs" -o "$build/flags" "$@") >"$work/log" 2>&1
}

# shellcheck disable=SC2016
file=$(section | sed -n 's/^as `\(patterns\/[a-z_]*\.c\)`:$/\1/p')
# shellcheck disable=SC2016
list=$(section | sed -n 's/.*in `\(patterns\/[a-z_]*\.c\)`, where .*/\1/p')
if [ -z "$file" ] || [ ! -f "$list" ]; then
	echo "README's section names no file to write, or none to add a line to"
	exit 1
fi
readline=$(sed -n 's/.* READLINE=\([a-z]*\) .*/\1/p' "$O/knobs")

copy_tree
block 1 c >"$work/tree/$file"
line=$(block 2 c)
# The line stands after the first of the array's.
awk -v line="$(printf '%s' "$line" | sed 's/\\/\\\\/g')" '
{ print } /^\tX\(/ && !done { print line; done = 1 }' "$list" >"$work/tree/$list"

if ! build "$build/conclab"; then
	cat "$work/log"
	echo "what README says does not build"
	exit 1
fi

# check_examples FILE: does what the session in FILE shows happen?
check_examples() {
	O="$work/tree/$build" sh tests/readme.sh "$1" >"$work/log" 2>&1
}

{ echo '```console'; block 1 session; echo '```'; } >"$work/examples"
if [ "$(grep -c '^\$ ./conclab' "$work/examples")" -lt 4 ] || ! check_examples "$work/examples"; then
	cat "$work/log"
	fail "what README shows of the new pattern is not what it does"
fi

# The same test with README untrue: other outcomes, and code that is wrong.
sed 's/always deadlock/always ok/' "$work/examples" >"$work/untrue"
! check_examples "$work/untrue" || fail "an untrue outcome is not noticed"
cp "$work/tree/$file" "$work/pattern"
sed 's/int ball;/int ball, unused;/' "$work/pattern" >"$work/tree/$file"
! build "$build/${file%.c}.o" || fail "a warning is not noticed"

[ "$failures" -eq 0 ] || exit 1
echo "1 passed, 0 failed"
