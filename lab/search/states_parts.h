/*
 * states_parts.h - what the search by states keeps; for states.c, which moves, and states_path.c, which remembers.
 *
 * Where there are cells, who knows of which access to them (race.h) decides what will race: states have versions.
 *
 * Invariants
 *   frames[0 .. depth-1] is the path to the present state; frames[i + 1] was reached by a move from frames[i].
 *   A state is open from its first visit until its component is complete; components complete from the inside out.
 *   A component's facts are gathered in the frame through which it was entered first.
 *   A state stands for all that are the same but for the names of tasks that are alike (alike.h), as long as no move has
 *   led back to an open one: what is said of a cycle is said of tasks by id, and then the search begins again without that.
 *   Where a move may be made alone (alone.h) it must not lead back to an open state: else a cycle could leave out the
 *   moves of the others for ever, and all moves are made.
 *   Where several processes make the search, `share` has the states; `set` and `ends` are empty. See states_share.c.
 */
#ifndef LAB_SEARCH_STATES_PARTS_H
#define LAB_SEARCH_STATES_PARTS_H

#include "lab/engine/checkpoint.h"
#include "lab/search/depend.h"
#include "lab/search/livelock.h"
#include "lab/search/news.h"
#include "lab/search/share.h"
#include "lab/search/state.h"
#include "lab/search/state_set.h"
#include "lab/search/states.h"
#include "lab/search/versions.h"
#include "lab/search/world.h"

enum { CLOSED = -1, OPEN = 0 };         /* of a state; more than 0: on the path, at this depth + 1 */

struct frame {
	struct checkpoint here;         /* when there is more than one move; and until all that are needed are made */
	struct race_image known;        /* then, too, where races are watched for */
	struct move      *moves;
	int               n, next, room;
	int               n_tasks;
	int               alone;        /* the first so many moves suffice; 0: all are needed */
	bool              mistaken;     /* they have not: look again for others that do, when the run is back */
	int               postponed;    /* of those that have not, so many are made last, once more */
	bool              passed;       /* some of one task have, be it that they were made from another state */
	int64_t           number, low;
	struct facts      facts;
	struct lasso      lasso;
	struct naps      *naps;         /* whose moves need not be made, and why; NULL: there was nothing yet */
	/* how it was reached */
	struct made_by    movers;
	bool              ticked, by_choice;
	int               switches;
	int               last;         /* whose turn it was; NO_TASK at first */
};

/* By what it is seen that something was made. */
struct room {
	int    n_tasks, n_objects;
	size_t bytes, outside;
};

struct states {
	struct world          *world;
	struct run            *run;
	struct states_options  options;
	struct state_look     *look;
	struct task_set        swapped;         /* tasks that were swapped in some state */
	struct state_set       set, ends;       /* set: the number of the first version */
	struct versions        versions;        /* where races are watched for */
	long                   n_states;        /* numbers given */
	long                   n_passed;        /* of those that are closed: by one task's moves alone */
	int32_t               *where;           /* by number of state */
	int32_t               *open;            /* their numbers, the order of their visits */
	long                   n_open, open_room, room; /* room: of where[] */
	struct frame          *frames;
	long                   depth, frames_room;
	bool                   at_top;          /* the run stands at the state of the last frame */
	bool                   begun, over;
	bool                   has_cells;       /* some schedule has */
	bool                   contested;       /* the search has begun with run->contested */
	int                    n_objects;       /* at the start */
	bool                   met_cycle;       /* a move has led back to an open state */
	bool                   has_slept;       /* some move was not made because its task slept */
	bool                   event_known;     /* what the last move has touched */
	struct footprint       event;
	struct room            room_before;     /* before that move */
	struct share          *share;           /* NULL: one process makes it */
	bool                   alone;           /* it is not to be shared again */
	int                    me, cores;       /* which of them this is, and how many they were at most */
	struct learned         learned;         /* what has been reported of it */
	struct ending         *good;            /* that was found before it was shared */
	size_t                 bytes;           /* that the last share had taken */
	size_t                 path_bytes;      /* that what is kept of the path has taken */
	const char            *limit;
};

static inline struct frame *states_top(struct states *s)
{
	return &s->frames[s->depth - 1];
}

/*
 * A move of this task, whose moves would have sufficed, has ended the run: so the others are needed. But if those of another task
 * suffice it is made after that one's, and the end is one of fewer.
 */
void frame_postpone(struct frame *, int task);

/* Look for moves that suffice among those that were not made yet: the run stands there. */
void states_look_alone(const struct states *, struct frame *);

/* All moves that are needed have been made from there: nobody goes back to it. */
static inline bool frame_is_done(const struct frame *frame)
{
	return frame->next == frame->n || (frame->alone && frame->next >= frame->alone);
}

/* Has the task of this move other ways, too? */
static inline bool frame_has_choice(const struct frame *frame, const struct move *move)
{
	for (int i = 0; i < frame->n; i++)
		if (frame->moves[i].task == move->task && frame->moves[i].index != move->index)
			return true;
	return false;
}

/* As if nothing had been visited. */
void states_forget(struct states *);

/* The state is visited for the first time. */
void states_number(struct states *, int64_t number);

/* All that can come after it is known. `passed`: one task's moves have sufficed. */
void states_close(struct states *, int64_t number, bool passed);

/* CLOSED, OPEN, or how deep it is on the path. */
int32_t states_where(const struct states *, int64_t number);

/* Is more needed than the search began with, so that it must begin again? */
bool states_outgrown(struct states *);

/* All has been seen. True: that is enough; else the search begins again. */
bool states_conclude(struct states *);

/* ---- Who sleeps: states_sleep.c ---- */

/* This move is about to be made from the frame. True: what it touches is looked at; then states_end_event() when it is made. */
bool states_begin_event(struct states *, const struct frame *, const struct move *);
void states_end_event(struct states *, struct frame *, struct made_by, int n_tasks, bool quiet);

/*
 * The last frame has just been entered by that move, and has its moves: those of tasks that sleep are dropped. All are where one
 * of those would suffice.
 */
void states_sleep(struct states *, bool may_be_alone);

/* No move of `task` is made from the frame, for those of `like` lead to the same but for names. */
void frame_note_twin(struct frame *, int task, int like);

/* Nobody sleeps there, and no moves were made. */
void frame_wake_all(struct frame *);

void frame_free_naps(struct frame *);
size_t frame_naps_bytes(const struct frame *);

/* ---- For several processes: states_share.c ---- */

/* Put the moves still to be made into this process's order; those that suffice stay before the others. */
void states_order(const struct states *, struct frame *);

/* As state_set_put() for a state, and world_note_end() for an end, unless others have it. */
int64_t states_share_put(struct states *, struct key, bool *added);
void states_share_end(struct states *, struct key);

/* A move has been made: what it has shown besides an end, or the next state, is reported. */
void states_share_tell(struct states *);

/* The last move has shown that the search is to begin again. */
void states_share_again(struct states *);

/* Has somebody stopped it? Then it is settled: it is over, or alone again; a process that helps does not return. */
void states_share_look(struct states *);

/* Enter a state not seen before, in which n moves can be made: the new last frame. */
struct frame *states_enter(struct states *, int64_t number, const struct move *, int n, struct made_by movers);

/* The last move, by these, has led back to the state at this depth of the path. */
void states_note_lasso(struct states *, long depth, struct made_by, bool ticked);

/* The component just completed is a livelock: this leads into it. */
void states_note_livelock(struct states *, const struct lasso *);

#endif
