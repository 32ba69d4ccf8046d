using System.Text.Json;

namespace Brine.Training;

/// <summary>How many features a tree looks at for a split: <c>max_features</c>.</summary>
public readonly record struct MaxFeatures
{
    private readonly PyValue _value;

    private MaxFeatures(PyValue value) => _value = value;

    /// <summary>All of them: None.</summary>
    public static MaxFeatures All { get; }

    /// <summary>The square root of their number: <c>'sqrt'</c>.</summary>
    public static MaxFeatures Sqrt { get; } = new("sqrt");

    /// <summary>The logarithm of their number to base 2: <c>'log2'</c>.</summary>
    public static MaxFeatures Log2 { get; } = new("log2");

    /// <summary>So many.</summary>
    public static MaxFeatures Count(int count) => new(count);

    /// <summary>This share of them, from 0 to 1.</summary>
    public static MaxFeatures Share(double share) => new(share);

    /// <summary>So many.</summary>
    public static implicit operator MaxFeatures(int count) => Count(count);

    /// <summary>The value in Python.</summary>
    public override string ToString() => _value.ToString();

    internal MaxFeatures Bind(ParameterBinder binder)
    {
        const string name = "max_features";
        PyValue value = binder.Take(name) is not { } given ? _value : given.ValueKind switch
        {
            JsonValueKind.Null => default,
            JsonValueKind.String => given.GetString(),
            JsonValueKind.Number => given.TryGetInt32(out int whole) ? (PyValue)whole : given.GetDouble(),
            _ => throw binder.Bad(name, given.GetRawText(), "a number, 'sqrt', 'log2' or None"),
        };
        bool isRight = value.Kind switch
        {
            PyKind.None => true,
            PyKind.Str => value.AsString() is "sqrt" or "log2",
            PyKind.Int => value.TryGetInt64(out long count) && count >= 1,
            _ => value.TryGetDouble(out double share) && share is > 0 and <= 1,
        };
        if (!isRight)
        {
            throw binder.Bad(name, value.ToString(), "'sqrt', 'log2', None, a whole number from 1 on, or a share over 0 and at most 1");
        }

        binder.Write(name, value);
        return new MaxFeatures(value);
    }

    /// <summary>How many of so many.</summary>
    internal int Of(int featureCount) => _value.Kind switch
    {
        PyKind.None => featureCount,
        PyKind.Str => Math.Max(1, (int)(_value.AsString() == "sqrt" ? Math.Sqrt(featureCount) : Math.Log2(featureCount))),
        PyKind.Int => _value.TryGetInt64(out long count) ? (int)Math.Min(count, int.MaxValue) : featureCount,
        _ => _value.TryGetDouble(out double share) ? Math.Max(1, (int)(share * featureCount)) : featureCount,
    };
}
