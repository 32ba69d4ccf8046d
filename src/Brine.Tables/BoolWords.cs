namespace Brine.Tables;

/// <summary>The words that pandas takes for bools.</summary>
internal static class BoolWords
{
    internal static bool? Of(string text) =>
        text switch { "True" or "TRUE" or "true" => true, "False" or "FALSE" or "false" => false, _ => null };

    internal static bool? Of(ReadOnlySpan<byte> text) =>
        text.Length == 4 ? (text.SequenceEqual("True"u8) || text.SequenceEqual("true"u8) || text.SequenceEqual("TRUE"u8) ? true : null)
        : text.Length == 5 && (text.SequenceEqual("False"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("FALSE"u8)) ? false
        : null;
}
