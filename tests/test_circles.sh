#!/bin/sh
# test_circles.sh - circles.sh finds a circle of files that crosses rooms, and leaves those within a room alone.
set -eu

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/lab/base" "$tree/patterns" "$tree/cmd/run" "$tree/cmd/step"

fail() {
	echo "$1"
	exit 1
}

echo '#include "cmd/run/b.h"' >"$tree/cmd/run/a.c"
echo '#include "cmd/run/c.h"' >"$tree/cmd/run/b.h"
echo '#include "cmd/run/a.h"' >"$tree/cmd/run/c.c"
echo '#include "cmd/run/a.h"' >"$tree/cmd/step/d.c"
sh tests/circles.sh "$tree" || fail "a circle within a room was refused"
said=$(CIRCLES=1 sh tests/circles.sh "$tree")
[ "$said" = "a circle within a room: cmd/run/a cmd/run/b cmd/run/c" ] || fail "the circle is not told: $said"

echo '#include "cmd/step/d.h"' >>"$tree/cmd/run/c.c"
said=$(sh tests/circles.sh "$tree") && fail "a circle across rooms was accepted"
[ "$said" = "a circle crosses rooms: cmd/run/a cmd/run/b cmd/run/c cmd/step/d" ] || fail "unclear: $said"
