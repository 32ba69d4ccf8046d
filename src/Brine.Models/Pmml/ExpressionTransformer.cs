using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>sklearn2pmml's ExpressionTransformer, over columns of numbers.</summary>
internal sealed class ExpressionTransformer(EstimatorInfo info, ExpressionForm form, ExpressionProgram program) : Estimator(info)
{
    public override EstimatorForm Form => form;

    public override Methods Methods => Methods.Transform;

    public override InputContract Inputs(Methods method) => InputContract.Anything;

    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Features TransformCore(Features x)
    {
        bool isFrame = x is Table;
        Check(x);
        Matrix matrix = x.ToMatrix();
        int[] places = program.Places(isFrame ? x.ColumnNames : null, matrix.ColumnCount);
        var answers = new ExpressionValue[matrix.RowCount];
        for (int row = 0; row < answers.Length; row++)
        {
            answers[row] = Answer(matrix.Row(row), places, row);
        }

        return new Table([form.DType is { } dtype ? Cast(answers, dtype) : isFrame ? Inferred(answers) : Cells(answers)]);
    }

    private static void Check(Features x)
    {
        if (x is SparseMatrix)
        {
            throw new ModelInputException("InputSparse", "an expression is computed of rows that are whole; give it the matrix in full");
        }

        DType[] types = x is Table table ? [.. table.Columns.Select(column => column is { IsObject: false, IsNullable: false }
            && column.TryGetNumbers(out _) ? column.DType : DType.Object)] : [x.ToMatrix().DType];
        bool areFloats = types.All(type => type.Kind is 'f' or 'i' or 'u') && types.Any(type => type is { Kind: 'f', ItemSize: 8 });
        if (!areFloats)
        {
            throw new ModelInputException("InputKind",
                "the expression is computed of floats of double precision, and the data is "
                    + string.Join(", ", types.Select(type => type.Name).Distinct()));
        }
    }

    private ExpressionValue Answer(ReadOnlySpan<double> row, int[] places, int number)
    {
        if (!form.MissingAnswer.IsNone && HasMissing(row))
        {
            return Value(form.MissingAnswer);
        }

        ExpressionValue answer = program.Run(row, places);
        if (answer.IsError)
        {
            answer = form.AllowsErrors ? ExpressionValue.None
                : throw new ModelInputException("InputRange",
                    $"row {RowNumbers.Of(number)} divides by zero in {form.Expression}, which Python refuses");
        }

        return answer.IsMissing && !form.DefaultAnswer.IsNone ? Value(form.DefaultAnswer) : answer;
    }

    private static bool HasMissing(ReadOnlySpan<double> row)
    {
        foreach (double value in row)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionValue Value(PyValue value) => new(
        value.Kind == PyKind.Bool ? ExpressionKind.Bool : value.Kind == PyKind.Int ? ExpressionKind.Int : ExpressionKind.Float,
        value.TryGetDouble(out double number) ? number : 0);

    private Column Cells(ExpressionValue[] answers) => Column.OfCells(form.Expression, [.. answers.Select(answer => answer.ToCell())]);

    /// <summary>The dtype that pandas finds: bools, ints, or floats with NaN for None.</summary>
    private Column Inferred(ExpressionValue[] answers)
    {
        bool areBools = answers.All(answer => answer.Kind == ExpressionKind.Bool);
        bool areInts = answers.All(answer => answer.Kind == ExpressionKind.Int);
        bool areFloats = answers.Any(answer => answer.Kind is ExpressionKind.Float or ExpressionKind.Int)
            && answers.All(answer => answer.Kind != ExpressionKind.Bool);
        return areBools || areInts || areFloats
            ? Column.OfNumbers(form.Expression, Numbers(answers), areBools ? DType.Bool : areInts ? DType.Int64 : DType.Float64)
            : Cells(answers);
    }

    private Column Cast(ExpressionValue[] answers, DType dtype)
    {
        double[] numbers = dtype.Kind == 'b' ? [.. answers.Select(answer => answer.IsTrue ? 1.0 : 0)] : Numbers(answers);
        if (dtype.Kind is 'i' or 'u')
        {
            int bad = Array.FindIndex(numbers, value => !double.IsFinite(value) || Math.Abs(value) >= 1L << 53);
            numbers = bad < 0 ? Array.ConvertAll(numbers, value => NumpyPrecision.Cast(Math.Truncate(value), dtype))
                : throw new ModelInputException("InputRange",
                    $"the answer of row {RowNumbers.Of(bad)} is {numbers[bad]}, which is no {dtype.Name}");
        }

        return Column.OfNumbers(form.Expression,
            dtype.IsSingle() ? Array.ConvertAll(numbers, value => (double)(float)value) : numbers, dtype);
    }

    private static double[] Numbers(ExpressionValue[] answers) =>
        Array.ConvertAll(answers, answer => answer.Kind == ExpressionKind.None ? double.NaN : answer.Number);
}
