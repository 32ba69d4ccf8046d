namespace Brine;

/// <summary>Asks a model about rows of data, and puts the answers beside what is kept and the reasons of rows that have none.</summary>
/// <param name="predictor">The model.</param>
/// <param name="methods">The Python names of the methods; none for the default.</param>
/// <param name="columns">The columns that the model is given, or null for all.</param>
/// <param name="keeps">True to keep the columns of the data.</param>
/// <param name="errors">What is done with rows that the model refuses.</param>
internal sealed class RowAnswers(Predictor predictor, IReadOnlyList<string> methods, IReadOnlyList<string>? columns, bool keeps,
    RowErrors errors)
{
    /// <summary>Errors that tell of one row, and not of the data as such.</summary>
    private static readonly HashSet<string> OfARow = new(["InputText", "InputCategory", "InputMissing", "InputNotFinite", "InputNegative",
        "InputRange", "InputOutlier"], StringComparer.Ordinal);

    /// <summary>The methods that answer.</summary>
    internal IReadOnlyList<string> Methods => methods.Count > 0 ? methods : [predictor.DefaultMethod];

    /// <summary>True when the fields of the rows are looked at once more for what stands beside the answers.</summary>
    internal bool NeedsFields => keeps || errors != RowErrors.Refuse;

    /// <summary>Answers rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="before">How many rows of the file stand before them.</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    internal RowAnswer Answer(DataRows data, long before)
    {
        RowNumbers.StartAt(before);
        if (!NeedsFields)
        {
            Prediction plain = predictor.Predict(Chosen(data.Rows), methods);
            return new RowAnswer(plain, 0, plain.ToTable(), table => table);
        }

        var reasons = new string?[data.Rows.RowCount];
        Prediction? prediction = errors == RowErrors.Mark ? Marked(data, before, reasons) : predictor.Predict(Chosen(data.Rows), methods);
        AnswerTable answers = prediction?.ToTable() ?? new AnswerTable();
        int failed = reasons.Count(reason => reason is not null);
        if (prediction is not null && answers.RowCount != data.Rows.RowCount - failed)
        {
            throw new ModelInputException("CannotTabulate",
                $"{predictor.Estimator.ClassName} answers {data.Rows.RowCount - failed} rows with {answers.RowCount}, which do not stand "
                    + $"beside the data; write them without it, as .npz");
        }

        (RowMap map, string?[] told) = Map(data, reasons, failed);
        IReadOnlyList<AnswerColumn> kept = keeps ? KeptColumns.Of(data) : [];
        return new RowAnswer(prediction, failed + data.Odd.Count, answers, table =>
            table.Beside(kept, map, data.Count, errors == RowErrors.Mark ? told : null));
    }

    private Features Chosen(Features rows) => columns is null ? rows : ColumnChoice.Take(rows, columns);

    /// <summary>The answers about the rows that have some, and the reasons of the others; null where none has.</summary>
    private Prediction? Marked(DataRows data, long before, string?[] reasons)
    {
        Features chosen = Chosen(data.Rows);
        if (chosen.RowCount == 0 && data.Odd.Count > 0)
        {
            return null;
        }

        var open = new Stack<(int First, int Count)>([(0, chosen.RowCount)]);
        while (open.TryPop(out (int First, int Count) part))
        {
            bool isWhole = part.Count == chosen.RowCount;
            try
            {
                RowNumbers.StartAt(before + PlaceOf(data, part.First));
                Prediction prediction = predictor.Predict(isWhole ? chosen
                    : chosen.SelectRows([.. Enumerable.Range(part.First, part.Count)]), methods);
                if (isWhole)
                {
                    return prediction;
                }
            }
            catch (ModelInputException error) when (OfARow.Contains(error.Code))
            {
                if (part.Count == 1)
                {
                    reasons[part.First] = ErrorText.Of(error);
                    continue;
                }

                int half = part.Count / 2;
                open.Push((part.First + half, part.Count - half));
                open.Push((part.First, half));
            }
        }

        int[] good = [.. Enumerable.Range(0, reasons.Length).Where(row => reasons[row] is null)];
        return good.Length == 0 ? null : predictor.Predict(chosen.SelectRows(good), methods);
    }

    /// <summary>The place among all rows of a row of the table.</summary>
    private static int PlaceOf(DataRows data, int row)
    {
        int place = row;
        foreach (OddRow odd in data.Odd)
        {
            if (odd.Place > place)
            {
                break;
            }

            place++;
        }

        return place;
    }

    /// <summary>Where the rows of the file are in the data and in the answers, and why they have none.</summary>
    private static (RowMap Map, string?[] Reasons) Map(DataRows data, string?[] reasons, int failed)
    {
        if (failed == 0 && data.Odd.Count == 0)
        {
            return (RowMap.Same, reasons);
        }

        int[] rows = new int[data.Count], answers = new int[data.Count];
        var told = new string?[data.Count];
        for (int i = 0, row = 0, odd = 0, answer = 0; i < rows.Length; i++)
        {
            if (odd < data.Odd.Count && data.Odd[odd].Place == i)
            {
                told[i] = $"{data.Odd[odd].Code}: {data.Odd[odd].Reason}";
                (rows[i], answers[i]) = (~odd, -1);
                odd++;
                continue;
            }

            told[i] = reasons[row];
            answers[i] = told[i] is null ? answer++ : -1;
            rows[i] = row++;
        }

        return (new RowMap(rows, answers), told);
    }
}
