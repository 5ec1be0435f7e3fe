/* expect: explore => always ok PROVED
 * expect: explore cflags=-O1 => always ok PROVED
 * expect: explore cflags=-O2 => always ok PROVED
 * expect: explore cflags=-O3 => always ok PROVED
 */
/* What a call gives back in a register of numbers is what is stored, whoever is told between the two. */
#include <assert.h>
#include <pthread.h>

struct pair { float x, y; };
struct mixed { double x; long n; };
struct wide { long double x; int n; };

struct pair pairs[4] = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
struct mixed mixed[2] = { { 0.5, 2 }, { 1.5, 3 } };
struct wide wide[2] = { { 0.25L, 1 }, { 0.75L, 2 } };
long double alone = 0.5L;

static struct pair add(struct pair a, struct pair b, float times)
{
	return (struct pair){ a.x + times * b.x, a.y + times * b.y };
}

static struct mixed turn(struct mixed a, double by, int n)
{
	return (struct mixed){ a.x * by, a.n + n };
}

static struct wide grow(struct wide a, long double by)
{
	return (struct wide){ a.x * by, a.n + 1 };
}

static long double half(struct wide a)
{
	return a.x / 2;
}

static void *work(void *arg)
{
	for (int i = 0; i < 3; i++) {
		pairs[i] = add(pairs[i], pairs[i + 1], 0.5f * (float)i);
		mixed[i % 2] = turn(mixed[(i + 1) % 2], 2.0, i);
		wide[i % 2] = grow(wide[(i + 1) % 2], 4.0L);
		alone += half(wide[i % 2]);
	}
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	assert(pairs[0].x == 1 && pairs[0].y == 2 && pairs[1].x == 5.5f && pairs[1].y == 7 && pairs[2].x == 12 && pairs[2].y == 14);
	assert(mixed[0].x == 12 && mixed[0].n == 6 && mixed[1].x == 6 && mixed[1].n == 4);
	assert(wide[0].x == 48 && wide[0].n == 5 && wide[1].x == 12 && wide[1].n == 4);
	assert(alone == 0.5L + 1.5L + 6 + 24);
	return 0;
}
