"""The tables that bench/compare writes."""
import datetime
import os
import platform
import statistics
import subprocess

import gauge

# title, contender, figure, limit, unit: the limit is in the unit of the figure, or a ratio to the contender named as unit
TARGETS = [
    ("create, JVM", "jvm", "create", 7, "nginx"),
    ("create, JVM 25 with AOT cache", "aot", "create", 7, "nginx"),
    ("create, JVM", "jvm", "create", 0.7, "fastify"),
    ("create, JVM", "jvm", "create", 0.7, "spring"),
    ("create, native", "native", "create", 14, "nginx"),
    ("query of a running task, JVM", "jvm", "query", 1.8, "nginx"),
    ("query of a running task, native", "native", "query", 4, "nginx"),
    ("native: start to first answer, ms", "native", "first answer", 0.120, None),
    ("native: start with existing data to first answer, ms", "native", "first answer existing data", 0.090, None),
    ("native: start with existing data to first answer, CPU s", "native", "cpu until first answer existing data", 0.10, None),
    ("native: resident idle, MB", "native", "idle", 70, None),
    ("native: anonymous idle, MB", "native", "idle anonymous", 16, None),
    ("native: resident after load, MB", "native", "loaded", 110, None),
    ("JVM with AOT cache: start to first answer", "aot", "first answer", 0.7, "jvm25"),
    ("JVM with AOT cache: start to first answer", "aot", "first answer", 0.7, "jvm"),
    ("JVM -Xmx64m: resident idle, MB", "jvm", "idle", 130, None),
    ("JVM -Xmx64m: resident after load, MB", "jvm", "loaded", 180, None),
    ("allocation per create, JVM, KB", "jvm", "allocated", 35, None),
]
LATENCY = 1.5  # ms, in addition to the two flushes


def machine():
    """The properties of the machine before the run; nothing that identifies the machine."""
    with open("/proc/cpuinfo") as info:
        model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), platform.machine())
    files = subprocess.run(["stat", "-f", "-c", "%T", gauge.HERE], capture_output=True, text=True).stdout.strip()
    return {"date": f"{datetime.date.today():%-d %B %Y}", "cores": os.cpu_count(), "model": model,
            "kernel": platform.release(), "files": files, "load": os.getloadavg()[0]}


def shown(value):
    return f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}" if abs(value) >= 2 else f"{value:.2f}"


def spread(values, scale=1):
    """Median (min to max)."""
    values = sorted(value * scale for value in values)
    if len(values) < 2:
        return shown(values[0]) if values else "-"
    return f"{shown(statistics.median(values))} ({shown(values[0])} to {shown(values[-1])})"


