using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>What tests read out of a trace.</summary>
internal static class Traces
{
    internal static string? NameOf(TraceEvent happened) => happened switch
    {
        SymbolicGlobal { Via: null } global => global.FullName,
        SymbolicExtension extension => $"copyreg.extension_{extension.Code}",
        _ => null,
    };
}
