"""A decision tree that scikit-learn saved, asked from Python without scikit-learn.

    BRINE_LIBRARY=FOLDER python3 iris.py ../models/iris-tree.pkl
"""
import sys

import brine

model = brine.Model(sys.argv[1])
print("methods:", *model.methods)
print("columns:", *model.features)
print("classes:", *model.classes)

rows = [[5.1, 3.5, 1.4, 0.2], [6.0, 2.7, 5.1, 1.6], [6.3, 3.3, 6.0, 2.5]]
for row, (name, chances) in enumerate(zip(model.predict(rows), model.call("predict_proba", rows))):
    print(f"row {row}: {name}", *(f"{chance:.6g}" for chance in chances))

try:
    model.call("predict_proba", [row[:3] for row in rows])
except brine.BrineError as error:
    print(f"refused: {error}")
model.close()
