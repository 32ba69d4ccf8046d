using System.CommandLine;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary>The option of every command that says how much files may ask for.</summary>
internal static class LimitsOption
{
    internal static Option<string?> Option { get; } = new("--limits")
    {
        Description = "How much files may ask for: default, or trusted for files that you made yourself.",
        Recursive = true,
    };

    internal static Limits Read(ParseResult parsed) => parsed.GetValue(Option) switch
    {
        null or "default" => Limits.Default,
        "trusted" => Limits.Trusted,
        var other => throw new UsageException($"there are no limits '{other}'; say default or trusted"),
    };
}
