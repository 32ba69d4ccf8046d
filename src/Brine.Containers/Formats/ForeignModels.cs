using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Models that are no pickles, told by how their own libraries write them.</summary>
internal static class ForeignModels
{
    private const long LargestSafetensorsHeader = 100_000_000;
    private const int TextHead = 4096;

    internal static bool IsCatBoost(ReadOnlySpan<byte> data) => data.StartsWith("CBM1"u8);

    internal static bool IsLightGbm(ReadOnlySpan<byte> data) =>
        data.StartsWith("tree\nversion="u8) || data.StartsWith("tree\r\nversion="u8);

    internal static bool IsXgBoost(ReadOnlySpan<byte> data) => data.StartsWith("binf"u8) || IsXgBoostText(data) || IsXgBoostBinary(data);

    /// <summary>JSON, or UBJSON, whose first key is "learner" or "version".</summary>
    private static bool IsXgBoostText(ReadOnlySpan<byte> data) =>
        data.Length > 20 && data[0] == '{' && data[..Math.Min(data.Length, TextHead)].IndexOf("learner"u8) is > 0 and < 200
        && (data.IndexOf("gradient_booster"u8) > 0 || data.IndexOf("learner_model_param"u8) > 0);

    /// <summary>The binary form up to 2.x: a base score, the number of features and classes, zeros, and the names of objective and booster
    /// by length.</summary>
    private static bool IsXgBoostBinary(ReadOnlySpan<byte> data)
    {
        const int Parameters = 136;
        if (data.Length < Parameters + 16 || BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) is 0 or > 10_000_000)
        {
            return false;
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(data[Parameters..]);
        return length is > 3 and < 64 && data.Length > Parameters + 8 + length + 8
            && IsObjective(data.Slice(Parameters + 8, (int)length));
    }

    private static bool IsObjective(ReadOnlySpan<byte> text) =>
        text.StartsWith("binary:"u8) || text.StartsWith("reg:"u8) || text.StartsWith("multi:"u8) || text.StartsWith("rank:"u8)
            || text.StartsWith("survival:"u8) || text.StartsWith("count:"u8);

    /// <summary>The length of a JSON header, and the header.</summary>
    internal static bool IsSafetensors(ReadOnlySpan<byte> data)
    {
        if (data.Length < 10)
        {
            return false;
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(data);
        return length is >= 2 and <= LargestSafetensorsHeader && length <= (ulong)data.Length - 8 && data[8] == '{'
            && data.Slice(8, (int)length).TrimEnd((byte)' ') is [.., (byte)'}']
            && (length == 2 || data[8..].IndexOf("\""u8) is >= 0 and < 16);
    }

    /// <summary>A protobuf message of ModelProto's fields alone, with a version and a graph, which ends where the file does.</summary>
    internal static bool IsOnnx(ReadOnlySpan<byte> data)
    {
        bool hasVersion = false, hasGraph = false;
        if (data.Length < 8 || data[0] is not (0x08 or 0x12 or 0x3A or 0x42))
        {
            return false;
        }

        while (!data.IsEmpty)
        {
            if (!TryVarint(ref data, out ulong tag))
            {
                return false;
            }

            ulong field = tag >> 3;
            if (field is not ((>= 1 and <= 8) or 14 or 20 or 25 or 26) || !TryVarint(ref data, out ulong value))
            {
                return false;
            }

            hasVersion |= field == 1;
            hasGraph |= field == 7;
            switch (tag & 7)
            {
                case 0 when field is 1 or 5:
                    break;
                case 2 when field is not (1 or 5) && value <= (ulong)data.Length:
                    data = data[(int)value..];
                    break;
                default:
                    return false;
            }
        }

        return hasVersion && hasGraph;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> data, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && i < data.Length; i++)
        {
            value |= (ulong)(data[i] & 0x7F) << (7 * i);
            if (data[i] < 0x80)
            {
                data = data[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
