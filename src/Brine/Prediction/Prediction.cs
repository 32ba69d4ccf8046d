using Brine.Containers;

namespace Brine;

/// <summary>The answers of a model about some rows, method by method.</summary>
public sealed class Prediction
{
    private readonly Predictor _predictor;
    private readonly Features _rows;

    internal Prediction(Predictor predictor, Features rows, IReadOnlyList<MethodAnswer> answers, IReadOnlyList<string> unusedColumns)
    {
        _predictor = predictor;
        _rows = rows;
        Answers = answers;
        UnusedColumns = unusedColumns;
    }

    /// <summary>The answers, in the order in which they were asked for.</summary>
    public IReadOnlyList<MethodAnswer> Answers { get; }

    /// <summary>The columns of the data that the model does not use.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>The number of rows that were asked about.</summary>
    public int RowCount => _rows.RowCount;

    /// <summary>The answers side by side, with a name for each column: of the class, of the feature, or its number.</summary>
    /// <exception cref="ModelInputException">An answer has another number of rows than those before it, or over two dimensions.</exception>
    public AnswerTable ToTable()
    {
        var table = new AnswerTable();
        foreach ((string method, Models.Answer answer) in Answers)
        {
            table.Add(method, answer, _predictor.ColumnNames(method, _rows));
        }

        return table;
    }

    /// <summary>The answers as arrays: <c>METHOD</c>, <c>METHOD.csr.*</c> for a sparse matrix, <c>METHOD.0</c>, <c>METHOD.1</c>... where
    /// Python returns a list or a tuple.</summary>
    public NpzFile ToNpz()
    {
        var npz = new NpzFile();
        foreach ((string method, Models.Answer answer) in Answers)
        {
            NpzAnswers.Add(npz, method, answer);
        }

        return npz;
    }
}
