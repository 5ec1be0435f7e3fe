/*
 * picture_row_nets.c - which lines there are in a row, and which of them may share one; see picture_row_nets.h.
 *
 * A reader takes for connected whatever hangs together. So lines share a net only where that is true of all its ends: those
 * of one object; those of a task to objects that nobody else has a line to.
 */
#include "lab/view/picture_row_nets.h"

#include "lab/base/text.h"
#include "lab/trace/family.h"

enum { MANY_OBJECTS = 4, MANY_TASKS = 3 };      /* of one column: that a task uses; that use an object */

enum { LIGHT = 1, HELD = 2, QUEUED = 3, FLOWS = 4 };

/* ---- Which lines there are ---- */

/*
 * Which way the step's deed went: who adds to a wait group gives to it, though on the whole he only waits for it; `usual` where
 * the deed does not say.
 */
static enum stage_flow flow_now(const struct shot *shot, int task, int object, enum stage_flow usual)
{
	const struct moment *moment = shot->moment;

	for (int i = 0; i < moment->n_marks; i++) {
		const struct event *event = moment->marks[i].event;
		enum stage_flow flow;

		if (event->task != task || event->object != object)
			continue;
		flow = event->kind == EV_WAIT_ADD ? STAGE_GIVES : stage_flow_of_event((enum event_kind)event->kind);
		return flow == STAGE_USES ? usual : flow;
	}
	return usual;
}

/* Who begins to wait there asks for something, and takes nothing yet. */
static bool enters_now(const struct shot *shot, int task, int object)
{
	const struct moment *moment = shot->moment;

	for (int i = 0; i < moment->n_marks; i++)
		if (moment->marks[i].event->kind == EV_COND_ENTER && moment->marks[i].event->task == task && moment->marks[i].event->object == object)
			return true;
	return false;
}

static int column_of(const struct row_form *f, int node)
{
	return f->cards[f->card_of[node - f->group->first]].column;
}

static bool same_column(const struct row_form *f, int node, int other)
{
	const struct stage_node *nodes = f->shot->stage->nodes;

	return nodes[node].group == nodes[other].group && column_of(f, node) == column_of(f, other);
}

/* Do many tasks beside it use the object? */
static bool has_many_users(const struct row_form *f, const struct stage_edge *edge)
{
	const struct stage *stage = f->shot->stage;
	int n = 0;

	for (int i = 0; i < stage->n_edges && n < MANY_TASKS; i++)
		n += stage->edges[i].object == edge->object && same_column(f, stage->edges[i].task, edge->task);
	return n == MANY_TASKS;
}

/* Does the task use many objects of that column, and this one with many others? Its edges stand together. */
static bool is_crowded(const struct row_form *f, const struct stage_edge *edge)
{
	const struct stage *stage = f->shot->stage;
	const struct stage_edge *all = stage->edges, *end = all + stage->n_edges, *at = edge;
	int n = 0;

	while (at > all && at[-1].task == edge->task)
		at--;
	for (; at < end && at->task == edge->task; at++)
		n += same_column(f, at->object, edge->object);
	return n >= MANY_OBJECTS && has_many_users(f, edge);
}

/* What is to be drawn for an edge; false: nothing. A wait goes to what is waited for, all else the way of what is sent. */
static bool line_of(const struct row_form *f, const struct stage_edge *edge, struct line *line)
{
	const struct shot *shot = f->shot;
	const struct stage_node *task = &shot->stage->nodes[edge->task], *object = &shot->stage->nodes[edge->object];
	enum tie tie = shot_tie(shot, task->task, object->object);
	bool now = shot->moment->tasks[task->task].moved && shot->moment->objects[object->object].touched;
	bool task_left = task->layer < object->layer, to_object, to_task, both;
	int one = f->card_of[edge->task - f->group->first], two = f->card_of[edge->object - f->group->first];
	enum stage_flow flow = now ? flow_now(shot, task->task, object->object, edge->flow) : edge->flow;

	*line = (struct line){ .left = task_left ? one : two, .right = task_left ? two : one, .object = two, .task = one,
		.flow = edge->flow, .stroke = now ? STROKE_DEED : STROKE_FLOW, .paint = now ? MOVES : DIM, .now = now };
	if (f->cards[line->right].column != f->cards[line->left].column + 1)
		return false;
	if (tie == TIE_WAITS) {
		line->stroke = STROKE_WAIT;
		line->apart = edge->flow == STAGE_USES;
		shot_state(shot, task->task, &line->paint);
	} else if (tie == TIE_HOLDS) {
		line->stroke = STROKE_HOLD;
		line->paint = READY;
	}
	if (now && enters_now(shot, task->task, object->object))
		flow = STAGE_GIVES;
	both = tie == TIE_NONE && !now && flow == STAGE_USES && row_is_channel(f, object->object);
	to_object = tie == TIE_WAITS || (tie == TIE_NONE && flow == STAGE_GIVES) || both;
	to_task = (tie == TIE_NONE && flow == STAGE_TAKES) || both;
	line->to_left = task_left ? to_task : to_object;
	line->to_right = task_left ? to_object : to_task;
	return tie != TIE_NONE || now || (row_is_channel(f, object->object) && !is_crowded(f, edge));
}

/* Of a family that is folded all have the same. */
static bool is_new(const struct nets *all, const struct line *line)
{
	for (int i = all->n_lines - 1; i >= 0; i--) {
		const struct line *other = &all->lines[i];

		if (other->left == line->left && other->right == line->right && other->stroke == line->stroke &&
		    other->apart == line->apart && other->to_left == line->to_left && other->to_right == line->to_right)
			return false;
	}
	return true;
}

