using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Files of real producers, loaded and saved, are the same files. BRINE_FIXTURES names the folder that has them.</summary>
public sealed class FixtureIdentityTests
{
    private static string Fixtures => Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "";

    [Theory]
    [InlineData("sklearn-1.2.1")]
    [InlineData("sklearn-1.9.0")]
    public void PicklesOfModelsAreWrittenAsTheyWere(string folder)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Fixtures, folder)), "BRINE_FIXTURES names no folder with fixtures");
        int tried = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Fixtures, folder), "*.pkl"))
        {
            PickleFile read = PickleFile.Open(file);
            byte[] written = Pickler.Dump(read.Value, new PicklerOptions { Protocol = read.Protocol });
            Assert.True(read.Data.Span[..(int)read.End].SequenceEqual(written), Path.GetFileName(file));
            tried++;
        }

        Assert.True(tried > 200);
    }

    [Theory]
    [InlineData("sklearn-1.2.1")]
    [InlineData("sklearn-1.9.0")]
    public void JoblibFilesOfModelsAreWrittenAsTheyWere(string folder)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Fixtures, folder)), "BRINE_FIXTURES names no folder with fixtures");
        int tried = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Fixtures, folder), "*.joblib"))
        {
            PickleFile read = PickleFile.Open(file);
            using var stream = new MemoryStream();
            PickleSaver.WriteJoblib(read.Value, stream,
                new SaveOptions { Protocol = read.Protocol, ObjectArrayProtocol = read.ObjectArrayProtocol ?? 2 });
            Assert.True(read.Data.Span[..(int)read.End].SequenceEqual(stream.ToArray()), Path.GetFileName(file));
            tried++;
        }

        Assert.True(tried > 100);
    }

    /// <summary>Every pickle of every producer. What cannot be the same is Python 2's: cPickle leaves out memo entries by counting
    /// references, and its long is an int here.</summary>
    [Fact]
    public void PicklesOfValuesAreWrittenAsTheyWere()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Fixtures, "values")), "BRINE_FIXTURES names no folder with fixtures");
        int tried = 0;
        foreach (string folder in Directory.GetDirectories(Path.Combine(Fixtures, "values")).Order())
        {
            ValueBytes bytes = ValueBytes.Run(folder);
            tried += bytes.Tried;
            bool isPython2 = Path.GetFileName(folder).StartsWith("py2", StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(folder)}: {bytes}");
            Assert.True(isPython2 ? bytes.Different.TrueForAll(IsOfLongs) : bytes.Same == bytes.Tried, $"{folder}: {bytes}");
        }

        Assert.True(tried > 5000, $"only {tried} files were tried");
    }

    /// <summary>The part of those files that the repository has.</summary>
    [Theory]
    [InlineData("py2.7-numpy1.16-pandas0.24", false)]
    [InlineData("py3.9-numpy1.20-pandas1.2", true)]
    [InlineData("py3.11-numpy2.4-pandas3.1", true)]
    [InlineData("py3.14-numpy2.4-pandas2.3", true)]
    public void GoldenPicklesAreWrittenAsTheyWere(string producer, bool isExact)
    {
        ValueBytes bytes = ValueBytes.Run(Repo.Golden("values/" + producer));
        Assert.True(bytes.Tried > 10 && (isExact ? bytes.Same == bytes.Tried : bytes.Same > 40 && bytes.Different.TrueForAll(IsOfLongs)),
            bytes.ToString());
    }

    private static bool IsOfLongs(string file) =>
        file.StartsWith("long", StringComparison.Ordinal) || file.StartsWith("array_other", StringComparison.Ordinal);
}
