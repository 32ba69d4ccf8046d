import pickle, sys

model = pickle.load(open(sys.argv[1] if len(sys.argv) > 1 else "samples/models/messages.pkl", "rb"))
messages = ["I was charged twice, please refund my card", "Where is my parcel? The tracking says lost", "The app crashes when I press the login button"]
for message, topic, chances in zip(messages, model.predict(messages), model.predict_proba(messages)):
    print(f"{topic} ({max(chances):.3f}): {message}")
