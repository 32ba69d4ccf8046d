using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Brine.Cli;

/// <summary>Options that take a number: what is none, or too small or large, is told with what may be said.</summary>
internal static class NumberOption
{
    /// <summary>An option for a whole number.</summary>
    internal static Option<T?> Whole<T>(string name, T least, T most, string description, params string[] aliases)
        where T : struct, IBinaryInteger<T> =>
        Of(name, NumberStyles.AllowLeadingSign, least, most,
            $"a whole number from {least} {(most == T.CreateSaturating(long.MaxValue) ? "up" : $"to {most}")}", description, aliases);

    /// <summary>An option for a number that is not negative.</summary>
    internal static Option<double?> Positive(string name, string description) =>
        Of(name, NumberStyles.Float, 0, double.MaxValue, "a number from 0 up", description, []);

    private static Option<T?> Of<T>(string name, NumberStyles style, T least, T most, string wanted, string description, string[] aliases)
        where T : struct, INumber<T> => new(name, aliases)
        {
            Description = description,
            CustomParser = argument =>
            {
                string text = argument.Tokens.Count > 0 ? argument.Tokens[^1].Value : "";
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out T number) && number >= least && number <= most)
                {
                    return number;
                }

                argument.AddError($"{name} takes {wanted}, not '{text}'");
                return null;
            },
        };
}
