/*
 * timeline.js - a lane a task, a column a step, and one more for the end.
 *
 * However long the run is, only the columns that can be seen are drawn, as one path for all that looks alike. A step to
 * the next moment moves the cursor and draws nothing else.
 */

const LABELLED = 58;            /* pixels of a column in which words fit */
const FITS_PAPER = 40;          /* steps of a run that is made to fit where it is printed */
const PAPER = 660;              /* pixels of what is printed, but for the card around it */

const timeline = {
	scroll: document.getElementById("lanes"),
	sizer: document.getElementById("sizer"),
	svg: document.getElementById("lanes-svg"),
	tip: document.getElementById("tip"),
	height: data.tasks.length > 24 ? 18 : 34,
	column: 0,
	from: 1, to: 0,

	start() {
		this.head = 20;
		this.scroll.addEventListener("scroll", () => this.draw());
		this.sizer.addEventListener("click", e => { const at = this.place(e); if (at) { play(false); go(Math.min(at.column, last)); } });
		this.sizer.addEventListener("mousemove", e => this.tell(e));
		this.sizer.addEventListener("mouseleave", () => { this.tip.hidden = true; });
		for (const [id, factor] of [["wider", 1.6], ["narrower", 1 / 1.6], ["fit", 0]])
			document.getElementById(id).addEventListener("click", () => this.zoom(factor));
		new ResizeObserver(() => this.zoom(1)).observe(this.scroll);
		this.zoom(1);
	},

	/* As wide as paper is, where a short run fits on it; then as before. */
	print(on) {
		if (on === !!this.paper || last >= FITS_PAPER)
			return;
		this.paper = on ? PAPER - document.getElementById("names").offsetWidth : 0;
		if (on)
			this.screen = this.column;
		this.column = on ? (this.paper - 2) / (last + 1) : this.screen;
		this.layOut();
	},

	/* The column's width times `factor`; 0: all that fits. */
	zoom(factor) {
		const room = (this.paper || this.scroll.clientWidth) - 2, fit = room / (last + 1);

		if (!this.column || this.automatic)
			this.column = Math.min(230, Math.max(fit, 14));
		this.automatic = factor === 1 && (this.automatic !== false);
		if (factor !== 1)
			this.column = factor ? Math.min(260, Math.max(fit, this.column * factor)) : fit;
		this.layOut();
	},

	layOut() {
		this.sizer.style.width = `${Math.ceil(this.column * (last + 1))}px`;
		this.sizer.style.height = `${this.head + this.height * data.tasks.length}px`;
		this.from = 1;
		this.to = 0;
		this.draw();
		if (reel.near)
			this.show(reel.near);
	},

	x(column) {
		return (column - 1) * this.column;
	},

	/* Draw what can be seen, and as much again on each side. */
	draw() {
		const left = this.scroll.scrollLeft, room = this.scroll.clientWidth;
		const from = Math.max(1, Math.floor(left / this.column) + 1), to = Math.min(last + 1, Math.ceil((left + room) / this.column) + 1);

		if (from >= this.from && to <= this.to)
			return;
		this.from = Math.max(1, from - (to - from));
		this.to = Math.min(last + 1, to + (to - from));
		this.drawWindow();
	},

	drawWindow() {
		const paths = { [RUNS]: "", [WAITS]: "", [SLEEPS]: "", [WRONG]: "", holds: "", marks: "" }, labels = [];

		reel.lanes.forEach((lane, i) => this.drawLane(lane, this.head + i * this.height, paths, labels));
		this.svg.replaceChildren();
		setAttribute(this.svg, "width", String(Math.ceil(this.column * (last + 1))));
		setAttribute(this.svg, "height", String(this.head + this.height * data.tasks.length));
		setAttribute(this.svg, "viewBox", `0 0 ${Math.ceil(this.column * (last + 1))} ${this.head + this.height * data.tasks.length}`);
		this.drawNumbers();
		for (const [key, name] of [[RUNS, "alive"], [WAITS, "waits"], [WAITS, "over hatched"], [SLEEPS, "sleeps"], [SLEEPS, "over dotted"], ["marks", "marks"], ["holds", "holds"], [WRONG, "wrong"]])
			make("path", { class: name, d: paths[key] }, this.svg);
		for (const label of labels)
			make("text", { class: label.sort, x: label.x, y: label.y }, this.svg).textContent = label.text;
		this.future = make("rect", { class: "future", y: 0, height: this.head + this.height * data.tasks.length }, this.svg);
		this.cursor = make("rect", { class: "cursor", y: 1, height: this.head + this.height * data.tasks.length - 2, rx: 4 }, this.svg);
		this.moveCursor();
	},

	/* Those that are in the window, of a list in the order in which they end. `nested`: one may begin before those that end before. */
	seen(list, from, to, nested) {
		let low = 0, high = list.length;

		while (low < high) {
			const middle = (low + high) >> 1;

			if (to(list[middle]) < this.from)
				low = middle + 1;
			else
				high = middle;
		}
		let end = low;

		while (end < list.length && from(list[end]) <= this.to)
			end++;
		return list.slice(low, nested ? undefined : end).filter(span => from(span) <= this.to);
	},

	drawLane(lane, top, paths, labels) {
		const h = this.height, bar = h > 20 ? 5 : 3, y = top + 2;
		const gap = this.column > 6 ? 2 : 0;
		const rect = (from, to, dy, dh) => {
			const width = Math.max(1, (to - from + 1) * this.column - gap).toFixed(1);

			return `M${this.x(from).toFixed(1)} ${dy}h${width}v${dh}h-${width}z`;
		};
		const middle = y + (h - 4 - bar) / 2 + 4;

		for (const span of this.seen(lane.spans, s => s.from, s => s.to)) {
			paths[span.s] += rect(span.from, span.to, y, h - 4 - bar);
			if (h > 20 && (span.to - span.from + 1) * this.column > LABELLED && (span.s === WAITS || span.s === WRONG))
				labels.push(this.label(span.s === WAITS ? "wait" : "wrong", span, span.s === WAITS ? `waits: ${word(span.w)}` : "went wrong", middle));
		}
		for (const mark of this.seen(lane.marks, m => m.step, m => m.step)) {
			if (mark.step === lane.wrong)
				continue;
			paths.marks += rect(mark.step, mark.step, y, h - 4 - bar);
			if (h > 20 && this.column > LABELLED)
				labels.push(this.label("deed", { from: mark.step, to: mark.step }, word(mark.short), middle));
		}
		for (const hold of this.seen(lane.holds, s => s.from, s => s.to, true))
			paths.holds += rect(hold.from, hold.to, top + h - bar - 1, bar);
	},

	label(sort, span, text, y) {
		const from = Math.max(span.from, this.from), to = Math.min(span.to, this.to), width = (to - from + 1) * this.column;

		return { sort, x: this.x(from) + width / 2 - 1, y, text: cutDoing(text, Math.floor((width - 4) / (sort === "deed" ? 7.6 : 6.9))) };
	},

	drawNumbers() {
		const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find(n => n * this.column >= 26 + String(last).length * 4) || 10000;

		for (let k = this.from; k <= Math.min(counted, this.to); k++)
			if (k % every === 0 || (k === 1 && every >= 5))
				make("text", { class: "number", x: this.x(k) + this.column / 2, y: 14 }, this.svg).textContent = k;
		if (this.to > last && this.column >= 26)
			make("text", { class: "number", x: (this.x(counted + 1) + this.x(last + 2)) / 2, y: 14 }, this.svg).textContent = "end";
	},

	moveCursor() {
		const k = reel.near ? reel.near.step : 0, at = Math.max(1, k), done = k === last ? last + 1 : k;

		setAttribute(this.cursor, "x", String(this.x(at)));
		setAttribute(this.cursor, "width", k ? String(Math.max(2, this.column * (k === last && last > 0 ? 2 : 1) - 2)) : "2");
		setAttribute(this.future, "x", String(this.x(done + 1)));
		setAttribute(this.future, "width", String(Math.max(0, (last + 1 - done) * this.column)));
	},

	show(now) {
		const left = this.x(Math.max(1, now.step)), right = left + 2 * this.column, seen = this.scroll.clientWidth;

		if (left < this.scroll.scrollLeft || right > this.scroll.scrollLeft + seen)
			this.scroll.scrollLeft = Math.max(0, left - seen / 2);
		this.draw();
		this.moveCursor();
	},

	/* Lane and column under the mouse. */
	place(event) {
		const area = this.sizer.getBoundingClientRect();
		const column = Math.floor((event.clientX - area.left) / this.column) + 1, task = Math.floor((event.clientY - area.top - this.head) / this.height);

		return column >= 1 && column <= last + 1 && task < data.tasks.length ? { column, task } : null;
	},

	tell(event) {
		const at = this.place(event);

		this.tip.hidden = !at;
		if (!at)
			return;
		setText(this.tip, at.task < 0 ? this.stepWords(at.column) : this.tipWords(at.task, at.column));
		this.tip.style.left = `${Math.min(event.clientX + 14, innerWidth - this.tip.offsetWidth - 8)}px`;
		this.tip.style.top = `${Math.min(event.clientY + 16, innerHeight - this.tip.offsetHeight - 8)}px`;
	},

	stepWords: column => column > counted ? "the end" : `step ${column}`,

	tipWords(task, column) {
		const lane = reel.lanes[task], within = s => s.from <= column && column <= s.to;
		const mark = lane.marks.find(m => m.step === column), span = lane.spans.find(within);
		const holds = lane.holds.filter(within).map(h => data.objects[h.o].name);
		const state = mark && span?.s !== WRONG ? `${word(mark.word)}  (${placeText(mark.place)})` : !span ? "not there" : span.s === WRONG ? "went wrong" : span.s === WAITS
			? `waits to ${word(span.w)}, ${columns(span)}` : span.s === SLEEPS ? `sleeps, ${columns(span)}` : "can move";

		return `${this.stepWords(column)}\n${data.tasks[task]} ${state}${holds.length ? `\nholds ${list(holds)}` : ""}`;
	},
};

function columns(span) {
	if (span.to > counted)
		return span.from >= counted ? "at the end" : `from step ${span.from} to the end`;
	return span.from === span.to ? `in step ${span.from}` : `steps ${span.from} to ${span.to}`;
}

function placeText(place) {
	const at = data.places[place];

	return at ? `${at[0]}:${at[1]}` : "";
}
