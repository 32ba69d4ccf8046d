namespace Brine.Models;

/// <summary>How many of the asked rows have neighbors at equal distances, of which numpy's selection decides.</summary>
/// <param name="Any">Rows where some of the nearest tie: their order hangs on it.</param>
/// <param name="Left">Rows where one that is taken ties with one that is left out: the answer hangs on it.</param>
internal readonly record struct TieCount(int Any, int Left)
{
    public static TieCount operator +(TieCount first, TieCount second) => new(first.Any + second.Any, first.Left + second.Left);
}
