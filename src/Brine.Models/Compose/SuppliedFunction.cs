using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of the user's own, in place of one of Python's.</summary>
internal sealed class SuppliedFunction : NumpyFunction
{
    private readonly string _name;
    private readonly CustomFunction _custom;
    private readonly IReadOnlyDictionary<string, PyValue> _arguments;

    private SuppliedFunction(string name, CustomFunction custom, IReadOnlyDictionary<string, PyValue> arguments)
    {
        _name = name;
        _custom = custom;
        _arguments = arguments;
    }

    /// <summary>The function that is registered under a name, or null.</summary>
    /// <param name="reader">The estimator that calls it.</param>
    /// <param name="name">The exact name.</param>
    /// <param name="bound">The keyword arguments that a <c>functools.partial</c> binds.</param>
    /// <param name="given">The keyword arguments that the estimator gives.</param>
    internal static SuppliedFunction? Find(EstimatorReader reader, string name, IReadOnlyDictionary<string, PyValue> bound,
        IReadOnlyDictionary<string, PyValue> given)
    {
        if (reader.Code.Find(name) is not { } custom || (custom.OfFeatures is null && custom.OfRows is null))
        {
            return null;
        }

        if (bound.Count + given.Count > 0 && !custom.TakesArguments)
        {
            throw reader.Unsupported($"arguments for {name} ({string.Join(", ", bound.Keys.Concat(given.Keys))}), of which the function "
                + $"that was registered takes none (Register(\"{name}\", (rows, arguments) => ...) does),");
        }

        // As functools.partial calls it: what is given now counts.
        var arguments = new Dictionary<string, PyValue>(bound, StringComparer.Ordinal);
        foreach ((string key, PyValue value) in given)
        {
            arguments[key] = value;
        }

        return new SuppliedFunction(name, custom, arguments);
    }

    internal override Features Apply(Features x)
    {
        if (_custom.OfFeatures is { } function)
        {
            return CustomAnswers.Require(function(x, _arguments), _name, x.RowCount);
        }

        Matrix matrix = x.ToMatrix();
        RowKernel kernel = Kernel(matrix.ColumnCount)!;
        double[] values = kernel.RunAllCore(matrix);
        return new Matrix(matrix.RowCount, kernel.OutputCount, values)
            { Names = kernel.OutputCount == matrix.ColumnCount ? matrix.Names : null };
    }

    internal override RowKernel? Kernel(int count) =>
        _custom.OfRows is { } function ? new CustomKernel(function, count, _custom.OutputCount ?? count) : null;
}
