/* picture.c - see picture.h: which form for which group, and what the step did. */
#include "lab/view/picture_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/view/log_words.h"
#include "lab/view/variables.h"

enum { LEAST_LINES = 2, LEAST_WITH_VARIABLES = 5 };

struct picture {
	const struct trace    *trace;
	const struct snapshot *last;
	const char            *file;
	bool                   whole;
	struct reel           *reel;
	struct stage          *stage;
};

struct picture *picture_new(const struct trace *trace, const struct snapshot *last, const char *file, bool whole)
{
	struct picture *picture = malloc(sizeof *picture);

	must(picture);
	*picture = (struct picture){ trace, last, file, whole, reel_new(trace, last), stage_new(trace, last) };
	return picture;
}

void picture_free(struct picture *picture)
{
	if (!picture)
		return;
	reel_free(picture->reel);
	stage_free(picture->stage);
	free(picture);
}

long picture_steps(const struct picture *picture)
{
	return reel_steps(picture->reel);
}

long picture_taken(const struct picture *picture)
{
	return reel_lanes(picture->reel)->n_taken;
}

const struct moment *picture_moment(struct picture *picture, long step)
{
	return reel_at(picture->reel, step);
}

/* ---- A moment ---- */

/* A task that waits, and since when. */
struct waiting {
	int  task;
	long since;
};

static int by_since(const void *a, const void *b)
{
	const struct waiting *one = a, *two = b;

	if (one->since != two->since)
		return one->since < two->since ? -1 : 1;
	return one->task - two->task;
}

static void line_up(struct shot *shot)
{
	int n = shot->last->n_tasks;
	struct waiting *waiting = arena_alloc(shot->arena, (size_t)n * sizeof *waiting);

	for (int i = 0; i < n; i++)
		if (shot->moment->tasks[i].state == TASK_BLOCKED)
			waiting[shot->n_queue++] = (struct waiting){ i, shot->moment->tasks[i].since };
	qsort(waiting, (size_t)shot->n_queue, sizeof *waiting, by_since);
	shot->queue = arena_alloc(shot->arena, (size_t)n * sizeof *shot->queue);
	for (int i = 0; i < shot->n_queue; i++)
		shot->queue[i] = waiting[i].task;
}

static struct shot shoot(struct picture *picture, long step, const struct look *look)
{
	struct shot shot = { .stage = picture->stage, .trace = picture->trace, .last = picture->last,
	                     .moment = reel_at(picture->reel, step), .look = look, .arena = arena_new(),
	                     .file = picture->file, .width = paint_width(look) };

	shot.at_end = shot.moment->step == reel_steps(picture->reel);
	shot.judged = picture->whole && shot.at_end;
	line_up(&shot);
	return shot;
}

/* ---- Groups ---- */

/* A task alone, or tasks that touch nothing: there is nothing to draw but them. */
static bool is_plain(const struct shot *shot, const struct stage_group *group)
{
	return !group->ring && (group->n_layers < 2 || (group->n_layers == 2 && shot->stage->nodes[group->first].layer == 1));
}

static bool draw_form(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	return group->ring ? picture_ring(out, shot, group, height) : picture_row(out, shot, group, height);
}

static void draw_group(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	if (is_plain(shot, group) || !draw_form(out, shot, group, height))
		picture_list(out, shot, group, height);
}

/* What the others need at least comes first; a group has what is left. Groups for which no line is left are counted. */
static void draw_groups(struct buf *out, const struct shot *shot, int height)
{
	const struct stage *stage = shot->stage;
	int left = height < LEAST_LINES ? LEAST_LINES : height, more = 0;

	for (int i = 0; i < stage->n_groups; i++) {
		const struct stage_group *group = &stage->groups[i];
		int others = stage->n_groups - 1 - i, lines = text_lines(buf_text(out)), room;

		room = left - (others < left - 1 ? others : left - 1);
		if (!shot->uncut && left < 1 + (others > 0)) {
			more += group->n;
			continue;
		}
		draw_group(out, shot, group, room);
		left -= text_lines(buf_text(out)) - lines;
		left = left > 0 ? left : 0;
	}
	if (more > 0)
		buf_printf(out, " ... and %d more\n", more);
}

/*
 * Lines for the variables, below the rest: they, and a blank line. As many at each step, so that the picture stands still; none
 * where there are no variables, and where the picture would not be left room.
 */
