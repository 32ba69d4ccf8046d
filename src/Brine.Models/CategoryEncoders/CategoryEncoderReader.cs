using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the encoders of category_encoders that number the categories and look the numbers up.</summary>
internal static class CategoryEncoderReader
{
    /// <summary>OrdinalEncoder: the numbers themselves.</summary>
    internal static FrameTransformer Ordinal(EstimatorReader reader) =>
        EncoderFrame.Make(reader, [.. OrdinalCodes.ReadAll(reader).Select(codes => Plain(reader, codes))]);

    /// <summary>OneHotEncoder, which fills gaps with the code of a missing value.</summary>
    internal static FrameTransformer OneHot(EstimatorReader reader) =>
        Tables(reader, code => double.IsNaN(code) ? -2 : code, ofMissingRow: null);

    internal static FrameTransformer Digits(EstimatorReader reader) => Tables(reader, code => code, ofMissingRow: null);

    internal static FrameTransformer Contrasts(EstimatorReader reader) =>
        Tables(reader, code => code, ofMissingRow: null, isContrast: true);

    /// <summary>RankHotEncoder: codes that are not in the table give zeros, or NaN.</summary>
    internal static FrameTransformer Ranks(EstimatorReader reader) => Tables(reader, code => code,
        code => double.IsNaN(code)
            ? (reader.Text("handle_missing") switch { "value" => ByUnknown(reader), "return_nan" => double.NaN, _ => null })
            : ByUnknown(reader));

    /// <summary>The encoders by a target: a number for each code.</summary>
    internal static FrameTransformer Numbers(EstimatorReader reader)
    {
        PyDict maps = reader.Value("mapping").As<PyDict>() ?? throw reader.Missing("mapping");
        return EncoderFrame.Make(reader, [.. OrdinalCodes.Inside(reader).Select(codes => NumbersOf(reader, codes, maps, codes.Column))]);
    }

    /// <summary>SummaryEncoder: a QuantileEncoder for each quantile, side by side.</summary>
    internal static FrameTransformer Summary(EstimatorReader reader)
    {
        var encoders = reader.Value("encoder_list").As<PyList>() ?? throw reader.Missing("encoder_list");
        EstimatorReader[] readers = [.. encoders.Select((item, i) =>
            new EstimatorReader(item.As<PyObject>() ?? throw reader.Missing("encoder_list"), $"{reader.Path}.encoder_list[{i}]"))];
        if (readers.Length == 0)
        {
            throw reader.Missing("encoder_list");
        }

        IReadOnlyList<OrdinalCodes>[] codes = [.. readers.Select(OrdinalCodes.Inside)];
        var steps = new List<FrameStep>();
        foreach (OrdinalCodes column in codes[0])
        {
            CategoryStep[] parts = [.. readers.Select((inner, i) => NumbersOf(inner,
                codes[i].FirstOrDefault(item => item.Column == column.Column) ?? throw inner.Missing("ordinal_encoder"),
                inner.Value("mapping").As<PyDict>() ?? throw inner.Missing("mapping"),
                string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"{column.Column}_{Math.Round(inner.Double("quantile") * 100, MidpointRounding.ToEven)}")))];
            steps.Add(Beside(column.Column, parts));
        }

