/*
 * elf.h - which names an object file defines, which it wants from others, and how it reaches thread-local storage.
 */
#ifndef LAB_COMPILE_ELF_H
#define LAB_COMPILE_ELF_H

#include <stdbool.h>

/* Call `see` for each global name in the symbol table of a file. False when it cannot be read as ELF. */
bool elf_names(const char *path, void (*see)(void *context, const char *name, bool defined), void *context);

/*
 * Does an object file reach thread-local storage without asking __tls_get_addr(), as it may be compiled to ("ELF Handling
 * For Thread-Local Storage", Drepper: initial exec, local exec, TLS descriptors)?
 */
bool elf_goes_past_tls(const char *path);

#endif
