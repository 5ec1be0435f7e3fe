/*
 * candidates.h - where the words come from that could be typed: commands, patterns, files, settings and their values.
 *
 * Each adds those that begin with `word`, the part that is typed.
 */
#ifndef CMD_CANDIDATES_H
#define CMD_CANDIDATES_H

struct call;
struct pattern;

/* One possible word, and what it would mean. */
struct candidate {
	char *text, *note;      /* owned; note is NULL for none */
};

struct candidates {
	int               n, room;
	struct candidate *at;
	char              append;       /* what to put after a single one: ' ', or 0 when more belongs to the word */
};

void candidates_free(struct candidates *);

/* One word, if it begins with `typed`, and what it means (may be NULL). */
void candidates_add(struct candidates *, const char *typed, const char *text, const char *note);

void candidates_add_commands(struct candidates *, const char *word);
void candidates_add_patterns(struct candidates *, const char *word);

/* Files that begin with `path`, each after `prefix` ("input="). Hidden ones only when asked for. */
void candidates_add_files(struct candidates *, const char *prefix, const char *path);

/* C files of the current folder; and its folders, where something is typed that nothing else begins with. */
void candidates_add_sources(struct candidates *, const char *word);

/* The settings of a pattern (may be NULL) and of every run that `call` (may be NULL) does not give; or values of one. */
void candidates_add_settings(struct candidates *, const struct pattern *, const struct call *, const char *word);

/* Several values of one setting: "workers=1..4", "feed=task,main". */
void candidates_add_several(struct candidates *, const struct pattern *, const char *word);

/* For a command's own completer: what it offers, as far as it begins with what is typed. */
struct offers {
	struct candidates *all;
	const char        *word;
};

void offer(struct offers *, const char *text, const char *note);
void offer_patterns(struct offers *);
void offer_settings(struct offers *, const struct pattern *);   /* `pattern` may be NULL: those of every run */

#endif
