using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Data;

/// <summary>None and NaN are two categories in a frame; a format of text has one gap for both, which is told.</summary>
public sealed class GapNoteTests : IDisposable
{
    /// <summary>scikit-learn 1.2.1: <c>OrdinalEncoder().fit(DataFrame({"c": ["a", None, nan]}))</c>.</summary>
    private const string Encoder =
        "gASV0gEAAAAAAACMH3NrbGVhcm4ucHJlcHJvY2Vzc2luZy5fZW5jb2RlcnOUjA5PcmRpbmFsRW5jb2RlcpSTlCmBlH2UKIwKY2F0ZWdvcmllc5SMBGF1dG+UjAVk"
        + "dHlwZZSMBW51bXB5lIwHZmxvYXQ2NJSTlIwOaGFuZGxlX3Vua25vd26UjAVlcnJvcpSMDXVua25vd25fdmFsdWWUTowVZW5jb2RlZF9taXNzaW5nX3ZhbHVllEd/"
        + "+AAAAAAAAIwObl9mZWF0dXJlc19pbl+USwGMEWZlYXR1cmVfbmFtZXNfaW5flIwVbnVtcHkuY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUaAiMB25k"
        + "YXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAYWUaAhoB5OUjAJPOJSJiIeUUpQoSwOMAXyUTk5OSv////9K/////0s/dJRiiV2UjAFjlGF0lGKMC2NhdGVnb3JpZXNf"
        + "lF2UaBNoFUsAhZRoF4eUUpQoSwFLA4WUaB6JXZQojAFhlE5Hf/gAAAAAAABldJRiYYwQX21pc3NpbmdfaW5kaWNlc5R9lEsASwJzjBBfc2tsZWFybl92ZXJzaW9u"
        + "lIwFMS4yLjGUdWIu";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.csv", "c,d\na,1\n,2\n,3\n")]
    [InlineData("rows.json", """[{"c": "a"}, {"c": null}]""")]
    [InlineData("rows.jsonl", """
        {"c": "a"}
        {"c": null}
        """)]
    public void AGapThatStandsForTwoCategoriesIsToldOnce(string name, string text)
    {
        var notes = new List<string>();
        using var model = new MemoryStream(Convert.FromBase64String(Encoder));
        var predictor = new FilePredictor(new Predictor(Model.Load(model).Estimator), new DataOptions { OnNote = notes.Add })
        {
            Methods = ["transform"], StreamedFrom = 0,
        };
        using var output = new MemoryStream();
        predictor.Write(_folder.Write(name, text), AnswerFormat.Csv, output);
        Assert.Equal(["the model was trained on None and on NaN in column c, and data of text has one gap for both: a gap is read as NaN"],
            notes);
    }

    [Fact]
    public void AnObjectArrayTellsThemApartWithoutANote()
    {
        var notes = new List<string>();
        using var file = new MemoryStream(Convert.FromBase64String(Encoder));
        Model model = Model.Load(file);
        byte[] rows = Brine.Pickle.Dumps(NDArray.OfObjects([3, 1], [PyValue.None, double.NaN, "a"]));
        Features features = DataFile.Read(rows, new DataOptions { OnNote = notes.Add, Estimator = model.Estimator });
        Assert.Equal([1.0, double.NaN, 0], model.Call("transform", features).ToArray().ToDoubles());
        Assert.Empty(notes);
    }
}
