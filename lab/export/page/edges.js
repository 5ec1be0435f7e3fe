/*
 * edges.js - the lines of the picture: which there are at a moment, and how each goes from box to box: straight, or bent as
 * little as is enough to get past what stands between (lab/export/html_lines.c does the same for the last moment).
 */

/* Where a line from the middle of `a` to that of `b` leaves the box of `a`. */
function border(a, b) {
	const dx = b.x - a.x, dy = b.y - a.y, gap = 4;
	const part = Math.min(dx ? (a.w / 2 + gap) / Math.abs(dx) : Infinity, dy ? (a.h / 2 + gap) / Math.abs(dy) : Infinity);

	return { x: Math.round(a.x + dx * part), y: Math.round(a.y + dy * part) };
}

const BESIDE = 8, BENDS = [0, 0.05, -0.05, 0.1, -0.1, 0.17, -0.17, 0.25, -0.25, 0.35, -0.35, 0.5, -0.5];
const obstacles = [...Object.values(data.stage).filter(box => box.frame === undefined), ...data.frames];
const MOST_OBSTACLES = 250;     /* where there are more, lines are straight: to find a way would take too long */
const bends = new Map();

/* How often a line bent so far meets a box that it has nothing to do with. */
function crossings(a, b, bend) {
	const from = border(a, b), to = border(b, a), dx = to.x - from.x, dy = to.y - from.y;
	const mx = (from.x + to.x) / 2 + dy * bend, my = (from.y + to.y) / 2 - dx * bend;
	const ends = [a, b, data.frames[a.frame], data.frames[b.frame]];
	const others = obstacles.length > MOST_OBSTACLES ? [] : obstacles.filter(box => !ends.includes(box));
	let n = 0;

	for (let i = 1; i < 12; i++) {
		const t = i / 12, s = 1 - t;
		const x = s * s * from.x + 2 * s * t * mx + t * t * to.x, y = s * s * from.y + 2 * s * t * my + t * t * to.y;

		n += others.filter(box => Math.abs(x - box.x) < box.w / 2 + 3 && Math.abs(y - box.y) < box.h / 2 + 3).length;
	}
	return n;
}

/* As little as is enough to get past what stands between; found out once. */
function bendOf(a, b) {
	const key = `${a.x} ${a.y} ${b.x} ${b.y}`;

	if (!bends.has(key)) {
		let best = 0, least = -1;

		for (const bend of BENDS) {
			const n = least === 0 ? 0 : crossings(a, b, bend);

			if (least < 0 || n < least) {
				least = n;
				best = bend;
			}
		}
		bends.set(key, best);
	}
	return bends.get(key);
}

/* A line from box to box; `aside` of the straight one. */
function line(a, b, aside = 0, bend = bendOf(a, b)) {
	const length = Math.hypot(b.x - a.x, b.y - a.y), from = border(a, b), to = border(b, a);

	for (const end of [from, to]) {
		end.x += Math.round((a.y - b.y) / length * aside);
		end.y += Math.round((b.x - a.x) / length * aside);
	}
	const dx = to.x - from.x, dy = to.y - from.y;

	if (bend === 0)
		return `M${from.x} ${from.y}L${to.x} ${to.y}`;
	return `M${from.x} ${from.y}Q${Math.round((from.x + to.x) / 2 + dy * bend)} ${Math.round((from.y + to.y) / 2 - dx * bend)} ${to.x} ${to.y}`;
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
	for (const [target, queue] of queues)
		for (const i of queue) {
			const frame = data.stage[`t${i}`] && data.stage[`t${i}`].frame;
			const key = frame === undefined || cycle.has(i) ? `w${i}` : `w${target}-${frame}`;

			add(key, box(`t${i}`, !cycle.has(i)), box(target), "wants" + (cycle.has(i) ? " cycle" : now.tasks[i].r ? " ready" : ""));
		}
	(data.steps[now.step].m || []).forEach((mark, i) => {
		const [task, target, , , way] = mark;

		if (target)
			add(`a${i}`, box(way < 0 ? target : `t${task}`), box(way < 0 ? `t${task}` : target), way ? "deed to" : "deed");
	});
	return edges;
}

/* Does somebody in the cycle wait for object `i`? */
function isWanted(queues, i, cycle) {
	return (queues.get(`o${i}`) || []).some(task => cycle.has(task));
}
