#!/bin/sh
# test_own_program.sh - what a person says of a program beside its #defines, and what a grader reads of it as JSON.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan) fibers= ;;         # no fibers there: a search is slow
*) fibers=yes ;;
esac
. tests/own_file.sh

cat >seats.c <<'END'
#include <semaphore.h>
#define TASKS 2   /* that one thread does */
#define EACH 2    /* permits that one takes */
#define PERMITS 4 /* that there are */
int main(void)
{
	sem_t s;
	sem_init(&s, 0, PERMITS);
	for (int i = 0; i < TASKS * EACH; i++)
		sem_wait(&s);
	return 0;
}
END
cat >joined.c <<'END'
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *work(void *unused)
{
	pthread_mutex_lock(&m);
	puts("here");
	pthread_mutex_unlock(&m);
	return unused;
}
int main(void)
{
	pthread_t thread;
	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}
END
cat >sum.c <<'END'
/* Adds up numbers, a thread each. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#define N 2 // threads
static int sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *add(void *arg)
{
	int x;
	pthread_mutex_lock(&lock);
	if (scanf("%d", &x) == 1)
		sum += x;
	pthread_mutex_unlock(&lock);
	return arg;
}
int main(int argc, char **argv)
{
	pthread_t t[N];
	for (int i = 0; i < N; i++)
		pthread_create(&t[i], NULL, add, NULL);
	for (int i = 0; i < N; i++)
		pthread_join(t[i], NULL);
	printf("%s %d of %d\n", argc > 1 ? argv[1] : "nothing", sum, argc);
#ifdef STATUS
	return STATUS;
#endif
	return 0;
}
END
echo 4 5 >numbers.txt

# ---- Arguments, standard input, options for the compiler ----

says 0 "runs here with all your rights" run ./sum.c seed=1
compiled 3 "a program is compiled, assembled and linked"
has "nothing 0 of 1"
has "it reads its standard input (sum.c:12), which is empty: stdin=FILE"
says 0 "a 'b 9 of 3" run ./sum.c seed=1 args="\"a 'b\" c\\ d" stdin=numbers.txt
lacks "which is empty"
lacks "your rights"
says 0 "nothing 9 of 1" run ./sum.c stdin=numbers.txt
compiled 0 "arguments and a standard input need no compiler"
says 1 "exit status 7" run ./sum.c seed=1 cflags=-DSTATUS=7
compiled 3 "options are part of what a program is made from"
says 1 "exit status 8" run ./sum.c seed=1 cflags="-D STATUS=8 -Wall -lm -pthread -O1 -fgnu89-inline"
compiled 3 "other options"
says 1 "exit status 7" run ./sum.c seed=1 cflags=-DSTATUS=7
says 0 "nothing 0 of 1" run ./sum.c seed=1
lacks "exit status"
compiled 0 "all of it is in the cache"
says 0 "always ok, for ./sum.c N=3 args=\"\\\"x y\\\"\" stdin=numbers.txt" explore ./sum.c N=3 args='"x y"' stdin=numbers.txt
says 0 "always ok" explore ./sum.c
has "; it reads its standard input (sum.c:12), which is empty"

says 2 "args: a quote is opened and never closed" run ./sum.c args="'a"
says 2 "args: a line's end" run ./sum.c args="a
b"
says 2 "cannot read 'none.txt': No such file" run ./sum.c stdin=none.txt
says 2 "'.' is a directory; a file is needed" run ./sum.c stdin=.
says 2 "'/dev/zero' is no file" run ./sum.c stdin=/dev/zero
truncate -s 300M large.txt
says 2 "'large.txt' holds more than 256 MiB" run ./sum.c stdin=large.txt
rm large.txt
says 2 "no setting 'stdni'. Did you mean 'stdin'" run ./sum.c stdni=numbers.txt
says 2 "has no setting 'args'" run dining args=x
for options in -static -fno-sanitize=thread -fsanitize=address -o -c -E -S -M -xc++ -shared -m32 -lfoo -Wl,-z -ffast-math -g0 "'"; do
	says 2 "cflags: " run ./sum.c cflags="$options"
	has "run: cflags"
done
says 2 "'b.c' is no option; several files are written ./a.c,./b.c" run ./sum.c cflags=b.c
says 2 "-D needs a word after it" run ./sum.c cflags="-O0 -D"
says 2 '"code":"bad-value"' --json use ./sum.c cflags=-static
before=$(calls)

# ---- They are kept, shown, unset, and part of a run that is saved ----

says 0 "args = x y   (was \"\")" -c 'use ./sum.c args="x y" stdin=numbers.txt; run seed=1; show'
has "x 9 of 3"
has "stdin       numbers.txt"
says 0 "y 9 of 2" -c 'set args y; use ./sum.c; set stdin=numbers.txt; run seed=1; unset args; run seed=1'
has "nothing 9 of 1"
says 1 "exit status 7" -c 'set cflags=-DSTATUS=7; use ./sum.c; run seed=1'
says 0 "x 0 of 2" -s args=x run ./sum.c seed=1
says 0 "args        \"\"       WORDS" patterns ./sum.c
has "stdin       none     FILE"
has "cflags      \"\"       OPTIONS"
says 0 '{"name":"N","default":2' --json patterns ./sum.c
has '{"name":"args","default":"","text":true'
has '{"name":"stdin","default":"","file":true'
says 1 "makes the same again" -c "run ./sum.c seed=3 args=\"'p q' r\" stdin=numbers.txt cflags=-DSTATUS=7; export schedule $work/kept"
grep -q "^args='p q' r$" "$work/kept" && grep -q '^stdin=numbers.txt$' "$work/kept" && grep -q '^cflags=-DSTATUS=7$' "$work/kept" ||
	fail "a saved run lacks something: $(cat "$work/kept")"
says 1 "p q 9 of 3" replay "$work/kept"
has "exit status 7"
lacks "has changed"
cp sum.c "$work/sum.c.kept"
echo '/* as it is now */' >>sum.c
says 1 "(./sum.c has changed since this was saved" replay "$work/kept"
cp "$work/sum.c.kept" sum.c
says 0 "p q 9 of 3" -c "run ./sum.c seed=3 args=\"'p q'  r\" stdin=numbers.txt; replay; replay #1"
sed 's/^cflags=.*/cflags=-static/' "$work/kept" >"$work/bad"
says 2 "bad:7: cflags: -static is not taken" replay "$work/bad"

