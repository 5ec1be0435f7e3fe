/* standstill.c - see standstill.h. */
#include "lab/search/standstill.h"

#include "lab/engine/checkpoint.h"

void standstill_free(struct standstill *s)
{
	if (s->look)
		state_look_free(s->look);
	state_set_free(&s->seen);
	*s = (struct standstill){ 0 };
}

/* Most runs end long before anything is noted: they pay nothing. */
void standstill_begin(struct standstill *s)
{
	if (s->n > 0)
		standstill_free(s);
}

void standstill_note(struct standstill *s, struct run *run)
{
	struct hash hash;
	bool added;

	if (!checkpoint_possible(run))
		return;
	if (!s->look)
		s->look = state_look_new(false);
	hash_begin(&hash);
	state_hash(s->look, &hash, run, NO_TASK);
	state_set_put(&s->seen, hash_end(&hash), 0, &added);
	s->n++;
	if (added)
		s->newest = s->n;
}

bool standstill_is(const struct standstill *s)
{
	return s->n >= STANDSTILL_STATES && s->newest <= s->n / 2;
}
