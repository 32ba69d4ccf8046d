#:project ../../src/Brine/Brine.csproj
// The examples of docs/explain.md, in their order: a test compares the page with this file and with what it prints.
using Brine;
using Brine.Models;
using Brine.Tables;

Console.WriteLine("-- weights");
#region weights
Model tree = Model.Load("samples/models/iris-tree.pkl");
foreach (FeatureWeight weight in tree.FeatureWeights.Ranked().Take(2))
{
    Console.WriteLine($"{weight.Name} {weight.Value:F3}");
}
#endregion

Console.WriteLine("-- coefficients");
#region coefficients
Model passengers = Model.Load("samples/models/passengers.pkl");
FeatureWeights weights = passengers.FeatureWeights;
Console.WriteLine($"{weights.ClassName}.{weights.Attribute}, for {weights.OutputNames[0]}");
Console.WriteLine($"{weights.Ranked()[0].Name} {weights.Ranked()[0].Value:F3}, intercept {weights.Intercepts![0]:F3}");
#endregion

Console.WriteLine("-- row");
#region row
RowExplanation flower = tree.Explain(new double[] { 6.3, 2.8, 5.1, 1.5 })[0];
Console.WriteLine($"{flower.Prediction} by {flower.Kind}");
foreach (PathStep step in flower.Path!)
{
    Console.WriteLine(step);
}
#endregion

Console.WriteLine("-- shares");
#region shares
int virginica = flower.OutputNames.ToList().IndexOf("virginica");
Console.WriteLine($"on average {flower.BaseValues[virginica]:F3}");
foreach (FeatureContribution item in flower.Ranked(virginica).Take(2))
{
    Console.WriteLine($"{item.Name} = {item.Value}: {item.Amounts[virginica]:+0.000;-0.000}");
}

Console.WriteLine($"{flower.Method}: {flower.Sum(virginica):F3}");
#endregion

Console.WriteLine("-- many");
#region many
Model forest = Model.Load("samples/models/iris-forest.joblib");
var explainer = new Explainer(forest.Estimator);
Features flowers = forest.Read("samples/data/iris.csv");
IReadOnlyList<RowExplanation> all = explainer.Explain(flowers);
Console.WriteLine($"{all.Count} rows, the last is {all[^1].Prediction}, first of all by {all[^1].Ranked(2)[0].Name}");
#endregion

Console.WriteLine("-- clusters");
#region clusters
Model customers = Model.Load("samples/models/customers.joblib");
RowExplanation customer = customers.Explain(new double[] { 40, 5, 2 })[0];
Console.WriteLine($"cluster {customer.Prediction}, {customer.Near![0].Distance:F2} from its center, {customer.Near[1].Distance:F2} from the next");
#endregion

Console.WriteLine("-- rules");
#region rules
Console.Write(TreeText.Export(tree.Estimator, new TreeTextOptions { FeatureNames = tree.FeatureNames, MaxDepth = 1 }));
#endregion

Console.WriteLine("-- drawing");
#region drawing
string drawing = TreeGraph.Export(tree.Estimator, new TreeGraphOptions { IsFilled = true, MaxDepth = 0, ShowsImpurity = false });
Console.WriteLine(drawing);
#endregion

Console.WriteLine("-- permutation");
#region permutation
Column species = Column.OfText("species", [.. tree.Predict(flowers).ToStrings()]);
PermutationImportance shuffled = PermutationImportance.Of(forest.Estimator, flowers, species,
    new PermutationOptions { Repeats = 3, RandomState = 42 });
Console.WriteLine($"{shuffled.ScoreName} {shuffled.Baseline:F3}, and without {shuffled.Ranked()[0].Name} {shuffled.Ranked()[0].Value:F3} less");
#endregion

Console.WriteLine("-- dependence");
#region dependence
Features travellers = passengers.Read("samples/data/passengers.csv");
PartialDependence cabins = PartialDependence.Of(passengers.Estimator, travellers, column: 2);
for (int i = 0; i < cabins.Grid.Count; i++)
{
    Console.WriteLine($"{cabins.Texts![i]}: {cabins.Of()[i]:P0}");
}
#endregion
