/* page_check_step.js - what a page shows at a step, against what `timeline --json` tells of it; before page_check.js, which calls it. */

/* A wait begins with the moment before its first column, and lasts until the task moves. One that ends at once has no columns. */
const lastsAt = (span, k) => span.from - 1 <= k && k <= span.to;
const heldAt = (span, k) => span.from <= k && k < span.to;

function checkTask(lane, k) {
	const shown = document.getElementById(`t${data.tasks.indexOf(lane.task)}`).getAttribute("class").split(" ");

	/* Who has become ready waits no longer, but for the step in which that came about. */
	if (shown.includes("ready"))
		check(!lane.spans.some(s => s.state === "waits" && s.from <= k && k < s.to), "step", k, lane.task, "is ready and waits");
	for (const [state, name] of shown.includes("ready") ? [] : [["waits", "waits"], ["sleeps", "sleeps"]])
		check((shown.includes(name) && lane.marks.some(m => m.step === k + 1 || (m.step === k && name === "sleeps"))) || lane.spans.some(s => s.state === state && lastsAt(s, k)) === shown.includes(name), "step", k, lane.task, "is shown as", shown.join(" "));
	for (const mark of lane.marks.filter(m => m.step === k))
		check(document.getElementById("said").textContent.includes(lane.task), "step", k, "does not name", lane.task);
}

function checkHolds(k) {
	const held = new Set(expected.lanes.flatMap(lane => lane.spans.filter(s => s.state === "holds" && heldAt(s, k)).map(s => `${lane.task} ${s.object}`)));
	const shown = new Set([...document.querySelectorAll("#edges path.holds[data-key^=h]")].map(path => {
		const [, object, task] = /^h(\d+)-(\d+)$/.exec(path.dataset.key);

		return `${data.tasks[task]} ${data.objects[object].name}`;
	}));

	check([...held].every(h => shown.has(h)) && [...shown].every(h => held.has(h)), "step", k, "holds", [...held].join(), "shown", [...shown].join());
}

/* Words beside the lines say what those are, and lie on no box; in a ring that is not large each who holds or waits has its word. */
function checkTies(k) {
	const words = [...document.querySelectorAll("#ties text")], lines = [...document.querySelectorAll("#edges path:not(.deed, .closes)")];
	const boxes = [...document.querySelectorAll("#stage g.task rect, #stage g.object > rect")].map(e => e.getBoundingClientRect());

	check(words.every(e => ["holds", "waits", "can now"].includes(e.textContent)), "step", k, "a line says", words.map(e => e.textContent).join());
	for (const word of words.map(e => e.getBoundingClientRect()))
		check(boxes.every(b => word.right <= b.left + 1 || b.right <= word.left + 1 || word.bottom <= b.top + 3 || b.bottom <= word.top + 3), "step", k, "a word lies on a box");
	if (k === last && data.rings.length === 1 && data.rings[0].length <= 12 && data.tasks.length * 2 - 2 === data.rings[0].length && !narrowly.matches)
		check(words.length === lines.length, "of", lines.length, "lines of a ring", words.length, "have a word");
}

/* Who waits for whom: no line goes through the box of one who has nothing to do with it. */
function checkWaits(k) {
	const boxes = [...waits.graph.querySelectorAll("g[transform]")].map(e => {
		const [, x, y] = /translate\((\S+) (\S+)\)/.exec(e.getAttribute("transform"));

		return { x: Number(x), y: Number(y), w: NODE_W, h: NODE_H };
	});
	const isEnd = (b, { x, y }) => Math.abs(b.x - x) <= NODE_W / 2 + GAP + 2 && Math.abs(b.y - y) <= NODE_H / 2 + GAP + 2;

	for (const path of boxes.length > 8 ? [] : waits.graph.querySelectorAll("path")) {
		const from = path.getPointAtLength(0), to = path.getPointAtLength(path.getTotalLength());

		for (const b of boxes.filter(b => !isEnd(b, from) && !isEnd(b, to)))
			check(!goesThrough(path, b), "step", k, "a line of waiting goes through a box");
	}
}

/* Does the line as it is drawn go through a rectangle, told by its middle? */
function goesThrough(path, { x, y, w, h }) {
	const length = path.getTotalLength(), n = Math.ceil(length / 4);

	for (let i = 0; i <= n; i++) {
		const p = path.getPointAtLength(length * i / n);

		if (Math.abs(p.x - x) < w / 2 - 1 && Math.abs(p.y - y) < h / 2 - 1)
			return true;
	}
	return false;
}

/* No line goes behind a box that it has nothing to do with. */
function checkLines(k) {
	const now = reel.at(k), edges = edgesOf(now, new Set(cycleOf(now)), queuesOf(now)), nodes = Object.entries(data.stage).filter(([, b]) => b.w && b.frame === undefined);

	for (const path of document.querySelectorAll("#edges path")) {
		const { from, to } = edges.get(path.dataset.key) || {};

		check(from, "step", k, "has a line", path.dataset.key);
		for (const [id, b] of nodes)
			if (from && b !== from && b !== to)
				check(!goesThrough(path, b), "step", k, "the line", path.dataset.key, "goes behind", id);
	}
}

function checkUses() {
	const nodes = Object.entries(data.stage).filter(([, b]) => b.w && b.frame === undefined);

	for (const path of document.querySelectorAll("#uses path")) {
		const length = path.getTotalLength(), ends = [0, length].map(at => path.getPointAtLength(at));
		const near = b => ends.some(p => Math.abs(p.x - b.x) < b.w / 2 + 6 && Math.abs(p.y - b.y) < b.h / 2 + 6);

		for (const [id, b] of nodes)
			check(near(b) || !goesThrough(path, b), "a faint line goes behind", id);
	}
}

/* The words at the arrows of who waits for whom stand beside them. */
function checkWords(k) {
	const words = [...document.querySelectorAll("#waits-graph .tie")].map(e => ({ text: e.textContent, box: e.getBBox() }));

	for (const { text, box } of words) {
		check(text !== "end", "step", k, "a join is called", text);
		const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, w: box.width, h: box.height - 4 };

		for (const path of document.querySelectorAll("#waits-graph path"))
			check(!goesThrough(path, at), "step", k, "an arrow of who waits for whom goes through", text);
		for (const e of document.querySelectorAll("#waits-graph g")) {
			const { e: x, f: y } = e.transform.baseVal.getItem(0).matrix;

			check(Math.abs(x - at.x) > (NODE_W + at.w) / 2 - 1 || Math.abs(y - at.y) > (NODE_H + at.h) / 2 - 1, "step", k, text, "lies on a box");
		}
	}
}
