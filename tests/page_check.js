/*
 * page_check.js - what test_page.sh puts behind the script of a page: tries it, and tells the page around it what was wrong.
 *
 * What each step is to show is taken from `timeline --json`, which knows nothing of the page or of what it is made from.
 */
const expected = JSON.parse(document.getElementById("expected").textContent);
const wrong = [];
let tried = 0;

function check(good, ...what) {
	tried++;
	if (!good && wrong.length < 20)
		wrong.push(what.join(" "));
}

/* test_page.sh has made the browser's frames come at once. */
const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
const press = key => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

const MOST_STEPS = 250;         /* of a longer run not every one is tried */

/* ---- What a step shows: page_check_step.js ---- */

function checkStep(k) {
	checkLines(k);
	checkSource(k);
	checkWords(k);

	const called = document.getElementById("at").textContent, n = expected.steps;

	check(called.includes(k === 0 ? "before step 1" : k > n ? `after step ${n} of ${n}` : `step ${k} of ${n}`), "step", k, "is called", called);
	check(k > n || !called.startsWith("after"), "step", k, "is called", called);
	check(slider.value === String(k), "the slider is at", slider.value, "in step", k);
	expected.lanes.forEach(lane => checkTask(lane, k));
	checkHolds(k);
	checkTies(k);
	checkWaits(k);
}

async function checkSteps() {
	const stride = Math.ceil(last / MOST_STEPS);

	const fault = expected.lanes.some(lane => lane.marks.some(m => m.event === "fault"));

	check(expected.steps === last || (fault && expected.steps + 1 === last), "the page has", last, "steps, the run", expected.steps);
	for (let k = 0; k <= last; k += stride) {
		slider.value = k;
		slider.dispatchEvent(new Event("input"));
		await frame();
		checkStep(k);
	}
	for (const k of [last, 0, Math.floor(last / 2), last]) {
		go(k);
		await frame();
		checkStep(k);
	}
}

/* What the page says of the variables without a script is what it shows at the end; and a step shows the same forwards and back. */
async function checkVariables() {
	const text = () => variables.all?.textContent, at = [];

	check(name.includes("bounded_buffer") === (text() !== undefined), "the page says of variables:", text());
	for (let k = 0; k <= last; k += Math.ceil(last / MOST_STEPS)) {
		go(k);
		await frame();
		at[k] = text();
	}
	check(at[last] === stillVariables, "at the end the variables are", at[last], "not", stillVariables);
	check(at[0] === undefined || new Set(at).size > 2, "the variables never change:", at[0]);
	for (const k of [last, 0, Math.floor(last / 2), last]) {
		go(k);
		await frame();
		check(at[k] === undefined || text() === at[k], "step", k, "shows", text(), "and showed", at[k]);
		check(!text() || (variables.all.querySelector(".changed") !== null) === !!data.steps[k].x, "step", k, "marks other variables than it changed");
	}
}

async function checkKeys() {
	for (const [key, k] of [["Home", 0], ["PageDown", 1], ["PageUp", 0], ["ArrowRight", 1], ["ArrowRight", Math.min(2, last)], ["ArrowLeft", Math.min(2, last) - 1], ["End", last]]) {
		press(key);
		await frame();
		check(reel.near.step === k, key, "leads to", reel.near.step, "not to", k);
	}
	press(" ");
	check(playing, "space does not play");
	press(" ");
	check(!playing, "space does not pause");
	document.getElementById("code").dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true }));
	go(Math.min(1, last));
	for (let i = 0; i < 5 && location.hash !== `#${Math.min(1, last)}`; i++)      /* frames that are far down have few timers */
		await new Promise(resolve => setTimeout(resolve, 1000));
	check(location.hash === `#${Math.min(1, last)}`, "at step 1 the address is", location.hash);
	go(last);
	await frame();
	check(reel.near.step === last, "Page Down in the source leads to", reel.near.step);
}

