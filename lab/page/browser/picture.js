/*
 * picture.js - the picture: tasks and objects stand where the stage has put them, only what is in them changes, and the lines
 * between them. What the file holds is the last moment, drawn by lab/page/html_picture.c by the same rules.
 */

const SVG = "http://www.w3.org/2000/svg";
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/* Nothing is touched that is already so. */
function setText(element, text) {
	if (element && element.textContent !== text)
		element.textContent = text;
}

function setAttribute(element, name, value) {
	if (element.getAttribute(name) !== value)
		element.setAttribute(name, value);
}

function make(name, attributes, parent) {
	const element = document.createElementNS(SVG, name);

	for (const [key, value] of Object.entries(attributes))
		element.setAttribute(key, value);
	if (parent)
		parent.append(element);
	return element;
}

/* On a narrow screen the letters are larger. */
const roomIn = text => Math.floor(Number(text.dataset.room) * (narrowly.matches ? 0.95 : 1));

const picture = {
	svg: document.getElementById("stage"),
	edges: document.getElementById("edges"),
	tokens: document.getElementById("tokens"),
	drawn: new Map(),
	parts: new Map(),
	shown: null,

	/* The parts of a node, looked for once. */
	node(id) {
		if (!this.parts.has(id)) {
			const all = document.getElementById(id);

			this.parts.set(id, all && {
				all, name: all.querySelector(".name"), doing: all.querySelector(".doing"), read: all.querySelector(".read"), queue: all.querySelector(".queue"),
				slots: [...all.querySelectorAll(".slot")], title: all.querySelector("title"),
			});
		}
		return this.parts.get(id);
	},

	show(now, cycle) {
		const deeds = new Map((data.steps[now.step].m || []).map(m => [m[0], word(m[4] > 1 ? m[5] : m[3])]));
		const queues = queuesOf(now);

		now.tasks.forEach((task, i) => {
			if (!this.shown || task !== this.shown.tasks[i] || this.dirty.has(i) || deeds.has(i) || cycle.has(i) || now.step === last || i === astray[0])
				this.showTask(now, i, deeds.get(i) || "", cycle.has(i));
		});
		this.dirty = new Set([...deeds.keys(), ...cycle, ...(now.step === last ? now.tasks.keys() : [])]);
		now.objects.forEach((object, i) => this.showObject(object, i, (queues.get(`o${i}`) || []).filter(t => !now.tasks[t].r)));
		const edges = edgesOf(now, cycle, queues), ways = this.showEdges(edges);

		now.objects.forEach((object, i) => this.placeQueue(i, ways));
		ties.show(edges, ways);
		this.shown = now;
	},

	dirty: new Set(),

	showTask(now, i, deed, inCycle) {
		const node = this.node(`t${i}`), doing = doingOf(now, i, deed);

		if (!node)
			return;
		setAttribute(node.all, "class", `task ${stateOf(now, i)}${deed ? " moves" : ""}${inCycle ? " cycle" : ""}`);
		setText(node.title, `${data.tasks[i]}: ${doing}`);
		if (node.doing)
			setText(node.doing, cutDoing(doing, roomIn(node.doing)));
		this.showRead(node, readOf(now.tasks[i]));
	},

	/* Three lines stand closer than two. */
	showRead({ name, doing, read }, text) {
		if (!read)
			return;
		setText(read, cut(text, roomIn(doing)));
		setAttribute(name, "y", text ? "-9" : "-4");
		setAttribute(doing, "y", text ? "6" : "15");
	},

	showObject(object, i, queue) {
		const node = this.node(`o${i}`), about = data.objects[i];
		const line = node ? queueText(queue, Number(node.queue.dataset.room)) : "";

		if (!node || (node.object === object && node.line === line))
			return;
		node.object = object;
		node.line = line;
		setAttribute(node.all, "class", ["object", about.sort, holdersOf(object).length && "held", object.closed && "closed",
			!object.made && "new"].filter(Boolean).join(" "));
		setText(node.title, `${about.name}, ${about.kind}: ${contentOf(object, about)}`);
		if (node.doing)
			setText(node.doing, cutDoing(contentOf(object, about), roomIn(node.doing)));
		node.slots.forEach((slot, k) => showSlot(slot, k, node.slots.length, object.items || []));
		setText(node.queue, line);
	},

	/* Who waits in line stands below the box; above it where fewer lines go through the words. */
	placeQueue(i, ways) {
		const { queue } = this.node(`o${i}`) || {}, b = data.stage[`o${i}`], w = 7 * [...queue?.textContent || ""].length, half = Math.floor(b?.h / 2);

		if (!queue)
			return;
		const x = b.x + Number(queue.getAttribute("x")) + (queue.matches(".right") ? -w / 2 : queue.matches(".left") ? w / 2 : 0);
		const through = y => linesThrough(ways, x, y, w, 14), above = w && b.y - half - 25 >= 0 && through(b.y - half - 11) < through(b.y + half + 11);

		setAttribute(queue, "y", String(above ? -half - 7 : half + 15));
	},

	/* Lines that stay are left alone. Returns their ways. */
	showEdges(wanted) {
		const ways = [];

		for (const [key, element] of this.drawn)
			if (!wanted.has(key)) {
				element.remove();
				this.drawn.delete(key);
			}
		for (const [key, edge] of wanted) {
			const element = this.drawn.get(key) || this.edges.querySelector(`[data-key="${key}"]`) || make("path", { "data-key": key }, this.edges);

			setAttribute(element, "class", edge.sort);
			const way = line(edge.from, edge.to, key[0] === "a" ? beside(edge.from, edge.to) : 0);

			ways.push(way);
			setAttribute(element, "d", way.d);
			this.drawn.set(key, element);
		}
		for (const element of [...this.edges.children])
			if (this.drawn.get(element.dataset.key) !== element)
				element.remove();
		return ways;
	},

	/* What is handed over goes from box to box. */
	animate(now) {
		this.tokens.replaceChildren();
		if (calm.matches)
			return;
		for (const { path, text } of tokensOf(now)) {
			const token = make("g", { class: "token" }, this.tokens);

			make("circle", { r: 11 }, token);
			make("text", { y: 4 }, token).textContent = cut(text, 4);
			token.animate(path.map(box => ({ transform: `translate(${box.x}px, ${box.y}px)` })), { duration: 220 * path.length, easing: "ease-in-out" })
				.finished.then(() => token.remove(), () => token.remove());
		}
	},
};

