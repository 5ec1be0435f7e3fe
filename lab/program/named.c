/*
 * named.c - sem_open, sem_close, sem_unlink: semaphores by a name. A run begins without any, and where it ends they are gone:
 * nobody but the program knows them.
 *
 * Invariants
 *   No two entries have one name, but for those whose name has been taken back.
 *   An entry is free when its semaphore is NULL. It is there while it has a name or is open.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>

#include "lab/base/panic.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/semaphores.h"
#include "lab/program/touch.h"
#include "lab/sync/services.h"

enum { MOST_NAMED = 64, LONGEST_NAME = NAME_MAX - 4 };          /* the system puts four letters before it */

struct named {
	sem_t      *semaphore;
	const char *name;                       /* NULL: it has been taken back */
	int         opens;
};

struct named_table {
	struct named at[MOST_NAMED];
};

/* Whoever looks for one, or changes what is there, does so before or after others. */
static struct named_table *table_self(const char *here)
{
	struct process *process = process_self();

	touch_inside(INSIDE_NAMES, true, here);
	lock_take(&process->making);
	if (!process->named)
		process->named = lab_new(struct named_table);
	lock_give(&process->making);
	return process->named;
}

/* The entry with this name, or a free one for NULL; NULL when there is none. */
static struct named *find(struct named_table *table, const char *name)
{
	for (int i = 0; i < MOST_NAMED; i++) {
		struct named *entry = &table->at[i];

		if (name ? entry->semaphore && entry->name && strcmp(entry->name, name) == 0 : !entry->semaphore)
			return entry;
	}
	return NULL;
}

/* A slash in front is no part of it. 0, or what is wrong with it. */
static int check_name(const char **name)
{
	size_t length;

	*name += strspn(*name, "/");
	length = strlen(*name);
	return length == 0 || strchr(*name, '/') ? EINVAL : length > LONGEST_NAME ? ENAMETOOLONG : 0;
}

/* Open it, or make it with so many permits when that is asked for. 0, or why not. */
static int open_named(struct named **found, const char *name, int flags, unsigned permits, const char *here)
{
	struct named_table *table = table_self(here);

	*found = find(table, name);
	if (*found && flags & O_CREAT && flags & O_EXCL)
		return EEXIST;
	if (!*found && !(flags & O_CREAT))
		return ENOENT;
	if (!*found && permits > INT_MAX)
		return EINVAL;
	if (!*found) {
		*found = find(table, NULL);
		if (!*found)
			return ENFILE;
		(*found)->name = lab_name("%s", name);
		(*found)->semaphore = program_semaphore((*found)->name, (int)permits, here);
		must((*found)->semaphore);
	}
	(*found)->opens++;
	return 0;
}

CALL(sem_t *, sem_open, (const char *name, int flags, ...))
{
	const char *here = CALLER();
	struct named *found = NULL;
	unsigned permits = 0;
	int error;
	va_list args;

	va_start(args, flags);
	if (flags & O_CREAT) {
		(void)va_arg(args, mode_t);
		permits = va_arg(args, unsigned);
	}
	va_end(args);
	touch_whole_text(name, HERE_CALLED);
	error = check_name(&name);
	if (!error)
		error = open_named(&found, name, flags, permits, here);
	if (!error)
		return found->semaphore;
	thread_self()->error = error;
	return SEM_FAILED;
}

static void drop_unused(struct named *entry)
{
	if (!entry->name && entry->opens == 0)
		entry->semaphore = NULL;
}

static int answer(int error)
{
	if (error)
		thread_self()->error = error;
	return error ? -1 : 0;
}

CALL(int, sem_close, (sem_t *semaphore))
{
	struct named_table *table = table_self(CALLER());

	for (int i = 0; i < MOST_NAMED; i++) {
		struct named *entry = &table->at[i];

		if (semaphore && entry->semaphore == semaphore && entry->opens > 0) {
			entry->opens--;
			drop_unused(entry);
			return 0;
		}
	}
	return answer(EINVAL);
}

CALL(int, sem_unlink, (const char *name))
{
	const char *here = CALLER();
	struct named *found;
	int error;

	touch_whole_text(name, HERE_CALLED);
	error = check_name(&name);
	if (error)
		return answer(error == EINVAL ? ENOENT : error);
	found = find(table_self(here), name);
	if (!found)
		return answer(ENOENT);
	found->name = NULL;
	drop_unused(found);
	return 0;
}