/* Who has gone wrong is shown so, and is not told to be able to move; so many steps are counted everywhere as were made. */
function checkWrong() {
	for (const lane of expected.lanes) {
		const fault = lane.marks.find(m => m.event === "fault"), node = document.getElementById(`t${data.tasks.indexOf(lane.task)}`);

		check(node.matches(".wrong") === !!fault, lane.task, "is shown as", node.getAttribute("class"));
		check(!fault || node.textContent.includes("went wrong"), lane.task, "says", node.textContent);
		check(!fault || document.querySelector("#sizer path.wrong").getAttribute("d"), "no lane tells that", lane.task, "went wrong");
		check(!fault || document.querySelectorAll("#steps li[value]").length === expected.steps, "the list counts the end");
	}
}

/* Beside the lines of the source are those that are there at the step, however few steps have been seen. */
function checkSource(k) {
	const now = reel.at(k), wanted = new Set(now.tasks.filter(t => data.places[t.p] && t.s !== NEW && t.s !== ENDED)
		.map(t => `L${data.places[t.p][2]}-${data.places[t.p][1]}`).filter(id => document.getElementById(id)));
	const shown = [...document.querySelectorAll("#code .chip:not(.moved)")].map(e => e.closest(".line").id);

	for (const [task, , p] of data.steps[k].m || []) {
		const lineOf = data.places[p] && document.getElementById(`L${data.places[p][2]}-${data.places[p][1]}`);

		check(!lineOf || now.tasks[task].p === p && now.tasks[task].s !== ENDED || lineOf.textContent.includes(`in this step: ${data.tasks[task]}`),
			"step", k, data.tasks[task], "moved at a line that is not marked");
	}
	for (const [stands, words] of [[t => t.s === WAITS && !t.r, "waits: "], [t => t.s === WAITS && t.r, "can now go on: "]]) {
		const here = now.tasks.some(t => stands(t) && data.places[t.p] && document.getElementById(`L${data.places[t.p][2]}-${data.places[t.p][1]}`));

		check([...document.querySelectorAll("#code .chip")].some(e => e.textContent.startsWith(words)) === here, "step", k, "the source tells otherwise who", words);
	}
	check(document.querySelectorAll("#code .chip.moved").length <= (data.steps[k].m || []).length, "step", k, "marks more than was done");
	check(shown.every(id => wanted.has(id)) && [...wanted].every(id => shown.includes(id)), "step", k, "is at", [...wanted].join(), "shown", shown.join());
}

/* ---- The end is hidden, so that a class can say what will come ---- */

async function checkPredict() {
	const button = document.getElementById("hide"), told = [".verdict", ".why", ".reasons", "#tree", "#steps", ".line[data-head]"];
	const folds = document.getElementById("folds").textContent;
	const seen = () => told.filter(s => document.querySelector(s) && visible(document.querySelector(s)));
	const before = seen().join();

	button.click();
	await frame();
	check(reel.near.step === 0, "the end is hidden in step", reel.near.step);
	check(seen().length === 0, "with the end hidden is seen:", seen().join());
	check(!folds.includes("brings") && document.getElementById("folds").textContent.includes("brings"), "the button is told to do", folds);
	check(!document.title.includes(":"), "the title tells:", document.title);
	check(getComputedStyle(timeline.future).opacity === "1", "the timeline tells what comes");
	go(last);
	await frame();
	check(!document.getElementById("said").textContent.includes(data.end.said), "the last step tells the verdict");
	for (const e of document.querySelectorAll("#stage ~ .legend .tells"))
		check(getComputedStyle(e).display !== "none", "what is seen at the end is not explained:", e.textContent);
	check(button.textContent === "Show the end", "the button says", button.textContent);
	button.click();
	check(document.getElementById("folds").textContent === folds, "shown again it says", document.getElementById("folds").textContent);
	check(before.includes(".verdict") && seen().join() === before, "shown again is only", seen().join());
	check(document.getElementById("said").textContent.includes(data.end.said), "the last step does not tell the verdict");
	for (const [hash, step, hidden] of [["#1", Math.min(1, last), false], ["#0", 0, false], ["#predict", 0, true]]) {
		history.replaceState(null, "", hash);
		check(visit() && reel.near.step === step && untold() === hidden, hash, "opens at", reel.near.step);
	}
	button.click();
	go(last);
	await frame();
}

