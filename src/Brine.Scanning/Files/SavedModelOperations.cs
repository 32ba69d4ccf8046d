namespace Brine.Scanning;

/// <summary>Operations of TensorFlow graphs that reach files or run Python.</summary>
internal static class SavedModelOperations
{
    private static readonly string[] Denied =
        ["ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "PyFuncStateless", "MatchingFiles", "LoadLibrary"];

    /// <summary>True for what begins as a saved_model.pb does: its version, and a graph.</summary>
    internal static bool IsGraph(ReadOnlySpan<byte> data) =>
        data is [0x08, 0x01, 0x12, ..] && data.IndexOf("StatefulPartitionedCall"u8) >= 0;

    /// <summary>The names stand in the graph as text, each with its length before it.</summary>
    internal static void Scan(ScanContext context, ReadOnlySpan<byte> graph, string place)
    {
        foreach (string name in Denied)
        {
            byte[] field = [0x12, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name)];
            if (graph.IndexOf(field) is >= 0 and var at)
            {
                context.Findings.Add(ScanRule.KerasCode, place, at, $"the graph has the operation {name}", name, name);
            }
        }
    }
}
