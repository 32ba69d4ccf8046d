using System.Diagnostics;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Brine.Tests.Store;

/// <summary>moto, which plays S3: begun when the first test asks.</summary>
internal sealed class S3Server
{
    private static readonly Lazy<string?> PythonWithMoto = new(() => new[] { Environment.GetEnvironmentVariable("BRINE_MOTO"), "python3",
        "/usr/bin/python3" }.OfType<string>().FirstOrDefault(HasMoto));

    private static readonly Lazy<S3Server> One = new(() => new S3Server());
    private static int _buckets;

    private readonly Process _process;

    private S3Server()
    {
        int port = PostgresServer.FreePort();
        Endpoint = $"http://127.0.0.1:{port}";
        _process = Start(PythonWithMoto.Value!, Path.Combine(Here(), "moto_server.py"), $"{port}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _process.Kill();
        Client = ClientOf("right");
        for (int i = 0; ; i++)
        {
            try
            {
                Client.ListBucketsAsync().GetAwaiter().GetResult();
                return;
            }
            catch (Exception error) when (error is HttpRequestException or AmazonClientException && i < 600 && !_process.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }

    internal string Endpoint { get; }

    internal AmazonS3Client Client { get; }

    internal static S3Server Get()
    {
        BackendOfTest.Require("s3", PythonWithMoto.Value is null ? "there is no Python with moto to play S3" : null);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "right");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "right");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        return One.Value;
    }

    internal string NewBucket()
    {
        string name = $"bucket-{Interlocked.Increment(ref _buckets)}";
        Client.PutBucketAsync(name).GetAwaiter().GetResult();
        return name;
    }

    internal AmazonS3Client ClientOf(string key) => new(new BasicAWSCredentials(key, "right"),
        new AmazonS3Config { ServiceURL = Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 1 });

    internal IReadOnlyList<S3Object> List(string bucket, string prefix)
    {
        var objects = new List<S3Object>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = Client.ListObjectsV2Async(request).GetAwaiter().GetResult();
            objects.AddRange(page.S3Objects ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return objects;
    }

    internal byte[] Get(string bucket, string key)
    {
        using GetObjectResponse response = Client.GetObjectAsync(bucket, key).GetAwaiter().GetResult();
        var bytes = new MemoryStream();
        response.ResponseStream.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal void Put(string bucket, string key, byte[] bytes) => Client.PutObjectAsync(new PutObjectRequest
        { BucketName = bucket, Key = key, InputStream = new MemoryStream(bytes), UseChunkEncoding = false }).GetAwaiter().GetResult();

    internal void BeginUpload(string bucket, string key) => Client.InitiateMultipartUploadAsync(bucket, key).GetAwaiter().GetResult();

    internal void Delete(string bucket, string key) => Client.DeleteObjectAsync(bucket, key).GetAwaiter().GetResult();

    private static bool HasMoto(string python)
    {
        try
        {
            using Process process = Start(python, "-c", "import moto.moto_server.werkzeug_app");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return process;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
