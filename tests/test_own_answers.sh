#!/bin/sh
# test_own_answers.sh - an answer about a person's own program is not only true, it does not mislead: it says of what it does
# not speak, and on what it rests.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan) fibers= ;;         # no fibers there: time=any proves nothing
*) fibers=yes ;;
esac
. tests/own_file.sh

# ---- A check of its own that ends with a status ----

cat >last.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int last;
static void *set(void *number)
{
	pthread_mutex_lock(&m);
	last = (int)(long)number;
	pthread_mutex_unlock(&m);
	return NULL;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, set, (void *)1L);
	pthread_create(&b, NULL, set, (void *)2L);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return last != 2;
}
END_C
says 1 "PROVED: always ok, exit status 0 or 1, for ./last.c" explore ./last.c
says 1 "it is proved that ./last.c ends by itself" -c 'explore ./last.c' -c explain
has "But its status is not always 0"
has "try: explore ./last.c outcome=exit"
says 1 "ok, a schedule that ends so" explore ./last.c outcome=exit
says 1 '"outcomes":{"ok":"always"}' --json explore ./last.c
has '"failed":{"steps":'
printf 'explore ./last.c outcome=exit\nreplay last\n' >last.lab
says 1 "exit status 1" source last.lab
says 1 ", exit status 1" -q run ./last.c seed=3
says 0 "" -q -c 'run ./last.c seed=3' -c 'expect exit == 1'
says 1 "exit == 0 is false" -q -c 'run ./last.c seed=3' -c 'expect exit == 0'
says 2 "a map of many settings has no exit status" -q -c 'run ./last.c seed=3; sweep channel mode=self cap=0..1; expect exit == 1'
says 1 "" -q -c 'run ./last.c seed=3' -c 'expect verdict == ok'
says 1 "2 runs: 2 ok, 2 with an exit status other than 0" repeat 2 run ./last.c seed=3
cat >turns.c <<'END'
#include <pthread.h>

static void *work(void *arg)
{
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	for (;;)
		;
}
END
says 1 "blocks on an endless loop of its own" explore ./turns.c
printf '#include <time.h>\nint main(void)\n{\n\treturn time(NULL) == 1;\n}\n' >hour.c
says 0 "it reads the" explore ./hour.c
printf 'run ./last.c seed=3 log=0\n' >last.lab
says 1 "last.lab:1: a finding that nothing expected (an exit status other than 0)" -f last.lab
sed 's/return last != 2/return GOOD ? 0 : last != 2/; s/^static int last/#define GOOD 0\n&/' last.c >cured.c
says 1 "ended with an exit status other than 0" stress ./cured.c n=100
has "try: run ./cured.c seed=3"
says 1 '"outcomes":{"ok":100},' --json stress ./cured.c n=100
has '"failed":{"runs":'
says 1 "e sometimes an exit status other than 0" sweep ./cured.c GOOD=0,1
says 0 "an exit status other than 0 (sometimes, or always) iff" law ./cured.c GOOD=0,1
sed 's/last != 2/3/' cured.c >never_well.c
says 1 "E always an exit status other than 0" sweep ./never_well.c GOOD=0,1
says 0 "GOOD=1" repair ./cured.c
says 2 "ends well as it is" repair ./cured.c GOOD=1
sed 's/return last != 2/return last == 3/' last.c >never.c
says 0 "PROVED: always ok, for ./never.c" explore ./never.c
lacks "outcome=exit"

# ---- A challenge whose way has as many steps as the shortest ----

if [ "$fibers" ]; then
	sed 's/return last != 2/if (last != 2) __builtin_trap(); return 0/' last.c >trap.c
	printf 'challenge ./trap.c\nt1\nt1\nstep 100\n' >trap.lab
	says 0 "At step 1, before" source trap.lab
	has "crash it is the other way round."
fi

# ---- An update that is lost: what a program stores is not known ----

cat >bumps.c <<'END_C'
#include <assert.h>
#include <pthread.h>
static int x;
static void *bump(void *arg)
{
	x++;
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, bump, NULL);
	pthread_create(&b, NULL, bump, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(x == 2);
	return 0;
}
END_C
says 1 "from what it had loaded before" -c 'explore ./bumps.c outcome=broken' -c explain
has "is lost"
lacks "stored x ="

