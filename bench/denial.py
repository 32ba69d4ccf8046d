"""What files that were made to exhaust a machine cost: python3 bench/denial.py [--only REGEX] [--commands REGEX] [--markdown]

Makes each kind of file at five sizes, each twice the one before, gives it to the command, and measures seconds of the processor and the peak
of memory, both above those of an idle process (`brine inspect` of a pickle of three bytes). A line says how time and memory grow with the size:
the exponent of a fit in logarithms, 1 where they grow as the size, left out where even the largest file takes less than 0.2 s or 20 MB more.
The worst command of each kind is printed; --all prints each. Files whose unpacked size breaks the ratio limit are bombs: they must be stopped in
less than a second and 256 MB. The exit code is 1 where one is not, or where a fit is above 1.3.

It needs Python 3 alone (lz4 and zstd bombs are made with the programs of the same name, where they are).
"""
import argparse
import bz2
import gzip
import io
import json
import lzma
import math
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BRINE = ["dotnet", os.path.join(ROOT, "src", "Brine.Cli", "bin", "Release", "net10.0", "brine.dll")]
IRIS = os.path.join(ROOT, "samples", "data", "iris.csv")
TREE = os.path.join(ROOT, "samples", "models", "iris-tree.pkl")
DOUBLES = [1, 2, 4, 8, 16]
BOMB = {"seconds": 1.0, "megabytes": 256}
VECTORS = {}


def vector(name, base, suffix=".pkl", bomb=False, sizes=DOUBLES):
    def keep(make):
        VECTORS[name] = (make, [base * size for size in sizes], suffix, bomb)
        return make
    return keep


def u32(number):
    return struct.pack("<I", number)


def text(value):
    data = value.encode()
    return b"X" + u32(len(data)) + data


def unicode8(data):
    return b"\x8d" + struct.pack("<Q", len(data)) + data


def binbytes(count):
    return b"\x8e" + struct.pack("<Q", count)


# Keys, and their hashes.
vector("key of shared tuples", 60)(lambda n: b"\x80\x02}K\x01" + b"2\x86" * n + b"Ns.")
vector("key of shared frozensets", 60)(lambda n: b"\x80\x04}K\x01" + b"q\x010(h\x01K\x05h\x01\x86\x91" * n + b"Ns.")
vector("ints that collide as keys", 20000)(
    lambda n: b"\x80\x02}(" + b"".join(b"\x8a\x08" + struct.pack("<ii", i, i) + b"N" for i in range(1, n)) + b"u.")
vector("floats that collide as keys", 20000)(
    lambda n: b"\x80\x02}(" + b"".join(b"G" + struct.pack(">ii", i, i) + b"N" for i in range(1, n)) + b"u.")
vector("ints of 2^61-1 as keys", 20000)(
    lambda n: b"\x80\x02}(" + b"".join(b"\x8a\x0b" + (i * ((1 << 61) - 1)).to_bytes(11, "little", signed=True) + b"N" for i in range(1, n)) + b"u.")
vector("texts as keys", 20000)(lambda n: b"\x80\x02}(" + b"".join(text(f"k{i}") + b"N" for i in range(n)) + b"u.")
vector("tuples as keys", 20000)(lambda n: b"\x80\x02}(" + b"".join(b"J" + u32(i) + b"K\x01\x86N" for i in range(n)) + b"u.")
vector("set of bytes", 20000)(lambda n: b"\x80\x04\x8f(" + b"".join(b"C\x04" + u32(i) for i in range(n)) + b"\x90.")

# Sharing and nesting.
vector("lists shared ten times by DUP", 4)(lambda n: b"\x80\x02" + b"(" * n + text("lol") + b"222222222l" * n + b".")
vector("lists shared ten times by the memo", 4)(
    lambda n: b"\x80\x02]q\x00" + b"".join(b"](" + (b"h" + bytes([i % 250])) * 10 + b"eq" + bytes([(i + 1) % 250]) for i in range(n)) + b".")
vector("tuples shared twice", 20)(lambda n: b"\x80\x02K\x01" + b"2\x86" * n + b".")
vector("dicts shared twice", 20)(
    lambda n: b"\x80\x02K\x01q\x00" + b"".join(b"}(K\x01h" + bytes([i % 250]) + b"K\x02h" + bytes([i % 250]) + b"uq" + bytes([(i + 1) % 250]) for i in range(n)) + b".")
