using System.Globalization;

namespace Brine;

/// <summary>Numbers as people read them.</summary>
internal static class ShownNumber
{
    /// <summary>A number with so many digits.</summary>
    internal static string Of(double number, int digits = 5) =>
        double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? (number > 0 ? "∞" : "-∞")
        : number == 0 ? "0"
        : double.IsInteger(number) && Math.Abs(number) < 1e15 ? number.ToString("0", CultureInfo.InvariantCulture)
        : number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A count, with marks between the thousands.</summary>
    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size: <c>1.2 MB</c>.</summary>
    internal static string Bytes(long bytes)
    {
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        double size = bytes;
        int unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
        {
            size /= 1000;
        }

        return (unit == 0 ? Count(bytes) : size.ToString(size < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)) + " " + units[unit];
    }

    /// <summary>A share: <c>12.3%</c>.</summary>
    internal static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
