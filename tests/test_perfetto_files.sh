#!/bin/sh
# test_perfetto_files.sh - traces of every pattern and of a program, read by Perfetto's published schema: by a reader that
# holds them to all its rules, and by protoc.
#
# Environment: O, the build folder.
set -eu
. tests/own_file.sh
case "${VARIANT:-}" in
asan | tsan)
	echo "the traces are the same in every build, and what writes them is tested by test_perfetto"
	exit 77 ;;
esac
if ! command -v python3 >/dev/null; then
	echo "python3 is not installed: traces for Perfetto were read by the tests' own reader alone"
	exit 77
fi

cp "$tree/patterns/pthread/bank.c" .
{
	for name in $("$lab" --complete run '' | cut -f 1 | grep -v '[./]'); do
		printf 'run %s seed=1 log=0; export trace %s-1.pftrace\n' "$name" "$name"
		printf 'run %s seed=2 keep=20 log=0; export trace %s-2.pftrace\n' "$name" "$name"
		printf 'run %s log=0; export trace %s-3.pftrace\n' "$name" "$name"
	done
	cat <<'END_OF_LINES'
run dining seats=3 order=same-handed schedule="1 3 2" log=0; export trace deadlock.pftrace
run worker-pool feed=main jobs=9 seed=3 log=0; export trace pool.pftrace
run lost-wakeup seed=4 log=0; export trace wakeup.pftrace
run rwlock seed=3 readers=6 writers=3 log=0; export trace readers.pftrace
run ./bank.c seed=3 log=0; export trace program.pftrace
END_OF_LINES
} >lines
"$lab" -k -f lines >log 2>&1 || [ $? -eq 1 ] || fail "traces cannot be written: $(tail -n 5 log)"
set -- *.pftrace
[ $# -ge 65 ] || fail "files are missing: $#"

read_all() {
	python3 "$tree/tests/perfetto_check.py" "$tree/tests/perfetto.proto" "$@"
}

said=$(read_all "$@" 2>&1) || fail "$said"
case $said in
*" 0 flows"* | *" 0 counters"*) fail "there is nothing to see: $said" ;;
esac

# damaged WORDS EXPRESSION: the reader is one: of the file, changed so by Python, it says these words.
damaged() {
	python3 -c "import sys; d = bytearray(open('pool.pftrace', 'rb').read()); $2; open('damaged.pftrace', 'wb').write(d)"
	! said=$(read_all damaged.pftrace 2>&1) || fail "a damaged file was read: $2"
	has "$1"
}

damaged "longer than what it lies in" "del d[-1]"
damaged "Trace has no field 2" "d += b'\\x12\\x00'"
damaged "a packet of another sequence" "d[d.index(b'\\x50\\x01') + 1] = 2"
damaged "a slice has no end" "del d[d.rindex(b'\\x0a', 0, len(d) - 12):]"

if command -v protoc >/dev/null; then
	for file in "$@"; do
		protoc -I "$tree/tests" --decode perfetto.protos.Trace "$tree/tests/perfetto.proto" <"$file" >decoded 2>log ||
			fail "$file: $(cat log)"
		! grep -qE '^ *[0-9]+(:| \{)' decoded || fail "$file has fields that protoc does not know"
	done
	[ "$failures" -eq 0 ] || exit 1
else
	[ "$failures" -eq 0 ] || exit 1
	echo "protoc is not installed: traces for Perfetto were read by the tests' own readers alone"
	exit 77
fi
