/* sweep_limits.c - sweep_gather.h: were all parts of a grid searched within the same limits? */
#include "cmd/search/sweep_gather.h"

/* "schedules" or "seconds" of a line; NULL: it does not say, as lines of before did not. */
static const struct json_node *limit_of(const struct sweep_line *line, const char *name)
{
	const struct json_node *limit = json_member(json_member(line->node, "grid"), name);

	return limit && limit->kind == JSON_NUMBER ? limit : NULL;
}

/* The first two lines that have different ones. */
static bool differ(const struct gathering *g, const char *name, const struct sweep_line *two[2])
{
	two[0] = NULL;
	for (long i = 0; i < g->n; i++) {
		const struct json_node *limit = limit_of(&g->lines[i], name);

		two[1] = &g->lines[i];
		if (limit && two[0] && limit->number != limit_of(two[0], name)->number)
			return true;
		if (limit && !two[0])
			two[0] = &g->lines[i];
	}
	return false;
}

void sweep_limits_tell(const struct gathering *g)
{
	static const char *const names[] = { "seconds", "schedules" };
	const struct sweep_line *two[2];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (differ(g, names[i], two))
			remark(g->session, "(The parts were not searched within the same limits: %s=%lld in %s, %s=%lld in %s. What is "
			       "not proved in one of them might be with the limit of another.)", names[i], limit_of(two[0], names[i])->number,
			       two[0]->place, names[i], limit_of(two[1], names[i])->number, two[1]->place);
}
