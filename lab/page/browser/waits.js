/*
 * waits.js - who waits for whom: a graph of this moment, and the same in sentences.
 *
 * A task that waits for a lock waits for whoever holds it; one that joins, for the other task. What nobody holds is a node
 * of its own. At the end the run's own judgement takes the place of that: who could have freed whom, and the cycle.
 */

const MOST_NODES = 26, MOST_SENTENCES = 30;
const NODE_W = 118, NODE_H = 34;

/* From a task to those it waits for: { from, to, word }, by ids of nodes. */
function waitsOf(now) {
	const edges = [];

	now.tasks.forEach((task, i) => {
		if (task.s !== WAITS || task.r)
			return;
		const name = task.o ? nameOf(task.o) : "", holders = task.o && task.o[0] === "o" ? holdersOf(now.objects[task.o.slice(1)]) : [];
		const freed = now.step === last ? data.end.freed[i] : undefined;

		if (freed && freed.length)
			freed.forEach(t => edges.push({ from: `t${i}`, to: `t${t}`, word: task.o && task.o[0] === "o" ? name : "join" }));
		else if (holders.length)
			holders.forEach(t => edges.push({ from: `t${i}`, to: `t${t}`, word: name }));
		else if (task.o)
			edges.push({ from: `t${i}`, to: task.o, word: task.o[0] === "t" ? "join" : "" });
	});
	return edges;
}

/* The tasks of a cycle of waiting, in order: the run's own at the end, else one of locks that each have one holder. */
function cycleOf(now) {
	if (now.step === last && data.end.cycle.length)
		return data.end.cycle;
	const next = now.tasks.map(task => {
		if (task.s !== WAITS || !task.o || task.c || task.r)
			return -1;
		return task.o[0] === "t" ? Number(task.o.slice(1)) : now.objects[task.o.slice(1)].o;
	});
	for (let start = 0; start < next.length; start++) {
		const path = [];

		for (let at = start; at >= 0 && !path.includes(at) && path.length <= 32; at = next[at])
			path.push(at);
		if (path.length && next[path.at(-1)] === start)
			return path;
	}
	return [];
}

/* Tasks that wait alike, and that nobody waits for, are one node. */
function bundle(edges, cycle) {
	const waitedFor = new Set(edges.map(e => e.to)), targets = new Map(), groups = new Map(), one = new Map();

	for (const e of edges)
		targets.set(e.from, (targets.get(e.from) || "") + `${e.to} ${e.word};`);
	for (const [id, key] of targets) {
		const alone = waitedFor.has(id) || cycle.includes(Number(id.slice(1)));

		groups.set(alone ? id : key, [...(groups.get(alone ? id : key) || []), id]);
	}
	for (const group of groups.values())
		for (const id of group)
			one.set(id, group);
	return one;
}

function groupName(group) {
	if (group.length === 1)
		return nameOf(group[0]);
	const names = group.map(nameOf), stem = s => s.replace(/\d+$/, "");
	const alike = names.every(n => stem(n) === stem(names[0]));

	return alike ? `${stem(names[0])}… ×${group.length}` : `${cut(names[0], 8)} ×${group.length}`;
}

