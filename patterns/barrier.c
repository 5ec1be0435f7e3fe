/*
 * barrier - tasks meet, round after round.
 *
 *     thread-0 --work--> |         | --work--> |
 *     thread-1 --work--> | barrier | --work--> | barrier ...
 *     thread-2 --work--> |         | --work--> |
 *
 * Use it when   work comes in steps, and nobody may begin one before all have
 *               finished the step before: simulations, sorting by merging.
 * Ends because  as many come each round as the barrier waits for.
 * Watch         threads=4 parties=4 rounds=3: who opens the barrier, and is
 *               it always the same?
 * Break it      parties=2: pairs go ahead, and somebody is left without a
 *               partner.
 * Law           never hangs iff parties = threads or parties = 1 or rounds = 0
 *               or rounds = 1 and threads mod parties = 0: else somebody can
 *               run ahead into the next round. Always hangs iff rounds > 0 and
 *               parties > threads or threads x rounds mod parties > 0: somebody
 *               is left over.
 */
#include "lab/lab.h"

enum { THREADS, PARTIES, ROUNDS, COST };        /* index settings[] below and p[] */

struct team {
	/* read-only once tasks have started */
	const int      *p;
	struct barrier *barrier;
	struct cell   **done;           /* by thread, twice: its last odd round, its last even one */
};

struct member {
	struct team *team;
	int          number;
};

/* One cell a thread would be a race: who is ahead stores the next round while others still look at this one. */
static struct cell *done_in(struct team *team, int thread, int round)
{
	return team->done[2 * thread + round % 2];
}

/* With as many threads as parties, all are in the same round. */
static void check_others(struct team *team, int round)
{
	for (int i = 0; team->p[THREADS] == team->p[PARTIES] && i < team->p[THREADS]; i++)
		lab_compare(cell_load(done_in(team, i, round)), ==, round, "nobody goes on before all have come");
}

static void work(void *arg)
{
	struct member *self = arg;
	struct team *team = self->team;

	for (int round = 1; round <= team->p[ROUNDS]; round++) {
		task_sleep(team->p[COST]);
		cell_store(done_in(team, self->number, round), round);
		barrier_wait(team->barrier);                    //DOC: meet
		check_others(team, round);
	}
}

static void run(const int *p)
{
	struct team *team = lab_new(struct team);
	struct member *members = lab_array(struct member, p[THREADS]);
	struct task **tasks = lab_array(struct task *, p[THREADS]);
	struct use *uses = lab_array(struct use, 4 * p[THREADS] + 1);

	team->p       = p;
	team->barrier = barrier_make(p[PARTIES], "barrier");	//DOC: who-is-waited-for
	team->done    = lab_array(struct cell *, 2 * p[THREADS]);
	for (int i = 0; i < 2 * p[THREADS]; i++) {
		team->done[i]   = cell_make(0, lab_name("done-%d-%s", i / 2, i % 2 ? "odd" : "even"));
		uses[2 * i]     = LOADS(team->done[i]);
		uses[2 * i + 1] = STORES(team->done[i]);
	}
	uses[4 * p[THREADS]] = MEETS(team->barrier);
	for (int i = 0; i < p[THREADS]; i++) {
		members[i] = (struct member){ team, i };
		tasks[i]   = task_go(work, &members[i], USES_OF(uses, 4 * p[THREADS] + 1), "thread-%d", i);
	}
	task_uses(USES());
	for (int i = 0; i < p[THREADS]; i++)
		task_join(tasks[i]);                            //DOC: all-through
}

const struct pattern pattern_barrier = {
	.name = "barrier", .summary = "tasks meet, round after round",
	.file = __FILE__,
	.settings = {
		[THREADS] = NUMBER("threads", 3, 1, 1000, "tasks that meet"),
		[PARTIES] = NUMBER("parties", 3, 1, 1000, "how many the barrier waits for"),
		[ROUNDS]  = NUMBER("rounds", 2, 0, 1000000, "times that each task comes to it"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms of work before each meeting"),
	},
	.run = run,
};