static int lines_of_variables(const struct picture *picture, const struct look *look, int height)
{
	struct buf text = { 0 };
	int lines;

	view_variables(&text, picture->trace, 0, look);
	lines = text.length && height >= LEAST_WITH_VARIABLES ? 2 : 0;
	buf_free(&text);
	return lines;
}

static void draw_variables(struct buf *out, const struct shot *shot)
{
	buf_addc(out, '\n');
	view_variables(out, shot->trace, shot->moment->step, shot->look);
}

void picture_draw(struct buf *out, struct picture *picture, long step, const struct look *look, int height)
{
	struct shot shot = shoot(picture, step, look);
	int below = lines_of_variables(picture, look, height);

	draw_groups(out, &shot, height - below);
	if (below)
		draw_variables(out, &shot);
	arena_free(shot.arena);
}

void picture_draw_whole(struct buf *out, struct picture *picture, long step, const struct look *look, int height)
{
	struct shot shot = shoot(picture, step, look);
	int below = lines_of_variables(picture, look, height);

	shot.uncut = true;
	draw_groups(out, &shot, height - below);
	if (below)
		draw_variables(out, &shot);
	arena_free(shot.arena);
}

bool picture_draw_forms(struct buf *out, struct picture *picture, long step, const struct look *look, int height)
{
	struct shot shot = shoot(picture, step, look);
	int below = lines_of_variables(picture, look, height);
	const struct stage *stage = picture->stage;
	struct buf text = { 0 };
	bool fits = true;

	for (int i = 0; i < stage->n_groups && fits; i++) {
		const struct stage_group *group = &stage->groups[i];

		if (group->ring || !is_plain(&shot, group))
			fits = draw_form(&text, &shot, group, height - below - text_lines(buf_text(&text)));
	}
	fits = fits && text.length > 0;
	while (text.length > 1 && text.text[text.length - 1] == '\n' && text.text[text.length - 2] == '\n')
		text.length--;
	if (fits) {
		buf_add(out, buf_text(&text), text.length);
		if (below)
			draw_variables(out, &shot);
	}
	buf_free(&text);
	arena_free(shot.arena);
	return fits;
}

/* ---- The deed ---- */

static void add_mark(struct buf *out, const struct picture *picture, const struct event *event, int columns, bool ascii)
{
	struct buf words = { 0 };
	struct teller teller = { &words, picture->trace, event, ascii };
	const char *name = picture->trace->tasks[event->task];

	log_words(&teller, SENTENCE, columns);
	buf_printf(out, "%s %s", name, buf_text(&words));
	buf_free(&words);
}

void picture_deed(struct buf *out, struct picture *picture, long step, int columns, bool ascii)
{
	const struct moment *moment = reel_at(picture->reel, step);
	struct buf text = { 0 };

	for (int i = 0; i < moment->n_marks; i++) {
		buf_adds(&text, i ? "; " : "");
		add_mark(&text, picture, moment->marks[i].event, columns, ascii);
	}
	if (moment->step == 0)
		buf_adds(&text, "before the first step");
	else if (moment->n_marks == 0)
		buf_adds(&text, "the clock goes on");
	text_cut(out, buf_text(&text), columns, ascii);
	buf_free(&text);
}

/* Is it what the step itself did: "main begins to join there-1"? */
static bool is_told(const struct shot *shot, int task)
{
	const struct moment *moment = shot->moment;

	for (int i = 0; i < moment->n_marks; i++)
		if (moment->marks[i].event->task == task && moment->marks[i].event->object == moment->tasks[task].object)
			return true;
	return false;
}

/* " for fork-1"; " to receive from a or b" where it is a choice. */
static void add_wait(struct buf *out, const struct shot *shot, int task)
{
	const struct moment_task *now = &shot->moment->tasks[task];

	if (!now->choice && now->object >= 0 && now->object < shot->last->n_objects)
		buf_printf(out, " for %s", shot->last->objects[now->object].name);
	else
		buf_printf(out, " to %s", shot_wait(shot, task));
}

int picture_waits(struct buf *out, struct picture *picture, long step, bool begun)
{
	struct shot shot = shoot(picture, step, &(struct look){ .width = 80 });
	int first = NO_TASK;

	for (int i = 0; i < shot.n_queue; i++) {
		int task = shot.queue[i];

		if (begun && (shot.moment->tasks[task].since < shot.moment->first || is_told(&shot, task)))
			continue;
		buf_printf(out, first == NO_TASK ? "%s waits" : ", %s", shot.last->tasks[task].name);
		add_wait(out, &shot, task);
		first = first == NO_TASK ? task : first;
	}
	arena_free(shot.arena);
	return first;
}
