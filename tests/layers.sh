#!/bin/sh
# layers.sh [TREE] - check that no room includes a header of a room it may not know.
#
# The two tables below are the architecture. A room may include its own headers and those of the rooms named to its
# right; a room not in the first table does not exist. Headers are named by their path from the top of the tree. A
# room of cmd/ knows, besides, the rooms of the lab that stand in `lab`.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2016
find lab patterns cmd -path patterns/pthread -prune -o -path lab/program/brought -prune -o -name '*.[ch]' -print | LC_ALL=C sort | xargs awk '
BEGIN {
	may["lab/base"]   = ""
	may["lab/trace"]  = "lab/base"
	may["lab/engine"] = "lab/base lab/trace"
	may["lab/sync"]   = "lab/base lab/trace lab/engine"
	may["lab"]        = "lab/base lab/trace lab/engine lab/sync"
	may["lab/compile"] = "lab/base"
	may["lab/program"] = "lab/base lab/trace lab/engine lab/sync lab/compile"
	may["lab/check"]  = "lab/base lab/trace lab/engine"
	may["lab/search"]  = "lab/base lab/trace lab/engine lab/check"
	may["lab/law"]     = "lab/base"
	may["lab/explain"] = "lab/base lab/trace lab/engine lab/check"
	may["lab/view"]   = "lab/base lab/trace"
	may["lab/export"] = "lab/base lab/trace lab/view"
	may["lab/page"]   = "lab/base lab/trace lab/view lab/export"
	may["patterns"]   = "lab"

	lab = "lab/base lab/trace lab/engine lab/compile lab/program lab/check lab/search lab/law lab/explain lab/view lab/export lab/page patterns"
	may["cmd/term"]    = "lab/base lab/view"
	may["cmd/session"] = lab " cmd/term"
	may["cmd/run"]     = lab " cmd/term cmd/session"
	may["cmd/step"]    = lab " cmd/term cmd/session cmd/run"
	may["cmd/search"]  = lab " cmd/term cmd/session cmd/run"
	may["cmd/look"]    = lab " cmd/term cmd/session cmd/run cmd/search cmd/step cmd/line"
	may["cmd/source"]  = lab " cmd/term cmd/session cmd/run"
	may["cmd/course"]  = lab " cmd/term cmd/session"
	may["cmd/lecture"] = lab " cmd/term cmd/session cmd/line"
	may["cmd/homework"] = lab " cmd/term cmd/session cmd/course"
	may["cmd/quiz"]    = lab " cmd/term cmd/session cmd/run cmd/search cmd/step cmd/source"
	may["cmd/line"]    = lab " cmd/term cmd/session"
	may["cmd"]         = lab " cmd/term cmd/session cmd/run cmd/step cmd/search cmd/look cmd/source cmd/course cmd/lecture cmd/homework cmd/quiz cmd/line"

	# Headers of the system: these few for a pattern, threads for the engine alone.
	plain = " ctype.h inttypes.h limits.h math.h stdbool.h stddef.h stdint.h string.h zlib.h "
}

function room(path) {
	return sub(/\/[^\/]*$/, "", path) ? path : "."
}

function complain(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text
	bad = 1
}

FNR == 1 {
	here = room(FILENAME)
	if (!(here in may))
		complain("there is no room called " here)
}

/^[ \t]*#[ \t]*include[ \t]*"/ && here in may {
	split($0, part, "\"")
	there = room(part[2])
	if (there == ".")
		complain("name the header by its path from the top: \"" here "/" part[2] "\"")
	else if (there != here && index(" " may[here] " ", " " there " ") == 0)
		complain(here " may not include " part[2])
}

/^[ \t]*#[ \t]*include[ \t]*</ {
	split($0, part, /[<>]/)
	if (here == "patterns" && index(plain, " " part[2] " ") == 0)
		complain("a pattern may not include <" part[2] ">")
	if (here != "lab/engine" && here != "lab/program" && part[2] == "pthread.h")
		complain("only lab/engine and lab/program may include <pthread.h>")
}

END { exit bad }'
