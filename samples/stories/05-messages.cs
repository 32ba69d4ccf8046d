#:project ../../src/Brine/Brine.csproj
// A text pipeline, tf-idf and naive Bayes, that sorts messages to a help desk.
using Brine;

Model model = Model.Load("samples/models/messages.pkl");
string[] messages = ["I was charged twice, please refund my card", "Where is my parcel? The tracking says lost",
    "The app crashes when I press the login button"];
string?[] topics = model.Predict(messages).ToStrings();
double[] chances = model.PredictProba(messages).ToDoubles();

for (int row = 0; row < messages.Length; row++)
{
    double best = chances.AsSpan(row * 3, 3).ToArray().Max();
    Console.WriteLine(FormattableString.Invariant($"{topics[row]} ({best:f3}): {messages[row]}"));
}

if (args is [var target])
{
    Pickle.Dump(model.Value, target);
}