# ---- They are no settings that are studied ----

says 2 "nothing to sweep" sweep ./sum.c args=a,b
cat >pair.c <<'END'
#include <pthread.h>
#include <stdlib.h>
#define ORDERED 0 // both lock in one order
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *arg)
{
	pthread_mutex_lock(ORDERED ? &a : &b);
	pthread_mutex_lock(ORDERED ? &b : &a);
	pthread_mutex_unlock(&a);
	pthread_mutex_unlock(&b);
	return arg;
}
int main(int argc, char **argv)
{
	pthread_t t;
	if (argc < 2 || atoi(argv[1]) != 2)
		return 0;
	pthread_create(&t, NULL, other, NULL);
	pthread_mutex_lock(&a);
	pthread_mutex_lock(&b);
	pthread_mutex_unlock(&b);
	pthread_mutex_unlock(&a);
	pthread_join(t, NULL);
	return 0;
}
END
says 0 "always ok" explore ./pair.c args=1
says 1 "sometimes deadlock" explore ./pair.c args=2
if [ -n "$fibers" ]; then
	says 0 "ORDERED=1" repair ./pair.c args=2
	lacks "args=1"
	says 0 "iff 1 > ORDERED" law ./pair.c args=2 ORDERED=0,1
	says 0 "iff TASKS x EACH > PERMITS" law ./seats.c TASKS=1..2 EACH=1..2 PERMITS=1..3 beyond=3
fi

# ---- Headers, several files ----