/* ---- What a step costs ---- */

/* Nodes of the page that are changed, put in or taken out while `act` is shown. */
async function touchedBy(act) {
	const nodes = new Set();
	const take = records => records.forEach(r => [r.target, ...r.addedNodes, ...r.removedNodes].forEach(n => nodes.add(n)));
	const observer = new MutationObserver(take);

	observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
	act();
	await frame();
	take(observer.takeRecords());
	observer.disconnect();
	return nodes.size;
}

/*
 * A step touches what it has to do with, wherever it is in the run and however long that is: so many nodes for each task and
 * object that it changes, and for what stands around. A leap touches no more than all tasks and objects have.
 */
async function checkCost() {
	const AROUND = 100, EACH = 16;
	const all = data.tasks.length + data.objects.length;
	let most = 0, farthest = 0;

	for (let i = 0; i < 20; i++) {
		const k = Math.floor(i * (last - 1) / 20), near = data.steps[k + 1];
		const changed = (near.t || []).length + (near.o || []).length + (near.m || []).length;
		const leap = await touchedBy(() => go(k)), step = await touchedBy(() => go(k + 1));

		most = Math.max(most, step);
		farthest = Math.max(farthest, leap);
		check(step <= AROUND + EACH * (changed + 4), "step", k + 1, "touches", step, "nodes; it changes", changed);
		check(leap <= AROUND + EACH * all, "the leap to", k, "touches", leap, "nodes of", all, "tasks and objects");
	}
	check(most > 0, "no step touches anything");
	return `${most}, a leap ${farthest}`;
}

/* ---- The picture without a script, and with it ---- */

const parts = svg => new Set([...svg.querySelectorAll("g[id], [data-key], .slot")].map(e => `${e.id} ${e.dataset.key || ""} ${e.getAttribute("class")} ${e.getAttribute("d") || ""} ${
	e.matches("g.task, g.object, .slot") ? e.textContent : ""}`));

function checkStill() {
	const still = document.createElement("div");

	still.innerHTML = stillStage;
	const a = parts(still.firstChild), b = parts(document.getElementById("stage"));

	for (const part of a)
		check(b.has(part), "without a script:", part);
	for (const part of b)
		check(a.has(part), "with the script:", part);
}

/* ---- Nothing is cut ---- */

function checkWithin(e, around) {
	const inner = e.getBoundingClientRect(), outer = around.getBoundingClientRect();

	check(inner.left >= outer.left - 1 && inner.right <= outer.right + 1, "cut:", e.textContent.slice(0, 60));
}

function checkFits() {
	for (const e of document.querySelectorAll(".reasons p"))
		checkWithin(e, e.parentNode);
	for (const e of document.querySelectorAll(".legend svg"))
		check(getComputedStyle(e).overflow === "visible", "the arrows of the legend are clipped");
	for (const e of document.querySelectorAll(".chip"))
		checkWithin(e, source.box);
	for (const e of document.querySelectorAll(".queue"))
		if (e.textContent)
			checkWithin(e, picture.svg);
}

