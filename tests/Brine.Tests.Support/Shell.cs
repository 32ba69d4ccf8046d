using System.Diagnostics;
using System.Text;

namespace Brine.Tests.Support;

/// <summary>Runs another program and waits for it.</summary>
internal static class Shell
{
    internal static (int Exit, string Output, string Error) Run(string program, string folder, params IReadOnlyList<string> arguments) =>
        Run(program, folder, null, arguments);

    /// <summary>The same with a text, as UTF-8, on standard input.</summary>
    internal static (int Exit, string Output, string Error) RunWithInput(
        string program, string folder, string input, IReadOnlyList<string> arguments) => Run(program, folder, input, arguments);

    private static (int Exit, string Output, string Error) Run(
        string program, string folder, string? input, IReadOnlyList<string> arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = input is null ? null : utf8,
            StandardOutputEncoding = utf8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.Environment["PYTHONWARNINGS"] = "ignore";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        if (input is not null)
        {
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The program ended without reading it all.
            }
        }

        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n"), error.Result);
    }
}
