using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>Whom the server answers, and how many at once.</summary>
internal sealed class RequestGate : IDisposable
{
    private readonly BrineServerOptions _options;
    private readonly SemaphoreSlim _room;
    private readonly byte[][] _keys;
    private int _waiting;

    internal RequestGate(BrineServerOptions options)
    {
        _options = options;
        _room = new SemaphoreSlim(Math.Max(1, options.MaxConcurrency));
        _keys = [.. options.ApiKeys.Select(Hash)];
    }

    /// <summary>How many requests are computed now.</summary>
    internal int Computing => Math.Max(1, _options.MaxConcurrency) - _room.CurrentCount;

    /// <summary>How many wait for it.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    public void Dispose() => _room.Dispose();

    /// <exception cref="RequestRefusedException">The name of the host is another one.</exception>
    internal void RequireHost(HttpRequest request)
    {
        if (_options.Hosts.Count > 0 && !_options.Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            throw new RequestRefusedException(StatusCodes.Status421MisdirectedRequest, "RequestHost",
                "the server takes no requests under this name: allow it where the server is started");
        }
    }

    /// <summary>Keys are compared by their hashes, all of them in full, so that the time says nothing.</summary>
    /// <exception cref="RequestRefusedException">The request has no key of the server.</exception>
    internal void RequireKey(HttpRequest request)
    {
        if (_keys.Length == 0)
        {
            return;
        }

        string given = request.Headers["X-API-Key"].ToString();
        string authorization = request.Headers.Authorization.ToString();
        const string bearer = "Bearer ";
        if (given.Length == 0 && authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
        {
            given = authorization[bearer.Length..].Trim();
        }

        else if (given.Length == 0)
        {
            given = PasswordOf(authorization);
        }

        byte[] hash = Hash(given);
        bool isKnown = false;
        foreach (byte[] key in _keys)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(key, hash);
        }

        if (!isKnown)
        {
            throw new RequestRefusedException(StatusCodes.Status401Unauthorized, "RequestKey",
                "the request has no valid key: send 'Authorization: Bearer KEY' or 'X-API-Key: KEY'");
        }
    }

    /// <summary>Computes where there is room, and waits for it in a line of limited length.</summary>
    /// <exception cref="RequestRefusedException">The line is full.</exception>
    internal async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (!await _room.WaitAsync(0, cancellationToken))
        {
            if (Interlocked.Increment(ref _waiting) > _options.MaxWaiting)
            {
                Interlocked.Decrement(ref _waiting);
                throw new RequestRefusedException(StatusCodes.Status429TooManyRequests, "RequestLine",
                    "too many requests are being answered: try again in a second");
            }

            try
            {
                await _room.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        try
        {
            return work();
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>What a browser sends when it asked its user for a name and a password: the key is the password.</summary>
    private static string PasswordOf(string authorization)
    {
        const string basic = "Basic ";
        var bytes = new byte[1024];
        return authorization.StartsWith(basic, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(authorization[basic.Length..].Trim(), bytes, out int count)
            && Encoding.UTF8.GetString(bytes, 0, count) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..] : "";
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