# ---- Arguments it was not given ----

cat >seats.c <<'END_C'
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "usage: %s SEATS\n", argv[0]);
		return 1;
	}
	return atoi(argv[1]) < 0;
}
END_C
says 1 "it was given no arguments, and looks at them: args=" explore ./seats.c
says 1 "it was given no arguments, and looks at them: args=" run ./seats.c
says 0 "PROVED: always ok, for" explore ./seats.c args=3
lacks "no arguments"
says 1 "exit status 1" explore ./seats.c args=-3
lacks "no arguments"
printf 'int main(int argc, char **argv)\n{\n\treturn 1;\n}\n' >deaf.c
says 1 "exit status 1" explore ./deaf.c
lacks "no arguments"

# ---- A sleep in the place of an order ----

cat >nap.c <<'END_C'
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *unused)
{
	usleep(100);
	pthread_mutex_lock(&b);
	pthread_mutex_lock(&a);
	pthread_mutex_unlock(&a);
	pthread_mutex_unlock(&b);
	return unused;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, other, NULL);
	pthread_mutex_lock(&a);
	pthread_mutex_lock(&b);
	pthread_mutex_unlock(&b);
	pthread_mutex_unlock(&a);
	pthread_join(t, NULL);
	return 0;
}
END_C
says 0 "it rests on sleeps (nap.c:6)" explore ./nap.c
has "try: explore ./nap.c time=any"
says 0 '"sleeps":"nap.c:6"' --json explore ./nap.c
printf 'explore ./nap.c\nexplain\n' >nap.lab
says 0 "ends well where" source nap.lab
lacks "whichever of its"
[ -z "$fibers" ] || says 1 "sometimes deadlock" explore ./nap.c time=any
[ -z "$fibers" ] || lacks "it rests on"

# With time=any the clock could show it anything: what cannot succeed is not offered.
cat >deadline.c <<'END_C'
#include <pthread.h>
#include <time.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int done;
static void *work(void *unused)
{
	pthread_mutex_lock(&m);
	done = 1;
	pthread_cond_signal(&c);
	pthread_mutex_unlock(&m);
	return unused;
}
int main(void)
{
	pthread_t t;
	struct timespec until;
	int rc = 0;
	pthread_create(&t, NULL, work, NULL);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec++;
	pthread_mutex_lock(&m);
	while (!done && rc == 0)
		rc = pthread_cond_timedwait(&c, &m, &until);
	pthread_mutex_unlock(&m);
	pthread_join(t, NULL);
	return 0;
}
END_C
says 0 "PROVED" explore ./deadline.c
has "it reads the clock"
lacks "explore ./deadline.c time=any"

# ---- A thread that nobody joins ----

cat >left.c <<'END_C'
#include <pthread.h>
#include <stdio.h>
static void *work(void *unused)
{
	puts("at work");
	return unused;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, work, NULL);
#ifdef JOIN
	pthread_join(t, NULL);
#endif
	puts("main is done");
}
END_C
says 0 "it may end before work-1 does: nobody has joined it then" explore ./left.c
lacks "sometimes"
says 0 '"left":["work-1"]' --json explore ./left.c
says 0 "always ok" explore ./left.c cflags=-DJOIN
lacks "before"

# ---- A lock that a thread has kept ----

cp "$tree/tests/programs/lock_kept.c" .
says 0 "has ended and still holds m: whoever locked it then would wait for" run ./lock_kept.c
says 0 "in some schedule take-" explore ./lock_kept.c
says 0 "ok" run ./lock_kept.c STOCK=2
lacks "still holds"

# ---- Several files, and what a header defines ----

mkdir shop
printf '#define STOCK 4\n#define OPEN 1\n' >shop/shop.h
printf '#include "shop.h"\n#define CLERKS 2\nint sell(void)\n{\n\treturn STOCK - CLERKS - 2;\n}\n' >shop/sell.c
printf 'int sell(void);\nint main(void)\n{\n\treturn sell();\n}\n' >shop/main.c
says 2 "all .c files of that directory are shop/" explore shop
says 0 "always ok" explore shop/
says 2 "several files are one word: shop/main.c,shop/sell.c; all of a directory: shop/" explore shop/main.c shop/sell.c
says 2 "one pattern at a time" explore shop/main.c worker-pool
says 1 "exit status 255" run shop/ seed=1 STOCK=3
says 1 "exit status 1" run shop/ seed=1 STOCK=5
says 2 "no setting 'STUCK'" explore shop/ STUCK=3
lacks "shop.h"
says 0 "STOCK" patterns shop/
says 1 "E always an exit status other than 0" sweep shop/ STOCK=3..5
says 1 '"settings":{"CLERKS":2,"STOCK":5,"OPEN":1}' --json run shop/ seed=1 STOCK=5

