/*
 * lesson_play_parts.h - what lesson_play.c and lesson_act.c share: a lesson being played, from the inside.
 */
#ifndef CMD_LESSON_PLAY_PARTS_H
#define CMD_LESSON_PLAY_PARTS_H

#include "cmd/course/lesson_play.h"
#include "cmd/course/progress.h"

struct play {
	struct course       *course;    /* owned */
	const struct lesson *lesson;
	int                  at;        /* the stop */
	bool                 reminded;  /* an empty line came where something else was asked for */
	bool                 running;   /* the play itself runs the command, not the learner */
	bool                 acted;     /* the present line was a `lesson` command: it is dealt with */
	int                  n_past;    /* runs of the session that have been looked at */
	struct progress      progress;
};

/* The part at the present stop; at a block, the command that waits. */
const struct part *play_part(const struct play *);
const char *play_command(const struct play *);

/* Never through the pager: what comes next is a prompt. Frees the text. */
void play_say(struct session *, struct buf *);

/* One line or more, wrapped, with an empty line before it. */
void play_tell(struct session *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The next stop, or the end. */
int play_go_on(struct session *, struct play *);

/* Say what the question wants. STATUS_USAGE. */
int play_ask_again(struct session *, const struct part *question);

/* Show the task again, and say what helps. */
int play_remind(struct session *, struct play *);

/* Show the lesson's own solution. */
int play_reveal(struct session *, struct play *);

/* The learner has run something where a goal is to be reached. */
void play_judge(struct session *, struct play *);

#endif
