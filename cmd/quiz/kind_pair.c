/* kind_pair.c - questions about a race: which two lines are it? See kinds.h. */
#include "cmd/quiz/kinds.h"

#include <string.h>

#include "cmd/quiz/certify.h"
#include "cmd/quiz/pairs.h"
#include "cmd/search/search_ending.h"
#include "cmd/source/about.h"
#include "cmd/source/code.h"

enum { LEAST_CHOICES = 3, MOST_CHOICES = 4 };

/* What is wrong with this pair as an answer. */
static const char *why_not(const struct pair *pair)
{
	switch (pair->kind) {
	case PAIR_READS:   return "Both of these only read, and two that read never race.";
	case PAIR_ORDERED: return "One of these writes, but in every schedule something comes between the two and orders them: "
	                          "a start, a join, a lock, or whatever the two tasks meet in.";
	default:           return "These two never touch the same variable: each has its own, or one of them only starts, locks or "
	                          "waits, and touches none.";
	}
}

static void add_choice(struct asked *asked, const struct pair *pair, bool right)
{
	asked_choice(asked, arena_printf(asked->arena, "%d and %d%s", pair->lines[0], pair->lines[1],
	                                 pair->lines[0] == pair->lines[1] ? ", one task each" : ""), right);
	if (!right)
		asked_why_not(asked, why_not(pair));
}

/* Those that race in no schedule, in an order that is drawn; but those that are ordered first: they are the hardest to tell. */
static int list_wrong(const struct pair **wrong, struct rng *rng, const struct pairs *pairs)
{
	int n = 0, n_ordered = 0;

	for (int i = 0; i < pairs->n; i++) {
		int from = pairs->at[i].kind == PAIR_ORDERED ? 0 : n_ordered, to = pairs->at[i].kind == PAIR_ORDERED ? n_ordered : n;
		int at = from + (int)rng_below(rng, (uint32_t)(to - from) + 1);

		if (pairs->at[i].kind == PAIR_RACES)
			continue;
		memmove(&wrong[at + 1], &wrong[at], (size_t)(n++ - at) * sizeof *wrong);
		wrong[at] = &pairs->at[i];
		n_ordered += pairs->at[i].kind == PAIR_ORDERED;
	}
	return n;
}

/*
 * Where there are too few: a line of the right pair, and one at which no memory is touched at all, drawn among those. Returns
 * how many there are then; `made` has room for all that can be missing.
 */
static int list_apart(const struct pair **wrong, int n, struct pair *made, struct rng *rng, const struct pairs *pairs,
                      const struct pair *right)
{
	int left = 0, i = 0;

	for (int k = 0; k < pairs->n_places; k++)
		left += !pairs->touches[k];
	for (; n < MOST_CHOICES - 1 && i < pairs->n_places; i++) {
		int one = right->lines[n % 2], other = pairs->places[i];

		if (pairs->touches[i] || (int)rng_below(rng, (uint32_t)left--) >= MOST_CHOICES - 1 - n)
			continue;
		*made = (struct pair){ { one < other ? one : other, one < other ? other : one }, PAIR_APART };
		wrong[n++] = made++;
	}
	return n;
}

/* The one that races in the shortest schedule, among others that race in none. */
static bool list_pairs(struct asked *asked, struct rng *rng, const struct pairs *pairs, const struct pair *right)
{
	const struct pair *shown[MOST_PAIRS + MOST_CHOICES];
	struct pair made[MOST_CHOICES];
	int n, kept;

	if (!right || right->kind != PAIR_RACES)
		return false;
	n = list_apart(shown, list_wrong(shown, rng, pairs), made, rng, pairs, right);
	kept = n < MOST_CHOICES - 1 ? n : MOST_CHOICES - 1;
	if (n < LEAST_CHOICES - 1)
		return false;
	n = (int)rng_below(rng, (uint32_t)kept + 1);    /* those before the right one */
	for (int i = 0; i <= kept; i++)
		add_choice(asked, i == n ? right : shown[i - (i > n)], i == n);
	return true;
}

/* The lines at which the tasks do something, "  42  cell_store(...);", of the whole source. */
static const char *list_places(struct asked *asked, const struct pairs *pairs)
{
	struct code code = code_read(about_source(asked->setup.pattern));
	struct buf text = { 0 };
	const char *listing;

	for (int i = 0; i < pairs->n_places; i++) {
		struct code_line body;

		if (pairs->places[i] < 1 || pairs->places[i] > code.n)
			continue;
		body = code_body(&code.lines[pairs->places[i] - 1]);
		buf_printf(&text, "%s%3d  %.*s", text.length ? "\n" : "", pairs->places[i], (int)body.length, body.text);
	}
	listing = arena_text(asked->arena, buf_text(&text));
	buf_free(&text);
	code_free(&code);
	return listing;
}

/* The two lines that race in this schedule, of which it is known that it is the shortest. */
static const struct pair *right_pair(const struct search *search, const struct ending *ending, const struct pairs *pairs,
                                     struct arena *arena, const char **fact)
{
	struct result *result = search_replay_ending(search, ending);
	const struct pair *pair = NULL;

	if (result && result->race && result->race->places[0] && result->race->places[1]) {
		pair = pairs_of(pairs, code_line_of(result->race->places[0]), code_line_of(result->race->places[1]));
		*fact = arena_printf(arena, "These race: %s.", result->race->text);
	}
	result_free(result);
	return pair;
}

static bool ask(struct session *session, struct asked *asked, struct rng *rng, const struct exploration *found,
                const struct schedule_tree *tree)
{
	const struct ending *ending = found->bad[VERDICT_RACE];
	struct search search;
	struct pairs pairs;

	if (!ending || !ending->minimal || tree->extent != TREE_EVERY || tree->n_leaves != found->schedules)
		return false;
	setup_search(&search, session, &asked->setup);
	if (!pairs_find(&pairs, &search, tree) || pairs.full ||
	    !list_pairs(asked, rng, &pairs, right_pair(&search, ending, &pairs, asked->arena, &asked->fact)))
		return false;
	asked->listing = list_places(asked, &pairs);
	asked->text = "At these lines the tasks do something. Which of the following pairs is a data race: two tasks, one at "
	              "each line, touch the same variable, one of them writes, and in some schedule nothing orders the two?";
	return true;
}

static bool make_pair(struct session *session, struct asked *asked, struct rng *rng)
{
	struct schedule_tree *tree = tree_new();
	struct exploration *found = certify_listed(session, &asked->setup, asked->subject->verdict, tree);
	bool good = found && ask(session, asked, rng, found, tree);

	if (good)
		asked_tell(asked, &asked->setup, found);
	else
		exploration_free(found);
	tree_free(tree);
	return good;
}

const struct quiz_kind kind_pair = { .name = "pair", .level = 3, .verdict = VERDICT_RACE, .make = make_pair };
