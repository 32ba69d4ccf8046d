using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3.Model;

namespace Brine.Store;

/// <summary>
/// The files of a store in a bucket, each under its hash and a word of chance: <c>blobs/HASH/WORD</c>. Who collects garbage first writes to
/// the history which names are given up, and takes them away afterwards; such a name is never used again. Who adds a version has brought
/// its file before, and its entry is only written where it knows all that were before: so no file that an entry names is taken away.
/// </summary>
/// <param name="bucket">The bucket.</param>
/// <param name="abandoned">How old uploads in parts are that nobody goes on with.</param>
internal sealed class S3Blobs(S3Bucket bucket, TimeSpan abandoned) : IRemoteBlobs
{
    private const string Blobs = "blobs/";
    private const int MostParts = 9000;

    /// <summary>The bucket is let go of by the index.</summary>
    public void Dispose()
    {
    }

    internal const int Part = 16 << 20;

    public IDisposable Send(IncomingBlob blob, CancellationToken cancellationToken) => Find(blob) ?? Upload(blob, cancellationToken);

    public void Keep(IncomingBlob blob, IIndexChange change)
    {
        // It was given up between the sending and this entry.
        while (new LedgerView(change).Find(RecordKeys.Gone(((S3Upload)blob.Sent!).Key)) is not null)
        {
            blob.Sent = Upload(blob, CancellationToken.None);
        }
    }

    public bool? Take(StoredFile file, Func<Stream, bool> take)
    {
        bool? isRight = null;
        foreach ((string key, long bytes, _, _) in Copies(file.Hash).OrderByDescending(copy => copy.Written))
        {
            isRight ??= false;
            if (bytes != file.Bytes)
            {
                continue;
            }

            using GetObjectResponse? response = bucket.Open(key);
            if (response is not null && bucket.Guard(isWrite: false, () => take(response.ResponseStream)))
            {
                return true;
            }
        }

        return isRight;
    }

    public Garbage Collect(IReadOnlySet<string> kept, IIndexChange change)
    {
        var ledger = new LedgerView(change);
        var files = new List<(string Key, long Bytes)>();
        var leftovers = new List<string>();
        foreach (var copies in bucket.List(Blobs).GroupBy(item => HashOf(item.Key)))
        {
            var there = copies.Where(item =>
            {
                bool isGone = ledger.Find(RecordKeys.Gone(item.Key)) is not null;
                if (isGone)
                {
                    leftovers.Add(item.Key);
                }

                return !isGone;
            }).ToList();
            string? one = !kept.Contains(copies.Key) ? ""
                : there.Count > 1 ? Right(copies.Key, there.Select(item => item.Key)) : there.FirstOrDefault().Key;
            files.AddRange(there.Where(item => one is not null && item.Key != one).Select(item => (item.Key, item.Bytes)));
        }

        return new Garbage(files.Count, files.Sum(file => file.Bytes), [.. files.Select(file => file.Key)], leftovers);
    }

    public void Clear(Garbage garbage)
    {
        foreach (string key in garbage.Keys.Concat(garbage.Leftovers))
        {
            bucket.Delete(key);
        }

        foreach ((string key, string id, DateTime begun) in bucket.Uploads(Blobs).ToArray())
        {
            if (DateTime.UtcNow - begun.ToUniversalTime() >= abandoned)
            {
                bucket.Abort(key, id);
            }
        }
    }

    private IEnumerable<(string Key, long Bytes, DateTime Written, string ETag)> Copies(string hash) => bucket.List($"{Blobs}{hash}/");

    private static string HashOf(string key) => key[Blobs.Length..].Split('/')[0];

    private static string NewKey(string hash) => $"{Blobs}{hash}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>Of several copies of a file one that is right; null where none is.</summary>
    private string? Right(string hash, IEnumerable<string> keys) => keys.FirstOrDefault(key =>
    {
        using GetObjectResponse? response = bucket.Open(key);
        return response is not null && bucket.Guard(isWrite: false, () =>
            HashingCopy.Run(response.ResponseStream, Stream.Null, CancellationToken.None).Hash == hash);
    });

    /// <summary>A copy that is there already and has the same bytes, as far as the bucket says what it has.</summary>
    private S3Upload? Find(IncomingBlob blob)
    {
        string? tag = null;
        foreach ((string key, long bytes, _, string there) in Copies(blob.Hash))
        {
            if (bytes == blob.Bytes && there == (tag ??= TagOf(blob)))
            {
                return new S3Upload(key);
            }
        }

        return null;
    }

    private S3Upload Upload(IncomingBlob blob, CancellationToken cancellationToken)
    {
        Stream source = blob.Rewound();
        if (blob.Bytes > Part)
        {
            return UploadParts(blob, source, cancellationToken);
        }

        byte[] bytes = new byte[blob.Bytes];
        source.ReadExactly(bytes);
        string key = NewKey(blob.Hash);
        bucket.Put(key, new MemoryStream(bytes));
        return new S3Upload(key);
    }

    /// <summary>Parts that an attempt which broke off had brought are not sent again.</summary>
    private S3Upload UploadParts(IncomingBlob blob, Stream source, CancellationToken cancellationToken)
    {
        (string key, string id, _) = bucket.Uploads($"{Blobs}{blob.Hash}/").FirstOrDefault();
        Dictionary<int, string>? there = id is null ? null : bucket.Parts(key, id);
        if (there is null)
        {
            key = NewKey(blob.Hash);
            (id, there) = (bucket.Begin(key), []);
        }

        var tags = new List<string>();
        byte[] part = new byte[PartOf(blob.Bytes)];
        while (source.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? tag = there.GetValueOrDefault(tags.Count + 1);
            if (tag is null || tag != Md5(part.AsSpan(0, count)))
            {
                tag = bucket.PutPart(key, id!, tags.Count + 1, part, count);
            }

            if (tag is null)
            {
                break;
            }

            tags.Add(tag);
        }

        // Somebody who brings the same file may have been first: then the file is there.
        return (tags.Count == Parts(blob.Bytes) && bucket.Complete(key, id!, tags)) || bucket.Head(key)?.ContentLength == blob.Bytes
            ? new S3Upload(key)
            : throw new StoreException("StoreUnreachable", $"{bucket.Location} gave up an upload that was under way: do it again");
    }

    private static int PartOf(long bytes) => (int)Math.Max(Part, (bytes / MostParts / (1 << 20) + 1) << 20);

    private static int Parts(long bytes) => (int)((bytes + PartOf(bytes) - 1) / PartOf(bytes));

    /// <summary>What a bucket says of the bytes where it keeps them plainly: their MD5, or that of the MD5s of their parts.</summary>
    private static string TagOf(IncomingBlob blob)
    {
        Stream source = blob.Rewound();
        byte[] part = new byte[PartOf(blob.Bytes)];
        if (blob.Bytes <= Part)
        {
            return Md5(part.AsSpan(0, source.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)));
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        while (source.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) is > 0 and var count)
        {
            all.AppendData(Convert.FromHexString(Md5(part.AsSpan(0, count))));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(all.GetHashAndReset())}-{Parts(blob.Bytes)}");
    }

    /// <summary>Only to compare with what a bucket says; what a file is, its SHA-256 says.</summary>
#pragma warning disable CA5351
    private static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
