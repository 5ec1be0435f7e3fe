/*
 * settings.h - what can be turned: a pattern's own settings, and those every run has.
 *
 * Invariants
 *   A value in session->turned was legal for some pattern (or for every run) when it was turned.
 *   Of several values of one setting the one with the latest origin counts:
 *   run line > session > command line > CONCLAB_SET > init file > default.
 *   No pattern has a setting named like one that every run has.
 */
#ifndef CMD_SETTINGS_H
#define CMD_SETTINGS_H

#include <stdbool.h>

#include "cmd/session/command.h"
#include "cmd/session/session.h"
#include "cmd/session/which.h"
#include "lab/engine/pattern.h"

/* What every run can be told besides its pattern's settings. */
enum run_setting {
	RUN_PACE, RUN_TRACE, RUN_LOG, RUN_KEEP, RUN_PATIENCE, RUN_EXPECT,
	RUN_SEED, RUN_STRATEGY, RUN_PCT_DEPTH, RUN_SCHEDULE, RUN_CARRIER, RUN_TIME,     /* who decides what moves: turns.h */
	RUN_WATCH,
	N_RUN_SETTINGS
};

enum { STRATEGY_FREE, STRATEGY_RANDOM, STRATEGY_ROUND_ROBIN, STRATEGY_PCT };    /* the values of RUN_STRATEGY */

/*
 * One setting, whoever declares it. `words` is NULL for a number, and for a text: a path where is_file, else what `check`
 * says is legal. The value of a text is 1, or 0 for "".
 */
struct spec {
	const char        *name, *help;
	const char *const *words;
	int                n_words;
	int                standard, min, max;
	bool               is_file, is_tree;    /* is_tree: the file may be a directory */
	int                index;               /* into the pattern's settings, or an enum run_setting */
	bool               of_run;              /* which of the two */
	bool               is_text;             /* of a pattern: what it is stands among the files, not the values */
	bool               is_beside;           /* it is no part of what is studied: see struct setting */
	const char        *range;               /* of a text: "0..2^64-1" */
	bool             (*check)(const char *text, struct buf *why);   /* is it legal? Else say why not */
};

/* What is wrong with a value. */
struct problem {
	const char        *code;                /* "bad-value" */
	char              *sentence;            /* malloc'ed; the caller frees it */
	struct suggestions suggestions;
};

struct spec spec_of_pattern(const struct pattern *, int index);
struct spec spec_of_run(enum run_setting);

/* The setting `name` of `pattern` (may be NULL: of no pattern) or of every run. */
bool spec_find(struct spec *, const struct pattern *, const char *name);

/* "1..64", "task|main|select", "FILE" */
void spec_range(struct buf *, const struct spec *);

/* The value as a person writes it: "4", "main". `text` for a setting that is a file or another text. */
void spec_value(struct buf *, const struct spec *, int value, const char *text);

/*
 * Is `text` a legal value? Then *value is what run() gets (1 for a file that can be read, 0 for ""), else `problem`
 * says why not.
 */
bool value_check(const struct spec *, const char *text, int *value, struct problem *problem);

/* "18446744073709551615". False when it is no number, or too large. */
bool seed_read(const char *text, uint64_t *seed);

/* ---- What has been turned. ---- */

/* The value that counts, or NULL. */
const struct turned_value *turned_find(const struct turned_list *, const char *name);

void turned_set(struct turned_list *, const char *name, const char *value, enum origin);

/* Forget `name`, whatever its origin; NULL forgets all. Returns how many values went. */
int turned_unset(struct turned_list *, const char *name);
void turned_free(struct turned_list *);

/* The same values, in a list of its own. */
struct turned_list turned_copy(const struct turned_list *);

/* "session", "command line", ... */
const char *origin_word(enum origin);

/* The pattern that settings are about now: the selected one, else the one started last, else NULL. */
const struct pattern *settings_pattern(const struct session *);

/* Turn name=value for session->origin: checked, remembered, and reported. Returns a status. */
int settings_turn(struct session *, const char *name, const char *value);

/* ---- All settings of one run. ---- */

struct resolved {
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];
	const char           *files[MAX_SETTINGS];      /* point into the session or the call */
	enum origin           origin[MAX_SETTINGS];
	int                   run[N_RUN_SETTINGS];
	enum origin           run_origin[N_RUN_SETTINGS];
	const char           *run_text[N_RUN_SETTINGS]; /* those that are texts; NULL for "" */
};

/*
 * The settings of a run of `pattern` with these assignments on its line (words among them are skipped). Complains and
 * returns a status other than STATUS_OK when one is wrong.
 */
int settings_resolve(struct session *, const struct pattern *, const struct arg *, int n_args, struct resolved *);

/* "worker-pool feed=main jobs=5": the pattern and the assignments among `args`; malloc'ed. */
char *settings_line(const struct pattern *, const struct arg *args, int n_args);

/* The same of all settings that are not at their defaults; into a buffer, or malloc'ed. */
void settings_print(struct buf *, const struct resolved *);
char *settings_line_of(const struct resolved *);

/* A member: a pattern's setting with this value; `text` for one that is a file, NULL for none. */
void setting_json(struct json *, const struct spec *, int value, const char *text);

/* All settings of a pattern with these values, as an object named "settings"; those beside them behind it, when given. */
void settings_json(struct json *, const struct pattern *, const int *values, const char *const *files);

/* Has some pattern, or every run, a setting of this name? */
bool settings_known(const char *name);

/* "worker-pool has no setting 'jbos'. Did you mean 'jobs'?"; `pattern` may be NULL: none has. Returns STATUS_USAGE. */
int complain_setting(struct session *, const struct pattern *, const char *name);

#endif
