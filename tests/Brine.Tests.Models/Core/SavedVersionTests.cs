using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class SavedVersionTests
{
    [Theory]
    [InlineData("1.6.1", true)]
    [InlineData("1.10.0", true)]
    [InlineData("2.0", true)]
    [InlineData("1.6rc1", true)]
    [InlineData("1.7.dev0", true)]
    [InlineData("1.5.2", false)]
    [InlineData("0.24.2", false)]
    public void A_version_is_compared_by_its_first_two_numbers(string version, bool expected)
    {
        SavedVersion saved = Of("sklearn.svm._classes", version);

        Assert.True(saved.IsKnown);
        Assert.Equal(expected, saved.IsAtLeast(1, 6));
        Assert.Equal(expected, saved.IsAtLeast(1, 6, otherwise: false));
    }

    [Theory]
    [InlineData("sklearn.svm._classes", null)]
    [InlineData("sklearn.naive_bayes", null)]
    [InlineData("sklearn.feature_extraction.text", null)]
    [InlineData("sklearn.svm._classes", "unknown")]
    [InlineData("mine.models.svm", null)]
    public void An_unknown_version_is_the_newest_unless_an_attribute_tells_otherwise(string module, string? version)
    {
        SavedVersion saved = Of(module, version);

        Assert.False(saved.IsKnown);
        Assert.True(saved.IsAtLeast(99, 0));
        Assert.False(saved.IsAtLeast(0, 18, otherwise: false));
    }

    [Theory]
    [InlineData("sklearn.svm.classes")]
    [InlineData("sklearn.linear_model.logistic")]
    [InlineData("sklearn.tree.tree")]
    public void Without_a_version_a_module_of_the_old_name_is_older_than_those_that_say_it(string module)
    {
        Assert.False(Of(module, null).IsAtLeast(0, 18));
        Assert.True(Of(module, "0.21.3").IsAtLeast(0, 18));
    }

    [Fact]
    public void No_family_reads_the_version_itself()
    {
        string[] readers = [.. Directory.EnumerateFiles(Repo.File("src", "Brine.Models"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file) is var text
                && (text.Contains("\"_sklearn_version\"", StringComparison.Ordinal)
                    || text.Contains("new Version(", StringComparison.Ordinal)))
            .Select(Path.GetFileName)!];

        Assert.Equal(["SavedVersion.cs"], readers);
    }

    private static SavedVersion Of(string module, string? version) =>
        SavedVersion.Of(version is null ? MadeEstimator.Object(module, "Thing")
            : MadeEstimator.Object(module, "Thing", ("_sklearn_version", version)));
}
