"""Writes svm-linear.pkl and svm-linear.json: support vector machines with a linear kernel, and what scikit-learn says of them.

    python3 make_svm.py

Run with scikit-learn 1.2.1.
"""
import json
import pickle

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.datasets import make_classification
from sklearn.svm import SVC, NuSVR, OneClassSVM

x, y = make_classification(40, 5, random_state=3)
names = np.array(["no", "yes"])[y]
models = {
    "binary": SVC(kernel="linear").fit(x, names),
    "sparse": SVC(kernel="linear").fit(csr_matrix(x), names),
    "regression": NuSVR(kernel="linear").fit(x, x[:, 0] * 2 - x[:, 1]),
    "outliers": OneClassSVM(kernel="linear").fit(x),
}
pickle.dump(models, open("svm-linear.pkl", "wb"), protocol=4)
expected = {"X": x[:6].tolist()}
for name, model in models.items():
    coefficients = model.coef_.toarray() if hasattr(model.coef_, "toarray") else model.coef_
    answer = model.predict if name == "regression" else model.decision_function
    expected[name] = {"coef": coefficients.tolist(), "intercept": model.intercept_.tolist(), "answer": answer(x[:6]).tolist()}
json.dump(expected, open("svm-linear.json", "w"))
