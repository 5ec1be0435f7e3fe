/*
 * hints_faults.c - of a race: which lines want a lock. Of a claim that is false, a crash, a misuse: a wait that does not look
 * again, two sections that ought to be one, an unlock that is one too many.
 */
#include <string.h>

#include "lab/engine/outside.h"
#include "lab/explain/went_on.h"

static const char *name_of(const struct hinting *h, int task)
{
	return h->result->trace.tasks[task];
}

static const char *object_name(const struct hinting *h, int object)
{
	return h->result->trace.objects[object].name;
}

/* ---- Waits that do not look again ---- */

/* Did another task take this mutex between these events? */
static bool was_overtaken(const struct trace *trace, int task, int mutex, long from, long to)
{
	for (long i = from + 1; i < to; i++)
		if (trace->events[i].object == mutex && trace->events[i].task != task &&
		    event_takes((enum event_kind)trace->events[i].kind))
			return true;
	return false;
}

/* Why it should have looked again: "though it woke for no reason", and what it would have seen. */
static const char *why_look(const struct hinting *h, const struct went_on *found)
{
	const char *came = found->between == NO_TASK ? NULL : name_of(h, found->between);
	const char *why = found->spurious ? "though it woke for no reason" :
	                  came ? arena_printf(h->arena, "though %s came in between its waking and its turn", came) : NULL;

	if (why && found->what)
		return arena_printf(h->arena, "%s, and %s", why, found->what);
	if (found->what)
		return arena_printf(h->arena, "though %s", found->what);
	return why ? why : "though being woken does not say that it is so";
}

static void hint_while(struct hinting *h, const struct went_on *found)
{
	hint_add(h, "while", found->at, "%s goes on after this wait without another look, %s: wait in a `while` that "
	         "asks again%s", name_of(h, found->task), why_look(h, found),
	         found->line == LINE_IN_IF ? ", not in an `if`" : "");
}

bool hints_of_looks(struct hinting *h)
{
	struct went_on list[MOST_WENT_ON];
	int n = went_on_surely(h, list);

	for (int i = 0; i < n; i++)
		hint_while(h, &list[i]);
	return n > 0;
}

/* Does a wait that did not look again explain the race? One of the two has it behind itself then. */
static bool is_out_of_turn(const struct hinting *h, const struct data_race *race)
{
	struct went_on list[MOST_WENT_ON];
	int n = went_on_surely(h, list);

	for (int i = 0; i < n; i++)
		if (list[i].task == race->tasks[0] || list[i].task == race->tasks[1])
			return true;
	return false;
}

/* ---- Races ---- */

/* A lock that the task held when it was last at this line; NO_OBJECT: none. */
static int lock_at(const struct hinting *h, int task, const char *here)
{
	const struct trace *trace = &h->result->trace;
	struct locks_held held;

	for (long i = trace->n_events - 1; i >= 0; i--) {
		const struct event *event = &trace->events[i];

		if (event->task != task || !event->here || !here || strcmp(event->here, here))
			continue;
		held = hint_held(trace, task, i);
		return held.n ? trace->events[held.taken[held.n - 1]].object : NO_OBJECT;
	}
	return NO_OBJECT;
}

/* Is this field, "id" or "id[2]", on one of the lines that race? */
static bool is_on_line(const struct hinting *h, const struct data_race *race, const char *field)
{
	char *word = arena_text(h->arena, field);

	word[strcspn(word, "[")] = '\0';
	for (int i = 0; i < 2; i++)
		if (h->source->has(h->source->context, race->places[i], word))
			return true;
	return false;
}

/*
 * What both touch, as a reader finds it on the lines: "sums" of "sums.second" where neither line has that word, as one that comes
 * to it by an index from the field before.
 */
static const char *name_on_lines(const struct hinting *h, const struct data_race *race)
{
	char *name = arena_text(h->arena, race->name), *dot;

	while (h->source && (dot = strrchr(name, '.')) && dot > name && !is_on_line(h, race, dot + 1))
		*dot = '\0';
	return name;
}

