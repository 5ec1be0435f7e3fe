/* news.c - see news.h. */
#include "lab/search/news.h"

struct learned learned_now(struct run *run)
{
	return (struct learned){
		.contested = run->contested, .learns = run_learns(run), .timed = run->timed, .cut = turn_was_cut(run) || run->cut,
		.breaches = run->breaches.n, .doubt = run_doubt(run), .weak = run->weak, .dry = run->dry, .slept = run->slept,
		.bided = run->bided,
	};
}

bool learned_same(const struct learned *a, const struct learned *b)
{
	return a->contested == b->contested && a->learns == b->learns && a->timed == b->timed && a->cut == b->cut &&
	       a->breaches == b->breaches && a->doubt == b->doubt && a->weak == b->weak && a->dry == b->dry &&
	       a->slept == b->slept && a->bided == b->bided;
}

static void add_ending(struct known *known, const struct ending *ending)
{
	known->kinds += ending != NULL;
	known->lengths += ending ? ending->n : 0;
}

struct known known_now(const struct exploration *found)
{
	struct known known = {
		.n_tasks = found->n_tasks, .least = found->leaked_least, .most = found->leaked_most, .left = task_set_size(&found->left),
		.unsettled = found->unsettled, .good = found->good, .kept = found->kept,
	};

	add_ending(&known, found->failed);
	for (int i = 0; i < 2; i++) {
		add_ending(&known, found->printed[i].ending);
		known.printed += (uint64_t)(i + 1) * found->printed[i].lines;
	}
	for (int i = 0; i < VERDICT_COUNT; i++)
		add_ending(&known, found->bad[i]);
	for (int i = 0; i < found->n_finals; i++)
		known.values += 1 + found->finals[i].n;
	return known;
}

bool known_same(const struct known *a, const struct known *b)
{
	return a->n_tasks == b->n_tasks && a->least == b->least && a->most == b->most && a->kinds == b->kinds &&
	       a->lengths == b->lengths && a->values == b->values && a->left == b->left && a->unsettled == b->unsettled &&
	       a->good == b->good && a->kept == b->kept && a->printed == b->printed;
}
