namespace Brine.Models;

/// <summary>The difference of two numbers of float64.</summary>
internal readonly struct DoubleDifference : IDifference
{
    public static double Of(double x, double y) => x - y;
}

/// <summary>The difference of two numbers of float32, which C rounds to float32 before it is added up.</summary>
internal readonly struct SingleDifference : IDifference
{
    public static double Of(double x, double y) => (float)x - (float)y;
}
