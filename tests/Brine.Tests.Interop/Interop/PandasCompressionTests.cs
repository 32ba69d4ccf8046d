
namespace Brine.Tests.Interop;

/// <summary>What pandas' <c>to_pickle</c> compresses is read, and what is written compressed pandas reads.</summary>
[Trait("Stage", "Python")]
public sealed class PandasCompressionTests
{
    private const string Frame =
        """
        import sys, os, pandas as pd, numpy as np
        frame = pd.DataFrame({"i": np.arange(500), "f": np.random.RandomState(0).rand(500), "t": ["text", None] * 250, "c": pd.Categorical(list("abcde") * 100), "d": pd.date_range("2026-01-01", periods=500, tz="UTC")})
        endings = ["pkl", "gz", "bz2", "zip", "xz", "tar", "tar.gz", "tar.bz2", "tar.xz", "zst"]
        os.chdir(sys.argv[2])
        if sys.argv[1] == "write":
            for ending in endings:
                try: frame.to_pickle(f"in.{ending}")
                except ImportError: os.remove(f"in.{ending}") if os.path.exists(f"in.{ending}") else None
        else:
            right, tried = 0, 0
            for file in sorted(f for f in os.listdir() if ".out." in f):
                try:
                    pd.testing.assert_frame_equal(frame, pd.read_pickle(file)); right += 1
                except ImportError: continue
                finally: tried += 1
            print(right, "of", tried)
        """;

    [Fact]
    public void EveryCompressionIsReadAndWhatPandasReadsByItsNameIsWritten()
    {
        using var folder = new TemporaryFolder();
        Python.Run(Frame, "write", folder.Path);
        string[] files = Directory.GetFiles(folder.Path, "in.*");
        Assert.True(files.Length >= 9, $"only {files.Length} files");
        int written = 0;
        foreach (string file in files)
        {
            foreach (string extension in (string[])["pkl", "pkl.gz", "pkl.bz2", "pkl.xz"])
            {
                FileConverter.Convert(file, $"{file}.out.{extension}");
                written++;
            }
        }

        Assert.Equal($"{written} of {written}", Python.Run(Frame, "check", folder.Path));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{files.Length} compressions of pandas read, {written} of {written} files written back");
    }
}
