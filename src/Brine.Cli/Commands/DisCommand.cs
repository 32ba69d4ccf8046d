using System.CommandLine;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine dis FILE</c></summary>
internal static class DisCommand
{
    private const int AnnotationColumn = 30;

    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string[]>("FILE") { Description = "Pickle or joblib files, compressed or not.", Arity = ArgumentArity.OneOrMore };
        var annotate = new Option<bool>("--annotate", "-a") { Description = "Say behind each line what the opcode does." };
        var memo = new Option<bool>("--memo", "-m") { Description = "Keep the memo from one file to the next." };
        var indent = new Option<int>("--indentlevel", "-l") { Description = "Blanks by which a new mark level is indented.", DefaultValueFactory = _ => 4 };
        var command = new Command("dis", "Lists the opcodes of a pickle, in the words of python -m pickletools; sees through joblib's arrays.") { file, annotate, memo, indent };
        command.SetAction(parsed =>
        {
            string[] files = parsed.GetRequiredValue(file);
            DisassemblerMemo? shared = parsed.GetValue(memo) ? new DisassemblerMemo() : null;
            foreach (string path in files)
            {
                if (files.Length > 1)
                {
                    console.Output.Write($"==> {path} <==\n");
                }

                ReadOnlyMemory<byte> data = new InputFile(console, path).Read(from => PickleFile.ReadBytes(from), bytes => PickleFile.ReadBytes(bytes));
                Disassembler.Write(data, console.Output, new DisassemblerOptions
                {
                    RawRegions = JoblibRegions.Find(data),
                    AnnotationColumn = parsed.GetValue(annotate) ? AnnotationColumn : 0,
                    Memo = shared,
                    IndentLevel = parsed.GetValue(indent),
                });
            }

            return ExitCode.Done;
        });
        return command;
    }
}
