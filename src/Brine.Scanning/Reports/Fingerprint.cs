using System.Security.Cryptography;
using System.Text;

namespace Brine.Scanning;

/// <summary>What makes a finding the same in another scan: its rule, the part of the file, and the call; not the offset.</summary>
internal static class Fingerprint
{
    private const int Bytes = 16;

    internal static string Of(ScanFinding finding)
    {
        int inner = finding.Place.IndexOf('!');
        string part = inner < 0 ? "" : WithoutOffsets(finding.Place[inner..]);
        string text = $"{finding.RuleId}\n{part}\n{finding.Call ?? finding.Message}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }

    /// <summary>Places such as <c>!bytes@123</c> move when something before them grows.</summary>
    private static string WithoutOffsets(string place)
    {
        var text = new StringBuilder(place.Length);
        for (int i = 0; i < place.Length; i++)
        {
            text.Append(place[i]);
            if (place[i] == '@')
            {
                while (i + 1 < place.Length && char.IsAsciiDigit(place[i + 1]))
                {
                    i++;
                }
            }
        }

        return text.ToString();
    }
}
