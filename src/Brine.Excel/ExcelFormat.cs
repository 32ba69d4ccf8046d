using System.Text;
using Brine.Containers;

namespace Brine;

/// <summary>Excel's workbooks since 2007, <c>.xlsx</c>: one sheet is read, by ExcelDataReader, as <c>pandas.read_excel</c> reads
/// it.</summary>
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

    /// <summary>None: workbooks are only read.</summary>
    public override IReadOnlyList<string> Extensions { get; } = [];

    /// <summary>False: a sheet has at most 1,048,576 rows.</summary>
    public override bool IsStreamed => false;

    /// <inheritdoc/>
    public override TableReader Open(Stream file, TableReadOptions options) => new ExcelTableReader(file, options);
}
