/* explore_conclude.c - what came of the searches together, and what it is worth; see explore.h. */
#include "lab/search/explore_parts.h"

#include <string.h>

#include "lab/search/sample.h"

const char search_limit_of_time[] = "limit of time";

bool search_found_bad(const struct exploration *found)
{
	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			return true;
	return false;
}

bool search_runs_complete(const struct search *s)
{
	return s->dpor_over && !s->only_states && !dpor_limit(s->dpor) && !turn_was_cut(s->world.run);
}

bool search_states_complete(const struct search *s)
{
	return s->states && s->states_over && !states_limit(s->states) && !turn_was_cut(s->second.run);
}

static const char *why_not_proved(const struct search *s)
{
	if (s->found->more)
		return "limit of work";
	if (s->only_states && !s->states)
		return "the search that lets the clock move at any time needs fibers, which this build has not";
	if (s->states && states_limit(s->states) &&
	    (s->only_states || !dpor_limit(s->dpor) || dpor_limit(s->dpor) == too_many_tasks))
		return states_limit(s->states);
	if (s->only_states || !dpor_limit(s->dpor))
		return "an operation had more ways to go on than are looked at";
	return dpor_limit(s->dpor);
}

bool search_has_ends(const struct exploration *found)
{
	return found->ends[VERDICT_OK] || search_found_bad(found);
}

/*
 * What another search or chance has shown is possible. A proof that does not know of it is none; else there is nothing to
 * add to a proof. True when something is added.
 */
static bool add_unproved(struct exploration *found, const struct exploration *other, const char *limit)
{
	for (int i = 0; i < VERDICT_COUNT && found->proved; i++)
		if (other->ends[i] && !found->ends[i] && i != VERDICT_STALLED) {
			found->proved = false;
			found->limit = limit;
		}
	if (found->proved && other->failures && !found->failures) {
		found->proved = false;
		found->limit = limit;
	}
	if (!found->proved)
		exploration_add(found, other);
	return !found->proved;
}

void search_add_chances(struct exploration *found, struct chances *chances)
{
	if (chances->found && add_unproved(found, chances->found, "by chance a run ended as none of these: tasks share something "
	                                   "that is no object of the run"))
		chances_give(chances, found);
	exploration_free(chances->found);
}

/* Then how far the search by schedules has come says little, where another one took turns with it. */
static bool ran_out_of_time(const struct search *s)
{
	return s->found->limit && !strcmp(s->found->limit, search_limit_of_time);
}

static int cores_of(const struct search *s)
{
	int of_states = s->states ? states_cores(s->states) : 0, of_runs = dpor_cores(s->dpor);

	return of_states > 1 ? of_states : of_runs > 1 ? of_runs : 1;
}

void search_conclude(struct search *s)
{
	struct exploration *found = s->found;

	found->proved = (search_runs_complete(s) || search_states_complete(s)) && !dpor_strayed(s->dpor);
	if (s->states && !search_runs_complete(s) && (search_states_complete(s) || s->only_states))
		exploration_take_over(found, &s->by_states);
	else if (s->states)
		exploration_add(found, &s->by_states);
	found->search = s->only_states || (found->proved && !search_runs_complete(s)) ? "states" : "dpor";
	found->states = s->states ? states_count(s->states) : 0;
	if (s->states)
		found->alike = *states_swapped(s->states);
	found->cores = cores_of(s);
	found->bytes = s->states ? states_bytes(s->states) : 0;
	found->work = s->steps + s->moves * STEPS_A_MOVE;
	found->too_long = dpor_limit(s->dpor) == too_many_steps || (s->states && states_limit(s->states) == too_many_steps);
	found->timed = atomic_load(&s->world.run->timed) || (s->states && atomic_load(&s->second.run->timed));
	found->more = !found->proved && !found->limit && !(s->dpor_over && s->states_over);
	if (found->proved)
		found->limit = NULL;
	else if (!found->limit)
		found->limit = why_not_proved(s);
	if (s->few)
		add_unproved(found, few_found(s->few), "with few switches a run ended as none of these");
	search_add_chances(found, &s->chances);
	if (found->proved && found->ends[VERDICT_FAILED]) {
		found->proved = false;
		found->limit = "what the lab or the system could not do is no result: what would have come after it is not known";
	}
	if (found->proved && !search_has_ends(found)) {
		found->proved = false;
		found->limit = "no schedule comes to an end";
	}
	found->done = found->proved ? 1 : ran_out_of_time(s) && s->states ? 0 : dpor_done(s->dpor);
}

/* ---- What it is worth ---- */

/* Where a run is over by a race, what can come of that was not seen; nor is it known which steps can be swapped then. */
static bool ends_by_race(const struct search *s)
{
	return s->memory == MEMORY_RACES && s->found->ends[VERDICT_RACE];
}

/*
 * What was searched does not count where more is shared, or done, than was known, or than can be. That comes before the
 * limit of time: with more of it nothing would be proved, either.
 */
void search_doubt(struct search *s, bool learned, bool strayed)
{
	if (ends_by_race(s)) {
		if (s->found->proved || strayed)
			s->found->limit = "with memory=races it is not looked at what a race leads to";
		s->found->proved = false;
		return;
	}
	if (s->found->proved && s->found->ends[VERDICT_STALLED]) {
		s->found->proved = false;
		s->found->limit = "a task that computes for long is left where it is, and what it would come to is not seen";
	}
	if (!s->found->proved && s->doubt && s->found->limit == search_limit_of_time)
		s->found->limit = arena_printf(s->found->arena, "%s; and the %s was reached", s->doubt, search_limit_of_time);
	if (!s->found->proved || (!learned && !s->doubt))
		return;
	s->found->proved = false;
	s->found->limit = s->doubt ? s->doubt : "interrupted";
}

bool search_note_breaches(struct search *s, struct run_options *options)
{
	struct exploration *found = s->found;
	bool relied = found->search && !strcmp(found->search, "states") && !options->turn.unbound;

	breaches_add(&found->breaches, &s->world.run->breaches, found->arena);
	if (s->states)
		breaches_add(&found->breaches, &s->second.run->breaches, found->arena);
	if (s->few)
		breaches_add(&found->breaches, few_breaches(s->few), found->arena);
	if (!found->breaches.n)
		return false;
	options->turn.unbound = true;
	return relied;
}

static void note_places_of(struct exploration *found, struct run *run)
{
	found->weak = found->weak ? found->weak : atomic_load(&run->weak);
	found->dry = found->dry ? found->dry : atomic_load(&run->dry);
	found->slept = found->slept ? found->slept : atomic_load(&run->slept);
	found->bided = found->bided ? found->bided : atomic_load(&run->bided);
	found->stayed = *found->stayed.task ? found->stayed : run->stayed;
}

void search_note_places(struct search *s)
{
	note_places_of(s->found, s->world.run);
	if (s->states)
		note_places_of(s->found, s->second.run);
}
