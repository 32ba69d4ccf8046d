using System.Buffers;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>The answers of one process between two classes, for one row.</summary>
internal sealed class BinaryProcessAnswers
{
    private static readonly double[] Lambdas = [0.41, 0.4, 0.37, 0.44, 0.39];
    private static readonly double[] Coefficients = [-1854.8214151, 3516.89893646, 221.29346712, 128.12323805, -2010.49422654];

    private readonly ProcessKernelProgram _kernel;
    private readonly double[] _residuals;
    private readonly double[] _roots;
    private readonly ProcessSolver _solver;
    private readonly bool _addsInOrder;

    internal BinaryProcessAnswers(BinaryProcess process)
    {
        int count = process.Rows.Shape[0];
        _kernel = new ProcessKernelProgram(process.Kernel, process.Rows.ToDoubles(), count, process.Rows.Shape[1], process.Rows.DType,
            process.RoundsSingle, isTrainingFirst: true);
        _addsInOrder = process.AddsInOrder;
        _residuals = [.. process.Residuals];
        _roots = [.. process.Roots];
        _solver = new ProcessSolver(process.Factor.ToDoubles(), count, process.FactorsAgain);
    }

    internal int Dimension => _kernel.Dimension;

    /// <summary>True for the second class.</summary>
    internal bool IsSecond(ReadOnlySpan<double> row, DType dtype)
    {
        double[] kernel = ArrayPool<double>.Shared.Rent(_kernel.Count);
        _kernel.Run(row, dtype, kernel.AsSpan(0, _kernel.Count));
        bool isSecond = Mean(kernel) > 0;
        ArrayPool<double>.Shared.Return(kernel);
        return isSecond;
    }

    /// <summary>The mean and the variance of the latent variable.</summary>
    internal (double Mean, double Variance) Latent(ReadOnlySpan<double> row, DType dtype)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(_kernel.Count);
        Span<double> kernel = rented.AsSpan(0, _kernel.Count);
        _kernel.Run(row, dtype, kernel);
        double mean = Mean(kernel);
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = _roots[i] * kernel[i];
            if (!double.IsFinite(kernel[i]))
            {
                // What solves the equations in Python looks at its numbers.
                ArrayPool<double>.Shared.Return(rented);
                throw new ModelInputException("InputNotFinite",
                    "the kernel of a row and the training is not finite: the numbers of the row are too large for it");
            }
        }

        _solver.Solve(kernel);
        double variance = _kernel.Diagonal(row, dtype)
            - (_addsInOrder ? RowLength.Sequential(kernel) : NumpyReductions.SquaredNorm(kernel));
        ArrayPool<double>.Shared.Return(rented);
        return (mean, variance);
    }

    /// <summary>The probability of the second class: five error functions stand for the integral over the latent variable.</summary>
    internal double Probability(ReadOnlySpan<double> row, DType dtype)
    {
        (double mean, double variance) = Latent(row, dtype);
        double alpha = 1 / (2 * variance), sum = 0;
        for (int i = 0; i < Lambdas.Length; i++)
        {
            double gamma = Lambdas[i] * mean;
            double integral = Math.Sqrt(Math.PI / alpha) * ErrorFunction.Of(gamma * Math.Sqrt(alpha / (alpha + (Lambdas[i] * Lambdas[i]))))
                / (2 * Math.Sqrt(variance * 2 * Math.PI));
            double term = Coefficients[i] * integral;
            sum = i == 0 ? term : sum + term;
        }

        return sum + (0.5 * PairwiseSum.Of<double>(Coefficients));
    }

    private double Mean(ReadOnlySpan<double> kernel)
    {
        double sum = 0;
        for (int i = 0; i < _residuals.Length; i++)
        {
            sum += kernel[i] * _residuals[i];
        }

        return sum;
    }
}
