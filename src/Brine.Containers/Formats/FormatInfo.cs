using Brine.Pickling;

namespace Brine.Containers;

/// <summary>A row of <see cref="FormatTable"/>: how a format is known, what it is called, and what is said where a pickle is needed and
/// this is found.</summary>
/// <param name="Format">The format.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Code">The code of the error where a pickle is needed.</param>
/// <param name="Refusal">The text of that error: what the file is, and what to do.</param>
internal sealed record FormatInfo(FileFormat Format, string Name, string Code, string Refusal)
{
    /// <summary>Knows the format by bytes that no other has at that place; asked in the order of the table.</summary>
    internal ByteSignature? Mark { get; init; }

    /// <summary>Knows the format by how it reads; asked where no mark fits.</summary>
    internal ByteSignature? Text { get; init; }

    /// <summary>Knows an archive or a folder of this format by its files.</summary>
    internal Func<MemberNames, bool>? Members { get; init; }

    /// <summary>True where files of this format are models and nothing else, but none that is opened.</summary>
    internal bool IsForeignModel { get; init; }

    /// <summary>True where all files of the archive are wanted when it is opened.</summary>
    internal bool NeedsAllMembers { get; init; }

    /// <summary>The text of the error where data for a model is needed, or null where the file is tried as data.</summary>
    internal string? DataRefusal { get; init; }

    internal PickleFormatException NotAPickle() => new(Code, Refusal, 0);
}
