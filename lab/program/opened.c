/* opened.c - see opened.h. */
#define _GNU_SOURCE             /* O_TMPFILE beside POSIX */

#include "lab/program/opened.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

/* The nth that a thread has opened: a stream, a directory, or a descriptor. */
struct opened {
	struct opened *older;
	uintptr_t      thread;
	uint64_t       nth;
	FILE          *file;
	DIR           *directory;
	int            descriptor;      /* -1: none */
};

static void close_one(struct opened *opened)
{
	if (opened->file)
		fclose(opened->file);
	if (opened->directory)
		closedir(opened->directory);
	if (opened->descriptor >= 0)
		close(opened->descriptor);
	opened->file = NULL;
	opened->directory = NULL;
	opened->descriptor = -1;
}

void opened_free(struct opened *newest)
{
	for (struct opened *older; newest; newest = older) {
		older = newest->older;
		close_one(newest);
		free(newest);
	}
}

/* Of the next that the calling thread opens; what was there from another time is closed. NULL on real threads. */
static struct opened *next_place(void)
{
	struct run *run = task_self()->run;
	struct thread *thread = thread_self();
	struct program_state *state = run->outside;
	uint64_t nth = thread->n_opened++;
	struct opened *found = state->opened;

	if (!run->turn)
		return NULL;
	while (found && (found->thread != thread->number || found->nth != nth))
		found = found->older;
	if (!found) {
		found = calloc(1, sizeof *found);
		must(found);
		*found = (struct opened){ .older = state->opened, .thread = thread->number, .nth = nth, .descriptor = -1 };
		state->opened = found;
	}
	close_one(found);
	return found;
}

static FILE *keep_file(struct opened *place, FILE *file)
{
	if (!file)
		thread_self()->error = errno;
	if (place)
		place->file = file;
	return file;
}

static FILE *open_file(const char *path, const char *mode, uintptr_t caller)
{
	struct opened *place;

	touch_whole_text(path, caller);
	touch_whole_text(mode, caller);
	place = next_place();
	return keep_file(place, fopen(path, mode));
}

CALL(FILE *, fopen, (const char *path, const char *mode))
{
	return open_file(path, mode, HERE_CALLED);
}

CALL(FILE *, fopen64, (const char *path, const char *mode))
{
	return open_file(path, mode, HERE_CALLED);
}

CALL(FILE *, tmpfile, (void))
{
	struct opened *place = next_place();

	return keep_file(place, tmpfile());
}

/* The three that are open from the start are the lab's own: they stay open. */
CALL(int, fclose, (FILE *file))
{
	if (file == stdin || file == stdout || file == stderr)
		return 0;
	return task_self()->run->turn ? fflush(file) : fclose(file);
}

CALL(DIR *, opendir, (const char *path))
{
	struct opened *place;
	DIR *directory;

	touch_whole_text(path, HERE_CALLED);
	place = next_place();
	directory = opendir(path);
	if (!directory)
		thread_self()->error = errno;
	if (place)
		place->directory = directory;
	return directory;
}

CALL(int, closedir, (DIR *directory))
{
	return task_self()->run->turn ? 0 : closedir(directory);
}

static int open_descriptor(const char *path, int flags, mode_t mode, uintptr_t caller)
{
	struct opened *place;
	int descriptor;

	touch_whole_text(path, caller);
	place = next_place();
	descriptor = open(path, flags, mode);
	if (descriptor < 0)
		thread_self()->error = errno;
	if (place)
		place->descriptor = descriptor;
	return descriptor;
}

/* Its third argument is there where a file may be made. */
#define OPEN(name)                                                                                              \
	CALL(int, name, (const char *path, int flags, ...))                                                     \
	{                                                                                                       \
		va_list args;                                                                                   \
		mode_t mode = 0;                                                                                \
                                                                                                                \
		va_start(args, flags);                                                                          \
		if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE)                                                                       \
			mode = va_arg(args, mode_t);                                                            \
		va_end(args);                                                                                   \
		return open_descriptor(path, flags, mode, HERE_CALLED);                                         \
	}

OPEN(open)
OPEN(open64)

/* Is it one that open() gave, and that stays? */
static bool is_kept(const struct run *run, int descriptor)
{
	const struct opened *opened = ((const struct program_state *)run->outside)->opened;

	while (opened && opened->descriptor != descriptor)
		opened = opened->older;
	return opened != NULL;
}

CALL(int, close, (int descriptor))
{
	bool stays = (descriptor >= 0 && descriptor <= STDERR_FILENO) || is_kept(task_self()->run, descriptor);
	int error = stays ? 0 : close(descriptor);

	if (error)
		thread_self()->error = errno;
	return error;
}
