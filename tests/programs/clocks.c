/* expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
/* Time passes only while all wait, and then just as long as they do. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void *sleeper(void *arg)
{
	struct timespec until, now;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += 3;
	assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == 0);
	clock_gettime(CLOCK_MONOTONIC, &now);
	assert(now.tv_sec == until.tv_sec && now.tv_nsec == until.tv_nsec);
	return arg;
}

int main(void)
{
	struct timespec wrong = { 0, 1000000000 }, left;
	time_t before = time(NULL);
	struct timeval now;
	pthread_t thread;

	pthread_create(&thread, NULL, sleeper, NULL);
	sched_yield();
	sleep(1);
	assert(nanosleep(&(struct timespec){ 0, 500000000 }, &left) == 0);
	assert(nanosleep(&wrong, NULL) == -1 && errno == EINVAL);
	assert(clock_nanosleep(CLOCK_REALTIME, 0, &wrong, NULL) == EINVAL);
	usleep(500000);
	assert(time(NULL) == before + 2);
	pthread_join(thread, NULL);
	gettimeofday(&now, NULL);
	assert(now.tv_sec == before + 3);
	return 0;
}
