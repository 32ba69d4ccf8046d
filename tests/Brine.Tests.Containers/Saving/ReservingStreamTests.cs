using Brine.Containers;

namespace Brine.Tests.Containers.Saving;

public sealed class ReservingStreamTests
{
    [Fact]
    public async Task AFileIsWhatWasWrittenWhateverWasReserved()
    {
        var large = new byte[9 << 20];
        new Random(4).NextBytes(large);
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder["file"], stream =>
        {
            stream.Write("head"u8);
            stream.Write(large);
            Assert.Equal(4 + large.Length, stream.Position);
            stream.Write("tail"u8);

            // A large piece over what is there already, as writers of archives go back to their headers.
            stream.Position = 2;
            stream.Write(large, 1, 5 << 20);
            stream.Seek(0, SeekOrigin.End);
        });
        byte[] expected = [.. "head"u8, .. large, .. "tail"u8];
        large.AsSpan(1, 5 << 20).CopyTo(expected.AsSpan(2));
        Assert.True(File.ReadAllBytes(folder["file"]).AsSpan().SequenceEqual(expected));

        await using var file = new FileStream(folder["other"], FileMode.CreateNew);
        await using var reserving = new ReservingStream(file);
        await reserving.WriteAsync(large, TestContext.Current.CancellationToken);
        await reserving.WriteAsync(large, 0, large.Length, TestContext.Current.CancellationToken);
        reserving.SetLength(large.Length + 3);
        Assert.Equal(large.Length + 3, file.Length);
        reserving.Position = 0;
        var read = new byte[large.Length];
        reserving.ReadExactly(read);
        Assert.True(read.AsSpan().SequenceEqual(large));
    }
}