/* The access with this number is the end of the function whose variable it was. */
static void hint_left(struct hinting *h, const struct data_race *race, int i)
{
	hint_add(h, "race", race->places[i], "%s of %s is no longer there from here on, and nothing orders that with what %s does to it at "
	         "%s: join %s before, or let it lie where it lasts (static, or from malloc)", race->name, name_of(h, race->tasks[i]),
	         name_of(h, race->tasks[1 - i]), hint_place(race->places[1 - i]), name_of(h, race->tasks[1 - i]));
}

/* The access with this number gives the memory back. */
static void hint_freed(struct hinting *h, const struct data_race *race, int i)
{
	hint_add(h, "race", race->places[i], "%s gives %s back here, and nothing orders that with what %s does to it at %s: let only "
	         "who is sure to be the last one free it", name_of(h, race->tasks[i]), race->name,
	         name_of(h, race->tasks[1 - i]), hint_place(race->places[1 - i]));
}

/* The access with this number is a read of another's variable, as of the loop in which it starts threads. */
static void hint_copy(struct hinting *h, const struct data_race *race, int i)
{
	hint_add(h, "race", race->places[i], "%s reads %s of %s here, which goes on and changes it at %s: give each thread a copy of its "
	         "own", name_of(h, race->tasks[i]), race->name, name_of(h, race->owner), hint_place(race->places[1 - i]));
}

/* One that is not seq_cst may order nothing. */
static void hint_order(struct hinting *h)
{
	if (h->result->weak)
		hint_add(h, "order", h->result->weak, "the memory order of the atomic here is weaker than seq_cst, and a relaxed one orders "
		         "nothing else: what is stored with memory_order_release, and loaded elsewhere with memory_order_acquire, hands "
		         "over what was written before it");
}

static void hint_race(struct hinting *h)
{
	const struct data_race *race = h->result->race;
	const char *name;
	int first, second;

	if (!race || !race->places[0] || !race->places[1] || is_out_of_turn(h, race))
		return;
	if (!strcmp(race->name, STRTOK_KEEPS)) {
		hint_add(h, "race", race->places[0], "%s and %s%s take words with strtok, and it keeps but one place where it goes on, for all "
		         "threads: use strtok_r, with a pointer of each thread's own; a lock would not keep their texts apart",
		         name_of(h, race->tasks[0]), name_of(h, race->tasks[1]), strcmp(race->places[0], race->places[1]) ?
		         arena_printf(h->arena, " (%s)", hint_place(race->places[1])) : "");
		return;
	}
	if (race->frees[0] || race->frees[1]) {
		int i = race->frees[0] ? 0 : 1;

		(race_leaves(race, i) ? hint_left : hint_freed)(h, race, i);
		return;
	}
	for (int i = 0; i < 2; i++)
		if (race->owner == race->tasks[1 - i] && race->stores[1 - i] && !race->stores[i]) {
			hint_copy(h, race, i);
			return;
		}
	hint_order(h);
	name = name_on_lines(h, race);
	first = lock_at(h, race->tasks[0], race->places[0]);
	second = lock_at(h, race->tasks[1], race->places[1]);
	if (!strcmp(race->places[0], race->places[1]))
		hint_add(h, "race", race->places[0], "%s and %s touch %s here with no lock in common: hold the same lock around this line%s",
		         name_of(h, race->tasks[0]), name_of(h, race->tasks[1]), name,
		         race->stores[0] && race->stores[1] ? "" : ", or make it atomic");
	else if (first != NO_OBJECT && second == NO_OBJECT)
		hint_add(h, "race", race->places[1], "%s touches %s here without %s, which %s holds at %s: hold it here, too",
		         name_of(h, race->tasks[1]), name, object_name(h, first), name_of(h, race->tasks[0]),
		         hint_place(race->places[0]));
	else if (second != NO_OBJECT && first == NO_OBJECT)
		hint_add(h, "race", race->places[0], "%s touches %s here without %s, which %s holds at %s: hold it here, too",
		         name_of(h, race->tasks[0]), name, object_name(h, second), name_of(h, race->tasks[1]),
		         hint_place(race->places[1]));
	else
		hint_add(h, "race", race->places[0], "%s touches %s here, and %s at %s, with no lock in common: hold the same lock around "
		         "both lines", name_of(h, race->tasks[0]), name, name_of(h, race->tasks[1]),
		         hint_place(race->places[1]));
}

/* ---- Sections that ought to be one ---- */