# What only guards a header is no setting, what another header defines is; one that changes is read anew, in one session, too.
mkdir shop/inc
printf '#ifndef DEEP_H\n#define DEEP_H 1\n#define DEEP 2 // how deep\n#define CLERKS 3\n#endif\n' >shop/inc/deep.h
printf '#pragma once\n#include "inc/deep.h"\n#define STOCK 4\n#define OPEN DEEP\n' >shop/shop.h
printf '#include "shop.h"\nint sell(void)\n{\n\treturn STOCK - OPEN - 2;\n}\n' >shop/sell.c
says 0 '"settings":{"STOCK":4,"DEEP":2,"CLERKS":3}' --json run shop/ seed=1
says 1 "exit status 1" run shop/ seed=1 DEEP=1
says 0 "how deep" patterns shop/
says 2 "shop/ has no setting 'OPEN': shop.h defines it, but not as one number" run shop/ OPEN=3
mkdir other
sed 's,"shop.h","../shop/shop.h",' shop/sell.c >other/sell.c
cp shop/main.c other
says 0 '"settings":{"STOCK":4,"DEEP":2,"CLERKS":3}' --json run other/ seed=1
says 1 "exit status 255" run other/ seed=1 STOCK=3
says 1 "exit status 1" run other/ seed=1 DEEP=1

# Headers that -I finds are the program's own where the folder is: named from here on, or below here, or below the sources.
mkdir -p plant/src plant/bin plant/include/parts ../elsewhere
printf '#include "parts/size.h"\n#define PUMPS 2\n' >plant/include/plant.h
printf '#ifndef SIZE\n#define SIZE 3\n#endif\n' >plant/include/parts/size.h
printf '#include <plant.h>\n#include <stdio.h>\nint flow(void)\n{\n\treturn PUMPS * SIZE;\n}\n' >plant/src/flow.c
printf '#include "plant.h"\nint flow(void);\nint main(void)\n{\n\treturn flow() - PUMPS;\n}\n' >plant/bin/main.c
plant=plant/src/flow.c,plant/bin/main.c
says 1 '"settings":{"PUMPS":2,"SIZE":3}' --json run "$plant" seed=1 "cflags=-I plant/include"
says 1 "exit status 10" run "$plant" seed=1 "cflags=-Iplant/include" PUMPS=5
says 1 "exit status 6" run "$plant" seed=1 "cflags=-I plant/include" SIZE=4
says 1 "exit status 8" run "$plant" seed=1 "cflags=-I $PWD/plant/include" SIZE=5
says 0 "SIZE" patterns "$plant" "cflags=-I plant/include"
cp -r plant ../garden
says 1 '"settings":{"PUMPS":2,"SIZE":3}' --json run "../garden/src/flow.c,../garden/bin/main.c" seed=1 "cflags=-I $(cd .. && pwd)/garden/include"
rm -r ../garden
cp -r plant/include ../elsewhere
says 1 '"settings":{}' --json run "$plant" seed=1 "cflags=-I $(cd .. && pwd)/elsewhere/include"
says 1 '"settings":{"PUMPS":2,"SIZE":3}' --json run "$plant" seed=1 "cflags=-I ../elsewhere/include"
printf '#define PARTS "parts/size.h"\n#include PARTS\n#define PUMPS 2\n' >plant/include/plant.h
says 1 '"settings":{}' --json run "$plant" seed=1 "cflags=-I plant/include"

# ---- Who could give a permit back ----

