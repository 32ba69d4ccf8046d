#:project ../../src/Brine.Store/Brine.Store.csproj
// The examples of docs/store.md, in their order: a test compares the page with this file and with what it prints.
using Brine;
using Brine.Arrays;
using Brine.Containers;
using Brine.Store;

string root = Environment.CurrentDirectory;
string work = Directory.CreateTempSubdirectory("brine-store-").FullName;
File.Copy(Path.Combine(root, "samples/models/iris-tree.pkl"), Path.Combine(work, "tree.pkl"));
File.Copy(Path.Combine(root, "samples/models/iris-forest.joblib"), Path.Combine(work, "forest.joblib"));
Environment.CurrentDirectory = work;
using (Model recorded = Model.Load("tree.pkl"))
{
    double[,] flowers = { { 5.1, 3.5, 1.4, 0.2 }, { 6.2, 2.9, 4.3, 1.3 } };
    var archive = new NpzFile
    {
        ["X"] = NDArray.Of([.. flowers.Cast<double>()], 2, 4), ["predict"] = recorded.Predict(flowers),
        ["recorded"] = NDArray.OfText(["{\"by\": \"python\"}"], 1),
    };
    File.WriteAllBytes("cases.npz", archive.Write());
}

Console.WriteLine("-- add");
#region add
using var store = ModelStore.Open("models", new StoreOptions { Actor = "ann" });
ModelVersion first = store.Add("iris", "tree.pkl", new AddOptions
{
    Metrics = new Dictionary<string, double> { ["accuracy"] = 0.93 },
    CasesPath = "cases.npz",
    Note = "the plain tree",
});
Console.WriteLine($"{first}, {first.Content}, {first.Verdict}, by {first.AddedBy}");
#endregion

Console.WriteLine("-- environment");
#region environment
store.SetEnvironment(new StoreEnvironment("testing", new PromotionRules { Safe = true }));
store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("safe,validated,metric:accuracy")));
foreach (StoreEnvironment environment in store.Environments())
{
    Console.WriteLine($"{environment.Name} requires {environment.Rules}");
}
#endregion

Console.WriteLine("-- promote");
#region promote
foreach (RuleResult result in store.Promote("iris", 1, "testing"))
{
    Console.WriteLine($"{result.Rule}: {result.Reason}");
}

store.Promote("iris", 1, "production");
#endregion

Console.WriteLine("-- get");
#region get
Model model = store.Get("iris@production");
Console.WriteLine(model.Predict(new double[,] { { 5.1, 3.5, 1.4, 0.2 } }));
#endregion

Console.WriteLine("-- refused");
#region refused
store.Add("iris", "forest.joblib", new AddOptions { Metrics = new Dictionary<string, double> { ["accuracy"] = 0.91 } });
try
{
    store.Promote("iris", 2, "production");
}
catch (PromotionRefusedException refused)
{
    foreach (RuleResult result in refused.Results)
    {
        Console.WriteLine($"{(result.IsMet ? "met" : "not met")}: {result.Rule}, {result.Reason}");
    }
}
#endregion

Console.WriteLine("-- validate");
#region validate
ValidationReport report = store.Validate("iris:1");
foreach (MethodCheck check in report.Methods)
{
    Console.WriteLine($"{check.Method}: {check.DifferentRows} of {check.Rows} rows differ from those of {report.RecordedBy}");
}
#endregion

Console.WriteLine("-- approve");
#region approve
store.SetEnvironment(new StoreEnvironment("production", new PromotionRules { Safe = true, Approved = true }));
using (var colleague = ModelStore.Open("models", new StoreOptions { Actor = "ben" }))
{
    colleague.Approve("iris", 2, "production");
}

Console.WriteLine(string.Join(", ", store.Promote("iris", 2, "production").Select(result => $"{result.Rule} {result.Reason}")));
#endregion

Console.WriteLine("-- rollback");
#region rollback
Placement placement = store.Rollback("iris", "production");
Console.WriteLine($"{placement.Environment} has {placement.Model}:{placement.Version}");
#endregion

Console.WriteLine("-- compare");
#region compare
VersionComparison comparison = store.Compare("iris:1", "iris:2");
Console.WriteLine(comparison.Changes[0]);
Console.WriteLine($"accuracy {comparison.Metrics[0].Left} -> {comparison.Metrics[0].Right}");
#endregion

Console.WriteLine("-- tag");
#region tag
store.Tag("iris", 1, "baseline");
store.Note("iris", 1, "kept for comparison");
Console.WriteLine(string.Join(" ", store.List("iris").Where(version => version.Tags.Contains("baseline"))));
#endregion

Console.WriteLine("-- log");
#region log
foreach (StoreEntry entry in store.Log("iris").Take(3))
{
    Console.WriteLine($"{entry.Number} {entry.Who} {entry.Action} {entry.Model}:{entry.Version} {entry.Environment}");
}
#endregion

Console.WriteLine("-- check");
#region check
StoreCheck whole = store.Check();
Console.WriteLine($"{whole.Entries} entries, {whole.Files} files, {(whole.IsSound ? "sound" : whole.Problems[0].Message)}");
#endregion

Environment.CurrentDirectory = root;