mkdir dir inc
echo '#define LIMIT 7' >inc/limit.h
cat >dir/shared.h <<'END'
#include <pthread.h>
#include <limit.h>
extern int counter;
void *work(void *);
END
cat >dir/a.c <<'END'
#include "shared.h"
#include <stdio.h>
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, work, NULL);
	pthread_join(t, NULL);
	printf("%d and %d\n", LIMIT, counter);
	return 0;
}
END
cat >dir/b.c <<'END'
#include "shared.h"
#define ROUNDS 3 // how often
int counter;
void *work(void *arg)
{
	for (int i = 0; i < ROUNDS; i++)
		counter++;
	return arg;
}
END
before=$(calls)
says 0 "7 and 3" run ./dir/ seed=1 cflags="-I inc"
compiled 6 "two files are compiled, assembled, joined and linked"
says 0 "7 and 3" run ./dir/a.c,./dir/b.c seed=1 cflags="-I inc"
says 0 "7 and 5" run ./dir seed=1 cflags="-I inc" ROUNDS=5
before=$(calls)
says 0 "7 and 3" run ./dir/ seed=1 cflags="-I inc"
compiled 0 "nothing has changed"
echo '#define LIMIT 8' >inc/limit.h
says 0 "8 and 3" run ./dir/ seed=1 cflags="-I inc"
compiled 6 "a header of an -I has changed"
echo '#define MORE 1' >>dir/shared.h
says 0 "8 and 3" run ./dir/ seed=1 cflags="-I inc"
compiled 6 "a header next to the file has changed"
says 0 '"pattern":"dir","program":true,"settings":{"ROUNDS":3,"MORE":1,"LIMIT":8},"cflags":"-I inc"' --json run ./dir/ seed=1 cflags="-I inc"
says 0 '"pattern":"a.c,b.c"' --json run ./dir/a.c,./dir/b.c seed=1 cflags="-I inc"
says 0 "a.c:7  pthread_join(t, NULL);" -q watch run ./dir/ seed=1 cflags="-I inc"
says 0 "can move a.c:7" -c 'set cflags="-I inc"' -c "step ./dir/b.c,./dir/a.c"
says 0 "ROUNDS" patterns ./dir/ cflags="-I inc"
says 0 "replayed" -c 'run ./dir/ seed=1 cflags="-I inc"' -c "replay"
says 2 "nothing to repair" -c 'run ./dir/ seed=1 cflags="-I inc"' -c "repair"
says 2 "./dir/a.c does not compile" run ./dir/
says 2 "run: ./dir/shared.h:2:10: fatal error: limit.h" -q run ./dir/
says 2 "./dir/b.c does not compile" run ./dir/b.c,./dir/a.c
says 0 "a.c" -c 'set cflags="-I inc"' -c "show code ./dir/"
says 0 "b.c" -c 'set cflags="-I inc"' -c "show code ./dir/"
says 0 "b.c:" -c 'set cflags="-I inc"' -c "diff ./dir/ ROUNDS=2"
says 2 "cannot read ./dir/c.c: No such file" run ./dir/a.c,./dir/c.c
says 2 "inc holds no file that ends in .c" run ./inc
says 2 "is defined nowhere; a program of several files is written ./a.c,./b.c" run ./dir/a.c cflags="-I inc"
printf '#include <pthread.h>\nint main(void) { pthread_mutx_lock(0); }\n' >misspelled.c
says 2 "misspelled.c:2: pthread_mutx_lock is defined nowhere" run ./misspelled.c
printf '#include <assert.h>\nint main(int n, char **v) { (void)v; assert(n > 5); }\n' >claims.c
says 1 "A claim of the program is false: assert(n > 5)" -k -c "run ./claims.c; explain"
says 2 '"code":"does-not-compile","message":"a.c:' --json run ./dir/a.c cflags="-I inc"
cp dir/b.c dir/c.c
says 2 "multiple definition" run ./dir/ cflags="-I inc"
rm dir/c.c

mkdir two
printf '#include <pthread.h>\nvoid *work(void *);\nint n;\nint main(void)\n{\n\tpthread_t t;\n\tpthread_create(&t, 0, work, 0);\n\tn++;\n\tpthread_join(t, 0);\n}\n' >two/a.c
printf 'extern int n;\nvoid *work(void *p)\n{\n\tn++;\n\treturn p;\n}\n' >two/b.c
says 1 " b.c:4 " run ./two/ seed=1
has " a.c:8 "

