/* redirect.c - an answer into a file, whole or not at all; see out.h. */
#include "cmd/session/out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/session/settings.h"
#include "cmd/term/prose.h"

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

static FILE *open_beside(struct redirect *redirect, const struct stat *was, bool existed)
{
	struct buf name = { 0 };
	mode_t mask = umask(0);
	int file;

	umask(mask);
	buf_printf(&name, "%s.XXXXXX", redirect->path);
	redirect->temporary = buf_take(&name);
	file = mkstemp(redirect->temporary);
	if (file < 0) {
		free(redirect->temporary);
		redirect->temporary = NULL;
		return NULL;
	}
	fchmod(file, existed ? was->st_mode & 0777 : 0666 & ~mask);
	return fdopen(file, "w");
}

int redirect_begin(struct session *session, struct redirect *redirect, const char *path, bool append)
{
	struct stat facts = { 0 };
	bool exists = lstat(path, &facts) == 0;
	struct buf copy = { 0 };

	*redirect = (struct redirect){ .was = session->out, .look = session->look,
	                               .live = session->live, .pager = session->pager };
	buf_adds(&copy, path);
	redirect->path = buf_take(&copy);
	if (!append && (!exists || S_ISREG(facts.st_mode)))
		redirect->file = open_beside(redirect, &facts, exists);
	else
		redirect->file = fopen(path, append ? "a" : "w");       /* devices and links stay what they are */
	if (!redirect->file) {
		free(redirect->path);
		return complain_write(session, path, errno);
	}
	session->out = redirect->file;
	session->look.colour = session->live = session->pager = false;
	session->look.width = 80;
	return STATUS_OK;
}

int redirect_end(struct session *session, struct redirect *redirect, bool keep)
{
	int status = STATUS_OK, error = 0;

	if (fflush(redirect->file) || ferror(redirect->file))
		error = errno ? errno : EIO;
	if (fclose(redirect->file) && !error)
		error = errno;
	session->out = redirect->was;
	session->look = redirect->look;
	session->live = redirect->live;
	session->pager = redirect->pager;
	if (!error && keep && redirect->temporary && rename(redirect->temporary, redirect->path))
		error = errno;
	if (redirect->temporary && (error || !keep))
		unlink(redirect->temporary);
	if (error)
		status = complain_write(session, redirect->path, error);
	free(redirect->temporary);
	free(redirect->path);
	return status;
}
