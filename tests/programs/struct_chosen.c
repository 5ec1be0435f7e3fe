/* expect: explore => always race PROVED
 * expect: explore cflags=-O2 => always race PROVED
 * expect: explore cflags=-O2 memory=races => always race
 * expect: explore cflags=-O2 CHOSEN=0 => always ok PROVED
 * expect: explore LOCKED=1 cflags=-O2 => always ok PROVED
 */
/* A structure that is given to a call may be one of the function's own or one that all share: chosen without a jump. */
#include <pthread.h>

#define CHOSEN 1
#define LOCKED 0

struct numbers { long at[5]; };

static struct numbers shared;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static volatile int chosen = CHOSEN;
volatile long sum;

__attribute__((noinline)) long take(struct numbers n)
{
	__asm__ volatile("");
	return n.at[0] + n.at[4];
}

__attribute__((noinline)) long choose(int shares)
{
	struct numbers own = { { 1, 2, 3, 4, 5 } }, *of = &own;
	if (shares)
		of = &shared;
	return take(*of);
}

static void *reads(void *arg)
{
	if (LOCKED) pthread_mutex_lock(&m);
	sum = choose(chosen);
	if (LOCKED) pthread_mutex_unlock(&m);
	return arg;
}

static void *writes(void *arg)
{
	if (LOCKED) pthread_mutex_lock(&m);
	shared.at[0] = 7;
	if (LOCKED) pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, reads, NULL);
	pthread_create(&b, NULL, writes, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