# ---- What is only asked for is a switch ----

cat >switch.c <<'END'
#define TWICE 0 // go there twice
#define TIMES 1 // how often
int main(void)
{
	return TWICE ? 2 * TIMES : TIMES && !TWICE ? 0 : 1;
}
END
says 0 '{"name":"TWICE","default":0,"min":0,"max":1' --json patterns ./switch.c
lacks '"name":"TIMES","default":1,"min":0'
says 0 "any number" patterns ./switch.c
says 2 "TWICE" run ./switch.c TWICE=2

cat >number.c <<'END'
#define EVERY 1
#define LEADER 0
#define ROOM 1
#define ROOMS (ROOM + 1)
#define NEXT 1
#define MODE 0
#define LESS 1
static int of(int id, int i)
{
	return (i % EVERY == 0) + (id == LEADER && i > 0) + (ROOM && i) + ROOMS + (NEXT == 1 + i) + (id - LESS == 0);
}
int main(void)
{
	return (MODE == 0 ? 0 : MODE == 1 ? 1 : 2) + of(0, 1) - 5;
}
END
says 0 '"name":"LESS"' --json patterns ./number.c
lacks '"max":1,'

# ---- An explanation says which run it is about ----

printf 'int main(void) { return y; }\n' >wrong.c
says 2 "./wrong.c does not compile; this is about \`run ./joined.c seed=1\`, from before" -k -c "run ./joined.c seed=1; run ./wrong.c; explain"
says 0 "the last run was of ./joined.c: \`show code ./joined.c\`" -c "use ./switch.c; run ./joined.c seed=1; show code"

# ---- A task whose name begins like a short name of a command ----

printf '#include <pthread.h>\nstatic void *crowd(void *p) { return p; }\nint main(void)\n{\n\tpthread_t t;\n\tpthread_create(&t, 0, crowd, 0);\n\tpthread_join(t, 0);\n}\n' >crowd.c
says 0 "\`c\` is short for \`continue\`; the task crowd-1 is t1 or #1" -c "step ./crowd.c; step; c"

# ---- Functions whose names look like numbers of tasks ----

cat >threads.c <<'END'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *t1(void *p) { pthread_mutex_lock(&m); pthread_mutex_unlock(&m); return p; }
static void *t2(void *p) { return t1(p); }
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, 0, t2, 0);
	pthread_create(&b, 0, t1, 0);
	pthread_join(a, 0);
	pthread_join(b, 0);
}
END
says 2 "step: 't1' is short for several tasks: #1 (t2-1), t1-1" -c "step ./threads.c; t1"
says 0 "step 1" -c "step ./threads.c; step #1"
says 0 "step 1" -c "step ./threads.c; t1-1"

# ---- JSON ----

