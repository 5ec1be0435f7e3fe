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
has "try: explore ./last.c outcome=exit"
says 1 "ok, a schedule that ends so" explore ./last.c outcome=exit
says 1 '"outcomes":{"ok":"always"}' --json explore ./last.c
has '"failed":{"steps":'
printf 'explore ./last.c outcome=exit\nreplay last\n' >last.lab
says 1 "exit status 1" source last.lab
sed 's/return last != 2/return last == 3/' last.c >never.c
says 0 "PROVED: always ok, for ./never.c" explore ./never.c
lacks "outcome=exit"

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
says 0 "it was given no arguments, and looks at them: args=" run ./seats.c
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
says 0 "sometimes it ends before work-1 does: nobody has joined it then" explore ./left.c
says 0 '"left":["work-1"]' --json explore ./left.c
says 0 "always ok" explore ./left.c cflags=-DJOIN
lacks "before"

[ "$failures" -eq 0 ]
