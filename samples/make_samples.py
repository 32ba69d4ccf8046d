#!/usr/bin/env python3
"""Makes the data and the models of the samples: run it in this folder. Needs scikit-learn and pandas."""
import os, pickle
import joblib
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(20)
os.makedirs("data", exist_ok=True)
os.makedirs("models", exist_ok=True)

# Iris: the measurements are centimetres.
iris = load_iris(as_frame=True)
flowers = iris.data.rename(columns=lambda name: name.replace(" (cm)", "").replace(" ", "_"))
flowers.to_csv("data/iris.csv", index=False)
pickle.dump(DecisionTreeClassifier(max_depth=3, random_state=0).fit(flowers, iris.target_names[iris.target]), open("models/iris-tree.pkl", "wb"), protocol=4)
joblib.dump(RandomForestClassifier(20, max_depth=4, random_state=0).fit(flowers, iris.target_names[iris.target]), "models/iris-forest.joblib", compress=3)

# Customers of a shop: what they spend a month, how often they come, how long they have been coming.
groups = [(35, 6, 3), (120, 2, 30), (260, 12, 14)]
rows = np.vstack([rng.normal(group, (12, 1.2, 2.5), (60, 3)) for group in groups])
columns = ["spend_a_month", "visits_a_month", "months"]
customers = pd.DataFrame(np.round(np.clip(rows, 0.5, None), 1), columns=columns)
customers.to_csv("data/customers.csv", index=False)
joblib.dump(make_pipeline(StandardScaler(), KMeans(3, n_init=10, random_state=0)).fit(customers), "models/customers.joblib")
pd.DataFrame([[40, 5, 2], [250, 11, 15], [110, 1.5, 36], [90, 7, 8]], columns=columns).to_csv("data/new-customers.csv", index=False)

# Messages to a help desk.
topics = {
    "billing": "invoice charged twice refund card payment price wrong amount paid bill month",
    "delivery": "parcel late lost courier arrive tracking address shipped package waiting days",
    "technical": "app crash error login password screen update install broken button account",
}
texts, labels = [], []
for topic, words in topics.items():
    for _ in range(40):
        texts.append("my " + " ".join(rng.choice(words.split(), 6)))
        labels.append(topic)
pickle.dump(make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(texts, labels), open("models/messages.pkl", "wb"), protocol=4)

# Passengers: categories and gaps.
n = 400
age = np.round(rng.normal(38, 14, n).clip(1, 85), 0)
age[rng.random(n) < .15] = np.nan
table = pd.DataFrame({
    "age": age,
    "fare": np.round(rng.gamma(2, 20, n), 2),
    "cabin_class": rng.choice(["first", "second", "third"], n),
    "port": rng.choice(["Bergen", "Oslo", None], n, p=[.5, .4, .1]),
})
returns = (table.fare > 45) ^ (rng.random(n) < .1) | (table.cabin_class == "first")
numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
words = make_pipeline(SimpleImputer(strategy="most_frequent", missing_values=None), OneHotEncoder(handle_unknown="ignore"))
model = make_pipeline(ColumnTransformer([("numbers", numbers, ["age", "fare"]), ("words", words, ["cabin_class", "port"])]), LogisticRegression())
model.fit(table, np.where(returns, "returns", "leaves"))
pickle.dump(model, open("models/passengers.pkl", "wb"), protocol=4)
pd.concat([table.head(5), table[table.port.isna()].head(2), table[table.age.isna()].tail(1)]).to_csv("data/passengers.csv", index=False)
