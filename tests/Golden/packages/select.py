#!/usr/bin/env python3
"""Copies the cases of packages around scikit-learn out of a folder of fixtures: select.py FIXTURES_DIR, in this folder.

FIXTURES_DIR holds a folder for each version of scikit-learn, sklearn-1.2.2 and others, each with a manifest.jsonl whose lines name the packages
and their versions. Files of over 60,000 bytes are left out.
"""
import json, os, shutil, sys

PACKAGES = {"imbalanced-learn", "category_encoders", "feature-engine", "sklearn-pandas", "statsmodels"}
for version in ["1.2.2", "1.7.2", "1.9.1"]:
    folder, target = os.path.join(sys.argv[1], "sklearn-" + version), "sklearn-" + version
    kept = []
    for line in open(os.path.join(folder, "manifest.jsonl")):
        case = json.loads(line)
        files = [case["model"], case.get("answers", "")]
        if PACKAGES & set(case.get("packages") or {}) and os.path.getsize(os.path.join(folder, files[0])) <= 60_000:
            os.makedirs(target, exist_ok=True)
            for file in files: shutil.copyfile(os.path.join(folder, file), os.path.join(target, file))
            kept.append({key: case[key] for key in ("id", "estimator", "sklearn", "numpy", "packages", "columns", "missing", "methods", "model", "format", "answers") if key in case})
    open(os.path.join(target, "manifest.jsonl"), "w").writelines(json.dumps(case) + "\n" for case in kept)
