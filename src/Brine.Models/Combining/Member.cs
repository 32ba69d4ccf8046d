using Brine.Arrays;

namespace Brine.Models;

/// <summary>A question to one member of an ensemble, whose answer is numbers.</summary>
internal sealed class Member
{
    private readonly Lazy<RowKernel?> _kernel;

    /// <summary>Makes the question.</summary>
    /// <param name="estimator">The member.</param>
    /// <param name="method">The method that it is asked.</param>
    /// <param name="width">How many numbers it answers a row.</param>
    /// <param name="columns">The columns that it is given; null for all.</param>
    /// <param name="labels">The number that stands for each of its classes, where it is asked for classes; null where they are numbers by
    /// themselves.</param>
    internal Member(Estimator estimator, Methods method, int width, int[]? columns = null, double[]? labels = null)
    {
        Estimator = estimator;
        Method = method;
        Width = width;
        Columns = columns;
        Labels = method == Methods.Predict && estimator.Classes is { } classes ? labels ?? NumbersOf(classes) : null;
        _kernel = new(
            () => estimator.Kernel(method) is not { } kernel ? null
                : Labels is not null ? new LabelKernel(kernel, Labels) : AnswersSingles(kernel.InputCount) ? null : kernel);
    }

    internal Estimator Estimator { get; }

    internal Methods Method { get; }

    internal int Width { get; }

    internal int[]? Columns { get; }

    /// <summary>The question for one row, or null where there is no such form.</summary>
    internal RowKernel? Kernel => _kernel.Value is { } kernel && kernel.OutputCount == Width ? kernel : null;

    private double[]? Labels { get; }

    /// <summary>How many scores a classifier gives: one for two classes.</summary>
    internal static int ScoreCount(Labels classes) => classes.Count == 2 ? 1 : classes.Count;

    /// <summary>The answers, row by row.</summary>
    /// <exception cref="ModelInputException">The member refuses the rows; columns are counted as the ensemble counts them.</exception>
    internal double[] Ask(Features x, CallOptions options) => Ask(x, options, out _);

    /// <summary>The answers, row by row, and whether Python holds them in float32.</summary>
    internal double[] Ask(Features x, CallOptions options, out bool isSingle)
    {
        try
        {
            return AskMember(Columns is null ? x : x.SelectColumns(Columns), options, out isSingle);
        }
        catch (ModelInputException error) when (Columns is not null)
        {
            throw ColumnSelection.InPart(error, Columns);
        }
    }

    private double[] AskMember(Features x, CallOptions options, out bool isSingle)
    {
        isSingle = false;
        bool hasNames = x.ColumnNames is not null && Estimator.FeatureNamesIn is not null;
        if (x is Matrix { IsVector: false, DType: { Kind: not 'f', ItemSize: >= 4 } or { ItemSize: 8 } } matrix && !hasNames
            && Kernel is { } kernel && kernel.InputCount == matrix.ColumnCount && matrix.RowCount > 0)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            return kernel.RunAll(matrix);
        }

        NDArray answer = Estimator.Call(Method, x, options).ToArray();
        isSingle = answer.DType.IsSingle();
        double[] values = Labels is null ? answer.ToDoubles() : NumbersOf(answer);
        return values.Length == (long)x.RowCount * Width ? values
            : throw new UnsupportedModelException("UnsupportedOption",
                $"{Estimator.ClassName} answers {values.Length} numbers for {x.RowCount} rows where {Width} a row are needed",
                Estimator.Path);
    }

    /// <summary>True where even rows of float64 are answered in float32, as by neighbors of a target of float32: a kernel's answer does not
    /// say it.</summary>
    private bool AnswersSingles(int width)
    {
        try
        {
            return Estimator.Call(Method, new Matrix(1, width, new double[width])).Array?.DType.IsSingle() ?? false;
        }
        catch (ModelInputException)
        {
            return false;
        }
    }

    /// <summary>The numbers that labels are by themselves; those that are none are of no use.</summary>
    private static double[] NumbersOf(Labels classes) => classes.Values.DType.Kind is 'f' or 'i' or 'u' or 'b'
        ? classes.Values.ToDoubles()
        : [.. classes.Values.Elements().Select(label => label.TryGetDouble(out double number) ? number : double.NaN)];

    private double[] NumbersOf(NDArray answer)
    {
        Labels classes = Estimator.Classes!;
        if (classes.Values.DType.Kind is 'f' or 'i' or 'u' or 'b')
        {
            double[] own = classes.Values.ToDoubles();
            var byNumber = new Dictionary<double, double>();
            for (int k = 0; k < own.Length; k++)
            {
                byNumber[own[k]] = Labels![k];
            }

            return Array.ConvertAll(answer.ToDoubles(), label => byNumber.TryGetValue(label, out double number) ? number : double.NaN);
        }

        var byName = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int k = 0; k < classes.Count; k++)
        {
            byName[classes.Names[k]] = Labels![k];
        }

        return [.. answer.ToStrings().Select(label => byName.TryGetValue(label ?? "None", out double number) ? number : double.NaN)];
    }
}
