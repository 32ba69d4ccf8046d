using Brine.Models;

namespace Brine.Tests.Models.Numerics;

public class DenseLayerTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var data = new TheoryData<int, int, int>();
        foreach (int outputs in new[] { 1, 2, 3, 4, 5, 8, 9, 17, 33, 64, 70 })
        {
            foreach (int rows in new[] { 1, 3, 4, 9, 16 })
            {
                data.Add(7, outputs, rows);
            }
        }

        data.Add(0, 3, 5);
        data.Add(1, 1, 8);
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EverySumRunsFromLeftToRight(int inputs, int outputs, int rows)
    {
        var random = new Random(inputs + outputs + rows);
        double[] weights = [.. Enumerable.Range(0, inputs * outputs).Select(_ => random.NextDouble() - 0.5)];
        double[] intercepts = [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble())];
        double[] x = [.. Enumerable.Range(0, inputs * rows).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 6)))];
        double[] expected = new double[rows * outputs], actual = new double[rows * outputs];
        float[] expectedSingles = new float[rows * outputs], actualSingles = new float[rows * outputs];
        float[] singles = [.. x.Select(value => (float)value)];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < outputs; k++)
            {
                double sum = 0;
                float single = 0;
                for (int i = 0; i < inputs; i++)
                {
                    sum += x[(row * inputs) + i] * weights[(k * inputs) + i];
                    single += singles[(row * inputs) + i] * (float)weights[(k * inputs) + i];
                }

                expected[(row * outputs) + k] = sum + intercepts[k];
                expectedSingles[(row * outputs) + k] = single + (float)intercepts[k];
            }
        }

        new DenseLayer<double>(weights, inputs, outputs, intercepts, inputMajor: false).RunRows(x, rows, actual);
        new DenseLayer<float>(weights, inputs, outputs, intercepts, inputMajor: false).RunRows(singles, rows, actualSingles);
        Assert.Equal(expected, actual);
        Assert.Equal(expectedSingles, actualSingles);

        var sparse = new double[outputs];
        new DenseLayer<double>(weights, inputs, outputs, intercepts, inputMajor: false).RunSparse([.. Enumerable.Range(0, inputs)],
            x.AsSpan(0, inputs), sparse);
        Assert.Equal(expected.Take(outputs), sparse);
    }
}