/* Two sections under one lock, of one task, with another's in between: where it was given back, and taken again. */
static long split_of(const struct trace *trace, int task, long *again)
{
	for (long i = trace->n_events - 1; i >= 0; i--) {
		const struct event *lock = &trace->events[i];
		long give = -1, take;

		if (lock->task != task || lock->kind != EV_LOCK)
			continue;
		give = hint_last(trace, task, lock->object, EV_UNLOCK, i);
		take = give < 0 ? -1 : hint_last(trace, task, lock->object, EV_LOCK, give);
		if (take < 0 || hint_last(trace, task, NO_OBJECT, EV_COND_ENTER, i) > take ||
		    !strcmp(hint_place(trace->events[take].here), hint_place(lock->here)))
			continue;       /* it waited in between; or it is a loop that comes round */
		if (was_overtaken(trace, task, lock->object, give, i)) {
			*again = i;
			return give;
		}
	}
	return -1;
}

static bool hint_split(struct hinting *h, int task)
{
	const struct trace *trace = &h->result->trace;
	long again, give = split_of(trace, task, &again);

	if (give < 0)
		return false;
	hint_add(h, "one-section", hint_given_at(h, give), "%s unlocks %s here and locks it again at %s, and another comes in "
	         "between: if what it has seen before must still hold then, keep it locked all the way", name_of(h, task),
	         object_name(h, trace->events[give].object), hint_taken_at(h, again));
	return true;
}

/* ---- Misuse ---- */

/* What the culprit uses has been destroyed before, and not been initialised since. */
static bool hint_destroyed(struct hinting *h)
{
	const struct result *result = h->result;
	const struct trace *trace = &result->trace;
	long gone = hint_last(trace, NO_TASK, result->object, EV_DESTROYED, trace->n_events);
	const struct event *destroy;
	const char *who;

	if (gone < 0 || hint_last(trace, NO_TASK, result->object, EV_MADE, trace->n_events) > gone)
		return false;
	destroy = &trace->events[gone];
	who = name_of(h, result->culprit);
	if (destroy->task == result->culprit)
		hint_add(h, "destroy", destroy->here, "%s destroys %s here and uses it afterwards, at %s: destroy it last, or "
		         "initialise it anew", who, object_name(h, result->object), hint_place(result->here));
	else
		hint_add(h, "destroy", destroy->here, "%s destroys %s here, and %s uses it later, at %s: %s%s%s", name_of(h, destroy->task),
		         object_name(h, result->object), who, hint_place(result->here), result->culprit ? "join " : "",
		         result->culprit ? who : "destroy it when nobody needs it any more", result->culprit ? " before" : "");
	return true;
}

static bool hint_misuse(struct hinting *h)
{
	const struct result *result = h->result;

	if (result->verdict != VERDICT_PANIC || !result->operation || result->object == NO_OBJECT)
		return false;
	if (hint_destroyed(h))
		return true;
	if (strstr(result->operation, "unlock"))
		hint_add(h, "unlock", result->here, "%s unlocks %s here without holding it: on some way to this line the lock is missing, or "
		         "it is unlocked twice", name_of(h, result->culprit), object_name(h, result->object));
	else if (!strcmp(result->operation, "destroy") &&
	         hint_taken(&result->trace, result->culprit, result->object, result->trace.n_events) >= 0)
		hint_add(h, "destroy", result->here, "%s destroys %s here, which it holds itself: unlock it before",
		         name_of(h, result->culprit), object_name(h, result->object));
	else if (!strcmp(result->operation, "destroy"))
		hint_add(h, "destroy", result->here, "%s is destroyed here while others may still use it: join them before",
		         object_name(h, result->object));
	else
		return false;
	return true;
}

void hints_of_faults(struct hinting *h, bool told)
{
	const struct result *result = h->result;
	struct went_on likely;
	bool stuck = result->snapshot->n_stuck > 0;

	told |= hint_misuse(h);
	hint_race(h);
	if (told || stuck || result->culprit == NO_TASK)
		return;
	told = went_on_likely(h, &likely);
	if (told)
		hint_while(h, &likely);
	for (int i = 0; i < result->trace.n_tasks && !told && !result->race; i++)
		told = hint_split(h, (result->culprit + i) % result->trace.n_tasks);
}
