#!/bin/sh
# run.sh PROGRAM... - run the test programs and the checks, each in a process of its own, and count.
#
# Environment
#   O             the build folder, e.g. build/release: its conclab is the one tested
#   T             only what has this in its name: test programs or scripts; when no name fits, single tests in all of them
#   SPLIT         k/n: of the programs that know nothing of the prompt, and take no part of anything (part.h), each k-th of n;
#                 for builds that differ in the prompt alone
#   JOBS          how many at a time (default: one more than there are processors, for some of them wait at times)
#   TEST_TIMEOUT  seconds after which a program is taken for hung (default 1800, which is not about speed: the longest takes
#                 a fortieth of that, where nothing else runs)
#
# No test may depend on how fast anything is: the limits of tests are counts, and so searches have no limit of time here.
#
# A line per program, when it is done, with the seconds of processor time it took; what it printed only when it failed. The
# last line is `N passed, N failed`, or with `, N skipped`. A script skips by exit status 77. Ends 1 when anything failed, or
# when nothing was run.
set -u

O=${O:-build/release}
TEST_TIMEOUT=${TEST_TIMEOUT:-1800}
JOBS=${JOBS:-$(($(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1))}
CONCLAB_SECONDS=0
only=${T:-}
passed=0 failed=0 skipped=0
WORK=$(mktemp -d) || exit 1
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' HUP INT TERM

export O WORK TEST_TIMEOUT CONCLAB_SECONDS
export LC_ALL=C.UTF-8
unset T CMOCKA_TEST_FILTER CMOCKA_MESSAGE_OUTPUT

# These take longest, the longest first: begun last, one of them would go on alone.
long="test_programs test_twins test_go test_grids test_verdicts test_explore_fuzz test_sweep test_busy test_states_fuzz lessons test_diff
test_course_played test_lesson_own test_programs_fuzz test_deb test_own_program test_own_pattern test_cli test_strategy test_session test_task
test_repair test_explore test_step test_input test_watchdog test_timeline test_add_pattern test_patterns test_stress"

# Of these ThreadSanitizer sees nothing new: they draw, print or read what one thread has found, and threads carry every run that
# they need for that. AddressSanitizer looks at them.
views="test_diff test_export test_export_sweeps test_graph_files test_html test_json test_listing test_load test_nets test_palette
test_perfetto test_picture test_quiz test_report test_schedules test_stage test_svg_tree test_sweep_from test_timeline
test_told test_topology test_lines test_page_cond test_page_places test_page_slide test_repair test_sweep
test_svg_words test_watch"

# ---- What came of one ----

# count WORD LOG: the number of cmocka's line "[  WORD  ] N test(s)" in the log, 0 without one.
count() {
	n=$(sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$2" | head -n 1)
	echo "${n:-0}"
}

report() {
	printf '  %-6s%s\n' "$1" "$2"
}

# judge NAME: count what cmocka counted, or one for something that is no cmocka program.
judge() {
	name=$1 log=$WORK/$1.log
	read -r status seconds <"$WORK/$1.status"
	ok=$(count PASSED "$log") bad=$(count FAILED "$log") left=$(count SKIPPED "$log")
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
		[ "$seconds" -lt 2 ] || ok="$ok; $seconds s"
		report ok "$name ($ok)"
	elif [ "$left" -gt 0 ]; then
		report skip "$name: $(tail -n 1 "$log")"
	fi
}

# judge_all: the names come on standard input, as they are done.
judge_all() {
	while read -r name; do
		judge "$name"
	done
	if [ -n "$only" ]; then
		[ $((passed + failed + skipped)) -gt 0 ] || echo "no test program and no test has \"$only\" in its name"
	fi
	if [ "$skipped" -gt 0 ]; then
		echo "$passed passed, $failed failed, $skipped skipped"
	else
		echo "$passed passed, $failed failed"
	fi
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# ---- Which, and in which order ----

everything() {
	echo layers
	echo circles
	printf '%s\n' "$@"
	case "${VARIANT:-}" in
	asan | tsan) ;;         # both show what the explorer finds on fibers, which sanitizers do without
	*)
		[ ! -e LESSONS.md ] || echo lessons
		echo readme ;;
	esac
}

# Those that `only` names.
named() {
	for program in "$@"; do
		case $(basename "$program") in
		*"$only"*) echo "$program" ;;
		esac
	done
}

# The lines of standard input whose programs are not `views`, where ThreadSanitizer looks on.
seen_by_threads() {
	if [ "${VARIANT:-}" = tsan ]; then
		grep -vxE "(.*/)?($(echo $views | tr ' ' '|'))"
	else
		cat
	fi
}

# The lines of standard input that are in SPLIT: all that know of the prompt or of parts, and of the others each k-th.
split() {
	if [ -z "${SPLIT:-}" ]; then
		cat
		return
	fi
	while read -r line; do
		source=tests/$(basename "$line" .sh)
		for file in "$source.c" "$source.sh"; do
			[ -e "$file" ] && grep -qE 'tests/part\.h|part\.sh|tests/on_terminal\.h|readline|"cmd/line/' "$file" && echo "all $line" && continue 2
		done
		echo "some $line"
	done | awk -v k="${SPLIT%/*}" -v n="${SPLIT#*/}" '$1 == "all" || some++ % n == k - 1 { print $2 }'
}

# The lines of standard input, those of `long` first.
longest_first() {
	awk -v long="$long" '
	BEGIN { n = split(long, names, " ") }
	      { name = $0; sub(/.*\//, "", name); sub(/\.sh$/, "", name); line[name] = $0; order[NR] = name }
	END   {
		for (i = 1; i <= n; i++)
			if (names[i] in line) { print line[names[i]]; delete line[names[i]] }
		for (i = 1; i <= NR; i++)
			if (order[i] in line) print line[order[i]]
	}'
}

if [ -z "$only" ]; then
	everything "$@" | seen_by_threads | split | longest_first >"$WORK/tests"
else
	named "$@" | longest_first >"$WORK/tests"
fi
if [ ! -s "$WORK/tests" ]; then         # then it names single tests, wherever they are
	export T="*$only*"
	printf '%s\n' "$@" | grep -v '\.sh$' | longest_first >"$WORK/tests"
fi

# Several at a time. xargs, not &: what sh runs in the background would ignore ^C.
xargs -n 1 -P "$JOBS" sh tests/run_one.sh <"$WORK/tests" | judge_all
