using Brine.Containers;

namespace Brine;

/// <summary>
/// Apache Arrow's form for files, which is also Feather's second version, and its form for streams. They are read by Brine itself, which
/// believes no length that they claim, and written by Apache.Arrow: as files, or as streams where that is asked for.
/// </summary>
/// <example><code>
/// var options = new DataOptions { Formats = [new ArrowFormat()] };
/// new FilePredictor(new Predictor(model.Estimator), options).Save("rows.feather", "answers.arrow");
/// </code></example>
public sealed class ArrowFormat : TableFormat
{
    private const string StreamType = "application/vnd.apache.arrow.stream";

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Arrow;

    /// <inheritdoc/>
    public override string Name => "Arrow";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".arrow", ".feather"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ContentTypes { get; } = [StreamType, "application/vnd.apache.arrow.file"];

    /// <inheritdoc/>
    public override TableReader Open(Stream file, TableReadOptions options) => new ArrowTableReader(file, options);

    /// <inheritdoc/>
    public override TableWriter Create(Stream output) => new ArrowTableWriter(output, isStream: false);

    /// <inheritdoc/>
    public override TableWriter Create(Stream output, string contentType) => new ArrowTableWriter(output, contentType == StreamType);
}
