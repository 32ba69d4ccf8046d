using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>IsolationForest of versions whose path lengths, offsets and thresholds were others; the answers are those that they
/// gave.</summary>
public sealed class OldIsolationTests
{
    [Theory]
    [InlineData("0.18.2", 2)]
    [InlineData("0.19.2", 2)]
    [InlineData("0.20.4", 3)]
    public void AnswersAreThoseOfTheVersion(string version, int methods)
    {
        NpzFile answers = NpzFile.Open(Repo.Golden("isolation", version + ".npz"));
        using Model model = Model.Load(Repo.Golden("isolation", version + ".joblib"));
        Features rows = Features.FromArray(answers["X"]);
        int asked = 0;
        foreach (Methods method in new[] { Methods.Predict, Methods.DecisionFunction, Methods.ScoreSamples })
        {
            if (!model.Estimator.Methods.HasFlag(method))
            {
                continue;
            }

            asked++;
            double[] expected = answers[MethodNames.Of(method)].ToDoubles();
            Assert.Equal(expected, model.Estimator.Call(method, rows).ToArray().ToDoubles());
            if (model.Estimator.Kernel(method) is { } kernel)
            {
                var one = new double[1];
                for (int row = 0; row < rows.RowCount; row++)
                {
                    kernel.Run(rows.ToMatrix().Row(row), one);
                    Assert.Equal(expected[row], one[0]);
                }
            }
        }

        Assert.Equal(methods, asked);
    }
}
