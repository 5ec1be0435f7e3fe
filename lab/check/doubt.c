/* doubt.c - see doubt.h. */
#include "lab/check/doubt.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/retrace.h"

void doubt_note(struct doubts *doubts, const struct world *world)
{
	const struct step *steps;
	long n = turn_steps(world->run, &steps), at = doubts->n++;

	if (at >= MOST_DOUBTS)
		return;
	doubts->n_steps[at] = n;
	doubts->steps[at] = malloc(((size_t)n + 1) * sizeof *steps);
	if (!doubts->steps[at])
		panic("out of memory");
	if (n)
		memcpy(doubts->steps[at], steps, (size_t)n * sizeof *steps);
}

/* The ends that are kept, once more, as world_verdict() tells them when it has watched. */
static void look_again(struct doubts *doubts, struct world *world)
{
	struct exploration *found = world->found;
	const struct move *moves;

	found->schedules -= doubts->n;
	found->ends[VERDICT_OK] = 0;
	found->good = NULL;
	world->watched = true;
	world->raced = false;
	for (long i = 0; i < doubts->n && i < MOST_DOUBTS; i++)
		if (retrace(world, doubts->steps[i], doubts->n_steps[i])) {
			turn_moves(world->run, &moves);
			world_note_end(world);
		}
	world->watched = false;
}

bool doubt_settle(struct doubts *doubts, struct world *world, bool complete)
{
	bool known = true;

	if (doubts->n > 0 && (doubts->raced || !complete)) {
		look_again(doubts, world);
		known = world->found->ends[VERDICT_OK] > 0;
	}
	doubt_free(doubts);
	return known;
}

void doubt_free(struct doubts *doubts)
{
	for (long i = 0; i < doubts->n && i < MOST_DOUBTS; i++)
		free(doubts->steps[i]);
	doubts->n = 0;
}
