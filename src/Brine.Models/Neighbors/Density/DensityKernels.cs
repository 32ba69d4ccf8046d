namespace Brine.Models;

/// <summary>Logarithms of kernels, and of the volumes by which they are divided, as scikit-learn's trees have them.</summary>
internal static class DensityKernels
{
    private static readonly double LogPi = Math.Log(Math.PI);
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary><c>compute_log_kernel</c></summary>
    internal static double Logarithm(DensityKernel kernel, double distance, double bandwidth) => kernel switch
    {
        DensityKernel.Gaussian => -0.5 * (distance * distance) / (bandwidth * bandwidth),
        DensityKernel.Exponential => -distance / bandwidth,
        _ when !(distance < bandwidth) => double.NegativeInfinity,
        DensityKernel.TopHat => 0,
        DensityKernel.Epanechnikov => Math.Log(1.0 - ((distance * distance) / (bandwidth * bandwidth))),
        DensityKernel.Linear => Math.Log(1 - (distance / bandwidth)),
        _ => Math.Log(Math.Cos(0.5 * Math.PI * distance / bandwidth)),
    };

    /// <summary><c>_log_kernel_norm</c></summary>
    internal static double LogNorm(DensityKernel kernel, double bandwidth, int dimension)
    {
        double factor = kernel switch
        {
            DensityKernel.Gaussian => 0.5 * dimension * LogTwoPi,
            DensityKernel.TopHat => LogVolume(dimension),
            DensityKernel.Epanechnikov => LogVolume(dimension) + Math.Log(2.0 / (dimension + 2.0)),
            DensityKernel.Exponential => LogSurface(dimension - 1) + LogGamma.Of(dimension),
            DensityKernel.Linear => LogVolume(dimension) - Math.Log(dimension + 1.0),
            _ => CosineFactor(dimension),
        };
        return -factor - (dimension * Math.Log(bandwidth));
    }

    /// <summary><c>log(exp(x) + exp(y))</c></summary>
    internal static double AddLogarithms(double x, double y)
    {
        double largest = x > y || double.IsNaN(y) ? x : y;
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(Exponential.Of(x - largest) + Exponential.Of(y - largest));
    }

    /// <summary><c>log(exp(x) - exp(y))</c></summary>
    internal static double SubtractLogarithms(double x, double y) =>
        x <= y ? double.NegativeInfinity : x + Math.Log(1 - Exponential.Of(y - x));

    private static double CosineFactor(int dimension)
    {
        double factor = 0, term = 2.0 / Math.PI;
        for (int k = 1; k <= dimension; k += 2)
        {
            factor += term;
            term *= -(double)(dimension - k) * (dimension - k - 1) * Math.Pow(2.0 / Math.PI, 2);
        }

        return Math.Log(factor) + LogSurface(dimension - 1);
    }

    private static double LogVolume(int dimension) => (0.5 * dimension * LogPi) - LogGamma.Of((0.5 * dimension) + 1);

    private static double LogSurface(int dimension) => LogTwoPi + LogVolume(dimension - 1);
}
