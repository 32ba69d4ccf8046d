using System.Text;
using Brine.Containers;

namespace Brine;

/// <summary>Excel's workbooks since 2007, <c>.xlsx</c>: one sheet is read, by ExcelDataReader, as <c>pandas.read_excel</c> reads
/// it; one is written.</summary>
/// <example><code>
/// var options = new DataOptions { Formats = [new ExcelFormat()], Sheet = "March" };
/// Features rows = model.Read("rows.xlsx", options);
/// </code></example>
public sealed class ExcelFormat : TableFormat
{
    // ExcelDataReader asks for it when it starts, though only older workbooks need it.
    static ExcelFormat() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Excel;

    /// <inheritdoc/>
    public override string Name => "Excel";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".xlsx"];

    /// <summary>False: a sheet has at most 1,048,576 rows.</summary>
    public override bool IsStreamed => false;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ContentTypes { get; } = ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    /// <inheritdoc/>
    public override TableReader Open(Stream file, TableReadOptions options) => new ExcelTableReader(file, options);

    /// <summary>Begins a workbook with one sheet, row by row; it holds 1,048,575 rows below its header.</summary>
    /// <param name="output">Where the file goes; it is not closed.</param>
    public override TableWriter Create(Stream output) => new ExcelTableWriter(output);
}
