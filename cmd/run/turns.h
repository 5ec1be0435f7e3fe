/*
 * turns.h - who decides what moves: the operating system; or chance, a fixed order, a schedule.
 */
#ifndef CMD_TURNS_H
#define CMD_TURNS_H

#include "cmd/session/settings.h"
#include "lab/engine/strategy.h"

struct turns {
	bool                on;         /* tasks take turns; else they are free */
	struct turn_options options;    /* points into this structure: it must stay where it is */
	bool                seeded;
	uint64_t            seed;
	struct rng          rng;
	struct round_robin  robin;
	struct pct          pct;
	struct replay       replay;     /* replay.n 0: there is no schedule */
};

/*
 * What the settings of a run say about it: the one with the latest origin counts. Complains and returns a status
 * other than STATUS_OK when what stands on one line contradicts itself. `turns` is to be given back with turns_free()
 * all the same.
 */
int turns_choose(struct session *, const struct resolved *, struct turns *);
void turns_free(struct turns *);

#endif
