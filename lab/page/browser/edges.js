/*
 * edges.js - the lines of the picture: which there are at a moment, and how each goes from box to box: straight; else bent a
 * little, past what stands between; else around it (lab/page/html_lines.c does the same for the last moment).
 */

/* Where a line from the middle of `a` to `b` leaves the box of `a`. */
const GAP = 4;

function border(a, b) {
	const dx = b.x - a.x, dy = b.y - a.y;
	const part = Math.min(dx ? (Math.floor(a.w / 2) + GAP) / Math.abs(dx) : Infinity, dy ? (Math.floor(a.h / 2) + GAP) / Math.abs(dy) : Infinity);

	return { x: Math.floor(a.x + dx * part + 0.5), y: Math.floor(a.y + dy * part + 0.5) };
}

/* How far apart, from left to right, are the box and one of that width in another place? With so much one stands beside the other. */
const gapBetween = (a, x, w) => Math.abs(x - a.x) - Math.floor(a.w / 2) - Math.floor(w / 2), BESIDE_ONE = 60, CORNER = 8, IN_GAP = 3;

/*
 * Where a line to a box leaves the box of `a`: who stands beside it is reached by the side that faces it. `margin` of that side
 * is for the lines aside.
 */
function leave(a, { x, y, w = 0 }, margin) {
	const dx = x - a.x, halfW = Math.floor(a.w / 2), room = Math.max(Math.floor(a.h / 2) - GAP - margin, 0);

	if (gapBetween(a, x, w) < BESIDE_ONE)
		return border(a, { x, y });
	return { x: a.x + (dx < 0 ? -1 : 1) * (halfW + GAP),
		y: Math.floor(a.y + Math.min(Math.max((y - a.y) * ((halfW + GAP) / Math.abs(dx)), -room), room) + 0.5) };
}

/* Along the sides that face each other: the steeper the line, the farther. */
function alongSide(a, b, far) {
	const gap = gapBetween(a, b.x, b.w), dy = b.y - a.y;

	return Math.min(Math.floor(Math.min(a.h, b.h) / 2) - GAP, Math.floor(far * Math.sqrt(gap * gap + dy * dy) / gap + 0.5));
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

/* Where a line beside the straight one from the middle of `a`, so far to its right, leaves it. */
function borderAside(a, dx, dy, far) {
	const length = Math.sqrt(dx * dx + dy * dy), x = -dy / length * far, y = dx / length * far;
	const px = dx ? ((dx < 0 ? -1 : 1) * (Math.floor(a.w / 2) + GAP) - x) / dx : Infinity;
	const part = Math.min(px, dy ? ((dy < 0 ? -1 : 1) * (Math.floor(a.h / 2) + GAP) - y) / dy : Infinity);

	return { x: Math.floor(a.x + x + dx * part + 0.5), y: Math.floor(a.y + y + dy * part + 0.5) };
}

/* A way so far aside of the straight one. */
function wayAside(a, b, aside, far, others) {
	const dx = b.x - a.x, dy = b.y - a.y, way = { a, b, aside, others };

	if (gapBetween(a, b.x, b.w) < BESIDE_ONE)
		return { ...way, from: borderAside(a, dx, dy, far), to: borderAside(b, -dx, -dy, -far) };
	const margin = alongSide(a, b, beside(a, b)), along = (dx < 0 ? -1 : 1) * alongSide(a, b, far), moved = ({ x, y }) => ({ x, y: y + along });

	return { ...way, from: moved(leave(a, b, margin)), to: moved(leave(b, a, margin)) };
}

/*
 * One of many, for a line to `b` beside their frame: where its line leaves the frame, and the way there: between it and those
 * below; aside, and those above. null: it goes as it would without a frame.
 */
function gateOf(one, b, aside) {
	const frame = data.frames[one.frame], way = b.x < one.x ? -1 : 1, side = aside ? -1 : 1;

	if (!frame || one.frame === b.frame || gapBetween(frame, b.x, b.w) < BESIDE_ONE)
		return null;
	const outermost = !Object.values(data.stage).some(({ frame: f, x, y }) => f === one.frame && y === one.y && (x - one.x) * way > 0);
	const half = Math.floor(one.h / 2), y = outermost ? one.y : one.y + side * (half + IN_GAP);
	const lead = outermost ? [{ x: one.x + way * Math.floor(one.w / 2), y }] : [{ x: one.x, y: y - side * IN_GAP }, { x: one.x, y }];

	return { x: frame.x + way * Math.floor(frame.w / 2), y, w: 0, h: one.h, frame: one.frame, lead };
}

/* Between one of many and the border of their frame, where a line begins or has its head. */
const leadOf = (gate, end) => gate ? straight([...gate.lead, { x: end.x, y: gate.y }]) : "";

function findPath(a, b, aside) {
	const from = gateOf(a, b, aside), to = gateOf(b, a, aside), path = outerPath(from || a, to || b, aside), { points } = path;

	return { d: leadOf(to, points.at(-1)) + leadOf(from, points[0]) + path.d, points };
}

/* Where a line leaves a box for a turn. */
function leaveFor(way, one, turn) {
	const side = leave(one, turn, CORNER);

	return met(way, side.x, side.y, turn.x, turn.y) ? border(one, turn) : side;
}

function outerPath(a, b, aside) {
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
		return pathOf([leaveFor(way, a, points[1]), ...points.slice(1, -1), leaveFor(way, b, points.at(-2))]);
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
	for (const [object, task] of now.step === last ? data.end.closings : [])
		add(`c${object}-${task}`, box(`o${object}`), box(`t${task}`, true), "closes");
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
