#!/bin/sh
# test_many_machines.sh - a grid swept in parts by many processes is the grid that one sweeps: by a loop, by GNU parallel
# where it is installed, and by Slurm's job script, each of the last two as README has it.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan)
	echo "searches take long with sanitizers"
	exit 77 ;;
esac
. tests/own_file.sh

ln -s "$lab" conclab

# block N: the N-th block of shell code in README's section.
block() {
	awk -v wanted="$1" '
	/^## /             { here = $0 == "## Many grids, many machines" }
	/^```/             { inside = 0 }
	inside && n == wanted
	/^```sh$/ && here  { inside = 1; n++ }' "$tree/README.md"
}

# alike WHAT: do the parts say what the whole has said?
alike() {
	"$lab" -q sweep from="$1-*.jsonl" >map 2>&1 || [ $? -eq 1 ] || fail "the parts of $1 make no map: $(cat map)"
	"$lab" -q law from="$1-*.jsonl" >law 2>&1 || fail "the parts of $1 make no law: $(cat law)"
	cmp "$1.map" map || fail "the maps differ: $(cat map)"
	cmp "$1.law" law || fail "the laws differ: $(cat law)"
	rm -f ./"$1"-*.jsonl
}

# whole NAME GRID...: what one process says.
whole() {
	name=$1
	shift
	"$lab" -q sweep "$@" >"$name.map" || [ $? -eq 1 ] || fail "no map of $name"
	"$lab" -q law "$@" >"$name.law" || fail "no law of $name"
}

# A loop; more parts than processors, one of them without a cell.
pool="worker-pool feed=main workers=1..4 jobs=1..8"
# shellcheck disable=SC2086
whole part $pool
for k in 1 2 3 4 5 6 7 8; do
	# shellcheck disable=SC2086
	"$lab" -q --json sweep $pool part=$k/8 >part-$k.jsonl || [ $? -eq 1 ] || fail "part $k"
done
alike part

"$lab" -q sweep channel cap=0..2 >few.map || fail "no map of a channel"
for k in 1 2 3 4; do
	"$lab" -q --json sweep channel cap=0..2 part=$k/4 >few-$k.jsonl || fail "part $k of few"
done
[ -s few-3.jsonl ] && [ ! -s few-4.jsonl ] || fail "three cells are not in the first three of four parts"
"$lab" -q sweep from=few-1.jsonl few-2.jsonl few-3.jsonl few-4.jsonl | cmp - few.map || fail "the maps of a channel differ"

# The job script of README, as Slurm starts it.
whole bank patterns/pthread/bank.c ORDERED=0,1 TRANSFERS=0..3
block 2 >job
grep -q '^#SBATCH --array=1-8 ' job || fail "README has another job script: $(cat job)"
for k in 1 2 3 4 5 6 7 8; do
	SLURM_ARRAY_TASK_ID=$k sh job || fail "job $k of the array has failed"
done
alike bank

# Exit statuses count.
cat >status.c <<'END'
#include <pthread.h>
#define GOOD 1          /* 0: ends with a status of 3, 2: at times */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int last;
static void *set(void *value)
{
	pthread_mutex_lock(&lock);
	last = *(int *)value;
	pthread_mutex_unlock(&lock);
	return NULL;
}
int main(void)
{
	pthread_t a, b;
	int values[] = { 0, 1 };
	pthread_create(&a, NULL, set, &values[0]);
	pthread_create(&b, NULL, set, &values[1]);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return GOOD == 1 ? 0 : GOOD == 0 ? 3 : last;
}
END
whole status ./status.c GOOD=0..2
grep -q '^ *E  \.  e$' status.map || fail "another map of statuses: $(cat status.map)"
for k in 1 2; do
	"$lab" -q --json sweep ./status.c GOOD=0..2 part=$k/2 >status-$k.jsonl || [ $? -eq 1 ] || fail "part $k of status"
done
alike status

# A program that has moved, one that has changed, and one that is gone.
cp "$tree/patterns/pthread/bank.c" mine.c
mkdir there
for k in 1 2; do
	"$lab" -q --json sweep ./mine.c ORDERED=0,1 TRANSFERS=1..2 part=$k/2 >mine-$k.jsonl || [ $? -eq 1 ] || fail "part $k"
done
mv mine.c there
says 2 "cannot read ./mine.c" -q law from="mine-*.jsonl"
says 0 "deadlock (sometimes, or always) iff " -q law ./there/mine.c from="mine-*.jsonl" beyond=0
echo '/* changed */' >>there/mine.c
says 2 "mine-1.jsonl:1: ./there/mine.c has changed since this line was written: sweep it again" -q law ./there/mine.c \
	from="mine-*.jsonl"

# GNU parallel, as README has it; the other program of that name takes other words.
if parallel --version 2>/dev/null | grep -q GNU; then
	block 1 | grep parallel >command
	PARALLEL_HOME=$work sh command >said 2>&1 || [ $? -le 8 ] || fail "parallel: $(cat said)"
	alike part
	[ "$failures" -eq 0 ]
else
	[ "$failures" -eq 0 ] || exit 1
	echo "GNU parallel is not installed: README's line with it was not tried"
	exit 77
fi
