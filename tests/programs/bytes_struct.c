/* expect: explore => always ok PROVED
 * expect: explore WHO=1 => always race PROVED
 * expect: run seed=1 WHO=1 => race says "g.b" lacks "g.a"
 * expect: explore WHO=2 => always ok PROVED finals g.a=1 finals g.b=2
 */
/*
 * Two threads write two members of a structure, which is copied as a whole: by main when both have ended, by main while
 * one of them may still write, or by a third that has heard of both.
 */
#include <pthread.h>

#define WHO 0

static struct pair { int a, b; } g, copy;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int done;

static void tell(void)
{
	pthread_mutex_lock(&m);
	done++;
	pthread_mutex_unlock(&m);
}

static void *one(void *arg)
{
	g.a = 1;
	tell();
	return arg;
}

static void *two(void *arg)
{
	g.b = 2;
	tell();
	return arg;
}

static void *three(void *arg)
{
	int both;

	pthread_mutex_lock(&m);
	both = done == 2;
	pthread_mutex_unlock(&m);
	if (both)
		copy = g;
	return arg;
}

int main(void)
{
	pthread_t x, y, z;

	pthread_create(&x, NULL, one, NULL);
	if (WHO == 1)
		pthread_join(x, NULL);
	pthread_create(&y, NULL, two, NULL);
	if (WHO == 1)
		copy = g;
	if (WHO == 2)
		pthread_create(&z, NULL, three, NULL);
	if (WHO != 1)
		pthread_join(x, NULL);
	pthread_join(y, NULL);
	if (WHO == 2)
		pthread_join(z, NULL);
	copy = g;
	return copy.a + copy.b != 3;
}
