/*
 * edges.js - the lines of the picture: which there are at a moment, and how each goes from box to box: straight; else bent a
 * little, past what stands between; else around it (lab/page/html_lines.c does the same for the last moment).
 */

/* Where a line from the middle of `a` to `b` leaves the box of `a`. */
function border(a, b) {
	const dx = b.x - a.x, dy = b.y - a.y, gap = 4;
	const part = Math.min(dx ? (Math.floor(a.w / 2) + gap) / Math.abs(dx) : Infinity, dy ? (Math.floor(a.h / 2) + gap) / Math.abs(dy) : Infinity);

	return { x: Math.floor(a.x + dx * part + 0.5), y: Math.floor(a.y + dy * part + 0.5) };
}

const BESIDE = 14, NEAR = 3, EDGE = 4, SMALL_BENDS = 9, BENDS = [0, 0.05, -0.05, 0.1, -0.1, 0.17, -0.17, 0.25, -0.25, 0.35, -0.35, 0.5, -0.5];
const obstacles = [...Object.values(data.stage).filter(box => box.frame === undefined && box.w), ...data.frames];
const MOST_OBSTACLES = 250;     /* where there are more, lines are straight: to find a way would take too long */
const MOST_AROUND = 60;         /* and where there are more than so many they are straight or bent */
const paths = new Map();
const { width, height } = document.getElementById("stage").viewBox.baseVal, area = { width, height };    /* which no line leaves */

function isWithin(x, y) {
	return x >= EDGE && y >= EDGE && x <= area.width - EDGE && y <= area.height - EDGE;
}

/* Does a line of this way pass near the inside of a box? */
function meets(box, x1, y1, x2, y2) {
	const w = box.w / 2 + NEAR, h = box.h / 2 + NEAR;
	let first = 0, last = 1;

	for (const [from, way, lo, hi] of [[x1, x2 - x1, box.x - w, box.x + w], [y1, y2 - y1, box.y - h, box.y + h]]) {
		if (way === 0) {
			if (from <= lo || from >= hi)
				return false;
			continue;
		}
		const a = (lo - from) / way, b = (hi - from) / way;

		first = Math.max(first, Math.min(a, b));
		last = Math.min(last, Math.max(a, b));
		if (first >= last)
			return false;
	}
	return true;
}

/* How many boxes there are near the way that the line has nothing to do with. */
function met(way, x1, y1, x2, y2) {
	return way.others.reduce((n, box) => n + meets(box, x1, y1, x2, y2), 0);
}

function middle({ from, to }, bend) {
	const dx = to.x - from.x, dy = to.y - from.y;

	return { x: Math.floor((from.x + to.x) / 2 + dy * bend + 0.5), y: Math.floor((from.y + to.y) / 2 - dx * bend + 0.5) };
}

/* How often a line bent so far meets a box that it has nothing to do with, or leaves the picture. */
function crossings(way, bend) {
	const { from, to } = way, dx = to.x - from.x, dy = to.y - from.y, m = middle(way, bend);
	const points = 12 + Math.floor(Math.sqrt(dx * dx + dy * dy) / 16);
	let n = 0, { x, y } = from;

	if (bend === 0)
		return met(way, from.x, from.y, to.x, to.y);
	for (let i = 1; i <= points; i++) {
		const t = i / points, s = 1 - t, was = { x, y };

		x = s * s * from.x + 2 * s * t * m.x + t * t * to.x;
		y = s * s * from.y + 2 * s * t * m.y + t * t * to.y;
		n += met(way, was.x, was.y, x, y) + !isWithin(x, y);
	}
	return n;
}

/* As little as is enough; else that of the fewest crossings. */
function leastBend(way, bends) {
	let best = 0, least = -1;

	for (const bend of bends) {
		const n = least === 0 ? 0 : crossings(way, bend);

		if (least < 0 || n < least) {
			least = n;
			best = bend;
		}
	}
	return { best, least };
}

const straight = points => points.map(({ x, y }, i) => `${i ? "L" : "M"}${x} ${y}`).join("");

function bent(way, bend) {
	const m = middle(way, bend);

	return bend === 0 ? straight([way.from, way.to]) : `M${way.from.x} ${way.from.y}Q${m.x} ${m.y} ${way.to.x} ${way.to.y}`;
}

/* A way as it is drawn, and as points. */
function pathOf(points) {
	return { d: straight(points), points };
}

function curveOf(way, bend) {
	const m = middle(way, bend), points = [];

	for (let i = 0; i <= 12; i++) {
		const t = i / 12, s = 1 - t;

		points.push({ x: s * s * way.from.x + 2 * s * t * m.x + t * t * way.to.x, y: s * s * way.from.y + 2 * s * t * m.y + t * t * way.to.y });
	}
	return { d: bent(way, bend), points: bend === 0 ? [way.from, way.to] : points };
}

