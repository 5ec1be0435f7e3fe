#!/bin/sh
# test_cast_files.sh - recordings are what asciinema plays: by a reader of its format's rules, and by itself.
#
# Environment: O, the build folder.
set -eu
. tests/own_file.sh
case "${VARIANT:-}" in
asan | tsan)
	echo "recordings are the same in every build"
	exit 77 ;;
esac
if ! command -v python3 >/dev/null; then
	echo "python3 is not installed: recordings were not read"
	exit 77
fi

cat >demo.lab <<'END_OF_LECTURE'
# demo - a "quoted" title, and a \ in it
# ## One: straße, 中文
echo "said: ü, →, \"quotes\" and a \\"
run dining seats=3 order=same-handed schedule="1 3 2" expect=deadlock
timeline
# ## Two
pause 2
graph waits
END_OF_LECTURE
"$lab" -f demo.lab --present --cast=lecture.cast >log 2>&1 || fail "the lecture is not recorded: $(cat log)"
COLUMNS=20 "$lab" present demo.lab cast=narrow.cast >log 2>&1 || fail "the lecture is not recorded: $(cat log)"
LC_ALL=C "$lab" present demo.lab cast=ascii.cast >log 2>&1 || fail "the lecture is not recorded: $(cat log)"
"$lab" -c 'run dining seats=3 order=same-handed schedule="1 3 2" log=0' -c 'export cast run.cast' >log 2>&1 || :
"$lab" -c 'run worker-pool jobs=200 seed=1 log=0' -c 'export cast long.cast' >log 2>&1 || fail "$(cat log)"
set -- lecture.cast narrow.cast ascii.cast run.cast long.cast
said=$(python3 "$tree/tests/cast_check.py" "$@" 2>&1) || fail "$said"
has "lecture.cast: "
has " s, 2 marks"
has "run.cast: "
has " s, 1 marks"
grep -q '┄┄┄\|░' lecture.cast.seen || fail "the timeline is not in the film"

# damaged WORDS EXPRESSION: the reader is one: of the film, changed so by Python, it says these words.
damaged() {
	python3 -c "d = open('run.cast', encoding='utf-8').read(); $2; open('damaged.cast', 'w', encoding='utf-8').write(d)"
	! said=$(python3 "$tree/tests/cast_check.py" damaged.cast 2>&1) || fail "a damaged recording was read: $2"
	has "$1"
}

damaged "time goes back" "d += '[0.1,\"o\",\"x\"]\n'"
damaged "the last line is cut" "d = d[:-1]"
damaged "of another type" "d = d.replace('\"title\":', '\"env\":', 1)"
damaged "no text" "d += '[99999,\"q\",\"x\"]\n'"

if ! command -v asciinema >/dev/null; then
	[ "$failures" -eq 0 ] || exit 1
	echo "asciinema is not installed: recordings were read by the tests' own reader alone"
	exit 77
fi
for file in "$@"; do
	TERM=xterm script -q -c "asciinema cat $file" /dev/null >played 2>&1 </dev/null || fail "asciinema: $(cat played)"
	[ "$(tr -d '\r' <played)" = "$(tr -d '\r' <"$file.seen")" ] || fail "asciinema sees something else in $file"
done
[ "$failures" -eq 0 ]
