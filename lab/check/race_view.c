/*
 * race_view.c - what matters of what is known: see race.h.
 *
 * The view has, for each access that a task may still race with, who knows of it; not who made it. A task that is about
 * to lock a mutex counts as knowing what the mutex does: it will, before it does anything else. Left out is an access
 * that all know who could race with it, as they have declared. So is a load that is known to all who know another load
 * of the same cell: who races with it races with that, now and later, for both become known together; also when its
 * task loads again, which only that task knows of then. And once there is a race, it does not matter who knows what.
 */
#include "lab/check/race_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/declared.h"
#include "lab/engine/run.h"

/* What a task is sure to learn before it does anything else. */
struct outlook {
	const struct place *place;      /* NULL: nothing */
	unsigned            role;
};

struct digest {
	const struct known *known;
	const struct run   *run;
	int                 width;
	int                 words;      /* of a set of who knows */
	const int          *places;     /* of tasks, by id */
	int                *numbers;    /* by object: the first of its numbers */
	uint64_t           *sets;       /* one for each access of one sort in a stretch */
	struct outlook      next[RACE_MOST_VIEWED];  /* by task */
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

/* Give each object its numbers. Returns how many words a set has. */
static int number_objects(const struct digest *d)
{
	int n = 3 * d->width;

	for (int i = 0; i < d->run->n_objects; i++) {
		d->numbers[i] = n;
		n += numbers_of(d, d->run->objects[i]);
	}
	return n / 64 + 1;
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
	return d->numbers[object->id];
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

/* Does the task know of it, or will it before its next access? */
static bool will_know(const struct digest *d, int task, const struct past_access *past)
{
	const struct outlook *next = &d->next[task];

	if (race_knows(d->known->clocks[task], past))
		return true;
	return next->place && ((next->role & LEARNS && race_knows(next->place->released, past)) ||
	                       (next->role & LEARNS_READERS && race_knows(next->place->read_released, past)));
}

/* May the task, as it has declared, race with such an access? To memory that is no cell of a pattern anybody may. */
static bool may_race(const struct digest *d, int task, uint64_t key, enum access_sort sort)
{
	const struct object *object = key & 1 ? d->run->objects[key / 2] : NULL;
	bool may = !object || d->run->turn_options.unbound;

	for (int kind = 0; object && kind < object->primitive->n_kinds && !may; kind++) {
		enum access_sort later = race_sort(object->primitive->kinds[kind].done);

		may = later != N_SORTS && race_conflicts(sort, later) && task_may(d->run->tasks[task], object, 1u << kind);
	}
	return may;
}

static bool all_know(const struct digest *d, uint64_t key, const struct kept_access *kept)
{
	for (int i = 0; i < d->run->n_tasks; i++)
		if (!d->run->tasks[i]->ended && !will_know(d, i, &kept->past) &&
		    may_race(d, i, key, (enum access_sort)kept->sort))
			return false;
	return true;
}

static void add(uint64_t *set, const uint32_t *clock, const struct past_access *past, int number)
{
	if (race_knows(clock, past))
		set[number / 64] |= (uint64_t)1 << number % 64;
}

/* Items that are still to be received, and slots that are still to be filled, the oldest first. */
static void add_buffer(uint64_t *set, const struct place *place, const struct past_access *past, int number)
{
	if (!place->items)
		return;
	for (long n = place->received; n < place->sent; n++)
		add(set, place->items[n % place->capacity], past, number++);
	for (long n = place->sent; n < place->received + place->capacity; n++)
		add(set, place->slots[n % place->capacity], past, number++);
}

static void add_place(const struct digest *d, uint64_t *set, const struct place *place, const struct past_access *past,
                      int number)
{
	add(set, place->released, past, number + RELEASED);
	add(set, place->read_released, past, number + READ_RELEASED);
	add(set, place->gathered, past, number + GATHERED);
	for (int i = 0; place->seats && i < d->width; i++)
		if (place->seats[i].handed)
			add(set, place->seats[i].clock, past, number + OTHERS + place_of(d, i));
	add_buffer(set, place, past, number + OTHERS + d->width);
}

/* Who knows of the access. */
static void find_knowers(const struct digest *d, uint64_t *set, const struct past_access *past)
{
	memset(set, 0, (size_t)d->words * sizeof *set);
	for (int i = 0; i < d->run->n_tasks; i++)
		if (will_know(d, i, past))
			set[place_of(d, i) / 64] |= (uint64_t)1 << place_of(d, i) % 64;
	for (int i = 0; i < d->width; i++) {
		add(set, d->known->fenced[i], past, d->width + place_of(d, i));
		add(set, d->known->heard[i], past, 2 * d->width + place_of(d, i));
	}
	for (int i = 0; i < d->known->n_places && i < d->run->n_objects; i++)
		if (d->known->places[i])
			add_place(d, set, d->known->places[i], past, first_number(d, d->run->objects[i]));
}

static uint64_t *set_at(const struct digest *d, int i)
{
	return d->sets + (size_t)i * (size_t)d->words;
}

static bool is_within(const struct digest *d, const uint64_t *a, const uint64_t *b)
{
	for (int i = 0; i < d->words; i++)
		if (a[i] & ~b[i])
			return false;
	return true;
}

/*
 * Of n accesses of one sort, by who knows of them and to which bytes: those that fewer know of stand for the others, byte
 * by byte, and those that the same know of are one.
 */
static void reduce(const struct digest *d, int n, uint8_t *bytes)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			if (is_within(d, set_at(d, i), set_at(d, k)) && is_within(d, set_at(d, k), set_at(d, i))) {
				bytes[k] |= bytes[i];
				bytes[i] = 0;
				break;
			}
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n && bytes[i]; k++)
			if (k != i && bytes[k] & bytes[i] && is_within(d, set_at(d, k), set_at(d, i)))
				bytes[i] &= (uint8_t)~bytes[k];
}

