using System.Buffers;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Asks a model about rows of a type of your own, and answers with one: what <see cref="Model.For"/> makes. Where all steps of the model
/// have a form for single rows (numbers, encoders of text, imputers before them) a row is answered without allocating; else a table of the
/// row is asked. The answers are the same. Immutable, and safe to share between threads.
/// </summary>
/// <typeparam name="TRow">A type with <see cref="ModelRowAttribute"/>.</typeparam>
/// <typeparam name="TAnswer">bool, int, long, float, double, decimal, string, an enum, or <see cref="PyValue"/>.</typeparam>
/// <example><code>
/// Predictor&lt;Passenger, bool&gt; predictor = model.For&lt;Passenger, bool&gt;();
/// bool survives = predictor.Predict(new Passenger(Age: 31, Fare: 12.5, CabinClass: "third", Port: null));
/// </code></example>
public sealed class Predictor<TRow, TAnswer>
    where TRow : IModelRow<TRow>
{
    private const int StackLimit = 256;

    [ThreadStatic]
    private static PyValue[]? t_cells;

    private readonly Estimator _estimator;
    private readonly RowFit _fit;
    private readonly CodedRow? _predict;
    private readonly CodedRow? _chances;
    private readonly TAnswer[]? _classes;

    internal Predictor(Estimator estimator)
    {
        _estimator = estimator;
        if (!estimator.Methods.HasFlag(Methods.Predict))
        {
            throw new UnsupportedModelException("UnsupportedMethod", $"{estimator.ClassName} has no predict", estimator.Path);
        }

        _fit = new RowFit(estimator, TRow.ModelColumns, typeof(TRow).Name);
        _classes = estimator.Classes is { } labels ? [.. Enumerable.Range(0, labels.Count).Select(i => Read(labels[i]))] : null;
        Try();
        if (_fit.IsWhole)
        {
            RowCell[] cells = _fit.Cells();
            _predict = RowCompiler.Compile(estimator, Methods.Predict, cells) is { OutputCount: 1 } predict ? predict : null;
            _chances = RowCompiler.Compile(estimator, Methods.PredictProba, cells);
        }
    }

    /// <summary>The classes that a classifier tells apart, in the order of its probabilities; null for others.</summary>
    public IReadOnlyList<TAnswer>? Classes => _classes;

    /// <summary>True where a row is answered without a table of it, and so without allocating.</summary>
    public bool IsCompiled => _predict is not null;

    /// <summary>The properties of the rows that the model does not use.</summary>
    public IReadOnlyList<string> UnusedColumns => _fit.Unused;

    /// <summary>Predicts a label or a number for a row.</summary>
    /// <exception cref="ModelInputException">The model refuses the row.</exception>
    /// <exception cref="InvalidCastException">The answer is none of the type.</exception>
    public TAnswer Predict(TRow row)
    {
        Span<double> output = stackalloc double[1];
        return !TryRun(_predict, row, output) ? FromTable([row])[0]
            : _classes is { } classes ? classes[(int)output[0]] : AnswerType<TAnswer>.FromNumber(output[0]);
    }

    /// <summary>Predicts a label or a number for each row.</summary>
    /// <exception cref="ModelInputException">The model refuses a row.</exception>
    /// <exception cref="InvalidCastException">An answer is none of the type.</exception>
    public TAnswer[] Predict(IReadOnlyList<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_predict is null)
        {
            return rows.Count == 0 ? [] : FromTable(rows);
        }

        var answers = new TAnswer[rows.Count];
        Span<double> output = stackalloc double[1];
        for (int row = 0; row < answers.Length; row++)
        {
            if (!TryRun(_predict, rows[row], output))
            {
                return FromTable(rows);
            }

            answers[row] = _classes is { } classes ? classes[(int)output[0]] : AnswerType<TAnswer>.FromNumber(output[0]);
        }

        return answers;
    }

    /// <summary>The probability of each of the <see cref="Classes"/> for a row.</summary>
    /// <exception cref="ModelInputException">The model refuses the row.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public double[] PredictProba(TRow row)
    {
        var chances = new double[_classes?.Length ?? 0];
        PredictProba(row, chances);
        return chances;
    }

    /// <summary>Writes the probability of each of the <see cref="Classes"/> for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="chances">Room for as many numbers as there are classes.</param>
    /// <exception cref="ArgumentException">There is no room.</exception>
    /// <exception cref="ModelInputException">The model refuses the row.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public void PredictProba(TRow row, Span<double> chances)
    {
        if (_classes is not null && chances.Length < _classes.Length)
        {
            throw new ArgumentException($"there is room for {chances.Length} of {_classes.Length} probabilities", nameof(chances));
        }

        if (_chances is null || _chances.OutputCount != _classes?.Length || !TryRun(_chances, row, chances[.._classes.Length]))
        {
            PredictProba([row]).ToDoubles().CopyTo(chances);
        }
    }

    /// <summary>The probability of each of the <see cref="Classes"/> for each row.</summary>
    /// <exception cref="ModelInputException">The model refuses a row.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public NDArray PredictProba(IReadOnlyList<TRow> rows) => _estimator.Call(Methods.PredictProba, Align(rows)).ToArray();

    /// <summary>The table that the model is asked about: for explaining rows, or for its other methods.</summary>
    public Table ToTable(IReadOnlyList<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int width = TRow.ModelColumns.Count;
        var cells = new PyValue[checked(rows.Count * width)];
        for (int row = 0; row < rows.Count; row++)
        {
            TRow.WriteCells(rows[row], cells.AsSpan(row * width, width));
        }

        return TableOf(cells);
    }

    /// <summary>A vectorizer takes a list of documents, and no table with a column of them.</summary>
    private Table TableOf(PyValue[] cells) =>
        TRow.ModelColumns is [{ Kind: ModelRowKind.Text }] && _estimator.Inputs(Methods.Predict).Kind == InputKind.Documents
            ? Table.OfDocuments(Array.ConvertAll(cells, cell => cell.AsString() ?? throw new ModelInputException("InputMissing",
                "a document is null, and a vectorizer takes text")))
            : RowTable.Of(_fit.Names, TRow.ModelColumns, cells);

    /// <returns>False where the row needs the table, which also says what the model does not take.</returns>
    private static bool TryRun(CodedRow? compiled, TRow row, Span<double> output)
    {
        if (compiled is null)
        {
            return false;
        }

        // A row that asks a model while it is read finds no cells here, and gets its own.
        PyValue[] cells = t_cells ?? new PyValue[TRow.ModelColumns.Count];
        t_cells = null;
        try
        {
            TRow.WriteCells(row, cells);
            return compiled.TryRun(cells, output);
        }
        catch (ModelInputException)
        {
            return false;
        }
        finally
        {
            Array.Clear(cells);
            t_cells = cells;
        }
    }

    private TAnswer[] FromTable(IReadOnlyList<TRow> rows)
    {
        NDArray answers = _estimator.Call(Methods.Predict, Align(rows)).ToArray();
        if (answers.Rank != 1)
        {
            throw SeveralAnswers();
        }

        return [.. answers.Elements().Select(Read)];
    }

    private Features Align(IReadOnlyList<TRow> rows) => TableAlignment.Align(_estimator, ToTable(rows), out _);

    /// <summary>Asks about a row that the model may know: what is refused for its kinds is refused always.</summary>
    private void Try()
    {
        Answer answer;
        try
        {
            answer = _estimator.Call(Methods.Predict, TableAlignment.Align(_estimator, TableOf(_fit.Probe()), out _));
        }
        catch (ModelInputException error)
            when (error.Code is not ("InputKind" or "InputText" or "InputColumns" or "InputFeatures" or "InputShape"))
        {
            // The values of the row are none that the model takes; its kinds may be.
            return;
        }
        catch (ModelInputException error)
        {
            throw new ModelInputException(error.Code, $"{typeof(TRow).Name} does not fit the model: {error.Message}");
        }

        NDArray array = answer.Parts is null ? answer.ToArray() : throw SeveralAnswers();
        if (array.Rank != 1)
        {
            throw SeveralAnswers();
        }

        if (_classes is null && array.DType.Kind == 'f' && typeof(TAnswer) != typeof(double) && typeof(TAnswer) != typeof(float)
            && typeof(TAnswer) != typeof(decimal) && typeof(TAnswer) != typeof(PyValue))
        {
            throw new ModelInputException("InputKind",
                $"{_estimator.ClassName} answers with numbers, which are no {AnswerType<TAnswer>.Name}: ask for double");
        }

        if (_classes is null)
        {
            Read(array.Elements().First());
        }
    }

    private TAnswer Read(PyValue value) => AnswerType<TAnswer>.TryRead(value, out TAnswer answer) ? answer
        : throw new ModelInputException("InputKind",
            $"{_estimator.ClassName} answers {ColumnCells.Show(value)}, which is no {AnswerType<TAnswer>.Name}: ask for string, or for the "
                + "type that the labels have");

    private UnsupportedModelException SeveralAnswers() => new("UnsupportedMethod",
        $"{_estimator.ClassName} answers each row with several values: ask it by Predict and a table", _estimator.Path);
}
