namespace Brine.Pickling;

/// <summary>Marks the type of a <see cref="PyValue"/> whose value is in the 64 bits beside the reference.</summary>
internal sealed class PyTag
{
    internal static readonly PyTag Bool = new();
    internal static readonly PyTag Int = new();
    internal static readonly PyTag Float = new();

    private PyTag()
    {
    }
}