vector("a list that holds itself", 1)(lambda n: b"\x80\x02]q\x00" + b"h\x00a" * n + b".")
vector("lists in one another", 312500)(lambda n: b"\x80\x02" + b"]" * n + b"a" * (n - 1) + b".")
vector("tuples in one another", 312500)(lambda n: b"\x80\x02N" + b"\x85" * n + b".")
vector("dicts in one another", 312500)(lambda n: b"\x80\x02" + b"}K\x01" * n + b"N" + b"s" * n + b".")
vector("calls in one another", 62500)(lambda n: b"\x80\x02cshop\nBox\nq\x000N" + b"q\x010h\x00h\x01\x85R" * n + b".")
vector("states in one another", 62500)(lambda n: b"\x80\x02cshop\nBox\nq\x000" + b"h\x00)\x81" * n + b"N" + b"b" * n + b".")

# Lengths that nothing stands behind.
vector("BINBYTES8 of 1 TB", 1)(lambda n: b"\x80\x04" + binbytes(1 << 40) + b"a" * n + b".")
vector("BINUNICODE8 of 2^63-1", 1)(lambda n: b"\x80\x04\x8d" + struct.pack("<Q", (1 << 63) - 1) + b"a" * n + b".")
vector("BYTEARRAY8 of 1 TB", 1)(lambda n: b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b"a" * n + b".")
vector("BINSTRING of 2 GB", 1)(lambda n: b"T\xff\xff\xff\x7f" + b"a" * n + b".")
vector("LONG4 of 2 GB", 1)(lambda n: b"\x80\x02\x8b\xff\xff\xff\x7f" + b"a" * n + b".")
vector("FRAME of 2^63-1", 1)(lambda n: b"\x80\x04\x95" + struct.pack("<Q", (1 << 63) - 1) + b"N" * n + b".")

# The machine: its stack, its marks, its memo, its opcodes.
vector("memo index of 2^32-1", 1)(lambda n: b"\x80\x02Nr\xff\xff\xff\xff" + b"Nr\xfe\xff\xff\xff" * n + b".")
vector("memo index of 20 digits", 1)(lambda n: b"N" + b"p99999999999999999999\n" * n + b".")
vector("memo entries", 312500)(lambda n: b"\x80\x04N" + b"\x94" * n + b".")
vector("memo entries far apart", 62500)(lambda n: b"\x80\x02N" + b"".join(b"r" + u32(i * 997) for i in range(n)) + b".")
vector("marks", 62500)(lambda n: b"\x80\x02" + b"(" * n + b"." )
vector("marks that are closed", 62500)(lambda n: b"\x80\x02" + b"(" * n + b"t" * n + b".")
vector("values on the stack", 312500)(lambda n: b"\x80\x02" + b"N" * n + b".")
vector("opcodes that do nothing", 312500)(lambda n: b"\x80\x02" + b"N0" * n + b"N.")
vector("pickles in a row", 62500)(lambda n: b"N." * n)
vector("protocols", 312500)(lambda n: b"\x80\x02" * n + b"N.")
vector("frames of nothing", 62500)(lambda n: b"\x80\x04" + (b"\x95" + b"\0" * 8) * n + b"N.")

# Work that could grow with its square.
vector("APPEND", 312500)(lambda n: b"\x80\x02]" + b"K\x01a" * n + b".")
vector("SETITEM of one key", 312500)(lambda n: b"\x80\x02}" + b"K\x01Ns" * n + b".")
vector("states of one object", 62500)(lambda n: b"\x80\x02cshop\nBox\n)\x81" + b"}K\x01Nsb" * n + b".")
vector("items of one object", 62500)(lambda n: b"\x80\x02cshop\nBox\n)\x81" + b"K\x01a" * n + b".")
vector("digits of INT", 2000)(lambda n: b"I" + b"9" * n + b"\n.")
vector("digits of LONG", 2000)(lambda n: b"L" + b"9" * n + b"L\n.")
vector("bytes of LONG4", 32000)(lambda n: b"\x80\x02\x8b" + u32(n) + b"\x7f" * n + b".")
vector("many ints of 64 KiB", 4)(lambda n: b"\x80\x02(" + (b"\x8b" + u32(65535) + b"\x7f" * 65535) * n + b"l.")
vector("digits of FLOAT", 62500)(lambda n: b"F0." + b"9" * n + b"\n.")
vector("escapes of UNICODE", 312500)(lambda n: b"V" + b"\\u0041" * n + b"\n.")
vector("escapes of STRING", 312500)(lambda n: b"S'" + b"\\x41" * n + b"'\n.")
vector("a text of control characters", 312500)(lambda n: b"\x80\x04" + unicode8(b"\x1b" * n) + b".")
vector("a name of a megabyte", 312500)(lambda n: b"c" + b"m" * n + b"\nName\n.")
vector("names with points", 62500)(lambda n: b"\x80\x04" + text("m") + text("a." * n + "b") + b"\x93.")
vector("names that differ", 20000)(lambda n: b"(" + b"".join(b"cm%d\nn\n" % i for i in range(n)) + b"t.")
vector("persistent ids", 62500)(lambda n: b"(" + b"Pid\n" * n + b"t.")


