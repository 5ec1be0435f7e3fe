/*
 * copy.js - the button beside the command: on the page of a run, and on that of a sweep, which has no other script.
 */

/* The command goes to the clipboard, or is at least marked. */
async function copy() {
	const command = document.getElementById("command"), button = document.getElementById("copy"), words = "Copy the command";

	try {
		await navigator.clipboard.writeText(command.textContent);
		button.textContent = "Copied: it is in the clipboard";
		setTimeout(() => { button.textContent = words; }, 2000);
	} catch {
		getSelection().selectAllChildren(command);
	}
}

document.getElementById("copy")?.addEventListener("click", copy);
document.body.classList.add("alive");   /* the button can be pressed */
