namespace Brine.Models;

/// <summary>libsvm's <c>k_function</c>: what it makes of a dot product or a squared distance.</summary>
internal sealed class SvmKernelFunction
{
    private readonly double _gamma;
    private readonly double _coef0;
    private readonly int _degree;

    internal SvmKernelFunction(SupportVectorForm form)
        : this(form.Kernel, form.Gamma, form.Coef0, form.Degree)
    {
    }

    internal SvmKernelFunction(SvmKernelKind kind, double gamma, double coef0, int degree) =>
        (Kind, _gamma, _coef0, _degree) = (kind, gamma, coef0, degree);

    internal SvmKernelKind Kind { get; }

    /// <summary>True where it is made of squared distances, false where of dot products.</summary>
    internal bool IsOfDistances => Kind == SvmKernelKind.Rbf;

    /// <summary>Turns dot products or squared distances into the kernel, in place.</summary>
    internal void Apply(Span<double> values)
    {
        switch (Kind)
        {
            case SvmKernelKind.Rbf:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] *= -_gamma;
                }

                Exponential.Apply(values);

                break;
            case SvmKernelKind.Polynomial:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Power((_gamma * values[i]) + _coef0, _degree);
                }

                break;
            case SvmKernelKind.Sigmoid:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Tanh((_gamma * values[i]) + _coef0);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>libsvm's <c>powi</c>.</summary>
    private static double Power(double factor, int times)
    {
        double result = 1;
        for (int rest = times; rest > 0; rest /= 2)
        {
            if (rest % 2 == 1)
            {
                result *= factor;
            }

            factor *= factor;
        }

        return result;
    }
}
