/*
 * once - done at the first need, and then never again.
 *
 *     task-0 --asks--> config --needs--> log
 *     task-1 --asks-----^       (nested: log needs config, which is being made)
 *
 * Use it when   something is made when it is first needed, and several tasks
 *               may be the first.
 * Ends because  what is done once needs nothing that needs it.
 * Watch         tasks=5 cost=20: who does it, and what do the others do
 *               meanwhile?
 * Break it      variant=nested: to make the log, the config is needed; it is
 *               being made, and whoever asks for it waits: this time for
 *               itself.
 * Law           hangs iff variant=nested and tasks > 0: whoever makes the
 *               config waits for the config to be made.
 */
#include "lab/lab.h"

enum { VARIANT, TASKS, COST };          /* index settings[] below and p[] */
enum { VARIANT_PLAIN, VARIANT_NESTED };

struct program {
	/* read-only once tasks have started */
	const int   *p;
	struct once *config, *log;
	struct cell *configs;           /* how many have been made */
};

static void make_config(void *arg);

static void make_log(void *arg)
{
	struct program *program = arg;

	if (program->p[VARIANT] == VARIANT_NESTED)
		once_do(program->config, make_config, program);         //DOC: comes-back
}

static void make_config(void *arg)
{
	struct program *program = arg;

	once_do(program->log, make_log, program);                       //DOC: needs-log
	task_sleep(program->p[COST]);
	cell_store(program->configs, cell_load(program->configs) + 1);
}

static void work(void *arg)
{
	struct program *program = arg;

	once_do(program->config, make_config, program);                 //DOC: asks
	lab_compare(cell_load(program->configs), ==, 1, "there is one config when it is needed");
}

static void run(const int *p)
{
	struct program *program = lab_new(struct program);

	program->p       = p;
	program->config  = once_make("config");
	program->log     = once_make("log");
	program->configs = cell_make(0, "configs");
	for (int i = 0; i < p[TASKS]; i++)
		task_go(work, program, USES(DOES(program->config), DOES(program->log), LOADS(program->configs),
		                            STORES(program->configs)),
		        "task-%d", i);
	task_uses(USES());
	task_join_all();
}

const struct pattern pattern_once = {
	.name = "once", .summary = "done at the first need, and then never again",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[VARIANT] = WORD("variant", VARIANT_PLAIN, "what the log needs: nothing, or the config",
		                 "plain", "nested"),
		[TASKS]   = NUMBER("tasks", 2, 0, 1000, "tasks that need the config"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms that it takes to make one"),
	},
	.run = run,
};
