using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Activations over rows, in place.</summary>
internal static class Activation
{
    /// <param name="kind">The activation.</param>
    /// <param name="values">Whole rows.</param>
    /// <param name="width">The numbers in a row.</param>
    internal static void Apply<T>(ActivationKind kind, Span<T> values, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (kind)
        {
            case ActivationKind.Relu:
                Relu(values);
                break;
            case ActivationKind.Logistic:
                Logistic.Expit(values);
                break;
            case ActivationKind.Tanh:
                NumpyFunctions.Tanh(values);
                break;
            case ActivationKind.Exp:
                NumpyFunctions.Exp(values);
                break;
            case ActivationKind.Softmax:
                Logistic.Softmax(values, width);
                break;
            default:
                break;
        }
    }

    /// <summary>numpy's <c>maximum(x, 0)</c>; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Relu<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, lanes = Vector<T>.Count;
        for (; i + lanes <= values.Length; i += lanes)
        {
            var numbers = new Vector<T>(values[i..]);
            Vector.ConditionalSelect(Vector.LessThan(numbers, Vector<T>.Zero), Vector<T>.Zero, numbers).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = values[i] < T.Zero ? T.Zero : values[i];
        }
    }
}
