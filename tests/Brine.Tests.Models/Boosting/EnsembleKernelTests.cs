using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>The row kernels of ensembles: no allocation, and the bits of the batch; stages end where the whole ends.</summary>
public class EnsembleKernelTests
{
    public static TheoryData<string, string> Classes => new()
    {
        { "GradientBoostingClassifier", "predict_proba" }, { "GradientBoostingRegressor", "predict" },
        { "HistGradientBoostingClassifier", "predict_proba" },
        { "HistGradientBoostingRegressor", "predict" }, { "AdaBoostClassifier", "decision_function" }, { "AdaBoostRegressor", "predict" },
        { "BaggingClassifier", "predict_proba" },
        { "BaggingRegressor", "predict" }, { "VotingClassifier", "predict" }, { "VotingRegressor", "predict" },
        { "StackingClassifier", "predict" }, { "CalibratedClassifierCV", "predict_proba" },
        { "OneVsRestClassifier", "predict" }, { "OneVsOneClassifier", "decision_function" }, { "OutputCodeClassifier", "predict" },
        { "MultiOutputRegressor", "predict" }, { "IsotonicRegression", "predict" },
        { "SelfTrainingClassifier", "predict_proba" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public void KernelsOfOneRowDoNotAllocateAndGiveTheBitsOfTheBatch(string name, string method)
    {
        Methods asked = MethodNames.Parse(method);
        (Estimator Model, RowKernel Kernel)[] found = [
            .. GoldenModel.All.Where(
                model => model.Estimator.ClassName == name && model.Estimator.Methods.HasFlag(asked) && model.Producer != "sklearn-0.24.2")
            .Select(model => (model.Estimator, model.Estimator.Kernel(asked)!)).Where(pair => pair.Item2 is not null)];
        Assert.NotEmpty(found);
        int silent = 0;
        foreach ((Estimator model, RowKernel kernel) in found)
        {
            double[] row = [.. Enumerable.Range(0, kernel.InputCount).Select(i => 0.5 + (i % 3))];
            var output = new double[kernel.OutputCount];
            for (int i = 0; i < 200; i++)
            {
                kernel.Run(row, output);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Run(row, output);
            silent += GC.GetAllocatedBytesForCurrentThread() == before ? 1 : 0;
            NDArray batch = model.Call(asked, new Matrix(3, row.Length, [.. row, .. row, .. row])).ToArray();
            if (asked != Methods.Predict || model.Classes is null)
            {
                Assert.Equal(batch.ToDoubles()[..output.Length], output);
            }
            else
            {
                Assert.Equal(model.Classes.Take([(int)output[0]]).ToStrings()[0], batch.ToStrings()[0]);
            }
        }

        Assert.Equal(found.Length, silent);
    }

    [Theory]
    [InlineData("GradientBoostingClassifier")]
    [InlineData("HistGradientBoostingClassifier")]
    [InlineData("AdaBoostClassifier")]
    [InlineData("AdaBoostRegressor")]
    public void TheLastStageIsTheWhole(string name)
    {
        foreach (Estimator model in GoldenModel.All.Where(
            model => model.Estimator.ClassName == name && model.Producer is "sklearn-1.2.1" or "sklearn-1.9.0")
            .Select(model => model.Estimator))
        {
            if (model.ClassName != name || !model.Methods.HasFlag(Methods.StagedPredict)
                || model.Children.Any(child => child.Name == "_preprocessor"))
            {
                continue;
            }

            var x = new Matrix(2, model.FeatureCount!.Value, [.. Enumerable.Range(0, 2 * model.FeatureCount.Value).Select(i => 0.25 * i)]);
            Assert.Equal(model.Call(Methods.Predict, x).ToArray().ToStrings(),
                model.Call(Methods.StagedPredict, x).Parts![^1].ToArray().ToStrings());
        }
    }
}