cp "$tree/tests/programs/hint_philo.c" "$tree/tests/programs/hint_holding.c" .
says 1 "eat-2 has taken one, at hint_philo.c:8, and could give it back, but it waits" -c 'explore ./hint_philo.c' -c explain
lacks "cycle"
cat >keeps.c <<'END_C'
#include <pthread.h>
#include <semaphore.h>
static sem_t s;
static int bad;
static void *work(void *x)
{
	sem_wait(&s);
	if (bad++)
		return x;
	sem_post(&s);
	return x;
}
int main(void)
{
	pthread_t t[3];
	sem_init(&s, 0, 1);
	for (int i = 0; i < 3; i++)
		pthread_create(&t[i], 0, work, 0);
	for (int i = 0; i < 3; i++)
		pthread_join(t[i], 0);
	return 0;
}
END_C
says 1 "and has ended without giving it back" -c 'explore ./keeps.c' -c explain
says 1 "nobody has come to release to full" -c 'explore ./hint_holding.c' -c explain

# ---- Who went on after a wait without another look ----

cp "$tree/tests/programs/hint_while_barrier.c" "$tree/tests/programs/hint_while_end.c" "$tree/tests/programs/hint_while_far.c" .
says 1 "woke for no reason at hint_while_barrier.c:18, and did" -c 'explore ./hint_while_barrier.c spurious=on' -c explain
has "wake for no reason on c "
says 1 " went on after its wait at hint_while_end.c:14 and did" -c 'explore ./hint_while_end.c' -c explain
has "not look again, though items was 0 again. After the signal and before its turn"
has " took m, at hint_while_end.c:12."
says 1 "A claim of the program is false" -c 'explore ./hint_while_far.c spurious=on' -c explain
lacks "Look at this"

# ---- Who was woken in vain ----

cat >again.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int arrived;
static void meet(void)
{
	pthread_mutex_lock(&m);
	arrived++;
	if (arrived == 2) {
		arrived = 0;
		pthread_cond_broadcast(&c);
	} else {
		while (arrived != 0)
			pthread_cond_wait(&c, &m);
	}
	pthread_mutex_unlock(&m);
}
static void *work(void *x)
{
	meet();
	meet();
	return x;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, work, NULL);
	pthread_create(&b, NULL, work, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
END_C
says 1 "work-1 was woken by the broadcast of work-2, at again.c:11; but before its" -c 'explore ./again.c' -c explain
has "turn work-2 changed arrived from 0 to 1, after again.c:7, so work-1 waits"

# ---- Who has freed it, and where ----

cat >freed.c <<'END_C'
#include <pthread.h>
#include <stdlib.h>
static int *p;
static void *give(void *x)
{
	free(p);
	return x;
}
int main(void)
{
	pthread_t t;
	p = malloc(sizeof *p);
	pthread_create(&t, NULL, give, NULL);
	pthread_join(t, NULL);
#ifdef TWICE
	free(p);
#endif
	*p = 1;
	return 0;
}
END_C
for how in "run ./freed.c seed=1" "explore ./freed.c"; do
	says 1 "main: it writes 4 bytes of memory that was freed, by give-1 at freed.c:6" -c "$how" -c explain
	has "(freed.c:18)"
	has "main, at freed.c:18: it writes 4 bytes of memory that was freed, by give-1 at"
done
says 1 "free of memory that was freed before, by give-1 at freed.c:6" run ./freed.c seed=1 cflags=-DTWICE
# It was got anew, and freed once more.
cat >anew.c <<'END_C'
#include <pthread.h>
#include <stdlib.h>
static int *p;
int main(void)
{
	free(malloc(sizeof *p));
	p = malloc(sizeof *p);
	free(p);
	*p = 1;
	return 0;
}
END_C
says 1 "of memory that was freed, by main at anew.c:8" run ./anew.c seed=1

# ---- Two settings of several files side by side ----

mkdir bank
printf '#define ORDERED 0\nvoid move(int from, int to);\n' >bank/bank.h
cat >bank/bank.c <<'END_C'
#include <pthread.h>
#include "bank.h"
static pthread_mutex_t lock[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
void move(int from, int to)
{
	int first = ORDERED && from > to ? to : from, second = first == from ? to : from;
	pthread_mutex_lock(&lock[first]);
	pthread_mutex_lock(&lock[second]);
	pthread_mutex_unlock(&lock[second]);
	pthread_mutex_unlock(&lock[first]);
}
END_C
cat >bank/main.c <<'END_C'
#include <pthread.h>
#include "bank.h"
static void *there(void *x) { move(0, 1); return x; }
static void *back(void *x) { move(1, 0); return x; }
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, 0, there, 0);
	pthread_create(&u, 0, back, 0);
	pthread_join(t, 0);
	pthread_join(u, 0);
	return 0;
}
END_C
says 0 "8 !   pthread_mutex_lock(&lock[second]);" diff bank/ ORDERED=1
has "bank.c:"
has "back-*, there-* stuck here"
has "10 !   pthread_join(t, 0);"
says 0 '"files":[{"file":"bank.c","lines":[{"mark":' --json diff bank/ ORDERED=1
mkdir bank2
cp bank/bank.h bank/main.c bank2
sed 's/ORDERED &&/!ORDERED \&\&/' bank/bank.c >bank2/bank.c
says 0 "6 B   int first = !ORDERED" diff bank/ bank2/
has "main.c:"
says 2 "a program of several files is compared with another program" diff bank/ dining

