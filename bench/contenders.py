"""The contenders of bench/compare: how each is built and started, and whether it stores tasks."""
import dataclasses
import glob
import json
import os
import re
import shutil
import subprocess
import time

import gauge
from gauge import HERE, KEY

ROOT = os.path.dirname(HERE)
PEERS = f"{HERE}/peers"
QUARKUS = f"{ROOT}/target/quarkus-app"
SOURCES = [f"{ROOT}/src/main", f"{ROOT}/pom.xml"]
SMALL_HEAP = ["-Xmx64m"]


@dataclasses.dataclass
class Contender:
    word: str
    title: str
    command: object = None  # function from (port, upstream's port, directory, heap arguments) to the command
    environment: object = None  # function from (port, upstream's port, directory) to the variables
    headers: str = ""
    warm_up: int = 20_000  # requests
    jvm: str = None  # home directory of the JDK
    heap: list = dataclasses.field(default_factory=list)  # arguments of the process whose memory is measured
    stores: bool = False
    steady: bool = True  # also measured under load, not only at the start
    disk: list = dataclasses.field(default_factory=list)
    runtime: str = ""  # what it also needs to run
    missing: str = ""  # the reason why it is not measured

    def start(self, upstream, directory, heap=()):
        """Returns the process and its port."""
        os.makedirs(directory, exist_ok=True)
        port = gauge.free_port()
        environment = self.environment(port, upstream, directory) if self.environment else None
        return gauge.Process(self.command(port, upstream, directory, list(heap)), gauge.CONTENDER, environment), port


def run(*command, directory=ROOT, seconds=1800):
    """Returns the output of the command. If the command fails, raises Failed with the first error line or the last line."""
    try:
        done = subprocess.run(command, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as e:
        raise gauge.Failed(str(e)) from e
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()] or [f"exit {done.returncode}"]
        raise gauge.Failed(f"`{' '.join(command)}`: {next((line for line in lines if 'ERROR' in line), lines[-1])[:200]}")
    return done.stdout


def built(result, *sources):
    """Whether the result exists and is not older than any of its sources."""
    files = [f"{root}/{name}" for source in sources for root, _, names in os.walk(source) for name in names]
    files += [source for source in sources if os.path.isfile(source)]
    return os.path.exists(result) and os.path.getmtime(result) >= max(map(os.path.getmtime, files))


def maven(result, *arguments, sources):
    if not built(result, *sources):
        print(f"building {os.path.relpath(result, ROOT)}", flush=True)
        run("./mvnw", "-B", "-ntp", "-q", *arguments)


def version(*command):
    return (re.search(r"\d+(\.\d+)+", run(*command)) or ["?"])[0]


def jdk(home):
    """The version in the release file of a JDK."""
    with open(f"{home}/release") as release:
        return re.search(r'JAVA_VERSION="([^"]+)"', release.read())[1]


def default_jdk():
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise gauge.Failed("no JDK: apt-get install openjdk-17-jdk-headless")
    return os.environ.get("JAVA_HOME") or os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("java"))))


def jdk_25():
    """The first JDK 25 or later; JAVA25_HOME has priority."""
    places = ["/usr/lib/jvm/*", "/opt/*", f"{os.path.expanduser('~')}/.sdkman/candidates/java/*"]
    homes = [os.environ.get("JAVA25_HOME") or "-"] + sorted(home for place in places for home in glob.glob(place))
    for home in homes:
        if os.path.exists(f"{home}/release") and int(jdk(home).split(".")[0]) >= 25:
            return home
    raise gauge.Failed("no JDK 25 found: set JAVA25_HOME")


MANAGEMENT = {}  # from the port of a gateway to its management port


def gateway(word, title, program, **more):
    def environment(port, upstream, directory):
        MANAGEMENT[port] = gauge.free_port()
        return {"QUARKUS_HTTP_HOST": "127.0.0.1", "QUARKUS_HTTP_PORT": str(port), "QUARKUS_MANAGEMENT_HOST": "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT": str(MANAGEMENT[port]), "ZOETROPE_KEYS": f"bench:{KEY}",
                "ZOETROPE_UPSTREAM_URL": f"http://127.0.0.1:{upstream}", "ZOETROPE_UPSTREAM_KEY": "vendor",
                "ZOETROPE_DATA_DIR": f"{directory}/data"}
    return Contender(word, title, program, environment, stores=True, **more)


