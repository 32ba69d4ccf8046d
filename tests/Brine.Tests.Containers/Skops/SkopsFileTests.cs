using System.Text;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Containers.Skops;

[Trait("Stage", "Python")]
public sealed class SkopsFileTests
{
    [Theory]
    [InlineData("skops-0.9.0", 8)]
    [InlineData("skops-0.16.0", 6)]
    public void ModelsAnswerAsScikitLearnDoes(string producer, int count)
    {
        string folder = Repo.Golden("skops", producer);
        int right = 0;
        foreach (CaseInfo info in CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Where(info => info.Id != "custom"))
        {
            CaseResult result = CaseRunner.Run(folder, info, new AnswerComparer());
            Assert.True(result.IsRight, $"{info.Id}: {result.Error}");
            right++;
        }

        Assert.Equal(count, right);
    }

    [Fact]
    public void ATypeOfTheUsersStaysInertUnderItsName()
    {
        string file = Repo.Golden("skops", "skops-0.16.0", "custom.skops");
        Assert.Contains("__main__.Doubler", Assert.Throws<UnsupportedModelException>(() => Model.Load(file)).Message,
            StringComparison.Ordinal);
        InspectionReport report = Inspector.Inspect(file);
        Assert.Equal("skops, protocol 2", report.Container);
        Assert.Contains("skops 0.16.0", report.WrittenBy);
        Assert.Contains(report.Imports, import => import.Key == "__main__.Doubler");
        Assert.Equal("NotAPickleSkops", Assert.Throws<PickleFormatException>(() => PickleFile.Open(file)).Code);
    }

    [Fact]
    public void AConvertedModelIsOneThatPythonUnpickles()
    {
        using var folder = new TemporaryFolder();
        FileConverter.Convert(Repo.Golden("skops", "skops-0.9.0", "LogisticRegression.skops"),
            folder["m.pkl"]);
        string npz = Repo.Golden("skops", "skops-0.9.0", "LogisticRegression.npz");
        Assert.Equal("True", Python.Run("""
            import sys, pickle, numpy as np
            m = pickle.load(open(sys.argv[1], 'rb')); z = np.load(sys.argv[2])
            print(np.array_equal(m.predict(z['X']), z['predict']) and np.allclose(m.decision_function(z['X']), z['decision_function'], rtol=1e-12))
            """, folder["m.pkl"], npz));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"__loader__":"NdArrayNode","__class__":"ndarray","__module__":"numpy","type":"numpy","file":"../x.npy"}""")]
    [InlineData("""{"__loader__":"NdArrayNode","__class__":"ndarray","__module__":"numpy","type":"json","content":[],"shape":null}""")]
    [InlineData("""{"__loader__":"DictNode","__class__":"dict","__module__":"builtins","content":{}}""")]
    [InlineData("""{"__loader__":"JsonNode","content":"{"}""")]
    [InlineData("""{"__loader__":7}""")]
    public void CorruptSchemasAreRefused(string schema)
    {
        Exception? error = Record.Exception(() => ModelFile.Load(Skops(schema)));
        Assert.True(error is null && schema == "[]" || error is PickleFormatException { Code: "FormatSkops" }, $"{error}");
    }

    [Fact]
    public void ASchemaThatNestsWithoutEndIsRefused()
    {
        var schema = new StringBuilder();
        for (int i = 0; i < 100_000; i++)
        {
            schema.Append("""{"__loader__":"ListNode","__class__":"list","__module__":"builtins","content":[""");
        }

        Assert.Equal("FormatSkops", Assert.Throws<PickleFormatException>(() => ModelFile.Load(Skops(schema.ToString()))).Code);
    }

    [Fact]
    public void NoFlippedByteEscapesTheErrors()
    {
        byte[] file = File.ReadAllBytes(Repo.Golden("skops", "skops-0.9.0", "StandardScaler.skops"));
        using ZipReader zip = ZipReader.Read(file);
        (string Name, byte[] Content)[] members = [.. zip.Entries.Select(entry => (entry.Name, zip.ReadAll(entry).ToArray()))];
        var random = new Random(4);
        for (int round = 0; round < 500; round++)
        {
            (string Name, byte[] Content)[] spoilt = [.. members.Select(member => (member.Name, (byte[])[.. member.Content]))];
            byte[] content = spoilt[random.Next(2) == 0 ? ^1 : random.Next(spoilt.Length)].Content;
            content[random.Next(content.Length)] = (byte)random.Next(256);
            try
            {
                EstimatorTable.Read(ModelFile.Load(ZipBytes.Of(spoilt)));
            }
            catch (Exception error) when (error is PickleException or UnsupportedModelException)
            {
            }
        }
    }

    private static byte[] Skops(string schema) => ZipBytes.Of(ZipEntryOptions.Default, ("schema.json", Encoding.UTF8.GetBytes(schema)));
}
