using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Classifiers with a threshold.</summary>
public class ThresholdTests
{
    [Theory]
    [InlineData("FixedThresholdClassifier.first.pkl")]
    [InlineData("FixedThresholdClassifier.margin.pkl")]
    [InlineData("TunedThresholdClassifierCV.first.pkl")]
    public void TheThresholdDecidesBetweenTheClasses(string file)
    {
        using Model model = Model.Load(Repo.File("tests", "fixtures", "sklearn-1.9.0", file));
        var form = Assert.IsType<DecisionThresholdForm>(model.Estimator.Form);
        var rows = new Matrix(5, 4, [.. Enumerable.Range(0, 20).Select(i => i * 0.37 % 4)]);
        double[] scores = model.Call(form.IsProbability ? "predict_proba" : "decision_function", rows).ToArray().ToDoubles();
        var labels = model.Call("predict", rows).ToArray();
        for (int row = 0; row < 5; row++)
        {
            double score = form.IsProbability ? scores[(row * 2) + form.PositiveIndex]
                : form.PositiveIndex == 0 ? -scores[row] : scores[row];
            Assert.Equal(model.Estimator.Classes![score >= form.Threshold ? form.PositiveIndex : 1 - form.PositiveIndex].ToString(),
                labels[row].ToString());
        }
    }
}
