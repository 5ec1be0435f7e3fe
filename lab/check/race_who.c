/* race_who.c - who knows of an access: see race_who.h. */
#include "lab/check/race_who.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/declared.h"

void *race_reserve(void *list, size_t *room, size_t n, size_t size)
{
	if (n <= *room)
		return list;
	*room = 2 * n;
	list = realloc(list, *room * size);
	if (!list)
		panic("out of memory");
	return list;
}

/* What a task is sure to learn before it does anything else. */
struct outlook {
	const struct place *place;      /* NULL: nothing */
	unsigned            role;
};

/*
 * What is known to whom: tasks have the first numbers, then what each has fenced and heard, then each object has as many
 * as it needs, used or not.
 */
enum { RELEASED, READ_RELEASED, GATHERED, OTHERS };

static int numbers_of(const struct digest *d, const struct object *object)
{
	return OTHERS + d->width + (object->capacity > 0 ? object->capacity : 0);
}

/* Give each object its numbers. */
static void number_objects(const struct digest *d)
{
	int n = 3 * d->width;

	for (int i = 0; i < d->run->n_objects; i++) {
		d->race->first_numbers[i] = n;
		n += numbers_of(d, d->run->objects[i]);
	}
}

static int place_of(const struct digest *d, int task)
{
	return task < d->run->n_tasks ? d->places[task] : task;
}

/* The first number of an object; of a task that of the one whose place it has. */
static int first_number(const struct digest *d, const struct object *object)
{
	if (object->primitive == &task_primitive)
		object = &d->run->tasks[d->places[((const struct task *)object)->id]]->object;
	return d->race->first_numbers[object->id];
}

/* The case that the task is sure to complete next, in one way, if it ever goes on; or NULL. */
static const struct op_case *next_of(const struct digest *d, int task)
{
	const struct op *op = turn_op(d->run, task);
	const struct op_kind *kind;

	if (!op || op->n_cases != 1 || op->has_default || op->deadline != NO_DEADLINE || !op->cases->object)
		return NULL;
	kind = &op->cases->object->primitive->kinds[op->cases->kind];
	return kind->done == kind->not_done ? op->cases : NULL;
}

/* What an object knows it does not forget, but for those that know of time. */
static struct outlook outlook_of(const struct digest *d, int task)
{
	const struct op_case *next = next_of(d, task);
	struct outlook outlook = { NULL, 0 };

	if (!next || next->object->id >= d->known->n_places || next->object->primitive->due)
		return outlook;
	outlook.place = d->known->places[next->object->id];
	outlook.role = race_role(next->object->primitive->kinds[next->kind].done);
	return outlook;
}

/* ---- What is known ---- */

/* In the order of their numbers, in which most of them come. */
static void add_clock(struct digest *d, const uint32_t *clock, int number)
{
	struct race *race = d->race;
	size_t at = d->n_clocks;

	if (!clock)
		return;
	race->clocks = race_reserve(race->clocks, &race->clocks_room, ++d->n_clocks, sizeof *race->clocks);
	for (; at > 0 && race->clocks[at - 1].number > number; at--)
		race->clocks[at] = race->clocks[at - 1];
	race->clocks[at] = (struct numbered_clock){ clock, number };
}

/* What the task knows, or will before its next access. */
static void add_task(struct digest *d, int task)
{
	struct outlook next = outlook_of(d, task);

	add_clock(d, d->known->clocks[task] ? d->known->clocks[task] : d->race->nothing, place_of(d, task));
	if (next.place && next.role & LEARNS)
		add_clock(d, next.place->released, place_of(d, task));
	if (next.place && next.role & LEARNS_READERS)
		add_clock(d, next.place->read_released, place_of(d, task));
}

/* Items that are still to be received, and slots that are still to be filled, the oldest first. */
static void add_buffer(struct digest *d, const struct place *place, int number)
{
	if (!place->items)
		return;
	for (long n = place->received; n < place->sent; n++)
		add_clock(d, place->items[n % place->capacity], number++);
	for (long n = place->sent; n < place->received + place->capacity; n++)
		add_clock(d, place->slots[n % place->capacity], number++);
}

static void add_place(struct digest *d, const struct place *place, int number)
{
	add_clock(d, place->released, number + RELEASED);
	add_clock(d, place->read_released, number + READ_RELEASED);
	add_clock(d, place->gathered, number + GATHERED);
	for (int i = 0; place->seats && i < d->width; i++)
		if (place->seats[i].handed)
			add_clock(d, place->seats[i].clock, number + OTHERS + place_of(d, i));
	add_buffer(d, place, number + OTHERS + d->width);
}

static void find_clocks(struct digest *d)
{
	for (int i = 0; i < d->run->n_tasks; i++)
		add_task(d, i);
	for (int i = 0; i < d->width; i++)
		add_clock(d, d->known->fenced[i], d->width + place_of(d, i));
	for (int i = 0; i < d->width; i++)
		add_clock(d, d->known->heard[i], 2 * d->width + place_of(d, i));
	for (int i = 0; i < d->known->n_places && i < d->run->n_objects; i++)
		if (d->known->places[i])
			add_place(d, d->known->places[i], first_number(d, d->run->objects[i]));
}

/* Of what a task did: up to which moment each knower knows, in their order; none that is not there. */
static uint32_t *column_of(const struct digest *d, int task)
{
	return d->race->columns + (size_t)task * d->words * 64;
}

