/* cmd_diff.c - two variants of a pattern side by side, or two patterns. */
#include <stdlib.h>
#include <string.h>

#include "cmd/run/perform.h"
#include "cmd/session/command.h"
#include "cmd/source/about.h"
#include "cmd/source/diff.h"
#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"
#include "lab/program/program.h"
#include "lab/trace/snap_text.h"

/* So many runs of each side, and no more steps than that. */
enum { RUNS = 60, STEPS = 500000 };

/* ---- The line ---- */

static bool is_later(const struct call *call, int i)
{
	for (int k = i + 1; k < call->n_args; k++)
		if (call->args[k].name && strcmp(call->args[k].name, call->args[i].name) == 0)
			return true;
	return false;
}

static bool is_earlier(const struct call *call, int i)
{
	for (int k = 0; k < i; k++)
		if (call->args[k].name && strcmp(call->args[k].name, call->args[i].name) == 0)
			return true;
	return false;
}

/* The patterns: one or two words, else the one in view. */
static int read_patterns(struct diff *diff, const struct call *call)
{
	int n = 0, status;

	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			continue;
		if (n == SIDES)
			return complain_usage(diff->session, call, "two patterns at the most");
		status = pattern_named(diff->session, call, call->args[i].text, &diff->pattern[n++]);
		if (status)
			return status;
	}
	if (n == 0)
		diff->pattern[n++] = settings_pattern(diff->session);
	if (!diff->pattern[SIDE_A])
		return complain_usage(diff->session, call,
		                      "variants of which pattern? `diff worker-pool feed=main`");
	if (n == 1)
		diff->pattern[SIDE_B] = diff->pattern[SIDE_A];
	return STATUS_OK;
}

/*
 * Of two values of a setting the first is A's, the second B's. A single one belongs to both where another setting has two,
 * else it is what B has against the default. Behind a second pattern all are B's.
 */
static int deal_settings(struct diff *diff, const struct call *call)
{
	int words = 0, named = 0;
	bool two_values = false, single;
	struct spec spec;

	for (int i = 0; i < call->n_args; i++) {
		named += !call->args[i].name;
		two_values = two_values || (call->args[i].name && is_later(call, i));
	}
	for (int i = 0; i < call->n_args; i++) {
		const struct arg *arg = &call->args[i];
		int side;

		words += !arg->name;
		if (!arg->name)
			continue;
		side = named == SIDES ? words == SIDES : !is_later(call, i);
		if (spec_find(&spec, diff->pattern[side], arg->name) && spec.of_run)
			return complain_usage(diff->session, call, "%s= is about a run, not about the code",
			                      arg->name);
		if (named < SIDES && is_later(call, i) && is_earlier(call, i))
			return complain_usage(diff->session, call, "%s= has more than two values", arg->name);
		diff->args[side][diff->n_args[side]++] = *arg;
		single = !is_later(call, i) && !is_earlier(call, i);
		if (named < SIDES && two_values && single)
			diff->args[SIDE_A][diff->n_args[SIDE_A]++] = *arg;
	}
	return STATUS_OK;
}

/* Nothing was turned on the line: the defaults against the last run. */
static int take_last(struct diff *diff, const struct call *call)
{
	const struct result *last = diff->session->last;

	if (!last || last->pattern != diff->pattern[SIDE_A])
		return complain_usage(diff->session, call,
		                      "what against what? `diff %s NAME=VALUE` compares with the default",
		                      diff->pattern[SIDE_A]->name);
	for (int i = 0; i < pattern_n_settings(last->pattern); i++) {
		diff->all[SIDE_A].values[i] = last->pattern->settings[i].standard;
		diff->all[SIDE_A].files[i] = NULL;
		diff->all[SIDE_B].values[i] = last->values[i];
		diff->all[SIDE_B].files[i] = last->files[i];
	}
	return STATUS_OK;
}

static bool differs(const struct diff *diff, int setting)
{
	const char *a = diff->all[SIDE_A].files[setting], *b = diff->all[SIDE_B].files[setting];

	return diff->all[SIDE_A].values[setting] != diff->all[SIDE_B].values[setting] ||
	       (a && b && strcmp(a, b) != 0);
}

