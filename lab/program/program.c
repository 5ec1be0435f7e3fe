/* program.c - see program.h: what is loaded, and loading it. */
#include "lab/program/program.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/build.h"
#include "lab/compile/sources.h"
#include "lab/program/glance.h"
#include "lab/program/pattern_file.h"
#include "lab/program/program_parts.h"
#include "lab/program/variant.h"
#include "lab/trace/snap_text.h"

static struct program *newest;
static bool refused;

void programs_refuse(void)
{
	refused = true;
}

bool programs_refused(void)
{
	return refused;
}

bool program_is_path(const char *word)
{
	size_t length = strlen(word);

	return strchr(word, '/') || (length > 2 && strcmp(word + length - 2, ".c") == 0);
}

const struct pattern *program_loaded(const char *path)
{
	for (struct program *program = newest; program; program = program->older)
		if (strcmp(program->path, path) == 0)
			return &program->pattern;
	return NULL;
}

const char *program_source(const struct pattern *pattern)
{
	for (struct program *program = newest; program; program = program->older)
		if (&program->pattern == pattern)
			return program->source;
	return NULL;
}

bool program_is_stale(const struct pattern *pattern)
{
	const char *then = program_source(pattern);
	struct sources now = { 0 };
	struct buf why = { 0 };
	char *text = NULL;
	bool stale = false;

	if (then && sources_read(&now, pattern->name, "", &why)) {
		text = sources_text(&now);
		stale = strcmp(text, then) != 0;
	}
	free(text);
	sources_free(&now);
	buf_free(&why);
	return stale;
}

size_t program_length(const struct pattern *pattern)
{
	size_t length = 0;

	for (struct program *program = newest; program; program = program->older)
		if (&program->pattern == pattern) {
			for (int i = 0; i < program->sources.n; i++)
				length += strlen(program->sources.at[i].text);
			for (int i = 0; i < program->sources.n_headers; i++)
				length += strlen(program->sources.header[i].text);
		}
	return length;
}

int program_n_files(const struct pattern *pattern)
{
	for (struct program *program = newest; program; program = program->older)
		if (&program->pattern == pattern)
			return program->sources.n;
	return 0;
}

const char *program_file(const struct pattern *pattern, int i, const char **text)
{
	for (struct program *program = newest; program; program = program->older)
		if (&program->pattern == pattern && i < program->sources.n) {
			*text = program->sources.at[i].text;
			return program->sources.at[i].path;
		}
	return NULL;
}

int program_file_of(const struct pattern *pattern, const char *place)
{
	size_t length = strcspn(snap_place(place), ":");
	const char *text;

	for (int i = 0; i < program_n_files(pattern); i++) {
		const char *name = snap_place(program_file(pattern, i, &text));

		if (strlen(name) == length && !strncmp(name, snap_place(place), length))
			return i;
	}
	return -1;
}

/* Is this the path of the place, or, else, is its last part that of the place's? */
static bool is_path_of(const char *path, const char *place, bool whole)
{
	const char *name = whole ? path : snap_place(path), *at = whole ? place : snap_place(place);
	size_t length = strcspn(at, ":");

	return strlen(name) == length && !strncmp(name, at, length);
}

/* How many files it is in, and the text of the last one. */
static int texts_at(const struct sources *sources, const char *place, bool whole, const char **text)
{
	int n = 0;

	for (int i = 0; i < sources->n; i++)
		if (is_path_of(sources->at[i].path, place, whole)) {
			*text = sources->at[i].text;
			n++;
		}
	for (int i = 0; i < sources->n_headers; i++)
		if (is_path_of(sources->header[i].path, place, whole) && (n == 0 || strcmp(*text, sources->header[i].text) != 0)) {
			*text = sources->header[i].text;
			n++;
		}
	return n;
}

const char *program_text_at(const struct pattern *pattern, const char *place)
{
	const struct program *program = program_n_files(pattern) ? (const struct program *)pattern : NULL;
	const char *text = NULL;

	if (!program)
		return NULL;
	if (texts_at(&program->sources, place, true, &text) == 1)
		return text;
	return texts_at(&program->sources, place, false, &text) == 1 ? text : NULL;
}

static char *copy(const char *text)
{
	struct buf buf = { 0 };

	buf_adds(&buf, text);
	return buf_take(&buf);
}

static void add_made(struct program *program, const char *cflags, const char *object)
{
	struct made_as *made = calloc(1, sizeof *made);

	must(made);
	*made = (struct made_as){ program->made, copy(cflags), copy(object) };
	program->made = made;
}

/*
 * Is this what the program's files became with these options before? With options that are new to it the texts decide:
 * then it is the same program all the same.
 */
static bool is_made_as(struct program *program, const char *cflags, const char *object, const struct sources *sources)
{
	for (const struct made_as *made = program->made; made; made = made->older)
		if (strcmp(made->cflags, cflags) == 0)
			return strcmp(made->object, object) == 0;
	if (!sources_are_same(&program->sources, sources))
		return false;
	add_made(program, cflags, object);
	return true;
}

static struct program *find(const char *path, const char *cflags, const char *object, const struct sources *sources)
{
	for (struct program *program = newest; program; program = program->older)
		if (strcmp(program->path, path) == 0 && is_made_as(program, cflags, object, sources))
			return program;
	return NULL;
}

/* ---- Loading ---- */