/* One knower for each number. A task has its place as its number, and so is the knower of that index. */
static void count_knowers(struct digest *d)
{
	const struct numbered_clock *clocks = d->race->clocks;

	for (size_t i = 0; i < d->n_clocks; i++)
		d->n_knowers += i == 0 || clocks[i].number != clocks[i - 1].number;
	d->words = d->n_knowers / 64 + 1;
}

static void fill_columns(struct digest *d)
{
	struct race *race = d->race;
	size_t room = d->words * 64;
	uint32_t *to = race->columns;

	for (size_t i = 0; i < d->n_clocks; i++) {
		const uint32_t *clock = race->clocks[i].clock;

		to += i > 0 && race->clocks[i].number != race->clocks[i - 1].number;
		race->numbers[to - race->columns] = race->clocks[i].number;
		for (size_t task = 0; task < (size_t)d->width; task++)
			to[task * room] = to[task * room] > clock[task] ? to[task * room] : clock[task];
	}
}

/* Of each task: up to which moment all know that still go on. */
static void find_common(struct digest *d)
{
	int going[RACE_MOST_VIEWED], n = 0;

	for (int i = 0; i < d->run->n_tasks; i++)
		if (!d->run->tasks[i]->ended)
			going[n++] = place_of(d, i);
	for (int task = 0; task < d->width; task++) {
		const uint32_t *column = column_of(d, task);
		uint32_t least = UINT32_MAX;

		for (int i = 0; i < n; i++)
			least = column[going[i]] < least ? column[going[i]] : least;
		d->race->common[task] = least;
	}
}

void race_look(struct digest *d)
{
	struct race *race = d->race;
	size_t size, n_objects = (size_t)d->run->n_objects, width = (size_t)d->width;

	race->first_numbers = race_reserve(race->first_numbers, &race->first_room, n_objects, sizeof *race->first_numbers);
	race->nothing = race_reserve(race->nothing, &race->nothing_room, width, sizeof *race->nothing);
	memset(race->nothing, 0, width * sizeof *race->nothing);
	number_objects(d);
	find_clocks(d);
	count_knowers(d);
	size = width * d->words * 64;
	race->numbers = race_reserve(race->numbers, &race->numbers_room, d->n_knowers, sizeof *race->numbers);
	race->columns = race_reserve(race->columns, &race->columns_room, size, sizeof *race->columns);
	memset(race->columns, 0, size * sizeof *race->columns);
	fill_columns(d);
	race->common = race_reserve(race->common, &race->common_room, width, sizeof *race->common);
	find_common(d);
	race->sets = race_reserve(race->sets, &race->sets_room, STRETCH * width * d->words, sizeof *race->sets);
	race->recalled_sets = race_reserve(race->recalled_sets, &race->recalled_room, RECALLED * d->words, sizeof *race->sets);
	race->n_views++;
}

/* ---- Who knows of it ---- */

/* Of 32 knowers. */
static uint32_t who_knows(const uint32_t *column, uint32_t at)
{
	static const uint32_t bit[32] = {
		1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
		1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15,
		1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21, 1u << 22, 1u << 23,
		1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31,
	};
	uint32_t set = 0;

	for (int i = 0; i < 32; i++)            /* without a branch, so that compilers make it a few instructions */
		set |= column[i] >= at ? bit[i] : 0;
	return set;
}

/* Of many accesses it is the same. */
const uint64_t *race_knowers(const struct digest *d, const struct past_access *past)
{
	struct race *race = d->race;
	const uint32_t *column = column_of(d, past->task);
	size_t at = ((size_t)past->task * 37 + past->at) % RECALLED;
	struct recalled *recalled = &race->recalled[at];
	uint64_t *set = race->recalled_sets + at * d->words;

	if (recalled->view == race->n_views && recalled->task == past->task && recalled->at == past->at)
		return set;
	for (size_t i = 0; i < d->words; i++)
		set[i] = who_knows(column + i * 64, past->at) | (uint64_t)who_knows(column + i * 64 + 32, past->at) << 32;
	*recalled = (struct recalled){ race->n_views, past->task, past->at };
	return set;
}

/* May the task, as it has declared, race with such an access to a cell of a pattern? */
static bool may_race(const struct digest *d, int task, uint64_t key, enum access_sort sort)
{
	const struct object *object = d->run->objects[key / 2];
	bool may = d->run->turn_options.unbound;

	for (int kind = 0; kind < object->primitive->n_kinds && !may; kind++) {
		enum access_sort later = race_sort(object->primitive->kinds[kind].done);

		may = later != N_SORTS && race_conflicts(sort, later) && task_may(d->run->tasks[task], object, 1u << kind);
	}
	return may;
}

bool race_all_know(const struct digest *d, uint64_t key, const struct kept_access *kept)
{
	const uint32_t *column = column_of(d, kept->past.task);

	if (kept->past.at <= d->race->common[kept->past.task])
		return true;
	if (!(key & 1))
		return false;                   /* memory that is no cell of a pattern: anybody may */
	for (int i = 0; i < d->run->n_tasks; i++)
		if (!d->run->tasks[i]->ended && column[place_of(d, i)] < kept->past.at &&
		    may_race(d, i, key, (enum access_sort)kept->sort))
			return false;
	return true;
}
