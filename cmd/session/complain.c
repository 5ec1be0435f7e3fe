/* complain.c - sentences for what went wrong, as text or as JSON; see session.h. */
#include "cmd/session/session.h"

#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/base/json.h"

static void json_error(struct session *session, const char *code, const struct suggestions *suggestions,
                       const char *message)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_object(&json, "error");
	json_text(&json, "code", code);
	json_text(&json, "message", message);
	if (session->file) {
		json_text(&json, "file", session->file);
		json_int(&json, "line", session->line);
	}
	json_array(&json, "suggest");
	for (int i = 0; suggestions && i < suggestions->n; i++)
		json_text(&json, NULL, suggestions->word[i]);
	json_end_array(&json);
	json_end_object(&json);
	out_json_end(session, &json);
}

/* "demo.lab:3: run: sentence. Did you mean 'x'?tail" on err; the object on out. */
static void tell(struct session *session, const char *code, const struct suggestions *suggestions,
                 const char *tail, const char *message)
{
	struct buf text = { 0 };

	if (session->json)
		json_error(session, code, suggestions, message);
	if (session->file)
		buf_printf(&text, "%s:%d: ", session->file, session->line);
	if (session->verb)
		buf_printf(&text, "%s: ", session->verb);
	buf_adds(&text, message);
	if (suggestions && suggestions->n) {
		buf_addc(&text, '.');
		suggest_text(&text, suggestions);
	}
	buf_adds(&text, tail ? tail : "");
	if (!session->json)
		fflush(session->out);
	out_prose(session->err, buf_text(&text), &session->look);
	fflush(session->err);
	buf_free(&text);
}

/* What every complaint comes to: the sentence made, told, given back. */
static void complain_of(struct session *session, const char *code, const struct suggestions *suggestions,
                        const char *tail, const char *format, va_list args)
{
	struct buf message = { 0 };

	buf_vprintf(&message, format, args);
	tell(session, code, suggestions, tail, buf_text(&message));
	buf_free(&message);
}

int complain(struct session *session, const char *code, const struct suggestions *suggestions,
             const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_of(session, code, suggestions, NULL, format, args);
	va_end(args);
	return STATUS_USAGE;
}

int complain_more(struct session *session, const char *code, const struct suggestions *suggestions,
                  const char *tail, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_of(session, code, suggestions, tail, format, args);
	va_end(args);
	return STATUS_USAGE;
}

int complain_system(struct session *session, const char *code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_of(session, code, NULL, NULL, format, args);
	va_end(args);
	return STATUS_SYSTEM;
}

int complain_usage(struct session *session, const struct call *call, const char *format, ...)
{
	const struct command *command = call->command;
	struct buf tail = { 0 };
	va_list args;

	buf_printf(&tail, "   (usage: %s%s%s)", command->name, *command->args ? " " : "", command->args);
	va_start(args, format);
	complain_of(session, "usage", NULL, buf_text(&tail), format, args);
	va_end(args);
	buf_free(&tail);
	return STATUS_USAGE;
}

void remark(struct session *session, const char *format, ...)
{
	FILE *stream = session->json ? session->err : session->out;
	struct buf text = { 0 };
	va_list args;

	if (session->quiet)
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	out_prose(stream, buf_text(&text), &session->look);
	buf_free(&text);
}

int complain_unknown(struct session *session, const char *code, const struct suggester *suggester,
                     const char *before, const char *after, const char *tail)
{
	struct buf quoted = { 0 };

	quote_typed(&quoted, suggester->typed);
	complain_more(session, code, &suggester->best, suggester->best.n ? NULL : tail, "%s %s%s", before,
	              buf_text(&quoted), after);
	buf_free(&quoted);
	return STATUS_USAGE;
}
