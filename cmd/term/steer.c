/* steer.c - see steer.h. What a terminal sends for the keys that are no characters is what xterm sends: ESC [ or ESC O. */
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
		return STEER_GONE;
	if (interrupt_pending()) {
		interrupt_clear();
		return STEER_INTERRUPT;
	}
	return interrupt_resized() ? STEER_REDRAW : 0;
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
			instead = STEER_TIME;
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
	return read(STDIN_FILENO, &byte, 1) == 1 ? byte : STEER_GONE;
}

static int numbered(int number)
{
	switch (number) {
	case 1: case 7: return STEER_HOME;
	case 4: case 8: return STEER_LAST;
	case 5: return STEER_PAGE_UP;
	case 6: return STEER_PAGE_DOWN;
	}
	return STEER_OTHER;
}

/* After ESC: "[D", "OD", "[5~", "[1;5D". */
static int special(void)
{
	int c = next_byte(one_key), number = 0;

	if (c != '[' && c != 'O')
		return c == STEER_GONE ? c : STEER_OTHER;
	while (((c = next_byte(one_key)) >= '0' && c <= '9') || c == ';')
		number = c == ';' ? number : (number * 10 + c - '0') % 1000;
	switch (c) {
	case 'A': return STEER_UP;
	case 'B': return STEER_DOWN;
	case 'C': return STEER_RIGHT;
	case 'D': return STEER_LEFT;
	case 'H': return STEER_HOME;
	case 'F': return STEER_LAST;
	case '~': return numbered(number);
	}
	return c == STEER_GONE ? c : STEER_OTHER;
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
		c = STEER_REDRAW;
	} else if (c == ESCAPE) {
		c = special();
	}
	turn(keys, true);
	switch (c) {
	case CTRL_C: return STEER_INTERRUPT;
	case CTRL_D: return STEER_GONE;
	case CTRL_H: return STEER_BACKSPACE;
	case '\n': return STEER_ENTER;
	}
	return c;
}
