/* redirect.c - an answer into a file, whole or not at all; see out.h. */
#include "cmd/session/out.h"

int redirect_begin(struct session *session, struct redirect *redirect, const char *path, bool append)
{
	int status;

	*redirect = (struct redirect){ .was = session->out, .look = session->look,
	                               .live = session->live, .pager = session->pager };
	status = whole_begin(session, &redirect->whole, path, append);
	if (status)
		return status;
	session->out = redirect->whole.file;
	session->write_error = 0;
	session->look.colour = session->look.screen = session->live = session->pager = false;
	session->look.width = 80;
	return STATUS_OK;
}

int redirect_end(struct session *session, struct redirect *redirect, bool keep)
{
	int status;

	session->out = redirect->was;
	session->look = redirect->look;
	session->live = redirect->live;
	session->pager = redirect->pager;
	status = whole_end(session, &redirect->whole, keep);
	session->write_error = 0;
	return status;
}