# ---- Who goes round where nothing goes on ----

cat >wait.c <<'END_C'
#include <pthread.h>
static int done;
static void *waiter(void *unused)
{
	while (!done)
		;
	return unused;
}
static void *setter(void *unused)
{
#ifdef SET
	done = 1;
#endif
	return unused;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, waiter, NULL);
	pthread_create(&b, NULL, setter, NULL);
	pthread_join(b, NULL);
	pthread_join(a, NULL);
	return 0;
}
END_C
if [ "$fibers" ]; then
	says 124 "computes, or goes round in a loop" run ./wait.c seed=1
	has "wait.c:5"
	says 124 "computes, or goes round in a loop" -c 'run ./wait.c patience=300' -c explain
	has "wait.c:5"
	has "waiter-1 was last seen at wait.c:5"
	lacks "since it began"
	says 1 "outcome=race tells the other one" explore ./wait.c cflags="-DSET -O2"
	lacks "outcome=stalled"
fi

# ---- Who asks again and again ----

if [ "$fibers" ]; then
	cat >polls.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int done;
static void *asks(void *unused)
{
	for (int seen = 0; !seen;) {
		pthread_mutex_lock(&m);
		seen = done;
		pthread_mutex_unlock(&m);
	}
	return unused;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, asks, NULL);
	pthread_mutex_lock(&m);
	done = 1;
	pthread_mutex_unlock(&m);
	pthread_join(t, NULL);
	return 0;
}
END_C
	says 1 "PROVED: sometimes livelock, sometimes ok" -c 'explore ./polls.c' -c explain
	has "main would get m whenever asks-1 gives it back"
	cat >turns.c <<'END_C'
#include <stdatomic.h>
static atomic_int go;
int main(void)
{
	while (!go)
		;
	return 0;
}
END_C
	says 1 "all 1 state, longest 1 step," explore ./turns.c
	has "shortest 1 step"
fi

# ---- What is likely to decide it ----

if [ "$fibers" ]; then
	cat >order.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t b;
static unsigned order, slots[4];
static void *work(void *number)
{
	int me = (int)(long)number;
	for (int i = 0; i < 8; i++)
		slots[me]++;
	pthread_barrier_wait(&b);
	for (int i = 0; i < 8; i++) {
		pthread_mutex_lock(&m);
		order = 31 * order + slots[me ^ 1] + (unsigned)me;
		pthread_mutex_unlock(&m);
	}
	return NULL;
}
int main(void)
{
	pthread_t t[4];
	pthread_barrier_init(&b, NULL, 4);
	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, work, (void *)(long)i);
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	return 0;
}
END_C
	says 0 "limit of time" explore ./order.c seconds=1
	has "try: explore ./order.c memory=races"
	lacks "a rough estimate"
	says 0 "limit of schedules" explore ./order.c schedules=3
	lacks "try:"
fi

# ---- What Tab offers ----

completes() {
	said=$("$lab" --complete "$@" 2>&1)
}
completes explore dining outcome=
has "outcome=deadlock"
has "outcome=exit"
completes explore dining search=
has "search=schedules"
completes explore sea
has "search="
completes show code wa
has "wait.c"
completes show code shop/
has "shop/sell.c"


# ---- Where a person's way left the shortest one: no task went further, so it is an order of two steps ----