static void find_lines(struct nets *all)
{
	const struct row_form *f = all->f;
	const struct stage *stage = f->shot->stage;
	int group = stage->nodes[f->group->first].group;

	all->lines = arena_alloc(f->shot->arena, (size_t)stage->n_edges * sizeof *all->lines);
	for (int i = 0; i < stage->n_edges; i++)
		if (stage->nodes[stage->edges[i].task].group == group && stage->nodes[stage->edges[i].object].group == group)
			all->n_lines += line_of(f, &stage->edges[i], &all->lines[all->n_lines]) &&
				is_new(all, &all->lines[all->n_lines]);
}

/* ---- Nets ---- */

static int weight_of(const struct nets *all, const struct line *line)
{
	if (row_is_channel(all->f, row_node(all->f, &all->f->cards[line->object])->object))
		return FLOWS;
	return line->stroke == STROKE_WAIT ? QUEUED : line->stroke == STROKE_HOLD ? HELD : LIGHT;
}

static int size_of(const struct nets *all, int net)
{
	int n = 0;

	for (int i = 0; i < all->n_lines; i++)
		n += all->lines[i].net == net;
	return n;
}

static void put(struct nets *all, int i)
{
	struct line *line = &all->lines[i];
	int column = all->f->cards[line->left].column, net = 0;

	for (; net < all->n; net++) {
		const struct line *first = &all->lines[all->of[net].first];

		if (first->object == line->object && first->apart == line->apart && all->of[net].column == column)
			break;
	}
	if (net == all->n)
		all->of[all->n++] = (struct net){ .column = column, .first = i };
	line->net = net;
	if (weight_of(all, line) > all->of[net].weight)
		all->of[net].weight = weight_of(all, line);
}

/* Both are of one task, alone, and go the same way. */
static bool may_share(const struct nets *all, int a, int b, const int *sizes)
{
	const struct line *one = &all->lines[all->of[a].first], *two = &all->lines[all->of[b].first];

	return sizes[a] == 1 && sizes[b] == 1 && one->task == two->task && all->of[a].column == all->of[b].column &&
	       one->to_left == two->to_left && one->to_right == two->to_right &&
	       (one->stroke == STROKE_HOLD) == (two->stroke == STROKE_HOLD);
}

static void share(struct nets *all)
{
	int *sizes = arena_alloc(all->f->shot->arena, (size_t)all->n * sizeof *sizes);

	for (int i = 0; i < all->n; i++)
		sizes[i] = size_of(all, i);
	for (int b = 1; b < all->n; b++)
		for (int a = 0; a < b; a++)
			if (!all->of[a].dropped && !all->of[b].dropped && may_share(all, a, b, sizes)) {
				all->lines[all->of[b].first].net = a;
				all->of[a].weight = all->of[a].weight > all->of[b].weight ? all->of[a].weight : all->of[b].weight;
				all->of[b].dropped = true;
				break;
			}
}

/* ---- What there is no room for ---- */

/* " ← ward-1..2" is added to the object's name: the tasks in the net that give to it, that take from it, or both. */
static void tell_users(struct nets *all, int net, int object, enum stage_flow flow)
{
	const struct row_form *f = all->f;
	const char **names = arena_alloc(f->shot->arena, (size_t)all->n_lines * sizeof *names);
	struct card *card = &f->cards[object];
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; i < all->n_lines; i++)
		if (all->lines[i].net == net && all->lines[i].object == object && all->lines[i].flow == flow)
			names[n++] = f->cards[all->lines[i].task].name;
	for (int i = 0, like; i < n; i += like) {
		for (like = 1; i + like < n && name_alike(names[i], names[i + like]); like++)
			;
		buf_adds(&text, i ? ", " : "");
		name_range(&text, &names[i], like);
	}
	if (n > 0) {
		card->name = arena_printf(f->shot->arena, "%s %s %s", card->name, row_arrow(f, flow),
		                          buf_text(&text));
		row_write_name(f, card);
	}
	buf_free(&text);
}

/* Who waits for a lock, and who holds one, stands there already. */
static void tell(struct nets *all, int net)
{
	for (int i = 0; i < all->n_lines; i++) {
		bool told = all->lines[i].net != net;

		for (int k = 0; k < i; k++)
			told |= all->lines[k].net == net && all->lines[k].object == all->lines[i].object;
		if (told)
			continue;
		tell_users(all, net, all->lines[i].object, STAGE_GIVES);
		tell_users(all, net, all->lines[i].object, STAGE_TAKES);
		if (row_is_channel(all->f, row_node(all->f, &all->f->cards[all->lines[i].object])->object))
			tell_users(all, net, all->lines[i].object, STAGE_USES);
	}
}

void nets_drop(struct nets *all, int net)
{
	all->of[net].dropped = true;
	tell(all, net);
	nets_find_ports(all);
}

void nets_find(struct nets *all, const struct row_form *f)
{
	*all = (struct nets){ .f = f };
	find_lines(all);
	all->of = arena_alloc(f->shot->arena, (size_t)all->n_lines * sizeof *all->of);
	all->ports = arena_alloc(f->shot->arena, 2 * (size_t)all->n_lines * sizeof *all->ports);
	for (int i = 0; i < all->n_lines; i++)
		put(all, i);
	share(all);
	nets_find_ports(all);
}
