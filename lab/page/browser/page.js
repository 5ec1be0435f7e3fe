/*
 * page.js - the slider, the buttons, the keys: which moment is shown.
 */

const slider = document.getElementById("slider");
const playButton = document.getElementById("play");
const speed = document.getElementById("speed");
const title = document.title, name = document.querySelector("h1").firstChild.textContent;
let playing = 0, wanted = last, asked = 0, quiet = 0, resting = 0, printing = null;

/* Show moment k: at once. */
function show(k) {
	const was = reel.near ? reel.near.step : -1, now = reel.at(k);
	const inOrder = cycleOf(now), cycle = new Set(now.step === last && data.end.cycle.length ? data.end.on : inOrder);

	picture.show(now, cycle);
	variables.show(now);
	waits.show(now, inOrder);
	source.show(now);
	timeline.show(now);
	if (k === was + 1 && was >= 0)
		picture.animate(now);
	else
		picture.tokens.replaceChildren();
	slider.value = k;
	slider.setAttribute("aria-valuetext", placeOf(k));
	setText(document.getElementById("at"), last === 0 ? "no step was made" : k === 0 ? `before step 1 of ${counted}` : placeOf(k));
	document.body.classList.toggle("over", k === last);
	document.body.classList.toggle("circled", k === last || cycle.size > 0);        /* what has its colour now is explained */
	say(sentenceOf(now));
	reel.at(k);
	rest(k);
}

/* The sentence is seen at once; it is read aloud when the person has come to rest. */
function say(text) {
	setText(document.getElementById("said"), text);
	clearTimeout(quiet);
	quiet = setTimeout(() => setText(document.getElementById("aloud"), text), 250);
}

/* The address is that of the step at which the person has come to rest, to be copied; with the end hidden it tells none. */
function rest(k) {
	clearTimeout(resting);
	resting = setTimeout(() => {
		if (!untold() && !printing && (location.hash || k !== last) && location.hash !== `#${k}`)
			history.replaceState(null, "", `#${k}`);
	}, 300);
}

/* Show moment k in the next frame: however fast the slider is, a frame draws once. */
function go(k) {
	wanted = Math.max(0, Math.min(last, k));
	if (!asked)
		asked = requestAnimationFrame(() => { asked = 0; show(wanted); });
}

function play(on) {
	clearInterval(playing);
	playing = 0;
	if (on && wanted === last)
		go(0);
	if (on)
		playing = setInterval(() => wanted === last ? play(false) : go(wanted + 1), 1000 / Number(speed.value));
	setText(playButton, playing ? "❚❚ Pause" : "▶ Play");
}

const keys = {
	ArrowLeft: () => go(wanted - 1), ArrowRight: () => go(wanted + 1),
	PageUp: () => go(wanted - 1), PageDown: () => go(wanted + 1),  /* what a presenter's remote sends */
	Home: () => go(0), End: () => go(last),
	" ": () => play(!playing),
};

function isOwn(target) {
	return /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable;
}

function onKey(event) {
	const scrolls = event.target.closest && event.target.closest("[tabindex='0']");

	if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey)
		return;
	if (event.target !== slider && isOwn(event.target))
		return;
	if (event.key === " " && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName))
		return;
	if (scrolls && event.key !== " " && scrolls.id !== "lanes" && scrolls !== slider)
		return;
	event.preventDefault();
	if (event.key !== " ")
		play(false);
	keys[event.key]();
}

function start() {
	const on = (id, act) => document.getElementById(id).addEventListener("click", () => { play(false); act(); });

	slider.max = last;
	slider.addEventListener("input", () => { play(false); go(Number(slider.value)); });
	playButton.addEventListener("click", () => play(!playing));
	speed.addEventListener("change", () => { if (playing) play(true); });
	on("first", keys.Home);
	on("back", keys.ArrowLeft);
	on("on", keys.ArrowRight);
	on("final", keys.End);
	document.addEventListener("keydown", onKey);
	addEventListener("hashchange", visit);
	addEventListener("beforeprint", () => print(true));
	addEventListener("afterprint", () => print(false));
	document.body.classList.add("alive");          /* before what measures */
	document.getElementById("hide").addEventListener("click", () => { hide(!untold()); if (untold()) { play(false); go(0); } else { show(wanted); } });
	timeline.start();
	narrow.start();
	if (!visit())
		show(last);
}

/* "x.html#12" is step 12 of the page; "x.html#predict" is the beginning, and does not tell how it ends. */
function visit() {
	const [, step] = /^#(\d+|predict)$/.exec(location.hash) || [];

	if (step === undefined)
		return false;
	if (step === "predict")
		hide(true);
	play(false);
	wanted = step === "predict" ? 0 : Math.min(last, Number(step));
	show(wanted);
	return true;
}

/* What is printed is the end, which is what is told about, and has all in words; unless the end is hidden. */
function print(on) {
	const details = document.querySelector("#steps details");

	if (on) {
		printing = { step: reel.near.step, open: details.open };
		details.open = true;
		if (!untold())
			show(last);
	} else if (printing) {
		details.open = printing.open;
		show(printing.step);
		printing = null;
	}
	timeline.print(on);
}

/* Is the verdict, and all that tells it, folded away, so that a class can say what will come? */
function untold() {
	return document.body.classList.contains("untold");
}

function hide(on) {
	document.body.classList.toggle("untold", on);
	setText(document.getElementById("hide"), on ? "Show the end" : "Hide the end");
	setText(document.getElementById("folds"), on ? "brings back the verdict and why, which are folded away." : "folds away the verdict and why, so that a class can predict.");
	document.title = on ? name : title;
}

start();
