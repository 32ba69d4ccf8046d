namespace Brine.Models;

/// <summary>
/// A node as a walk needs it. The two children lie side by side, <see cref="Offset"/> behind the node, the right one second. A leaf has
/// the offset 0 and a key above every value, so that a further step stays there.
/// </summary>
internal interface IForestNode
{
    /// <summary>Where the feature lies in the keys of a group of rows: the feature times <see cref="RowKeys.Lanes"/>.</summary>
    int Feature { get; init; }

    int Offset { get; init; }

    int Key { get; init; }
}

/// <summary>A node in 8 bytes: for trees of up to 65,535 nodes over up to 8,191 features.</summary>
internal readonly struct NarrowNode : IForestNode
{
    private readonly ushort _feature;
    private readonly ushort _offset;

    public int Feature
    {
        get => _feature;
        init => _feature = (ushort)value;
    }

    public int Offset
    {
        get => _offset;
        init => _offset = (ushort)value;
    }

    public int Key { get; init; }
}

/// <summary>A node in 12 bytes: for all other trees.</summary>
internal readonly struct WideNode : IForestNode
{
    public int Feature { get; init; }

    public int Offset { get; init; }

    public int Key { get; init; }
}
