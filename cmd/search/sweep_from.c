/* sweep_from.c - see sweep_from.h. */
#include "cmd/search/sweep_from.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/sweep_gather.h"
#include "cmd/term/suggest.h"
#include "lab/base/panic.h"

bool sweep_from_asked(const struct call *call)
{
	for (int i = 0; i < call->n_args; i++)
		if (gather_is_from(&call->args[i]))
			return true;
	return false;
}

/* ---- The grid, as the first line has it ---- */

/* Is it one of the command's options that still says something here? */
static int check_option(struct session *session, const struct arg *arg, const struct spec *own, int n_own)
{
	static const char *const said[] = { "by", "n", "part" };
	struct suggester near = { .typed = arg->name };

	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (!strcmp(arg->name, said[i]))
			return complain(session, "contradiction", NULL, "with from= the lines say what was swept, and how: leave %s= "
			                "away", arg->name);
	for (int i = 0; i < n_own; i++) {
		if (!strcmp(own[i].name, arg->name))
			return STATUS_OK;
		suggest_offer(&near, own[i].name);
	}
	return complain(session, "contradiction", &near.best, "with from= the lines say what was swept, and how: leave %s= away",
	                arg->name);
}

static void add_arg(struct call *made, struct arena *arena, const char *name, const char *value)
{
	made->args[made->n_args++] = (struct arg){
		.text = name ? arena_printf(arena, "%s=%s", name, value) : arena_text(arena, value),
		.name = name ? arena_text(arena, name) : NULL, .value = name ? arena_text(arena, value) : NULL
	};
}

/* What is beside a program's settings is not on the line where it is as by default. */
static const char *standard_of(const struct pattern *pattern, int index, struct arena *arena)
{
	struct spec spec = spec_of_pattern(pattern, index);
	struct buf text = { 0 };
	const char *copy;

	if (!spec.is_text)
		spec_value(&text, &spec, spec.standard, NULL);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* The axes in their order; then every other setting, so that nothing that the session turns counts. */
static void add_settings(struct gathering *g, struct call *made, const struct pattern *pattern)
{
	const struct json_node *node = g->lines[0].node, *settings = json_member(node, "settings");
	const struct json_node *axes = json_member(json_member(node, "grid"), "axes");

	for (const struct json_node *at = axes->first; at; at = at->next)
		add_arg(made, g->arena, at->key, sweep_line_value(at, g->arena));
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		const struct setting *setting = &pattern->settings[i];
		const struct json_node *value = json_member(setting->is_beside ? node : settings, setting->name);

		if (!json_member(axes, setting->name))
			add_arg(made, g->arena, setting->name, value ? sweep_line_value(value, g->arena)
			        : standard_of(pattern, i, g->arena));
	}
	if (json_member(node, "by"))
		add_arg(made, g->arena, "by", "run");
	else
		add_arg(made, g->arena, "time", json_member(node, "time")->text);
}

/* The settings of the line are the pattern's, all of them. */
static const char *other_settings(struct gathering *g, const struct pattern *pattern)
{
	const struct json_node *settings = json_member(g->lines[0].node, "settings");
	struct spec spec;

	for (const struct json_node *at = settings->first; at; at = at->next)
		if (!spec_find(&spec, pattern, at->key) || spec.of_run)
			return arena_printf(g->arena, "%.60s has no setting '%.60s'", pattern->name, at->key);
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		if (!pattern->settings[i].is_beside && !json_member(settings, pattern->settings[i].name))
			return arena_printf(g->arena, "%.60s has a setting '%s', and the line has not", pattern->name,
			                    pattern->settings[i].name);
	return NULL;
}

