# The table of gcovr --csv by group, with what the plan wants: lines and
# branches that were reached, in per cent.
BEGIN {
	FS = ","
	n = split("db audit workflow format import", group, " ")
}
NR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
	next
}
{
	name = $at["filename"]
	sub(/.*\//, "", name)
	add("all")
	for (i = 1; i <= n; i++)
		if (name ~ "^" group[i] "[_.]")
			add(group[i])
}
function add(to) {
	lines[to] += $at["line_total"]
	hit[to] += $at["line_covered"]
	branches[to] += $at["branch_total"]
	taken[to] += $at["branch_covered"]
}
function row(name, goal, second,    l, b) {
	l = lines[name] ? 100 * hit[name] / lines[name] : 0
	b = branches[name] ? 100 * taken[name] / branches[name] : 0
	printf("%-10s %6d %6.1f %5d  %-4s %6d %6.1f %5s  %s\n", name,
	    lines[name], l, goal, l >= goal ? "yes" : "NO", branches[name], b,
	    second, second == "" ? "" : b >= second ? "yes" : "NO")
}
END {
	printf "%-10s %6s %6s %5s  %-4s %6s %6s %5s\n", "group", "lines", "%",
	    "goal", "", "branch", "%", "goal"
	row("all", 85, 75)
	for (i = 1; i <= n; i++)
		row(group[i], 95, "")
}
