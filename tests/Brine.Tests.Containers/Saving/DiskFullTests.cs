using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Containers.Saving;

/// <summary>The disk is full while a file is saved: the error says so, and the old file is what it was.</summary>
public sealed class DiskFullTests
{
    private const int Positions = 16;

    private static readonly PyValue Value = Brine.Pickle.ToPython(
        new Dictionary<string, object> { ["a"] = Enumerable.Range(0, 9000).Select(i => Math.Sqrt(i)).ToArray(), ["s"] = "text" },
        new SaveOptions { Mapping = new() { NumpyArrays = true } });

    public static TheoryData<string> Writers() =>
        ["pkl", "pkl protocol 2", "joblib", "zlib", "gzip", "bz2", "lzma", "xz", "lz4", "zstd", "npz", "npy"];

    /// <summary>The disk takes so many bytes and no more, for many numbers of bytes.</summary>
    [Theory]
    [MemberData(nameof(Writers))]
    public void EveryWriterPassesTheErrorOn(string form)
    {
        using var folder = new TemporaryFolder();
        Action<Stream> write = Writer(form);
        using var whole = new MemoryStream();
        write(whole);
        for (int i = 0; i < Positions; i++)
        {
            long room = whole.Length * i / Positions;
            File.WriteAllText(folder["model"], "old");
            FileNotWrittenException error = Assert.Throws<FileNotWrittenException>(
                () => AtomicFile.Write(folder["model"], stream => write(new SmallDisk(stream, room))));
            Assert.Contains("no room", error.Message, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(folder["model"]));
            Assert.Single(Directory.GetFiles(folder.Path));
        }

        AtomicFile.Write(folder["model"], stream => write(new SmallDisk(stream, whole.Length)));
        Assert.Equal(whole.ToArray(), File.ReadAllBytes(folder["model"]));
    }

    /// <summary>The system lets a file grow to so many blocks and no more: an error of the same kind as a full disk, on every
    /// Unix.</summary>
    [Fact]
    public void CommandSaysThatTheFileCannotGrow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no ulimit on Windows");
        using var folder = new TemporaryFolder();
        var forms = new SavedForms(folder, 20_000);
        foreach (string form in SavedForms.All)
        {
            string target = folder["model." + form];
            foreach (int blocks in (int[])[0, 1, 100])
            {
                File.WriteAllBytes(target, forms.Expected(form, 0));

                // Code that is generated at run time would be a file too, which the limit does not let grow.
                (int exit, string output,
                    string error) = Shell.Run("bash", folder.Path, "-c",
                        "trap '' XFSZ; ulimit -f $1; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$2\" convert \"$3\" \"$4\"", "bash",
                        $"{blocks}", Support.Cli.Program, forms.Inputs[1], target);
                Assert.True(exit == 2, $"exit {exit}: {error}");
                Assert.StartsWith($"brine: FileNotWritten: {target} was not written: ", error, StringComparison.Ordinal);
                Assert.EndsWith("; what was there before is unchanged\n", error, StringComparison.Ordinal);
                Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
                Assert.Equal("", output);
                Assert.Equal(0, forms.VersionOf(form, File.ReadAllBytes(target)));
                Assert.Empty(Directory.GetFiles(folder.Path, ".*"));
            }
        }
    }

    /// <summary>A disk of 128 KiB in memory, where the system lets a user mount one.</summary>
    [Fact]
    public void CommandSaysThatTheDiskIsFull()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux lets a user mount a small disk");
        using var folder = new TemporaryFolder();
        const string Mount = "mkdir disk && mount -t tmpfs -o size=128k none disk";
        Assert.SkipUnless(CanMount(folder, Mount), "this system does not let a user mount a disk");
        var forms = new SavedForms(folder, 40_000);
        foreach (string form in SavedForms.All)
        {
            string script = Mount
                + " && printf old > disk/model.$3 && dotnet \"$1\" convert \"$2\" disk/model.$3; echo exit $?; ls -A disk; cat disk/*";
            (_, string output,
                string error) = Shell.Run("unshare", folder.Path, "-rm", "bash", "-c", script, "bash", Support.Cli.Program, forms.Inputs[1],
                    form);
            Assert.Equal($"exit 2\nmodel.{form}\nold", output);
            Assert.Equal(
                $"brine: FileNotWritten: disk/model.{form} was not written: No space left on device; what was there before is unchanged\n",
                error);
            Directory.Delete(folder["disk"]);
        }
    }

    private static bool CanMount(TemporaryFolder folder, string mount)
    {
        try
        {
            return Shell.Run("unshare", folder.Path, "-rm", "bash", "-c", mount).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(folder["disk"]))
            {
                Directory.Delete(folder["disk"]);
            }
        }
    }

    private static Action<Stream> Writer(string form)
    {
        NDArray array = NDArray.From(Value.As<PyDict>()!["a"])!;
        return form switch
        {
            "pkl" => stream => PickleSaver.WritePickle(Value, stream),
            "pkl protocol 2" => stream => PickleSaver.WritePickle(Value, stream, new SaveOptions { Protocol = 2 }),
            "joblib" => stream => PickleSaver.WriteJoblib(Value, stream),
            "npz" => stream => new NpzFile { ["a"] = array }.Write(stream),
            "npy" => stream => stream.Write(NpyFormat.Write(array)),
            _ => stream => PickleSaver.WriteJoblib(Value, stream, new SaveOptions().WithCompression(form)),
        };
    }

    /// <summary>A file on a disk with room for so many bytes.</summary>
    private sealed class SmallDisk(Stream file, long room) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(buffer.Length, Math.Max(0, room - file.Position));
            file.Write(buffer[..fits]);
            if (fits < buffer.Length)
            {
                throw new IOException("no room");
            }
        }
    }
}
