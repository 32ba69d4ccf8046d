namespace Brine.Containers;

/// <summary>What the presets 0 to 9 of xz mean here.</summary>
internal readonly record struct LzmaPreset(int Dictionary, int Depth, int Nice)
{
    internal static LzmaProperties Properties => new(3, 0, 2);

    /// <summary>The dictionary as one byte, as LZMA2 writes it.</summary>
    internal byte DictionaryCode => (byte)((int.Log2(Dictionary) - 12) * 2);

    internal static LzmaPreset Of(int level) => level switch
    {
        0 => new(1 << 18, 4, 64),
        1 => new(1 << 20, 8, 128),
        2 => new(1 << 21, 16, 192),
        3 => new(1 << 22, 24, 273),
        4 => new(1 << 22, 32, 273),
        5 => new(1 << 23, 48, 273),
        6 => new(1 << 23, 64, 273),
        7 => new(1 << 24, 96, 273),
        8 => new(1 << 24, 160, 273),
        _ => new(1 << 24, 256, 273),
    };
}
