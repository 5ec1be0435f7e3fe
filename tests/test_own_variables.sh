#!/bin/sh
# test_own_variables.sh - what the variables of a person's program are at each step, where a run is stepped, watched, saved; and
# where the stepping stops at one of its lines.
#
# Environment: O, the build folder; VARIANT.
set -eu
. tests/own_file.sh

cat >queue.c <<'END'
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
enum phase { EMPTY, SOME, FULL };
struct item { int number; };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t room = PTHREAD_COND_INITIALIZER;
static int buffer[2], count, limit, large[17];
static _Atomic int turns;
static struct { int gets, puts; short low; } sums;
static enum phase phase;
static bool full;
static char letter;
static struct item first, *newest;
static unsigned char byte = 254;
static void *produce(void *unused)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&lock);
		while (count == limit)
			pthread_cond_wait(&room, &lock);
		buffer[count++] = 7 + i;
		large[16] = i;
		sums.puts++;
		sums.low--;
		phase = count == 2 ? FULL : SOME;
		full = count == 2;
		letter = (char)('a' + i);
		newest = &first;
		byte++;
		pthread_mutex_unlock(&lock);
	}
	turns++;
	return unused;
}
int main(void)
{
	pthread_t thread;
	puts("begin");
	limit = 2;
	pthread_create(&thread, NULL, produce, NULL);
	pthread_join(thread, NULL);
	return 0;
}
END

export COLUMNS=200
run="run ./queue.c seed=1 log=0"

# shown COMMANDS: the lines with what the variables are, of what these commands say.
shown() {
	"$lab" -c "$*" 2>&1 </dev/null | grep -F 'buffer = ' || echo nothing
}

# same WANTED COMMANDS: these are the lines.
same() {
	wanted=$1
	shift
	got=$(shown "$*")
	[ "$got" = "$wanted" ] || fail "conclab -c '$*' shows
$got
and not
$wanted"
}

# Those that changed after the thread was started, in the words of their types; main set the limit before. What the step changed
# is marked. An array of more than 16 elements is none; an atomic is an object.
all_first='*byte = 255 *buffer = [7 0] *count = 1 *sums.puts = 1 *sums.low = -1 *phase = SOME *letter = '"'a'"' *newest = &first'
all_end=' byte = 0  buffer = [7 8]  count = 2  sums.puts = 2  sums.low = -2  phase = FULL  letter = '"'b'"'  full = true  and 1 more: trace variable=all'
same "$all_first  and 1 more: trace variable=all" "$run; watch step=1"
same "$all_end" "$run; watch step=99"
said=$("$lab" -c "$run; watch step=2" 2>&1 </dev/null)
has "newest = &first  and"
lacks limit
lacks large
lacks "turns = 1"

# Back is as it was, on threads as on fibers; and so is what was saved.
way="step ./queue.c schedule=\"1x5 0\""
same "$all_first
$all_end
$all_first" "$way; step; goto 5; goto 1"
same "$all_first" "$way carrier=threads; step"
same "$all_first  and 1 more: trace variable=all
$all_first  and 1 more: trace variable=all" "$run; watch step=1; export run queue.lab-run; load queue.lab-run; watch step=1"

# A line no wider than the terminal: what changed last.
said=$(COLUMNS=40 "$lab" -c "$run; watch step=99" 2>&1 </dev/null | grep -F ' = ' | tail -1)
has " byte = 0  buffer = [7 8]  and 7 more"
lacks "trace variable=all"
[ "${#said}" -le 40 ] || fail "too wide: $said"

# Which step has changed it, and which line it came after.
said=$("$lab" -c "$run; trace variable=buffer; trace variable=all last=1" 2>&1 </dev/null)
has "  1     produce-1  queue.c:20  buffer [0 0] -> [7 0]
  3     produce-1  queue.c:20  buffer [7 0] -> [7 8]"
has "letter 'a' -> 'b'"
lacks "false -> true"
says 2 "no variable 'cuont' that changed. Did you mean 'count'?" -c "$run; trace variable=cuont"
says 2 "no variable 'turns' that changed" -c "$run; trace variable=turns"
says 2 "no variables that changed" -c "run mutex seed=1 log=0; trace variable=all"
said=$("$lab" --json -c "$run; trace variable=full" 2>&1 </dev/null)
has '"changes":[{"step":3,"task":"produce-1","at":"queue.c:20","variable":"full","from":"false","to":"true"}]'

# Below a picture for a slide.
"$lab" -c "$run; export picture at=1 one.svg" >/dev/null 2>&1 </dev/null
said=$(cat one.svg)
has ">*byte = 255, *buffer = [7 0], *count = 1, "

# As JSON; and nothing of a pattern.
said=$("$lab" --json -c "$way; step" 2>&1 </dev/null)
has '"variables":[{"variable":"byte","value":"255","changed_at":1},{"variable":"buffer","value":"[7 0]","changed_at":1},'
said=$("$lab" --json -c "step mutex; step" 2>&1 </dev/null)
has '"variables":[]'

# Who has called the function in which a thread waits is saved, too.
called="$tree/tests/programs/called_from.c"
said=$("$lab" -k -c "run $called schedule=\"0 2x3 1x5\" log=0; export run called.lab-run; load called.lab-run; explain" 2>&1 </dev/null) || :
has "called_from.c:16, in wait_while(), called from put() :22, from producer() :43
    nobody has come"

# A break at a line, however it is typed; none that no step comes to without a word.
said=$("$lab" -c "$way; break 32; break :25; break queue.c:20; break" 2>&1 </dev/null)
has "  queue.c:32
  queue.c:25
  queue.c:20"
said=$("$lab" -c "$way; break :32; continue; continue" 2>&1 </dev/null)
has "break: queue.c:32 comes next
./queue.c, step 1 of 6"
has "break: queue.c:32 comes next
./queue.c, step 3 of 6"
said=$("$lab" --json -c "$way; break ./queue.c:32" 2>&1 </dev/null)
has '"breaks":[{"event":null,"object":null,"line":"queue.c:32"}]'
said=$("$lab" -c "$way; break :23; break 20; continue" 2>&1 </dev/null)
has "break: queue.c:20 comes next"
lacks "no step"
said=$("$lab" -c "$way; break :23; break 34; step 4; continue" 2>&1 </dev/null)
has "no step of this run came to queue.c:23: the next line with one is 32
./queue.c, step 7: it is over"
says 2 "queue.c has no line 99: it has 45" -c "$way; break 99"
says 2 "./queue.c has no file other.c" -c "$way; break other.c:3"
mkdir two
sed 's/^static void .produce/void *produce/' queue.c >two/main.c
printf 'int unused;\n' >two/more.c
says 2 "in which file? main.c:1, more.c:1" -c "step ./two; break 1"

# A variable that is drawn as an object has the value that it was seen to have, from the step that stored it on, in a picture too.
cp "$tree/patterns/pthread/lost_wakeup.c" lost.c
said=$(COLUMNS=100 "$lab" -c 'explore ./lost.c TEST=1 PAUSE=0' -c 'watch step=3' -c 'watch step=4' -c 'watch step=9' \
	-c 'export picture lost.svg at=4' 2>&1 </dev/null | grep -o '= [01?]\( \|$\)' | tr -d ' \n'; cat lost.svg)
has "=0=1=1<"
has "ready, cell: = 1"
lacks ">?<"
exit $failures
