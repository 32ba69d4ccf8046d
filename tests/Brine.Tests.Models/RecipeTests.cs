using System.Text.RegularExpressions;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Every class in the table of estimators came with all that the recipe in <c>CONTRIBUTING.md</c> asks for.</summary>
public class RecipeTests
{
    /// <summary>Classes with golden cases of one version, and why there are no others.</summary>
    private static readonly Dictionary<string, string> OfOneVersion = new()
    {
        ["sklearn.frozen.FrozenEstimator"] = "new in 1.6, and the oldest version after it that gives the bits to compare is 1.9.0",
        ["sklearn.preprocessing.TargetEncoder"] = "new in 1.3, and the oldest version after it that gives the bits to compare is 1.9.0",
        ["sklearn.model_selection.FixedThresholdClassifier"] =
            "new in 1.5, and the oldest version after it that gives the bits to compare is 1.9.0",
        ["sklearn.model_selection.TunedThresholdClassifierCV"] =
            "new in 1.5, and the oldest version after it that gives the bits to compare is 1.9.0",
    };

    /// <summary>Methods of ours that are an option of one of scikit-learn's.</summary>
    private static readonly string[] Options = ["predict_std", "predict_cov"];

    /// <summary>The names that the recipe asks about.</summary>
    private static IEnumerable<string> Names => EstimatorTable.Names.Except(OtherNames.Reasons.Keys);

    [Fact]
    public void EveryClassIsInTheCatalog() => Assert.Equal([], Names.Where(name => InCatalog(name) is null));

    [Fact]
    public void OtherNamesAreInTheTableAndNotInTheCatalog() =>
        Assert.All(OtherNames.Reasons.Keys, name => Assert.True(EstimatorTable.Names.Contains(name) && InCatalog(name) is null, name));

    [Fact]
    public void EveryMethodOfEveryModelSaysWhatItTakes()
    {
        foreach (GoldenModel model in GoldenModel.All)
        {
            Assert.NotEqual(Methods.None, model.Estimator.Methods);
            foreach (string method in MethodNames.List(model.Estimator.Methods))
            {
                Assert.True(Record.Exception(() => model.Estimator.Inputs(MethodNames.Parse(method))) is null,
                    $"{model.Name} does not say what {method} takes");
            }
        }

        Assert.Equal([], Names.Except(GoldenModel.All.Select(model => model.Name)));
    }

    [Fact]
    public void EveryMethodIsOneOfItsClassInPython()
    {
        // A class without methods of its own has those of the model that it holds.
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (GoldenModel model in GoldenModel.All.Where(model => InCatalog(model.Name)!.Methods.Count > 0))
        {
            CatalogClass type = InCatalog(model.Name)!;
            string[] known = [.. type.Methods.Concat(type.OptionalMethods).Select(fact => fact.Name), .. Options];
            wrong.UnionWith(MethodNames.List(model.Estimator.Methods).Except(known).Select(method => $"{model.Name}.{method}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryClassHasGoldenCasesOfTwoVersions()
    {
        ILookup<string, string> versions = GoldenModel.All.Where(model => model.HasAnswers).ToLookup(model => model.Name,
            model => model.Producer);
        Assert.Equal(OfOneVersion.Keys.Order(StringComparer.Ordinal), Names.Where(name => versions[name].Distinct().Count() < 2));
        Assert.All(OfOneVersion.Keys, name => Assert.NotEmpty(versions[name]));
    }

    [Fact]
    public void EveryClassHasRefusalsOfTwoVersions()
    {
        ILookup<string, string> versions = RefusalCase.All.Where(item => item.Outcomes.Any(outcome => outcome.Exception.Length > 0))
            .ToLookup(item => item.ClassName, item => Path.GetFileName(item.Folder).Replace("-small", "", StringComparison.Ordinal));
        Assert.Equal(OfOneVersion.Keys.Order(StringComparer.Ordinal),
            Names.Except(RefusalTests.TakesAnything).Where(name => versions[name].Distinct().Count() < 2));
        Assert.All(OfOneVersion.Keys, name => Assert.NotEmpty(versions[name]));
    }

    [Fact]
    public void EveryClassHasARowOnTheSupportPage()
    {
        string page = System.IO.File.ReadAllText(Repo.File("docs", "support.md")).ReplaceLineEndings("\n");
        Dictionary<string, string> sections = page.Split("\n## ").Skip(1).ToDictionary(section => section[..section.IndexOf('\n')]);
        Assert.All(Names, name =>
        {
            int dot = name.LastIndexOf('.');
            Assert.Matches($@"\n\| {name[(dot + 1)..]} \| (?!not read yet)", sections[name[..dot]]);
        });
        Assert.All(OtherNames.Reasons.Keys, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryClassIsDrawnInTheLiveRun()
    {
        // The live run has a version in which these are not.
        string script = System.IO.File.ReadAllText(Repo.File("tests", "live", "estimators.py"));
        Assert.Equal(OfOneVersion.Keys.Order(StringComparer.Ordinal),
            Names.Where(name => !Regex.IsMatch(script, $@"""{Short(name)}""|\b{Short(name)}=")));
    }

    private static CatalogClass? InCatalog(string name) =>
        SklearnCatalog.Find(Short(name)) is { } found && found.Package + "." + found.Name == name ? found : null;

    private static string Short(string name) => name[(name.LastIndexOf('.') + 1)..];
}
