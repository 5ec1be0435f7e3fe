/*
 * values.h - what the variables of a person's program were during a run by turns: those that changed, and after which step.
 *
 * Invariants
 *   changes[] is in the order of the steps; a variable has one change a step at most.
 *   The elements of a small array stand together, in their order, all of them or none.
 *   The texts are static or the program's, for ever; or they lie where the rest of a saved run does.
 */
#ifndef LAB_TRACE_VALUES_H
#define LAB_TRACE_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* A number; or what stands for it: "NULL", "true", the name of an enumerator. */
struct trace_value {
	int64_t     number;
	const char *text;               /* NULL: the number itself */
};

struct trace_variable {
	const char        *name;        /* "count", "pool.next", "buffer[1]" */
	struct trace_value first;       /* before the first change */
};

struct trace_change {
	long               step;        /* after so many steps */
	int                variable;
	struct trace_value value;       /* from then on */
};

struct trace_values {
	struct trace_variable *variables;
	int                    n_variables, variables_room;
	struct trace_change   *changes;
	long                   n_changes, changes_room;
	bool                   cut;     /* there were too many: what came after the last is not known */
};

/* One more variable; its number. */
int values_add(struct trace_values *, const char *name, struct trace_value first);

/* It has changed; nothing is kept beyond `most` changes. */
void values_change(struct trace_values *, const struct trace_change *, long most);

/* Two that would be told alike. */
bool value_same(const struct trace_value *, const struct trace_value *);

/* Are the values after this step known? */
bool values_known(const struct trace_values *, long step);

/* Nothing has changed yet; the lists stay. */
void values_clear(struct trace_values *);

/* A copy with lists of its own, and what to do with it at the end. */
struct trace_values values_copy(const struct trace_values *);
void values_free(struct trace_values *);

#endif
