/*
 * reel.js - the run as moments: what every task and every object was after each step.
 *
 * data.steps[k] tells what step k changed; data.steps[0] what was before the first. A moment never changes once it is made:
 * whoever steps on shares what stayed as it was, so that keeping every STRIDE-th costs little and any moment is near one
 * that is kept. lab/page/html_data.c tells what the letters mean.
 */
"use strict";

const data = JSON.parse(document.getElementById("run-data").textContent);
const last = data.steps.length - 1;
const NEW = 0, RUNS = 1, WAITS = 2, SLEEPS = 3, ENDED = 4, WRONG = 5;
const STRIDE = 64;

const reel = {
	frames: [],
	near: null,

	/* Every task's lane: { from, to, s, w } and what it held: { from, to, o }, in columns; column k is step k, the last the end. */
	lanes: data.tasks.map(() => ({ spans: [], holds: [], marks: [] })),

	at(k) {
		const kept = this.frames[Math.floor(k / STRIDE)];
		let now = this.near && this.near.step <= k && this.near.step >= kept.step ? this.near : kept;

		while (now.step < k)
			now = after(now);
		return this.near = now;
	},
};

const before = {
	step: -1,
	tasks: data.tasks.map(() => ({ s: NEW, p: -1, since: 0 })),
	objects: data.objects.map(() => ({ made: 1, l: -1, o: -1, h: [], items: [] })),
	values: data.variables.map(([, first]) => first),
};

function after(now) {
	const step = now.step + 1, change = data.steps[step];
	const next = { step, tasks: now.tasks, objects: now.objects, values: now.values };

	if (change.x) {
		next.values = now.values.slice();
		for (let i = 0; i < change.x.length; i += 2)
			next.values[change.x[i]] = change.x[i + 1];
	}

	if (change.t) {
		next.tasks = now.tasks.slice();
		for (const t of change.t)
			next.tasks[t.i] = { ...now.tasks[t.i], ...t };
	}
	if (change.o) {
		next.objects = now.objects.slice();
		for (const o of change.o) {
			const was = now.objects[o.i], is = { ...was, ...o };

			if (o.d !== undefined || o.q !== undefined)
				is.items = (was.items || []).slice(o.d || 0).concat(o.q || []);
			if (o.unknown)
				is.items = null;
			delete is.d;
			delete is.q;
			next.objects[o.i] = is;
		}
	}
	return next;
}

/* Who holds an object: its one owner, or those who share it. */
function holdersOf(object) {
	return object.o >= 0 ? [object.o] : object.h;
}

/* Lanes are made while all moments go by once. */
function addSpan(task, was, from, to) {
	if (to >= from && was.s !== NEW && was.s !== ENDED)
		reel.lanes[task].spans.push({ from, to, s: was.s === WAITS && was.r ? RUNS : was.s, w: was.w });
}

function followTasks(now, next, open) {
	const moved = new Set((data.steps[next.step].m || []).map(mark => mark[0]));

	for (const t of data.steps[next.step].t || []) {
		addSpan(t.i, now.tasks[t.i], open[t.i], next.step - (moved.has(t.i) ? 1 : 0));
		open[t.i] = next.step + 1;
	}
}

function followHolds(now, next, held) {
	for (const o of data.steps[next.step].o || []) {
		const was = holdersOf(now.objects[o.i]), is = holdersOf(next.objects[o.i]);

		for (const task of was.filter(t => !is.includes(t)))
			endHold(held, task, o.i, next.step);
		for (const task of is.filter(t => !was.includes(t)))
			held.set(`${task} ${o.i}`, next.step);
	}
}

function endHold(held, task, object, to) {
	const from = held.get(`${task} ${object}`);

	held.delete(`${task} ${object}`);
	reel.lanes[task].holds.push({ from: Math.max(1, from), to, o: object });
}

function makeReel() {
	const open = data.tasks.map(() => 1), held = new Map();
	let now = before;

	for (let k = 0; k <= last; k++) {
		const next = after(now);

		followTasks(now, next, open);
		followHolds(now, next, held);
		for (const mark of data.steps[k].m || [])
			reel.lanes[mark[0]].marks.push({ step: k, word: mark[3], short: mark[5], place: mark[2] });
		if (k % STRIDE === 0)
			reel.frames.push(next);
		now = next;
	}
	now.tasks.forEach((t, i) => {
		const [task, step] = data.end.wrong || [];

		addSpan(i, t, open[i], i === task ? step - 1 : last + 1);
		if (i === task)
			reel.lanes[i].spans.push({ from: reel.lanes[i].wrong = step, to: last + 1, s: WRONG });
	});
	for (const key of [...held.keys()])
		endHold(held, ...key.split(" ").map(Number), last + 1);
}

makeReel();
