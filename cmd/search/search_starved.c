/* search_starved.c - who never gets a lock in what is done again and again; see search_ending.h. */
#include <string.h>

#include "cmd/search/search_ending.h"

/* Does the task do anything in what is done again and again? */
static bool goes_round(const struct ending *ending, const struct tale *tale, int task)
{
	for (long i = ending->n - ending->round; i < tale->n; i++)
		if (tale->steps[i].task == task || tale->steps[i].partner == task)
			return true;
	return false;
}

/* The lock that the task is about to take; NULL for none. */
static const char *wanted_lock(const struct result *result, int task)
{
	const struct snap_task *is = &result->snapshot->tasks[task];
	int object = NO_OBJECT;

	if (is->state == TASK_BLOCKED && is->n_cases == 1 && event_takes(is->cases->event))
		object = is->cases->object;
	else if (is->state != TASK_BLOCKED && is->n_next == 1 && event_takes(is->next))
		object = is->next_object;
	return object == NO_OBJECT ? NULL : result->snapshot->objects[object].name;
}

/* Who takes this lock in it, and gives it back; NO_TASK: nobody. */
static int keeper_of(const struct ending *ending, const struct tale *tale, const char *lock)
{
	int keeper = NO_TASK;
	bool given = false;

	for (long i = ending->n - ending->round; i < tale->n; i++) {
		const struct told_step *step = &tale->steps[i];
		bool of_lock = step->object && !strcmp(step->object, lock);

		given |= of_lock && strstr(step->operation, "unlock");
		if (of_lock && strstr(step->operation, "lock") && !strstr(step->operation, "unlock"))
			keeper = step->task;
	}
	return given ? keeper : NO_TASK;
}

bool search_starves(const struct search *search, const struct ending *ending, const struct tale *tale, struct arena *arena,
                    struct starved *starved)
{
	struct result *result = ending->round > 0 && tale->n == ending->n ? search_replay_ending(search, ending) : NULL;
	bool found = false;

	for (int i = 0; result && i < result->snapshot->n_tasks && i < tale->n_tasks && !found; i++) {
		const char *lock = goes_round(ending, tale, i) ? NULL : wanted_lock(result, i);
		int keeper = lock ? keeper_of(ending, tale, lock) : NO_TASK;

		found = keeper != NO_TASK;
		if (found)
			*starved = (struct starved){ arena_text(arena, tale->tasks[i]), arena_text(arena, lock),
				arena_text(arena, tale_who(tale, keeper)) };
	}
	result_free(result);
	return found;
}
