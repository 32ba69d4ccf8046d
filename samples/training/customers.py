import pickle, sys
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

customers = pd.read_csv("samples/data/customers.csv")


def groups(count):
    return Pipeline([("scale", StandardScaler()), ("groups", KMeans(count, n_init=10, random_state=0))])


for count in range(1, 6):
    print(f"{count} groups: inertia {groups(count).fit(customers)[-1].inertia_:.2f}")
model = pickle.load(open(sys.argv[1], "rb")) if len(sys.argv) > 1 else groups(3).fit(customers)
found = model.predict(customers)
for group in range(3):
    means = customers[found == group].mean()
    print(f"group {group}: {(found == group).sum()} customers, " + ", ".join(f"{name} {mean:.1f}" for name, mean in means.items()))
newcomers = pd.DataFrame([[40, 5, 2], [250, 11, 15], [110, 1.5, 36], [90, 7, 8]], columns=customers.columns)
for row, group in zip(newcomers.values, model.predict(newcomers)):
    print(f"{row[0]:g} a month, {row[1]:g} visits: group {group}")
