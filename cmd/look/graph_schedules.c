/*
 * graph_schedules.c - see graph_schedules.h.
 *
 * The tree is made anew by each call: the same settings give the same tree, so the number of a leaf means the same
 * schedule the next time.
 */
#include "cmd/look/graph_schedules.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/look/trace_names.h"
#include "cmd/search/search.h"
#include "cmd/search/search_progress.h"
#include "cmd/session/out.h"
#include "cmd/step/stepping.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/search/listing.h"
#include "lab/view/schedules.h"

enum { LEAF, SECONDS, OUTCOME, N_OPTIONS };

enum { ALL, BAD, FIRST_VERDICT };

static const char *const outcomes[] = {
	[ALL] = "all", [BAD] = "bad",
#define X(verdict, word, meaning) [FIRST_VERDICT + VERDICT_##verdict] = word,
	VERDICTS(X)
#undef X
};

enum { N_OUTCOMES = FIRST_VERDICT + VERDICT_STALLED + 1 };      /* those that a schedule can end in */

static const struct spec own[N_OPTIONS] = {
	[LEAF]    = { .name = "leaf", .help = "the number of a leaf: step through its schedule", .min = 1, .max = 1000000 },
	[SECONDS] = { .name = "seconds", .help = "of search, at most; 0: no limit", .standard = 10, .max = 1000000 },
	[OUTCOME] = { .name = "outcome", .help = "only the schedules that end so; bad: all but those that are ok", .words = outcomes,
	              .n_words = N_OUTCOMES, .max = N_OUTCOMES - 1 },
};

/* ---- What is searched ---- */

/* Does the line have nothing but the command's own options, so that a leaf is one of the tree that was shown last? */
static bool means_shown(const struct session *session, const struct call *rest, const struct search *search)
{
	if (!session->tree.pattern || session->tree.pattern != search->pattern)
		return false;
	for (int i = 0; i < rest->n_args; i++) {
		bool is_own = false;

		for (int k = 0; k < N_OPTIONS && rest->args[i].name; k++)
			is_own = is_own || !strcmp(rest->args[i].name, own[k].name);
		if (!is_own)
			return false;
	}
	return true;
}

static void search_as_shown(struct search *search, const struct shown_tree *shown)
{
	search->options.turn.any_time = shown->any_time;
	for (int i = 0; i < shown->n; i++) {
		search->all.values[i] = shown->values[i];
		search->all.files[i] = shown->files[i];
	}
}

/* What a line is about that names no pattern, be another one in use: the last run's, as with all views; a leaf, of what was shown. */
static const struct pattern *meant(const struct session *session, const struct call *call)
{
	const struct result *last = session_result(session);
	const struct pattern *shown = NULL;

	for (int i = 0; i < call->n_args; i++) {
		if (!call->args[i].name)
			return session->pattern;
		if (!strcmp(call->args[i].name, own[LEAF].name))
			shown = session->tree.pattern;
	}
	return shown ? shown : last ? last->pattern : session->pattern;
}

static int read(struct session *session, const struct call *call, int *values, struct search *search)
{
	struct call rest = *call;
	const struct result *last = session_result(session);
	const struct pattern *used = session->pattern;
	int status;

	rest.args++;
	rest.n_args--;
	session->pattern = meant(session, &rest);
	status = search_read(session, &rest, own, N_OPTIONS, values, search);
	session->pattern = used;
	if (status)
		return status;
	if (values[LEAF] && means_shown(session, &rest, search))
		search_as_shown(search, &session->tree);
	else if (search_means(&rest, search, last))
		search_as_last(search, &rest, last);
	return search_builds(session, search);
}

