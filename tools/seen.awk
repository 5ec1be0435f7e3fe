# seen.awk - list the functions that the headers named as arguments declare, as a dynamic list for the linker.
#
# A declaration begins in column 1 with a type and ends in `)` or `);`; its name is the last one before the first `(`.

BEGIN { print "{" }

/^[a-z].*\(/ && !/^(static|typedef|#)/ {
	line = $0
	sub(/\(.*/, "", line)
	sub(/.*[^a-z0-9_]/, "", line)
	if (line != "")
		print "\t" line ";"
}

# X(NAME) in the lists of calls.h is answered by conclab_NAME; X(NAME, why) by nobody.
/X\([a-zA-Z_0-9]+\)/ {
	line = $0
	while (match(line, /X\([a-zA-Z_0-9]+\)/)) {
		print "\tconclab_" substr(line, RSTART + 2, RLENGTH - 3) ";"
		line = substr(line, RSTART + RLENGTH)
	}
}

END { print "};" }
