using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Explanation;

/// <summary>Contributions add up to the answer, and are those of the definition.</summary>
public class ExplainerTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Trees => Models("Tree", "Forest", "Boosting", "ExtraTrees", "IsolationForest");

    public static TheoryData<string> Linear => Models("Logistic", "Ridge", "Lasso", "SGD", "Linear", "Perceptron", "ElasticNet", "Bayesian",
        "ARD", "Pipeline.scaled", "Pipeline.poly", "Huber", "TheilSen", "Poisson", "Gamma", "Tweedie", "Lars");

    [Theory]
    [MemberData(nameof(Trees))]
    [MemberData(nameof(Linear))]
    public void ContributionsAddUpToTheAnswer(string file)
    {
        using Model model = Model.Load(Repo.File("tests", "fixtures", file));
        if (Explain(model, file) is not var (rows, explanations))
        {
            return;
        }

        double[] expected = Answer(model, rows, explanations[0].Method);
        int outputs = explanations[0].OutputNames.Count;
        for (int row = 0; row < explanations.Count; row++)
        {
            for (int output = 0; output < outputs; output++)
            {
                double sum = explanations[row].Sum(output), answer = expected[(row * outputs) + output];
                double size = explanations[row].Contributions.Sum(item => Math.Abs(item.Amounts[output]))
                    + Math.Abs(explanations[row].BaseValues[output]);
                Assert.True(Math.Abs(sum - answer) <= (IsSingle(model) ? 1e-5 : Tolerance) * Math.Max(1, size),
                    $"{file} row {row} output {output}: {sum:R} is not {answer:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public void TreeSharesAreShapleysByDefinition(string file)
    {
        using Model model = Model.Load(Repo.File("tests", "fixtures", file));
        if (Explain(model, file) is not var (_, explanations) || TreeOutputs.Of(ExplainedPart.Of(model.Estimator).Estimator)
            is not var (form, outputs) || form.FeatureCount > 9 || form.Trees.Sum(tree => tree.NodeCount) > 3000)
        {
            return;
        }

        foreach (RowExplanation explanation in explanations.Take(3).Where(item => item.Contributions.Count == form.FeatureCount))
        {
            double[] row = [.. explanation.Contributions.Select(item => item.Value)];
            double[,] expected = Shapley.Of(form, outputs, row);
            foreach (FeatureContribution item in explanation.Contributions)
            {
                for (int output = 0; output < outputs.Count; output++)
                {
                    Assert.Equal(expected[item.Column, output], item.Amounts[output], Tolerance * 10);
                }
            }
        }
    }

    /// <summary>Each kind of ensemble stands among those that are held against the definition.</summary>
    [Theory]
    [InlineData("GradientBoosting")]
    [InlineData("HistGradientBoosting")]
    [InlineData("ExtraTrees")]
    [InlineData("RandomForest")]
    [InlineData("IsolationForest")]
    [InlineData("DecisionTree")]
    public void EveryKindOfEnsembleIsHeldAgainstTheDefinition(string kind) => Assert.Contains(Trees.Select(row => row.Data), file =>
    {
        using Model model = Model.Load(Repo.File("tests", "fixtures", file));
        return file.Split('/')[1].StartsWith(kind, StringComparison.Ordinal) && Explain(model, file) is not null
            && TreeOutputs.Of(ExplainedPart.Of(model.Estimator).Estimator) is var (form, _) && form.FeatureCount <= 9
            && form.Trees.Sum(tree => tree.NodeCount) <= 3000;
    });

    [Fact]
    public void EnoughModelsAreHeldAgainstTheDefinition()
    {
        int found = 0;
        foreach (string file in Trees.Select(row => row.Data))
        {
            using Model model = Model.Load(Repo.File("tests", "fixtures", file));
            found += ExplainedPart.Of(model.Estimator).Estimator.Form is TreeEnsembleForm { FeatureCount: <= 9 } form
                && form.Trees.Sum(tree => tree.NodeCount) <= 3000 ? 1 : 0;
        }

        Assert.True(found >= 15, $"{found} models");
    }

    private static (Features Rows, IReadOnlyList<RowExplanation> Explanations)? Explain(Model model, string file)
    {
        string data = Path.ChangeExtension(Repo.File("tests", "fixtures", file), ".npz");
        try
        {
            var explainer = new Explainer(model.Estimator);
            Features rows = model.Read(data);
            rows = rows.SelectRows([.. Enumerable.Range(0, Math.Min(rows.RowCount, 8))]);
            return (rows, explainer.Explain(rows));
        }
        catch (UnsupportedModelException error) when (error.Code == "UnsupportedExplanation")
        {
            Assert.Matches("nearest|ridge.pkl|KernelRidge|svc", file);
            return null;
        }
    }

    private static bool IsSingle(Model model) =>
        LinearPart.Of(ExplainedPart.Of(model.Estimator).Estimator) is { } linear && linear.Form.Coefficients.DType.IsSingle();

    private static double[] Answer(Model model, Features rows, string method) => method == "log(predict)"
        ? [.. model.Call("predict", rows).ToArray().ToDoubles().Select(value => Math.Log(value))]
        : method == "log2(-score_samples)" ? [.. model.Call("score_samples", rows).ToArray().ToDoubles().Select(value => Math.Log2(-value))]
        : method == "decision_function" && !model.Methods.Contains(method)
            ? Decide(model, rows)
        : model.Call(method, rows) is { Parts: { } parts } ? Interleave([.. parts.Select(part => part.ToArray())])
        : model.Call(method, rows).ToArray().ToDoubles();

    private static double[] Decide(Model model, Features rows) => model.Call("decision_function", rows).ToArray().ToDoubles();

    private static double[] Interleave(NDArray[] parts)
    {
        var all = new List<double>();
        for (int row = 0; row < parts[0].Shape[0]; row++)
        {
            all.AddRange(parts.SelectMany(part => part.ToDoubles().Skip(row * part.Shape[1]).Take(part.Shape[1])));
        }

        return [.. all];
    }

    private static TheoryData<string> Models(params string[] words) => [
        .. ((string[])["sklearn-0.24.2", "sklearn-1.2.1", "sklearn-1.9.0"]).SelectMany(folder =>
            Directory.GetFiles(Repo.File("tests", "fixtures", folder)).Select(file => $"{folder}/{Path.GetFileName(file)}"))
            .Where(file => !file.EndsWith(".npz", StringComparison.Ordinal) && !file.EndsWith(".jsonl", StringComparison.Ordinal)
                && words.Any(word => file.Split('/')[1].Contains(word, StringComparison.Ordinal))
                && !file.Contains("Graphical", StringComparison.Ordinal)
                && !file.Contains("Mixture", StringComparison.Ordinal)
                && !file.Contains("Embedding", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
