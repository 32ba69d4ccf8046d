using System.Net;
using System.Net.Sockets;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Brine.Containers;

namespace Brine.Store;

/// <summary>A part of a bucket in which a store is, and what its errors mean.</summary>
internal sealed class S3Bucket : IDisposable
{
    private const int Retries = 4;
    private const string Writer = "x-amz-meta-writer";

    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _prefix;

    internal S3Bucket(StoreAddress address)
    {
        address.WithWords("endpoint", "region", "profile");
        Location = address.ToString();
        (_bucket, _prefix) = (address.Uri.Host, Uri.UnescapeDataString(address.Uri.AbsolutePath).Trim('/'));
        if (_bucket.Length == 0 || address.Uri.UserInfo.Length > 0 || address.Uri.Port > 0)
        {
            throw address.Wrong("it is s3://bucket/prefix; keys come from the environment or from a profile");
        }

        _prefix = _prefix.Length == 0 ? "" : _prefix + "/";
        try
        {
            _client = new AmazonS3Client(Settings(address));
        }
        catch (Exception error) when (error is AmazonClientException or ArgumentException or UriFormatException)
        {
            throw address.Wrong(SafeText.Of(error.Message.TrimEnd('.')));
        }
    }

    internal string Location { get; }

    public void Dispose() => _client.Dispose();

    /// <summary>Writes an object that is not there yet.</summary>
    /// <returns>False where there is one, which stays.</returns>
    internal bool PutNew(string key, byte[] body)
    {
        string writer = Guid.NewGuid().ToString("N");
        while (true)
        {
            var request = new PutObjectRequest
            {
                BucketName = _bucket, Key = _prefix + key, InputStream = new MemoryStream(body), IfNoneMatch = "*",
                UseChunkEncoding = false,
            };
            request.Metadata[Writer] = writer;
            try
            {
                Run(isWrite: true, () => _client.PutObjectAsync(request));
                return true;
            }
            catch (S3ConditionException refused) when (refused.IsConflict)
            {
                // Somebody writes it at this very moment: the next attempt tells who was first.
            }
            catch (S3ConditionException)
            {
                // The object is there: of somebody else, or of an attempt of ours whose answer was lost.
                return Head(key)?.Metadata[Writer] == writer;
            }
        }
    }

    internal void Put(string key, Stream body) => Run(isWrite: true, () => _client.PutObjectAsync(new PutObjectRequest
        { BucketName = _bucket, Key = _prefix + key, InputStream = body, UseChunkEncoding = false }));

    /// <summary>The bytes of a small object; null where there is none.</summary>
    /// <exception cref="StoreException">It is larger than anything that a store writes there.</exception>
    internal byte[]? Get(string key, int most)
    {
        using GetObjectResponse? response = Open(key);
        if (response is null)
        {
            return null;
        }

        return Guard(isWrite: false, () =>
        {
            byte[] bytes = response.ContentLength <= most ? new byte[response.ContentLength] : throw RecordJson.Damaged(key);
            return response.ResponseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes
                : throw new IOException("the answer was cut off");
        });
    }

    /// <summary>An object; null where there is none.</summary>
    internal GetObjectResponse? Open(string key) => Run(isWrite: false, () => _client.GetObjectAsync(_bucket, _prefix + key));

    internal GetObjectMetadataResponse? Head(string key) =>
        Run(isWrite: false, () => _client.GetObjectMetadataAsync(_bucket, _prefix + key));

    /// <summary>The objects whose names begin so and stand behind a name, in the order of their names.</summary>
    internal IEnumerable<(string Key, long Bytes, DateTime Written, string ETag)> List(string prefix, string? after = null)
    {
        var request = new ListObjectsV2Request
            { BucketName = _bucket, Prefix = _prefix + prefix, StartAfter = after is null ? null : _prefix + after };
        ListObjectsV2Response? page;
        do
        {
            page = Run(isWrite: false, () => _client.ListObjectsV2Async(request));
            foreach (S3Object item in page?.S3Objects ?? [])
            {
                yield return (item.Key[_prefix.Length..], item.Size ?? 0, item.LastModified ?? default, item.ETag.Trim('"'));
            }

            request.ContinuationToken = page?.NextContinuationToken;
        }
        while (page?.IsTruncated == true);
    }

    internal void Delete(string key) => Run(isWrite: true, () => _client.DeleteObjectAsync(_bucket, _prefix + key));

