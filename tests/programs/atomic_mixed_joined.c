/*
 * A plain access that a join orders after the atomic ones is no race
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int n;
static void *one(void *arg) { n++; return arg; }
static void *two(void *arg) { n++; return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(*(int *)&n == 2);
	return 0;
}
