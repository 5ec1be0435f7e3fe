/*
 * wait-group - wait until a counter is zero.
 *
 *     main --add 3--> group <--done-- task-0
 *     main --wait-->        <--done-- task-1
 *                           <--done-- task-2
 *
 * Use it when   you start tasks whose number you know, and need to know that
 *               all are through, but not what each of them has found.
 * Ends because  the counter is raised before a task starts, and each task
 *               lowers it once.
 * Watch         tasks=5 add=5 done=5: the counter after each event.
 * Break it      done=2: one task forgets. done=4: one too many.
 *               add-where=inside: main may look at the counter before anybody
 *               has raised it.
 * Law           hangs iff done < add or tasks = 0 and add > 0: the counter
 *               never comes to zero. Ends well iff tasks = 0 and add = 0 or
 *               tasks > 0 and done = add and done >= tasks: else main reads
 *               what nobody has finished, or done is once too often.
 *               add-where=inside can let main go too early iff there is a task.
 */
#include "lab/lab.h"

enum { TASKS, ADD, DONE, ADD_WHERE, COST };     /* index settings[] below and p[] */
enum { ADD_BEFORE, ADD_INSIDE };

struct crew {
	/* read-only once tasks have started */
	const int         *p;
	struct wait_group *group;
	struct cell      **worked;      /* by task */
};

struct member {
	struct crew *crew;
	int          number;
};

/* Task i's share of `n` calls: the last task makes up for the difference. */
static int share(const struct crew *crew, int n, int i)
{
	int last = crew->p[TASKS] - 1;

	return i < last ? i < n : n > last ? n - last : 0;
}

static void work(void *arg)
{
	struct member *self = arg;
	struct crew *crew = self->crew;

	if (crew->p[ADD_WHERE] == ADD_INSIDE && share(crew, crew->p[ADD], self->number))
		wait_group_add(crew->group, share(crew, crew->p[ADD], self->number));   //DOC: too-late
	task_sleep(crew->p[COST]);
	cell_store(crew->worked[self->number], 1);
	for (int i = share(crew, crew->p[DONE], self->number); i > 0; i--)
		wait_group_done(crew->group);                                           //DOC: done
}

static void run(const int *p)
{
	struct crew *crew = lab_new(struct crew);
	struct member *members = lab_array(struct member, p[TASKS]);
	int worked = 0;

	crew->p      = p;
	crew->group  = wait_group_make("group");
	crew->worked = lab_array(struct cell *, p[TASKS]);
	if (p[ADD_WHERE] == ADD_BEFORE)
		wait_group_add(crew->group, p[ADD]);                                    //DOC: add-before
	for (int i = 0; i < p[TASKS]; i++) {
		crew->worked[i] = cell_make(0, lab_name("worked-%d", i));
		members[i] = (struct member){ crew, i };
		task_go(work, &members[i],
		        USES(ADDS(crew->group), DONES(crew->group), STORES(crew->worked[i])), "task-%d", i);
	}
	wait_group_wait(crew->group);                                                   //DOC: wait
	for (int i = 0; i < p[TASKS]; i++)
		worked += cell_load(crew->worked[i]) != 0;
	lab_check(worked >= p[ADD] || worked == p[TASKS], "as many have worked as were to be waited for");
}

const struct pattern pattern_wait_group = {
	.name = "wait-group", .summary = "wait until a counter is zero",
	.file = __FILE__,
	.settings = {
		[TASKS]     = NUMBER("tasks", 3, 0, 10000, "tasks to wait for"),
		[ADD]       = NUMBER("add", 3, 0, 10000, "by how much the counter is raised in all"),
		[DONE] = NUMBER("done", 3, 0, 10000, "how often it is lowered in all"),
		[ADD_WHERE] = WORD("add-where", ADD_BEFORE, "before the tasks start, or by each task itself",
		                      "before", "inside"),
		[COST]      = NUMBER("cost", 0, 0, 60000, "ms that a task works"),
	},
	.run = run,
};
