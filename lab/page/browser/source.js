/*
 * source.js - the source, and beside its lines the tasks that are there; and where what a step did was done, if its task has
 * gone on from there to wait, or has ended.
 */

const source = {
	box: document.getElementById("code"),
	/* By line: what stands beside it; at first what the file says, which is the end. */
	lit: new Map([...document.querySelectorAll("#code .line.waits, #code .line.runs")].map(line => [line.id, "the end"])),

	show(now) {
		const wanted = new Map(), done = new Map();
		const put = (map, place, task) => {
			const at = data.places[place], id = at && `L${at[2]}-${at[1]}`;

			if (at)
				map.set(id, [...(map.get(id) || []), task]);
		};

		now.tasks.forEach((task, i) => {
			if (task.s !== NEW && task.s !== ENDED)
				put(wanted, task.p, i);
		});
		for (const [task, , place] of data.steps[now.step].m || [])
			if (now.tasks[task].s === ENDED || now.tasks[task].p !== place)
				put(done, place, task);
		for (const id of this.lit.keys())
			if (!wanted.has(id) && !done.has(id))
				this.light(id, [], [], now);
		for (const id of new Set([...wanted.keys(), ...done.keys()]))
			this.light(id, wanted.get(id) || [], done.get(id) || [], now);
		this.follow(now);
	},

	light(id, tasks, done, now) {
		const lineOf = document.getElementById(id), key = [...tasks.map(i => `${i}${stateOf(now, i)}`), ...done.map(i => `${i} moved`)].join(" ");

		if (!lineOf || this.lit.get(id) === key)
			return;
		const stuck = tasks.some(i => standing(now.tasks[i]) === 0);

		setAttribute(lineOf, "class", tasks.length || done.length ? `line ${stuck ? "waits" : "runs"}` : "line");
		lineOf.querySelector(".who").replaceChildren(...done.map(moved), ...chips(tasks, now));
		if (tasks.length || done.length)
			this.lit.set(id, key);
		else
			this.lit.delete(id);
	},

	/* The line of whoever moved is in sight, within the box alone; before the first step that of whoever is to move. */
	follow(now) {
		const mark = (data.steps[Math.max(now.step, Math.min(1, last))].m || [])[0], at = mark && data.places[mark[2]];
		const lineOf = at && document.getElementById(`L${at[2]}-${at[1]}`);

		if (!lineOf || !this.box)
			return;
		const top = lineOf.offsetTop, room = this.box.clientHeight;

		if (top < this.box.scrollTop || top + lineOf.offsetHeight > this.box.scrollTop + room)
			this.box.scrollTop = Math.max(0, top - room / 2);
	},
};

/* Who waits, who has waited and can go on now, who moves. */
const STANDINGS = ["waits: ", "can now go on: ", ""], standing = task => task.s !== WAITS ? 2 : task.r ? 1 : 0;

/* Those that wait, then those that can go on, then the others; the same families apart. */
function chips(tasks, now) {
	return STANDINGS.flatMap((words, is) => ranges(tasks.filter(i => standing(now.tasks[i]) === is).map(i => data.tasks[i])).map(name => chip(words + name, is === 0)));
}

function moved(task) {
	const made = chip(`in this step: ${data.tasks[task]}`, false);

	made.className = "chip runs moved";
	return made;
}

function chip(text, stuck) {
	const made = document.createElement("span");

	made.className = stuck ? "chip waits" : "chip runs";
	made.textContent = text;
	return made;
}