cat >lost.c <<'END_C'
#include <assert.h>
#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;
static void *add(void *arg)
{
	int seen;

	pthread_mutex_lock(&lock);
	seen = count;
	pthread_mutex_unlock(&lock);
	pthread_mutex_lock(&lock);
	count = seen + 1;
	pthread_mutex_unlock(&lock);
	return arg;
}
int main(void)
{
	pthread_t one, two;

	pthread_create(&one, 0, add, 0);
	pthread_create(&two, 0, add, 0);
	pthread_join(one, 0);
	pthread_join(two, 0);
	assert(count == 2);
	return 0;
}
END_C
if [ "$fibers" ]; then
	printf 'challenge ./lost.c\nt1\nt1\nt1\nt1\nstep 200\n' >lost.lab
	COLUMNS=400 says 0 "At step 1, before add-2 (lock lock), came add-1 (lock lock). In the shortest schedule that ends in broken" source lost.lab
	has "it is the other way round. \`back\`"
fi

# ---- A hint names the line of who calls where a function only locks for others ----

mkdir -p parts
cat >parts/locks.c <<'END_C'
#include <pthread.h>
void lock_it(pthread_mutex_t *m)
{
	pthread_mutex_lock(m);
}
void unlock_it(pthread_mutex_t *m)
{
	pthread_mutex_unlock(m);
}
END_C
cat >parts/main.c <<'END_C'
#include <pthread.h>
void lock_it(pthread_mutex_t *m);
void unlock_it(pthread_mutex_t *m);
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static int bad;
static void *one(void *arg)
{
	lock_it(&a);
#ifdef ORDER
	lock_it(&b);
	unlock_it(&b);
#endif
	unlock_it(&a);
	return arg;
}
static void *two(void *arg)
{
#ifdef ORDER
	lock_it(&b);
#endif
	lock_it(&a);
#ifndef ORDER
	if (!bad)
		return arg;
#endif
	unlock_it(&a);
	unlock_it(&b);
	return arg;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, 0, one, 0);
	pthread_create(&u, 0, two, 0);
	pthread_join(t, 0);
	pthread_join(u, 0);
	lock_it(&a);
	return 0;
}
END_C
export COLUMNS=200
says 1 "main.c:10  one-1 takes a (main.c:8) and then b here, two-1 takes b (main.c:19) and then a (main.c:21)" \
	repair ./parts/ cflags=-DORDER
says 1 "locks.c:4  two-1 locks a here, called at main.c:21, and ends without unlocking it" repair ./parts/

# ---- Who only waits for a lock that others take again and again starves; that is no livelock of all ----

cat >starve.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int stop;
static void *greedy(void *arg)
{
	for (;;) {
		pthread_mutex_lock(&m);
		if (stop) {
			pthread_mutex_unlock(&m);
			return arg;
		}
		pthread_mutex_unlock(&m);
	}
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, greedy, 0);
	pthread_mutex_lock(&m);
	stop = 1;
	pthread_mutex_unlock(&m);
	pthread_join(t, 0);
	return 0;
}
END_C
cat >polite.c <<'END_C'
#include <pthread.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *polite(void *arg)
{
	pthread_mutex_t *m = arg ? &a : &b, *n = arg ? &b : &a;
	for (;;) {
		pthread_mutex_lock(m);
		if (pthread_mutex_trylock(n) == 0)
			break;
		pthread_mutex_unlock(m);
	}
	pthread_mutex_unlock(n);
	pthread_mutex_unlock(m);
	return NULL;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, 0, polite, 0);
	pthread_create(&u, 0, polite, (void *)1);
	pthread_join(t, 0);
	pthread_join(u, 0);
	return 0;
}
END_C
if [ "$fibers" ]; then
	says 1 "starvation: main never gets m, for greedy-1 takes it again each time it was given back" explore ./starve.c
	has "livelock, the shortest schedule found: 2 steps"
	says 1 '"starved":{"task":"main","lock":"m","taken_by":"greedy-1"}' --json explore ./starve.c
	says 1 "livelock, the shortest schedule found: 7 steps" explore ./polite.c
	lacks starvation
	says 1 '"outcomes":{"ok":"sometimes","livelock":"sometimes"}' --json explore ./polite.c
	lacks starved
fi

[ "$failures" -eq 0 ]
