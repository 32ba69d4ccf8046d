using System.Globalization;

namespace Brine.Tests.Data;

/// <summary>Gaps in text of Parquet, Arrow and workbooks, which do not say whether they are NaN or None.</summary>
public sealed class OpenGapTests
{
    [Fact]
    public void AGapInTextIsWhatItWasInTraining()
    {
        // Made by Golden/tables/make_gaps.py: the imputer looks for NaN, and the encoder behind it met None.
        using Model model = Model.Load(Repo.Golden("tables", "gaps-none.pkl"));
        var predictor = new Predictor(model.Estimator);
        string?[] cities = ["Oslo", null, "Bergen"];
        double[] ofNone = Answer(Column.OfText("city", cities, missingIsNaN: false));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0], ofNone);
        Assert.Equal(ofNone, Answer(Column.OfText("city", cities)));
        Assert.Equal([0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0], Answer(Column.OfText("city", cities, missingIsNaN: true)));

        double[] Answer(Column column) => predictor.Predict(new Table([column]), ["transform"]).Answers[0].Answer.ToArray().ToDoubles();
    }

    // Made by the same script: columns of objects, since a gap stood among bools and ints, and now rows where none shows.
    [Theory]
    [InlineData("rows.parquet", true)]
    [InlineData("rows.arrow", true)]
    [InlineData("rows.xlsx", true)]
    [InlineData("rows.parquet", false)]
    [InlineData("rows.arrow", false)]
    [InlineData("rows.xlsx", false)]
    public void AColumnThatWasOfObjectsIsReadAsObjectsWhetherAGapShowsOrNot(string file, bool hasGaps)
    {
        using Model model = Model.Load(Repo.Golden("tables", "gaps-objects.pkl"));
        using var folder = new TemporaryFolder();
        TableFormat[] formats = [new ParquetFormat(), new ArrowFormat(), new ExcelFormat()];
        var options = new DataOptions { Formats = formats, Estimator = model.Estimator };
        string csv = folder["rows.csv"], rows = folder[file], answers = folder["answers.csv"];
        File.WriteAllText(csv, hasGaps ? "paid,rooms\nTrue,1\nFalse,\n,3\nTrue,2\n" : "paid,rooms\nTrue,1\nFalse,3\n");
        FileConverter.Convert(csv, rows, new ConvertOptions { Formats = formats });
        string expected = hasGaps ? "0,1,0,1,0,0,0\n1,0,0,0,0,0,1\n0,0,1,0,0,1,0\n0,1,0,0,1,0,0\n" : "0,1,0,1,0,0,0\n1,0,0,0,0,1,0\n";

        var predictor = new Predictor(model.Estimator);
        Assert.Equal(expected.Replace("\n", ",", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
            predictor.Predict(DataFile.Read(rows, options), ["transform"]).Answers[0].Answer.ToArray().ToDoubles());
        new FilePredictor(predictor, options).Save(rows, answers);
        string[] lines = File.ReadAllLines(answers);
        Assert.StartsWith("transform_paid_False,transform_paid_True,transform_paid_None,transform_rooms_1", lines[0], StringComparison.Ordinal);
        Assert.Equal(expected.TrimEnd().Split('\n'), lines[1..].Select(line => line.Replace(".0", "", StringComparison.Ordinal)));
    }
}
