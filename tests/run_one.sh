#!/bin/sh
# run_one.sh TEST - run one of run.sh's tests: a test program, a script, or layers, circles, lessons or readme.
#
# Environment: WORK, O, VARIANT and TEST_TIMEOUT, as run.sh sets them.
#
# What it prints goes to WORK/NAME.log, its exit status and the seconds of processor time it took, which other work on the
# machine changes little, to WORK/NAME.status; then NAME is printed.
# Ends 0.
set -u

name=$(basename "$1" .sh)
limit=
if command -v timeout >/dev/null 2>&1; then
	limit="timeout -k 5 $TEST_TIMEOUT"
fi

# Addresses laid out at random can lie where ThreadSanitizer keeps its shadow.
same_layout=
if [ "${VARIANT:-}" = tsan ] && setarch "$(uname -m)" -R true 2>/dev/null; then
	same_layout="setarch $(uname -m) -R"
fi

case $1 in
layers)  set -- sh tests/layers.sh ;;
circles) set -- sh tests/circles.sh ;;
lessons) set -- env -u CC -u CONCLAB_CC "XDG_CACHE_HOME=$WORK/lessons.cache" \
	"$O/conclab" lesson check all "corrected=$O/LESSONS.md.corrected" ;;
readme)  set -- sh tests/readme.sh README.md ;;
*.sh)    set -- sh "$1" ;;
esac

# shellcheck disable=SC2086
$limit $same_layout "$@" >"$WORK/$name.log" 2>&1 </dev/null
status=$?
# The last line of times is what the children took: "0m1.500s 0m0.250s" in dash, "0m1.500s" with other fractions elsewhere.
times >"$WORK/$name.times"
seconds=$(awk -F '[ms ]+' 'END { printf "%.0f", 60 * $1 + $2 + 60 * $3 + $4 }' "$WORK/$name.times")
echo "$status $seconds" >"$WORK/$name.status"
echo "$name"