cat >races.c <<'END'
#include <pthread.h>
static int counter;
static void *add(void *arg)
{
	counter++;
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return counter == 2 ? 0 : 3;
}
END
races='"races":[{"object":"counter","accesses":[{"task":"add-1","kind":"'
says 1 "$races" --json run ./races.c seed=1
has '"pattern":"races.c","program":true,"settings":{},"time"'
has '"at":"races.c:5"}'
has '"left":[]'
has '"exit":'
says 1 "$races" --json explore ./races.c
has '"outcomes":{"race":"always"}'
says 0 '"races":[]' --json explore ./sum.c
says 0 '"settings":{"N":2},"args":"a","stdin":"numbers.txt","time"' --json run ./sum.c seed=1 args=a stdin=numbers.txt
has '"exit":0,"left":[],"prints":[{"task":"main","text":"a 9 of 2\n"}]'
lacks '"empty_stdin"'
says 0 '"empty_stdin":"sum.c:12"' --json run ./sum.c seed=1
says 0 '"args":"a"' --json explore ./sum.c args=a
says 0 '"args":"a"' --json sweep ./sum.c args=a N=1,2
says 0 '"args":"a"' --json stress ./sum.c args=a n=3
lacks '"cflags"'
cat >left.c <<'END'
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static void *waits(void *arg)
{
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&never, &lock);
	pthread_mutex_unlock(&lock);
	return arg;
}
static void *sleeps(void *arg)
{
	sleep(3);
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, waits, NULL);
	pthread_create(&b, NULL, sleeps, NULL);
	usleep(1000);
	return 4;
}
END
says 1 '"verdict":"ok","leaked":0,"exit":4,"left":["waits-1","sleeps-1"]' --json run ./left.c seed=1
says 1 "exit status 4" run ./left.c seed=1
has "before these did: waits-1 (it waits to get woken by never,"
has "left.c:8), sleeps-1 (it sleeps, left.c:14)"
printf 'static int *p;\nint main(void)\n{\n\treturn *p;\n}\n' >crash.c
says 1 '"verdict":"crash"' --json run ./crash.c seed=1
has '"at":"crash.c:4"'
says 1 '"outcomes":{"crash":"always"}' --json explore ./crash.c
printf '#include <unistd.h>\n#include <stdio.h>\nint main(void)\n{\n\tputs("");\n\tif (fork())\n\t\treturn 1;\n\tfork();\n\treturn 0;\n}\n' >forks.c
says 2 '"error":{"code":"unsupported","message":"forks.c:6: fork is not supported: ' --json run ./forks.c
says 2 "forks.c:6: fork is not supported" explore ./forks.c
printf 'int x = 1;\nint main(void) { return y + z; }\n' >bad.c
says 2 '"error":{"code":"does-not-compile","message":"./bad.c:2:' --json run ./bad.c
printf '#define SIZE 3 // of it\nstatic char a[SIZE];\nint main(void) { return a[0]; }\n' >size.c
says 2 '"error":{"code":"does-not-compile","message":"./size.c:2:' --json run ./size.c SIZE=-1
says 2 '"error":{"code":"does-not-compile","message":"./size.c:2:' --json sweep ./size.c SIZE=-1..1
CONCLAB_CC=no-such-cc says 3 '"code":"no-compiler","message":"there is no C compiler ' --json run ./sum.c

# ---- Nobody has declared who could free whom: only what is known is said ----

cat >unheard.c <<'END'
#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, never = PTHREAD_COND_INITIALIZER;
static int n;
static void *consume(void *arg)
{
	pthread_mutex_lock(&lock);
	while (n < 2)
		pthread_cond_wait(arg ? &full : &never, &lock);
	pthread_mutex_unlock(&lock);
	return arg;
}
static void *produce(void *arg)
{
	pthread_mutex_lock(&lock);
	n++;
	pthread_cond_signal(&full);
	pthread_mutex_unlock(&lock);
	return arg;
}
int main(void)
{
	pthread_t a, b, c;
	pthread_create(&a, NULL, consume, &n);
	pthread_create(&b, NULL, consume, NULL);
	pthread_create(&c, NULL, produce, NULL);
	pthread_join(a, NULL);
	return 0;
}
END
says 1 "produce-1 did signal or broadcast on full before, but it has ended" -k -c "run ./unheard.c seed=1" -c explain
has "nobody has come to signal or broadcast on never"
lacks "could"
lacks "the cycle"
says 1 "stuck for ever" -k -c "run ./unheard.c seed=1" -c "graph waits"
has "──get woken by──> full 1
"
lacks "freed by"
kept=unheard.lab-run
says 1 "produce-1 did signal or broadcast on full before, but it has ended" -k \
	-c "run ./unheard.c seed=1; export run $kept; load $kept" -c explain
lacks "could"
says 2 "somebody would have to signal or broadcast" -c "step ./unheard.c; step 4; t1; t1; t1; step t1"

