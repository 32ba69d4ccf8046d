"""The speed of the service, both sides in one run: `brine serve` and FastAPI with scikit-learn (uvicorn, two workers, n_jobs=1).

    python3 bench/serve.py [--seconds N] [--rounds N] [--starts N] [--no-python] PROGRAM...     requests a second, latencies, cold start
    python3 bench/serve.py --soak SECONDS PROGRAM                    hostile load; what went wrong, and memory
    python3 bench/serve.py --page ROWS PROGRAM                       a CSV through the page and through the command
    python3 bench/serve.py --scale SECONDS PROGRAM                   three servers behind nginx, one killed under load

PROGRAM is a native file, or a brine.dll (run by `dotnet`). One row of 30 features, a forest of 100 trees. The answers are compared before anything is timed. The load
comes from bench/Brine.Load on the same machine, over loopback; the sides take turns. python3-fastapi and python3-uvicorn bring the other side, bench/Brine.MlNet a minimal API
with ML.NET's own forest of as many trees and leaves, trained on the same rows. "nothing" is an endpoint of that program that computes nothing: what the load itself and the machine cost.
"late" is how late requests of the load began whose connections were free: what it says is no delay of a server's.
"""
import argparse
import atexit
import csv
import http.client
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOAD = ROOT / "bench/Brine.Load/bin/Release/net10.0/Brine.Load.dll"
ML_NET = ROOT / "bench/Brine.MlNet/bin/Release/net10.0/Brine.MlNet.dll"
APP = '''
import joblib, numpy, fastapi, pydantic
model = joblib.load({path!r})
model.n_jobs = 1
app = fastapi.FastAPI()
class Rows(pydantic.BaseModel):
    instances: list[list[float]]
@app.post("/predict")
def predict(rows: Rows):
    return {{"predictions": model.predict(numpy.array(rows.instances)).tolist()}}
'''


def train(folder):
    import joblib
    from sklearn.datasets import make_classification
    from sklearn.ensemble import RandomForestClassifier
    x, y = make_classification(5000, 30, n_informative=12, random_state=7)
    path = folder / "forest.joblib"
    forest = RandomForestClassifier(100, random_state=7).fit(x, y)
    joblib.dump(forest, path)
    (folder / "training.csv").write_text("".join(",".join(map(repr, row.tolist())) + f",{label}\n" for row, label in zip(x, y)))
    (folder / "leaves").write_text(str(round(sum(tree.get_n_leaves() for tree in forest.estimators_) / 100)))
    body = folder / "row.json"
    body.write_text(json.dumps({"instances": [[float(v) for v in x[0]]]}))
    return path, body


def post(url, body):
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


class Server:
    """A server process, up when its first request is answered."""

    def __init__(self, words, url, body, env=None):
        self.url, self.body = url, body
        start = time.perf_counter()
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(env or {})})
        atexit.register(self.process.terminate)
        while True:
            try:
                self.answer = post(url, body.read_bytes())
                break
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - start > 60:
                    raise SystemExit(f"{words} does not answer")
                time.sleep(0.002)
        self.started = time.perf_counter() - start

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def brine(program, model, body, port, *more):
    call = ["dotnet", program] if program.endswith(".dll") else [program]
    return Server(call + ["serve", f"forest={model}", "--urls", f"http://127.0.0.1:{port}", *more], f"http://127.0.0.1:{port}/invocations", body)


def fastapi(folder, model, body, port):
    (folder / "served.py").write_text(APP.format(path=str(model)))
    words = [sys.executable, "-m", "uvicorn", "served:app", "--workers", "2", "--port", str(port), "--log-level", "error", "--app-dir", str(folder)]
    return Server(words, f"http://127.0.0.1:{port}/predict", body, {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(folder)})


def ml_net(folder, body, port):
    words = ["dotnet", str(ML_NET), str(folder / "training.csv"), "100", (folder / "leaves").read_text(), f"http://127.0.0.1:{port}"]
    return Server(words, f"http://127.0.0.1:{port}/predict", body)