static void fail(struct program_outcome *outcome, enum program_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct program_outcome *outcome, enum program_result result, const char *format, ...)
{
	struct buf why = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&why, format, args);
	va_end(args);
	outcome->result = result;
	outcome->why = buf_take(&why);
}

static char *take(char **text)
{
	char *taken = *text;

	*text = NULL;
	return taken;
}

/* A file that is being loaded. */
struct loading {
	struct program_outcome *outcome;
	const char             *path, *cflags;
	struct sources          sources;
	char                   *source;         /* all of them in one */
	bool                    is_program;
	struct built            built;
};

static struct program *keep(struct loading *loading)
{
	struct program *program = calloc(1, sizeof *program);

	must(program);
	program->path = copy(loading->path);
	add_made(program, loading->cflags, loading->built.object);
	program->sources = loading->sources;
	loading->sources.n = loading->sources.n_headers = 0;
	program->source = take(&loading->source);
	program->older = newest;
	newest = program;
	loading->outcome->pattern = &program->pattern;
	loading->outcome->fresh = true;
	return program;
}

static enum program_result result_of(enum build_result result)
{
	switch (result) {
	case BUILD_OK:          return PROGRAM_OK;
	case BUILD_FAILED:      return PROGRAM_DOES_NOT_COMPILE;
	case BUILD_UNSUPPORTED: return PROGRAM_UNSUPPORTED;
	case BUILD_NOTHING:     return PROGRAM_NOT_ONE;
	case BUILD_NO_COMPILER: return PROGRAM_NO_COMPILER;
	default:                return PROGRAM_SYSTEM;
	}
}

static void load_pattern(struct loading *loading)
{
	struct buf why = { 0 };
	const struct pattern *pattern = pattern_open(loading->path, loading->built.object, &why);

	if (pattern) {
		struct program *program = keep(loading);

		program->pattern = *pattern;
		program->pattern.name = program->path;
	} else {
		fail(loading->outcome, PROGRAM_NOT_ONE, "%s", buf_text(&why));
	}
	buf_free(&why);
}

static void load_program(struct loading *loading)
{
	struct program *program = keep(loading);
	char *text = sources_for_settings(&program->sources);

	program->is_program = true;
	program->pattern = (struct pattern){
		.name = program->path, .summary = glance_summary(program->source), .file = program->path,
		.run = program_run, .outside = &program_outside,
	};
	program->n_defines = glance_settings(program->pattern.settings, text);
	free(text);
}

const char *program_beside(const struct program *program, const char *const *files, enum beside beside)
{
	const char *text = files ? files[program->n_defines + beside] : NULL;

	return text ? text : "";
}

static void load_built(struct loading *loading)
{
	const struct program *known = find(loading->path, loading->cflags, loading->built.object, &loading->sources);

	if (known)
		loading->outcome->pattern = &known->pattern;
	else
		(loading->is_program ? load_program : load_pattern)(loading);
}

/* What it came to, and what was said, is the outcome's. */
static void take_built(struct program_outcome *outcome, struct built *built)
{
	outcome->result = result_of(built->result);
	outcome->why = take(&built->why);
	outcome->said = built->said;
	built->said = (struct buf){ 0 };
}

static void build_and_load(struct loading *loading)
{
	struct program_outcome *outcome = loading->outcome;
	struct build_order order = { loading->path, &loading->sources, loading->is_program, loading->cflags };

	build(&loading->built, &order);
	take_built(outcome, &loading->built);
	if (outcome->result == PROGRAM_OK)
		load_built(loading);
	built_free(&loading->built);
}

/* Is its text the one that the lab carries? */
static bool is_carried(const struct loading *loading)
{
	const char *carried = sources_carried(loading->path);

	return carried && strcmp(loading->source, carried) == 0;
}

static void load_sources(struct loading *loading)
{
	loading->source = sources_text(&loading->sources);
	loading->outcome->carried = is_carried(loading);
	loading->is_program = glance_is_program(loading->source);
	if (!loading->is_program)
		loading->cflags = "";
	if (loading->is_program || loading->sources.n == 1)
		build_and_load(loading);
	else
		fail(loading->outcome, PROGRAM_NOT_ONE, "%s: a pattern is one file, and one of these includes \"lab/lab.h\"",
		     loading->path);
}

void program_load(struct program_outcome *outcome, const char *path, const char *cflags)
{
	struct loading loading = { .outcome = outcome, .path = path, .cflags = cflags ? cflags : "" };
	struct buf why = { 0 };

	*outcome = (struct program_outcome){ .result = PROGRAM_OK };
	if (refused)
		fail(outcome, PROGRAM_REFUSED, "%s: files of one's own are refused here (--no-programs)", path);
	else if (sources_read(&loading.sources, path, loading.cflags, &why))
		load_sources(&loading);
	else
		fail(outcome, PROGRAM_UNREADABLE, "%s", buf_text(&why));
	buf_free(&why);
	sources_free(&loading.sources);
	free(loading.source);
}

void program_build(struct program_outcome *outcome, const struct pattern *pattern, const int *values,
                   const char *const *files)
{
	struct built built;

	*outcome = (struct program_outcome){ .result = PROGRAM_OK };
	if (!program_is_program(pattern))
		return;
	variant_build(&built, pattern, values, files);
	take_built(outcome, &built);
	built_free(&built);
}

bool program_is_program(const struct pattern *pattern)
{
	return pattern->outside == &program_outside;
}

void program_outcome_free(struct program_outcome *outcome)
{
	free(outcome->why);
	buf_free(&outcome->said);
}