    /// <summary>Uploads in parts that were begun and are not complete.</summary>
    internal IEnumerable<(string Key, string Id, DateTime Begun)> Uploads(string prefix)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _bucket, Prefix = _prefix + prefix };
        ListMultipartUploadsResponse? page;
        do
        {
            page = Run(isWrite: false, () => _client.ListMultipartUploadsAsync(request));
            foreach (MultipartUpload upload in page?.MultipartUploads ?? [])
            {
                yield return (upload.Key[_prefix.Length..], upload.UploadId, upload.Initiated ?? default);
            }

            (request.KeyMarker, request.UploadIdMarker) = (page?.NextKeyMarker, page?.NextUploadIdMarker);
        }
        while (page?.IsTruncated == true);
    }

    internal string Begin(string key) => Run(isWrite: true, () => _client.InitiateMultipartUploadAsync(_bucket, _prefix + key))!.UploadId;

    /// <summary>The parts of an upload that are there, with their ETags; null where there is no such upload.</summary>
    internal Dictionary<int, string>? Parts(string key, string id)
    {
        var request = new ListPartsRequest { BucketName = _bucket, Key = _prefix + key, UploadId = id };
        var parts = new Dictionary<int, string>();
        ListPartsResponse? page;
        do
        {
            page = Run(isWrite: false, () => _client.ListPartsAsync(request));
            if (page is null)
            {
                return null;
            }

            foreach (PartDetail part in page.Parts ?? [])
            {
                parts[part.PartNumber ?? 0] = part.ETag.Trim('"');
            }

            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        while (page.IsTruncated == true);
        return parts;
    }

    /// <summary>The ETag of a part; null where there is no such upload any more.</summary>
    internal string? PutPart(string key, string id, int number, byte[] part, int count) => Run(isWrite: true, () =>
        _client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = _bucket, Key = _prefix + key, UploadId = id, PartNumber = number, PartSize = count,
            InputStream = new MemoryStream(part, 0, count), UseChunkEncoding = false,
        }))?.ETag.Trim('"');

    /// <summary>Makes an object of the parts.</summary>
    /// <returns>False where there is no such upload any more.</returns>
    internal bool Complete(string key, string id, IReadOnlyList<string> tags) => Run(isWrite: true, () =>
        _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = _bucket, Key = _prefix + key, UploadId = id,
            PartETags = [.. tags.Select((tag, i) => new PartETag(i + 1, $"\"{tag}\""))],
        })) is not null;

    internal void Abort(string key, string id) => Run(isWrite: true, () => _client.AbortMultipartUploadAsync(_bucket, _prefix + key, id));

    private static AmazonS3Config Settings(StoreAddress address)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = Retries,
            Timeout = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),

            // Servers that are like S3 do not all know what is newer than MD5.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (address.Words.TryGetValue("endpoint", out string? endpoint))
        {
            (config.ServiceURL, config.ForcePathStyle) = (endpoint, true);
            config.AuthenticationRegion = address.Words.GetValueOrDefault("region", "us-east-1");
        }
        else if (address.Words.TryGetValue("region", out string? region))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (address.Words.TryGetValue("profile", out string? profile))
        {
            config.Profile = new Profile(profile);
        }

        return config;
    }

    /// <summary>What a request answers; null where what it asks for is not there.</summary>
    private T? Run<T>(bool isWrite, Func<Task<T>> request)
        where T : class => Guard<T?>(isWrite, () =>
    {
        try
        {
            return request().GetAwaiter().GetResult();
        }
        catch (AmazonS3Exception error) when (error.ErrorCode is "NoSuchKey" or "NoSuchUpload" or "NotFound"
            || (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket"))
        {
            return null;
        }
    });

    internal T Guard<T>(bool isWrite, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AmazonS3Exception error)
        {
            throw Explain(error, isWrite);
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or IOException or SocketException
            or TimeoutException or OperationCanceledException { CancellationToken.IsCancellationRequested: false })
        {
            bool lacksKeys = error is AmazonClientException && error.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
            throw lacksKeys
                ? new StoreException("StoreDenied",
                    $"{Location} needs keys, and there are none: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile", error)
                : new StoreException("StoreUnreachable", $"{Location} cannot be reached: {Reason(error)}", error);
        }
    }

    private static string Reason(Exception error) => SafeText.Of((error.InnerException ?? error).Message.TrimEnd('.'));

    private Exception Explain(AmazonS3Exception error, bool isWrite)
    {
        string text = SafeText.Of(error.Message.TrimEnd('.'));
        return error.ErrorCode switch
        {
            "PreconditionFailed" => new S3ConditionException(false, error),
            "ConditionalRequestConflict" => new S3ConditionException(true, error),
            "NoSuchBucket" => new StoreException("StoreMissing", $"there is no bucket {_bucket} for {Location}", error),
            "AccessDenied" when isWrite => new FileNotWrittenException(
                $"{Location} was not written: {text}; what was there before is unchanged", error),
            "AccessDenied" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "RequestTimeTooSkewed"
                or "InvalidToken" or "AuthorizationHeaderMalformed" or "Forbidden" =>
                new StoreException("StoreDenied", $"{Location} does not let this user in: {text}", error),
            _ when error.StatusCode == HttpStatusCode.PreconditionFailed => new S3ConditionException(false, error),
            _ when error.StatusCode == HttpStatusCode.Forbidden =>
                new StoreException("StoreDenied", $"{Location} does not let this user in: {text}", error),
            _ => new StoreException("StoreUnreachable", $"{Location} did not do it: {text} ({SafeText.Of(error.ErrorCode ?? "")})", error),
        };
    }
}
