namespace Brine.Pickling;

/// <summary>Tells protocol 0 from protocol 1, neither of which declares itself.</summary>
internal static class ProtocolDetector
{
    /// <summary>1 where the first opcode that only one of the two writers uses is one of protocol 1, else 0.</summary>
    internal static int Detect(ReadOnlySpan<byte> data)
    {
        var reader = new OpcodeReader(data);
        while (reader.TryRead() is var read && reader.Info is { } info)
        {
            if (info.Protocol > 0)
            {
                return 1;
            }

            if (read != OpcodeRead.Done
                || info.Code is PickleOpcode.Put or PickleOpcode.Get or PickleOpcode.Int or PickleOpcode.Float or PickleOpcode.String
                    or PickleOpcode.Unicode or PickleOpcode.List
                or PickleOpcode.Dict or PickleOpcode.Stop or PickleOpcode.Inst or PickleOpcode.Persid)
            {
                return 0;
            }
        }

        return 0;
    }
}
