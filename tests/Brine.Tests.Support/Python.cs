namespace Brine.Tests.Support;

/// <summary>
/// Runs scripts in the Python that BRINE_PYTHON names, or the system's. Where it lacks scikit-learn the test is skipped;
/// BRINE_REQUIRE_PYTHON=1 makes that a failure.
/// </summary>
internal static class Python
{
    private static readonly Lazy<string?> Missing = new(Probe);

    private static string Executable => Environment.GetEnvironmentVariable("BRINE_PYTHON") ?? "/usr/bin/python3";

    /// <summary>Runs a script; its standard output is the result.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">What it finds in <c>sys.argv[1:]</c>.</param>
    internal static string Run(string script, params string[] arguments)
    {
        Require();
        (int code, string output, string error) = Start(["-c", script, .. arguments]);
        Assert.True(code == 0, $"Python failed: {error}");
        return output.Trim();
    }

    /// <summary>Runs a script in a folder; its standard output is the result.</summary>
    internal static string RunIn(string folder, string script, params string[] arguments)
    {
        Require();
        (int code, string output, string error) = Start(["-c", script, .. arguments], folder);
        Assert.True(code == 0, $"Python failed: {error}");
        return output.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>Runs a script file in a folder; its standard output is the result, word for word.</summary>
    internal static string RunFile(string file, string folder, params string[] arguments)
    {
        Require();
        (int code, string output, string error) = Start([file, .. arguments], folder);
        Assert.True(code == 0, $"Python failed: {error}");
        return output.ReplaceLineEndings("\n");
    }

    /// <summary>Runs <c>python -m MODULE</c> in a folder.</summary>
    internal static (int Exit, string Output, string Error) Module(string module, string folder, params string[] arguments)
    {
        Require();
        return Start(["-m", module, .. arguments], folder);
    }

    /// <summary>Skips the test where there is no Python with scikit-learn.</summary>
    internal static void Require()
    {
        if (Missing.Value is not { } missing)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("BRINE_REQUIRE_PYTHON") == "1")
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
    }

    private static string? Probe()
    {
        try
        {
            (int code, _, string error) = Start(["-c", "import sklearn, joblib"]);
            return code == 0 ? null : $"{Executable} has no scikit-learn: {error.Trim().Split('\n')[^1]}";
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return $"there is no {Executable}: {error.Message}";
        }
    }

    private static (int Code, string Output, string Error) Start(string[] arguments, string? folder = null) =>
        Shell.Run(Executable, folder ?? "", arguments);
}
