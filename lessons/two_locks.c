/*
 * An account, two tellers, and a lock at each counter.
 *
 * A plain program with pthreads, as the lesson about reading a race has it.
 */
#include <assert.h>
#include <pthread.h>

#define ONE_LOCK 0      /* 1: both take the same */

static pthread_mutex_t front = PTHREAD_MUTEX_INITIALIZER, back = PTHREAD_MUTEX_INITIALIZER;
static int balance;

static void *pay_in(void *unused)
{
	pthread_mutex_lock(&front);
	balance += 100;
	pthread_mutex_unlock(&front);
	return unused;
}

static void *pay_out(void *unused)
{
	pthread_mutex_t *lock = ONE_LOCK ? &front : &back;

	pthread_mutex_lock(lock);
	balance -= 30;
	pthread_mutex_unlock(lock);
	return unused;
}

int main(void)
{
	pthread_t in, out;

	pthread_create(&in, NULL, pay_in, NULL);
	pthread_create(&out, NULL, pay_out, NULL);
	pthread_join(in, NULL);
	pthread_join(out, NULL);
	assert(balance == 70);
	return 0;
}
