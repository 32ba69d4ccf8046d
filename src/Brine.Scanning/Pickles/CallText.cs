using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Calls in Python's notation, escaped and of bounded length.</summary>
internal static class CallText
{
    internal static string Of(SymbolicCall call) => PlainText.Of(new Symbol(call).ToString());

    internal static string Of(SymbolicState state) => PlainText.Of($"{state.Target}.__setstate__({state.State})");
}
