/*
 * Nor is it kept in the thread's frame, where a compiler puts it that has no register for it, as gcc for a double. What is
 * still read, what has a name or an address, and what is a part of something larger, is kept.
 *
 * expect: explore search=states => always ok PROVED states 600
 * expect: explore search=states LIVE=1 TIMES=2 => always ok PROVED
 * expect: run LIVE=1 => ok
 * not with: aarch64
 */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#define TIMES 4
#define LIVE 0          /* a sum that is half made while others move */

struct pair {
	double a, b;
	int    n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static double sum, ends[3];

static double locked(double value)
{
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return value;
}

static struct pair grown(struct pair pair)
{
	struct pair copy = pair, other;

	locked(0);
	other = copy;
	other.a += locked(1);
	memcpy(&copy, &other, sizeof copy);
	locked(0);
	copy.b = copy.a * locked(2) + copy.b;
	copy.n++;
	return copy;
}

static double live(int mine)
{
	double parts[3] = { mine, 2, 3 }, *at = parts, kept = parts[1] * 5;
	struct pair pair = { 1, 2, mine };

	parts[mine] += locked(1) + at[1] * locked(mine) + kept;
	pair = grown(pair);
	locked(0);
	return (parts[0] + parts[1]) * locked(1) + parts[2] + pair.a * locked(1) + pair.b + pair.n + (kept > locked(9) ? kept : locked(0));
}

static void *work(void *arg)
{
	int mine = (int)(long)arg;
	double seen = 0;

	for (int i = 0; i < TIMES; i++) {
		pthread_mutex_lock(&lock);
		sum += mine;
		pthread_mutex_unlock(&lock);
	}
	if (LIVE)
		seen = live(mine);
	ends[mine] = seen;
	return NULL;
}

int main(void)
{
	static const double wanted[3] = { 35, 39, 43 };
	pthread_t threads[3];

	for (long i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert(sum == 3 * TIMES);
	for (int i = 0; i < 3 && LIVE; i++)
		assert(ends[i] == wanted[i]);
	return 0;
}
