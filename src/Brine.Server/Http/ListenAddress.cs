using System.Net;

namespace Brine.Server;

/// <summary>A place to listen at.</summary>
/// <param name="EndPoint">The address and port.</param>
/// <param name="IsSecure">Whether TLS is spoken there.</param>
/// <param name="IsGrpc">Whether it is for gRPC alone.</param>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool IsSecure, bool IsGrpc)
{
    /// <summary>Reads a url.</summary>
    /// <exception cref="ArgumentException">It is none to listen at.</exception>
    internal static ListenAddress Parse(string url, bool isGrpc)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/")
        {
            throw new ArgumentException($"'{url}' is no address to listen at: write http://127.0.0.1:8080", nameof(url));
        }

        IPAddress? address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? known) ? known : null;
        return address is not null ? new ListenAddress(new IPEndPoint(address, uri.Port), uri.Scheme == Uri.UriSchemeHttps, isGrpc)
            : throw new ArgumentException($"'{uri.Host}' is no address of this machine: write localhost, 0.0.0.0 or its number",
                nameof(url));
    }

    /// <exception cref="ArgumentException">Two of them are one address.</exception>
    internal static void RequireDistinct(IReadOnlyList<ListenAddress> places)
    {
        foreach (IGrouping<IPEndPoint, ListenAddress> same in places.Where(place => place.EndPoint.Port > 0)
            .GroupBy(place => place.EndPoint))
        {
            if (same.Count() > 1)
            {
                throw new ArgumentException($"{same.Key} is named twice{(same.Any(place => !place.IsGrpc) && same.Any(place => place.IsGrpc)
                    ? ": gRPC needs a port of its own, or is asked at an address with https" : "")}", "url");
            }
        }
    }
}
