#!/usr/bin/env python3
"""Makes distributions-VERSION.joblib, all distributions of scipy, and distribution-VERSION-PROTOCOL.pkl, what a randomized search holds of them:

    python3 distributions.py        here, with scipy 1.10.1 and 1.17.1
"""
import pickle
import warnings

import joblib
import scipy
from scipy import stats
from scipy.stats._distn_infrastructure import rv_generic

warnings.simplefilter("ignore")
VERSION = scipy.__version__
found = [value for name, value in sorted(vars(stats).items()) if isinstance(value, rv_generic)]
everything = []
for one in found:
    try:
        pickle.dumps(one)
    except pickle.PicklingError:
        continue  # gilbrat, on its way out, holds functions that pickle does not know
    everything.append(one)
drawn = {"n": stats.randint(1, 9), "u": stats.uniform(0, 1), "l": stats.loguniform(1e-3, 1), "s": stats.rv_discrete(values=([1, 2], [0.5, 0.5]))}
joblib.dump([everything, drawn], f"distributions-{VERSION}.joblib", compress=("xz", 9))
for protocol in (0, 4):
    pickle.dump(drawn, open(f"distribution-{VERSION}-{protocol}.pkl", "wb"), protocol=protocol)
print(len(everything), "distributions of scipy", VERSION)
