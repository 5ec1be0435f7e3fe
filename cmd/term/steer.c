/* steer.c - see steer.h. */
#include "cmd/term/steer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"

enum { CTRL_C = 3, CTRL_D = 4, CTRL_Z = 26, ESCAPE = 27, CTRL_H = 8 };

/* What belongs to one key comes at once. */
static const double one_key = 0.1;

bool steer_possible(void)
{
	return isatty(STDIN_FILENO);
}

/* Characters one by one, and none shown; with `signals` ^C is no key. */
static void turn(const struct steer *keys, bool signals)
{
	struct termios now = keys->before;

	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | (signals ? 0 : ISIG));
	now.c_iflag &= ~(tcflag_t)ICRNL;
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

bool steer_open(struct steer *keys)
{
	if (!steer_possible() || tcgetattr(STDIN_FILENO, &keys->before))
		return false;
	turn(keys, true);
	return true;
}

void steer_close(const struct steer *keys)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before);
}

void steer_forget(void)
{
	tcflush(STDIN_FILENO, TCIFLUSH);
}

/* What came in place of a key, or 0. */
static int signalled(void)
{
	if (interrupt_ending())
		return KEY_LEAVE;
	if (interrupt_pending()) {
		interrupt_clear();
		return KEY_INTERRUPT;
	}
	return interrupt_resized() ? KEY_RESIZED : 0;
}

static struct timespec span(double seconds)
{
	return (struct timespec){ (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
}

/* 0 when there is a byte to be read, else what came in its place. */
static int wait_for_byte(double seconds)
{
	struct timespec most = span(seconds < 0 ? 0 : seconds);
	sigset_t before;
	bool ready = false;
	int instead = 0;

	interrupt_hold(&before);
	while (!ready && !instead) {
		instead = signalled();
		if (instead)
			break;
		ready = interrupt_wait_most(STDIN_FILENO, &before, seconds < 0 ? NULL : &most);
		if (!ready && errno != EINTR)
			instead = KEY_NONE;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return instead;
}

static int next_byte(double seconds)
{
	int instead = wait_for_byte(seconds);
	unsigned char byte;

	if (instead)
		return instead;
	return read(STDIN_FILENO, &byte, 1) == 1 ? byte : KEY_LEAVE;
}

static int next_of_key(void *unused)
{
	(void)unused;
	return next_byte(one_key);
}

/* ESC alone says nothing here. */
static int special(void)
{
	int key = key_after_escape(next_of_key, NULL);

	return key == KEY_NONE ? KEY_UNKNOWN : key;
}

static void stop(const struct steer *keys)
{
	steer_close(keys);
	raise(SIGTSTP);
	turn(keys, false);
}

int steer_wait(const struct steer *keys, double seconds)
{
	int c;

	turn(keys, false);
	c = next_byte(seconds);
	if (c == CTRL_Z) {
		stop(keys);
		c = KEY_RESIZED;
	} else if (c == ESCAPE) {
		c = special();
	}
	turn(keys, true);
	switch (c) {
	case CTRL_C: return KEY_INTERRUPT;
	case CTRL_D: return KEY_LEAVE;
	case CTRL_H: return KEY_BACKSPACE;
	case '\n': return KEY_ENTER;
	}
	return c;
}
