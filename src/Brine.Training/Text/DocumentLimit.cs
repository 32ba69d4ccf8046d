using System.Globalization;
using System.Text.Json;

namespace Brine.Training;

/// <summary>A number of documents, or a share of all: <c>min_df</c> and <c>max_df</c>.</summary>
public readonly record struct DocumentLimit
{
    private readonly double _value;
    private readonly bool _isShare;

    private DocumentLimit(double value, bool isShare) => (_value, _isShare) = (value, isShare);

    /// <summary>So many.</summary>
    public static DocumentLimit Count(int count) => new(count, isShare: false);

    /// <summary>This share of all, from 0 to 1.</summary>
    public static DocumentLimit Share(double share) => new(share, isShare: true);

    /// <summary>So many.</summary>
    public static implicit operator DocumentLimit(int count) => Count(count);

    /// <summary>The value in Python.</summary>
    public override string ToString() => _isShare && _value == Math.Truncate(_value) ? _value.ToString("F1", CultureInfo.InvariantCulture)
        : _value.ToString("R", CultureInfo.InvariantCulture);

    internal DocumentLimit Bind(ParameterBinder binder, string name)
    {
        DocumentLimit limit = binder.Take(name) is not { } given ? this
            : given.ValueKind == JsonValueKind.Number && !given.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
                && given.TryGetInt32(out int count) ? Count(count)
            : Share(binder.NumberOf(name, given));
        if (limit._isShare ? limit._value is not (>= 0 and <= 1) : limit._value < 1)
        {
            throw binder.Bad(name, limit.ToString(), "a whole number from 1 on, or a share from 0.0 to 1.0");
        }

        binder.Write(name, limit._isShare ? limit._value : (PyValue)(long)limit._value);
        return limit;
    }

    internal double Of(int documentCount) => _isShare ? _value * documentCount : _value;
}
