/* opened.c - see opened.h. */
#define _DEFAULT_SOURCE
#include "lab/program/opened.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

/* The nth that a thread has opened: a stream, or a directory. */
struct opened {
	struct opened *older;
	uintptr_t      thread;
	uint64_t       nth;
	FILE          *file;
	DIR           *directory;
};

static void close_one(struct opened *opened)
{
	if (opened->file)
		fclose(opened->file);
	if (opened->directory)
		closedir(opened->directory);
	opened->file = NULL;
	opened->directory = NULL;
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
		*found = (struct opened){ .older = state->opened, .thread = thread->number, .nth = nth };
		state->opened = found;
	}
	close_one(found);
	return found;
}

static FILE *open_file(const char *path, const char *mode, uintptr_t caller)
{
	struct opened *place;
	FILE *file;

	touch_whole_text(path, caller);
	touch_whole_text(mode, caller);
	place = next_place();
	file = fopen(path, mode);
	if (!file)
		thread_self()->error = errno;
	if (place)
		place->file = file;
	return file;
}

CALL(FILE *, fopen, (const char *path, const char *mode))
{
	return open_file(path, mode, HERE_CALLED);
}

CALL(FILE *, fopen64, (const char *path, const char *mode))
{
	return open_file(path, mode, HERE_CALLED);
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
