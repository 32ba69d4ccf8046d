using System.CommandLine;

namespace Brine.Cli;

/// <summary>The options that say which rows are answered, and what stands beside the answers.</summary>
internal sealed class RowArguments
{
    private readonly Option<bool> _keep = new("--keep") { Description = "Write the columns of DATA too, before the answers." };
    private readonly Option<long?> _limit = NumberOption.Whole("--limit", 1L, long.MaxValue,
        "How many rows are read, from the first on. Default: all.");
    private readonly Option<string?> _onError = new("--on-error") { Description = "What is done with a row that the model refuses: stop, "
        + "or mark, which writes it with its reason in a column 'error' and goes on. Default: stop." };

    internal void AddTo(Command command)
    {
        command.Add(_keep);
        command.Add(_limit);
        command.Add(_onError);
    }

    internal Values Read(ParseResult parsed) => new(parsed.GetValue(_keep), parsed.GetValue(_limit), parsed.GetValue(_onError) switch
    {
        null or "stop" => RowErrors.Refuse,
        "mark" => RowErrors.Mark,
        var other => throw new UsageException($"'{other}' is nothing that is done with a row that fails; say stop or mark"),
    });

    /// <summary>What was said.</summary>
    /// <param name="Keep">The columns of the data are written too.</param>
    /// <param name="Limit">How many rows are read, or null for all.</param>
    /// <param name="OnError">What is done with a row that the model refuses.</param>
    internal sealed record Values(bool Keep, long? Limit, RowErrors OnError);
}
