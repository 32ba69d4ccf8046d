using System.Buffers.Binary;

namespace Brine.Tests.Properties;

/// <summary>Asks CPython about many pickles at once.</summary>
internal static class PickleOracle
{
    /// <summary>What CPython says of each pickle, and of what Brine wrote after it had read it (null where it refused to).</summary>
    internal static string[] Ask(IReadOnlyList<(byte[] Pickle, byte[]? Written)> pairs, bool isPure = false)
    {
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder["pairs.bin"]))
        {
            foreach ((byte[] pickle, byte[]? written) in pairs)
            {
                Write(file, pickle);
                Write(file, written);
            }
        }

        string[] lines =
            Python.RunFile(Repo.File("tests", "Brine.Tests.Interop", "Properties", "pickle_oracle.py"), folder.Path,
                isPure ? [folder["pairs.bin"], "pure"] : [folder["pairs.bin"]]).TrimEnd('\n').Split('\n');
        Assert.Equal(pairs.Count, lines.Length);
        return lines;
    }

    private static void Write(Stream file, byte[]? bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, bytes is null ? uint.MaxValue : (uint)bytes.Length);
        file.Write(length);
        file.Write(bytes);
    }
}
