using System.Numerics;
using System.Text;

namespace Brine.Native.Arrow;

/// <summary>Columns of text: UTF-8 behind offsets of 32 or 64 bits, alone or as the dictionary of a column of categories.</summary>
internal static unsafe class ArrowTexts
{
    /// <summary>Reads texts; missing ones are null.</summary>
    /// <typeparam name="TOffset">The type of the offsets.</typeparam>
    internal static string?[] Read<TOffset>(ArrowView view)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        var texts = new string?[view.Length];
        if (texts.Length == 0)
        {
            return texts;
        }

        TOffset* offsets = (TOffset*)view.Buffer(1) + view.First;
        for (int i = 0; i < texts.Length; i++)
        {
            if (view.IsMissing(i))
            {
                continue;
            }

            long start = long.CreateChecked(offsets[i]), end = long.CreateChecked(offsets[i + 1]);
            if (start < 0 || end < start || end - start > int.MaxValue)
            {
                throw view.Bad($"text {i} lies from {start} to {end}");
            }

            texts[i] = end == start ? "" : Decode(view, view.Buffer(2) + start, (int)(end - start), i);
        }

        return texts;
    }

    /// <summary>Reads a column of categories that are texts.</summary>
    internal static string?[] ReadDictionary(ArrowView indices, string format, ArrowArray* dictionary, ArrowSchema* schema, string name)
    {
        string values = NativeText.Read(schema->Format) ?? "";
        long count = dictionary is null ? throw indices.Bad("its dictionary is NULL") : dictionary->Length;
        string?[] texts = values switch
        {
            "u" => Read<int>(new ArrowView(dictionary, "the dictionary of " + name, 0, count, 3)),
            "U" => Read<long>(new ArrowView(dictionary, "the dictionary of " + name, 0, count, 3)),
            _ => throw indices.Bad($"its dictionary is of format '{values}'; dictionaries are of text, decode others"),
        };
        return format switch
        {
            "c" => Take<sbyte>(indices, texts),
            "C" => Take<byte>(indices, texts),
            "s" => Take<short>(indices, texts),
            "S" => Take<ushort>(indices, texts),
            "i" => Take<int>(indices, texts),
            "I" => Take<uint>(indices, texts),
            "l" => Take<long>(indices, texts),
            "L" => Take<ulong>(indices, texts),
            _ => throw indices.Bad($"the indices into its dictionary are of format '{format}'"),
        };
    }

    private static string?[] Take<TIndex>(ArrowView indices, string?[] texts)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        ReadOnlySpan<TIndex> places = indices.Values<TIndex>();
        var taken = new string?[indices.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            if (!indices.IsMissing(i))
            {
                taken[i] = !TIndex.IsNegative(places[i]) && ulong.CreateChecked(places[i]) < (ulong)texts.Length
                    ? texts[int.CreateChecked(places[i])]
                    : throw indices.Bad($"element {i} is category {places[i]} of {texts.Length}");
            }
        }

        return taken;
    }

    private static string Decode(ArrowView view, byte* text, int length, int index)
    {
        try
        {
            return Strict.GetString(text, length);
        }
        catch (DecoderFallbackException)
        {
            throw view.Bad($"text {index} is no UTF-8");
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
