using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Finds out what a model knows of its columns: scalers know means and ranges, imputers what they fill in, trees where they ask,
/// neighbors their rows. What changes a value ends the search behind it.</summary>
internal sealed class InputHints
{
    private const int MostEstimators = 2_000;
    private const int MostNodes = 500_000;
    private const int MostValues = 20_000_000;
    private const int Digits = 4;

    private readonly InputHint?[] _hints;
    private int _nodesLeft = MostNodes;

    private InputHints(int count) => _hints = new InputHint?[count];

    /// <summary>A hint for each of so many columns; null where nothing is known.</summary>
    internal static IReadOnlyList<InputHint?> Of(Estimator estimator, int count)
    {
        var found = new InputHints(count);
        found.Walk(estimator);
        return found._hints;
    }

    private void Walk(Estimator root)
    {
        var open = new Stack<(Estimator Estimator, int[] Columns)>([(root, [.. Enumerable.Range(0, _hints.Length)])]);
        for (int seen = 0; seen < MostEstimators && open.TryPop(out (Estimator Estimator, int[] Columns) at); seen++)
        {
            (Estimator estimator, int[] columns) = at;
            Take(estimator, columns);
            switch (estimator.Form)
            {
                case SequenceForm { Steps: var steps }:
                    var unchanged = new List<Estimator>();
                    foreach (TransformStep step in steps)
                    {
                        if (step.Estimator is { } inner)
                        {
                            unchanged.Add(inner);
                            if (!KeepsValues(inner))
                            {
                                break;
                            }
                        }
                    }

                    // The first steps are asked first: they lie on top.
                    unchanged.Reverse();
                    unchanged.ForEach(inner => open.Push((inner, columns)));
                    break;
                case ParallelForm parallel:
                    foreach (ParallelPart part in parallel.Parts)
                    {
                        if (part.Step.Estimator is { } inner && PlacesOf(part, parallel, columns) is { } places)
                        {
                            open.Push((inner, places));
                        }
                    }

                    break;
                case { Children: var children }:
                    foreach ((string name, Estimator child) in children)
                    {
                        if (name != "final_estimator_" && (child.FeatureCount ?? columns.Length) == columns.Length)
                        {
                            open.Push((child, columns));
                        }
                    }

                    break;
            }
        }
    }

    private static bool KeepsValues(Estimator estimator) => estimator.Form is ImputerForm { Indicator: null } form
        && form.KeptColumns.Count == form.Statistics.Count;

    private static int[]? PlacesOf(ParallelPart part, ParallelForm form, int[] columns)
    {
        IEnumerable<int>? places = part.Columns is not { } chosen ? Enumerable.Range(0, columns.Length)
            : chosen.Indices ?? (form.FeatureNames is { } names
                ? chosen.Names!.Select(name => names.ToList().IndexOf(name)) : null);
        int[]? found = places is null ? null : [.. places];
        return found is null || Array.Exists(found, place => place < 0 || place >= columns.Length) ? null
            : Array.ConvertAll(found, place => columns[place]);
    }

    private void Take(Estimator estimator, int[] columns)
    {
        switch (estimator.Form)
        {
            case ColumnScaleForm form when form.FeatureCount == columns.Length:
                TakeScale(estimator, form, columns);
                break;
            case ImputerForm { Statistics: var statistics } when statistics.Count == columns.Length:
                for (int i = 0; i < columns.Length; i++)
                {
                    PyValue filled = statistics[i];
                    Set(columns[i], filled.AsString() ?? (filled.TryGetDouble(out double number) ? Text(number) : null), null);
                }

                break;
            case BinsForm { Edges: var edges } when edges.Count == columns.Length:
                for (int i = 0; i < columns.Length; i++)
                {
                    Set(columns[i], Text(edges[i][edges[i].Count / 2]), (edges[i][0], edges[i][^1]));
                }

                break;
            case QuantileForm { Quantiles: { Rank: 2 } quantiles } when quantiles.Shape[1] == columns.Length:
                TakeRows(quantiles, columns, "hint.range");
                break;
            case CentersForm { Centers: { Rank: 2 } centers }:
                TakeRows(centers, columns, "hint.usual");
                break;
            case GaussianBayesForm { Means: { Rank: 2 } means }:
                TakeRows(means, columns, "hint.usual");
                break;
            case NeighborsForm { Rows: { Rank: 2 } rows }:
                TakeRows(rows, columns, "hint.range");
                break;
            case SupportVectorForm { Vectors: { Rank: 2 } vectors }:
                TakeRows(vectors, columns, "hint.usual");
                break;
            case TreeEnsembleForm form:
                TakeTrees(form, columns);
                break;
            case BoostingForm { Preprocessor: null, Trees: var form }:
                TakeTrees(form, columns);
                break;
            case IsolationForm { Trees: var form }:
                TakeTrees(form, columns);
                break;
        }
    }

