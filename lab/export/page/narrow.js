/*
 * narrow.js - a ring on a narrow screen: two columns, down the right and up the left, large enough to be read. Where a ring is
 * not all there is, the picture stays as it is and is moved with a finger.
 */
const narrowly = matchMedia("(max-width: 560px)");
const NARROW_W = 400, NARROW_ROW = 84;

const narrow = {
	wide: new Map(),                /* by id: where nodes stand otherwise */

	can: () => data.rings.length === 1 && !data.frames.length && data.rings[0].every(id => data.stage[id].h > 30),

	/* Who is in no ring stands above, one below the other. */
	places(ring) {
		const rest = Object.keys(data.stage).filter(id => !ring.includes(id) && data.stage[id].w);
		const top = 36 + rest.length * NARROW_ROW, half = ring.length / 2, at = new Map();

		rest.forEach((id, i) => at.set(id, { x: 96, y: 36 + i * NARROW_ROW }));
		ring.forEach((id, i) => at.set(id, i < half ? { x: 304, y: top + i * NARROW_ROW } : { x: 96, y: top + (2 * half - 1 - i) * NARROW_ROW }));
		return { at, height: top + half * NARROW_ROW + 24 };
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
		bends.clear();
		document.getElementById("uses").replaceChildren(...data.rings[0].map((id, i, ring) =>
			make("path", { class: "use", d: line(data.stage[id], data.stage[ring[(i + 1) % ring.length]], 0, 0) })));
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
		}
		if (narrowly.matches) {
			const { at, height } = this.places(data.rings[0]);

			this.put(at, NARROW_W, height, { x: NARROW_W / 2, y: height - 30 });
		} else {
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
