using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The catalog says of scikit-learn's classes what scikit-learn says.</summary>
[Trait("Stage", "Python")]
public class SklearnCatalogTests
{
    private static readonly string[] Items = ["attribute", "class", "method", "module", "optional-method", "parameter", "tag", "takes"];

    [Fact]
    public void AllPublicEstimatorsAreInIt() => Assert.Equal(211, SklearnCatalog.Classes.Count);

    [Fact]
    public void ClassIsDescribedByItsParametersAttributesMethodsAndTags()
    {
        CatalogClass found = SklearnCatalog.Find("GradientBoostingClassifier")!;
        Assert.Equal("sklearn.ensemble", found.Package);
        Assert.Contains("classifier", found.Kinds);
        Assert.Equal(("0.1", "None"), (Only(found.Parameters, "learning_rate").Value, Only(found.Parameters, "init").Value));
        Assert.Equal("stored ndarray[object,2]", Only(found.Attributes, "estimators_").Value);
        Assert.Equal("X, y, sample_weight=None", Only(found.Methods, "score").Value);
        Assert.Equal("documented", Only(found.Attributes, "oob_improvement_").Value);
        Assert.StartsWith("computed ", Only(found.Attributes, "feature_importances_").Value, StringComparison.Ordinal);
        Assert.Equal("True", Only(found.Tags, "requires_fit").Value);
        Assert.Contains("decision_function", Only(found.Takes, "sparse").Value.Split(' '));
        Assert.DoesNotContain(found.Takes, fact => fact.Name == "text");
    }

    [Fact]
    public void DefaultThatChangedStandsThereForEachVersion()
    {
        CatalogFact[] facts = [.. SklearnCatalog.Find("MDS")!.Parameters.Where(fact => fact.Name == "n_init").OrderBy(fact => fact.Since)];
        Assert.Equal([("4", null, "1.2.1"), ("1", "1.9.0", null)], facts.Select(fact => (fact.Value, fact.Since, fact.Until)));
        Assert.All(facts, fact => Assert.Equal(["changed 1.9"], fact.Changes));
    }

    [Fact]
    public void RenamedParameterNamesTheOther()
    {
        CatalogClass found = SklearnCatalog.Find("OneHotEncoder")!;
        CatalogFact old = Only(found.Parameters, "sparse");
        Assert.Equal(("1.2.1", true), (old.Until, old.Changes.Contains("renamed to sparse_output")));
        Assert.Contains("renamed from sparse", Only(found.Parameters, "sparse_output").Changes);
        Assert.Equal("False",
            SklearnCatalog.Find("SVC")!.Parameters.Single(fact => fact.Name == "probability" && fact.Since is null).Value);
    }

    [Fact]
    public void MethodThatSomeParametersBringIsTold()
    {
        CatalogClass found = SklearnCatalog.Find("SVC")!;
        Assert.Equal(["predict_log_proba", "predict_proba"], found.OptionalMethods.Select(fact => fact.Name));
        Assert.DoesNotContain(found.Methods, fact => fact.Name == "predict_proba");
    }

    [Theory]
    [InlineData("sklearn.tree._classes", "DecisionTreeClassifier", true)]
    [InlineData("sklearn.tree.tree", "DecisionTreeClassifier", true)]
    [InlineData("sklearn.tree", "DecisionTreeClassifier", true)]
    [InlineData("sklearn.trees", "DecisionTreeClassifier", false)]
    [InlineData("mylib.tree", "DecisionTreeClassifier", false)]
    [InlineData("sklearn.tree._classes", "OakTree", false)]
    public void ClassIsFoundWhereverInItsPackageItWas(string module, string name, bool isFound) =>
        Assert.Equal(isFound, SklearnCatalog.Find(new PyGlobal(module, name)) is not null);

    [Fact]
    public void EveryLineIsWhole()
    {
        string[] lines = File.ReadAllLines(Repo.File("src", "Brine.Models", "Catalog", "sklearn.tsv"));
        string[] rows = [.. lines.SkipWhile(line => line.StartsWith('#')).Skip(1)];
        Assert.True(rows.Length > 6000);
        Assert.Equal(rows.Order(StringComparer.Ordinal), rows);
        Assert.Equal(rows.Length, rows.Distinct().Count());
        Assert.All(rows,
            row => Assert.True(row.Split('\t') is { Length: 7 } cells && cells.All(cell => cell.Length > 0 && cell == cell.Trim())
                && Items.Contains(cells[1]), row));
        Assert.Equal(
            rows.Select(row => row.Split('\t')).Count(cells => cells[1] != "class"),
            SklearnCatalog.Classes.Sum(
                item => item.Modules.Count + item.Parameters.Count + item.Attributes.Count + item.Methods.Count + item.OptionalMethods.Count
                    + item.Tags.Count + item.Takes.Count));
    }

    [Fact]
    public void EveryClassHasAModuleInItsPackageAndAttributesOrMethods() => Assert.All(SklearnCatalog.Classes, item =>
    {
        Assert.NotEmpty(item.Modules);
        Assert.All(item.Modules,
            module => Assert.True(module.Name == item.Package || module.Name.StartsWith(item.Package + ".", StringComparison.Ordinal),
                item.Name));
        Assert.True(item.Attributes.Count + item.Methods.Count + item.OptionalMethods.Count > 0, item.Name);
    });

    [Fact]
    public void PythonSaysTheSame()
    {
        Python.Require();
        string version = Python.Run("import sklearn; print(sklearn.__version__)");
        if (!File.ReadLines(Repo.File("src", "Brine.Models", "Catalog", "sklearn.tsv"))
            .First(line => line.StartsWith("# Versions asked:", StringComparison.Ordinal)).Split(' ').Contains(version))
        {
            Assert.Skip($"the catalog was not made with scikit-learn {version}");
        }

        // The script prints the lines that differ, and fails if there are any.
        Assert.Equal("",
            Python.RunFile(Repo.File("tests", "catalog", "make.py"), Repo.Root, "check",
                Repo.File("src", "Brine.Models", "Catalog", "sklearn.tsv")));
    }

    private static CatalogFact Only(IEnumerable<CatalogFact> facts, string name) => facts.Single(fact => fact.Name == name);
}