    private void TakeScale(Estimator estimator, ColumnScaleForm form, int[] columns)
    {
        double[]? least = ArrayOf(estimator, "data_min_", columns.Length), most = ArrayOf(estimator, "data_max_", columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            double scale = form.Scales?[i] ?? 1, offset = form.Offsets?[i] ?? 0;
            if (least is not null && most is not null)
            {
                Set(columns[i], Text((least[i] + most[i]) / 2), (least[i], most[i]));
            }
            else if (!form.MultipliesFirst && form.Offsets is not null)
            {
                Set(columns[i], Text(offset), (offset - (2 * scale), offset + (2 * scale)), "hint.usual");
            }
            else if (!form.MultipliesFirst)
            {
                Set(columns[i], "0", (-scale, scale), "hint.usual");
            }
        }
    }

    private static double[]? ArrayOf(Estimator estimator, string attribute, int count) =>
        estimator.Source.TryGetAttribute(attribute, out PyValue value) && NDArray.From(value) is { DType.Kind: 'f', Rank: 1 } array
            && array.Length == count ? array.ToDoubles() : null;

    private void TakeRows(NDArray rows, int[] columns, string kind)
    {
        if (rows.Shape[1] != columns.Length || rows.Length is 0 or > MostValues)
        {
            return;
        }

        double[] values = rows.ToDoubles();
        for (int i = 0; i < columns.Length; i++)
        {
            double least = double.PositiveInfinity, most = double.NegativeInfinity, sum = 0;
            int count = 0;
            for (int at = i; at < values.Length; at += columns.Length)
            {
                if (double.IsFinite(values[at]))
                {
                    (least, most, sum, count) = (Math.Min(least, values[at]), Math.Max(most, values[at]), sum + values[at], count + 1);
                }
            }

            if (count > 0)
            {
                Set(columns[i], Text(sum / count), (least, most), kind);
            }
        }
    }

    private void TakeTrees(TreeEnsembleForm form, int[] columns)
    {
        if (form.FeatureCount != columns.Length)
        {
            return;
        }

        var ranges = new (double Least, double Most, double Sum, int Count)[columns.Length];
        Array.Fill(ranges, (double.PositiveInfinity, double.NegativeInfinity, 0, 0));
        foreach (DecisionTree tree in form.Trees)
        {
            for (int node = 0; node < tree.NodeCount && --_nodesLeft > 0; node++)
            {
                if (!tree.IsLeaf(node) && tree.CategorySplit(node) < 0 && double.IsFinite(tree.Threshold(node)))
                {
                    double threshold = tree.Threshold(node);
                    ref (double Least, double Most, double Sum, int Count) range = ref ranges[tree.Feature(node)];
                    range = (Math.Min(range.Least, threshold), Math.Max(range.Most, threshold), range.Sum + threshold, range.Count + 1);
                }
            }
        }

        for (int i = 0; i < columns.Length; i++)
        {
            if (ranges[i].Count > 0)
            {
                Set(columns[i], Text(ranges[i].Sum / ranges[i].Count), (ranges[i].Least, ranges[i].Most), "hint.splits");
            }
        }
    }

    private void Set(int column, string? start, (double Least, double Most)? range, string kind = "hint.range")
    {
        if (range is { } found && !(double.IsFinite(found.Least) && double.IsFinite(found.Most)))
        {
            range = null;
        }

        InputHint? known = _hints[column];
        if (start is null && range is null)
        {
            return;
        }

        _hints[column] = known is null ? new InputHint { Default = start, Range = range, Kind = kind }
            : known with { Default = known.Default ?? start, Range = known.Range ?? range, Kind = known.Range is null ? kind : known.Kind };
    }

    private static string? Text(double number) => double.IsFinite(number) ? ShownNumber.Of(number, Digits) : null;
}
