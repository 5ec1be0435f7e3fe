/* build.c - see build.h. */
#define _DEFAULT_SOURCE         /* mkdtemp beside C11 */

#include "lab/program/build.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/embed.h"
#include "lab/base/files.h"
#include "lab/base/hash.h"
#include "lab/base/panic.h"
#include "lab/program/assembler.h"
#include "lab/program/compiler.h"
#include "lab/program/renames.h"

/* ---- Digests ---- */

static void add_key(struct buf *out, struct hash *hash)
{
	struct key key = hash_end(hash);

	buf_printf(out, "%016" PRIx64 "%016" PRIx64, key.a, key.b);
}

/* The digest of a file's contents, as text; "" when it cannot be read. */
static void add_file_key(struct buf *out, const char *path)
{
	struct hash hash;
	size_t length;
	char *text = files_read(path, &length);

	if (!text)
		return;
	hash_begin(&hash);
	hash_bytes(&hash, text, length);
	add_key(out, &hash);
	free(text);
}

/* Which compiler is it? Its file, found along $PATH, and how long that is and when it was made. */
static void hash_compiler(struct hash *hash, const char *name)
{
	const char *path = strchr(name, '/') ? "" : getenv("PATH");
	struct buf candidate = { 0 };
	struct stat facts;

	hash_bytes(hash, name, strlen(name));
	for (; path; path = strchr(path, ':') ? strchr(path, ':') + 1 : NULL) {
		buf_clear(&candidate);
		buf_add(&candidate, path, strcspn(path, ":"));
		buf_printf(&candidate, "%s%s", candidate.length ? "/" : "", name);
		if (stat(buf_text(&candidate), &facts) == 0 && S_ISREG(facts.st_mode)) {
			hash_int(hash, (int64_t)facts.st_size);
			hash_int(hash, (int64_t)facts.st_mtime);
			break;
		}
	}
	buf_free(&candidate);
}

/* ---- The headers of the lab ---- */

static bool is_header(const struct embedded *file)
{
	size_t length = strlen(file->name);

	return length > 2 && strcmp(file->name + length - 2, ".h") == 0;
}

/* Write those that the program carries to a folder of the cache, once; its path, or NULL. */
static char *headers_folder(void)
{
	struct hash hash;
	struct buf name = { 0 }, path = { 0 };
	char *folder, *complete;
	bool good = true;

	hash_begin(&hash);
	for (const struct embedded *file = embedded_files; file->name; file++)
		if (is_header(file))
			hash_bytes(&hash, file->text, file->size);
	buf_adds(&name, "headers-");
	add_key(&name, &hash);
	folder = files_cache(buf_text(&name));
	buf_free(&name);
	if (!folder)
		return NULL;
	buf_printf(&path, "%s/complete", folder);
	complete = buf_take(&path);
	for (const struct embedded *file = embedded_files; file->name && access(complete, R_OK); file++) {
		if (!is_header(file))
			continue;
		buf_clear(&path);
		buf_printf(&path, "%s/%s", folder, file->name);
		good = good && files_replace(buf_text(&path), file->text, file->size);
	}
	good = good && (access(complete, R_OK) == 0 || files_replace(complete, "", 0));
	buf_free(&path);
	free(complete);
	if (!good) {
		free(folder);
		return NULL;
	}
	return folder;
}

/* "DIR/NAME.c: a.h \ b.h" as make reads it: each but the first two words as a line "digest path". */
static void note_others(struct buf *out, const char *rules)
{
	struct buf path = { 0 };
	const char *at = strchr(rules, ':');
	int n = 0;

	for (at = at ? at + 1 : ""; *at; at++) {
		if (*at == '\\' && at[1] == ' ') {
			buf_addc(&path, *++at);
		} else if (*at != ' ' && *at != '\n' && *at != '\\') {
			buf_addc(&path, *at);
			continue;
		}
		if (path.length && *at != ' ' && *at != '\n')
			continue;
		if (path.length && n++ > 0) {
			add_file_key(out, buf_text(&path));
			buf_printf(out, " %s\n", buf_text(&path));
		}
		buf_clear(&path);
		if (strncmp(at, "\n", 1) == 0 && at[1] && at[1] != ' ')
			break;                  /* rules of -MP */
	}
	buf_free(&path);
}

