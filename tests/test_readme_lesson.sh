#!/bin/sh
# test_readme_lesson.sh - the lesson that the README shows is a whole one: it passes the check, is played from its first stop to
# its last, is filled in by `lesson accept` from its commands alone, and is found out where a part of it is missing or false.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan)
	echo "a sanitizer has no fibers: what is shown of the shortest schedule is another"
	exit 77 ;;
esac

lab=$PWD/$O/conclab
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk '/^````markdown$/ { inside = 1; next } /^````$/ { inside = 0 } inside' README.md >"$work/tray.md"
export HOME="$work" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" CONCLAB_SECONDS=0 COLUMNS=80
cd "$work"
passed=0 failed=0
typed=/dev/null

# says STATUS WORDS COMMAND...: the lab ends with this status, and says the words, wherever lines are broken.
says() {
	wanted=$1 words=$2 status=0
	shift 2
	"$lab" "$@" >said 2>&1 <"$typed" || status=$?
	if [ "$status" -eq "$wanted" ] && tr '\n' ' ' <said | tr -s ' ' | grep -qF -e "$words"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "status $status, not $wanted, or no \"$words\": conclab $*"
		cat said
	fi
}

[ "$(wc -l <tray.md)" -gt 100 ] || { echo "the README has no lesson"; exit 1; }
says 0 "lesson 1 ok 5 commands, 2 orders; goal: start deadlock, solution ok (every schedule)" lesson check all lessons=tray.md

# From the commands alone.
awk '/^```conclab$/ { inside = 1; print; next } /^```/ { inside = 0 } !inside || /^conclab> /' tray.md >bare.md
says 1 "lesson 1 differs" lesson check all lessons=bare.md
says 0 "bare.md written" lesson accept lessons=bare.md
says 0 "lesson 1 ok" lesson check all lessons=bare.md
[ ! -e build ] || { echo "a folder was made in somebody's own"; failed=$((failed + 1)); }

# Played, one question answered wrongly, which is asked again.
printf '%s\n' 'lesson 1' a '' 4 '' '' 'order 1 3 2' 'run channel mode=self sends=3 cap=3 log=0' '' '' >typed
typed=typed
for words in 'You said a: not so. "afterwards" never comes' 'You said 4: right.' \
	'not for all: with sends=4 it always ends in deadlock. That is no fault of your answer' 'Lesson 1 is done.' '`review` asks again'; do
	rm -rf state
	CONCLAB_LESSONS=tray.md says 1 "$words"  # for the deadlock that its task begins with
done
typed=/dev/null
says 0 "The tray holds two plates now" review lessons=tray.md

# wrong SED WORDS: changed so, the check says so.
wrong() {
	sed "$1" tray.md >wrong.md
	rm -f wrong.md.corrected
	says 1 "$2" lesson check all lessons=wrong.md
}
wrong 's/^start: run channel mode=self sends=3 cap=1/start: run channel mode=self sends=3 cap=3/' "reaches the goal already"
wrong 's/sends=3 cap=3 log=0/sends=3 cap=2 log=0/' "the solution can end in deadlock"
wrong 's/^wrong: 1 2 3 = broken/wrong: 1 2 3 = ok/' "the order 1 2 3 comes to broken, not to ok"
wrong 's/^\*\*4\.\*\*/**many.**/' "must begin with a number in bold"
wrong 's/Hint 3/Answer/' "hints"
wrong 's/Review 2/Review 7/' "asks no question of it again"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
