#!/usr/bin/env python3
"""Writes names.tsv: the names of scikit-learn that pickles hold, which versions wrote them, and which of two versions still have them.

    PYTHON make_names.py FOLDER > one.json      with each Python: FOLDER holds sklearn-VERSION/*.pkl
    python3 make_names.py --merge old.json new.json > names.tsv

No pickle is loaded: names are read from the opcodes, and looked up by import. Columns: module:name, the first and the last version
whose files have it, and for each Python its version, with a + where the name exists there and a - where it does not.
"""
import collections, glob, importlib, json, os, pickletools, sys, warnings


def names(data):
    texts, found, memo = [], set(), {}
    try:
        for op, argument, _ in pickletools.genops(data):
            if op.name in ("GLOBAL", "INST"): found.add(tuple(argument.split(" ", 1)))
            elif op.name == "STACK_GLOBAL":
                found.add((texts[-2], texts[-1]))
                texts.append(None)
            elif op.name == "MEMOIZE": memo[len(memo)] = texts[-1] if texts else None
            elif op.name in ("PUT", "BINPUT", "LONG_BINPUT"): memo[argument] = texts[-1] if texts else None
            elif op.name in ("GET", "BINGET", "LONG_BINGET"): texts.append(memo.get(argument))
            elif "UNICODE" in op.name: texts.append(argument)
            elif op.name not in ("MARK", "PROTO", "FRAME"): texts.append(None)
    except ValueError:
        pass  # the rest of a joblib file, behind an array
    return found


def order(version): return tuple(map(int, version.split(".")))


def exists(module, name):
    try:
        value = importlib.import_module(module)
        for part in name.split("."): value = getattr(value, part)
        return True
    except Exception:
        return False


def collect(folder):
    import sklearn
    warnings.simplefilter("ignore")
    seen = collections.defaultdict(set)
    for path in glob.glob(os.path.join(folder, "sklearn-*", "*.pkl")):
        version = os.path.basename(os.path.dirname(path)).split("-")[1]
        with open(path, "rb") as file:
            for module, name in names(file.read()):
                if module and name and module.split(".")[0] in ("sklearn", "_loss"): seen[module + ":" + name].add(version)
    json.dump({"version": sklearn.__version__, "names": {
        name: [min(versions, key=order), max(versions, key=order), exists(*name.split(":"))] for name, versions in seen.items()}}, sys.stdout)


def merge(paths):
    sides = [json.load(open(path)) for path in paths]
    print("# module:name\tfirst\tlast\t" + "\t".join(side["version"] for side in sides))
    for name in sorted(set.intersection(*[set(side["names"]) for side in sides])):
        first, last, _ = sides[0]["names"][name]
        print(name, first, last, *["+" if side["names"][name][2] else "-" for side in sides], sep="\t")


merge(sys.argv[2:]) if sys.argv[1] == "--merge" else collect(sys.argv[1])
