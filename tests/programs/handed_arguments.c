/* expect: explore memory=steps => always ok PROVED schedules 1 lacks "number"
 * expect: explore => always ok PROVED schedules 1 lacks "number"
 * expect: explore WHAT=1 => has race
 * expect: explore WHAT=2 => has race
 * expect: explore WHAT=3 => has race
 * expect: explore WHAT=4 => has race
 * expect: explore WHAT=5 => has race
 * expect: explore WHAT=6 => always ok PROVED
 * expect: explore WHAT=1 memory=steps => has broken
 * expect: explore WHAT=4 memory=steps => has broken
 * What main fills in before it starts the thread that it is for is that thread's, and no step. */
#include <assert.h>
#include <pthread.h>

#define WHAT 0  /* 1, 2: main writes, reads later; 3: another thread writes; 4, 5: another, which one of main's starts */

struct argument {
	int number, answer;
};

static struct argument arguments[3];

static void *beside(void *argument)
{
	struct argument *other = argument;

	if (WHAT == 4)
		assert(other->number == 1);     /* main fills it in after the start of who has started this */
	else
		other->answer++;
	return NULL;
}

static void *work(void *argument)
{
	struct argument *mine = argument;
	pthread_t other;

	if ((WHAT == 4 || WHAT == 5) && mine == &arguments[0]) {
		pthread_create(&other, NULL, beside, &arguments[1]);
		pthread_join(other, NULL);
		return NULL;
	}
	if (WHAT == 3 && mine == &arguments[1])
		arguments[0].answer = 7;
	mine->answer += mine->number + 1;
	assert(mine->number == mine - arguments);
	return NULL;
}

int main(void)
{
	pthread_t threads[3];

	for (int i = 0; i < 3; i++) {
		arguments[i].number = i;
		pthread_create(&threads[i], NULL, work, &arguments[i]);
	}
	if (WHAT == 1)
		arguments[1].number = 5;
	if (WHAT == 2 && arguments[2].answer > 3)
		return 1;
	for (int i = 0; i < 3; i++) {
		pthread_join(threads[i], NULL);
		if (WHAT == 6)
			assert(arguments[i].answer == i + 1);
	}
	return 0;
}
