namespace Brine.Tests.Properties;

/// <summary>Hands out the choices that a generator made, one after the other; when they are used up, the first alternative each
/// time.</summary>
internal sealed class ChoiceReader(int[] choices)
{
    private int _next;

    internal bool IsEmpty => _next >= choices.Length;

    /// <summary>A number from 0 up to <paramref name="count"/>, which is not included.</summary>
    internal int Next(int count) => IsEmpty ? 0 : choices[_next++] % count;

    internal T Of<T>(params ReadOnlySpan<T> items) => items[Next(items.Length)];

    /// <summary>One of the first three most of the time.</summary>
    internal T Mostly<T>(params ReadOnlySpan<T> items) => items[Next(8) == 0 ? Next(items.Length) : Next(Math.Min(3, items.Length))];

    /// <summary>Eight random bytes.</summary>
    internal long Bits() => ((long)Next(int.MaxValue) << 40) ^ ((long)Next(int.MaxValue) << 20) ^ Next(int.MaxValue);
}
