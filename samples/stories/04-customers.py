import sys
import joblib, pandas as pd

model = joblib.load(sys.argv[1] if len(sys.argv) > 1 else "samples/models/customers.joblib")
customers = pd.read_csv("samples/data/customers.csv")
groups = model.predict(customers)
for group in range(3):
    print(f"group {group}: {(groups == group).sum()} customers")
for row, group in zip(pd.read_csv("samples/data/new-customers.csv").itertuples(index=False), model.predict(pd.read_csv("samples/data/new-customers.csv"))):
    print(f"a customer who spends {row.spend_a_month:g} a month belongs to group {group}")