/* On a narrow screen a ring or a row is all seen, its nodes apart, its words large enough. */
function checkNarrow() {
	const boxes = [...document.querySelectorAll("#stage g.task, #stage g.object")].map(e => [e.id, e.querySelector("rect").getBoundingClientRect()]);

	checkWithin(picture.svg, picture.svg.parentNode);
	for (const [id, a] of boxes) {
		check(a.left >= 0 && a.right <= innerWidth, id, "is not on the screen");
		for (const [other, b] of boxes)
			check(other === id || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, id, "lies on", other);
	}
	for (const e of document.querySelectorAll("#stage .doing"))
		check(parseFloat(getComputedStyle(e).fontSize) * picture.svg.getScreenCTM().a >= 10, "too small:", e.textContent);
	for (const e of document.querySelectorAll("#stage .centre, #stage .queue"))
		check(!e.textContent || (e.getBoundingClientRect().left >= 0 && e.getBoundingClientRect().right <= innerWidth), "cut off:", e.textContent);
	for (const e of document.querySelectorAll("#stage .centre"))
		check(e.getBoundingClientRect().bottom <= picture.svg.getBoundingClientRect().bottom + 1, "cut off below:", e.textContent);
	check(document.documentElement.scrollWidth <= innerWidth, "the page is wider than the screen");
	if (data.rings.length)
		check(document.querySelectorAll("#uses path").length === data.rings[0].length, "the ring is not closed");
	else
		check(document.querySelectorAll("#uses path").length >= boxes.length - 1, "the rows are not joined");
}

/* Who waits as one in the cycle is told so. */
function checkSame() {
	const now = reel.at(last), cycle = cycleOf(now), told = waits.list.textContent;

	now.tasks.forEach((task, i) => {
		if (task.s === WAITS && !cycle.includes(i) && cycle.some(t => now.tasks[t].o === task.o && waitOf(now, t) === waitOf(now, i)))
			check(new RegExp(`${data.tasks[i]} waits [^—]*— waits for the same as `).test(told), data.tasks[i], "waits like one in the cycle:", told);
	});
	if (data.tasks.length === 3 && cycle.length === 1)
		check(told.includes("waits for the same as"), "nobody waits like one in the cycle");
}

/* ---- Names, focus, contrast ---- */

const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden" && !e.closest(".unseen");

function nameOfControl(e) {
	const label = e.getAttribute("aria-labelledby");

	return e.getAttribute("aria-label") || (label && document.getElementById(label).textContent) || e.textContent.trim();
}

function checkControls() {
	const controls = document.querySelectorAll("button, input, select, a[href], summary, [tabindex='0']");

	check(controls.length > 8, "there are", controls.length, "controls");
	for (const e of controls) {
		if (!visible(e))
			continue;
		check(nameOfControl(e), "no name:", e.outerHTML.slice(0, 80));
		e.focus({ focusVisible: true });
		const style = getComputedStyle(e);

		check(document.activeElement === e && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, "focus is not seen:", e.outerHTML.slice(0, 80));
	}
	for (const e of document.querySelectorAll("svg[role=img]"))
		check(e.getAttribute("aria-label") || e.querySelector("title"), "an SVG without a title");
	check(document.querySelector("[aria-live=polite]"), "there is no live region");
}

function channels(colour) {
	const numbers = colour.match(/[\d.]+/g).map(Number);

	return numbers.length > 3 && numbers[3] === 0 ? null : numbers.slice(0, 3);
}

function luminance(rgb) {
	const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function behind(e) {
	for (let at = e; at; at = at.parentElement) {
		const rect = at.namespaceURI.endsWith("svg") && at !== e && at.querySelector(":scope > rect, :scope > circle");
		const colour = rect ? getComputedStyle(rect).fill : at.namespaceURI.endsWith("svg") ? "none" : getComputedStyle(at).backgroundColor;

		if (colour !== "none" && channels(colour))
			return channels(colour);
	}
	return [255, 255, 255];
}

function contrast(e) {
	const style = getComputedStyle(e), front = channels(e.namespaceURI.endsWith("svg") ? style.fill : style.color);
	const ground = e.matches("#sizer .deed") ? channels(getComputedStyle(document.querySelector("#sizer path.marks")).fill)
		: e.matches("#sizer .wrong") ? channels(getComputedStyle(document.querySelector("#sizer path.wrong")).fill)
		: e.matches("#sizer .wait") ? channels(getComputedStyle(document.querySelector("#sizer path.waits")).fill) : behind(e);
	const [a, b] = [luminance(front), luminance(ground)].sort((x, y) => y - x);

	return (a + 0.05) / (b + 0.05);
}

function checkContrast() {
	const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
	let least = 99;

	for (const e of document.querySelectorAll("body *"))
		if (own(e) && visible(e) && !/^(SCRIPT|STYLE|TITLE|OPTION)$/i.test(e.tagName)) {
			const ratio = contrast(e);

			least = Math.min(least, ratio);
			check(ratio >= 4.5, "contrast", ratio.toFixed(2), e.outerHTML.slice(0, 90));
		}
	return least;
}

async function checkContrastOf(k) {
	go(k);
	await frame();
	return checkContrast();
}

/* What a style says for some media holds for this one, too. */
function apply(media) {
	const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);

	for (const rule of rules.filter(r => r.media && r.media.mediaText.includes(media)))
		rule.media.mediaText = "all";
}

