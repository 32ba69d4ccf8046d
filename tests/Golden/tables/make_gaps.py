#!/usr/bin/env python3
"""Makes models that met gaps among objects, here (scikit-learn 1.2.1): gaps-none.pkl, an imputer that looks for NaN before an encoder that met
None, which is no NaN; gaps-objects.pkl, an encoder that met None among bools and NaN among ints, so that both were columns of objects."""
import pickle
import numpy as np, pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

frame = pd.DataFrame({"city": ["Oslo", None, "Bergen", "Oslo", "Oslo", "Bodø"]}, dtype=object)
model = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(sparse_output=False)).fit(frame)
pickle.dump(model, open("gaps-none.pkl", "wb"), protocol=4)
print(model.transform(frame[:3]).tolist(), model[-1].categories_)

frame = pd.DataFrame({"paid": [True, False, None, True], "rooms": [1, np.nan, 3, 2]}, dtype=object)
model = OneHotEncoder(sparse_output=False).fit(frame)
pickle.dump(model, open("gaps-objects.pkl", "wb"), protocol=4)
print(model.transform(frame).tolist(), model.categories_)
