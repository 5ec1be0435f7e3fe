/*
 * key.h - the keys of a terminal by name, and what it sends for those that are no characters: what xterm sends (XTerm
 * Control Sequences, "PC-Style Function Keys"): ESC [ or ESC O, perhaps numbers, a last byte.
 */
#ifndef CMD_KEY_H
#define CMD_KEY_H

/* Other keys are the character they type. */
enum {
	KEY_ENTER = '\r', KEY_BACKSPACE = 127,
	KEY_NONE = 256,         /* no key came in time */
	KEY_LEAVE,              /* ^D, a wish that the program ends, the end of the input; where it says so ^C, too */
	KEY_INTERRUPT,          /* ^C, where it is a key of its own */
	KEY_RESIZED,            /* draw anew */
	KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN, KEY_HOME, KEY_END, KEY_PAGE_UP, KEY_PAGE_DOWN,
	KEY_UNKNOWN
};

/*
 * The key whose first byte was ESC. next(context) gives the next byte, and below 0 or above 255 when none follows at once.
 * KEY_NONE: nothing followed.
 */
int key_after_escape(int (*next)(void *), void *context);

#endif
