using Brine.Arrays;

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
}
