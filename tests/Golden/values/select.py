"""Copies a small part of a folder of values (fixtures/README-values.md) here.

    python3 select.py VALUES_FOLDER

One case of each value is taken, whose file is small: the first of Python 2 (protocol 0), the last of Python 3 (protocol 4 or 5), and of
Python 3 at protocol 0 what is written there in another way. Each producer goes to a folder of its own.
"""
import json
import os
import re
import shutil
import sys

PRODUCERS = {"py2.7-numpy1.16-pandas0.24": ("plain",), "py3.9-numpy1.20-pandas1.2": ("plain",), "py3.14-numpy2.4-pandas2.3": ("plain",),
             "py3.11-numpy2.4-pandas3.1": ("plain", "numpy", "npy", "npz", "joblib")}
OTHERWISE = re.compile("inner|enum|array|path|date|time|uuid|slots|sub|newargs|partial|exception|bytes|zone|method")
LARGEST = 3000
source, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
for producer, kinds in PRODUCERS.items():
    folder, target = os.path.join(source, producer), os.path.join(here, producer)
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    chosen = {}
    with open(os.path.join(folder, "manifest.jsonl"), encoding="utf-8") as manifest:
        for line in manifest:
            case = json.loads(line)
            names = [case["file"]] + [b["file"] for b in case.get("buffers", [])] + case.get("raw_files", [])
            if case["kind"] not in kinds or case["value"] == "state_setter" or "sidecars" in case or len(line) > 4 * LARGEST or any(os.path.getsize(os.path.join(folder, n)) > LARGEST for n in names):
                continue
            key = case["kind"], case["value"]
            if case["kind"] != "plain" and not case["value"].startswith(("nd_f", "nd_F", "nd_b", "nd_object", "scalar_f8", "npy_f8", "npy_F", "npz_plain", "jl_")):
                continue
            if key not in chosen or not producer.startswith("py2"):
                chosen[key] = chosen.get(key, [])[:1 if OTHERWISE.search(case["value"]) else 0] + [(line, names)]
    with open(os.path.join(target, "manifest.jsonl"), "w", encoding="utf-8") as manifest:
        for line, names in (item for items in chosen.values() for item in items):
            manifest.write(line)
            for name in names:
                shutil.copyfile(os.path.join(folder, name), os.path.join(target, name))
    shutil.copyfile(os.path.join(folder, "producer.json"), os.path.join(target, "producer.json"))
    print(producer, sum(len(items) for items in chosen.values()))
