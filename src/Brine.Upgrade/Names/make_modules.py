"""Where the classes and functions of scikit-learn are: run with each target, then once more to join the two.

    python3 make_modules.py list > names-of-one.txt
    python3 make_modules.py join names-1.2.txt names-1.9.txt > modules.tsv
"""
import importlib, inspect, pkgutil, sys, warnings

warnings.filterwarnings("ignore")


def listed():
    import sklearn
    found = set()
    for _, name, _ in pkgutil.walk_packages(sklearn.__path__, "sklearn."):
        if ".tests" in name or name.endswith("conftest") or ".externals" in name or "_build_utils" in name: continue
        try: module = importlib.import_module(name)
        except BaseException: continue
        for attribute, value in vars(module).items():
            if not (inspect.isclass(value) or inspect.isfunction(value) or inspect.isbuiltin(value) or type(value).__name__ == "cython_function_or_method"): continue
            home = getattr(value, "__module__", None)
            if getattr(value, "__name__", None) == attribute and (home == name or home is None or name.endswith("." + str(home))): found.add((name, attribute))
    for module, attribute in sorted(found): print(f"{module}\t{attribute}")


def joined(first, second):
    names = [dict(), dict()]
    for side, path in zip(names, (first, second)):
        for line in open(path):
            module, attribute = line.rstrip("\n").split("\t")
            side.setdefault((".".join(module.split(".")[:2]), attribute), []).append(module)
    print("# package\tname\tmodule in 1.2\tmodule in 1.9")
    for package, name in sorted(set(names[0]) | set(names[1])):
        places = [side.get((package, name), []) for side in names]
        if max(map(len, places)) > 1:
            for module in sorted(set(places[0]) | set(places[1])):
                print(f"{package}\t{name}\t{module if module in places[0] else '-'}\t{module if module in places[1] else '-'}")
        else:
            print(f"{package}\t{name}\t{places[0][0] if places[0] else '-'}\t{places[1][0] if places[1] else '-'}")


listed() if sys.argv[1] == "list" else joined(*sys.argv[2:])
