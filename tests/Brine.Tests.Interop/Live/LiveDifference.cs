using System.Globalization;

namespace Brine.Tests.Live;

/// <summary>Where Brine said something else than Python.</summary>
/// <param name="Seed">The case.</param>
/// <param name="Name">The class whose turn it was.</param>
/// <param name="Table">The table: fresh, or spoiled by something.</param>
/// <param name="Form">The form it was in.</param>
/// <param name="Method">The method, or <c>load</c>.</param>
/// <param name="What">The difference in words.</param>
/// <param name="About">The model.</param>
internal sealed record LiveDifference(int Seed, string Name, string Table, string Form, string Method, string What, string About)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"seed {Seed} {Name}, {Table} as {Form}, {Method}: {What}\n    {About}");
}
