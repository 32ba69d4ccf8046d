using Brine.Pickling;

namespace Brine;

/// <summary>Makes a value of .NET of an answer of a model: labels and numbers as bool, int, long, float, double, decimal, string or an
/// enum.</summary>
/// <typeparam name="T">The type of the answers.</typeparam>
internal static class AnswerType<T>
{
    /// <summary>The type in words.</summary>
    internal static string Name => typeof(T).Name;

    /// <summary>The value of a label or number.</summary>
    /// <returns>False where it is none of the type: a text as a number, 0.5 as an int.</returns>
    internal static bool TryRead(PyValue value, out T answer)
    {
        object? found = typeof(T) == typeof(PyValue) ? (object)value
            : typeof(T) == typeof(string) ? value.AsString() ?? (value.IsNone ? null : value.ToString())
            : typeof(T).IsEnum ? ReadEnum(value)
            : typeof(T) == typeof(bool) ? ReadBool(value)
            : value.Kind != PyKind.Bool && value.TryGetDouble(out double number) ? ReadNumber(value, number)
            : null;
        answer = found is null ? default! : (T)found;
        return found is not null;
    }

    /// <summary>The value of a number that no label stands for, without allocating.</summary>
    /// <exception cref="InvalidCastException">The number is none of the type.</exception>
    internal static T FromNumber(double number)
    {
        if (typeof(T) == typeof(double))
        {
            return (T)(object)number;
        }

        if (typeof(T) == typeof(float))
        {
            return (T)(object)(float)number;
        }

        bool isInt = number is >= int.MinValue and <= int.MaxValue && Math.Truncate(number) == number;
        if (typeof(T) == typeof(int) && isInt)
        {
            return (T)(object)(int)number;
        }

        if (typeof(T) == typeof(long) && isInt)
        {
            return (T)(object)(long)number;
        }

        return TryRead(isInt ? (PyValue)(long)number : number, out T answer) ? answer
            : throw new InvalidCastException($"the model answers {number}, which is no {Name}");
    }

    private static object? ReadBool(PyValue value) =>
        value.TryGetBool(out bool truth) ? (object)truth
        : value.Kind is PyKind.Int or PyKind.Float && value.TryGetDouble(out double number) && number is 0 or 1 ? number == 1 : null;

    private static object? ReadNumber(PyValue value, double number)
    {
        if (typeof(T) == typeof(double))
        {
            return number;
        }

        if (typeof(T) == typeof(float))
        {
            return (float)number;
        }

        if (typeof(T) == typeof(decimal))
        {
            return Math.Abs(number) < 7.9e28 ? (object)(decimal)number : null;
        }

        return value.TryGetInt64(out long whole) || IsWhole(number, out whole)
            ? typeof(T) == typeof(long) ? (object)whole
            : typeof(T) == typeof(int) && whole is >= int.MinValue and <= int.MaxValue ? (object)(int)whole : null
            : null;
    }

    /// <summary>A member by its name, letters and digits alone, or by its number.</summary>
    private static object? ReadEnum(PyValue value)
    {
        if (value.AsString() is { } text)
        {
            string? name = Enum.GetNames(typeof(T)).FirstOrDefault(name => PropertyMatch.AreAlike(name, text));
            return name is null ? null : Enum.Parse(typeof(T), name);
        }

        return value.TryGetInt64(out long number) && Enum.ToObject(typeof(T), number) is var member && Enum.IsDefined(typeof(T), member)
            ? member : null;
    }

    private static bool IsWhole(double number, out long whole)
    {
        whole = Math.Abs(number) < Column.FirstInexact ? (long)number : 0;
        return whole == number;
    }
}
