/*
 * around.js - the way of a line around boxes: over their corners, the shortest; each turn costs something, too
 * (lab/page/html_around.c does the same for the last moment).
 */
const BESIDE_BOX = 8, BESIDE_LINE = 6, TURN = 30, MOST_TURNS = 12;

/* The ends come first, then what lies within the picture of the corners of each obstacle. */
function cornersOf(way) {
	const { a, b, aside, others } = way, beside = BESIDE_BOX + (aside ? BESIDE_LINE : 0);
	const corners = [{ x: a.x, y: a.y, cost: 0, from: -1 }, { x: b.x, y: b.y, cost: Infinity, from: -1 }];

	for (const box of others)
		for (let k = 0; k < 4; k++) {
			const w = box.w / 2 + beside, h = box.h / 2 + beside, x = box.x + (k % 2 ? w : -w), y = box.y + (k < 2 ? -h : h);

			if (isWithin(x, y))
				corners.push({ x, y, cost: Infinity, from: -1 });
		}
	return corners;
}

function lookFrom(way, corners, at) {
	const here = corners[at];

	for (const corner of corners) {
		const dx = corner.x - here.x, dy = corner.y - here.y, cost = here.cost + Math.sqrt(dx * dx + dy * dy) + TURN;

		if (corner.done || (at === 0 && corner === corners[1]) || cost >= corner.cost || met(way, here.x, here.y, corner.x, corner.y))
			continue;
		corner.cost = cost;
		corner.from = at;
	}
}

/* The points of the way, both ends the middles of boxes; null: there is none. */
function goAround(way) {
	const corners = cornersOf(way);

	for (;;) {
		let at = -1;

		corners.forEach((corner, i) => { if (!corner.done && corner.cost < Infinity && (at < 0 || corner.cost < corners[at].cost)) at = i; });
		if (at < 0)
			return null;
		if (at === 1)
			break;
		corners[at].done = true;
		lookFrom(way, corners, at);
	}
	const points = [];

	for (let at = 1; at >= 0; at = corners[at].from)
		points.unshift({ x: Math.floor(corners[at].x + 0.5), y: Math.floor(corners[at].y + 0.5) });
	return points.length <= MOST_TURNS ? points : null;
}