/* "feed=main": what differs, of one side. */
static void add_title(struct diff *diff, int side)
{
	for (int i = 0; i < pattern_n_settings(diff->pattern[side]); i++) {
		struct spec spec = spec_of_pattern(diff->pattern[side], i);

		if (!differs(diff, i))
			continue;
		buf_printf(&diff->title[side], "%s%s=", diff->title[side].length ? " " : "", spec.name);
		spec_value(&diff->title[side], &spec, diff->all[side].values[i], diff->all[side].files[i]);
	}
}

static int read_line(struct diff *diff, const struct call *call)
{
	static const char as_they_stand[] = "two patterns are compared as they stand, without settings";
	int status = read_patterns(diff, call), n_args;

	if (!status)
		status = deal_settings(diff, call);
	for (int side = 0; side < SIDES && !status; side++)
		status = settings_resolve(diff->session, diff->pattern[side], diff->args[side],
		                          diff->n_args[side], &diff->all[side]);
	if (status)
		return status;
	n_args = diff->n_args[SIDE_A] + diff->n_args[SIDE_B];
	if (diff->pattern[SIDE_A] != diff->pattern[SIDE_B])
		return n_args == 0 ? STATUS_OK : complain_usage(diff->session, call, "%s", as_they_stand);
	if (n_args == 0 && take_last(diff, call))
		return STATUS_USAGE;
	add_title(diff, SIDE_A);
	add_title(diff, SIDE_B);
	if (!diff->title[SIDE_A].length)
		return complain(diff->session, "same", NULL, "both sides of %s are the same",
		                diff->pattern[SIDE_A]->name);
	return STATUS_OK;
}

/* ---- Looking ---- */

static bool stopped(void *context)
{
	(void)context;
	return interrupt_pending();
}

/* The last run may have gone wrong where none of these did: then it is told, too. */
static void add_last(struct diff *diff, int side)
{
	const struct result *last = diff->session->last;

	if (!last || !diff->sides[side].deeds.runs || last->pattern != diff->pattern[side])
		return;
	for (int i = 0; i < pattern_n_settings(last->pattern); i++)
		if (last->values[i] != diff->all[side].values[i])
			return;
	deeds_add_wrong(&diff->sides[side].deeds, last);
}

static int watch_sides(struct diff *diff)
{
	char *error = NULL;
	int status = STATUS_OK;

	for (int side = 0; side < SIDES && !status; side++) {
		struct run_options options = perform_options(&diff->all[side]);

		options.untraced = false;
		options.pace = 0;
		diff->sides[side].values = diff->all[side].values;
		status = which_builds(diff->session, diff->pattern[side], options.values, options.files);
		if (status)
			break;
		if (!deeds_watch(&diff->sides[side].deeds, &options, RUNS, STEPS, stopped, NULL, &error))
			status = complain_system(diff->session, "cannot-run", "%s", error);
		add_last(diff, side);
	}
	/* Half of it would mislead. */
	if (!diff->sides[SIDE_A].deeds.runs || !diff->sides[SIDE_B].deeds.runs) {
		deeds_free(&diff->sides[SIDE_A].deeds);
		deeds_free(&diff->sides[SIDE_B].deeds);
	}
	free(error);
	return status ? status : interrupt_pending() ? STATUS_INTERRUPTED : STATUS_OK;
}

/* ---- Pages ---- */

static struct code read_file(const struct pattern *pattern, int i)
{
	const char *text = "", *file = i < 0 ? NULL : program_file(pattern, i, &text);
	struct code code = code_read(text);

	code.file = file;
	return code;
}

static void add_page(struct diff *diff, const char *name)
{
	struct page *page = &diff->pages[diff->n_pages++];

	page->file = name;
	for (int side = 0; side < SIDES; side++)
		page->code[side] = read_file(diff->pattern[side], program_file_of(diff->pattern[side], name));
}

/* The files of A, then those that only B has. */
static void add_files(struct diff *diff)
{
	const char *text;

	for (int side = 0; side < SIDES; side++)
		for (int i = 0; i < program_n_files(diff->pattern[side]); i++) {
			const char *name = snap_place(program_file(diff->pattern[side], i, &text));

			if (side == SIDE_A || program_file_of(diff->pattern[SIDE_A], name) < 0)
				add_page(diff, name);
		}
}

static bool has_several(const struct diff *diff)
{
	return program_n_files(diff->pattern[SIDE_A]) > 1 || program_n_files(diff->pattern[SIDE_B]) > 1;
}