# Who can never move is stuck in the picture, too, while main goes on.
cat >crossed.c <<'END'
#include <pthread.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *one(void *arg)
{
	pthread_mutex_lock(&a);
	pthread_mutex_lock(&b);
	return arg;
}
static void *two(void *arg)
{
	pthread_mutex_lock(&b);
	pthread_mutex_lock(&a);
	return arg;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, one, NULL);
	pthread_create(&u, NULL, two, NULL);
	pthread_join(t, NULL);
	pthread_join(u, NULL);
	return 0;
}
END
COLUMNS=100 says 0 "1 of 3 tasks can move" -c "step ./crossed.c; step t1; step t2"
has "│ stuck :6 "
has "│*stuck :12 "

# Who waits for a permit holds what the other one needs before it can give it.
cat >ledger.c <<'END'
#include <pthread.h>
#include <semaphore.h>
static pthread_mutex_t ledger = PTHREAD_MUTEX_INITIALIZER;
static sem_t room, parcels;
static void *clerk(void *arg)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&ledger);
		sem_wait(&room);
		sem_post(&parcels);
		pthread_mutex_unlock(&ledger);
	}
	return arg;
}
static void *courier(void *arg)
{
	for (int i = 0; i < 2; i++) {
		sem_wait(&parcels);
		pthread_mutex_lock(&ledger);
		sem_post(&room);
		pthread_mutex_unlock(&ledger);
	}
	return arg;
}
int main(void)
{
	pthread_t a, b;
	sem_init(&room, 0, 1);
	sem_init(&parcels, 0, 0);
	pthread_create(&a, NULL, clerk, NULL);
	pthread_create(&b, NULL, courier, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
END
says 1 "courier-1 waits for ledger, which clerk-1 holds" -k -c "explore ./ledger.c; explain"
lacks "has taken one itself"

# ---- A number that is made of others is a setting, a constant of an enum is none ----

cat >sizes.c <<'END'
#include <assert.h>
#define ROOM (2 * 4)    /* eight */
#define TWICE (ROOM * 2)
enum kind { SMALL = 1 /* one */, LARGE };
static const int most = 3;
static int least = 1;
int main(void)
{
	assert(ROOM == 8 && TWICE == 2 * ROOM);
	return SMALL + LARGE + most + least > 0 ? 0 : 1;
}
END
says 0 "ROOM        8        any number       eight" -c "patterns ./sizes.c"
lacks TWICE
says 0 "ok " run ./sizes.c log=0
says 1 "assert(" run ./sizes.c ROOM=3 log=0
export COLUMNS=300
says 2 "no setting 'TWICE': TWICE is defined, but not once and as one number" run ./sizes.c TWICE=3
says 2 "no setting 'LARGE': LARGE is a constant of an enum: written as \`#define LARGE NUMBER\` it is a setting" run ./sizes.c LARGE=3
says 2 "as \`#define SMALL 1\` it is a setting" run ./sizes.c SMALL=3
says 2 "most is a variable that is constant: written as \`#define most 3\` it is a setting" run ./sizes.c most=4
says 2 "no setting 'other'   (settings" run ./sizes.c other=4
says 2 "no setting 'least'   (settings" run ./sizes.c least=4
unset COLUMNS

# ---- What computes for long is told once ----

cat >sums.c <<'END'
#include <pthread.h>
static void *sums(void *arg)
{
	long sum = 0;
	for (long i = 0; i < 2000000; i++)
		sum += i;
	return (void *)sum;
}
int main(void)
{
	pthread_t a;
	void *sum;
	pthread_create(&a, NULL, sums, NULL);
	pthread_join(a, &sum);
	return *(int *)NULL;
}
END
says 1 "compute
                                                ... " -k -c "run ./sums.c seed=1" -c trace
has "more like it"
lacks "choose"
says 1 "  sums-1  compute, " explore ./sums.c
printf '%s\n' "$said" | grep -q 'sums-1  compute, .*  sums.c:[56]$' || fail "where it computes is not told: $said"

# ---- Much output is cut, and that is said ----

printf '#include <stdio.h>\nint main(void)\n{\n\tfor (int i = 0; i < 70000; i++)\n\t\tputs("many lines of tea");\n}\n' >flood.c
says 0 "its output is cut: only the first 1 MiB of it is kept" run ./flood.c
says 0 '"output_cut":"flood.c:5"' --json run ./flood.c seed=1
says 0 "ok" run ./sum.c seed=1
lacks "output is cut"

# ---- A sweep builds its cells beforehand, each once ----

before=$(calls)
says 0 ". ok, proved" sweep ./size.c SIZE=4..19
compiled 48 "sixteen cells, compiled, assembled and linked each"

# ---- What would let it finish costs a few builds, however many settings there are ----

cat >many.c <<'END'
#include <pthread.h>
#define APPLES 1
#define PEARS 2
#define PLUMS 3
#define CHERRIES 4
#define GRAPES 5
#define FIGS 6
#define AGAIN 1
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
int main(void)
{
	pthread_mutex_lock(&m);
#if AGAIN
	if (APPLES + PEARS + PLUMS + CHERRIES + GRAPES + FIGS > 0)
		pthread_mutex_lock(&m);
#endif
	return 0;
}
END
before=$(calls)
says 1 "would finish with AGAIN=0 (proved)" explore ./many.c
# Without fibers a search takes more, so more is looked for.
case "${VARIANT:-}" in
asan | tsan) before=$(calls) ;;
*) compiled 45 "fifteen builds: the program's, and as much as fourteen more are taken for" ;;
esac
says 0 ". ok, proved" sweep ./size.c SIZE=4..19
compiled 0 "they are in the cache"

