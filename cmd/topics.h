/*
 * topics.h - what help has to say that belongs to no command.
 */
#ifndef CMD_TOPICS_H
#define CMD_TOPICS_H

struct topic {
	const char *name, *summary, *text;
};

/* Every topic, ending with one whose name is NULL. */
extern const struct topic topics[];

#endif
