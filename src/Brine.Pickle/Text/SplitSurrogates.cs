using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Texts whose surrogates stand side by side and are not a pair: Python has two characters there where a .NET string has one. Which string
/// objects these are is kept beside them, so that they are written as they were.
/// </summary>
internal static class SplitSurrogates
{
    private static readonly ConditionalWeakTable<string, object> Texts = [];

    /// <summary>True once there was one: until then nobody pays for them.</summary>
    private static volatile bool s_any;

    internal static string Mark(string text)
    {
        Texts.AddOrUpdate(text, Texts);
        s_any = true;
        return text;
    }

    internal static bool Has(string text) => s_any && Texts.TryGetValue(text, out _);
}
