/*
 * One place, touched atomically and not
 * expect: explore => always race
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int n;
static void *one(void *arg) { n++; return arg; }
static void *two(void *arg) { *(int *)&n = 5; return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
