/* came_about.c - see came_about.h. */
#include "cmd/run/came_about.h"

#include <stdlib.h>

#include "lab/base/text.h"
#include "lab/search/tale.h"
#include "lab/trace/schedule.h"

enum { MOST_STEPS = 10000, MOST_PREEMPTIONS = 3, MOST_BETWEEN = 4 };

/* "lock m (prog.c:7)" */
static void add_step(struct buf *text, const struct told_step *step)
{
	buf_adds(text, step->what);
	if (*step->here)
		buf_printf(text, " (%s)", step->here);
}

/* The task's next step, from this one on; tale->n for none. */
static long next_of(const struct tale *tale, int task, long from)
{
	while (from < tale->n && tale->steps[from].task != task)
		from++;
	return from;
}

/* What the others did until the task moved again. */
static void add_between(struct buf *text, const struct tale *tale, long from, long to)
{
	int who = NO_TASK;

	for (long i = from; i < to; i++) {
		const struct told_step *step = &tale->steps[i];

		if (i - from == MOST_BETWEEN && to - i > 1) {
			buf_printf(text, " ... %ld more step%s", to - i, text_s(to - i));
			return;
		}
		buf_adds(text, i == from ? "" : step->task == who ? ", " : "; ");
		if (step->task != who)
			buf_printf(text, "%s: ", tale_who(tale, step->task));
		add_step(text, step);
		who = step->task;
	}
}

static void tell_line(struct buf *out, struct buf *text, const struct look *look)
{
	buf_adds(out, "    ");
	text_wrap(out, buf_text(text), 4, 6, look->width, look->ascii);
	buf_clear(text);
}

static void tell_preemption(struct buf *out, const struct tale *tale, long at, const struct look *look)
{
	int whose = tale->steps[at - 1].task;
	long next = next_of(tale, whose, at);
	struct buf text = { 0 };

	buf_printf(&text, "after step %ld, ", at);
	add_step(&text, &tale->steps[at - 1]);
	if (next < tale->n) {
		buf_printf(&text, ", %s could have gone on to ", tale_who(tale, whose));
		add_step(&text, &tale->steps[next]);
	} else {
		buf_printf(&text, ", %s was not let on any more", tale_who(tale, whose));
	}
	tell_line(out, &text, look);
	buf_adds(&text, next < tale->n ? "in between came " : "there came ");
	add_between(&text, tale, at, next);
	tell_line(out, &text, look);
	buf_free(&text);
}

static void tell_all(struct buf *out, const struct tale *tale, const struct look *look)
{
	struct buf text = { 0 };

	buf_printf(&text, "How it came about: by %s, where a task was made to wait for its turn though it could have gone on.",
	           tale->preemptions == 1 ? "one pre-emption" : tale->preemptions == 2 ? "two pre-emptions" : "three pre-emptions");
	text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
	for (long i = 1; i < tale->n; i++)
		if (tale->steps[i].could)
			tell_preemption(out, tale, i, look);
	buf_free(&text);
}

/* What else ends a run tells by itself what went before it. */
static bool is_told(enum verdict verdict)
{
	return verdict == VERDICT_BROKEN || verdict == VERDICT_CRASH;
}

void came_about(const struct result *result, const struct run_options *options, const struct look *look, struct buf *out)
{
	struct step *steps = NULL;
	struct arena *arena;
	struct tale *tale;
	char *error = NULL;
	long n = 0;

	if (!is_told(result->verdict) || !result->schedule || !result->shortest)
		return;
	steps = schedule_parse(result->schedule, &n, &error);
	arena = arena_new();
	tale = steps && n > 1 && n <= MOST_STEPS ? tale_tell(options, steps, n, arena, &error) : NULL;
	if (tale && tale->n == n && tale->preemptions >= 1 && tale->preemptions <= MOST_PREEMPTIONS)
		tell_all(out, tale, look);
	arena_free(arena);
	free(steps);
	free(error);
}