/* ---- The view ---- */

static uint64_t *reserve(uint64_t *words, size_t *room, size_t n)
{
	if (n <= *room)
		return words;
	*room = 2 * n;
	words = realloc(words, *room * sizeof *words);
	if (!words)
		panic("out of memory");
	return words;
}

/* Accesses to these bytes, by who knows of them. */
static void put(struct race *race, const struct digest *d, uint64_t key, uint64_t what, const uint64_t *set)
{
	race->view = reserve(race->view, &race->view_room, race->view_n + 2 + (size_t)d->words);
	race->view[race->view_n++] = key;
	race->view[race->view_n++] = what;
	memcpy(&race->view[race->view_n], set, (size_t)d->words * sizeof *set);
	race->view_n += (size_t)d->words;
}

/* The least of n sets that comes after `last` (NULL: of all), -1 for none: in which order accesses were made is nothing. */
static int next_set(const struct digest *d, int n, const uint8_t *bytes, const uint64_t *last)
{
	size_t size = (size_t)d->words * sizeof *last;
	int least = -1;

	for (int i = 0; i < n; i++)
		if (bytes[i] && (!last || memcmp(set_at(d, i), last, size) > 0) &&
		    (least < 0 || memcmp(set_at(d, i), set_at(d, least), size) < 0))
			least = i;
	return least;
}

/* Those of one sort. */
static void put_sort(struct race *race, const struct digest *d, const struct stretch *stretch, enum access_sort sort)
{
	uint8_t bytes[STRETCH * RACE_MOST_VIEWED];
	const uint64_t *last = NULL;
	int n = 0;

	for (const struct kept_access *kept = stretch->kept; kept; kept = kept->next)
		if (kept->sort == sort && !all_know(d, stretch->key, kept)) {
			bytes[n] = kept->bytes;
			find_knowers(d, set_at(d, n++), &kept->past);
		}
	reduce(d, n, bytes);
	for (int at; (at = next_set(d, n, bytes, last)) >= 0;) {
		last = set_at(d, at);
		put(race, d, stretch->key, (uint64_t)bytes[at] << 8 | sort, last);
	}
}

struct race_view race_view(struct race *race, const struct run *run, const int *places)
{
	const struct known *known = race->known;
	const struct stretch *const *stretches;
	struct digest d;
	size_t n;

	race->view_n = 0;
	if (known->any || known->over)
		return (struct race_view){ race->view, 0, 0 };
	d.known = known;
	d.run = run;
	d.width = race->width;
	must(run->n_tasks <= RACE_MOST_VIEWED);
	for (int i = 0; i < run->n_tasks; i++)
		d.next[i] = outlook_of(&d, i);
	d.places = places;
	if (run->n_objects > race->numbers_room) {
		race->numbers_room = 2 * run->n_objects;
		race->numbers = realloc(race->numbers, (size_t)race->numbers_room * sizeof *race->numbers);
		if (!race->numbers)
			panic("out of memory");
	}
	d.numbers = race->numbers;
	d.words = number_objects(&d);
	d.sets = race->sets = reserve(race->sets, &race->sets_room, (size_t)(STRETCH * d.width) * (size_t)d.words);
	n = race_stretches(race, &stretches);
	for (size_t i = 0; i < n; i++)
		for (int sort = 0; sort < N_SORTS; sort++)
			put_sort(race, &d, stretches[i], (enum access_sort)sort);
	return (struct race_view){ race->view, race->view_n, 2 + (size_t)d.words };
}

/* Is the first an access of the same sort, to all bytes of the second? */
static bool covers(const uint64_t *a, const uint64_t *b)
{
	return a[0] == b[0] && (a[1] & 0xff) == (b[1] & 0xff) && !(b[1] & ~a[1]);
}

/* Is there an access in `view` that nobody knows of who does not know of this one? */
static bool has_bolder(struct race_view view, const uint64_t *access)
{
	for (size_t at = 0; at < view.n; at += view.entry) {
		bool bolder = covers(&view.words[at], access);

		for (size_t i = 2; bolder && i < view.entry; i++)
			bolder = !(view.words[at + i] & ~access[i]);
		if (bolder)
			return true;
	}
	return false;
}

bool race_view_within(struct race_view a, struct race_view b)
{
	for (size_t at = 0; at < b.n; at += b.entry)
		if (!has_bolder(a, &b.words[at]))
			return false;
	return true;
}
