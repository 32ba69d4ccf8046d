#:project ../../src/Brine/Brine.csproj
// A random forest that Python saved with joblib.dump(model, path, compress=3).
using Brine;
using Brine.Arrays;
using Brine.Pickling;

Model model = Model.Load("samples/models/iris-forest.joblib");
model.Estimator.Source.TryGetAttribute("estimators_", out PyValue trees);
Console.WriteLine($"{model.Estimator.ClassName} of {trees.As<PyList>()!.Count} trees for {string.Join(", ", model.Classes!.Names)}");

double[,] flowers = { { 5.1, 3.5, 1.4, 0.2 }, { 6.0, 2.7, 5.1, 1.6 } };
NDArray species = model.Predict(flowers);
NDArray chances = model.PredictProba(flowers);
for (int row = 0; row < species.Length; row++)
{
    Console.WriteLine(
        FormattableString.Invariant($"{species[row].AsString()} {chances[row, 0]:f4} {chances[row, 1]:f4} {chances[row, 2]:f4}"));
}

if (args is [var target])
{
    Joblib.Dump(model.Value, target);
}