/* Are the other files that the object was made from as they were? */
static bool is_fresh(const char *object, const char *list)
{
	size_t length;
	char *text = access(object, R_OK) == 0 ? files_read(list, &length) : NULL, *line = text;
	bool fresh = text != NULL;

	while (fresh && *line) {
		char *space = strchr(line, ' '), *end = strchr(line, '\n');
		struct buf now = { 0 };

		if (!space || !end) {
			fresh = false;
			break;
		}
		*space = *end = '\0';
		add_file_key(&now, space + 1);
		fresh = strcmp(buf_text(&now), line) == 0;
		buf_free(&now);
		line = end + 1;
	}
	free(text);
	return fresh;
}

/* ---- Building ---- */

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

/*
 * How a program is compiled: each access to memory with a hook before it, none left out or made twice, and every byte of
 * a stack the same each time. A function cannot ask to be left out. Thread-local variables are asked for by
 * __tls_get_addr(), which is the lab's. Clang must be told not to leave out a read before a write of the same place.
 */
#define NONE_LEFT_OUT "-Dno_sanitize_thread=unused -D__no_sanitize_thread__=unused -Dno_sanitize(...)=unused " \
	"-D__no_sanitize__(...)=unused -Ddisable_sanitizer_instrumentation=unused "

#ifdef __aarch64__
#define THREAD_LOCAL "-mtls-dialect=trad "
#else
#define THREAD_LOCAL ""
#endif

static const char *program_options(void)
{
	if (strstr(compiler_words(), "clang"))
		return NONE_LEFT_OUT "-std=gnu11 -gdwarf-4 -O0 -S -fPIC -fsanitize=thread -U_FORTIFY_SOURCE -fno-builtin "
		       "-fno-stack-protector -mllvm -tsan-instrument-read-before-write=1 -Wno-unused-command-line-argument "
		       "-ftrivial-auto-var-init=zero "
		       "-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang";
	return NONE_LEFT_OUT THREAD_LOCAL "-std=gnu11 -g -O0 -S -fPIC -fsanitize=thread -U_FORTIFY_SOURCE -fno-builtin "
	       "-fno-stack-protector -fstack-clash-protection -ftrivial-auto-var-init=zero -Wno-tsan";
}

/* What is the same each time. A pattern is compiled and linked in one go, a program must be looked at in between. */
static void add_command(struct command_line *line, const struct build_order *order, const char *folder)
{
	struct buf include = { 0 };

	line_add_words(line, compiler_words());
	if (order->is_program) {
		line_add_words(line, program_options());
	} else {
		line_add_words(line, "-std=gnu11 -g -O1 -fPIC -shared -Wl,-Bsymbolic,--hash-style=both");
		buf_printf(&include, "-I%s", folder);
		line_add(line, buf_text(&include));
	}
	buf_clear(&include);
	buf_add(&include, order->path, strrchr(order->path, '/') ? (size_t)(strrchr(order->path, '/') - order->path) : 0);
	line_add(line, "-iquote");
	line_add(line, include.length ? buf_text(&include) : *order->path == '/' ? "/" : ".");
	buf_free(&include);
}

/* One more whenever the same file would be built otherwise, or refused: what an older lab has built is not used then. */
enum { RULES_OF_BUILDING = 2 };

/* "DIR/<digest>": where the object stands, without its ending. */
static char *place_of(const struct build_order *order, const struct command_line *line)
{
	struct hash hash;
	struct buf name = { 0 };
	char *place;

	hash_begin(&hash);
	hash_int(&hash, RULES_OF_BUILDING);
	hash_bytes(&hash, order->text, strlen(order->text));
	hash_bytes(&hash, order->path, strlen(order->path));
	if (order->is_program)
		hash_bytes(&hash, renames_text(), strlen(renames_text()));
	hash_compiler(&hash, line->words[0]);
	for (int i = 0; i < line->n; i++)
		hash_bytes(&hash, line->words[i], strlen(line->words[i]));
	add_key(&name, &hash);
	place = files_cache(buf_text(&name));
	buf_free(&name);
	return place;
}

static char *with_ending(const char *place, const char *ending)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s%s", place, ending);
	return buf_take(&path);
}

/* What is written on the way, before it gets its names. Owned. */
enum { SOURCE, ASSEMBLER, OBJECT, RENAMES, RENAMED, SHARED, RULES, LOG, N_MADE };

struct made {
	char *path[N_MADE];
};

static struct made made_at(const char *place)
{
	static const char *const endings[N_MADE] = { ".c", ".s", ".o", ".names", ".2.o", ".so", ".d", ".log" };
	struct buf temporary = { 0 };
	struct made made;

