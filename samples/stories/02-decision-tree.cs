#:project ../../src/Brine/Brine.csproj
// A decision tree that Python saved with pickle.dump, loaded here and asked about new flowers.
using Brine;
using Brine.Arrays;

Model model = Model.Load("samples/models/iris-tree.pkl");
double[,] flowers = { { 5.1, 3.5, 1.4, 0.2 }, { 6.0, 2.7, 5.1, 1.6 }, { 6.3, 3.3, 6.0, 2.5 } };
NDArray species = model.Predict(flowers);
NDArray chances = model.PredictProba(flowers);

for (int row = 0; row < species.Length; row++)
{
    Console.WriteLine(
        FormattableString.Invariant($"{species[row].AsString()} {chances[row, 0]:f3} {chances[row, 1]:f3} {chances[row, 2]:f3}"));
}

if (args is [var target])
{
    Pickle.Dump(model.Value, target); // Python loads it again
}