/* A way so far aside of the straight one. */
function wayAside(a, b, aside, far, others) {
	const length = Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)), way = { a, b, aside, others, from: border(a, b), to: border(b, a) };

	for (const end of [way.from, way.to]) {
		end.x += Math.floor((a.y - b.y) / length * far + 0.5);
		end.y += Math.floor((b.x - a.x) / length * far + 0.5);
	}
	return way;
}

function findPath(a, b, aside) {
	const ends = [a, b, data.frames[a.frame], data.frames[b.frame]], around = obstacles.length <= MOST_AROUND, small = BENDS.slice(0, SMALL_BENDS);
	const others = obstacles.length > MOST_OBSTACLES ? [] : obstacles.filter(box => !ends.includes(box));
	const way = wayAside(a, b, aside, aside, others), { best, least } = leastBend(way, around ? small : BENDS);

	if (least === 0 || !around)
		return curveOf(way, best);
	for (let far = Math.floor(aside / 2); far > 0; far = Math.floor(far / 2)) {
		const nearer = wayAside(a, b, aside, far, others), bend = leastBend(nearer, small);

		if (bend.least === 0)
			return curveOf(nearer, bend.best);
	}
	const points = goAround(way);

	if (points)
		return pathOf([border(a, points[1]), ...points.slice(1, -1), border(b, points.at(-2))]);
	const direct = wayAside(a, b, aside, 0, others), one = leastBend(direct, BENDS), other = leastBend(way, BENDS);

	return other.least <= one.least ? curveOf(way, other.best) : curveOf(direct, one.best);
}

/* A line from box to box; `aside` of the straight one. Its way is found out once. */
function line(a, b, aside = 0) {
	const key = `${a.x} ${a.y} ${b.x} ${b.y} ${aside}`;

	if (!paths.has(key))
		paths.set(key, findPath(a, b, aside));
	return paths.get(key);
}

/* How many pieces of these ways go through a rectangle, told by its middle. */
function linesThrough(ways, x, y, w, h) {
	let n = 0;

	for (const { points } of ways)
		for (let i = 1; i < points.length; i++)
			n += meets({ x, y, w: w - 2 * NEAR, h: h - 2 * NEAR }, points[i - 1].x, points[i - 1].y, points[i].x, points[i].y);
	return n;
}

/* So far aside of the line for what is held, or waited for, is that for what is done. */
function beside(a, b) {
	return Math.min(BESIDE, Math.floor(Math.min(a.h, b.h) / 2) - 4);
}

/* By node: the tasks that wait there, who came first before the others. */
function queuesOf(now) {
	const queues = new Map();

	now.tasks.forEach((task, i) => {
		if (task.s !== WAITS || !task.o || task.c)
			return;
		if (!queues.has(task.o))
			queues.set(task.o, []);
		queues.get(task.o).push(i);
	});
	for (const queue of queues.values())
		queue.sort((a, b) => now.tasks[a].since - now.tasks[b].since || a - b);
	return queues;
}

/* The box of a node; that of the frame it stands in, with `framed`. */
function box(id, framed) {
	const b = data.stage[id];

	return framed && b && b.frame !== undefined ? data.frames[b.frame] : b;
}

/* All lines of a moment, by a key: who holds what, who waits for what, what was done in this step. */
function edgesOf(now, cycle, queues) {
	const edges = new Map();
	const add = (key, from, to, sort) => { if (from && to && from !== to) edges.set(key, { from, to, sort }); };

	now.objects.forEach((object, i) => {
		for (const task of holdersOf(object))
			add(`h${i}-${task}`, box(`t${task}`), box(`o${i}`), "holds" + (cycle.has(task) && isWanted(queues, i, cycle) ? " cycle" : ""));
	});
	now.objects.forEach((object, i) => {
		for (const task of object.b || [])
			add(`l${i}-${task}`, box(`t${task}`), box(`o${i}`), "holds");
	});
	for (const [target, queue] of queues)
		for (const i of queue) {
			const frame = data.stage[`t${i}`] && data.stage[`t${i}`].frame;
			const key = frame === undefined || cycle.has(i) ? `w${i}` : `w${target}-${frame}`;

			add(key, box(`t${i}`, !cycle.has(i)), box(target), "wants" + (cycle.has(i) ? " cycle" : now.tasks[i].r ? " ready" : ""));
		}
	(data.steps[now.step].m || []).forEach((mark, i) => {
		const [task, target, , , way] = mark;

		if (target)
			add(`a${i}`, box(way < 0 ? target : `t${task}`), box(way < 0 ? `t${task}` : target), way > 1 ? "deed to lost" : way ? "deed to" : "deed");
	});
	return edges;
}

/* Does somebody in the cycle wait for object `i`? */
function isWanted(queues, i, cycle) {
	return (queues.get(`o${i}`) || []).some(task => cycle.has(task));
}
