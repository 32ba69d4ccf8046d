using System.Globalization;
using System.Text;
using Brine.Models;

namespace Brine.Tests.House;

/// <summary><c>docs/other-packages.md</c> is written from the table of estimators and the golden results, never typed: set
/// BRINE_APPROVE_DOCS=1 and run this test to write it again.</summary>
public class PackagePageTests
{
    [Fact]
    public void PageSaysWhatTheGoldenCasesShow()
    {
        string path = Repo.File("docs", "other-packages.md"), page = Page();
        if (Environment.GetEnvironmentVariable("BRINE_APPROVE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }

    private static string Page()
    {
        ILookup<string, PackageModel> models = PackageModel.All.SelectMany(model => model.Classes.Select(name => (name, model)))
            .ToLookup(item => item.name, item => item.model);
        var text = new StringBuilder();
        text.Append("# Other packages\n\nClasses of packages around scikit-learn that stand in pickled pipelines. Written by "
            + "`House/PackagePageTests` from the table of estimators and the golden cases\n(`tests/Golden/packages`): **cases** are the "
            + "models with such a class in them whose answers and refusals are Python's, in all their methods.\n\n");
        text.Append("Samplers of imbalanced-learn choose rows in training, and pass rows on when a model is asked. Transformers of data "
            + "frames find their columns by name, leave the others as they are\nand give a table with names. Everything else of these "
            + "packages, and every class of another package, is shown by `brine inspect` and refused by name, with its package;\n"
            + "[your own code](custom-code.md) can stand in for it.\n");
        foreach (IGrouping<string, string> package in EstimatorTable.OtherNames.GroupBy(name => Packages.Of(name)!)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {package.Key}\n\n")
                .Append("| class | runs | cases | made by |\n| --- | --- | --- | --- |\n");
            foreach (string name in package)
            {
                PackageModel[] cases = [.. models[name]];
                string runs = string.Join(", ", MethodNames.List(cases.SelectMany(model => Of(model.Estimator, name))
                    .Aggregate(Methods.None, (all, estimator) => all | estimator.Methods)));
                string versions = string.Join(", ", cases.Select(Version).Distinct().Order(StringComparer.Ordinal));
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{name}` | {(runs.Length > 0 ? runs : "-")} | {cases.Length} | {(versions.Length > 0 ? versions : "-")} |\n");
            }
        }

        text.Append("\n## Classes that scikit-learn retired\n\n")
            .Append("Files of older versions name classes that none has any more. These run:\n\n");
        text.Append(string.Concat(OtherNames.Reasons.Select(item => $"- `{item.Key}`: {item.Value}\n")));
        text.Append("\nThese do not, and the error says so:\n\n");
        text.Append(string.Concat(RetiredClasses.Names.Order(StringComparer.Ordinal).Select(name =>
            $"- `{name}`: {RetiredClasses.Find(new(name[..name.LastIndexOf('.')], name[(name.LastIndexOf('.') + 1)..]))}\n")));
        text.Append("\nModules that moved (`sklearn.tree.tree`, `sklearn.cluster.bicluster`) are found by package and class.\n");
        return text.ToString();
    }

    private static IEnumerable<Estimator> Of(Estimator model, string name)
    {
        var waiting = new Stack<Estimator>([model]);
        while (waiting.TryPop(out Estimator? estimator))
        {
            string[] module = estimator.Source.Class!.Module.Split('.');
            if (string.Join('.', module.Take(2)) + "." + estimator.Source.Class.Name == name)
            {
                yield return estimator;
            }

            foreach (EstimatorChild child in estimator.Children)
            {
                waiting.Push(child.Estimator);
            }
        }
    }

    private static string Version(PackageModel model)
    {
        string folder = Path.GetFileName(model.Folder);
        return folder.StartsWith("sklearn-", StringComparison.Ordinal) ? "scikit-learn " + folder["sklearn-".Length..]
            : folder.Replace('-', ' ');
    }
}
