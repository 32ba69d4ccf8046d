#!/usr/bin/env python3
"""Makes gaps-none.pkl, here: an imputer that looks for NaN before an encoder that met None, which is no NaN (scikit-learn 1.2.1)."""
import pickle
import numpy as np, pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

frame = pd.DataFrame({"city": ["Oslo", None, "Bergen", "Oslo", "Oslo", "Bodø"]}, dtype=object)
model = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(sparse_output=False)).fit(frame)
pickle.dump(model, open("gaps-none.pkl", "wb"), protocol=4)
print(model.transform(frame[:3]).tolist(), model[-1].categories_)
