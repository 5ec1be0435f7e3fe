/* out.c - how answers leave; see out.h. */
#include "cmd/session/out.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

/* A few lines more than the screen holds are no reason for a pager: they can be scrolled back to. */
static bool is_long(const char *text, int height)
{
	return text_lines(text) > height + height / 3;
}

/* The next command is typed already: it is not meant for a pager, which would swallow it. */
static bool is_typed_ahead(void)
{
	struct pollfd keys = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&keys, 1, 0) > 0 && keys.revents & POLLIN;
}

/*
 * Through the pager, which stays at the end of the text: q always means "back" there, and is never typed at the prompt by
 * somebody who has not seen it go. False when there is none to be had, and nothing was shown. A pager that is left early is
 * no failure.
 */
static bool page(const struct session *session, const struct buf *text)
{
	const char *pager = getenv("CONCLAB_PAGER");
	FILE *pipe;
	int status;

	if (!pager || !*pager)
		pager = getenv("PAGER");
	if (!pager || !*pager)
		pager = "less";
	setenv("LESS", "-FIRXK -Ps?eend of the answer, q\\: back to conclab:space\\: more, q\\: back to conclab.$", 0);
	setenv("LESSSECURE", "1", 1);           /* no shell, no files from there */
	fflush(session->out);
	pipe = popen(pager, "w");
	if (!pipe)
		return false;
	fwrite(buf_text(text), 1, text->length, pipe);
	status = pclose(pipe);
	interrupt_clear();
	return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

/* Why a write failed is known only as it fails: what does not fit into the buffer is written long before out_check(). */
static void put(struct session *session, const struct buf *text)
{
	errno = 0;
	if (fwrite(buf_text(text), 1, text->length, session->out) != text->length && !session->write_error)
		session->write_error = errno;
}

void out_text(struct session *session, const struct buf *text)
{
	if (session->json)
		return;
	if (session->pager && is_long(buf_text(text), terminal_height(session->out)) && !is_typed_ahead() &&
	    page(session, text))
		return;
	put(session, text);
}

static void add_prose_line(struct buf *out, const char *line, const struct look *look)
{
	int margin = (int)strspn(line, " ");

	if (text_columns(line) <= look->width) {
		buf_printf(out, "%s\n", line);
	} else {
		buf_fill(out, ' ', margin);
		text_wrap(out, line + margin, margin, margin + 2, look->width, look->ascii);
	}
}

void out_prose(FILE *stream, const char *text, const struct look *look)
{
	bool wraps = terminal_is(stream);
	struct buf out = { 0 }, line = { 0 };
	const char *end;

	for (; wraps && *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		buf_clear(&line);
		buf_add(&line, text, (size_t)(end - text));
		add_prose_line(&out, buf_text(&line), look);
	}
	if (!wraps)
		buf_printf(&out, "%s\n", text);
	fputs(buf_text(&out), stream);
	buf_free(&out);
	buf_free(&line);
}

static const char short_hint[] = "   ^C stops";

/* The last column stays free. */
int out_progress_room(const struct session *session, const char *hint)
{
	return session->look.width - 1 - text_columns(hint ? hint : short_hint);
}

int out_progress(struct session *session, const char *text, const char *hint)
{
	struct buf line = { 0 };
	int columns;

	if (text_columns(text) > out_progress_room(session, hint))
		hint = short_hint;
	text_cut(&line, text, out_progress_room(session, hint), session->look.ascii);
	fprintf(session->out, "\r\033[K%s%s", buf_text(&line), hint ? hint : "");
	fflush(session->out);
	columns = text_columns(buf_text(&line)) + (hint ? text_columns(hint) : 0);
	buf_free(&line);
	return columns;
}

struct json out_json_begin(struct session *session, struct buf *line)
{
	struct json json = { .out = line };

	json_object(&json, NULL);
	json_int(&json, "v", 1);
	json_text(&json, "command", session->verb);
	return json;
}

void out_json_end(struct session *session, struct json *json)
{
	json_end_object(json);
	buf_addc(json->out, '\n');
	put(session, json->out);
	buf_free(json->out);
}

/* Is it a pipe whose reader has left (`| head`)? That is no failure. */
static bool reader_left(FILE *out, int error)
{
	struct pollfd poll_out = { .fd = fileno(out), .events = POLLOUT };

	if (error == EPIPE)
		return true;
	return poll_out.fd >= 0 && poll(&poll_out, 1, 0) > 0 && poll_out.revents & (POLLERR | POLLHUP);
}

int out_check(struct session *session)
{
	int error;

	errno = 0;
	if (fflush(session->out) == 0 && !ferror(session->out))
		return STATUS_OK;
	error = session->write_error ? session->write_error : errno;
	if (!session->output_lost) {
		session->output_lost = true;
		session->reader_left = reader_left(session->out, error);
		if (!session->reader_left)
			fprintf(session->err, "conclab: cannot write the output: %s\n", strerror(error ? error : EIO));
	}
	return STATUS_SYSTEM;
}
