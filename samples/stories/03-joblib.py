import sys
import joblib, pandas as pd

model = joblib.load(sys.argv[1] if len(sys.argv) > 1 else "samples/models/iris-forest.joblib")
print(type(model).__name__, "of", len(model.estimators_), "trees for", ", ".join(model.classes_))
flowers = pd.DataFrame([[5.1, 3.5, 1.4, 0.2], [6.0, 2.7, 5.1, 1.6]], columns=model.feature_names_in_)
for species, chances in zip(model.predict(flowers), model.predict_proba(flowers)):
    print(species, " ".join(f"{chance:.4f}" for chance in chances))
