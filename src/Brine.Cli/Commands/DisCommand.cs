using System.CommandLine;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine dis FILE</c></summary>
internal static class DisCommand
{
    private const int AnnotationColumn = 30;
    private const int MostIndented = 100;

    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string[]>("FILE")
            { Description = "Pickle or joblib files, compressed or not.", Arity = ArgumentArity.OneOrMore };
        var annotate = new Option<bool>("--annotate", "-a") { Description = "Say behind each line what the opcode does." };
        var memo = new Option<bool>("--memo", "-m") { Description = "Keep the memo from one file to the next." };
        var indent = NumberOption.Whole("--indentlevel", 0, MostIndented, "Blanks by which a new mark level is indented. Default: 4.",
            "-l");
        var preamble = new Option<string>("--preamble", "-p")
            { Description = "Printed before each file where there are several; {name} is its name.",
                DefaultValueFactory = _ => "==> {name} <==" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var command = new Command("dis",
            "Lists the opcodes of a pickle, in the words of python -m pickletools; sees through joblib's arrays.")
            { file, annotate, memo, indent, preamble, output };
        command.SetAction(parsed =>
        {
            string[] files = parsed.GetRequiredValue(file);
            string format = parsed.GetValue(preamble)!;
            var options = new DisassemblerOptions
            {
                AnnotationColumn = parsed.GetValue(annotate) ? AnnotationColumn : 0,
                Memo = parsed.GetValue(memo) && files.Length > 1 ? new DisassemblerMemo() : null,
                IndentLevel = parsed.GetValue(indent) ?? 4,
                Limits = console.Limits,
            };
            if (parsed.GetValue(output) is not { } path)
            {
                Write(console, files, format, options, console.Output);
                return ExitCode.Done;
            }

            AtomicFile.Write(path, stream =>
            {
                using var text = new StreamWriter(stream, leaveOpen: true);
                Write(console, files, format, options, text);
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(CliConsole console, string[] files, string preamble, DisassemblerOptions options, TextWriter output)
    {
        foreach (string path in files)
        {
            if (files.Length > 1)
            {
                output.Write(Preamble(preamble, path == "-" ? "<stdin>" : path) + "\n");
            }

            ReadOnlyMemory<byte> data = new InputFile(console, path).Read(from => PickleIn(UnpackedFile.Open(from, console.Load), console),
                bytes => PickleIn(UnpackedFile.Read(bytes, console.Load), console));
            Disassembler.Write(data, output, options with { RawRegions = JoblibRegions.Find(data) });
        }
    }

    /// <summary>PyTorch's oldest form is several pickles in a row; as pickletools does, the first one is shown.</summary>
    private static ReadOnlyMemory<byte> PickleIn(UnpackedFile file, CliConsole console) =>
        file.Format == FileFormat.TorchLegacy ? file.Data : PickleFile.OpcodesIn(file, console.Load);

    /// <summary>What Python's <c>str.format(name=...)</c> makes of it, as far as a preamble needs it.</summary>
    private static string Preamble(string format, string name)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] is not ('{' or '}'))
            {
                text.Append(format[i]);
            }
            else if (i + 1 < format.Length && format[i + 1] == format[i])
            {
                text.Append(format[i++]);
            }
            else if (format.AsSpan(i).StartsWith("{name}"))
            {
                text.Append(name);
                i += "{name}".Length - 1;
            }
            else
            {
                throw new UsageException("a preamble has {name} for the file's name, and {{ and }} for braces");
            }
        }

        return text.ToString();
    }
}
