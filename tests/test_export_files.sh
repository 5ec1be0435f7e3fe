#!/bin/sh
# test_export_files.sh - what `export` writes, read by the programs it is for: XML, protocol buffers, Graphviz, JSON, CSV;
# and a run of one's own program, looked at where its file is no more.
#
# Environment: O, the build folder.
set -eu
. tests/own_file.sh

skipped=
without() {
	skipped="$skipped${skipped:+; }$1 is not installed: $2"
}

"$lab" >log 2>&1 <<'END_OF_LINES' || [ $? -eq 1 ] || fail "the files cannot be written: $(cat log)"
run dining order=same-handed schedule="1 3 2 4 5" log=0
export timeline d1.svg; export picture d5.svg; export picture d6.svg at=all; export graph d2.svg; export graph topology d3.svg; export graph d.dot
export graph schedules d4.svg; export graph schedules s.dot
export trace d.pftrace; export trace d.json; export table d.csv
run worker-pool seed=1 log=0
export timeline w1.svg; export graph waits w2.svg; export graph topology w3.svg; export graph topology w.dot; export trace w.pftrace; export picture w4.svg at=9
run bounded-buffer seed=1 log=0
export timeline b1.svg; export graph topology b3.svg
run tasks tasks=60 seed=1 log=0
export timeline t1.svg; export graph topology t3.svg
sweep worker-pool feed=main workers=1..2 jobs=1..3 buffer=0,1
export map m1.svg; export table m.csv
END_OF_LINES
set -- ./*.svg
[ $# -eq 15 ] || fail "files are missing: $*"

# Names that are no XML.
cat >'odd.c' <<'END_OF_C'
#include <pthread.h>
static pthread_mutex_t locks_of_the_two[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static void *work(void *unused)
{
	pthread_mutex_lock(&locks_of_the_two[1]);
	pthread_mutex_lock(&locks_of_the_two[0]);
	pthread_mutex_unlock(&locks_of_the_two[0]);
	pthread_mutex_unlock(&locks_of_the_two[1]);
	return unused;
}
int main(void)
{
	pthread_t thread;
	pthread_create(&thread, NULL, work, NULL);
	pthread_mutex_lock(&locks_of_the_two[0]);
	pthread_mutex_lock(&locks_of_the_two[1]);
	pthread_join(thread, NULL);
	return 0;
}
END_OF_C
"$lab" >log 2>&1 <<'END_OF_LINES' || [ $? -eq 1 ] || fail "files of a program cannot be written: $(cat log)"
run ./odd.c schedule="0 1" args="<&>" log=0
export timeline o1.svg; export graph o2.svg; export graph topology o3.svg; export graph schedules o4.svg; export picture o5.svg; export run o.lab-run; export trace o.pftrace
END_OF_LINES
for file in o1 o3 o5; do
	grep -q '>odd.c args' $file.svg || fail "the title of $file.svg is not that of the file"
done
grep -q '>waits: lock locks_of_the_two\[1\]<' o5.svg || fail "in a ring is cut what is waited for"
grep -q '&lt;&amp;&gt;' o1.svg || fail "the title of a picture does not have what was typed"

if command -v xmllint >/dev/null; then
	xmllint --noout ./*.svg >log 2>&1 || fail "not well-formed: $(cat log)"
elif python3 -c 'import xml.parsers.expat' 2>/dev/null; then
	for file in *.svg; do
		python3 -c 'import sys, xml.parsers.expat as e; e.ParserCreate().ParseFile(open(sys.argv[1], "rb"))' "$file" >log 2>&1 ||
			fail "$file is not well-formed: $(cat log)"
	done
else
	without xmllint "whether SVG is well-formed was not checked"
fi
for file in *.svg; do
	[ "$(grep -c '<title' "$file")" -ge 1 ] || fail "$file has no title"
	grep -q '<desc' "$file" || fail "$file has no description"
	! grep -qE '<script|href=|url\((\"|'"'"')?http' "$file" || fail "$file loads something"
done

if command -v protoc >/dev/null; then
	for file in *.pftrace; do
		protoc --decode_raw <"$file" >decoded 2>log || fail "$file: $(cat log)"
		[ "$(grep -c '^1 {' decoded)" -gt 10 ] || fail "$file has no packets"
	done
else
	without protoc "protocol buffers were read by the tests' own reader alone"
fi

if command -v dot >/dev/null; then
	for file in *.dot; do
		dot -Tsvg -o dot.out "$file" >log 2>&1 || fail "$file: $(cat log)"
	done
else
	without dot "whether Graphviz reads its files was not tried"
fi

if command -v python3 >/dev/null; then
	python3 -c 'import json; t = json.load(open("d.json")); assert len(t["events"]) > 5 and t["verdict"] == "deadlock"' ||
		fail "d.json is no JSON, or lacks something"
	python3 - <<'END_OF_PYTHON' || fail "a table has lines of different lengths"
import csv
for name in ("d.csv", "m.csv"):
    rows = list(csv.reader(open(name)))
    assert len(rows) > 3 and len({len(row) for row in rows}) == 1, name
END_OF_PYTHON
else
	without python3 "JSON and CSV were not read"
fi

# Where the file is no more, its program is what the run carries; where it stands, it is that one.
mkdir elsewhere
"$lab" -c 'load o.lab-run; expect verdict == deadlock' >log 2>&1 || fail "load: $(cat log)"
"$lab" -c 'load o.lab-run' >log 2>&1 && fail "a deadlock that is loaded has the status 1"
grep -q '^o.lab-run is a run of ./odd.c' log || fail "the file that stands there was not taken: $(cat log)"
mv odd.c elsewhere/other.c
"$lab" -c 'load o.lab-run; replay log=0' >log 2>&1 && fail "a deadlock has the status 1"
grep -q 'cache/conclab/runs/.*/odd.c' log || fail "the program was not unpacked: $(cat log)"
[ "$(grep -c '^deadlock' log)" -eq 2 ] || fail "replay does not come to the same: $(cat log)"
"$lab" --no-programs -c 'load o.lab-run' >log 2>&1 && fail "a program was loaded though none may be"

# So are the headers that its options find, of which one includes the other; what it ends with is the run's status.
mkdir -p project/inc project/more elsewhere/quiet
cat >project/main.c <<'END'
#include <status.h>
int main(void)
{
	return STATUS;
}
END
echo '#include "number.h"' >project/inc/status.h
echo '#define STATUS THREE' >>project/inc/status.h
echo '#define THREE 3' >project/more/number.h
(cd project && "$lab" -c 'run ./main.c cflags="-Iinc -iquote more" seed=1; export run ../p.lab-run') >log 2>&1 &&
	fail "exit 3 has the status 1"
mv project elsewhere/project
"$lab" -c 'load p.lab-run; replay log=0' >log 2>&1 && fail "a loaded exit 3 has the status 1"
[ "$(grep -c 'exit status 3' log)" -ge 2 ] || fail "headers found by -I were not carried: $(cat log)"
"$lab" -c 'load p.lab-run' >log 2>&1 && fail "the status of what is loaded is that of its run"


[ "$failures" -eq 0 ] || exit 1
if [ -n "$skipped" ]; then
	echo "$skipped"
	exit 77
fi