class Endpoint:
    """Another address of a server that is up."""

    def __init__(self, server, path):
        self.url, self.body, self.answer = server.url.rsplit("/", 1)[0] + path, server.body, server.answer

    def stop(self):
        pass


def load(server, seconds, connections, rate=0.0):
    words = ["dotnet", str(LOAD), "load", server.url, str(server.body), "--seconds", str(seconds), "--connections", str(connections), "--rate", str(rate)]
    return json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)


def speed(args, folder, model, body):
    for program in args.programs:
        times = []
        for _ in range(args.starts):
            server = brine(program, model, body, 18080)
            times.append(server.started * 1000)
            server.stop()
        if times:
            print(f"{pathlib.Path(program).name:10} cold start to the first answer: median {statistics.median(times):.0f} ms, least {min(times):.0f}")
    sides = {pathlib.Path(program).name: brine(program, model, body, 18081 + i) for i, program in enumerate(args.programs)}
    sides["ml.net"] = ml_net(folder, body, 18088)
    sides["nothing"] = Endpoint(sides["ml.net"], "/nothing")
    if not args.no_python:
        sides["fastapi"] = fastapi(folder, model, body, 18089)
    if len({str(side.answer) for side in sides.values()}) != 1:
        raise SystemExit("the sides answer differently")
    found, halves = {name: [] for name in sides}, {name: [] for name in sides}
    for side in sides.values():
        load(side, args.warm, 16)
    for _ in range(args.rounds):
        for name, side in sides.items():
            found[name].append(load(side, args.seconds, 16))
    for _ in range(args.rounds):
        for name, side in sides.items():
            halves[name].append(load(side, args.seconds, 32, statistics.median(run["rps"] for run in found[name]) / 2))

    def middle(runs, key):
        return statistics.median(run[key] for run in runs)

    least = middle(found["fastapi"], "rps") if "fastapi" in found else float("nan")
    for name, runs in found.items():
        half = halves[name]
        print(f"{name:10} {middle(runs, 'rps'):9.0f} requests/s ({middle(runs, 'rps') / least:5.1f}x)   p50 {middle(runs, 'p50'):.2f} ms   "
              f"p99 {middle(runs, 'p99'):.2f} ms   at half of that load ({middle(half, 'rps'):.0f}): p50 {middle(half, 'p50'):.2f} ms, "
              f"p99 {middle(half, 'p99'):.2f} ms ({min(r['p99'] for r in half):.2f} to {max(r['p99'] for r in half):.2f}), "
              f"p99.9 {middle(half, 'p999'):.2f} ms, late 99 {middle(half, 'late99'):.2f} ms   failed {sum(r['failed'] for r in runs + half)}")
    for side in sides.values():
        side.stop()


