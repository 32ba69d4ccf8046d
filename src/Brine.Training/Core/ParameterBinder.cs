using System.Globalization;
using System.Text.Json;

namespace Brine.Training;

/// <summary>Goes through the parameters of a trainer by their Python names: takes what is given, checks it, and writes it down.</summary>
internal sealed class ParameterBinder(bool isNew, string className)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>True for the newest scikit-learn, false for 1.2.</summary>
    internal bool IsNew { get; } = isNew;

    /// <summary>Where the parameters are written; null where nobody asks.</summary>
    internal AttributeWriter? Attributes { get; init; }

    /// <summary>The parameters that a file gives; null where the trainer has its own.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? Given { get; init; }

    /// <summary>Makes the trainers inside of a given one.</summary>
    internal Func<JsonElement, string, Trainer>? ReadTrainer { get; init; }

    /// <summary>The names that were asked for.</summary>
    internal IReadOnlyCollection<string> Known => _known;

    internal bool Flag(string name, bool value)
    {
        if (Take(name) is { } given)
        {
            value = given.ValueKind is JsonValueKind.True or JsonValueKind.False ? given.GetBoolean()
                : throw Bad(name, given.GetRawText(), "true or false");
        }

        Write(name, value);
        return value;
    }

    internal int Int(string name, int value, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        OptionalInt(name, value, minimum, maximum) ?? throw Bad(name, "None", "a whole number");

    internal int? OptionalInt(string name, int? value, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (Take(name) is { } given)
        {
            value = given.ValueKind == JsonValueKind.Null ? null
                : given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out int number) ? number
                : throw Bad(name, given.GetRawText(), "a whole number");
        }

        if (value < minimum || value > maximum)
        {
            throw Bad(name, Text(value.Value), maximum == int.MaxValue ? $"at least {minimum}" : $"from {minimum} to {maximum}");
        }

        Write(name, value is { } set ? set : PyValue.None);
        return value;
    }

    /// <param name="name">The name in Python.</param>
    /// <param name="value">The value.</param>
    /// <param name="minimum">The least that it may be.</param>
    /// <param name="maximum">The most that it may be.</param>
    /// <param name="isOpen">True where the least itself is too little.</param>
    internal double Double(string name, double value, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity,
        bool isOpen = false)
    {
        if (Take(name) is { } given)
        {
            value = NumberOf(name, given);
        }

        if (!(value >= minimum && value <= maximum) || (isOpen && value == minimum))
        {
            throw Bad(name, Text(value), isOpen
                ? $"over {Text(minimum)}" + (maximum < double.PositiveInfinity ? $", at most {Text(maximum)}" : "")
                : maximum < double.PositiveInfinity ? $"from {Text(minimum)} to {Text(maximum)}" : $"at least {Text(minimum)}");
        }

        Write(name, value);
        return value;
    }

    internal double? OptionalDouble(string name, double? value, double minimum)
    {
        if ((value is null && !IsGiven(name)) || Take(name) is { ValueKind: JsonValueKind.Null })
        {
            _known.Add(name);
            Write(name, PyValue.None);
            return null;
        }

        return Double(name, value ?? minimum, minimum);
    }

    internal string Text(string name, string value, params ReadOnlySpan<string> allowed)
    {
        if (Take(name) is { } given)
        {
            value = given.ValueKind == JsonValueKind.String ? given.GetString()!
                : throw Bad(name, given.GetRawText(), string.Join(", ", allowed.ToArray()));
        }

        if (!allowed.IsEmpty && !allowed.Contains(value))
        {
            throw Bad(name, $"'{value}'", "one of " + string.Join(", ", allowed.ToArray()));
        }

        Write(name, value);
        return value;
    }

    internal string? OptionalText(string name, string? value, params ReadOnlySpan<string> allowed)
    {
        if ((value is null && !IsGiven(name)) || (Given?.TryGetValue(name, out JsonElement given) == true
            && given.ValueKind == JsonValueKind.Null))
        {
            _known.Add(name);
            Write(name, PyValue.None);
            return null;
        }

        return Text(name, value ?? "", allowed);
    }

    /// <summary>The seed of numpy's generator; null draws one that nobody knows.</summary>
    internal uint? Seed(string name, uint? value)
    {
        if (Take(name) is { } given)
        {
            value = given.ValueKind == JsonValueKind.Null ? null
                : given.ValueKind == JsonValueKind.Number && given.TryGetUInt32(out uint seed) ? seed
                : throw Bad(name, given.GetRawText(), "a whole number from 0 to 4294967295");
        }

        Write(name, value is { } set ? (PyValue)(long)set : PyValue.None);
        return value;
    }

    /// <summary>A parameter that has one value here: another one in a file is refused.</summary>
    internal void Fixed(string name, PyValue value, bool isAlways = true)
    {
        if (!isAlways)
        {
            return;
        }

        if (Take(name) is { } given && !IsEqual(given, value))
        {
            throw Bad(name, given.GetRawText(), $"{value}, the only value that is trained here");
        }

        Write(name, value);
    }

    internal void Write(string name, PyValue value) => Attributes?.Set(name, value);

    internal bool IsGiven(string name) => Given?.ContainsKey(name) == true;

    internal JsonElement? Take(string name)
    {
        _known.Add(name);
        return Given?.TryGetValue(name, out JsonElement given) == true ? given : null;
    }

    internal TrainingException Bad(string name, string value, string allowed) =>
        new("FitParameter", $"{className} has {name}={value}, and it must be {allowed}");

    /// <summary>Refuses names that the trainer did not ask for.</summary>
    internal void RefuseUnknown()
    {
        foreach (string parameter in Given!.Keys)
        {
            if (!_known.Contains(parameter))
            {
                throw new TrainingException("FitParameter", $"{className} has no parameter {parameter}"
                    + (Spelling.Closest(parameter, Known) is { } close ? $"; did you mean {close}?"
                        : $"; it has {string.Join(", ", Known)}"));
            }
        }
    }

    internal double NumberOf(string name, JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Number => given.GetDouble(),
        JsonValueKind.String when given.GetString() is "nan" => double.NaN,
        JsonValueKind.String when given.GetString() is "inf" => double.PositiveInfinity,
        _ => throw Bad(name, given.GetRawText(), "a number"),
    };

    private static bool IsEqual(JsonElement given, PyValue value) => given.ValueKind switch
    {
        JsonValueKind.Null => value.IsNone,
        JsonValueKind.True or JsonValueKind.False => value.TryGetBool(out bool flag) && flag == given.GetBoolean(),
        JsonValueKind.Number => value.TryGetDouble(out double number) && number == given.GetDouble(),
        JsonValueKind.String => value.AsString() == given.GetString(),
        _ => false,
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
