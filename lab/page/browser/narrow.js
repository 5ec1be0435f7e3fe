/*
 * narrow.js - the picture on a narrow screen, large enough to be read: a ring as two columns, down the right and up the left;
 * what stands from left to right stands from top to bottom, two boxes beside each other. What is neither, or both, or has
 * frames that many share, stays as it is and is moved with a finger.
 */
const narrowly = matchMedia("(max-width: 560px)");
const NARROW_W = 400, NARROW_ROW = 84, NARROW_MOST = 60, NARROW_ROOM = 24, NARROW_SIDE = [96, 304], NARROW_LETTERS = 38;

/* A text in rows of at most so many letters. */
function rowsOf(text, most) {
	const rows = [""];

	for (const part of text.split(/\s+/))
		if (rows.at(-1) && rows.at(-1).length + 1 + part.length > most)
			rows.push(part);
		else
			rows.push([rows.pop(), part].filter(Boolean).join(" "));
	return rows;
}

function fillRows(text, rows) {
	text.replaceChildren();
	rows.forEach((row, i) => make("tspan", i ? { dy: 22 } : {}, text).textContent = row + (i + 1 < rows.length ? " " : ""));
}

const narrow = {
	wide: new Map(),                /* by id: where nodes stand otherwise */

	shown: () => Object.keys(data.stage).filter(id => data.stage[id].w),
	isRing: () => data.rings.length === 1 && data.rings[0].every(id => data.stage[id].h > 30),
	isRows() { return !data.rings.length && this.shown().length <= NARROW_MOST && this.shown().every(id => data.stage[id].h > 30); },
	can() { return !data.frames.length && (this.isRing() || this.isRows()); },

	/* How far each is from the first, over faint lines: the order of a chain that is too long for one row, and turns back below. */
	far() {
		const first = this.shown().sort((a, b) => this.wide.get(a).x - this.wide.get(b).x || this.wide.get(a).y - this.wide.get(b).y)[0];
		const far = new Map([[first, 0]]);

		for (const [id, n] of far)
			for (const [a, b] of this.pairs)
				if ((a === id || b === id) && !far.has(a === id ? b : a))
					far.set(a === id ? b : a, n + 1);
		return far;
	},

	/* Columns that stand one behind the other become rows, one below the other. */
	rows() {
		const columns = new Map(), at = new Map(), far = this.far();
		const turns = this.pairs.some(([a, b]) => a !== b && Math.abs(this.wide.get(a).x - this.wide.get(b).x) < 60);
		let y = 40;

		for (const id of this.shown()) {
			const x = turns ? far.get(id) ?? far.size : this.wide.get(id).x;

			columns.set(x, [...(columns.get(x) || []), id]);
		}
		for (const [, ids] of [...columns].sort((a, b) => a[0] - b[0])) {
			ids.sort((a, b) => this.wide.get(a).y - this.wide.get(b).y);
			ids.forEach((id, i) => {
				const alone = i % 2 === 0 && i === ids.length - 1;

				at.set(id, { x: alone ? NARROW_W / 2 : NARROW_SIDE[i % 2], y });
				if (alone || i % 2)
					y += NARROW_ROW;
			});
			y += 12;
		}
		return { at, height: y + 24 };
	},

	/* The two boxes that a faint line goes between, by where it begins and ends. */
	ends(path) {
		const numbers = path.getAttribute("d").match(/-?[0-9.]+/g).map(Number);
		const nearest = (x, y) => this.shown().map(id => {
			const b = data.stage[id];

			return [Math.hypot(Math.max(0, Math.abs(x - b.x) - b.w / 2), Math.max(0, Math.abs(y - b.y) - b.h / 2)), id];
		}).sort((a, b) => a[0] - b[0])[0][1];

		return [nearest(...numbers.slice(0, 2)), nearest(...numbers.slice(-2))];
	},

	lines() {
		const pairs = this.isRing() ? data.rings[0].map((id, i, ring) => [id, ring[(i + 1) % ring.length]]) : this.pairs;

		return pairs.filter(([a, b]) => a !== b).map(([a, b]) =>
			make("path", { class: "use", d: this.isRing() ? bent({ from: border(data.stage[a], data.stage[b]), to: border(data.stage[b], data.stage[a]) }, 0) 
				: line(data.stage[a], data.stage[b]).d }));
	},

	/* Who is in no ring stands above, one below the other. */
	places(ring) {
		const rest = Object.keys(data.stage).filter(id => !ring.includes(id) && data.stage[id].w);
		const top = 36 + rest.length * NARROW_ROW, half = ring.length / 2, at = new Map();

		rest.forEach((id, i) => at.set(id, { x: 96, y: 36 + i * NARROW_ROW }));
		ring.forEach((id, i) => at.set(id, i < half ? { x: 304, y: top + i * NARROW_ROW } : { x: 96, y: top + (2 * half - 1 - i) * NARROW_ROW }));
		return { at, height: top + half * NARROW_ROW + 24 };
	},

	/* What stands below the boxes takes more rows, and less room for who waits in line. */
	words(narrowed) {
		const centre = picture.svg.querySelector(".centre");

		if (centre && this.isRows()) {
			this.said = this.said || centre.innerHTML;
			if (narrowed)
				fillRows(centre, rowsOf(centre.textContent, NARROW_LETTERS));
			else
				centre.innerHTML = this.said;
		}
		for (const id of this.shown()) {
			const { queue } = picture.node(id);

			if (!queue)
				continue;
			picture.shown = null;
			queue.dataset.wide = queue.dataset.wide || queue.dataset.room;
			queue.dataset.room = narrowed && this.isRows() ? Math.min(NARROW_ROOM, queue.dataset.wide) : queue.dataset.wide;
			picture.node(id).object = null;         /* it is written anew */
		}
	},

	put(at, width, height, middle) {
		const svg = picture.svg;

		for (const [id, { x, y }] of at) {
			Object.assign(data.stage[id], { x, y });
			picture.node(id).all.setAttribute("transform", `translate(${x} ${y})`);
		}
		for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height }))
			svg.setAttribute(name, value);
		svg.style.setProperty("--w", width);
		svg.querySelectorAll(".centre, .centre tspan").forEach(e => e.setAttribute("x", middle.x));
		svg.querySelectorAll(".centre").forEach(e => e.setAttribute("y", middle.y));
		Object.assign(area, { width, height });
		paths.clear();
		document.getElementById("uses").replaceChildren(...this.lines());
	},

	fit() {
		const svg = picture.svg, centre = svg.querySelector(".centre");

		if (!this.can())
			return;
		if (!this.wide.size) {
			for (const [id, { x, y }] of Object.entries(data.stage))
				this.wide.set(id, { x, y });
			this.size = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
			this.middle = centre && { x: centre.getAttribute("x"), y: centre.getAttribute("y") };
			this.uses = [...document.getElementById("uses").children];
			this.pairs = this.uses.map(path => this.ends(path));
		}
		if (narrowly.matches) {
			const { at, height } = this.isRing() ? this.places(data.rings[0]) : this.rows();

			this.words(true);
			const lines = centre ? Math.max(2, centre.querySelectorAll("tspan").length) : 2;

			this.put(at, NARROW_W, height + 22 * (lines - 2), { x: NARROW_W / 2, y: height - 30 });
		} else {
			this.words(false);
			this.put(this.wide, ...this.size, this.middle || { x: 0, y: 0 });
			document.getElementById("uses").replaceChildren(...this.uses);
		}
	},

	start() {
		if (narrowly.matches)
			this.fit();
		narrowly.addEventListener("change", () => { this.fit(); show(reel.near.step); });
	},
};