struct schedule_tree *list_schedules(struct session *session, const struct run_options *options, unsigned wanted, int seconds,
                                     int *status)
{
	struct search_progress progress = { .session = session };
	struct explore_watcher watcher = search_watcher(&progress);
	struct explore_limits limits = { .ns = seconds * (int64_t)1000000000 };
	char *error = NULL;
	struct schedule_tree *tree = listing_make(options, &limits, wanted, &watcher, &error);

	search_progress_end(&progress);
	if (!tree)
		*status = complain_system(session, "cannot-explore", "%s", error ? error : "the run could not be made");
	free(error);
	return tree;
}

static unsigned wanted_of(int outcome)
{
	if (outcome == ALL)
		return 0;
	return outcome == BAD ? ~(1u << VERDICT_OK) : 1u << (outcome - FIRST_VERDICT);
}

/* ---- A leaf ---- */

static char *schedule_of(const struct schedule_tree *tree, int leaf)
{
	struct step *steps = malloc((size_t)(tree->leaves[leaf].steps + 1) * sizeof *steps);
	struct buf text = { 0 };

	must(steps);
	tree_schedule(tree, leaf, steps);
	schedule_print(&text, steps, tree->leaves[leaf].steps);
	free(steps);
	return buf_take(&text);
}

static int complain_leaf(struct session *session, const struct schedule_tree *tree, int number)
{
	if (tree->n_leaves == 0)
		return complain(session, "bad-value", NULL, "there is no leaf %d: no schedule came to an end", number);
	if (tree->n_leaves == 1)
		return complain(session, "bad-value", NULL, "there is no leaf %d: there is but one, %d", number, tree->leaves[0].number);
	return complain(session, "bad-value", NULL, "there is no leaf %d: the first is %d, the last %d", number, tree->leaves[0].number,
	                tree->leaves[tree->n_leaves - 1].number);
}

/* The schedule becomes the way ahead of a run that is stepped. */
static int step_leaf(struct session *session, const struct search *search, const struct schedule_tree *tree,
                     int number)
{
	struct resolved all = search->all;
	char *schedule;
	int status, leaf = 0;

	while (leaf < tree->n_leaves && tree->leaves[leaf].number != number)
		leaf++;
	if (leaf == tree->n_leaves)
		return complain_leaf(session, tree, number);
	schedule = schedule_of(tree, leaf);
	all.run_text[RUN_SCHEDULE] = *schedule ? schedule : NULL;
	all.run_origin[RUN_SCHEDULE] = FROM_RUN_LINE;
	all.run[RUN_TIME] = search->options.turn.any_time;
	all.run_origin[RUN_TIME] = FROM_RUN_LINE;
	status = stepping_begin(session, &all, settings_line_of(&all));
	free(schedule);
	return status;
}

/* ---- Telling ---- */

static void json_leaves(struct json *json, const struct schedule_tree *tree)
{
	json_array(json, "leaves");
	for (int i = 0; i < tree->n_leaves; i++) {
		char *schedule = schedule_of(tree, i);

		json_object(json, NULL);
		json_int(json, "leaf", tree->leaves[i].number);
		json_text(json, "verdict", verdict_word(tree->leaves[i].verdict));
		json_int(json, "steps", tree->leaves[i].steps);
		json_text(json, "schedule", schedule);
		json_int(json, "node", tree->leaves[i].node);
		if (tree->leaves[i].why)
			json_text(json, "why", tree->leaves[i].why);
		json_end_object(json);
		free(schedule);
	}
	json_end_array(json);
}

/* Node 0 is the start; a node without a task is a leaf. */
static void json_nodes(struct json *json, const struct schedule_tree *tree)
{
	json_array(json, "nodes");
	for (int i = 1; i < tree->n_nodes; i++) {
		const struct tree_node *node = &tree->nodes[i];

		json_object(json, NULL);
		json_int(json, "node", i);
		json_int(json, "parent", node->parent);
		if (node->leaf >= 0) {
			json_int(json, "leaf", tree->leaves[node->leaf].number);
		} else {
			json_text(json, "task", node->who);
			json_text(json, "does", node->what);
			json_text(json, "operation", node->operation);
			if (node->object)
				json_text(json, "object", node->object);
			if (node->with)
				json_text(json, "with", node->with);
			json_text(json, "at", node->here);
		}
		json_end_object(json);
	}
	json_end_array(json);
}

