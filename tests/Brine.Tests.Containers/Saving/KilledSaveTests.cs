using System.Diagnostics;
using System.Globalization;

namespace Brine.Tests.Containers.Saving;

/// <summary>
/// The process is killed (<c>kill -9</c>) while it saves over a file: the file is the old one or the new one. BRINE_KILLS says how many
/// times for each form; 50 make 200.
/// </summary>
public sealed class KilledSaveTests
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("BRINE_KILLS"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int kills) ? kills : 8;

    [Theory]
    [InlineData("pkl", 3_000_000)]
    [InlineData("joblib.gz", 120_000)]
    [InlineData("npz", 120_000)]
    [InlineData("csv", 40_000)]
    public void FileIsTheOldOneOrTheNewOne(string form, int count)
    {
        using var folder = new TemporaryFolder();
        using var values = new TemporaryFolder();
        var forms = new SavedForms(values, count, form);
        string target = folder["model." + form];
        File.WriteAllBytes(target, forms.Expected(form, 0));
        double whole = TimeToSave(form, forms, target);
        int old = 0, @new = 0, halves = 0, current = forms.VersionOf(form, File.ReadAllBytes(target));
        for (int i = 0; i < Kills; i++)
        {
            string[] before = Directory.GetFiles(folder.Path, ".*");

            // Even kills come soon after the first byte beside the file; odd ones are spread over the life of the process.
            double share = (double)i / Kills;
            Kill(forms.Inputs[1 - current], target, i % 2 == 0 ? folder.Path : null,
                whole * (i % 2 == 0 ? 0.3 * share * share : 1.2 * share));
            int found = forms.VersionOf(form, File.ReadAllBytes(target));
            Assert.True(found >= 0, $"kill {i} of {Kills}: {target} is neither the old file nor the new one");
            string[] left = Directory.GetFiles(folder.Path, ".*");
            Assert.True(left.Length <= 1, $"{left.Length} halves are left: each save takes away what the one before left");
            halves += left.Except(before).Count();
            old += found == current ? 1 : 0;
            @new += found == current ? 0 : 1;
            current = found;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{form}: {Kills} kills, {old} left the old file, {@new} the new one; {halves} left a half beside it, which the next "
                + "save took away");
        Assert.True(halves >= Kills / 10, $"only {halves} of {Kills} kills came in the middle of a save");
        FileConverter.Convert(forms.Inputs[1], target);
        Assert.Equal(1, forms.VersionOf(form, File.ReadAllBytes(target)));
        Assert.Equal([target], Directory.GetFiles(folder.Path));
    }

    /// <summary>The bytes reach the disk before the name does, and the name before the command says that it is done.</summary>
    [Fact]
    public void FileIsOnTheDiskBeforeItHasItsName()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "there is no strace here");
        using var folder = new TemporaryFolder();
        string input = folder.Write("in.pkl", Brine.Pickle.Dumps("value")), trace = folder["trace.txt"];
        (int exit, _,
            string error) = Shell.Run("/usr/bin/strace", folder.Path, "-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o",
                trace, "dotnet", Support.Cli.Program, "convert", input, folder["out.pkl"]);
        Assert.SkipUnless(File.Exists(trace) && (exit == 0 || !error.Contains("ptrace", StringComparison.Ordinal)),
            "this system does not let strace work");
        string[] calls = [
            .. File.ReadLines(trace).Where(line => line.Contains(folder.Path, StringComparison.Ordinal))
                .Select(line => line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim())];
        Assert.Equal(3, calls.Length);
        Assert.Matches(@"^fsync\(\d+<.*\.brine-save>\) += 0", calls[0]);
        Assert.Matches(@"^rename.*\.brine-save"", .*out\.pkl""", calls[1]);
        Assert.Matches($@"^fsync\(\d+<{folder.Path}>\) += 0", calls[2]);
    }

    private static double TimeToSave(string form, SavedForms forms, string target)
    {
        double least = double.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            using Process process = Start(forms.Inputs[i % 2], target);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Assert.Equal(i % 2, forms.VersionOf(form, File.ReadAllBytes(target)));
            least = Math.Min(least, watch.Elapsed.TotalMilliseconds);
        }

        return least;
    }

    private static void Kill(string input, string target, string? watched, double milliseconds)
    {
        string[] before = watched is null ? [] : Directory.GetFiles(watched, ".*");
        using Process process = Start(input, target);
        while (watched is not null && !process.HasExited && Directory.GetFiles(watched, ".*").All(before.Contains))
        {
            Thread.Yield();
        }

        process.WaitForExit((int)milliseconds);
        process.Kill();
        process.WaitForExit();
    }

    private static Process Start(string input, string target)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (string argument in (string[])[Support.Cli.Program, "convert", input, target])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