static int find_pattern(struct gathering *g, const struct call *call, const struct pattern **pattern)
{
	const struct json_node *node = g->lines[0].node, *file = json_member(json_member(node, "grid"), "file");
	const struct json_node *cflags = json_member(node, "cflags");
	struct arg arg = { .name = "cflags", .value = (char *)sweep_line_value(cflags, g->arena) };
	struct call made = *call;
	const char *why;
	int status;

	made.args = &arg;
	made.n_args = 1;
	status = pattern_named(g->session, &made, g->program && file ? g->program : file && file->kind == JSON_TEXT ? file->text
	                       : json_member(node, "pattern")->text, pattern);
	if (status)
		return status;
	why = sweep_line_changed(&g->lines[0], *pattern, g->arena);
	if (!why)
		why = other_settings(g, *pattern);
	return why ? gather_complain(g, &g->lines[0], why) : STATUS_OK;
}

static struct sweep *make_grid(struct gathering *g, const struct call *call, const struct spec *own, int n_own, int *values,
                               struct search *search, int *status)
{
	const struct json_node *axes = json_member(json_member(g->lines[0].node, "grid"), "axes");
	const struct pattern *pattern;
	struct call made = *call;
	struct sweep *sweep;

	*status = find_pattern(g, call, &pattern);
	if (*status)
		return NULL;
	made.args = calloc((size_t)call->n_args + (size_t)json_length(axes) + MAX_SETTINGS + 3, sizeof *made.args);
	must(made.args);
	made.n_args = 0;
	add_arg(&made, g->arena, NULL, pattern->name);
	add_settings(g, &made, pattern);
	for (int i = 0; i < call->n_args && !*status; i++)
		if (call->args[i].name && !gather_is_from(&call->args[i])) {
			*status = check_option(g->session, &call->args[i], own, n_own);
			made.args[made.n_args++] = call->args[i];
		}
	sweep = *status ? NULL : sweep_read(g->session, &made, own, n_own, values, search, status);
	free(made.args);
	return sweep;
}

/* ---- The cells ---- */

/* Which line each cell stands in; NULL: in none. */
static int take_lines(struct gathering *g, struct sweep *sweep, const struct sweep_line **of_cell)
{
	const char *why = NULL;

	for (long i = 0; i < g->n && !why; i++) {
		const struct sweep_line *line = &g->lines[i];
		long cell = sweep_line_cell(line);

		why = sweep_line_differs(line, &g->lines[0], sweep->pattern, g->arena);
		if (!why && cell < sweep->n_cells && of_cell[cell])
			why = arena_printf(g->arena, "cell %ld stands here, and in %s as well: take one of the two away", cell + 1,
			                   of_cell[cell]->place);
		if (!why)
			why = sweep_line_take(line, sweep, g->arena);
		if (why)
			return gather_complain(g, line, why);
		of_cell[cell] = line;
	}
	return STATUS_OK;
}

static int fill(struct gathering *g, struct sweep *sweep, bool tell)
{
	const struct sweep_line **of_cell = calloc((size_t)sweep->n_cells, sizeof *of_cell);
	int status;

	must(of_cell);
	status = take_lines(g, sweep, of_cell);
	for (long i = 0; i < sweep->n_cells && !status && tell && g->session->json; i++)
		if (of_cell[i])
			fprintf(g->session->out, "%s\n", of_cell[i]->text);
	if (!status) {
		sweep_missing(g, sweep);
		sweep_limits_tell(g);
	}
	free(of_cell);
	return status;
}

struct sweep *sweep_from(struct session *session, const struct call *call, const struct spec *own, int n_own, int *values,
                         struct search *search, bool tell, int *status)
{
	struct gathering g = { .session = session, .arena = arena_new() };
	struct sweep *sweep = NULL;

	*status = gather(&g, call);
	if (!*status)
		sweep = make_grid(&g, call, own, n_own, values, search, status);
	if (sweep) {
		sweep->real = json_member(g.lines[0].node, "by") != NULL;       /* how its cells are taken */
		*status = fill(&g, sweep, tell);
	}
	if (sweep && *status) {
		sweep_free(sweep);
		sweep = NULL;
	}
	arena_free(g.arena);
	free(g.lines);
	return sweep;
}
