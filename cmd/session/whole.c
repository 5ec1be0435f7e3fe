/* whole.c - see whole.h. */
#define _XOPEN_SOURCE 700       /* realpath() */
#include "cmd/session/whole.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/term/prose.h"
#include "lab/base/panic.h"

static int complain_write(struct session *session, const char *path, int error)
{
	struct buf quoted = { 0 };
	int status;

	quote_typed(&quoted, path);
	status = complain_system(session, "cannot-write", "cannot write %s: %s", buf_text(&quoted),
	                         strerror(error));
	buf_free(&quoted);
	return status;
}

static FILE *open_beside(struct whole *whole, const char *place, const struct stat *was, bool existed)
{
	struct buf name = { 0 };
	mode_t mask = umask(0);
	int file;

	umask(mask);
	buf_printf(&name, "%s.XXXXXX", place);
	whole->temporary = buf_take(&name);
	file = mkstemp(whole->temporary);
	if (file < 0) {
		free(whole->temporary);
		whole->temporary = NULL;
		return NULL;
	}
	fchmod(file, existed ? was->st_mode & 0777 : 0666 & ~mask);
	return fdopen(file, "w");
}

/* Where the file is that the name leads to; malloc'ed. */
static char *place_of(const char *path)
{
	char *place = realpath(path, NULL);

	if (!place) {
		place = strdup(path);
		must(place);
	}
	return place;
}

static FILE *open_place(struct whole *whole, const char *path, bool append)
{
	struct stat facts = { 0 }, link;
	bool exists = stat(path, &facts) == 0, dangles = !exists && lstat(path, &link) == 0;
	char *place = place_of(path);
	FILE *file;

	if (append || dangles || (exists && !S_ISREG(facts.st_mode)))
		file = fopen(path, append ? "a" : "w");
	else
		file = open_beside(whole, place, &facts, exists);
	free(place);
	return file;
}

int whole_begin(struct session *session, struct whole *whole, const char *path, bool append)
{
	int error;

	*whole = (struct whole){ .path = strdup(path) };
	must(whole->path);
	whole->file = open_place(whole, path, append);
	if (whole->file)
		return STATUS_OK;
	error = errno;
	free(whole->path);
	return complain_write(session, path, error);
}

int whole_end(struct session *session, struct whole *whole, bool keep)
{
	int status = STATUS_OK, error = 0;

	errno = 0;
	if (fflush(whole->file) || ferror(whole->file))
		error = errno ? errno : session->write_error ? session->write_error : EIO;
	if (fclose(whole->file) && !error)
		error = errno;
	if (!error && keep && whole->temporary) {
		char *place = place_of(whole->path);

		if (rename(whole->temporary, place))
			error = errno;
		free(place);
	}
	if (whole->temporary && (error || !keep))
		unlink(whole->temporary);
	if (error)
		status = complain_write(session, whole->path, error);
	free(whole->temporary);
	free(whole->path);
	return status;
}