def peak(pid):
    """The most memory that a process had, in MB."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


class Page:
    """A browser that sends a file, waits for it, and fetches the answers."""

    def __init__(self, port):
        self.port, self.cookie = port, ""

    def ask(self, method, path, body=None, headers=None, keep=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request(method, path, body, {"Cookie": self.cookie, **(headers or {})})
        response = connection.getresponse()
        self.cookie = (response.getheader("Set-Cookie") or self.cookie).split(";")[0]
        if keep:
            with open(keep, "wb") as file:
                while part := response.read(1 << 20):
                    file.write(part)
        text = "" if keep else response.read().decode()
        connection.close()
        return response.status, response.getheader("Location"), text

    def answer(self, file, keep):
        head = b'--part\r\nContent-Disposition: form-data; name="f"; filename="rows.csv"\r\n\r\n'
        tail = b"\r\n--part--\r\n"

        def parts():
            yield head
            with open(file, "rb") as rows:
                while part := rows.read(1 << 18):
                    yield part
            yield tail

        length = len(head) + os.path.getsize(file) + len(tail)
        status, job, text = self.ask("POST", "/models/forest/file", parts(),
                                     {"Content-Type": "multipart/form-data; boundary=part", "Content-Length": str(length)})
        if status != 303:
            raise SystemExit(f"the file is not taken: {status} {text[:500]}")
        self.ask("POST", job, "do=run", {"Content-Type": "application/x-www-form-urlencoded"})
        while 'http-equiv="refresh"' in (text := self.ask("GET", job)[2]):
            time.sleep(0.5)
        status, _, _ = self.ask("GET", job + "/result", keep=keep)
        if status != 200:
            raise SystemExit(f"there are no answers: {status} {text[:500]}")


def page(args, folder, model, body):
    """A CSV through the page, and through the command: seconds, and the most memory."""
    import numpy
    program = args.programs[0]
    call = ["dotnet", program] if program.endswith(".dll") else [program]
    server = brine(program, model, body, 18080)
    block = numpy.random.default_rng(7).normal(size=(args.page // 4, 30)).round(4)
    lines = "".join(",".join(map(repr, row)) + "\n" for row in block.tolist())
    for rows in (args.page // 4, args.page):
        data = folder / f"{rows}.csv"
        data.write_text(",".join(f"x{i}" for i in range(30)) + "\n" + lines * (rows // len(block)))
        times = {"page": [], "command": []}
        for _ in range(args.rounds):
            start = time.perf_counter()
            Page(18080).answer(data, folder / "page.csv")
            times["page"].append(time.perf_counter() - start)
            start = time.perf_counter()
            subprocess.run([*call, "predict", str(model), str(data), "--keep", "-o", str(folder / "command.csv")], check=True)
            times["command"].append(time.perf_counter() - start)
        with open(folder / "page.csv") as found, open(folder / "command.csv") as expected:
            differing = sum(one["predict"] != other["predict"] for one, other in zip(csv.DictReader(found), csv.DictReader(expected), strict=True))
            if differing:
                raise SystemExit(f"page and command answer differently in {differing} rows")
        mine, other = statistics.median(times["page"]), statistics.median(times["command"])
        print(f"{rows} rows: page {mine:.2f} s, command {other:.2f} s ({other / mine:.2f}x of its speed), server at most {peak(server.process.pid):.0f} MB")
    server.stop()


def soak(args, model, body):
    server = brine(args.programs[0], model, body, 18080, "--allow-load")
    words = ["dotnet", str(LOAD), "soak", server.url, str(body), "--seconds", str(args.soak), "--name", "forest", "--pid", str(server.process.pid)]
    status = subprocess.run(words).returncode
    if server.process.poll() is not None:
        raise SystemExit("the server is gone")
    server.stop()
    raise SystemExit(status)


def scale(args, model, body):
    servers = [brine(args.programs[0], model, body, 8091 + i) for i in range(3)]
    nginx = subprocess.Popen(["nginx", "-c", str(ROOT / "deploy/nginx.conf"), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    front = servers[0]
    front.url = "http://127.0.0.1:8090/invocations"
    words = ["dotnet", str(LOAD), "load", front.url, str(body), "--seconds", str(args.scale), "--connections", "16"]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    time.sleep(args.scale / 2)
    servers[1].process.kill()
    print("three servers, one killed halfway:", running.communicate()[0].strip())
    nginx.terminate()
    for server in (servers[0], servers[2]):
        server.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", type=int, default=0)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--warm", type=float, default=3)
    parser.add_argument("--no-python", action="store_true")
    parser.add_argument("--soak", type=float, default=0)
    parser.add_argument("--scale", type=float, default=0)
    parser.add_argument("programs", nargs="+")
    args = parser.parse_args()
    for project in ("Brine.Load", "Brine.MlNet"):
        subprocess.run(["dotnet", "build", "-c", "Release", "--nologo", "-v", "q", str(ROOT / "bench" / project)], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        model, body = train(folder)
        if args.page:
            page(args, folder, model, body)
        elif args.soak:
            soak(args, model, body)
        elif args.scale:
            scale(args, model, body)
        else:
            speed(args, folder, model, body)


if __name__ == "__main__":
    main()
