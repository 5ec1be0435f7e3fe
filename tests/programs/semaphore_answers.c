/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What semaphores answer. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <time.h>

int main(void)
{
	struct timespec past = { 1, 0 }, wrong = { 0, -1 };
	sem_t s;
	int value;

	assert(sem_init(&s, 0, (unsigned)INT_MAX + 1) == -1 && errno == EINVAL);
	assert(sem_init(&s, 0, 2) == 0);
	assert(sem_getvalue(&s, &value) == 0 && value == 2);
	assert(sem_wait(&s) == 0);
	assert(sem_timedwait(&s, &past) == 0);
	assert(sem_trywait(&s) == -1 && errno == EAGAIN);
	assert(sem_timedwait(&s, &past) == -1 && errno == ETIMEDOUT);
	assert(sem_timedwait(&s, &wrong) == -1 && errno == EINVAL);
	assert(sem_clockwait(&s, CLOCK_MONOTONIC, &past) == -1 && errno == ETIMEDOUT);
	assert(sem_post(&s) == 0);
	assert(sem_getvalue(&s, &value) == 0 && value == 1);
	assert(sem_trywait(&s) == 0);
	assert(sem_destroy(&s) == 0);
	assert(sem_init(&s, 0, INT_MAX) == 0);
	assert(sem_post(&s) == -1 && errno == EOVERFLOW);
	return 0;
}