const waits = {
	graph: document.getElementById("waits-graph"),
	list: document.getElementById("waits-list"),
	said: "",

	show(now, cycle) {
		const edges = waitsOf(now), key = JSON.stringify([edges, cycle]);

		if (key === this.said)
			return;
		this.said = key;
		this.now = now;
		this.draw(edges, cycle);
		this.tell(now, cycle);
	},

	tell(now, cycle) {
		const order = [...cycle, ...now.tasks.keys()].filter((i, k, all) => now.tasks[i].s === WAITS && all.indexOf(i) === k);
		const lines = order.slice(0, MOST_SENTENCES).map(i => [waitSentence(now, i) + cycleWords(now, i, cycle), cycle.includes(i)]);

		if (order.length > MOST_SENTENCES)
			lines.push([`and ${order.length - MOST_SENTENCES} more wait`, false]);
		if (!lines.length)
			lines.push(["nobody waits", false]);
		this.list.replaceChildren(...lines.map(([text, bad]) => {
			const item = document.createElement("li");

			item.textContent = text;
			item.className = bad ? "cycle" : "";
			return item;
		}));
	},

	draw(edges, cycle) {
		const one = bundle(edges, cycle), nodes = new Map();
		const put = id => { const group = one.get(id) || [id]; nodes.set(group[0], group); return group[0]; };
		const arrows = new Map();

		for (const i of cycle)
			put(`t${i}`);
		for (const e of edges) {
			const from = put(e.from), to = put(e.to);

			arrows.set(`${from} ${to}`, { from, to, word: e.word });
		}
		this.graph.replaceChildren();
		this.graph.style.display = nodes.size && nodes.size <= MOST_NODES ? "" : "none";
		if (nodes.size && nodes.size <= MOST_NODES)
			this.drawGraph([...nodes.keys()], nodes, [...arrows.values()], cycle.map(i => `t${i}`));
	},

	drawGraph(ids, nodes, arrows, cycle) {
		const at = placeWaits(ids, arrows, cycle), boxes = [...at.values()];
		const drawn = arrows.filter(a => a.from !== a.to).map(a => wayOf(at.get(a.from), at.get(a.to), a, arrows, boxes));
		const words = placeWords(drawn, boxes), all = [...boxes, ...words, ...drawn.flatMap(way => way.points.map(p => ({ ...p, w: 6, h: 6 })))];
		const x0 = Math.min(...all.map(b => b.x - b.w / 2)) - 8, x1 = Math.max(...all.map(b => b.x + b.w / 2)) + 8;
		const y0 = Math.min(...all.map(b => b.y - b.h / 2)) - 8, y1 = Math.max(...all.map(b => b.y + b.h / 2)) + 8;

		setAttribute(this.graph, "viewBox", `${x0} ${y0} ${x1 - x0} ${y1 - y0}`);
		setAttribute(this.graph, "width", String(x1 - x0));
		for (const way of drawn)
			make("path", { class: `wants${isBad(way.arrow, cycle) ? " cycle" : ""}`, d: way.d }, this.graph);
		for (const word of words)
			make("text", { class: "tie", x: word.x, y: word.y + 4 }, this.graph).textContent = word.text;
		for (const id of ids) {
			const b = at.get(id), sort = id[0] === "t" ? `task ${stateOf(this.now, Number(id.slice(1)))}` : "object";
			const node = make("g", { class: sort + (cycle.includes(id) ? " cycle" : ""), transform: `translate(${b.x} ${b.y})` }, this.graph);

			make("title", {}, node).textContent = nodes.get(id).map(nameOf).join(", ");
			make("rect", { x: -NODE_W / 2, y: -NODE_H / 2, width: NODE_W, height: NODE_H, rx: id[0] === "t" ? 10 : 17 }, node);
			make("text", { class: "name", y: 5 }, node).textContent = cut(groupName(nodes.get(id)), 15);
		}
	},
};

/* Two that wait for each other have a bent line each; one that goes far is bent, too: past what stands between, where that can be. */
function wayOf(a, b, arrow, arrows, boxes) {
	const mutual = arrows.some(other => other.from === arrow.to && other.to === arrow.from), far = Math.hypot(b.x - a.x, b.y - a.y) > 330;
	const way = { from: border(a, b), to: border(b, a) }, others = boxes.filter(box => box !== a && box !== b);
	const curves = (mutual ? [0.3] : far ? [0.18, -0.18, 0.3, -0.3, 0.45, -0.45] : [0, 0.18, -0.18, 0.3, -0.3]).map(bend => curveOf(way, bend));
	const hits = curves.map(curve => others.filter(({ x, y, w, h }) => linesThrough([curve], x, y, w + 8, h + 8)).length);

	return { arrow, ...curves[hits.indexOf(Math.min(...hits))] };
}

