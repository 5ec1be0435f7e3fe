/* commands.c - the list of all commands, in the order of help; see command.h. */
#include "cmd/commands.h"
#include "cmd/course/commands.h"
#include "cmd/homework/commands.h"
#include "cmd/lecture/commands.h"
#include "cmd/look/commands.h"
#include "cmd/quiz/commands.h"
#include "cmd/run/commands.h"
#include "cmd/search/commands.h"
#include "cmd/session/commands.h"
#include "cmd/source/commands.h"
#include "cmd/step/commands.h"

const struct command *const commands[] = {
	&cmd_lesson, &cmd_review, &cmd_quiz, &cmd_challenge, &cmd_grade, &cmd_patterns, &cmd_diff, &cmd_present, &cmd_echo, &cmd_pause,
	&cmd_use, &cmd_run, &cmd_repeat, &cmd_expect,
	&cmd_step, &cmd_back, &cmd_goto, &cmd_break, &cmd_continue, &cmd_replay, &cmd_export, &cmd_load,
	&cmd_explain, &cmd_watch, &cmd_graph, &cmd_timeline, &cmd_threads, &cmd_trace, &cmd_measure,
	&cmd_explore, &cmd_stress, &cmd_sweep, &cmd_law, &cmd_repair,
	&cmd_set, &cmd_show, &cmd_unset, &cmd_source, &cmd_help, &cmd_quit,
	NULL
};
