/*
 * format.h - what the C library's formats make of the memory that their arguments point to.
 */
#ifndef LAB_PROGRAM_FORMAT_H
#define LAB_PROGRAM_FORMAT_H

#include <stdarg.h>
#include <stdint.h>

/* printf's: touch the format itself, the texts that it prints, and where %n writes. `args` is left as it is. */
void format_touch(const char *format, va_list args, uintptr_t caller);

/*
 * scanf's: touch the format, and where it would write. Of a text that is only the first byte: how long it becomes is not
 * known before. `args` is left as it is.
 */
void format_touch_scan(const char *format, va_list args, uintptr_t caller);

/* After it has written the first `n`: touch the texts among them, which are as long as they are now. */
void format_touch_scanned(const char *format, va_list args, int n, uintptr_t caller);

#endif
