/* expect: explore HOW=0 => has race
 * expect: explore HOW=0 memory=races => has race
 * expect: explore HOW=0 cflags=-O2 => has race
 * expect: explore HOW=1 => has race
 * expect: explore HOW=2 => has race
 * expect: explore HOW=3 => has race
 * expect: explore HOW=3 memory=races cflags=-O2 => has race
 * expect: explore HOW=4 => has race
 * expect: explore HOW=5 => has race
 * expect: explore HOW=5 cflags=-O2 => has race
 * expect: explore HOW=6 => has race
 * expect: explore HOW=7 => has race
 * expect: explore HOW=0 LOCKED=1 => always ok PROVED
 * expect: explore HOW=1 LOCKED=1 => always ok PROVED
 * expect: explore HOW=2 LOCKED=1 cflags=-O2 => always ok PROVED
 * expect: explore HOW=3 LOCKED=1 => always ok PROVED
 * expect: explore HOW=4 LOCKED=1 cflags=-O2 => always ok PROVED
 * expect: explore HOW=5 LOCKED=1 => always ok PROVED
 * expect: explore HOW=6 LOCKED=1 => always ok PROVED
 * expect: explore HOW=7 LOCKED=1 cflags=-O2 => always ok PROVED
 */
/* A structure that a call is given, or gives back, is read and written as by an assignment. */
#include <assert.h>
#include <pthread.h>
#include <stdarg.h>

#define HOW 0           /* 0 and 1: given; 2 and 3: given back; 4: to a call of any arguments; 5 and 6: large; 7: two at once */
#define LOCKED 0

struct large { int a, b, c, d, e, f, g, h; };
struct small { int a, b; };
struct huge  { int a[200]; };

struct large large = { 1, 2, 3, 4, 5, 6, 7, 8 }, *where = &large; /* no static: what nobody reads is not written with -O */
struct small small = { 1, 2 };
struct huge huge = { { [0] = 1, [199] = 200 } };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int of_large(double x, struct large s, double y)
{
	assert(x == 1.5 && y == 2.5 && s.b == 2 && s.g == 7);
	return s.a + s.h;
}

static int of_small(int x, struct small s, int y)
{
	assert(x == 3 && y == 4);
	return s.a + s.b;
}

static struct large give_large(int n)
{
	struct large s = { n, 2, 3, 4, 5, 6, 7, 8 };

	return s;
}

static struct small give_small(int n)
{
	struct small s = { n, n + 1 };

	return s;
}

static int of_any(int n, ...)
{
	va_list list;
	struct large s;

	va_start(list, n);
	assert(va_arg(list, double) == 0.5);
	s = va_arg(list, struct large);
	assert(va_arg(list, int) == 9);
	va_end(list);
	return s.a + s.h;
}

static int of_huge(struct huge s, int x)
{
	assert(x == 5);
	return s.a[0] + s.a[199];
}

static struct huge give_huge(int n)
{
	struct huge s = { { [0] = n, [199] = 200 } };

	return s;
}

static int of_two(struct small s, struct large l, struct small t)
{
	return s.a + l.a + t.b;
}

static void *work(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	if (HOW == 0)
		assert(of_large(1.5, *where, 2.5) >= 9);
	if (HOW == 1)
		assert(of_small(3, small, 4) >= 2);
	if (HOW == 2)
		large = give_large(1);
	if (HOW == 3)
		small = give_small(1);
	if (HOW == 4)
		assert(of_any(3, 0.5, large, 9) >= 9);
	if (HOW == 5)
		assert(of_huge(huge, 5) >= 201);
	if (HOW == 6)
		huge = give_huge(1);
	if (HOW == 7)
		assert(of_two(small, large, give_small(2)) >= 5);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	large.a = 1;
	small.a = 1;
	huge.a[0] = 1;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
