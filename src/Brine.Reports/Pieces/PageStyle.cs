using System.Security.Cryptography;
using System.Text;

namespace Brine;

/// <summary>The style sheet of all pages, and the policy that lets a browser take nothing else.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    internal static string Css { get; } = PageResource.Text("brine.css");

    /// <summary>The hash of the style sheet, by which a policy knows it.</summary>
    internal static string Hash { get; } = "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css))) + "'";

    /// <summary>What a page that stands alone may load: its own style, and nothing besides.</summary>
    internal static string Policy { get; } = $"default-src 'none'; style-src {Hash}; base-uri 'none'; form-action 'none'";
}
