#!/bin/sh
# test_resume_programs.sh - the lessons about programs, resumed at each of their stops: what a command looks back at is there.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan)
	echo "a sanitizer takes minutes for these lessons' searches"
	exit 77 ;;
esac

lab=$PWD/$O/conclab
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
mkdir -p "$work/state/conclab" "$work/mine"
cd "$work/mine"
passed=0 failed=0

# resume LESSON STOP: what is said by the command that waits there, the first stop being 0.
resume() {
	echo "lesson $1 at=$2 begun=1" >"$work/state/conclab/progress"
	printf 'lesson %s\n\n' "$1" | "$lab" >"$work/said" 2>&1 || :
}

for lesson in 21 22 23 24; do
	resume "$lesson" 0
	stops=$(sed -n 's/^(1\/\([0-9]*\)).*/\1/p' "$work/said" | head -n 1)
	stop=0
	while [ "$stop" -lt "$stops" ]; do
		resume "$lesson" "$stop"
		if grep -q "^($((stop + 1))/$stops)" "$work/said" && ! grep -E '^(explain|graph|timeline|trace|threads|law|repair): ' "$work/said"
		then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "lesson $lesson, stop $((stop + 1)):"
			cat "$work/said"
		fi
		stop=$((stop + 1))
	done
done
resume 21 9
grep -q 'producer-1 waits to get woken by changed' "$work/said" || {
	echo "lesson 21 does not explain what it is about:"
	cat "$work/said"
	failed=$((failed + 1))
}
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
