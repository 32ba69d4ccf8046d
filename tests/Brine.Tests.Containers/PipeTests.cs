using System.IO.Pipes;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers;

/// <summary>A path may be a pipe, as a shell's <c>&lt;(command)</c> is: its length is not known, and it is read once.</summary>
public sealed class PipeTests
{
    private static readonly bool HasPaths = Directory.Exists("/proc/self/fd");

    [Theory]
    [InlineData(Codec.None)]
    [InlineData(Codec.Gzip)]
    [InlineData(Codec.Lz4)]
    public void AFileIsReadFromAPipe(Codec codec)
    {
        Assert.SkipUnless(HasPaths, "pipes have no paths here");
        PyValue value = new PyList([.. Enumerable.Range(0, 50_000)]);
        var memory = new MemoryStream();
        PickleSaver.WriteJoblib(value, memory, new SaveOptions { Codec = codec });
        using PickleFile read = Through(memory.ToArray(), path => PickleFile.Open(path));
        Assert.Equal(codec, read.Codec);
        Assert.Equal(memory.Length, read.FileBytes);
        Assert.Equal(50_000, read.Value.As<PyList>()!.Count);
    }

    [Fact]
    public void ArraysAreReadFromAPipe()
    {
        Assert.SkipUnless(HasPaths, "pipes have no paths here");
        byte[] archive = new NpzFile { ["a"] = NDArray.Of([1.5, 2.5]) }.Write();
        using NpzFile read = Through(archive, path => NpzFile.Open(path));
        Assert.Equal([1.5, 2.5], read["a"].ToArray<double>());
    }

    [Fact]
    public void APipeThatGivesMoreThanTheLimitIsLeft()
    {
        Assert.SkipUnless(HasPaths, "pipes have no paths here");
        var options = new LoadOptions { Limits = Limits.Default with { MaxFileBytes = 100_000 } };
        PickleLimitException error = Through(new byte[1 << 20],
            path => Assert.Throws<PickleLimitException>(() => PickleFile.Open(path, options)));
        Assert.Equal("LimitFileBytes", error.Code);
    }

    private static T Through<T>(byte[] content, Func<string, T> read)
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        Task writing = Task.Run(() =>
        {
            try
            {
                writer.Write(content);
            }
            catch (IOException)
            {
                // Nobody reads any more.
            }

            writer.Dispose();
        });
        T result = read($"/proc/self/fd/{reader.SafePipeHandle.DangerousGetHandle()}");
        reader.Dispose();
        writing.Wait();
        return result;
    }
}
