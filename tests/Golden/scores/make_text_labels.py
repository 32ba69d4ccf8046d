"""Makes text-labels.pkl: python3 make_text_labels.py (Debian bookworm's scikit-learn 1.2.1). Labels that are text and look like numbers."""
import pickle

import pandas as pd
from sklearn.tree import DecisionTreeClassifier

rows = pd.DataFrame({"a": [0.0, 1.0, 2.0, 3.0]})
with open("text-labels.pkl", "wb") as file:
    pickle.dump(DecisionTreeClassifier(random_state=0).fit(rows, ["01", "01", "1", "1"]), file, protocol=4)
