/* states_work.c - how dear the moves of a search by states are, for who takes turns with it: see states.h. */
#include "lab/search/states_parts.h"

enum { BYTES_A_MOVE = 32 * 1024 };

long states_weight(const struct states *s)
{
	size_t bytes = s->begun ? arena_image_size(s->run->arena) : 0;

	if (s->begun && s->world->watched)
		bytes += race_size(s->world->watch.race);
	return 1 + (long)(bytes / BYTES_A_MOVE);
}

long states_work(struct states *s, long moves, bool *over)
{
	long extra = turn_extra(s->run);

	*over = !states_run(s, moves);
	return moves + (turn_extra(s->run) - extra) / STEPS_A_MOVE;
}
