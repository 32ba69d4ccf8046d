namespace Brine.Pickling;

/// <summary>Tells protocol 0 from protocol 1, neither of which declares itself.</summary>
internal static class ProtocolDetector
{
    /// <summary>1 where the first opcode that only one of the two writers uses is one of protocol 1, else 0.</summary>
    internal static int Detect(ReadOnlySpan<byte> data)
    {
        var reader = new PickleReader(data, 0, Limits.Default);
        try
        {
            while (OpcodeTable.Find(reader.ReadOpcode()) is { } info)
            {
                if (info.Protocol > 0)
                {
                    return 1;
                }

                if (info.Code is Op.Put or Op.Get or Op.Int or Op.Float or Op.String or Op.Unicode or Op.List or Op.Dict or Op.Stop or Op.Inst or Op.Persid)
                {
                    return 0;
                }

                reader.SkipOperand(info);
            }
        }
        catch (PickleFormatException)
        {
            // Cut off before it told: the reader reports that.
        }

        return 0;
    }
}
