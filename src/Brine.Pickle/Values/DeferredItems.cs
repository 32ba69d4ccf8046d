namespace Brine.Pickling;

/// <summary>The items of a <see cref="PyList"/> that are converted one by one, each when it is written.</summary>
internal abstract class DeferredItems
{
    internal abstract PyValue Get(int index);
}
