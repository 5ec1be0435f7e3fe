/* picture_list.c - a group as a list, a line a node: the form that always goes; see picture_parts.h. */
#include "lab/view/picture_parts.h"

#include <stdlib.h>

#include "lab/base/text.h"

enum { LEAST_NAME = 6, RANKS = 4 };

/* What is left out last: who moved and what was touched; who is stuck; who waits; and all others. */
static int rank(const struct shot *shot, const struct stage_node *node)
{
	const struct moment_task *task;
	const struct moment_object *object;

	if (node->task == NO_TASK) {
		object = &shot->moment->objects[node->object];
		return object->touched ? 0 : object->owner != NO_TASK || object->n_holders > 0 ? 2 : 3;
	}
	task = &shot->moment->tasks[node->task];
	if (task->moved)
		return 0;
	if (shot->judged && shot->last->tasks[node->task].stuck)
		return 1;
	return task->state == TASK_BLOCKED ? 2 : 3;
}

/* Mark the nodes for which there are lines. */
static bool *choose(const struct shot *shot, const struct stage_group *group, int lines)
{
	bool *shown = arena_alloc(shot->arena, (size_t)group->n * sizeof *shown);

	for (int turn = 0; turn < RANKS; turn++)
		for (int i = 0; i < group->n && lines > 0; i++)
			if (rank(shot, &shot->stage->nodes[group->first + i]) == turn) {
				shown[i] = true;
				lines--;
			}
	return shown;
}

static int columns_of_names(const struct shot *shot, const struct stage_group *group)
{
	int most = shot->width * 2 / 5 < WIDEST_CARD_NAME ? shot->width * 2 / 5 : WIDEST_CARD_NAME, columns = LEAST_NAME;

	for (int i = group->first; i < group->first + group->n; i++) {
		int own = text_columns(shot_name(shot, &shot->stage->nodes[i]));

		columns = own > columns ? own : columns;
	}
	return columns < most ? columns : most;
}

/* "waits  lock fork-1  :41", as much of it as fits. */
static const char *task_text(const struct shot *shot, int task, int columns, enum paint *paint)
{
	const char *state = shot_state(shot, task, paint), *wait = shot_wait(shot, task), *place = shot_place(shot, task);
	const char *read = shot_read(shot, task);
	const struct moment_task *now = &shot->moment->tasks[task];
	int taken = (int)text_columns(state) + (*wait ? 2 + text_columns(wait) : 0);

	if (taken > columns && *wait && !now->choice && now->object != NO_OBJECT)
		wait = shot->last->objects[now->object].name;
	if (taken + 2 + text_columns(place) > columns)
		place = "";
	if (*read && !*wait && taken + 4 + text_columns(place) + text_columns(read) <= columns)
		place = arena_printf(shot->arena, "%s%s%s", place, *place ? "  " : "", read);
	return arena_printf(shot->arena, "%s%*s%s%s%s", state, *wait || *place ? 2 : 0, "", wait, *wait && *place ? "  " : "",
	                    place);
}

static const char *object_text(const struct shot *shot, int object, int columns, enum paint *paint)
{
	const char *content = shot_content(shot, object, columns, paint);
	const char *queue = shot_queue(shot, object, columns - text_columns(content) - 2);

	if (text_columns(content) + 2 + text_columns(queue) > columns && *content)
		queue = "";
	return arena_printf(shot->arena, "%s%s%s", content, *content && *queue ? "  " : "", queue);
}

static void add_line(struct buf *out, const struct shot *shot, const struct stage_node *node, int names)
{
	bool is_task = node->task != NO_TASK;
	size_t from = out->length;
	enum paint paint;
	const char *text;
	int taken;

	text = is_task ? task_text(shot, node->task, shot->width - names - 2, &paint)
		: object_text(shot, node->object, shot->width - names - 2, &paint);
	buf_addc(out, is_task && shot->moment->tasks[node->task].moved ? MOVED_SIGN[0] : ' ');
	taken = text_cut_name(out, shot_name(shot, node), names, shot->look->ascii);
	buf_fill(out, ' ', names + 1 - taken);
	if (*text)
		painted(out, text, shot->width - names - 2, paint, shot->look);
	text_trim(out, from);
	buf_addc(out, '\n');
}

void picture_list(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	int names = columns_of_names(shot, group), left = group->n > height && !shot->uncut ? group->n - height + 1 : 0;
	bool *shown = choose(shot, group, group->n - left);
	struct buf more = { 0 };

	for (int i = 0; i < group->n; i++)
		if (shown[i])
			add_line(out, shot, &shot->stage->nodes[group->first + i], names);
	if (left > 0) {
		buf_printf(&more, " ... and %d more", left);
		text_cut(out, buf_text(&more), shot->width, shot->look->ascii);
		buf_addc(out, '\n');
	}
	buf_free(&more);
}
