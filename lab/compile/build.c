/* build.c - see build.h. */
#include "lab/compile/build.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/files.h"
#include "lab/base/panic.h"
#include "lab/compile/assembler.h"
#include "lab/compile/call_site.h"
#include "lab/compile/compile_line.h"
#include "lab/compile/early.h"
#include "lab/compile/empty_loop.h"
#include "lab/compile/headers.h"
#include "lab/compile/made.h"
#include "lab/compile/made_from.h"
#include "lab/compile/renames.h"
#include "lab/compile/stale.h"
#include "lab/compile/tool.h"
#include "lab/compile/unset.h"
#include "lab/compile/untold.h"

static void fail(struct built *built, enum build_result result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct built *built, enum build_result result, const char *format, ...)
{
	struct buf why = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&why, format, args);
	va_end(args);
	built->result = result;
	built->why = buf_take(&why);
}

/* ---- Where it stands ---- */

/* One more whenever the same file would be built otherwise, or refused: what an older lab has built is not used then. */
enum { RULES_OF_BUILDING = 17 };

/* "DIR/<digest>": where the object stands, without its ending. */
static char *place_of(const struct build_order *order, const char *folder)
{
	struct command_line line = { .n = 0 };
	struct hash hash;
	struct buf name = { 0 };
	char *place;

	compile_line(&line, order, folder, &order->sources->at[0]);
	hash_begin(&hash);
	hash_int(&hash, RULES_OF_BUILDING);
	for (int i = 0; i < order->sources->n; i++) {
		hash_bytes(&hash, order->sources->at[i].text, strlen(order->sources->at[i].text) + 1);
		hash_bytes(&hash, order->sources->at[i].path, strlen(order->sources->at[i].path) + 1);
	}
	for (int i = 0; i < order->sources->n_headers; i++)
		hash_bytes(&hash, order->sources->header[i].text, strlen(order->sources->header[i].text) + 1);
	if (order->is_program) {
		hash_bytes(&hash, renames_text(), strlen(renames_text()));
		hash_brought(&hash);
	}
	hash_compiler(&hash, line.words[0]);
	for (int i = 0; i < line.n; i++)
		hash_bytes(&hash, line.words[i], strlen(line.words[i]) + 1);
	line_free(&line);
	key_add(&name, &hash);
	place = files_cache(buf_text(&name));
	buf_free(&name);
	return place;
}

/* ---- Building ---- */

/* Run a tool; what it says is added to what was said, and its failure noted. */
static bool run_tool(struct built *built, const char *path, struct command_line *line, const char *log)
{
	int status = line_run(line, log), error = errno;
	size_t length;
	char *said;

	if (status == -1 && error != ENOENT)
		fail(built, BUILD_NO_CACHE, "cannot build %s: %s", path, strerror(error));
	else if (status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == 127))
		fail(built, BUILD_NO_COMPILER, "there is no C compiler '%s'", line->words[0]);
	else if (!WIFEXITED(status))
		fail(built, BUILD_NO_COMPILER, "the compiler '%s' was stopped", line->words[0]);
	else if (WEXITSTATUS(status) != 0)
		fail(built, BUILD_FAILED, "%s does not compile", path);
	said = files_read(log, &length);
	if (said && built->result != BUILD_NO_COMPILER)
		buf_add(&built->said, said, length);
	free(said);
	return built->result == BUILD_OK;
}

static bool write_file(struct built *built, const char *path, const char *text, size_t length)
{
	if (files_replace(path, text, length))
		return true;
	fail(built, BUILD_NO_CACHE, "cannot write %s: %s", path, strerror(errno));
	return false;
}

/* The text goes through a file of the cache's; the compiler is told what it really is called. */
static bool write_source(struct built *built, const struct build_order *order, const struct source *source,
                         const struct made *made, int i)
{
	const char *path = made->of_source[i][SOURCE];
	struct buf text = { 0 };
	bool good;

	buf_printf(&text, "#line 1 \"%s\"\n", source->path);
	if (order->sources && headers_changed(order->sources))
		headers_redirect(&text, order->sources, i, order->cflags, made->place);
	else
		buf_adds(&text, source->text);
	good = write_file(built, path, buf_text(&text), text.length);
	buf_free(&text);
	return good;
}

