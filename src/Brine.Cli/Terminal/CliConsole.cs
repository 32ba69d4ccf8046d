using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary>Where a command reads and writes: data to standard output, talk to standard error.</summary>
internal sealed class CliConsole
{
    private readonly Func<Stream> _input;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    internal CliConsole(Stream output, TextWriter error, Func<Stream> input, int width = 100)
    {
        OutputStream = output;
        Output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true)
            { NewLine = "\n" };
        Error = error;
        _input = input;
        Width = width;
    }

    /// <summary>Standard output as text; flush it before writing to the stream beside it.</summary>
    internal TextWriter Output { get; }

    /// <summary>Standard output as bytes.</summary>
    internal Stream OutputStream { get; }

    /// <summary>Standard error.</summary>
    internal TextWriter Error { get; }

    /// <summary>True where standard error is a terminal, on which a line may come and go.</summary>
    internal bool ShowsProgress { get; init; }

    /// <summary>True where somebody can be asked: standard input and standard error are a terminal.</summary>
    internal bool CanAsk { get; init; }

    /// <summary>Stops the work when the user asks for it.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>How much files may ask for.</summary>
    internal Limits Limits { get; set; } = Limits.Default;

    /// <summary>How files are loaded.</summary>
    internal LoadOptions Load => new() { Limits = Limits };

    /// <summary>How many characters fit on a line.</summary>
    internal int Width { get; }

    /// <summary>True when colours are welcome: a terminal, and NO_COLOR not set.</summary>
    internal static bool Colour => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Says something that is not the data, once, though a file is read twice.</summary>
    internal void Note(string text)
    {
        if (_said.Add(text))
        {
            Error.WriteLine("brine: note: " + text);
        }
    }

    /// <summary>Standard input, which can be read once.</summary>
    internal Stream OpenInput() => _input();

    internal void Flush()
    {
        Output.Flush();
        OutputStream.Flush();
    }
}