	buf_printf(&temporary, "%s.%ld", place, (long)getpid());
	for (int i = 0; i < N_MADE; i++)
		made.path[i] = with_ending(buf_text(&temporary), endings[i]);
	buf_free(&temporary);
	return made;
}

static void made_free(struct made *made)
{
	for (int i = 0; i < N_MADE; i++) {
		unlink(made->path[i]);
		free(made->path[i]);
	}
}

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

/* The text goes through a file of the cache's; the compiler is told what it really is called. */
static bool write_source(struct built *built, const struct build_order *order, const struct made *made)
{
	struct buf text = { 0 };
	bool good;

	buf_printf(&text, "#line 1 \"%s\"\n%s", order->path, order->text);
	good = files_replace(made->path[SOURCE], buf_text(&text), text.length);
	if (!good)
		fail(built, BUILD_NO_CACHE, "cannot write %s: %s", made->path[SOURCE], strerror(errno));
	buf_free(&text);
	return good;
}

static bool compile(struct built *built, const struct build_order *order, struct command_line *line,
                    const struct made *made)
{
	line_add_words(line, "-MMD -MF");
	line_add(line, made->path[RULES]);
	line_add(line, "-o");
	line_add(line, made->path[order->is_program ? ASSEMBLER : SHARED]);
	line_add(line, made->path[SOURCE]);
	if (!order->is_program)
		line_add(line, "-lm");
	return run_tool(built, order->path, line, made->path[LOG]);
}

static bool assemble(struct built *built, const struct build_order *order, const struct made *made)
{
	struct command_line line = { .n = 0 };
	bool good;

	line_add_words(&line, compiler_words());
	line_add_words(&line, "-c -o");
	line_add(&line, made->path[OBJECT]);
	line_add(&line, made->path[ASSEMBLER]);
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

/* Let the lab answer the calls of a program, and make it something that can be loaded. */
static bool link_program(struct built *built, const struct build_order *order, const struct made *made)
{
	struct command_line rename = { .n = 0 }, link = { .n = 0 };
	bool good = true;

	if (!renames_check(built, made->path[OBJECT], order->path))
		return false;
	if (!files_replace(made->path[RENAMES], renames_text(), strlen(renames_text()))) {
		fail(built, BUILD_NO_CACHE, "cannot write %s: %s", made->path[RENAMES], strerror(errno));
		return false;
	}
	line_add_words(&rename, "objcopy --redefine-syms");
	line_add(&rename, made->path[RENAMES]);
	line_add(&rename, made->path[OBJECT]);
	line_add(&rename, made->path[RENAMED]);
	line_add_words(&link, compiler_words());
	line_add_words(&link, "-shared -Wl,-Bsymbolic,--hash-style=both -o");
	line_add(&link, made->path[SHARED]);
	line_add(&link, made->path[RENAMED]);
	note_assembler(&link, made->path[ASSEMBLER]);
	line_add(&link, "-lm");
	good = run_tool(built, order->path, &rename, made->path[LOG]) && run_tool(built, order->path, &link, made->path[LOG]);
	line_free(&rename);
	line_free(&link);
	return good;
}

/* Give what was made its name, and note beside it what it was made from. */
static void store(struct built *built, const struct made *made, const char *list)
{
	struct buf others = { 0 };
	size_t length;
	char *rules = files_read(made->path[RULES], &length);

	note_others(&others, rules ? rules : "");
	if (!rules || !files_replace(list, buf_text(&others), others.length) ||
	    rename(made->path[SHARED], built->object) != 0)
		fail(built, BUILD_NO_CACHE, "cannot write %s: %s", built->object, strerror(errno));
	free(rules);
	buf_free(&others);
}

static void make(struct built *built, const struct build_order *order, struct command_line *line, const char *place,
                 const char *list)
{
	struct made made = made_at(place);

	files_make_directories(place);
	if (write_source(built, order, &made) && compile(built, order, line, &made) &&
	    (!order->is_program || (assemble(built, order, &made) && link_program(built, order, &made))))
		store(built, &made, list);
	made_free(&made);
}

static void build_in(struct built *built, const struct build_order *order, const char *folder)
{
	struct command_line line = { .n = 0 };
	char *place, *list;

	add_command(&line, order, folder);
	place = place_of(order, &line);
	must(place);
	built->object = with_ending(place, ".so");
	list = with_ending(place, ".list");
	built->from_cache = is_fresh(built->object, list);
	if (!built->from_cache)
		make(built, order, &line, place, list);
	free(list);
	free(place);
	line_free(&line);
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
