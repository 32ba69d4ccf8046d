using Brine.Models;

namespace Brine.Tests.Models;

public sealed class ComposeGoldenTests
{
    public static TheoryData<string> Names => [.. ComposeGolden.Cases.Select(info => info.Id)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_equal_those_of_Python_to_the_bit(string name)
    {
        CaseResult result = CaseRunner.Run(ComposeGolden.Folder, ComposeGolden.Cases.Single(info => info.Id == name), new AnswerComparer());

        Assert.Null(result.Error);
        Assert.NotEmpty(result.Grades);
        Assert.All(result.Grades, grade => Assert.True(grade.Value.IsBitEqual, $"{grade.Key} differs by {grade.Value.Worst}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_row_kernel_gives_what_the_method_gives_and_allocates_nothing(string name)
    {
        Estimator model = ComposeGolden.Load(name).Estimator;
        Methods method = model.Methods.HasFlag(Methods.Predict) ? Methods.Predict : Methods.Transform;
        if (ComposeGolden.Rows(name) is not Matrix { IsSingle: false } rows || model.Kernel(method) is not { } kernel)
        {
            return;
        }

        double[] expected = model.Call(method, rows).ToArray().ToDoubles();
        var output = new double[kernel.OutputCount];
        kernel.Run(rows.Row(0), output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run(rows.Row(0), output);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(expected, kernel.RunAll(rows));
    }

    [Theory]
    [InlineData("columns.numbers")]
    [InlineData("columns.mask")]
    [InlineData("union.weights")]
    [InlineData("pipeline.none")]
    [InlineData("pipeline.nested")]
    [InlineData("impute.dropped")]
    public void Models_of_numbers_have_a_row_kernel(string name)
    {
        Estimator model = ComposeGolden.Load(name).Estimator;

        Assert.NotNull(model.Kernel(model.Methods.HasFlag(Methods.Predict) ? Methods.Predict : Methods.Transform));
    }

    [Fact]
    public void A_long_matrix_gets_the_same_answers_as_its_rows_one_by_one()
    {
        Estimator model = ComposeGolden.Load("pipeline.none").Estimator;
        var values = new double[30_000 * 6];
        var random = new Random(3);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % 11 == 0 ? double.NaN : random.NextDouble();
        }

        var rows = new Matrix(30_000, 6, values);

        Assert.Equal(model.Kernel(Methods.Predict)!.RunAll(rows), model.Call(Methods.Predict, rows).ToArray().ToDoubles());
    }
}
