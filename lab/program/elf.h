/*
 * elf.h - which names an object file defines, and which it wants from others.
 */
#ifndef LAB_PROGRAM_ELF_H
#define LAB_PROGRAM_ELF_H

#include <stdbool.h>

/* Call `see` for each global name in the symbol table of a file. False when it cannot be read as ELF. */
bool elf_names(const char *path, void (*see)(void *context, const char *name, bool defined), void *context);

#endif
