#!/bin/sh
# test_page.sh - the page of a run in a browser: it steps, shows at each step what was, and asks for nothing.
#
# page_check.js and page_check_step.js do the looking. Skipped where there is no chromium.
set -eu
case "${VARIANT:-}" in
asan | tsan)
	echo "the page is the same in every build, and what writes it is tested by test_html"
	exit 77 ;;
esac
. tests/install.sh

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
	skip "chromium is not installed: the page was not tried in a browser"

export XDG_CACHE_HOME="$work/cache" HOME="$work"

# page NAME COMMANDS: the page of what they ran, with the script that tries it. Frames are made to come at once: with time
# that is not the clock's the browser draws hardly any.
page() {
	"$O/conclab" --json -c "$2; export report $work/$1.html; timeline" 2>/dev/null | grep '"command":"timeline"' >"$work/expected.json"
	[ -s "$work/$1.html" ] || fail "no page of: $2"
	awk -v work="$work" '
	function put(file,    line) { while ((getline line < file) > 0) print line; close(file) }
	/^<head>/ { print; print "<script>const faults = []; addEventListener(\"error\", e => faults.push(e.message));" \
		" addEventListener(\"securitypolicyviolation\", e => faults.push(e.blockedURI));" \
		" window.requestAnimationFrame = act => setTimeout(act, 0);</script>"; next }
	/<script type="application\/json" id="run-data">/ {
		print "<script>const stillStage = document.getElementById(\"stage\").outerHTML;" \
			" const stillVariables = document.getElementById(\"variables\")?.textContent;</script>" }
	/^<\/body>/ { print "<script type=\"application/json\" id=\"expected\">"; put(work "/expected.json"); print "</script><script>"
		put("tests/page_check_step.js"); put("tests/page_check.js"); print "</script>" }
	{ print }' "$work/$1.html" >"$work/$1.tried.html"
}

# All pages are tried side by side, each in a frame that tells what was wrong: to begin is what takes a browser its time.
look() {
	sed "s/NAMES/$*/" tests/page_frames.html >"$work/all.html"
	timeout 300 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --window-size=1300,4000 \
		--virtual-time-budget=100000 --dump-dom "file://$work/all.html" >"$work/said" 2>"$work/log" || :
}

# told NAME: is nothing wrong with it?
told() {
	if ! grep -q "^$1: tried [0-9]* things, 0 wrong" "$work/said"; then
		fail "$(grep -a "^$1: " "$work/said" || tail -c 1000 "$work/log")"
	elif [ -n "${SHOW:-}" ]; then
		grep "^$1: tried" "$work/said"
	fi
}

page ring "explore dining seats=3 order=same-handed"
page pool "run worker-pool workers=9 jobs=3 seed=1"
page row "run pipeline stages=2 items=3 seed=4"
page crowd "run dining seats=13 meals=1 order=same-handed seed=2"
page wrong "explore mutex lock=none loops=1"
page misused "run mutex relock=on kind=errorcheck loops=1 seed=1"
page woken "run lost-wakeup pause=0 seed=3"
page stuck "explore worker-pool workers=2 jobs=6 feed=main"
page long "run worker-pool workers=4 jobs=150 seed=1 log=0"
page phone "explore dining seats=5 order=same-handed"
page phone-program "run $PWD/patterns/pthread/bank.c seed=1"
page phone-row "explore worker-pool feed=main workers=2 buffer=1 results=1 jobs=6"
page phone-chain "run pipeline seed=1"
page phone-semaphore "run semaphore each=2 cost=0 schedule=\"0 1 2\""
page phone-subscription "run subscription seed=1"
page phone-healing "run self-healing seed=1"
page barrier "run barrier seed=1"
page published "explore pub-sub unsubscribe=under-lock"
page healing "run self-healing seed=1"
page subscription "run subscription seed=1"
page program "run patterns/pthread/bounded_buffer.c seed=1"
for names in "ring pool row crowd stuck wrong misused woken" "long published phone phone-program" "phone-row phone-chain" "phone-semaphore phone-subscription phone-healing barrier healing subscription program"; do
	# shellcheck disable=SC2086
	look $names
	for name in $names; do
		told $name
	done
done
done_well