/* A pointer to a function within a function is to code on the stack, which gcc then asks to be executed. */
static bool check_stack(struct built *built, const struct source *source, const char *assembler)
{
	size_t length;
	char *text = files_read(assembler, &length);
	bool asks = text && strstr(text, ".note.GNU-stack,\"x\"");

	free(text);
	if (asks)
		fail(built, BUILD_UNSUPPORTED, "%s: a pointer to a function within a function is not supported: no code is executed "
		     "on a stack here", source->path);
	return !asks;
}

static bool assemble(struct built *built, const struct source *source, const struct made *made, int i)
{
	struct command_line line = { .n = 0 };
	bool good;

	if (!check_stack(built, source, made->of_source[i][ASSEMBLER]))
		return false;
	if (!empty_loops_mark_file(made->of_source[i][ASSEMBLER]) || !early_move_file(made->of_source[i][ASSEMBLER]) ||
	    !stale_clear_file(made->of_source[i][ASSEMBLER]) || !untold_tell_file(made->of_source[i][ASSEMBLER])) {
		fail(built, BUILD_NO_CACHE, "cannot write %s: %s", made->of_source[i][ASSEMBLER], strerror(errno));
		return false;
	}
	line_add_words(&line, compiler_words());
	line_add_words(&line, "-c -o");
	line_add(&line, made->of_source[i][OBJECT]);
	line_add(&line, made->of_source[i][ASSEMBLER]);
	good = run_tool(built, source->path, &line, made->path[LOG]);
	line_free(&line);
	return good;
}

/* The files made of it are those of the source with this number. */
static bool compile(struct built *built, const struct build_order *order, const struct source *source, const char *folder,
                    const struct made *made, int i)
{
	struct command_line line = { .n = 0 };
	bool good;

	if (!write_source(built, order, source, made, i))
		return false;
	compile_line(&line, order, folder, source);
	line_add_words(&line, "-MMD -MF");
	line_add(&line, made->of_source[i][RULES]);
	line_add(&line, "-o");
	line_add(&line, order->is_program ? made->of_source[i][ASSEMBLER] : made->path[SHARED]);
	line_add(&line, made->of_source[i][SOURCE]);
	if (!order->is_program)
		line_add(&line, "-lm");
	good = run_tool(built, source->path, &line, made->path[LOG]);
	line_free(&line);
	return good && (!order->is_program || assemble(built, source, made, i));
}

/* What the linker says of a name that stands twice is a mistake in the program. */
static bool join_objects(struct built *built, const struct build_order *order, const struct made *made)
{
	struct command_line line = { .n = 0 };
	bool good;

	line_add_words(&line, compiler_words());
	line_add_words(&line, "-r -nostdlib -o");
	line_add(&line, made->path[ALL]);
	for (int i = 0; i < made->n_sources; i++)
		line_add(&line, made->of_source[i][OBJECT]);
	good = run_tool(built, order->path, &line, made->path[LOG]);
	line_free(&line);
	return good;
}

static void note_assembler(struct command_line *link, const char *path)
{
	size_t length;
	char *text = files_read(path, &length);

	if (text)
		assembler_note(link, text);
	free(text);
}

/* Whatever it asks for must be there: in its files or in the C library. */
static bool check_names(struct built *built, const struct build_order *order, const char *shared, const char *object)
{
	struct buf missing = { 0 }, site = { 0 };

	renames_missing(&missing, shared);
	if (missing.length && !call_site(&site, object, buf_text(&missing)))
		buf_adds(&site, order->path);
	if (missing.length)
		fail(built, BUILD_FAILED, "%s: %s is defined nowhere; a program of several files is written ./a.c,./b.c or ./dir/",
		     buf_text(&site), buf_text(&missing));
	buf_free(&missing);
	buf_free(&site);
	return built->result == BUILD_OK;
}

static const char *whole_object(const struct made *made)
{
	return made->n_sources > 1 ? made->path[ALL] : made->of_source[0][OBJECT];
}

