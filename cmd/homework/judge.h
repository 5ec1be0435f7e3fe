/*
 * judge.h - one check of one program that was handed in. Within a cage: whatever the program does, only this process sees.
 *
 * What came of it is said in a text for whoever waits outside: a letter (enum judged), a sentence, behind a zero byte a
 * command that shows it, PROGRAM in the program's place, and behind another one what a proof rests on: "sleeps (hw.c:25)".
 */
#ifndef CMD_JUDGE_H
#define CMD_JUDGE_H

#include "cmd/course/lesson.h"

enum judged {
	JUDGED_PASSED  = 'p',
	JUDGED_FAILED  = 'f',
	JUDGED_OPEN    = 'o',           /* not every schedule could be looked at */
	JUDGED_UNBUILT = 'u',           /* it does not compile, or calls what is refused */
	JUDGED_UNSET   = 'n',           /* it compiles, and cannot be run as the check asks: a setting is missing */
	JUDGED_SILENT  = 's'            /* nothing was said: it was ended, or ended itself */
};

/* What is to be judged. */
struct trial {
	const struct grade *grade;
	const char         *path;       /* of the program, wherever one stands */
	const char         *settings;   /* " FIXED=1": for every run of it; "" for none */
};

/* Compile what the check runs; nothing of the program is executed. Writes to `out` only when that fails. */
void judge_build(int out, void *trial);

/* Run it, search it, look at what it calls. */
void judge_check(int out, void *trial);

#endif