# Compression: what a kilobyte grows to.
def zeros(megabytes):
    return b"\x80\x04" + binbytes(megabytes << 20) + bytes(megabytes << 20) + b"."


def by_program(name, *arguments):
    def pack(data):
        return subprocess.run([name, *arguments], input=data, stdout=subprocess.PIPE, check=True).stdout if shutil.which(name) else None
    return pack


CODECS = {
    "zlib": (lambda data: zlib.compress(data, 9), ".z"), "gzip": (lambda data: gzip.compress(data, 9), ".gz"), "bz2": (bz2.compress, ".bz2"),
    "xz": (lambda data: lzma.compress(data, lzma.FORMAT_XZ), ".xz"), "lzma": (lambda data: lzma.compress(data, lzma.FORMAT_ALONE), ".lzma"),
    "lz4": (by_program("lz4", "-9", "-c"), ".lz4"), "zstd": (by_program("zstd", "-19", "-c"), ".zst"),
}
for codec, (compress, suffix) in CODECS.items():
    vector(f"{codec}: zeros, MB", 64, suffix, bomb=True)(lambda n, compress=compress: compress(zeros(n)))
    vector(f"{codec}: lists, MB", 8, suffix)(lambda n, compress=compress: compress(b"\x80\x02(" + b"]" * (n << 20) + b"l."))
vector("gzip in gzip in gzip", 2, ".gz", bomb=True)(lambda n: gzip.compress(gzip.compress(gzip.compress(zeros(64 * n), 9), 9), 9))


# ZIP and its kin.
def archive(members, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=9 if method == zipfile.ZIP_DEFLATED else None) as target:
        for name, data in members:
            target.writestr(name, data)
    return stream.getvalue()


def overlapping(count, size):
    """Central entries, all of one local record: what 100 bytes an entry unpack to."""
    one = archive([("data.pkl", bytes(size))])
    end = len(one) - 22
    start = struct.unpack("<I", one[end + 16:end + 20])[0]
    entry = one[start:end]
    return one[:start] + entry * count + b"PK\5\6\0\0\0\0" + struct.pack("<HHIIH", count & 0xffff, count & 0xffff, len(entry) * count, start, 0)


def header(shape, descr="'<f8'", version=1, fill=0):
    line = ("{'descr': %s, 'fortran_order': False, 'shape': %s, }" % (descr, shape)).encode() + b" " * fill + b"\n"
    return b"\x93NUMPY" + (b"\1\0" + struct.pack("<H", len(line)) if version == 1 else b"\2\0" + u32(len(line))) + line


