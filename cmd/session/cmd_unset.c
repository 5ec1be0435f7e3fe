/* cmd_unset.c - back to the defaults. */
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"

static int complain_not_set(struct session *session, const char *name)
{
	struct suggester suggester = { .typed = name };
	struct buf quoted = { 0 };
	int status;

	for (int i = 0; i < session->turned.n; i++)
		suggest_offer(&suggester, session->turned.at[i].name);
	quote_typed(&quoted, name);
	status = complain(session, "not-set", &suggester.best, "%s is not set: it has its default",
	                  buf_text(&quoted));
	buf_free(&quoted);
	return status;
}

/* "workers = 3   (was 4; the default)" */
static void tell(struct session *session, const char *name, const char *was)
{
	struct buf line = { 0 }, now = { 0 };
	struct json json;
	struct spec spec;
	bool known = spec_find(&spec, settings_pattern(session), name);

	if (known)
		spec_value(&now, &spec, spec.standard, NULL);
	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "name", name);
		json_text(&json, "value", now.text);
		out_json_end(session, &json);
	} else {
		remark(session, "%s = %s   (was %s)", name, known ? buf_text(&now) : "its default", was);
	}
	buf_free(&now);
}

static int unset(struct session *session, const char *name)
{
	const struct turned_value *turned = turned_find(&session->turned, name);
	struct buf was = { 0 };

	if (!turned && !settings_known(name))
		return complain_setting(session, settings_pattern(session), name);
	if (!turned)
		return complain_not_set(session, name);
	buf_adds(&was, turned->value);
	turned_unset(&session->turned, name);
	tell(session, name, buf_text(&was));
	buf_free(&was);
	return STATUS_OK;
}

static int run(struct session *session, const struct call *call)
{
	int status = STATUS_OK, n;

	if (call->n_args == 0)
		return complain_usage(session, call, "unset what? `unset all` takes every setting back");
	if (call->n_args == 1 && !strcmp(call->args[0].text, "all")) {
		n = turned_unset(&session->turned, NULL);
		remark(session, n ? "every setting has its default" : "every setting had its default");
		return STATUS_OK;
	}
	for (int i = 0; i < call->n_args && status == STATUS_OK; i++)
		status = unset(session, call->args[i].text);
	return status;
}

const struct command cmd_unset = {
	.name = "unset", .alias = { NULL }, .group = GROUP_SESSION,
	.args = "name ... | all",
	.summary = "give a setting its default again",
	.detail = NULL,
	.example = { "unset workers", "unset all" },
	.see_also = "set, show",
	.completer = COMPLETE_TURNED,
	.run = run,
};
