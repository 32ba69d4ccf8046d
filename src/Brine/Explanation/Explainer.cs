using Brine.Arrays;
using Brine.Models;

namespace Brine;

/// <summary>
/// Says what speaks for the answers of a model, row by row: contributions of features for linear models, trees, forests, gradient boosting
/// and naive Bayes, the nearest rows for models of neighbors, the distances to the centers for clusters. Pipelines and searches are
/// explained by the estimator that answers in the end, with the columns that it is given. Immutable, and safe to share between threads.
/// </summary>
/// <example><code>
/// var explainer = new Explainer(model.Estimator);
/// foreach (RowExplanation row in explainer.Explain(model.Read("rows.csv")))
/// {
///     Console.WriteLine($"{row.Prediction}: {row.Ranked()[0].Name}");
/// }
/// </code></example>
public sealed class Explainer
{
    private readonly Estimator _model;
    private readonly ExplainedPart _part;
    private readonly LinearPart? _linear;
    private readonly (TreeEnsembleForm Form, TreeOutputs Outputs)? _trees;
    private readonly TreeShap? _shap;
    private readonly BayesPart? _bayes;

    /// <summary>Makes an explainer of a model.</summary>
    /// <exception cref="UnsupportedModelException">The model has no explanation of single rows.</exception>
    public Explainer(Estimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        _model = estimator;
        _part = ExplainedPart.Of(estimator);
        Estimator last = _part.Estimator;
        _linear = LinearPart.Of(last);
        _bayes = BayesPart.Of(last);
        _trees = TreeOutputs.Of(last);
        if (_trees is { } trees)
        {
            _shap = new TreeShap(trees.Form, trees.Outputs, last.Path);
        }

        Kind = _linear is not null ? ExplanationKind.Linear
            : _shap is not null ? ExplanationKind.TreeShap
            : _bayes is not null ? ExplanationKind.LogLikelihood
            : last.Form is NeighborsForm && last.Methods.HasFlag(Methods.KNeighbors) ? ExplanationKind.Neighbors
            : last.Form is CentersForm or NearestCenterForm { Centers.Rank: 2 } ? ExplanationKind.Centers
            : throw new UnsupportedModelException("UnsupportedExplanation",
                $"rows of {last.ClassName} are not explained: linear models, trees, forests, gradient boosting, naive Bayes, models of "
                    + "neighbors and clusters with centers are", last.Path);
    }

    /// <summary>How the model is explained.</summary>
    public ExplanationKind Kind { get; }

    /// <summary>Explains the answers to rows, one after the other.</summary>
    /// <param name="rows">The rows, in the columns of the model.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="ArgumentException">There is no tree of the number in the options.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public IReadOnlyList<RowExplanation> Explain(Features rows, ExplainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= ExplainOptions.Default;
        if (options.Tree is { } tree && (_trees is not { } trees || tree < 0 || tree >= trees.Form.Trees.Count))
        {
            throw new ArgumentException($"{_part.Estimator.ClassName} has no tree {tree}", nameof(options));
        }

        // The model looks at the rows first, and refuses what it does not take.
        string[]? predictions = Predictions(rows, options);
        Features given = _part.Transform(rows);
        if (Kind == ExplanationKind.Neighbors)
        {
            return NearPart.Neighbors(_part.Estimator, given, predictions, options);
        }

        IReadOnlyList<string> names = _part.NamesOf(given.ColumnCount);
        var explanations = new RowExplanation[given.RowCount];
        Matrix? dense = given is SparseMatrix ? null : given.ToMatrix();
        double[] values = new double[given.ColumnCount];
        for (int row = 0; row < explanations.Length; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> stored = Read(given, dense, row, values);
            explanations[row] = (Kind switch
            {
                ExplanationKind.Linear => OfLinear(values, dense is null, stored, names),
                ExplanationKind.TreeShap => OfTrees(values, dense is null, stored, names, options),
                ExplanationKind.LogLikelihood => _bayes!.Explain(values, names),
                _ => NearPart.Centers(_part.Estimator, values),
            }) with { Prediction = predictions?[row] };
        }

        return explanations;
    }

    private string[]? Predictions(Features rows, ExplainOptions options)
    {
        if (!_model.Methods.HasFlag(Methods.Predict))
        {
            return null;
        }

        NDArray answer = _model.Call(Methods.Predict, rows,
            CallOptions.Default with { CancellationToken = options.CancellationToken }).ToArray();
        int width = answer.Rank == 2 ? answer.Shape[1] : 1;
        string[] texts = [.. answer.ToStrings().Select(text => text ?? "None")];
        return width == 1 ? texts
            : [.. Enumerable.Range(0, rows.RowCount).Select(row => string.Join(", ", texts.Skip(row * width).Take(width)))];
    }

    /// <summary>Reads a row whole.</summary>
    /// <returns>The columns that a sparse row has stored.</returns>
    private static ReadOnlySpan<int> Read(Features given, Matrix? dense, int row, Span<double> values)
    {
        if (dense is not null)
        {
            dense.Row(row).CopyTo(values);
            return [];
        }

        CsrMatrix csr = ((SparseMatrix)given).Csr;
        int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
        values.Clear();
        for (int i = start; i < start + count; i++)
        {
            values[csr.Columns[i]] += csr.Data[i];
        }

        return csr.Columns.AsSpan(start, count);
    }

    private RowExplanation OfLinear(ReadOnlySpan<double> row, bool isSparse, ReadOnlySpan<int> stored, IReadOnlyList<string> names)
    {
        LinearPart linear = _linear!;
        ReadOnlySpan<double> coefficients = linear.Coefficients;
        int outputs = linear.OutputNames.Count, features = row.Length, count = isSparse ? stored.Length : features;
        var contributions = new List<FeatureContribution>(count);
        for (int i = 0; i < count; i++)
        {
            int column = isSparse ? stored[i] : i;
            var amounts = new double[outputs];
            for (int output = 0; output < outputs; output++)
            {
                amounts[output] = coefficients[(output * features) + column] * row[column];
            }

            contributions.Add(new FeatureContribution(names[column], column, row[column], amounts));
        }

        return new RowExplanation(ExplanationKind.Linear, linear.Method)
            { OutputNames = linear.OutputNames, BaseValues = linear.Intercepts, Contributions = contributions };
    }

    private RowExplanation OfTrees(double[] row, bool isSparse, ReadOnlySpan<int> stored, IReadOnlyList<string> names,
        ExplainOptions options)
    {
        (TreeEnsembleForm form, TreeOutputs outputs) = _trees!.Value;
        var shares = new double[checked(row.Length * outputs.Count)];
        var bases = new double[outputs.Count];
        _shap!.Explain(row, shares, bases);
        var contributions = new List<FeatureContribution>();
        var isStored = isSparse ? new HashSet<int>(stored.ToArray()) : null;
        for (int column = 0; column < row.Length; column++)
        {
            ReadOnlySpan<double> amounts = shares.AsSpan(column * outputs.Count, outputs.Count);
            if (isStored is null || isStored.Contains(column) || amounts.ContainsAnyExcept(0.0))
            {
                contributions.Add(new FeatureContribution(names[column], column, row[column], amounts.ToArray()));
            }
        }

        int? tree = options.Tree ?? (form.Trees.Count == 1 ? 0 : null);
        return new RowExplanation(ExplanationKind.TreeShap, outputs.Method)
        {
            OutputNames = outputs.Names,
            BaseValues = bases,
            Contributions = contributions,
            Path = tree is { } number ? TreeWalk.Path(form, form.Trees[number], row, names) : null,
        };
    }
}