function showSlot(slot, k, n, items) {
	const more = k === n - 1 && items.length > n;
	const text = more ? `+${items.length - n + 1}` : items[k] === undefined ? "" : String(items[k]);

	setAttribute(slot, "class", text === "" ? "slot" : "slot full");
	setText(slot.querySelector("text"), cut(text, 4));
}

/* Several in line, who came first before the others: as many names as have room. */
function queueText(queue, room) {
	for (let named = queue.length; queue.length > 1 && named > 0; named--) {
		const more = queue.length - named;
		const text = `in line: ${queue.slice(0, named).map(i => data.tasks[i]).join(", ")}${more ? ` +${more}` : ""}`;

		if ([...text].length <= room)
			return text;
	}
	return queue.length > 1 ? `${queue.length} in line` : "";
}

/* What moves in a step: the two that meet are one way through the object between them. */
function tokensOf(now) {
	const marks = (data.steps[now.step].m || []).filter(m => m[1] && m[4] && data.stage[m[1]]);
	const [a, b] = marks;

	if (marks.length === 2 && a[1] === b[1] && a[4] !== b[4]) {
		const gives = a[4] > 0 ? a : b, takes = a[4] > 0 ? b : a;

		return [{ path: [box(`t${gives[0]}`), box(a[1]), box(`t${takes[0]}`)], text: tokenText(gives) }];
	}
	return marks.map(m => {
		const path = [box(`t${m[0]}`), box(m[1])];

		return { path: m[4] > 0 ? path : path.reverse(), text: tokenText(m) };
	});
}

const tokenText = mark => mark[6] === undefined || mark[6] === null ? "" : String(mark[6]);