def executable():
    """The newest native executable ("" if there is none), and the compiler's options as the report of its build has them."""
    found = max(glob.glob(f"{ROOT}/target/zoetrope-*-runner"), key=os.path.getmtime, default="")
    report = f"{found.removesuffix('-runner')}-native-image-source-jar/{os.path.basename(found)}-build-output-stats.json"
    # a report that is much older is that of another executable, which was replaced
    if not os.path.exists(report) or not 0 <= os.path.getmtime(found) - os.path.getmtime(report) < 600:
        return found, None
    with open(report) as written:
        return found, json.load(written)["general_info"]["graal_compiler"]


def native():
    """With GRAALVM_HOME, the executable is built as it is released, unless target contains it."""
    with open(f"{ROOT}/src/main/resources/application.properties") as properties:
        level = re.search(r"^quarkus\.native\.additional-build-args.*[=,]-O(\w)", properties.read(), re.M)
    released = level[1] if level else "2"  # the default of native-image
    found, options = executable()
    if os.environ.get("GRAALVM_HOME") and \
            not (options and options["optimization_level"] == released and built(found, *SOURCES)):
        print("building the native executable", flush=True)
        run("./mvnw", "-B", "-ntp", "-q", "package", "-Dnative", "-DskipTests", seconds=7200)
        found, options = executable()
    if not found:
        raise gauge.Failed("not built: set GRAALVM_HOME, or `./mvnw package -Dnative`")
    how = "unknown options" if not options else f"-O{options['optimization_level']} {options['march']}"
    if options and options["optimization_level"] != released:
        how += f", not as released (-O{released})"
    stale = "" if built(found, *SOURCES) else ", older than its sources"
    return gateway("native", f"Zoetrope, native ({how}{stale})", lambda port, upstream, directory, heap: [found, *heap],
                   heap=SMALL_HEAP, disk=[found])


