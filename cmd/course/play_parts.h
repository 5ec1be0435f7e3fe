/*
 * play_parts.h - a lesson being played, from the inside; for the files play*.c only: play.c shows it and moves on,
 * play_listen.c hears what is typed, play_own.c runs the lesson's own commands, play_order.c judges lines put in order,
 * play_context.c brings back what such a command looks at, play_task.c is what a learner does, play_stepped.c is about a run
 * that is stepped meanwhile, play_busy.c says what takes long.
 */
#ifndef CMD_PLAY_PARTS_H
#define CMD_PLAY_PARTS_H

#include "cmd/course/play.h"
#include "cmd/course/progress.h"

struct play {
	struct course       *course;    /* owned */
	const struct lesson *lesson;
	int                  at;        /* the stop */
	bool                 reminded;  /* an empty line came where something else was asked for */
	bool                 running;   /* the play itself runs the command, not the learner */
	bool                 acted;     /* the present line was a `lesson` command: it is dealt with */
	int                  n_past;    /* runs of the session that have been looked at */
	struct turned_list   turned;    /* by the lesson's own commands */
	int                  ran;       /* the stop whose command the lesson has run last; -1: none, since it was begun or resumed */
	int                  ran_from;  /* the first of those that were run in a row up to then */
	bool                 disturbed; /* something that is not the lesson's own has been typed since then */
	bool                 warned;    /* that the learner's settings are not the lesson's */
	bool                 stepped;   /* the learner steps a run, and knows how the lesson goes on */
	struct progress      progress;
	int                  n_due;     /* of a review: what it asks; 0: it is a lesson */
	struct due           due[MOST_REVIEWED];
	int                  n_right;   /* of them, answered so */
};

/* Keep how far the lesson is; of a review nothing is kept but its answers. */
void play_keep(const struct play *);

/* The part at the present stop; at a block, the command that waits. */
const struct part *play_part(const struct play *);
const char *play_command(const struct play *);

/* Never through the pager: what comes next is a prompt. Frees the text. */
void play_say(struct session *, struct buf *);

/* One line or more, wrapped, with an empty line before it. */
void play_tell(struct session *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The next stop, or the end. */
int play_go_on(struct session *, struct play *);

/*
 * Run the command that waits, and go on unless ^C stopped it. It has the settings that the lesson's own commands have
 * turned, and the defaults for the rest: what the learner has turned does not change what the lesson explains. What
 * it turns holds for the learner, too. The play may be over afterwards.
 */
int play_run(struct session *, struct play *);

/*
 * Bring the session to where the lesson's own commands before the one that waits have left it, as far as that one looks back;
 * nothing is said. False: ^C, or the play is over.
 */
bool play_context(struct session *, struct play *);

/* The lesson's own pattern is what a command is about that names none, until another is run. */
void play_take_pattern(struct session *, const struct play *);

/* Say, once, that the learner has turned what does not hold for the lesson's commands. */
void play_warn(struct session *, struct play *);

/* What the question at this stop wants, after `before` ("" or whole sentences). STATUS_USAGE. */
int play_ask_again(struct session *, const struct part *question, const char *before);

/* Keep the answer to the question at this stop, "skip" for none, and go on. */
int play_note(struct session *, struct play *, const char *answer);

/* Keep it, and no more. */
void play_note_answer(struct play *, const char *answer, bool right);

/* A line where lines are to be put in order: judge the order that it is. False: it is none, and was not meant to be. */
bool play_order(struct session *, struct play *, const char *line, int *status);

/* Say what is wanted there, after `before`. STATUS_USAGE. */
int play_ask_order(struct session *, const struct part *, const char *before);

/* Run a command that is the lesson's own, with its settings; see play_run(). The play may be over afterwards. */
int play_own(struct session *, struct play *, const char *command);

/* Show the task again, and say what helps. */
int play_remind(struct session *, struct play *);

/* Show the lesson's own solution. */
int play_reveal(struct session *, struct play *);

/* The learner has run something where a goal is to be reached. */
void play_judge(struct session *, struct play *);

/* Does Enter take a step of a run that the learner steps, and so does not go on with the lesson? */
bool play_gives_way(const struct session *, const struct play *);

/* Say so, once for each such run; when it has been left, how the lesson goes on. */
void play_tell_stepped(struct session *, struct play *);

/*
 * A number alone, where it could be taken for an answer to a question that is on the screen, and for a step: it is said what
 * it is. False: it is nothing of that kind.
 */
bool play_bare_number(struct session *, struct play *, const char *line, int *status);

/* On a terminal: a line about what is done now, and takes long; taken away by the second. */
void play_busy(struct session *, const char *what);
void play_idle(struct session *);

/* What a person has typed before they could read what is on the screen now is not meant for it, and is dropped. */
void play_forget_typed(const struct session *);

/* What the lesson waits for, and what its words do. */
int play_help(struct session *, struct play *);

#endif
