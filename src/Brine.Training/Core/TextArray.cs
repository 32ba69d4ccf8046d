using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>Arrays of numpy's text of a given width.</summary>
internal static class TextArray
{
    /// <summary>Texts in the width of a dtype, whatever the longest of them is.</summary>
    internal static NDArray OfWidth(DType dtype, IReadOnlyList<string> texts)
    {
        int width = dtype.ItemSize / 4;
        var units = new int[texts.Count * width];
        for (int i = 0; i < texts.Count; i++)
        {
            int at = i * width;
            foreach (System.Text.Rune rune in texts[i].EnumerateRunes())
            {
                units[at++] = rune.Value;
            }
        }

        return NDArray.OverBytes(DType.Text(width), [texts.Count], MemoryMarshal.AsBytes<int>(units).ToArray());
    }
}
