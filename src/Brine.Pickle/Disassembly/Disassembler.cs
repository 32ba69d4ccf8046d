using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>
/// Prints the opcodes of a pickle, one a line, in the text of <c>python -m pickletools</c>, and checks what the opcodes do to the stack
/// and the memo. Nothing is built and nothing is run.
/// </summary>
/// <remarks>
/// Follows <c>pickletools.dis</c> of CPython 3.11, whose text it repeats byte for byte. Where <c>pickletools</c> cannot read an operand
/// that <c>pickle</c> can (8-bit text outside ASCII), the operand is printed all the same; of ints
/// of over 2,048 bytes the length is.
/// </remarks>
public static class Disassembler
{
    /// <summary>Below so many blanks in front of its lines no listing is suspicious.</summary>
    private const double FewBlanks = 64 << 20;

    /// <summary>Prints the first pickle in <paramref name="data"/>.</summary>
    /// <returns>Where the pickle ends, in bytes from the start of the data.</returns>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one; all lines up to the place have been
    /// printed.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static int Write(ReadOnlyMemory<byte> data, TextWriter output, DisassemblerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new DisassemblerOptions();
        return Write(data.Span, 0, output, options, "");
    }

    private static int Write(ReadOnlySpan<byte> data, int start, TextWriter output, DisassemblerOptions options, string indent)
    {
        var reader = new OpcodeReader(data, start);
        var stack = new DisassemblerStack((options.Memo ?? new DisassemblerMemo()).Kinds, options.Limits);
        var line = new StringBuilder();
        int highestProtocol = -1, column = options.AnnotationColumn, nextRegion = 0;
        double blanksLeft = Math.Max(FewBlanks, options.Limits.MaxDecompressionRatio * data.Length);
        while (true)
        {
            while (nextRegion < options.RawRegions.Count && options.RawRegions[nextRegion].Offset <= reader.Position)
            {
                RawRegion region = options.RawRegions[nextRegion++];
                if (region.Offset == reader.Position)
                {
                    WriteRegion(data, region, output, options, indent);
                    reader.MoveTo(region.Offset + region.Length);
                }
            }

            if (reader.Position == data.Length)
            {
                throw new PickleFormatException("FormatTruncated",
                    "pickle exhausted before seeing STOP: the file was cut off, fetch it again", reader.Position);
            }

            OpcodeRead read = reader.TryRead();
            byte code = reader.Code;
            if (reader.Info is not { } info)
            {
                throw new PickleFormatException("FormatOpcode",
                    $"at position {reader.Offset}, opcode {CodeText(code, "b'", "'")} unknown: the file is corrupt, or not a pickle",
                    reader.Offset);
            }

            if (read != OpcodeRead.Done)
            {
                throw reader.Error(read);
            }

            line.Clear();
            int depth = stack.MarkDepth;
            BigInteger? number = OperandText.Read(reader, options.Limits, line, out bool hasOperand);
            string operand = line.ToString();
            highestProtocol = Math.Max(highestProtocol, info.Protocol);

            output.Write(indent);
            output.Write($"{reader.Offset,5}: ");
            string? error = stack.Check(reader, info, number, out string? note);
            blanksLeft -= (double)options.IndentLevel * depth;
            if (blanksLeft < 0)
            {
                throw reader.LimitError("LimitListing",
                    $"marks nest so deep, {depth} here, that the listing is blanks for the most part; indent it less");
            }

            line.Clear().Append(CodeText(code).PadRight(4)).Append(' ').Append(' ', options.IndentLevel * depth).Append(info.Name);
            if (hasOperand || note is not null)
            {
                line.Append(' ', Math.Max(0, 10 - info.Name.Length));
                line.Append(hasOperand ? " " : "").Append(operand);
                line.Append(note is null ? "" : " ").Append(note);
            }

            if (options.AnnotationColumn > 0)
            {
                int length = CountCodePoints(line);
                line.Append(' ', Math.Max(0, column - length));
                column = Math.Max(column, length);
                column = column > 50 ? options.AnnotationColumn : column;
                line.Append(' ').Append(info.Prose);
            }

            output.Write(line.Append('\n'));
            if (error is not null)
            {
                throw reader.Error("FormatStack", error);
            }

            stack.Apply(reader, info);
            if (code == PickleOpcode.Stop)
            {
                output.Write($"{indent}highest protocol among opcodes = {highestProtocol}\n");
                stack.CheckEnd(reader);
                return reader.Position;
            }
        }
    }

    private static void WriteRegion(ReadOnlySpan<byte> data, RawRegion region, TextWriter output, DisassemblerOptions options,
        string indent)
    {
        output.Write($"{indent}{region.Offset,5}: <{region.Description}>\n");
        if (region.IsPickle)
        {
            Write(data[..(region.Offset + region.Length)], region.Offset, output, options with { Memo = null, RawRegions = [] },
                indent + "       ");
        }
    }

    /// <summary>An opcode's byte as Python's <c>repr</c> prints it, without the quotes.</summary>
    private static string CodeText(byte code, string before = "", string after = "") =>
        before + (code is >= 0x20 and < 0x7F ? ((char)code).ToString() : $"\\x{code:x2}") + after;

    private static int CountCodePoints(StringBuilder line)
    {
        int count = line.Length;
        foreach (ReadOnlyMemory<char> chunk in line.GetChunks())
        {
            foreach (char character in chunk.Span)
            {
                count -= char.IsLowSurrogate(character) ? 1 : 0;
            }
        }

        return count;
    }
}
