/*
 * variables.js - the variables of a program below the picture, as they were after a step; what it changed is marked. The elements
 * of an array are one, and a variable that is an object is left to the picture: by the same rules as lab/view/variables.c.
 */

const MOST_VARIABLES = 24;
const objectNames = new Set(data.objects.filter(o => o.kind === "cell" || o.kind === "atomic").map(o => o.name));

/* Lists of variables that are shown as one: [name, first, n]. */
function variableGroups() {
	const groups = [], base = i => /^([^[]*)\[\d+\]$/.exec(data.variables[i]?.[0] || "")?.[1];

	for (let i = 0, n; i < data.variables.length; i += n) {
		const [name] = data.variables[i], array = name.endsWith("[0]") ? base(i) : undefined;

		for (n = 1; array && base(i + n) === array; n++)
			;
		if (!data.variables.slice(i, i + n).some(([element]) => objectNames.has(element)))
			groups.push([n > 1 ? array : name, i, n]);
	}
	return groups.slice(0, MOST_VARIABLES);
}

const variables = {
	all: document.getElementById("variables"),
	groups: variableGroups(),

	show(now) {
		const changed = new Set((data.steps[now.step].x || []).filter((_, i) => i % 2 === 0));

		this.groups.forEach(([name, first, n], i) => {
			const span = this.all.children[i], values = now.values.slice(first, first + n);

			setText(span, "");
			span.append(Object.assign(document.createElement("b"), { textContent: name }), ` ${n > 1 ? `[${values.join(" ")}]` : values[0]}`);
			span.className = values.some((_, k) => changed.has(first + k)) ? "changed" : "";
		});
	},
};
