using Brine.Containers;
using Brine.Tables;

namespace Brine.Server;

/// <summary>A form of tables whose columns are called by other names while the model looks at them, and by their own in the
/// result.</summary>
/// <param name="inner">The form.</param>
/// <param name="own">The names in the file.</param>
/// <param name="renamed">The names for the model, in the same order.</param>
internal sealed class RenamedFormat(TableFormat inner, IReadOnlyList<string> own, IReadOnlyList<string> renamed) : TableFormat
{
    public override FileFormat Format => inner.Format;

    public override string Name => inner.Name;

    public override IReadOnlyList<string> Extensions => inner.Extensions;

    public override bool IsStreamed => inner.IsStreamed;

    public override TableReader Open(Stream file, TableReadOptions options) => new Reader(inner.Open(file, options with
    {
        Columns = options.Columns is { } columns ? [.. columns.Select(name => Other(name, renamed, own))] : null,
    }), this);

    public override TableWriter Create(Stream output) => new Writer(inner.Create(output), this);

    private static string Other(string name, IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            if (from[i] == name)
            {
                return to[i];
            }
        }

        return name;
    }

    private Table Rename(Table rows, bool isBack) => new([.. rows.Columns.Select(column =>
        (isBack ? Other(column.Name, renamed, own) : Other(column.Name, own, renamed)) is var name && name == column.Name ? column
            : column.Rename(name))], rows.RowCount);

    private sealed class Reader(TableReader reader, RenamedFormat names) : TableReader
    {
        public override IReadOnlyList<string> ColumnNames { get; } =
            [.. reader.ColumnNames.Select(name => names.Renamed(name))];

        public override double Share => reader.Share;

        public override Table? Read() => reader.Read() is { } rows ? names.Rename(rows, isBack: false) : null;

        protected override void Dispose(bool disposing) => reader.Dispose();
    }

    private sealed class Writer(TableWriter writer, RenamedFormat names) : TableWriter
    {
        public override void Write(Table rows) => writer.Write(names.Rename(rows, isBack: true));

        public override void Finish() => writer.Finish();

        protected override void Dispose(bool disposing) => writer.Dispose();
    }

    private string Renamed(string name) => Other(name, own, renamed);
}
