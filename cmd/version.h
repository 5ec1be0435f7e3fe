/* version.h - which conclab this is. */
#ifndef CMD_VERSION_H
#define CMD_VERSION_H

#define CONCLAB_VERSION "0.2"

#endif
