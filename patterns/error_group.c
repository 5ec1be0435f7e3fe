/*
 * error-group - tasks that belong together: the first error ends the rest, and is returned.
 *
 *     main --go--> task-0 --.
 *                  task-1 --+--error--> group --> main
 *                  task-2 --'    |
 *                       ^--end---'
 *
 * Use it when   several tasks work at one thing that fails as a whole, and
 *               you want to know why.
 * Ends because  each task either finishes, or fails, or sees that another one
 *               has failed; and nobody needs a place in the group while it
 *               has one.
 * Watch         fail=2: who sees the end, and what does main get? Then
 *               limit=1.
 * Break it      nested=on limit=1: a task in the only place starts another
 *               one in the group. fail=0 collect=channel: main reads the
 *               results after it has waited for those who send them.
 * Law           nested=on can hang iff limit > 0 and limit <= tasks: every
 *               place may be taken by a task that waits for one.
 *               collect=channel hangs iff fail = 0 and tasks > results: nobody
 *               takes what does not fit.
 */
#include "lab/lab.h"

enum { TASKS, FAIL, LIMIT, NESTED, COLLECT, RESULTS, COST };            /* index settings[] below and p[] */
enum { NESTED_OFF, NESTED_ON };
enum { COLLECT_SLOTS, COLLECT_CHANNEL };

struct job {
	/* read-only once tasks have started */
	const int          *p;
	struct error_group *group;
	struct chan        *results;    /* of int; NULL with collect=slots */
	struct cell       **slots;      /* by task; its own */
};

struct member {
	struct job *job;
	int         number;             /* from 1 */
};

static int help(void *arg)
{
	const struct job *job = arg;

	task_sleep(job->p[COST]);
	return 0;
}

/* Hand the result over, unless the group has come to its end. */
static void hand_over(struct job *job, int number)
{
	if (job->results)
		select_on(FOREVER, SEND(job->results, &number), DONE(error_group_context(job->group)));
	else
		cell_store(job->slots[number - 1], number);     //DOC: own-slot
}

static int work(void *arg)
{
	struct member *self = arg;
	struct job *job = self->job;

	task_sleep(job->p[COST]);
	if (self->number == job->p[FAIL])
		return self->number;                            //DOC: fails
	if (job->p[NESTED] == NESTED_ON)
		error_group_go(job->group, help, job, USES(), "helper-%d", self->number);       //DOC: nested
	hand_over(job, self->number);
	return 0;
}

static void start(struct job *job, int number)
{
	struct member *member = lab_new(struct member);
	struct use result = job->results ? SENDS(job->results) : STORES(job->slots[number - 1]);

	*member = (struct member){ job, number };
	if (job->p[NESTED] == NESTED_ON)
		error_group_go(job->group, work, member, USES(result, STARTS_IN(job->group)),
		               "task-%d", number);
	else
		error_group_go(job->group, work, member, USES(result), "task-%d", number);
}

static int sum_of(struct job *job)
{
	int sum = 0, result;

	for (int i = 0; i < job->p[TASKS]; i++) {
		if (job->results)
			chan_recv(job->results, &result);       //DOC: after-the-wait
		else
			result = (int)cell_load(job->slots[i]);
		sum += result;
	}
	return sum;
}

static void run(const int *p)
{
	struct job *job = lab_new(struct job);
	int error;

	job->p       = p;
	job->group   = error_group_make(NULL, p[LIMIT] ? p[LIMIT] : NO_LIMIT, "group");
	job->results = p[COLLECT] == COLLECT_CHANNEL ? chan_make(int, p[RESULTS], "results") : NULL;
	job->slots   = lab_array(struct cell *, p[TASKS]);
	for (int i = 0; i < p[TASKS]; i++)
		job->slots[i] = cell_make(0, lab_name("slot-%d", i + 1));
	for (int i = 1; i <= p[TASKS]; i++)
		start(job, i);

	error = error_group_wait(job->group);                   //DOC: wait
	lab_compare(error, ==, (p[FAIL] <= p[TASKS] ? p[FAIL] : 0), "main gets the error of the task that fails");
	if (!error)
		lab_compare(sum_of(job), ==, p[TASKS] * (p[TASKS] + 1) / 2, "each result is there");
}

const struct pattern pattern_error_group = {
	.name = "error-group", .summary = "tasks that belong together: the first error ends the rest",
	.file = __FILE__,
	.settings = {
		[TASKS]   = NUMBER("tasks", 4, 0, 1000, "tasks of the group"),
		[FAIL]    = NUMBER("fail", 2, 0, 1000, "which task fails; 0: none"),
		[LIMIT]   = NUMBER("limit", 0, 0, 1000, "tasks at a time; 0: no limit"),
		[NESTED]  = WORD("nested", NESTED_OFF, "does each task start another one in the group",
		                 "off", "on"),
		[COLLECT] = WORD("collect", COLLECT_SLOTS, "where results go: a slot each, or a channel",
		                 "slots", "channel"),
		[RESULTS] = NUMBER("results", 0, 0, 1000, "results that fit into the channel"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms of work"),
	},
	.run = run,
};
