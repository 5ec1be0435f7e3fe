/* cmd_threads.c - the tasks of the last run at its verdict. */
#include "cmd/run/report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "lab/view/reel.h"

static const char *state_word(enum task_state state)
{
	static const char *const words[] = {
		[TASK_NEW] = "new", [TASK_RUNNING] = "running", [TASK_BLOCKED] = "blocked",
		[TASK_SLEEPING] = "sleeping", [TASK_ENDED] = "ended"
	};

	return words[state];
}

static void add_json(struct json *json, const struct snapshot *snapshot, const struct moment *now)
{
	const struct snap_task *task;

	json_array(json, "threads");
	for (int i = 0; i < snapshot->n_tasks; i++) {
		task = &snapshot->tasks[i];
		json_object(json, NULL);
		json_text(json, "task", task->name);
		json_text(json, "state", state_word(task->state));
		json_bool(json, "stuck", task->stuck);
		json_array(json, "waits_for");
		for (int k = 0; k < task->n_cases; k++)
			json_text(json, NULL, task->cases[k].object == NO_OBJECT ? NULL
			          : snapshot->objects[task->cases[k].object].name);
		json_end_array(json);
		json_array(json, "holds");
		for (int k = 0; k < snapshot->n_objects; k++)
			if (snapshot->objects[k].owner == i || view_permits(now, i, k) > 0)
				json_text(json, NULL, snapshot->objects[k].name);
		json_end_array(json);
		json_text(json, "at", task->here);
		json_end_object(json);
	}
	json_end_array(json);
}

static int run(struct session *session, const struct call *call)
{
	const struct result *result = report_only_last(session, call);
	const struct moment *now;
	struct reel *reel;
	struct buf text = { 0 };
	struct json json;

	if (!result)
		return STATUS_USAGE;
	reel = reel_new(&result->trace, result->snapshot);
	now = reel_at(reel, reel_steps(reel));
	if (session->json) {
		json = out_json_begin(session, &text);
		add_json(&json, result->snapshot, now);
		out_json_end(session, &json);
	} else {
		view_tasks(&text, result->snapshot, now, &session->look);
		out_text(session, &text);
		buf_free(&text);
		if (session->lent && session->lent == session->last)    /* typed beside a picture of some step */
			remark(session, "as it was at the end of the run, not at the step of a picture");
	}
	reel_free(reel);
	return STATUS_OK;
}

const struct command cmd_threads = {
	.name = "threads", .alias = { "t" }, .group = GROUP_LOOK,
	.args = "",
	.summary = "tasks of the last run: state, what they hold and wait for",
	.detail = "As it was at the verdict. Who is stuck is blocked for ever. Held are locks, and the\n"
	          "permits of a semaphore that everybody gives back himself: \"2 of permits\".",
	.example = { "threads", "threads > tasks.txt" },
	.see_also = "graph, explain, trace",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
