"""Prints scikit-learn's data sets as JSON, for what Brine carries to be compared with."""
import json

from sklearn import datasets

found = {}
for name, bunch in [
    *((name, getattr(datasets, "load_" + name)(as_frame=True)) for name in ("iris", "wine", "breast_cancer", "digits", "diabetes")),
    ("diabetes_raw", datasets.load_diabetes(as_frame=True, scaled=False)),
]:
    found[name] = {
        "columns": list(bunch.frame.columns),
        "dtypes": [str(dtype) for dtype in bunch.frame.dtypes],
        "rows": [[float(value) for value in row] for row in bunch.frame.to_numpy()],
        "target_names": [str(label) for label in bunch.target_names] if "target_names" in bunch else None,
    }
print(json.dumps(found))
