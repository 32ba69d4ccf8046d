using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>The code of <c>Golden/custom/mymodule.py</c> in C#.</summary>
internal static class MyModule
{
    /// <summary>All of it, under its names in Python.</summary>
    internal static CustomCode All() => new CustomCode()
        .RegisterRows("mymodule.clean", Clean)
        .Register("mymodule.scale", Scale)
        .RegisterRows("mymodule.ratio", Ratio, outputCount: 2)
        .Register("mymodule.pick", rows => Pick(rows, "fare", "age"))
        .RegisterText("mymodule.upper", text => text.ToUpperInvariant())
        .RegisterTokens("mymodule.pieces", text => text.Split('-').Select(word => word + "s"))
        .RegisterTokens("mymodule.parts", text => [.. text.Split('-'), text[..Math.Min(2, text.Length)]])
        .RegisterMetric("mymodule.taxi", Taxi)
        .RegisterTokens("mymodule.Stemmer", text => Words(text).Select(word => word.EndsWith('s') ? word[..^1] : word))
        .RegisterTokens("mymodule.Stemmer.cut", text => Words(text).Select(word => word[..Math.Min(3, word.Length)]))
        .RegisterEstimator("mymodule.LogColumns", LogColumns)
        .RegisterEstimator("mymodule.ClipToSeen", ClipToSeen)
        .RegisterEstimator("mymodule.MeanOfParts", MeanOfParts)
        .RegisterEstimator("mymodule.Threshold", Threshold)
        .RegisterAs("mymodule.OurLogistic", "sklearn.linear_model.LogisticRegression")
        .RegisterEstimator("__main__.InNotebook", InNotebook)
        .RegisterRows("__main__.doubled", (row, output) =>
        {
            for (int i = 0; i < row.Length; i++)
            {
                output[i] = row[i] * 2;
            }
        });

    private static void Clean(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int i = 0; i < row.Length; i++)
        {
            output[i] = Math.Sqrt(Math.Abs(row[i]));
        }
    }

    private static void Ratio(ReadOnlySpan<double> row, Span<double> output)
    {
        output[0] = row[0] / (1 + (row[1] * row[1]));
        output[1] = row[0] + row[1];
    }

    private static Matrix Scale(Features rows, IReadOnlyDictionary<string, PyValue> arguments)
    {
        double by = arguments.TryGetValue("by", out PyValue given) && given.TryGetDouble(out double number) ? number : 1;
        double shift = arguments.TryGetValue("shift", out given) && given.TryGetDouble(out number) ? number : 0;
        Matrix matrix = rows.ToMatrix();
        return new(matrix.RowCount, matrix.ColumnCount, [.. matrix.AsSpan().ToArray().Select(value => (value * by) + shift)]);
    }

    private static Features Pick(Features rows, params string[] names) =>
        rows.SelectColumns([.. names.Select(name => rows.ColumnNames!.ToList().IndexOf(name))]);

    private static double Taxi(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += Math.Abs(left[i] - right[i]);
        }

        return sum * 2;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static CustomEstimator LogColumns(EstimatorAttributes attributes)
    {
        long[] columns = attributes.Array("columns").ToInt64s();
        double shift = attributes.Number("shift");
        void Row(ReadOnlySpan<double> row, Span<double> output)
        {
            row.CopyTo(output);
            foreach (long column in columns)
            {
                output[(int)column] = Math.Log(Math.Abs(row[(int)column]) + shift);
            }
        }

        return new CustomEstimator { TransformRow = Row, Transform = rows => ByRow(rows.ToMatrix(), Row) };
    }

    private static CustomEstimator InNotebook(EstimatorAttributes attributes)
    {
        double factor = attributes.Number("factor");
        return new CustomEstimator
        {
            Transform = rows => ByRow(rows.ToMatrix(), (row, output) =>
            {
                for (int i = 0; i < row.Length; i++)
                {
                    output[i] = row[i] * factor;
                }
            }),
        };
    }

    private static CustomEstimator ClipToSeen(EstimatorAttributes attributes)
    {
        double[] low = attributes.Array("low_").ToDoubles(), high = attributes.Array("high_").ToDoubles();
        return new CustomEstimator
        {
            FeatureCount = low.Length,
            Inputs = InputContract.Finite,
            Transform = rows => ByRow(rows.ToMatrix(), (row, output) =>
            {
                for (int i = 0; i < row.Length; i++)
                {
                    output[i] = Math.Clamp(row[i], low[i], high[i]);
                }
            }),
        };
    }

    private static CustomEstimator MeanOfParts(EstimatorAttributes attributes)
    {
        IReadOnlyList<Estimator> parts = attributes.Estimators("fitted_");
        return new CustomEstimator
        {
            Predict = rows =>
            {
                double[][] answers = [.. parts.Select(part => part.Call(Methods.Predict, rows).ToArray().ToDoubles())];
                return NDArray.Of([.. Enumerable.Range(0, rows.RowCount).Select(row => answers.Sum(answer => answer[row]) / parts.Count)]);
            },
        };
    }

    private static CustomEstimator Threshold(EstimatorAttributes attributes)
    {
        Estimator model = attributes.Estimator("model");
        double threshold = attributes.Number("threshold", 0.3);
        Labels classes = attributes.Labels();
        return new CustomEstimator
        {
            Classes = classes,
            PredictProba = rows => model.Call(Methods.PredictProba, rows).ToArray(),
            Predict = rows =>
            {
                double[] share = model.Call(Methods.PredictProba, rows).ToArray().ToDoubles();
                return classes.Take([.. Enumerable.Range(0, rows.RowCount).Select(row => share[(row * 2) + 1] >= threshold ? 1 : 0)]);
            },
        };
    }

    private static Matrix ByRow(Matrix matrix, RowFunction function)
    {
        var values = new double[matrix.RowCount * matrix.ColumnCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            function(matrix.Row(row), values.AsSpan(row * matrix.ColumnCount, matrix.ColumnCount));
        }

        return new(matrix.RowCount, matrix.ColumnCount, values);
    }
}
