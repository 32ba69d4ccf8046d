using Brine.Containers;

namespace Brine;

/// <summary>Apache Parquet, read and written row group by row group by Parquet.Net.</summary>
/// <example><code>
/// var options = new DataOptions { Formats = [new ParquetFormat()] };
/// new FilePredictor(new Predictor(model.Estimator), options).Save("rows.parquet", "answers.parquet");
/// </code></example>
public sealed class ParquetFormat : TableFormat
{
    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Parquet;

    /// <inheritdoc/>
    public override string Name => "Parquet";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".parquet"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ContentTypes { get; } = ["application/vnd.apache.parquet"];

    /// <inheritdoc/>
    public override TableReader Open(Stream file, TableReadOptions options) => new ParquetTableReader(file, options);

    /// <inheritdoc/>
    public override TableWriter Create(Stream output) => new ParquetTableWriter(output);
}
