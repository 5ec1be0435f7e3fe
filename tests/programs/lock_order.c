/* expect: explore => sometimes deadlock sometimes ok PROVED
 * expect: explore SAME=1 => always ok PROVED
 * expect: run SAME=1 => ok
 */
#include <pthread.h>

#define SAME 0          // both take the locks in the same order

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static int moved;

static void move(pthread_mutex_t *first, pthread_mutex_t *second)
{
	pthread_mutex_lock(first);
	pthread_mutex_lock(second);
	moved++;
	pthread_mutex_unlock(second);
	pthread_mutex_unlock(first);
}

static void *there(void *arg)
{
	move(&a, &b);
	return arg;
}

static void *back(void *arg)
{
	if (SAME)
		move(&a, &b);
	else
		move(&b, &a);
	return arg;
}

int main(void)
{
	pthread_t one, two;

	pthread_create(&one, NULL, there, NULL);
	pthread_create(&two, NULL, back, NULL);
	pthread_join(one, NULL);
	pthread_join(two, NULL);
	return moved == 2 ? 0 : 1;
}
