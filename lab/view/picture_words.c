/* picture_words.c - what tasks are at a moment, in few words; see picture_parts.h. */
#include "lab/view/picture_parts.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

const char *shot_keep(const struct shot *shot, struct buf *text)
{
	const char *copy = arena_text(shot->arena, buf_text(text));

	buf_free(text);
	return copy;
}

const char *shot_name(const struct shot *shot, const struct stage_node *node)
{
	return node->task != NO_TASK ? shot->last->tasks[node->task].name : shot->last->objects[node->object].name;
}

static bool is_stuck(const struct shot *shot, int task)
{
	return shot->at_end && shot->last->tasks[task].stuck;
}

bool shot_ready(const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];

	return now->ready || (shot->at_end && now->state == TASK_BLOCKED && shot->last->tasks[task].n_next > 0);
}

bool shot_woken(const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];

	return now->state == TASK_BLOCKED && now->freed && now->what == EV_COND_WAKE;
}

const char *shot_state(const struct shot *shot, int task, enum paint *paint)
{
	static const struct {
		const char *word;
		enum paint  paint;
	} states[] = {
		[TASK_NEW] = { "new", DIM }, [TASK_RUNNING] = { "runs", MOVES }, [TASK_BLOCKED] = { "waits", BLOCKED },
		[TASK_SLEEPING] = { "sleeps", READY }, [TASK_ENDED] = { "ended", DIM },
	};
	const struct moment_task *now = &shot->moment->tasks[task];

	if (is_stuck(shot, task)) {
		*paint = FINDING;
		return "stuck";
	}
	if (now->wrong) {
		*paint = FINDING;
		return "went wrong";
	}
	*paint = shot_ready(shot, task) ? READY : states[now->state].paint;
	if (shot_woken(shot, task))
		return "woken";
	return shot_ready(shot, task) ? "ready" : states[now->state].word;
}

const char *shot_place(const struct shot *shot, int task)
{
	return snap_place_in(shot->moment->tasks[task].here, shot->file);
}

/* "receive from a or b", as far as the trace tells it. */
static void choice_words(struct buf *out, const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];
	struct snap_case cases[EVENT_CASES] = { 0 };
	struct snap_task waits = { .object = shot->last->tasks[task].object, .n_cases = now->n_cases, .cases = cases };

	for (int i = 0; i < now->n_cases; i++) {
		cases[i].event = now->cases[i].what;
		cases[i].object = now->cases[i].object;
	}
	if (now->n_cases < 2) {
		buf_adds(out, "select");
		return;
	}
	snap_wait(out, shot->last, &waits);
	buf_adds(out, now->more ? ", or more" : "");
}

const char *shot_wait(const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];
	struct buf text = { 0 };

	if (now->state != TASK_BLOCKED)
		return "";
	if (now->choice && shot->judged)
		snap_wait(&text, shot->last, &shot->last->tasks[task]);
	else if (now->choice)
		choice_words(&text, shot, task);
	else
		snap_deed(&text, shot->last, now->what, now->object);
	return shot_keep(shot, &text);
}

const char *shot_joins(const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];
	int other = NO_TASK;

	if (now->state == TASK_BLOCKED && !now->choice && !shot_ready(shot, task) && now->object != NO_OBJECT)
		other = snap_task_of(shot->last, now->object);
	return other == NO_TASK ? "" : arena_printf(shot->arena, "for %s", shot->last->tasks[other].name);
}

/* Does it wait for the object? Of a choice of many only the last state says what all it waits for. */
static bool waits_for(const struct shot *shot, int task, int object)
{
	const struct moment_task *now = &shot->moment->tasks[task];
	const struct snap_task *last = &shot->last->tasks[task];

	if (now->state != TASK_BLOCKED)
		return false;
	if (!now->choice)
		return now->object == object;
	for (int i = 0; i < now->n_cases && !shot->judged; i++)
		if (now->cases[i].object == object)
			return true;
	if (!shot->judged)
		return false;
	for (int i = 0; i < last->n_cases; i++)
		if (last->cases[i].object == object)
			return true;
	return false;
}

enum tie shot_tie(const struct shot *shot, int task, int object)
{
	const struct moment_object *thing = &shot->moment->objects[object];

	if (waits_for(shot, task, object))
		return TIE_WAITS;
	if (thing->owner == task)
		return TIE_HOLDS;
	for (int i = 0; i < thing->n_holders + thing->n_lent; i++)
		if (thing->holders[i] == task)
			return TIE_HOLDS;
	return TIE_NONE;
}

/* The word where one does it, and where several do. */
static const char *many_word(const char *word, int n)
{
	static const char *const plural[][2] = {
		{ "runs", "run" }, { "waits", "wait" }, { "sleeps", "sleep" },
	};

	for (size_t i = 0; i < sizeof plural / sizeof *plural && n > 1; i++)
		if (!strcmp(word, plural[i][0]))
			return plural[i][1];
	return word;
}

const char *shot_many(const struct shot *shot, const int *tasks, int n, enum paint *paint)
{
	static const char *const words[] = { "went wrong", "stuck", "waits", "woken", "ready", "runs", "sleeps", "ended", "new" };
	struct buf text = { 0 };

	*paint = DIM;
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		int count = 0;
		enum paint own = DIM, found = DIM;

		for (int i = 0; i < n; i++)
			if (!strcmp(shot_state(shot, tasks[i], &found), words[w])) {
				count++;
				own = found;
			}
		if (count && !text.length)
			*paint = own;
		if (count)
			buf_printf(&text, "%s%d %s", text.length ? ", " : "", count, many_word(words[w], count));
	}
	return shot_keep(shot, &text);
}

const char *shot_read(const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];
	struct buf text = { 0 };

	if (now->read.kind == VALUE_NONE)
		return "";
	buf_adds(&text, "read ");
	shot_value(&text, shot, &now->read);
	return shot_keep(shot, &text);
}