static void tell_json(const struct search *search, const struct schedule_tree *tree)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(search->session, &line);

	json_text(&json, "graph", "schedules");
	which_json(&json, search->pattern);
	settings_json(&json, search->pattern, search->all.values, search->all.files);
	json_text(&json, "time", search_time(search));
	json_text(&json, "shown", tree->extent == TREE_EVERY ? "all" : "outcomes");
	json_int(&json, "schedules", tree->schedules);
	json_text(&json, "limit", tree->limit);
	json_bool(&json, "settled", tree->settled);
	if (tree->left_out)
		json_int(&json, "left_out", tree->left_out);
	json_leaves(&json, tree);
	json_nodes(&json, tree);
	out_json_end(search->session, &json);
}

/* The leaf to look at first: one that ends badly, where there is one; the shortest of them. */
static int most_telling(const struct schedule_tree *tree)
{
	int best = 0;

	for (int i = 1; i < tree->n_leaves; i++) {
		bool bad = tree->leaves[i].verdict != VERDICT_OK, best_bad = tree->leaves[best].verdict != VERDICT_OK;

		if (bad > best_bad || (bad == best_bad && tree->leaves[i].steps < tree->leaves[best].steps))
			best = i;
	}
	return best;
}

static void tell(const struct search *search, const struct schedule_tree *tree, int outcome)
{
	struct session *session = search->session;
	struct buf text = { 0 }, line = { 0 };

	search_line(&line, search);
	text_wrap(&text, buf_text(&line), 0, 2, session->look.width, session->look.ascii);
	view_schedules(&text, tree, &session->look);
	buf_clear(&line);
	buf_adds(&line, "graph schedules ");
	search_line(&line, search);
	if (outcome != ALL)
		buf_printf(&line, " outcome=%s", outcomes[outcome]);
	if (tree->n_leaves > 0)
		buf_printf(&line, " leaf=%d", tree->leaves[most_telling(tree)].number);
	if (tree->n_leaves > 0 && !session->quiet)
		prose_try(&text, &session->look, buf_text(&line));
	out_text(session, &text);
	buf_free(&line);
	buf_free(&text);
}

/* ---- The command ---- */

int graph_schedules(struct session *session, const struct call *call)
{
	struct search search;
	struct schedule_tree *tree;
	int values[N_OPTIONS], status = read(session, call, values, &search);

	if (status)
		return status;
	tree = list_schedules(session, &search.options, wanted_of(values[OUTCOME]), values[SECONDS], &status);
	if (!tree)
		return status;
	if (interrupt_pending())
		status = STATUS_INTERRUPTED;
	if (values[LEAF] && !status)
		status = step_leaf(session, &search, tree, values[LEAF]);
	else if (session->json)
		tell_json(&search, tree);
	else
		tell(&search, tree, values[OUTCOME]);
	if (!status && !values[LEAF])
		shown_tree_keep(&session->tree, search.pattern, search.all.values, search.all.files, pattern_n_settings(search.pattern),
		                search.options.turn.any_time);
	tree_free(tree);
	return status;
}

void offer_graph_schedules(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct pattern *named = call->n_args > 1 && !call->args[1].name ? pattern_find(call->args[1].text) : NULL;

	offer_name(call, offers, "leaf", "the number of a leaf, to step through its schedule");
	offer_name(call, offers, "seconds", own[SECONDS].help);
	offer_name(call, offers, "outcome", own[OUTCOME].help);
	if (call->n_args == 1)
		offer_patterns(offers);
	if (named || settings_pattern(session))
		offer_settings(offers, named ? named : settings_pattern(session));
}
