/*
 * tasks - independent tasks, joined by the one who started them.
 *
 *              .--> task-0 --.
 *     main ----+--> task-1 --+----> main
 *      start   '--> task-2 --'  join
 *
 * Use it when   pieces of work do not need each other, and somebody needs
 *               them all.
 * Ends because  each task comes to its end by itself; main joins every one of
 *               them before it looks at the results.
 * Watch         the order in which the tasks end: run it again, it may
 *               differ.
 * Break it      join=off: main reads results that nobody has written yet
 *               (cost=50 makes it certain); join=self: a task waits for its
 *               own end; join=mutual: each task waits for main, and main for
 *               each task.
 */
#include "lab/lab.h"

enum { TASKS, JOIN, COST };             /* index settings[] below and p[] */
enum { JOIN_ON, JOIN_OFF, JOIN_SELF, JOIN_MUTUAL };

struct member {
	/* read-only once its task has started */
	int          number;            /* 1, 2, ...: what it leaves as its result */
	struct cell *result;            /* 0 until then */
	struct task *main;
	const int   *p;
};

static void work(void *arg)
{
	struct member *member = arg;

	task_sleep(member->p[COST]);
	if (member->p[JOIN] == JOIN_SELF)
		task_join(task_me());            //DOC: joins-itself
	if (member->p[JOIN] == JOIN_MUTUAL)
		task_join(member->main);         //DOC: joins-main
	cell_store(member->result, member->number);
}

static void run(const int *p)
{
	int n = p[TASKS];
	struct member *members = lab_array(struct member, n);
	struct task **tasks = lab_array(struct task *, n);

	for (int i = 0; i < n; i++) {
		members[i] = (struct member){ i + 1, cell_make(0, lab_name("result-%d", i)), task_me(), p };
		tasks[i] = task_go(work, &members[i], USES(STORES(members[i].result)), "task-%d", i);
	}
	if (p[JOIN] != JOIN_OFF)
		for (int i = 0; i < n; i++)
			task_join(tasks[i]);    //DOC: join
	for (int i = 0; i < n; i++)
		lab_compare(cell_load(members[i].result), ==, i + 1, "every result is there when main reads it");
}

const struct pattern pattern_tasks = {
	.name = "tasks", .summary = "independent tasks, joined by the one who started them",
	.file = __FILE__, .lesson = 1,
	.settings = {
		[TASKS] = NUMBER("tasks", 3, 1, 20000, "tasks to start"),
		[JOIN]  = WORD("join", JOIN_ON, "does main join them; or do they join themselves, main",
		               "on", "off", "self", "mutual"),
		[COST]  = NUMBER("cost", 0, 0, 60000, "ms that each task takes"),
	},
	.run = run,
};