# ---- What is typed is completed ----

completes() {
	wanted=$1
	shift
	said=$("$lab" --complete "$@" </dev/null)
	has "$wanted"
}

completes "N=" run ./sum.c ""
completes "args=" run ./sum.c ""
completes "stdin=numbers.txt" run ./sum.c stdin=nu
completes "cflags=" use ./sum.c c
completes "./sum.c" explore ./su
completes "sum.c" explore su
completes "inc/" explore inc

# ---- Its steps have the numbers that a search gives them ----

says 0 '"steps":4,' --json -c "use ./joined.c; run seed=1; timeline"

# ---- Runs that are too long ----

cat >million.c <<'END'
#include <pthread.h>
#define N 1000000
long counter;
static void *count(void *unused)
{
	for (int i = 0; i < N; i++)
		counter++;
	return unused;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, count, NULL);
	pthread_create(&b, NULL, count, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return counter != 2 * N;
}
END
cat >asks.c <<'END'
#include <pthread.h>
#include <stdatomic.h>
atomic_int flag;
static void *ask(void *arg)
{
	while (!atomic_load(&flag))
		;
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, ask, NULL);
	pthread_create(&b, NULL, ask, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
END
if [ "$fibers" ]; then
	says 1 "race  3  100.00 %" stress ./million.c n=3
	has "all runs were left after 100,000 steps"
	has "try: explore ./million.c N=3  #"
	lacks "stalled"
	says 1 "stalled  2  100.00 %" stress ./asks.c n=2       # which gets nowhere
	has "steps, and nothing new"
	lacks "cut"
fi

# ---- Where files of one's own are refused ----

printf 'run ./sum.c\n' >script
printf '# A course\n\n## Lesson 1: One\n\n```conclab\nconclab> run ./sum.c\n```\n' >course.md
for command in "run ./sum.c" "use ./sum.c" "step ./sum.c" "explore ./sum.c" "stress ./sum.c" "sweep ./sum.c N=1,2" "law ./sum.c N=1,2" \
	"repair ./sum.c" "diff ./sum.c N=1" "patterns ./sum.c" "show code ./sum.c" "replay $work/kept" "source script" "run ./dir/" \
	"run ./sum.c,./left.c"; do
	says 2 "refused here (--no-programs)" --no-programs -c "$command"
done
says 2 "refused here (--no-programs)" --no-programs -f script
says 2 '"code":"no-programs"' --no-programs --json run ./sum.c
status=0
said=$("$lab" --no-programs lesson check 1 lessons=course.md 2>&1 </dev/null) || status=$?
[ "$status" -ne 0 ] || fail "a lesson runs what is refused: $said"
has "refused here (--no-programs)"

[ "$failures" -eq 0 ]
