# match.awk EXPECTED GOT - exit 0 when GOT reads as EXPECTED says.
# In EXPECTED, `...` alone stands for any number of lines and `[..]` for any text within a line.

BEGIN {
	n_want = slurp(ARGV[1], want)
	n_got = slurp(ARGV[2], got)
	exit !lines_match()
}

function slurp(file, lines,    n) {
	while ((getline lines[n + 1] < file) > 0)
		n++
	close(file)
	return n + 0
}

# The greedy match of wildcards: on a mismatch, let the newest `...` swallow one line more.
function lines_match(    w, g, back_w, back_g) {
	w = g = 1
	back_w = 0
	while (g <= n_got) {
		if (w <= n_want && want[w] == "...") {
			back_w = ++w
			back_g = g
		} else if (w <= n_want && line_matches(want[w], got[g])) {
			w++
			g++
		} else if (back_w) {
			w = back_w
			g = ++back_g
		} else
			return 0
	}
	while (w <= n_want && want[w] == "...")
		w++
	return w > n_want
}

function line_matches(pattern, line,    n, i, part, at, tail) {
	n = split(pattern, part, /\[\.\.\]/)
	if (n <= 1)
		return pattern == line
	if (substr(line, 1, length(part[1])) != part[1])
		return 0
	line = substr(line, length(part[1]) + 1)
	for (i = 2; i < n; i++) {
		at = index(line, part[i])
		if (part[i] != "" && !at)
			return 0
		line = substr(line, (at ? at : 1) + length(part[i]))
	}
	tail = part[n]
	return length(line) >= length(tail) && substr(line, length(line) - length(tail) + 1) == tail
}
