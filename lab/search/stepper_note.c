/* stepper_note.c - where a stepper stands, kept while it is gone; see stepper.h. */
#include "lab/search/stepper_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct stepper_note {
	struct arena      *arena;       /* of what options point to */
	struct run_options options;
	struct step       *known;
	long               n_known, made;
};

struct stepper_note *stepper_note(const struct stepper *stepper)
{
	struct stepper_note *note = calloc(1, sizeof *note);

	must(note);
	note->arena = arena_new();
	note->options = stepper->options;
	stepper_copy_settings(&note->options, &stepper->options, note->arena);
	note->known = malloc(((size_t)stepper->n_known + 1) * sizeof *note->known);
	must(note->known);
	if (stepper->n_known)
		memcpy(note->known, stepper->known, (size_t)stepper->n_known * sizeof *note->known);
	note->n_known = stepper->n_known;
	note->made = stepper_made(stepper);
	return note;
}

void stepper_note_free(struct stepper_note *note)
{
	arena_free(note->arena);
	free(note->known);
	free(note);
}

struct stepper *stepper_again(const struct stepper_note *note, char **error)
{
	struct stepper *stepper = stepper_new(&note->options, error);
	struct buf why = { 0 };

	if (!stepper)
		return NULL;
	stepper_suggest(stepper, note->known, note->n_known);
	stepper_goto(stepper, note->made, &why);
	buf_free(&why);
	return stepper;
}
