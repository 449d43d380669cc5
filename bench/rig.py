"""The shared parts of the benchmarks: a vendor over HTTP, the packaged gateway as a process, and its ledger."""
import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = "key-of-the-benchmark"
BODY = json.dumps({"model": "wan-2.7-image-to-video", "image_urls": ["https://example.com/start.jpg"],
                   "prompt": "The camera slowly pushes in as the subject smiles"}).encode()
AUTH = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}


class Vendor:
    """A vendor that decides when each task ends, and records the time of each poll."""

    def __init__(self, shortest, longest, seed=1, link="https://cdn.example.com/{}.mp4"):
        self.shortest, self.longest, self.random, self.link = shortest, longest, random.Random(seed), link
        self.ends, self.asks, self.creates = {}, [], 0

    async def start(self):
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0, backlog=512)
        return self.server.sockets[0].getsockname()[1]

    def answer(self, method, path):
        now = time.time()
        if method == b"POST":
            self.creates += 1
            name = f"vendor-{self.creates}"
            self.ends[name] = now + self.random.uniform(self.shortest, self.longest)
            return self.task(name, "pending", 0)
        self.asks.append(now)
        name = path.rsplit("/", 1)[1]
        if self.ends.get(name, float("inf")) > now:
            return self.task(name, "processing", 0)
        return self.task(name, "completed", 100, results=[{"url": self.link.format(name)}])

    @staticmethod
    def task(name, status, progress, **more):
        return {"created": 1757165031, "id": name, "model": "wan-2.7-image-to-video",
                "object": "video.generation.task", "progress": progress, "status": status,
                "task_info": {"can_cancel": False}, "type": "video", **more}

    def most_asks_in_a_second(self):
        most, first = 0, 0
        for last, at in enumerate(self.asks):
            while self.asks[first] <= at - 1:
                first += 1
            most = max(most, last - first + 1)
        return most


class Connection(asyncio.Protocol):
    """One keep-alive connection. Requests with a body need a Content-Length."""

    def __init__(self, vendor):
        self.vendor, self.seen = vendor, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.seen += data
        while b"\r\n\r\n" in self.seen:
            head, rest = self.seen.split(b"\r\n\r\n", 1)
            length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n")
                           if line.lower().startswith(b"content-length:")), 0)
            if len(rest) < length:
                return
            self.seen = rest[length:]
            method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
            body = json.dumps(self.vendor.answer(method, path.decode())).encode()
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                 + str(len(body)).encode() + b"\r\n\r\n" + body)


class Gateway:
    def __init__(self, data, vendor_port, port, options=(), before=(), output=subprocess.DEVNULL, **settings):
        """options: arguments of the JVM or of the native executable; before: a command that executes the gateway; output: file for
        its log."""
        environment = dict(os.environ, QUARKUS_HTTP_PORT=str(port),
                           ZOETROPE_UPSTREAM_URL=f"http://127.0.0.1:{vendor_port}", ZOETROPE_DATA_DIR=data,
                           **{"ZOETROPE_UPSTREAM_KEY": "vendor", "QUARKUS_MANAGEMENT_PORT": "0",
                              "ZOETROPE_KEYS": f"bench:{KEY}", "ZOETROPE_VAULT_MODE": "off", **settings})
        native = os.environ.get("ZOETROPE_NATIVE")
        command = ([native, *options] if native
                   else ["java", *options, "-jar", f"{HERE}/../target/quarkus-app/quarkus-run.jar"])
        self.port, self.began = port, time.time()
        self.process = subprocess.Popen([*before, *command], env=environment, stdout=output, stderr=subprocess.STDOUT)

    def request(self, path, body=None, key=KEY, timeout=30):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body,
                                         {**AUTH, "Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    async def answering(self, path="/v1/models"):
        """Returns the seconds from the start of the process to its first answer."""
        while True:
            try:
                await asyncio.to_thread(self.request, path)
                return time.time() - self.began
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the gateway ended")
                await asyncio.sleep(0.005)

    def resident_mb(self):
        pages = int(open(f"/proc/{self.process.pid}/statm").read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cpu_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def stop(self):
        self.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self.process.wait, 60)


def ledger(data):
    return sqlite3.connect(f"{data}/zoetrope.db", timeout=30)


def multiply(data, count, changes):
    """Copies the only task of a ledger `count` times. `changes` gives the columns that differ; all others are copied."""
    with ledger(data) as database:
        columns = [row[1] for row in database.execute("pragma table_info(task)")]
        one = dict(zip(columns, database.execute("select * from task").fetchone()))
        marks = ", ".join("?" * len(columns))
        database.executemany(f"insert into task ({', '.join(columns)}) values ({marks})",
                             ([{**one, **changes(i)}[name] for name in columns] for i in range(count)))
    database.close()


def name(i):
    """A task id in the form that the gateway creates."""
    return f"task-unified-1700000000-{i:08d}"
