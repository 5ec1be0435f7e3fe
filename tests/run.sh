#!/bin/sh
# run.sh PROGRAM... - run the test programs and the checks, each in a process of its own, and count.
#
# Environment
#   O             the build folder, e.g. build/release: its conclab is the one tested
#   T             only what has this in its name: test programs or scripts; when no name fits, single tests in all of them
#   TEST_TIMEOUT  seconds one program may take (default 120)
#
# A line per program; what it printed only when it failed. The last line is `N passed, N failed`, or with `, N skipped`.
# A script skips by exit status 77. Ends 1 when anything failed, or when nothing was run.
set -u

O=${O:-build/release}
only=${T:-}
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
trap 'exit 130' HUP INT TERM

export O
export LC_ALL=C.UTF-8
unset T CMOCKA_TEST_FILTER CMOCKA_MESSAGE_OUTPUT

# Addresses laid out at random can lie where ThreadSanitizer keeps its shadow.
same_layout=
if [ "${VARIANT:-}" = tsan ] && setarch "$(uname -m)" -R true 2>/dev/null; then
	same_layout="setarch $(uname -m) -R"
fi
limit=
if command -v timeout >/dev/null 2>&1; then
	limit="timeout -k 5 ${TEST_TIMEOUT:-120}"
fi

# count WORD: the number of cmocka's line "[  WORD  ] N test(s)" in the log, 0 without one.
count() {
	n=$(sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$log" | head -n 1)
	echo "${n:-0}"
}

report() {
	printf '  %-6s%s\n' "$1" "$2"
}

# run NAME COMMAND...: run it, count what cmocka counted, or one for something that is no cmocka program.
run() {
	name=$1
	shift
	# shellcheck disable=SC2086
	$limit $same_layout "$@" >"$log" 2>&1 </dev/null
	status=$?
	ok=$(count PASSED) bad=$(count FAILED) left=$(count SKIPPED)
	if ! grep -q '^\[=*\] [0-9]* test(s) run' "$log"; then
		case $status in
		0)  ok=1 ;;
		77) left=1 ;;
		esac
	fi
	case $status in
	0 | 77) ;;
	*)  [ "$bad" -gt 0 ] || bad=1 ;;
	esac
	passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left))
	if [ "$bad" -gt 0 ]; then
		report FAIL "$name ($bad failed, exit status $status)"
		sed 's/^/      | /' "$log"
	elif [ "$ok" -gt 0 ]; then
		[ "$left" -eq 0 ] || ok="$ok, $left skipped"
		report ok "$name ($ok)"
	elif [ "$left" -gt 0 ]; then
		report skip "$name: $(tail -n 1 "$log")"
	fi
}

run_program() {
	case $1 in
	*.sh) run "$(basename "$1" .sh)" sh "$1" ;;
	*)    run "$(basename "$1")" "$1" ;;
	esac
}

run_all() {
	run layers sh tests/layers.sh
	run circles sh tests/circles.sh
	for program in "$@"; do
		run_program "$program"
	done
	if [ -e LESSONS.md ]; then
		run lessons "$O/conclab" lesson check all "corrected=$O/LESSONS.md.corrected"
	fi
	case "${VARIANT:-}" in
	asan | tsan) ;;         # README shows what the explorer finds on fibers, which sanitizers do without
	*) run readme sh tests/readme.sh README.md ;;
	esac
}

# Only the programs that `only` names; else the tests it names, in whatever program they are.
run_some() {
	named=
	for program in "$@"; do
		case $(basename "$program") in
		*"$only"*)
			named=yes
			run_program "$program" ;;
		esac
	done
	[ -n "$named" ] && return
	export T="*$only*"
	for program in "$@"; do
		case $program in
		*.sh) ;;
		*)    run_program "$program" ;;
		esac
	done
}

if [ -z "$only" ]; then
	run_all "$@"
else
	run_some "$@"
	[ $((passed + failed + skipped)) -gt 0 ] || echo "no test program and no test has \"$only\" in its name"
fi

if [ "$skipped" -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