/* A source more where the program asks for what the lab brings along; no option of the person's is meant for that. */
static bool bring(struct built *built, const struct build_order *order, const char *folder, struct made *made)
{
	struct build_order plain = { .path = order->path, .is_program = true };
	const char *file;

	while ((file = renames_brought(whole_object(made))) && made->n_sources < made->n_paths) {
		struct source source = { (char *)(uintptr_t)file, (char *)(uintptr_t)brought_text(file) };

		if (!compile(built, &plain, &source, folder, made, made->n_sources++) || !join_objects(built, order, made))
			return false;
	}
	return true;
}

/* Let the lab answer the calls of a program, and make it something that can be loaded. */
static bool link_program(struct built *built, const struct build_order *order, const char *folder, struct made *made)
{
	struct command_line rename = { .n = 0 }, link = { .n = 0 };
	const char *object;
	bool good;

	if ((made->n_sources > 1 && !join_objects(built, order, made)) || !bring(built, order, folder, made))
		return false;
	object = whole_object(made);
	if (!renames_check(built, object, order->path) ||
	    !write_file(built, made->path[RENAMES], renames_text(), strlen(renames_text())))
		return false;
	line_add_words(&rename, "objcopy --redefine-syms");
	line_add(&rename, made->path[RENAMES]);
	line_add(&rename, object);
	line_add(&rename, made->path[RENAMED]);
	line_add_words(&link, compiler_words());
	line_add_words(&link, "-shared -Wl,-Bsymbolic,--hash-style=both -o");
	line_add(&link, made->path[SHARED]);
	line_add(&link, made->path[RENAMED]);
	for (int i = 0; i < made->n_sources; i++)
		note_assembler(&link, made->of_source[i][ASSEMBLER]);
	unset_note(&link, buf_text(&built->said));
	line_add(&link, "-lm");
	good = run_tool(built, order->path, &rename, made->path[LOG]) &&
	       run_tool(built, order->path, &link, made->path[LOG]) && check_names(built, order, made->path[SHARED], object);
	line_free(&rename);
	line_free(&link);
	return good;
}

/* Give what was made its name, and note beside it what it was made from. */
static void store(struct built *built, const struct made *made, const char *list)
{
	struct buf others = { 0 };
	bool good = true;

	for (int i = 0; i < made->n_sources && good; i++) {
		size_t length;
		char *rules = files_read(made->of_source[i][RULES], &length);

		good = rules != NULL;
		list_add(&others, good ? rules : "");
		free(rules);
	}
	if (!good || !files_replace(list, buf_text(&others), others.length) ||
	    rename(made->path[SHARED], built->object) != 0)
		fail(built, BUILD_NO_CACHE, "cannot write %s: %s", built->object, strerror(errno));
	buf_free(&others);
}

static void make(struct built *built, const struct build_order *order, const char *folder, const char *place,
                 const char *list)
{
	struct made *made = made_at(place, order->sources->n);
	bool good = true;

	files_make_directories(place);
	if (headers_changed(order->sources) && !headers_write(order->sources, order->cflags, place)) {
		fail(built, BUILD_NO_CACHE, "cannot write copies of headers beside %s: %s", place, strerror(errno));
		good = false;
	}
	for (int i = 0; i < made->n_sources && good; i++)
		good = compile(built, order, &order->sources->at[i], folder, made, i);
	if (good && (!order->is_program || link_program(built, order, folder, made)))
		store(built, made, list);
	made_free(made);
}

static void build_in(struct built *built, const struct build_order *order, const char *folder)
{
	char *place = place_of(order, folder), *list;

	must(place);
	built->object = with_ending(place, ".so");
	list = with_ending(place, ".list");
	built->from_cache = is_fresh(built->object, list);
	if (!built->from_cache)
		make(built, order, folder, place, list);
	free(list);
	free(place);
}

void build(struct built *built, const struct build_order *order)
{
	char *folder = headers_folder();

	*built = (struct built){ .result = BUILD_OK };
	if (folder)
		build_in(built, order, folder);
	else
		fail(built, BUILD_NO_CACHE, "there is nowhere to build %s: neither XDG_CACHE_HOME nor HOME names a folder "
		     "that can be written", order->path);
	free(folder);
}

void built_free(struct built *built)
{
	free(built->object);
	free(built->why);
	buf_free(&built->said);
}