const WORD = 7;                 /* pixels of a letter */

/* Words stand beside their lines: where no box is, no line, and no other word; else they are left out: the sentences have them. */
function placeWords(ways, boxes) {
	const words = [];

	for (const way of ways.filter(way => way.arrow.word)) {
		const text = cut(way.arrow.word, 20), w = WORD * [...text].length, h = 16;
		let best = null, least = Infinity;

		for (const part of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75, 0.15, 0.85])
			for (const [side, more] of [[-1, 0], [1, 0], [-1, 9], [1, 9]]) {
				const { x, y } = besideWay(way, part, side, w, h, more), over = b => Math.abs(b.x - x) < (b.w + w) / 2 && Math.abs(b.y - y) < (b.h + h) / 2;
				const n = least === 0 ? 1 : 3 * boxes.filter(over).length + 3 * words.filter(over).length + linesThrough(ways, x, y, w, h - 4);

				if (n < least) {
					least = n;
					best = { x, y, w, h, text };
				}
			}
		if (least === 0)
			words.push(best);
	}
	return words;
}

/* The middle of words of this size beside a way, at some part of it. */
function besideWay({ points }, part, side, w, h, more) {
	const at = part * (points.length - 1), i = Math.min(points.length - 2, Math.floor(at)), a = points[i], b = points[i + 1];
	const length = Math.hypot(b.x - a.x, b.y - a.y) || 1, nx = (b.y - a.y) / length, ny = (a.x - b.x) / length;
	const far = side * (Math.abs(nx) * w / 2 + Math.abs(ny) * h / 2 + 4 + more);

	return { x: a.x + (at - i) * (b.x - a.x) + far * nx, y: a.y + (at - i) * (b.y - a.y) + far * ny };
}

/* What the cycle is to a task that waits: it is in it, or waits as one does that is in it. */
function cycleWords(now, i, cycle) {
	const same = cycle.find(t => now.tasks[t].o && now.tasks[t].o === now.tasks[i].o && waitOf(now, t) === waitOf(now, i));

	return cycle.includes(i) ? " — in the cycle" : same === undefined ? "" : ` — waits for the same as ${data.tasks[same]}, which is in the cycle`;
}

/* Is the arrow a part of the cycle: from a member to the next? */
function isBad(arrow, cycle) {
	const i = cycle.indexOf(arrow.from);

	return i >= 0 && cycle[(i + 1) % cycle.length] === arrow.to;
}

/* The cycle as a ring; left of it, column by column, those who wait for it, then those who wait for them. */
function placeWaits(ids, arrows, cycle) {
	const at = new Map(), depth = new Map(), columns = [], gap = Math.max(70, 24 + WORD * Math.max(0, ...arrows.map(a => Math.min(20, a.word.length))));
	const radius = cycle.length < 3 ? 104 : Math.max(110, cycle.length * 32);

	cycle.forEach((id, i) => {
		const angle = (cycle.length === 2 ? 0 : -Math.PI / 2) + 2 * Math.PI * i / cycle.length;

		at.set(id, { x: Math.round(radius * 1.15 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)), w: NODE_W, h: NODE_H });
		depth.set(id, 0);
	});
	for (const id of ids)
		if (!arrows.some(a => a.from === id) && !depth.has(id))
			depth.set(id, cycle.length ? 1 : 0);
	for (let round = 0; round < ids.length; round++)
		for (const a of arrows)
			if (!depth.has(a.from) && depth.has(a.to))
				depth.set(a.from, depth.get(a.to) + 1);
	for (const id of ids)
		if (!at.has(id)) {
			const d = depth.get(id) || 0;

			(columns[d] = columns[d] || []).push(id);
		}
	columns.forEach((column, d) => column.forEach((id, i) => at.set(id, {
		x: (cycle.length ? -radius * 1.15 - 20 : 0) - d * (NODE_W + gap), y: (i - (column.length - 1) / 2) * (NODE_H + 26), w: NODE_W, h: NODE_H,
	})));
	return at;
}
