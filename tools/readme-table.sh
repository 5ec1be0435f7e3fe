#!/bin/sh
# readme-table.sh README CONCLAB VERDICTS - print README with its table of patterns made anew: names and summaries from
# what the program lists, how they end over all schedules from the lines of VERDICTS that are marked for it.
set -eu

readme=$1 conclab=$2 verdicts=$3

table=$("$conclab" --json patterns | sed -n 's/.*"name":"\([^"]*\)","summary":"\([^"]*\)".*/\1|\2/p' |
	awk -F'|' '
function trim(s) { gsub(/^ +| +$/, "", s); return s }

# `feed=main`; the defaults have no words
function settings(s, otherwise) { return s == "" ? otherwise : "`" s "`" }

# "ok, deadlock in 5" is sometimes so, "deadlock in 5" always
function outcome(s) {
	s = s ~ /^ok, / ? "sometimes " substr(s, 5) : "always " s
	gsub(/, /, " or ", s)
	return s
}

FILENAME == ARGV[1] {
	if (NF < 4 || /^#/)
		next
	name = subject = trim($1)
	sub(/ .*/, "", name)
	subject = trim(substr(subject, length(name) + 1))
	if (trim($4) == "proof")
		proof[name] = settings(subject, "its defaults")
	else
		breaks[name] = breaks[name] (breaks[name] == "" ? "" : "<br>") settings(subject) " " outcome(trim($3))
	next
}

FNR == 1 { print "| pattern | what it is | proved ok with | how it breaks, and in how many steps |"; print "|---|---|---|---|" }
{
	file = $1
	gsub(/-/, "_", file)
	printf "| [`%s`](patterns/%s.c) | %s | %s | %s |\n", $1, file, $2, proof[$1], breaks[$1] == "" ? "nothing hangs, it only takes longer" : breaks[$1]
}' "$verdicts" -)

TABLE=$table awk '
/^<!-- patterns -->$/  { print; print ENVIRON["TABLE"]; skip = 1; next }
/^<!-- \/patterns -->$/ { skip = 0 }
!skip' "$readme"
