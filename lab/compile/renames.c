/* renames.c - see renames.h. */
#define _GNU_SOURCE             /* RTLD_DEFAULT */

#include "lab/compile/renames.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/build.h"
#include "lab/compile/call_site.h"
#include "lab/compile/calls.h"
#include "lab/compile/elf.h"

#define RENAME_(name) #name " conclab_" #name "\n"
#define NAME_(name)   #name,
#define REFUSE_(name, why) { #name, why },

static const char *const taken[] = { WRAPPED(NAME_) CHOSEN(NAME_) OPENED(NAME_) HOOKS(NAME_) ATOMICS(NAME_) NULL };

static const char *const chosen[] = { CHOSEN(NAME_) NULL }, *const opened[] = { OPENED(NAME_) NULL };

static const char *const harmless[] = { HARMLESS(NAME_) NULL };

static const struct {
	const char *name, *why;
} refused[] = { REFUSED(REFUSE_) { NULL, NULL } };

#define BRING_(name, file) { #name, file },

static const struct {
	const char *name, *file;
} brought[] = { BROUGHT(BRING_) { NULL, NULL } };

/* All calls of these families are the lab's or nobody's: what it does not know must not reach the real ones. */
static const char *const families[] = { "pthread_", "sem_", "mtx_", "cnd_", "thrd_", "tss_", "__tsan_", "__atomic_", "__sync_",
	NULL };

const char *renames_text(void)
{
	return WRAPPED(RENAME_) CHOSEN(RENAME_) OPENED(RENAME_) HOOKS(RENAME_) ATOMICS(RENAME_);
}

static bool is_taken(const char *name)
{
	for (int i = 0; taken[i]; i++)
		if (strcmp(taken[i], name) == 0)
			return true;
	return false;
}

/* What the C library may be asked without touching memory that tasks share, but for its own. */
static bool is_harmless(const char *name)
{
	for (int i = 0; harmless[i]; i++)
		if (strcmp(harmless[i], name) == 0)
			return true;
	return false;
}

/* NULL: it is not; or nothing has this name, as when it is misspelled, which is told otherwise. */
static const char *why_refused(const char *name)
{
	for (int i = 0; refused[i].name; i++)
		if (strcmp(refused[i].name, name) == 0)
			return refused[i].why;
	for (int i = 0; families[i]; i++)
		if (strncmp(name, families[i], strlen(families[i])) == 0 && !is_taken(name) && !is_harmless(name) &&
		    dlsym(RTLD_DEFAULT, name))
			return "the lab does not know this call yet";
	return NULL;
}

#ifdef __aarch64__
#define OF_COMPILER "; and gcc, not clang"
#else
#define OF_COMPILER ""
#endif

struct checking {
	const char *object, *path;
	bool        has_main;
	struct buf  why;
};

/* "prog.c:31: fork is not supported: the lab runs one process" */
static void complain(struct checking *checking, const char *name, const char *why)
{
	if (!call_site(&checking->why, checking->object, name))
		buf_adds(&checking->why, checking->path);
	buf_printf(&checking->why, ": %s is not supported: %s", name, why);
}

static void check(void *context, const char *name, bool defined)
{
	struct checking *checking = context;
	const char *why = defined ? NULL : why_refused(name);

	if (defined)
		checking->has_main |= strcmp(name, "main") == 0;
	else if (why && checking->why.length == 0)
		complain(checking, name, why);
}

bool renames_check(struct built *built, const char *object, const char *path)
{
	struct checking checking = { .object = object, .path = path };

	built->result = BUILD_UNSUPPORTED;
	if (!elf_names(object, check, &checking)) {
		buf_printf(&checking.why, "%s: what the compiler made of it cannot be read", path);
	} else if (!checking.has_main) {
		built->result = BUILD_NOTHING;
		buf_clear(&checking.why);
		buf_printf(&checking.why, "%s has no main, and defines no pattern: a program begins with main, a pattern ends in "
		           "`const struct pattern pattern_NAME = { ... };` (README, \"Add a pattern\")", path);
	}
	if (checking.why.length == 0 && elf_goes_past_tls(object))
		buf_printf(&checking.why, "%s: its thread-local variables are not supported as they are compiled: the lab "
		           "must be asked for each (no -ftls-model, no tls_model attribute%s)", path, OF_COMPILER);
	if (checking.why.length == 0)
		built->result = BUILD_OK;
	else
		built->why = buf_take(&checking.why);
	return built->result == BUILD_OK;
}

static void find_brought(void *context, const char *name, bool defined)
{
	const char **file = context;

	for (int i = 0; brought[i].name && !defined; i++)
		if (strcmp(brought[i].name, name) == 0)
			*file = brought[i].file;
}

const char *renames_brought(const char *object)
{
	const char *file = NULL;

	elf_names(object, find_brought, &file);
	return file;
}

/* ---- What is let through ---- */

/* "printf" of "printf@GLIBC_2.2.5". */
static void see_unknown(void *context, const char *name, bool defined)
{
	struct buf *unknown = context, plain = { 0 };

	buf_add(&plain, name, strcspn(name, "@"));
	if (!defined && strncmp(name, "conclab_", strlen("conclab_")) != 0 && !is_harmless(buf_text(&plain)))
		buf_printf(unknown, "%s%s", unknown->length ? ", " : "", buf_text(&plain));
	buf_free(&plain);
}

static void see_missing(void *context, const char *name, bool defined)
{
	struct buf *missing = context, plain = { 0 };

	buf_add(&plain, name, strcspn(name, "@"));
	if (!defined && missing->length == 0 && strncmp(name, "conclab_", strlen("conclab_")) != 0 &&
	    !is_harmless(buf_text(&plain)) && !dlsym(RTLD_DEFAULT, buf_text(&plain)))
		buf_adds(missing, buf_text(&plain));
	buf_free(&plain);
}

void renames_missing(struct buf *out, const char *object)
{
	elf_names(object, see_missing, out);
}

void renames_unknown(struct buf *out, const char *object)
{
	elf_names(object, see_unknown, out);
}

struct listed {
	struct buf        *out;
	const char *const *names;
};

static void see_listed(void *context, const char *name, bool defined)
{
	struct listed *listed = context;

	for (int i = 0; listed->names[i] && !defined; i++)
		if (strncmp(name, "conclab_", 8) == 0 && strcmp(name + 8, listed->names[i]) == 0)
			buf_printf(listed->out, "%s%s", listed->out->length ? ", " : "", listed->names[i]);
}

void renames_chosen(struct buf *out, const char *object)
{
	elf_names(object, see_listed, &(struct listed){ out, chosen });
}

void renames_opened(struct buf *out, const char *object)
{
	elf_names(object, see_listed, &(struct listed){ out, opened });
}

struct sought {
	const char *name;
	bool        found;
};

static void seek(void *context, const char *name, bool defined)
{
	struct sought *sought = context;
	const char *plain = strncmp(name, "conclab_", 8) == 0 ? name + 8 : name;
	size_t length = strcspn(plain, "@");

	sought->found |= !defined && length == strlen(sought->name) && strncmp(plain, sought->name, length) == 0;
}

bool renames_calls(const char *object, const char *name)
{
	struct sought sought = { name, false };

	elf_names(object, seek, &sought);
	return sought.found;
}
