import pickle, sys

value = pickle.load(open(sys.argv[1], "rb")) if len(sys.argv) > 1 else [1, 2.5, "three", (4, 5), {"six": 6, "seven": None}]
value = pickle.loads(pickle.dumps(value))
print(len(value), "items")
print(value)
print("the last one has the keys", list(value[-1]))
