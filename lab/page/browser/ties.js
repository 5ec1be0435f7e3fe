/*
 * ties.js - words beside the lines of the picture, where there is room: who holds, who waits. What was done in a step is said in
 * its box. Where there is no room for a word it is left out: the legend says what the line means (lab/page/html_ties.c does the
 * same for the last moment).
 */
const MOST_TIES = 64, TIE_H = 14, TIE_APART = 10;

/* The word of a line, by its key and its sort. */
function tieOf(key, sort) {
	if (key[0] === "h" || key[0] === "l")
		return "holds";
	return key[0] !== "w" ? "" : sort.includes("ready") ? "can now" : "waits";
}

/* Who reads a word takes it for that of the line next to it: that has to be its own, or one of the same word. */
function placeTies(ways, taken) {
	const words = [];

	for (const way of ways.filter(way => way.word)) {
		const w = WORD * way.word.length, others = ways.filter(other => other.word !== way.word);
		const isFree = ({ x, y }) => {
			const over = b => Math.abs(b.x - x) < (b.w + w) / 2 + NEAR && Math.abs(b.y - y) < (b.h + TIE_H) / 2 + 1;

			return ![...taken, ...words].some(over) && isWithin(x - w / 2, y - TIE_H / 2) && isWithin(x + w / 2, y + TIE_H / 2) &&
				linesThrough(ways, x, y, w, TIE_H) === 0 && linesThrough(others, x, y, w + TIE_APART, TIE_H + TIE_APART) === 0;
		};
		const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82].flatMap(part => [1, -1].map(side => besideWay(way, part, side, w, TIE_H, 1)));
		const place = places.find(isFree);

		if (place)
			words.push({ ...place, w, h: TIE_H, text: way.word });
	}
	return words;
}

const ties = {
	all: document.getElementById("ties"),

	/* Whatever a word must not lie on: boxes, who stands in line below one, what is said in the middle. */
	taken() {
		const centre = picture.svg.querySelector(".centre"), taken = [...obstacles];

		for (const [i] of data.objects.entries()) {
			const { queue } = picture.node(`o${i}`) || {}, b = data.stage[`o${i}`], w = 7 * [...queue?.textContent || ""].length;

			if (w)
				taken.push({ x: b.x + (queue.matches(".right") ? -w / 2 : queue.matches(".left") ? w / 2 : 0), y: b.y + Number(queue.getAttribute("y")) - 4, w, h: 14 });
		}
		if (centre && document.body.classList.contains("over")) {
			const { x, y, width, height } = centre.getBBox();

			taken.push({ x: x + width / 2, y: y + height / 2, w: width, h: height });
		}
		return taken;
	},

	/* `edges` and their ways, in the same order. */
	show(edges, ways) {
		const drawn = [...edges].map(([key, { sort }], i) => ({ ...ways[i], word: tieOf(key, sort) }));
		const words = drawn.length > MOST_TIES || obstacles.length > MOST_AROUND ? [] : placeTies(drawn, this.taken());

		this.all.replaceChildren(...words.map(({ x, y, text }) => {
			const word = make("text", { class: "tie", x: Math.round(x), y: Math.round(y) + 4 });

			word.textContent = text;
			return word;
		}));
	},
};
