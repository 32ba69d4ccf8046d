import pickle, sys
import pandas as pd

model = pickle.load(open(sys.argv[1] if len(sys.argv) > 1 else "samples/models/iris-tree.pkl", "rb"))
flowers = pd.DataFrame([[5.1, 3.5, 1.4, 0.2], [6.0, 2.7, 5.1, 1.6], [6.3, 3.3, 6.0, 2.5]], columns=model.feature_names_in_)
for species, chances in zip(model.predict(flowers), model.predict_proba(flowers)):
    print(species, " ".join(f"{chance:.3f}" for chance in chances))
