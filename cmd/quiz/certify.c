/* certify.c - see certify.h. */
#include "cmd/quiz/certify.h"

#include <stdlib.h>

#include "cmd/search/search_report.h"

enum { MOST_WORK = 80000, MOST_VALUES_TRIED = 10 };

/* May a schedule that counts among others have a race, too? */
static bool hides_race(const struct exploration *found)
{
	return !search_always(found, VERDICT_RACE) && !search_all_ok(found);
}

bool is_frequency_known(const struct exploration *found, enum verdict verdict)
{
	return verdict != VERDICT_RACE || !hides_race(found) || (is_possible(found, VERDICT_RACE) && is_possible(found, VERDICT_OK));
}

static bool is_known(const struct exploration *found, enum verdict verdict)
{
	return verdict != VERDICT_RACE || is_possible(found, VERDICT_RACE) || !hides_race(found);
}

struct exploration *certify_listed(struct session *session, const struct setup *setup, enum verdict verdict,
                                   struct schedule_tree *tree)
{
	struct explore_watcher watcher = { .interrupted = session_stopped, .context = session };
	struct explore_limits limits = { .work = MOST_WORK, .listed = tree };
	struct exploration *found;
	struct search search;
	char *error = NULL;

	setup_search(&search, session, setup);
	found = explore(&search.options, &limits, &watcher, &error);
	free(error);
	if (found && found->proved && is_known(found, verdict))
		return found;
	exploration_free(found);
	return NULL;
}

struct exploration *certify(struct session *session, const struct setup *setup, enum verdict verdict)
{
	struct schedule_tree *tree = tree_new();
	struct exploration *found = certify_listed(session, setup, verdict, tree);

	tree_free(tree);
	return found;
}

void edge_free(struct edge *edge)
{
	for (int i = 0; i < 2; i++) {
		exploration_free(edge->found[i]);
		edge->found[i] = NULL;
	}
}

bool edge_find(struct session *session, const struct setup *setup, int setting, enum verdict verdict,
               struct edge *edge)
{
	const struct setting *turned = &setup->pattern->settings[setting];

	*edge = (struct edge){ .setups = { *setup, *setup } };
	for (int i = 0; i < MOST_VALUES_TRIED && turned->min + i <= turned->max; i++) {
		edge->value = turned->min + i;
		exploration_free(edge->found[0]);
		edge->found[0] = edge->found[1];
		edge->setups[0] = edge->setups[1];
		edge->setups[1].values[setting] = edge->value;
		edge->found[1] = certify(session, &edge->setups[1], verdict);
		if (!edge->found[1])
			break;
		edge->can = is_possible(edge->found[1], verdict);
		if (i > 0 && edge->can != is_possible(edge->found[0], verdict))
			return true;
	}
	edge_free(edge);
	return false;
}