def table(heads, rows):
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def written(contenders, variants, figures, about):
    """The whole report as Markdown. `variants` are the native executable with other options. `figures` maps the word of a
    contender or variant to a map from the name of a figure to its values."""
    def values(word, figure):
        return figures.get(word, {}).get(figure, [])

    def middle(word, figure):
        return statistics.median(values(word, figure)) if values(word, figure) else None

    def times(word, figure):
        unit, own = middle("nginx", figure), middle(word, figure)
        return f"{own / unit:.1f}" if own is not None and unit else "-"

    def under_load(one):
        does = [("yes" if one.does[what] else "no") for what in ("keys", "parses", "validates", "stores")]
        return [one.title, *does, spread(values(one.word, "create")), times(one.word, "create"),
                spread(values(one.word, "query")), times(one.word, "query"), spread(values(one.word, "p50")),
                spread(values(one.word, "p99"))]

    def start(one):
        figures = [("first answer", 1000), ("cpu until first answer", 1), ("first answer existing data", 1000),
                   ("cpu until first answer existing data", 1), ("cpu of a start", 1)]
        return [one.title, *(spread(values(one.word, figure), scale) for figure, scale in figures)]

    def apart(word, when):
        kinds = [middle(word, f"{when} {kind}") for kind in ("anonymous", "file-backed")]
        return " + ".join(shown(kind) for kind in kinds if kind is not None) or "-"

    def memory(one, small=""):
        heap = " (-Xmx64m)" if small or (one.jvm and values(one.word, "idle")) else ""
        size = f"{gauge.size(*one.disk):.0f}" if gauge.size(*one.disk) >= 10 else f"{gauge.size(*one.disk):.1f}"
        return [one.title, spread(values(one.word, f"idle{small}")) + heap, apart(one.word, f"idle{small}"),
                spread(values(one.word, f"loaded{small}")) + heap, apart(one.word, f"loaded{small}"),
                f"{size}{f' + {one.runtime}' if one.runtime else ''}" if not small else ""]

    def target(figure, word, name, limit, unit):
        own, other = middle(word, name), middle(unit, name) if unit else 1
        scale = 1000 if name.startswith("first answer") else 1
        title = next((one.title for one in contenders if one.word == unit), unit)
        wanted = f"{limit} x {title}" if unit else shown(limit * scale)
        if own is None or other is None:
            return [figure, wanted, "not measured", ""]
        seen = f"{own / other:.2f} x" if unit else shown(own * scale)
        return [figure, wanted, seen, "yes" if own <= limit * other else "**no**"]

    def quickly():
        limit = LATENCY + 2 * 1000 * statistics.median(about["flush"]) if about["flush"] else LATENCY
        return [[f"added latency at 300 creates a second, ms: {one.title}", f"{LATENCY} + 2 flushes = {limit:.2f}",
                 shown(middle(one.word, "p50")), "yes" if middle(one.word, "p50") <= limit else "**no**"]
                for one in contenders if one.stores and values(one.word, "p50")]

    here = [one for one in contenders if not one.missing]
    parts = [f"{about['date']}, {about['cores']} cores of {about['model']}, Linux {about['kernel']}, {about['files']}"
             f"; {about['rounds']} rounds in {about['minutes']:.0f} minutes. Median (min to max)."]
    if about["quick"]:
        parts.append("**A quick run: it shows that everything works. Do not quote its figures.**")
    foreign = [100 * share for share in about["foreign"]] or [0]
    parts.append(f"{'**The machine was busy**' if statistics.median(foreign) > 3 or max(foreign) > 10 else 'Quiet machine'}: "
                 f"load {about['load']:.1f} before the run; meanwhile other processes used {statistics.median(foreign):.1f} % of "
                 f"both cores at the median and {max(foreign):.1f} % at most.")
    parts.append(table(
        ["under load", "checks keys", "parses", "validates", "stores", "CPU µs per create", "x nginx", "CPU µs per query",
         "x nginx", "added latency at 300/s, ms: p50", "p99"], [under_load(one) for one in here if one.steady]))
    parts.append(table(["start", "exec to first create answered, ms", "CPU s until then", "with existing data, ms",
                        "CPU s until then", "CPU s, start and 1,000 creates"], [start(one) for one in here]))
    rows = []
    for one in here:
        rows.append(memory(one))
        if values(one.word, "idle -Xmx64m"):
            rows.append(memory(one, " -Xmx64m"))
    parts.append(table(["memory", "resident idle, MB", "anonymous + file-backed", "after load, MB", "anonymous + file-backed",
                        "size, MB"], rows))
    if about["heaps"]:
        parts.append(table(["heap", f"smallest -Xmx for 300 creates a second during {about['lasting']} s, MB"],
                           list(about["heaps"].items())))
    tried = [one for one in variants if not one.missing]
    if tried:
        parts.append(table(["native, options", "CPU µs per create", "after load, MB", "anonymous + file-backed"],
                           [[one.title, spread(values(one.word, "create")), spread(values(one.word, "loaded")),
                             apart(one.word, "loaded")] for one in tried]))
    targets = [target(*one) for one in TARGETS]
    parts.append(table(["target", "at most", "measured", "met"], targets[:6] + quickly() + targets[6:]))
    notes = [f"Flush to disk of a 4 KB append: median {1000 * statistics.median(about['flush']):.2f} ms, 99 % within "
             f"{1000 * about['flush'][len(about['flush']) * 99 // 100]:.2f} ms. The stub alone: median "
             f"{statistics.median([v for word in figures for v in values(word, 'direct')]):.2f} ms, subtracted."] \
        if about["flush"] else []
    notes += [f"{one.title}: {spread(values(one.word, 'allocated'))} KB allocated per create."
              for one in here if values(one.word, "allocated")]
    notes += [f"{one.title}: {one.missing}." for one in [*contenders, *variants] if one.missing]
    parts.append("\n".join(f"- {note}" for note in notes))
    return "\n\n".join(parts) + "\n"
