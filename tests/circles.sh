#!/bin/sh
# circles.sh [TREE] - find the circles of files that include one another, and fail when one crosses a room.
#
# a.c and a.h are one: `a`. There is an arrow from `a` to `b` when a.c or a.h includes b.h. Files that reach each other
# along arrows are a circle. One within a room is told, with CIRCLES set in the environment; one that has files of two
# rooms is a fault. Layers.sh says which arrows may be; this looks at those that are.
set -eu
cd "${1:-.}"

find lab patterns cmd -name '*.[ch]' | LC_ALL=C sort | xargs awk -v tell="${CIRCLES:-}" '
function stem(path) {
	sub(/\.[ch]$/, "", path)
	return path
}

function room(path) {
	sub(/\/[^\/]*$/, "", path)
	return path
}

# Mark all that `a` reaches as reached from `start`.
function walk(start, a,    n, i, to) {
	n = split(arrows[a], to, " ")
	for (i = 1; i <= n; i++)
		if (!((start, to[i]) in reached)) {
			reached[start, to[i]] = 1
			walk(start, to[i])
		}
}

FNR == 1 {
	here = stem(FILENAME)
	if (!(here in arrows))
		stems[++n_stems] = here
	arrows[here] = arrows[here] ""
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	if (stem(part[2]) != here)
		arrows[here] = arrows[here] " " stem(part[2])
}

END {
	for (i = 1; i <= n_stems; i++)
		walk(stems[i], stems[i])
	for (i = 1; i <= n_stems; i++) {
		if (stems[i] in told || !((stems[i], stems[i]) in reached))
			continue
		circle = stems[i]
		crosses = 0
		for (j = i + 1; j <= n_stems; j++) {
			if (!((stems[i], stems[j]) in reached) || !((stems[j], stems[i]) in reached))
				continue
			told[stems[j]] = 1
			circle = circle " " stems[j]
			crosses = crosses || room(stems[j]) != room(stems[i])
		}
		if (crosses) {
			print "a circle crosses rooms: " circle
			bad = 1
		} else if (tell) {
			print "a circle within a room: " circle
		}
	}
	exit bad
}'
