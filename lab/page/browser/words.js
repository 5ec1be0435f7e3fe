/*
 * words.js - a moment in words: what stands beside a task, in an object, in the sentence that is read aloud.
 */

const word = i => i === undefined || i < 0 ? "" : data.words[i];
const nameOf = id => id[0] === "t" ? data.tasks[id.slice(1)] : data.objects[id.slice(1)].name;
const cut = (text, n) => [...text].length > n ? [...text].slice(0, n - 1).join("") + "…" : text;

/* What a task does: that a signal is lost is not cut off, nor of which of several things it is told. */
function cutDoing(text, n) {
	const [end] = (text.includes(" or ") ? /: lost$|$/ : /: lost$|-[0-9]+$|$/).exec(text);

	if ([...text].length <= n || !end || end.length + 2 >= n)
		return cut(text, n);
	const head = [...text.slice(0, -end.length)];

	return (head.length > n - end.length ? cut(head.join(""), n - end.length) : head.join("")) + end;
}

const capital = text => text[0].toUpperCase() + text.slice(1);

/* "a, b and c"; of more than `most` the first, and how many more. */
function list(names, most = 4) {
	const shown = names.slice(0, names.length > most ? most - 1 : most);

	if (shown.length < names.length)
		shown.push(`${names.length - shown.length} more`);
	return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/* "worker-0..2,5": names that differ only in the number they end in are one. */
function ranges(names) {
	const stems = new Map();

	for (const name of names) {
		const [, stem, number] = /^(.*?)(\d*)$/.exec(name);

		stems.set(stem, [...(stems.get(stem) || []), number]);
	}
	return [...stems].map(([stem, numbers]) => stem + range(numbers));
}

function range(numbers) {
	const parts = [];

	for (let i = 0, n; i < numbers.length; i += n) {
		for (n = 1; numbers[i] !== "" && i + n < numbers.length && Number(numbers[i + n]) === Number(numbers[i]) + n; n++)
			;
		parts.push(n === 1 ? numbers[i] : `${numbers[i]}..${numbers[i + n - 1]}`);
	}
	return parts.length > 4 ? `${parts[0]},..` : parts.join(",");
}

/* What a task waits to do; at the end the run itself tells it more exactly. */
function waitOf(now, i) {
	if (now.step === last && data.end.waits[i] !== undefined)
		return word(data.end.waits[i]);
	return word(now.tasks[i].w);
}

/* To go wrong may take no turn: as the last moment it is the end then, and no step. */
const astray = data.end.wrong || [-1, last + 1, last];
const counted = astray[2];
const isWrong = (now, i) => astray[0] === i && now.step >= astray[1];
const placeOf = k => k > counted ? `after step ${counted} of ${counted}` : `step ${k} of ${counted}`;

/* The state of a task as its class says it. */
function stateOf(now, i) {
	const task = now.tasks[i];

	return isWrong(now, i) ? "wrong" : ["new", "runs", task.r ? "waits ready" : "waits", "sleeps", "ended"][task.s];
}

/* What stands below a task's name. `deed` is what it did in this step, "" for nothing. */
function doingOf(now, i, deed) {
	const task = now.tasks[i];

	if (isWrong(now, i))
		return "went wrong";
	switch (task.s) {
	case NEW:    return "not started";
	case WAITS:  return `${task.r ? "can now " : "waits: "}${waitOf(now, i)}`;
	case SLEEPS: return "sleeps";
	case ENDED:  return "ended";
	default:     return deed || "can move";
	}
}

/* What a task has loaded and goes by. */
const readOf = task => task.v === undefined || task.v === null ? "" : `read ${task.v}`;

/* What stands in an object, below its name. */
function contentOf(object, about) {
	if (!object.made)
		return "not there";
	switch (about.sort) {
	case "lock":
		return object.o >= 0 ? `held by ${data.tasks[object.o]}` : object.h.length ? `read by ${object.h.length}` : "free";
	case "channel":
		return (object.closed ? "closed" : about.capacity > 0 ? `${Math.max(0, object.l)} of ${about.capacity}` : "no buffer");
	case "cell":
		return object.v === undefined || object.v === null ? "" : `= ${object.v}`;
	case "cond":
		return object.l < 0 ? about.kind : object.l === 0 ? "nobody waits" : object.l === 1 ? "1 waits" : `${object.l} wait`;
	default:
		if (object.closed)
			return about.over || "ended";
		return object.l < 0 || !about.unit ? about.kind : `${object.l}${about.capacity >= 0 ? ` of ${about.capacity}` : ""} ${about.unit}`;
	}
}

/* "philosopher-0 waits to lock fork-1, held by philosopher-1" */
function waitSentence(now, i) {
	const task = now.tasks[i], held = task.o && task.o[0] === "o" ? holdersOf(now.objects[task.o.slice(1)]) : [];
	const others = held.filter(t => t !== i);
	if (task.r)
		return `${data.tasks[i]} can now ${waitOf(now, i)}`;
	const by = others.length ? `, held by ${list(others.map(t => data.tasks[t]))}` : held.length ? ", which it holds itself" : "";

	return `${data.tasks[i]} waits to ${waitOf(now, i)}${by}`;
}

/* Who begins, ends, waits from now on. */
function newsOf(now) {
	const change = data.steps[now.step].t || [], was = now.step > 0 ? reel.at(now.step - 1) : before, told = [];
	const these = (state, old) => change.filter(t => now.tasks[t.i].s === state && old(was.tasks[t.i])).map(t => t.i);
	const start = these(RUNS, t => t.s === NEW), end = these(ENDED, t => t.s !== ENDED);
	const wait = change.filter(t => t.w !== undefined).map(t => t.i);

	if (start.length)
		told.push(`${list(start.map(i => data.tasks[i]))} ${start.length === 1 ? "starts" : "start"}.`);
	if (end.length)
		told.push(`${list(end.map(i => data.tasks[i]))} ${end.length === 1 ? "ends" : "end"}.`);
	for (const i of wait.slice(0, 3))
		told.push(`${waitSentence(now, i)}.`);
	if (wait.length > 3)
		told.push(`${wait.length - 3} more wait.`);
	for (const [task, text] of data.steps[now.step].p || [])
		told.push(`${data.tasks[task]} prints ${JSON.stringify(text)}.`);
	reel.at(now.step);
	return told;
}

/* The sentence for a moment. */
function sentenceOf(now) {
	const marks = data.steps[now.step].m || [];
	const deeds = marks.map(m => `${data.tasks[m[0]]} ${word(m[3])}`);
	const deed = deeds.join("; ") || (data.steps[now.step].c ? "the clock goes on" : "");
	const head = now.step === 0 ? "Before the first step." : `${capital(placeOf(now.step))}: ${deed}.`;
	const tail = now.step === last && !untold() ? [data.end.said] : [];

	return [head, ...newsOf(now), ...tail].join(" ");
}