        return EncoderFrame.Make(reader, steps);
    }

    private static CategoryStep Plain(EstimatorReader reader, OrdinalCodes codes) =>
        Build(reader, codes, [codes.Column], refusesUnknown: false, code => ([code], reader.Text("handle_missing") != "return_nan"),
            keepsFoundWhole: true);

    private static FrameTransformer Tables(EstimatorReader reader, Func<double, double> change, Func<double, double?>? ofMissingRow,
        bool isContrast = false)
    {
        var tables = new Dictionary<string, DataFrame>(StringComparer.Ordinal);
        foreach (PyValue item in reader.Value("mapping").As<PyList>() ?? throw reader.Missing("mapping"))
        {
            tables[item.As<PyDict>() is { } entry && entry.TryGetValue("col", out PyValue name) ? EncoderFrame.NameOf(name)
                : throw reader.Missing("mapping")] =
                entry.TryGetValue("mapping", out PyValue map) && DataFrame.From(map) is { } frame ? frame : throw reader.Missing("mapping");
        }

        bool refusesUnknown = reader.Text("handle_unknown") == "error";
        return EncoderFrame.Make(reader, [.. OrdinalCodes.Inside(reader).Select(codes =>
            tables.TryGetValue(codes.Column, out DataFrame? table)
                ? Build(reader, codes, [.. table.ColumnNames], refusesUnknown, LookUp(reader, table, change, ofMissingRow))
                : Plain(reader, codes))], isContrast);
    }

    /// <summary><c>DataFrame.reindex</c>: the row of a code, all NaN where there is none.</summary>
    private static Func<double, (double[]? Row, bool IsWhole)> LookUp(EstimatorReader reader, DataFrame table, Func<double, double> change,
        Func<double, double?>? ofMissingRow)
    {
        double[][] columns = [.. table.Columns.Select(column => column.ToDoubles() ?? throw reader.Missing("mapping"))];
        bool isWhole = table.Columns.All(column => column.DTypeName.StartsWith("int", StringComparison.Ordinal));
        var rows = new Dictionary<double, int>();
        for (int row = 0; row < table.RowCount; row++)
        {
            if (ColumnCells.Open(table.Index[row]).TryGetDouble(out double code))
            {
                rows.TryAdd(code, row);
            }
        }

        return code => rows.TryGetValue(change(code), out int found) ? ([.. columns.Select(column => column[found])], isWhole)
            : ofMissingRow is null ? ([.. columns.Select(_ => double.NaN)], columns.Length == 0)
            : ofMissingRow(code) is { } filler ? ([.. columns.Select(_ => filler)], !double.IsNaN(filler) && isWhole)
            : (null, false);
    }

    private static double? ByUnknown(EstimatorReader reader) =>
        reader.Text("handle_unknown") switch { "value" => 0, "return_nan" => double.NaN, "error" => 0, _ => null };

    private static CategoryStep NumbersOf(EstimatorReader reader, OrdinalCodes codes, PyDict maps, string output)
    {
        PyValue map = maps.FirstOrDefault(entry => EncoderFrame.NameOf(entry.Key) == codes.Column).Value;
        var numbers = new Dictionary<double, double>();
        foreach ((PyValue label, double number) in OrdinalCodes.Entries(map) ?? throw reader.Missing("mapping"))
        {
            if (ColumnCells.Open(label).TryGetDouble(out double code))
            {
                numbers.TryAdd(code, number);
            }
        }

        return Build(reader, codes, [output], reader.Text("handle_unknown") == "error",
            code => ([numbers.GetValueOrDefault(code, double.NaN)], false));
    }

    /// <summary>The step of one column: every category with the row that its code finds.</summary>
    private static CategoryStep Build(EstimatorReader reader, OrdinalCodes codes, IReadOnlyList<string> outputs, bool refusesUnknown,
        Func<double, (double[]? Row, bool IsWhole)> find, bool keepsFoundWhole = false)
    {
        var step = new CategoryStep(codes.Column, outputs);
        foreach ((PyValue category, double code) in codes.Categories)
        {
            (double[]? row, bool isWhole) = find(code);
            if (row is not null && !step.Add(category, row, isWhole))
            {
                throw reader.Unsupported($"the category {category} of '{codes.Column}', which is neither text nor a number,");
            }
        }

        if (codes.Unknown is { } unknown && !refusesUnknown)
        {
            (double[]? row, bool isWhole) = find(unknown);
            step.SetUnknown(row, isWhole && !keepsFoundWhole);
        }

        bool refusesMissing = reader.Text("handle_missing") == "error" || (refusesUnknown && codes.Missing == -1);
        if (codes.Missing is { } missing && !refusesMissing)
        {
            (double[]? row, bool isWhole) = find(missing);
            step.SetMissing(row, isWhole && (!keepsFoundWhole || codes.KnowsMissing));
        }

        return step;
    }

    /// <summary>Several steps over one column as one.</summary>
    private static CategoryStep Beside(string column, CategoryStep[] parts)
    {
        var step = new CategoryStep(column, [.. parts.SelectMany(part => part.Outputs)]);
        foreach (PyValue category in parts[0].Categories)
        {
            step.Add(category, [.. parts.SelectMany(part => part.RowOf(category))], isWhole: false);
        }

        step.SetUnknown(parts.Any(part => part.Unknown is null) ? null : [.. parts.SelectMany(part => part.Unknown!)], isWhole: false);
        step.SetMissing(parts.Any(part => part.Missing is null) ? null : [.. parts.SelectMany(part => part.Missing!)], isWhole: false);
        return step;
    }
}
