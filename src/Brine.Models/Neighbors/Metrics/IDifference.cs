namespace Brine.Models;

/// <summary>How two numbers are subtracted.</summary>
internal interface IDifference
{
    static abstract double Of(double x, double y);
}