vector("zip: zeros, MB", 64, ".zip", bomb=True)(lambda n: archive([("model.pkl", zeros(n))]))
vector("zip: members that share bytes", 1000, ".zip", bomb=True)(lambda n: overlapping(n, 1 << 20))
vector("zip: members", 2500, ".zip")(lambda n: archive([(f"m{i}.npy", b"") for i in range(n)], zipfile.ZIP_STORED))
vector("zip in zip in zip", 2, ".zip", bomb=True)(lambda n: archive([("a.zip", archive([("b.zip", archive([("c.pkl", zeros(64 * n))]))]))]))
vector("npz: zeros, MB", 64, ".npz", bomb=True)(lambda n: archive([("X.npy", header(f"({n << 17},)") + bytes(n << 20))]))
vector("npz: shape of 2^62", 1, ".npz")(lambda n: archive([("X.npy", header("(4611686018427387904, 4611686018427387904)"))]))
vector("npy: shape of 2^40", 1, ".npy")(lambda n: header("(1099511627776,)") + bytes(n))
vector("npy: shape of nothing by 2^62", 1, ".npy")(lambda n: header("(0, 4611686018427387904)"))
vector("npy: 2^62 items of no bytes", 1, ".npy")(lambda n: header("(4611686018427387904,)", "'|V0'"))
vector("npy: dimensions", 1000, ".npy")(lambda n: header("(" + "1, " * n + ")", version=2) + bytes(8))
vector("npy: header of blanks", 62500, ".npy")(lambda n: header("(1,)", version=2, fill=n) + bytes(8))
vector("npy: header of brackets", 62500, ".npy")(lambda n: header("(" * n, version=2))
vector("npy: fields", 1000, ".npy")(lambda n: header("(1,)", "[" + ",".join(f"('f{i}', '<f8')" for i in range(n)) + "]", version=2) + bytes(8 * n))
vector("pickled array: shape of 2^40", 1)(
    lambda n: b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I1099511627776\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS''\ntb.")
vector("joblib: shape of 2^40", 1, ".joblib")(
    lambda n: b"\x80\x04\x8c\x13joblib.numpy_pickle\x8c\x11NumpyArrayWrapper\x93)\x81}(\x8c\x08subclass\x8c\x05numpy\x8c\x07ndarray\x93\x8c\x05shape\x8a\x06"
    + (1 << 40).to_bytes(6, "little") + b"\x85\x8c\x05order\x8c\x01C\x8c\x05dtype\x8c\x05numpy\x8c\x05dtype\x93\x8c\x02f8\x89\x88\x87R(K\x03\x8c\x01<NNNJ"
    b"\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x8c\nallow_mmap\x88ub" + bytes(n) + b".")
vector("tar: size of 8 GB", 1, ".tar")(
    lambda n: (lambda head: head[:148] + b"%06o\0 " % sum(head) + head[156:])(b"m.pkl".ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"77777777777\0"
        + b"00000000000\0" + b" " * 8 + b"0" + b"\0" * 100 + b"ustar\x0000" + b"\0" * 247) + bytes(512 * n))

# Text.
vector("csv: columns", 20000, ".csv")(lambda n: ",".join(f"c{i}" for i in range(n)).encode() + b"\n" + b",".join([b"1"] * n) + b"\n")
vector("csv: a quote that is never closed", 312500, ".csv")(lambda n: b'a,b\n"' + b"x,\n" * n)
vector("csv: quotes", 312500, ".csv")(lambda n: b'a,b\n"' + b'""' * n + b'",1\n')
vector("json: brackets", 312500, ".json")(lambda n: b"[" * n)
vector("json: closed brackets", 312500, ".json")(lambda n: b"[" * n + b"]" * n)
vector("json: digits", 62500, ".json")(lambda n: b'[{"a":' + b"9" * n + b"}]")
vector("json: columns", 20000, ".json")(lambda n: json.dumps([{f"c{i}": 1} for i in range(n)]).encode())
vector("skops: nested", 20000, ".skops")(
    lambda n: archive([("schema.json", b'{"__class__":"list","__module__":"builtins","__loader__":"ListNode","content":[' * n + b"]}" * n)]))
vector("base64 of a pickle", 312500, ".txt")(lambda n: __import__("base64").b64encode(b"\x80\x02(" + b"]" * n + b"l."))
vector("zeros", 1 << 22, ".bin")(lambda n: bytes(n))
vector("0xff", 1 << 22, ".bin")(lambda n: b"\xff" * n)

COMMANDS = {
    "inspect": ["inspect", "{file}"], "inspect --full": ["inspect", "--full", "{file}"], "inspect --json": ["inspect", "--json", "{file}"],
    "dis": ["dis", "{file}"], "optimize": ["optimize", "{file}", "{out}.pkl"], "scan": ["scan", "{file}"],
    "predict": ["predict", "{file}", IRIS], "predict DATA": ["predict", TREE, "{file}"], "explain": ["explain", "{file}", IRIS],
    "explain DATA": ["explain", TREE, "{file}"], "score": ["score", "{file}", IRIS, "--target", "species"],
    "verify": ["verify", "{file}", "--data", IRIS], "verify DATA": ["verify", TREE, "--data", "{file}"],
    **{f"convert {form}": ["convert", "{file}", "{out}" + form, "--lossy"] for form in
       (".pkl", ".joblib", ".json", ".npy", ".npz", ".csv", ".skops", ".parquet", ".arrow")},
}


def run(command, seconds=120):
    """Seconds of the processor, peak of memory in megabytes, exit code, what was said."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        end = time.monotonic() + seconds
        code = None
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
                break
            if time.monotonic() > end:
                process.kill()
                done, status, usage = os.wait4(process.pid, 0)
                code = "timeout"
                break
            time.sleep(0.005)
        process.returncode = 0
        said.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code, said.read(2000).decode(errors="replace").strip()


def write(make, size, path):
    """Makes a file in a process of its own: what a child is said to have needed begins with what its parent holds."""
    child = os.fork()
    if child == 0:
        data = make(size)
        if data is not None:
            with open(path, "wb") as file:
                file.write(data)
        os._exit(0 if data is not None else 1)
    return os.waitpid(child, 0)[1] == 0


def exponent(sizes, figures, least):
    """The slope of a line through the logarithms, of the figures that are large enough to say anything."""
    points = [(math.log(size), math.log(figure)) for size, figure in zip(sizes, figures) if figure > least]
    if len(points) < 3:
        return None
    x, y = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    below = sum((p[0] - x) ** 2 for p in points)
    return sum((p[0] - x) * (p[1] - y) for p in points) / below if below else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brine", help="the command, in words")
    parser.add_argument("--only", default="", help="kinds of files, a regular expression")
    parser.add_argument("--commands", default="", help="commands, a regular expression")
    parser.add_argument("--all", action="store_true", help="print each command, not the worst alone")
    parser.add_argument("--largest", action="store_true", help="the largest size alone")
    parser.add_argument("--markdown", action="store_true", help="print a table for docs/security.md")
    options = parser.parse_args()
    brine = shlex.split(options.brine) if options.brine else BRINE
    commands = {name: words for name, words in COMMANDS.items() if re.search(options.commands, name)}
    if "scan" in commands and "scan" not in subprocess.run([*brine, "--help"], stdout=subprocess.PIPE).stdout.decode():
        del commands["scan"]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        small = os.path.join(folder, "small.pkl")
        with open(small, "wb") as file:
            file.write(b"\x80\x02N.")
        idle = [run([*brine, "inspect", small]) for _ in range(3)]
        base = min(i[0] for i in idle), min(i[1] for i in idle)
        print(f"idle: {base[0]:.2f} s, {base[1]:.0f} MB", file=sys.stderr)
        print("| file | bytes | command | seconds | grow as size^ | MB | grow as size^ | it says |\n| --- | --- | --- | --- | --- | --- | --- | --- |" if options.markdown
              else f"{'file':38} {'bytes':>10} {'command':16} seconds at five sizes                exp  MB at five sizes             exp  exit")
        for name, (make, sizes, suffix, bomb) in VECTORS.items():
            if not re.search(options.only, name):
                continue
            files = []
            for size in sizes[-1:] if options.largest else sizes:
                path = os.path.join(folder, f"file{size}{suffix}")
                if not write(make, size, path):
                    break
                files.append((size, path))
            if not files:
                print(f"{name}: not made, a program is missing", file=sys.stderr)
                continue
            rows = []
            for command, words in commands.items():
                out = os.path.join(folder, "out")
                figures = [run([*brine, *(word.format(file=path, out=out) for word in words)]) for _, path in files]
                seconds = [max(0, f[0] - base[0]) for f in figures]
                memory = [max(0, f[1] - base[1]) for f in figures]
                grows = exponent([f[0] for f in files], seconds, 0.2), exponent([f[0] for f in files], memory, 20)
                says = figures[-1]
                wrong = (says[2] == "timeout" or "InternalError" in says[3] or (isinstance(says[2], int) and (says[2] < 0 or says[2] > 4))
                         or (bomb and (seconds[-1] > BOMB["seconds"] or memory[-1] > BOMB["megabytes"]))
                         or any(g is not None and g > 1.3 for g in grows))
                rows.append((wrong, max(seconds[-1] / BOMB["seconds"], memory[-1] / BOMB["megabytes"]), command, seconds, memory, grows, says))
            bad += sum(row[0] for row in rows)
            for wrong, _, command, seconds, memory, grows, says in rows if options.all else [max(rows, key=lambda r: (r[0], r[1]))] + sorted((r for r in rows if r[0]), key=lambda r: -r[1])[1:]:
                exponents = ["" if g is None else f"{g:.1f}" for g in grows]
                code = re.match(r"brine: (\w+):", says[3])
                answer = code[1] if code and says[2] != 0 else "an answer" if says[2] == 0 else str(says[2])
                size = os.path.getsize(files[-1][1])
                if options.markdown:
                    print(f"| {name} | {size:,} | `{command}` | {' '.join(f'{s:.2f}' for s in seconds)} | {exponents[0]} | {' '.join(f'{m:.0f}' for m in memory)} | {exponents[1]} | {answer} |", flush=True)
                else:
                    print(f"{name:38} {size:>10} {command:16} {' '.join(f'{s:6.2f}' for s in seconds)}  {exponents[0]:4} {' '.join(f'{m:5.0f}' for m in memory)}  {exponents[1]:4} {answer}{' WRONG' if wrong else ''}", flush=True)
    print(f"{bad} wrong", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
