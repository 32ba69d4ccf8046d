import pickle, sys
import pandas as pd

model = pickle.load(open(sys.argv[1] if len(sys.argv) > 1 else "samples/models/passengers.pkl", "rb"))
table = pd.read_csv("samples/data/passengers.csv")
table["port"] = table["port"].astype(object).where(table["port"].notna(), None)
for answer, chances in zip(model.predict(table), model.predict_proba(table)):
    print(f"{answer} {chances[1]:.6f}")