/* False where a side is no program: that is one file whatever it is called. */
static bool are_programs(const struct diff *diff)
{
	return program_n_files(diff->pattern[SIDE_A]) > 0 && program_n_files(diff->pattern[SIDE_B]) > 0;
}

static int add_pages(struct diff *diff)
{
	int most = program_n_files(diff->pattern[SIDE_A]) + program_n_files(diff->pattern[SIDE_B]) + 1;

	if (has_several(diff) && !are_programs(diff))
		return complain(diff->session, "several-files", NULL, "a program of several files is compared with another "
		                "program, or with itself and other settings");
	diff->pages = calloc((size_t)most, sizeof *diff->pages);
	must(diff->pages);
	if (has_several(diff)) {
		add_files(diff);
		return STATUS_OK;
	}
	diff->n_pages = 1;
	for (int side = 0; side < SIDES; side++) {
		const char *source = about_source(diff->pattern[side]);

		if (!source)
			return complain_system(diff->session, "no-source",
			                       "this program does not carry the source of %s",
			                       diff->pattern[side]->name);
		diff->pages[0].code[side] = code_read(source);
	}
	return STATUS_OK;
}

static void compare_page(struct diff *diff, struct page *page)
{
	struct side sides[SIDES];

	if (diff->pattern[SIDE_A] != diff->pattern[SIDE_B]) {
		compare_sources(&page->rows, page->code);
		return;
	}
	if (!page->file) {
		compare_variants(&page->rows, &page->code[SIDE_A], diff->pattern[SIDE_A], diff->sides);
		return;
	}
	for (int side = 0; side < SIDES; side++)
		sides[side] = (struct side){ diff->sides[side].values, deeds_in(&diff->sides[side].deeds, page->file) };
	compare_variants(&page->rows, &page->code[SIDE_A], diff->pattern[SIDE_A], sides);
	for (int side = 0; side < SIDES; side++)
		deeds_free(&sides[side].deeds);
}

static int look(struct diff *diff)
{
	int status = add_pages(diff);

	if (!status && diff->pattern[SIDE_A] == diff->pattern[SIDE_B])
		status = watch_sides(diff);
	for (int i = 0; i < diff->n_pages && !status; i++)
		compare_page(diff, &diff->pages[i]);
	return status;
}

static void diff_free(struct diff *diff)
{
	for (int i = 0; i < diff->n_pages; i++) {
		rows_free(&diff->pages[i].rows);
		code_free(&diff->pages[i].code[SIDE_A]);
		code_free(&diff->pages[i].code[SIDE_B]);
	}
	free(diff->pages);
	for (int side = 0; side < SIDES; side++) {
		deeds_free(&diff->sides[side].deeds);
		buf_free(&diff->title[side]);
		free(diff->args[side]);
	}
}

static int run(struct session *session, const struct call *call)
{
	struct diff diff = { .session = session };
	int status;

	for (int side = 0; side < SIDES; side++) {
		diff.args[side] = calloc((size_t)call->n_args + 1, sizeof *diff.args[side]);
		must(diff.args[side]);
	}
	status = read_line(&diff, call);
	if (!status)
		status = look(&diff);
	if (!status)
		diff_tell(&diff);
	diff_free(&diff);
	return status;
}

const struct command cmd_diff = {
	.name = "diff", .group = GROUP_LEARN,
	.args = "[pattern] [pattern] [name=value ...]",
	.summary = "two variants' code side by side, or two patterns'",
	.detail = "  diff NAME feed=main             the default against one switch\n"
	          "  diff NAME feed=task feed=main   two values against each other; what is given\n"
	          "                                  but once beside them, both have\n"
	          "  diff                            the defaults against the last run\n"
	          "  diff NAME OTHER                 two patterns\n"
	          "  diff ./broken.c ./mended.c      two files of your own; `explore` of each says\n"
	          "                                  how it ends\n"
	          "Shown are the lines that ask what differs, those that only one variant runs,\n"
	          "and those that other tasks run or get stuck in. That a branch is not taken is\n"
	          "read from the source; who comes by is seen in a few schedules by chance.",
	.example = { "diff worker-pool feed=main", "diff fan-in worker-pool" },
	.see_also = "show, patterns, explore",
	.completer = COMPLETE_RUN,
	.run = run,
};