/* What is printed is the end, with all its words; then it is as before. */
async function checkPrint() {
	const details = document.querySelector("#steps details"), width = timeline.column;

	details.open = false;
	go(0);
	await frame();
	print(true);
	check(reel.near.step === last && details.open, "step", reel.near.step, "is printed, the list", details.open ? "open" : "closed");
	check(last >= FITS_PAPER || timeline.svg.getBoundingClientRect().width <= PAPER, "lanes are wider than paper");
	check(!timeline.svg.hasAttribute("preserveAspectRatio"), "words in lanes are squeezed");
	print(false);
	check(reel.near.step === 0 && !details.open && Math.abs(timeline.column - width) < 0.01, "after it was printed step", reel.near.step, "column", timeline.column, width);
	go(last);
	await frame();
}

/* A wait in a lane says what a task does in its own words, and is told by more than its colour. */
function checkLanes() {
	for (const text of document.querySelectorAll("#sizer text.wait"))
		check(/^waits: |^wait|…$/.test(text.textContent), "a wait says", text.textContent);
	for (const [name, over] of [["waits", "hatched"], ["sleeps", "dotted"]])
		check(document.querySelector(`#sizer path.${name}`).getAttribute("d") === document.querySelector(`#sizer path.${over}`).getAttribute("d"), name, "is not", over);
}

/* As if it were printed: of the schedules the shortest of each outcome is left. */
function checkPaper() {
	const leaves = [...document.querySelectorAll("#tree .leaf")], outcomes = new Set(leaves.map(e => e.textContent));

	apply("print");
	check(!visible(document.querySelector(".bar")), "the bar is printed");
	check(leaves.filter(visible).length === outcomes.size, "of", outcomes.size, "outcomes", leaves.filter(visible).length, "are printed");
	check(leaves.filter(visible).every(e => e.matches(".shortest")), "a schedule that is not the shortest is printed");
}

/* As if the person liked it dark. */
function darken() {
	apply("dark");
	check(getComputedStyle(document.body).color.startsWith("rgb(239"), "the page does not get dark");
}

/* ---- All of it ---- */

async function tryPage() {
	if (location.hash)
		checkSource(Number(location.hash.slice(1)));
	go(last);
	await frame();
	if (narrowly.matches)
		checkNarrow();
	else
		checkStill();
	checkFits();
	checkSame();
	checkWrong();
	checkUses();
	await checkSteps();
	await checkPredict();
	const touched = await checkCost();

	await checkKeys();
	await checkVariables();
	checkControls();
	const least = Math.min(checkContrast(), await checkContrastOf(Math.floor(last / 2)));

	checkLanes();
	await checkPrint();
	darken();
	const dark = Math.min(checkContrast(), await checkContrastOf(last));

	checkPaper();
	check(performance.getEntriesByType("resource").length === 0, "something was asked for");
	check(faults.length === 0, "script errors:", faults.join("; "));
	return `${wrong.map(w => `wrong: ${w}\n`).join("")}tried ${tried} things, ${wrong.length} wrong, contrast ${least.toFixed(1)}, dark ${dark.toFixed(1)}, a step touches ${touched} nodes`;
}

tryPage().catch(e => `wrong: ${e.stack}`).then(said => parent.postMessage(said, "*"));
