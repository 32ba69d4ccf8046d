namespace Brine.Pickling;

/// <summary>A value whose parts are still to be converted: a frame of the explicit stack that stands for recursive calls.</summary>
internal abstract class MappingFrame
{
    /// <summary>The frame of the value that holds this one, under <see cref="Key"/>.</summary>
    internal MappingFrame? Parent;
    internal PyValue Key;
    internal int Place;

    /// <summary>True for parts of a value whose type is known at run time only: whether null may stand among them nobody said.</summary>
    internal bool MayHoldNull;

    /// <summary>The .NET object whose parts are turned, where it has an identity.</summary>
    internal object? Holder;

    internal bool HasStarted;
    internal bool IsDone;

    /// <summary>Goes on as far as it can.</summary>
    /// <returns>True when all is done; false to be called again, when the frames that it pushed are done.</returns>
    internal abstract bool Step();
}
