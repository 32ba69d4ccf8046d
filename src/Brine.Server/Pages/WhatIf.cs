using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>What a model would answer, were one column of a row another one.</summary>
internal static class WhatIf
{
    private const int CurvePoints = 41;
    private const int FlipPoints = 21;
    private const int MostColumns = 60;
    private const int MostOptions = 40;

    /// <summary>The answers over the values of a column; null where they are no numbers.</summary>
    /// <exception cref="ModelInputException">The row does not fit the model.</exception>
    internal static WhatIfCurve? Curve(ServedModel model, string[] row, int column, int? predictedClass, Limits limits)
    {
        Estimator estimator = model.Model.Estimator;
        if (model.Form.IsDocument(column))
        {
            return null;
        }

        string[] values = ValuesOf(model.Form, row, column, CurvePoints);
        Features rows = model.Predictor.Align(model.Form.Read(values.Select(value => With(row, column, value)), limits));
        bool isShare = predictedClass is not null && estimator.Methods.HasFlag(Methods.PredictProba);
        if (!isShare && (estimator.Classes is not null || !estimator.Methods.HasFlag(Methods.Predict)))
        {
            return null;
        }

        Answer answer = estimator.Call(isShare ? Methods.PredictProba : Methods.Predict, rows);
        if (answer.Parts is not null || answer.ToArray() is not { DType.Kind: 'f' or 'i' or 'u' } array)
        {
            return null;
        }

        int width = array.Length / values.Length;
        double[] numbers = array.ToDoubles();
        if (!isShare && width != 1)
        {
            return null;
        }

        return new WhatIfCurve(values, [.. values.Select((_, i) => numbers[(i * width) + (isShare ? predictedClass!.Value : 0)])],
            IsNumeric: model.Form.IsNumber(column), isShare);
    }

    /// <summary>For each column the nearest value with which the label is another one; those that there are.</summary>
    /// <exception cref="ModelInputException">The row does not fit the model.</exception>
    internal static IReadOnlyList<WhatIfFlip> Flips(ServedModel model, string[] row, string label, Limits limits)
    {
        Estimator estimator = model.Model.Estimator;
        if (estimator.Classes is null || !estimator.Methods.HasFlag(Methods.Predict) || row.Length > MostColumns)
        {
            return [];
        }

        var asked = new List<(int Column, string Value)>();
        for (int column = 0; column < row.Length; column++)
        {
            if (!model.Form.IsDocument(column))
            {
                asked.AddRange(ValuesOf(model.Form, row, column, FlipPoints).Select(value => (column, value)));
            }
        }

        if (asked.Count == 0)
        {
            return [];
        }

        Features rows = model.Predictor.Align(model.Form.Read(asked.Select(item => With(row, item.Column, item.Value)), limits));
        NDArray answers = estimator.Call(Methods.Predict, rows).ToArray();
        if (answers.Length != asked.Count)
        {
            return [];
        }

        var flips = new Dictionary<int, WhatIfFlip>();
        for (int i = 0; i < asked.Count; i++)
        {
            (int column, string value) = asked[i];
            string other = RowForm.TextOf(answers[i]);
            double distance = DistanceOf(model.Form, row, column, value);
            if (other != label && (!flips.TryGetValue(column, out WhatIfFlip? known) || distance < known.Distance))
            {
                flips[column] = new WhatIfFlip(column, value, other, distance);
            }
        }

        return [.. flips.Values.OrderBy(flip => flip.Distance).ThenBy(flip => flip.Column)];
    }

    /// <summary>How far a value is away, as a share of the range of its column; 1 for another category.</summary>
    private static double DistanceOf(RowForm form, string[] row, int column, string value)
    {
        if (!form.IsNumber(column) || !TryRead(row[column], out double now) || !TryRead(value, out double then))
        {
            return 1;
        }

        double width = form.Hints[column]?.Range is { } range && range.Most > range.Least ? range.Most - range.Least
            : Math.Max(1, Math.Abs(now));
        return Math.Abs(then - now) / width;
    }

    private static string[] ValuesOf(RowForm form, string[] row, int column, int points)
    {
        if (!form.IsNumber(column))
        {
            return [.. form.Options(column).Take(MostOptions)];
        }

        (double least, double most) = RangeOf(form, row, column);
        double step = (most / (points - 1)) - (least / (points - 1));
        return [.. Enumerable.Range(0, points).Select(i => (i == points - 1 ? most : least + (i * step))
            .ToString("R", CultureInfo.InvariantCulture))];
    }

    /// <summary>The numbers of a column that are looked at: what the model knows of it and a little more, and what the row has.</summary>
    internal static (double Least, double Most) RangeOf(RowForm form, string[] row, int column)
    {
        bool isThere = TryRead(row[column], out double now);
        double around = Math.Max(1, Math.Abs(now));
        (double least, double most) = form.Hints[column]?.Range ?? (now - around, now + around);
        if (form.Hints[column]?.Kind == "hint.splits")
        {
            // What lies beyond the last question is answered alike.
            double beyond = Math.Max((most - least) / 6, Math.Max(1e-6, Math.Abs(most) / 20));
            (least, most) = (least - beyond, most + beyond);
        }
        else if (form.Hints[column]?.Kind == "hint.usual")
        {
            // Two standard deviations are usual; what is rarer, to the third one, may be asked about.
            double beyond = (most / 4) - (least / 4);
            (least, most) = (least - beyond, most + beyond);
        }

        return isThere ? (Math.Min(least, now), Math.Max(most, now)) : (least, most);
    }

    internal static bool TryRead(string text, out double number) => double.TryParse(text.Replace(',', '.'), NumberStyles.Float,
        CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string[] With(string[] row, int column, string value)
    {
        string[] changed = [.. row];
        changed[column] = value;
        return changed;
    }
}
