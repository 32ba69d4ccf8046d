namespace Brine.Pickling;

/// <summary>Stands in the reference half of a <see cref="PyValue"/> whose value is in the 64 bits beside it.</summary>
internal sealed class PyTag
{
    internal static readonly PyTag Bool = new();
    internal static readonly PyTag Int = new();
    internal static readonly PyTag Float = new();

    private PyTag()
    {
    }
}