def flat():
    """The jars of the package as a flat class path: an AOT cache holds linked classes only of the JDK's own class loaders."""
    with open(f"{QUARKUS}/quarkus/quarkus-application.dat", "rb") as described:
        data = described.read()
    main = data[10:10 + int.from_bytes(data[8:10], "big")].decode()  # after a magic number and a version
    jars = [jar for place in ("quarkus", "app", "lib/boot", "lib/main") for jar in sorted(glob.glob(f"{QUARKUS}/{place}/*.jar"))]
    return ["-XX:+UseSerialGC", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", ":".join(jars), main]


def on_jvm(word, what, home, arguments=(), disk=(), program=None, **more):
    def command(port, upstream, directory, heap):
        return [f"{home}/bin/java", *arguments, *heap, *(program or ["-jar", f"{QUARKUS}/quarkus-run.jar"])]
    return gateway(word, f"Zoetrope, JVM {jdk(home).split('.')[0]}{what}", command, warm_up=100_000, jvm=home,
                   heap=SMALL_HEAP, disk=[QUARKUS, *disk], runtime=f"JDK {jdk(home)}", **more)


def packaged():
    maven(f"{QUARKUS}/quarkus-run.jar", "package", "-DskipTests", sources=SOURCES)


def jvm():
    return on_jvm("jvm", "", default_jdk())


def jvm_25():
    return on_jvm("jvm25", ", no cache", jdk_25(), steady=False)


def with_cache(upstream, directory, load, count):
    """Makes the AOT cache with a training run: creates and queries, then an orderly stop."""
    home, cache = jdk_25(), f"{directory}/zoetrope.aot"
    training = on_jvm("aot", "", home, [f"-XX:AOTCacheOutput={cache}", "-Dzoetrope.stop.deadline=10m"], program=flat())
    process, port = training.start(upstream, f"{directory}/training")
    try:
        process.first_answer(port, gauge.http())
        gauge.load(load, port, 120, count=count)
        task = gauge.find(gauge.TASK, gauge.exchange(port, gauge.http()))
        gauge.load(load, port, 120, path=f"/v1/tasks/{task}", body=None, count=count)
    finally:
        process.end(politely=300)  # the JVM writes the cache when it exits
    if not os.path.exists(cache):
        raise gauge.Failed("the training run left no cache")
    return on_jvm("aot", " with AOT cache", home, [f"-XX:AOTCache={cache}"], [cache], flat())


def configured(name, program):
    """A command with a configuration file that is made from the template in peers/."""
    def command(port, upstream, directory, heap):
        with open(f"{PEERS}/{name}") as template, open(f"{directory}/{name}", "w") as file:
            text = template.read()
            for mark, value in (("@PORT@", port), ("@UPSTREAM@", upstream), ("@DIR@", directory)):
                text = text.replace(mark, str(value))
            file.write(text)
        return [*program, f"{directory}/{name}"]
    return command


def proxy(word, name, file, package):
    program = shutil.which(word) or shutil.which(word, path="/usr/sbin:/sbin")
    if not program:
        raise gauge.Failed(f"not installed: `apt-get install {package}`")
    return Contender(word, f"{name} {version(program, '-v')}", configured(file, [program, {"nginx": "-c"}.get(word, "-f")]),
                     disk=[os.path.realpath(program)])


def npm(word, name, package, command, **more):
    if not shutil.which("node") or not shutil.which("npm"):
        raise gauge.Failed("not installed: `apt-get install nodejs npm`")
    directory = f"{PEERS}/{word}"
    if not built(f"{directory}/node_modules/.package-lock.json", f"{directory}/package-lock.json"):
        run("npm", "ci", directory=directory)
    with open(f"{directory}/node_modules/{package}/package.json") as described:
        release = json.load(described)["version"]
    return Contender(word, f"{name} {release}", lambda *args: ["node", *command(directory, *args)],
                     disk=[f"{directory}/node_modules"], runtime=f"Node.js {version('node', '-v')}", **more)


def fastify():
    return npm("fastify", "fastify", "fastify", warm_up=50_000, command=lambda directory, port, upstream, *_:
               [f"{directory}/gateway.mjs", str(port), f"http://127.0.0.1:{upstream}"])


def portkey(upstream):
    return npm("portkey", "Portkey", "@portkey-ai/gateway", warm_up=5_000,
               headers=f"x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:{upstream}/v1\r\n",
               command=lambda directory, port, *_: [f"{directory}/node_modules/@portkey-ai/gateway/build/start-server.js",
                                                    f"--port={port}", "--headless"])


def spring():
    home, jar, pom = default_jdk(), f"{PEERS}/spring/target/gateway.jar", f"{PEERS}/spring/pom.xml"
    maven(jar, "-f", pom, "package", sources=[f"{PEERS}/spring/src", pom])
    with open(pom) as text:
        release = re.search(r"<spring-cloud.version>([^<]+)", text.read())[1]
    def command(port, upstream, directory, heap):
        return [f"{home}/bin/java", *heap, "-jar", jar, f"--server.port={port}", f"--upstream=http://127.0.0.1:{upstream}"]
    return Contender("spring", f"Spring Cloud Gateway {release}", command, warm_up=100_000, jvm=home, heap=SMALL_HEAP,
                     disk=[jar], runtime=f"JDK {jdk(home)}")


def everyone(only, upstream, directory, load, training):
    """All requested contenders, and always nginx, the unit. `missing` has the reason if one cannot be built or found."""
    makers = {"nginx": ("nginx", lambda: proxy("nginx", "nginx", "nginx.conf", "nginx-light")),
              "haproxy": ("HAProxy", lambda: proxy("haproxy", "HAProxy", "haproxy.cfg", "haproxy")),
              "fastify": ("fastify", fastify), "portkey": ("Portkey", lambda: portkey(upstream)),
              "spring": ("Spring Cloud Gateway", spring), "native": ("Zoetrope, native", native), "jvm": ("Zoetrope, JVM", jvm),
              "jvm25": ("Zoetrope, JVM 25, no cache", jvm_25),
              "aot": ("Zoetrope, JVM 25 with AOT cache", lambda: with_cache(upstream, directory, load, training))}
    unknown = set(only) - set(makers)
    if unknown:
        raise SystemExit(f"unknown contender: {', '.join(sorted(unknown))}; known are {', '.join(makers)}")
    found = []
    for word, (title, make) in makers.items():
        if not only or word in only or word == "nginx":
            begin = time.monotonic()
            try:
                found.append(make())
            except gauge.Failed as e:
                found.append(Contender(word, title, missing=str(e)))
            print(f"{found[-1].title}: {found[-1].missing or f'ready ({time.monotonic() - begin:.0f} s)'}", flush=True)
    if found[0].missing:
        raise SystemExit(f"nginx is the unit: {found[0].missing}")
    return found
