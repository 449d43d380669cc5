"""The measuring tools of bench/compare: pinned processes, their CPU time and memory, load, first answers, the disk."""
import ctypes
import json
import os
import re
import resource
import signal
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CONTENDER, OTHERS = 0, 1  # the core of the contender; the core of the load generator, the stub and this program
CONNECTIONS = 64
TASK = r"(task-unified-[0-9a-z-]+)"
KEY = "test-token-0123456789"  # the key that load.c sends
CREATES = "/v1/videos/generations"
BODY = json.dumps({"model": "wan-2.7-image-to-video", "generation_type": "image-to-video",
                   "image_urls": ["https://example.com/start.jpg"], "duration": 5, "resolution": "1080p",
                   "prompt": "The camera slowly pushes in as the subject smiles"})
TICK = os.sysconf("SC_CLK_TCK")
LIBC = ctypes.CDLL(None)


class Failed(Exception):
    """A contender does not do what is measured. The message says what happened."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A program on one core, in its own process group. It ends at the latest when this program ends."""

    def __init__(self, command, core, environment=None, output=subprocess.DEVNULL):
        def prepare():
            os.sched_setaffinity(0, {core})
            LIBC.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        environment = dict(os.environ, **(environment or {}))
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                        start_new_session=True, preexec_fn=prepare)

    def tree(self):
        pids = [self.process.pid]
        for pid in pids:
            for thread in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{thread}/children") as children:
                    pids.extend(map(int, children.read().split()))
        return pids

    def cpu(self):
        """CPU seconds of the process and its descendants."""
        seconds = 0
        for pid in self.tree():
            with open(f"/proc/{pid}/stat") as stat:
                ended_children = sum(map(int, stat.read().rsplit(")", 1)[1].split()[13:15]))
            # the number that clock_getcpuclockid(3) gives; this clock is finer than the ticks of the file
            seconds += time.clock_gettime(~pid << 3 | 2) + ended_children / TICK
        return seconds

    def resident(self):
        """Resident memory in MB, summed over the processes, and how much of it is anonymous. The rest is backed by files."""
        kilobytes = {"Rss:": 0, "Anonymous:": 0}
        for pid in self.tree():
            with open(f"/proc/{pid}/smaps_rollup") as rollup:
                for word, amount, *_ in (line.split() for line in rollup):
                    if word in kilobytes:
                        kilobytes[word] += int(amount)
        return [amount * 1024 / 1e6 for amount in kilobytes.values()]

    def first_answer(self, port, request, within=120):
        """Seconds from the start of the process to the end of its first answer with 200."""
        while time.monotonic() - self.began < within:
            if self.process.poll() is not None:
                raise Failed(f"the process ended during the start with exit code {self.process.returncode}")
            try:
                if exchange(port, request).startswith(b"HTTP/1.1 200"):
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.001)
        raise Failed(f"no 200 within {within} s")

    def end(self, politely=0):
        """Ends the process: first by SIGTERM if `politely` gives seconds for it, then by SIGKILL."""
        if politely and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(politely)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait(20)


def exchange(port, request):
    """Returns the whole answer to a request with "Connection: close"."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        while part := connection.recv(65536):
            answer += part
    return answer


def http(body=BODY, path=CREATES, headers="", key=KEY):
    """A request like those of load.c, for one connection."""
    method = "POST" if body is not None else "GET"
    return (f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n{headers}"
            + (f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}" if body is not None else "\r\n")
            ).encode()


def load(program, port, seconds, path=CREATES, body=BODY, headers="", rate=0, count=0):
    """Returns the report of load.c. Raises Failed if a request had no success."""
    environment = dict(os.environ, HDRS=headers, COUNT=str(count), **({"BODY": body} if body is not None else {"GET": "1"}))
    run = subprocess.run([program, str(port), path, str(CONNECTIONS), str(seconds), str(rate)], env=environment,
                         capture_output=True, text=True, timeout=seconds + 60)
    if run.returncode:
        raise Failed(run.stderr.strip() or "the load generator failed")
    result = json.loads(run.stdout)
    if result["non2xx"] or result["err"] or not result["done"] or (count and result["done"] < count):
        raise Failed(f"{result['done']} answers, {result['non2xx']} without success, {result['err']} lost. {run.stderr[:200]}")
    return result


def find(pattern, answer):
    """Returns the first group of a pattern in an answer."""
    match = re.search(pattern, answer.decode(), re.M)
    if not match:
        raise Failed(f"no {pattern} in: {answer[:200]}")
    return match[1]


class Foreign:
    """The share of both cores that other programs used while this was open. The given processes and this program do not count."""

    def __init__(self, *processes):
        self.processes = processes

    def __enter__(self):
        self.before = self.look()
        return self

    def __exit__(self, *any):
        wall, busy, ours = (now - then for now, then in zip(self.look(), self.before))
        self.share = max(0.0, (busy - ours) / wall / 2)

    def look(self):
        own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        with open("/proc/stat") as stat:
            rows = [line.split() for line in stat if line.split()[0] in (f"cpu{CONTENDER}", f"cpu{OTHERS}")]
        # user, nice, system and steal; interrupts cannot be attributed to a process
        busy = sum(int(row[field]) for row in rows for field in (1, 2, 3, 8)) / TICK
        return time.monotonic(), busy, own + sum(process.cpu() for process in self.processes)


def disk_flush(directory, count):
    """The seconds that each of `count` appends of 4 KB took to reach the disk, sorted."""
    name, page, took = f"{directory}/flush", os.urandom(4096), []
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        for _ in range(count):
            begin = time.monotonic()
            os.write(file, page)
            os.fdatasync(file)
            took.append(time.monotonic() - begin)
    finally:
        os.close(file)
        os.unlink(name)
    return sorted(took)


def size(*paths):
    """Size of files and directories in MB."""
    total = 0
    for path in paths:
        files = [os.path.join(root, name) for root, _, names in os.walk(path) for name in names] or [path]
        total += sum(os.lstat(file).st_size for file in files)
    return total / 1e6
