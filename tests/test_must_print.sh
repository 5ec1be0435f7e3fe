#!/bin/sh
# test_must_print.sh - what a program prints: where that differs it is told, and it can be claimed with must-print=.
#
# Environment: O, the build folder; VARIANT.
set -eu
. tests/own_file.sh

cp "$tree/tests/programs/must_print.c" sum.c

# ---- Told where it differs, and claimed ----

says 0 'it does not always print the same: one schedule prints "sum+' explore ./sum.c
has ", another"
has "must-print=LINE makes each"
says 1 "broken claim: must-print=\"sum+2\", which it did not print" -k -c "explore ./sum.c must-print=sum+2; explain"
lacks "makes each"
has "  it printed \"sum+1\" (main)"
has "main printed \"sum+1\", at sum.c:"
has "How it came about: by one pre-emption"
has "could have gone on to lock lock"
has "in between came add-"
says 0 "" explore ./sum.c ATOMIC=1
lacks "print the same"

# ---- An exit status is no verdict: it is told beside it ----

cat >first.c <<'END'
#include <pthread.h>
static int n;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *work(void *arg)
{
	pthread_mutex_lock(&m);
	n = n ? n : arg ? 1 : 2;
	pthread_mutex_unlock(&m);
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, 0, work, 0);
	pthread_create(&b, 0, work, &a);
	pthread_join(a, 0);
	pthread_join(b, 0);
	return n - 1;
}
END
says 1 "  ok  20  100.00 %" stress ./first.c n=20
has "  of these "
has "ended with an exit status other than 0, first with seed="
says 1 "ok, but for the exit status, 1" -k -c "explore ./first.c outcome=exit; explain"

# ---- What a proof rests on stands beside it ----

cat >weak.c <<'END'
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
static atomic_int x, y, r1, r2;
static void *one(void *a) { atomic_store_explicit(&x, 1, memory_order_relaxed); r1 = atomic_load_explicit(&y, memory_order_relaxed); return a; }
static void *two(void *a) { atomic_store_explicit(&y, 1, memory_order_relaxed); r2 = atomic_load_explicit(&x, memory_order_relaxed); return a; }
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, 0, one, 0);
	pthread_create(&b, 0, two, 0);
	pthread_join(a, 0);
	pthread_join(b, 0);
	assert(r1 || r2);
	return 0;
}
END
says 0 "PROVED: always ok, as if every memory order were seq_cst, for ./weak.c" explore ./weak.c
has "the memory order at weak.c:5"
says 0 "spurious=off: no wait ends for no reason" explore patterns/pthread/bounded_buffer.c
says 0 "PROVED: always ok" explore patterns/pthread/bounded_buffer.c spurious=on
lacks "spurious=off"

# ---- A file that was changed after its run ----

cat >again.c <<'END'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
int main(void)
{
	pthread_mutex_lock(&m);
	pthread_mutex_lock(&m);
	return 0;
}
END
mkfifo to
"$lab" -k -f to >said 2>&1 &
exec 9>to
echo "run ./again.c seed=1; explain" >&9
while ! grep -q "main waits for itself" said && kill -0 $! 2>/dev/null; do :; done
sed -i '1i /* changed */' again.c
echo "explain" >&9
exec 9>&-
wait $! || :
said=$(cat said)
has "(./again.c has changed since that run: its lines are those of then"
[ "$(grep -c "has changed" said)" -eq 1 ] || fail "said of a file that was not changed: $said"

# ---- What is no line; kept for the session; in an answer for programs ----

says 2 "must-print: it is one line" run ./sum.c "must-print=a
b"
says 1 "must-print  sum+2" -k -c "use ./sum.c must-print=sum+2; show; explore"
says 1 '"must-print":"sum+2"' --json explore ./sum.c must-print=sum+2
says 0 '"prints":[["sum+' --json explore ./sum.c

# ---- Homework: a check of what is printed is a proof ----

cat >hw.md <<'END'
# Sums

<!-- conclab: homework
skeleton: sum.c
reference: sum.c ATOMIC=1
-->

<!-- conclab: grade
what: the sum is right
marks: 2
start: run PROGRAM must-print=sum+2
never: broken
prove: explore
hint: what has been seen must still hold
-->
END
says 1 "ends in broken: must-print=\"sum+2\", which it did" grade hw.md program=sum.c
says 0 "no schedule ends in broken: PROVED" grade hw.md program=sum.c ATOMIC=1
[ "$failures" -eq 0 ]
